"""Facts and findings of files as public records, without a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ecodesk.checking import DEFAULT, Rulebook, check_across
from ecodesk.domain.facts import Fact, record_of
from ecodesk.domain.findings import finding_record
from ecodesk.domain.tables import TableLayout
from ecodesk.exporting import write_jsonl
from ecodesk.services.pipeline import Failure, files_in, log_failure, parse, parse_and_check

__all__ = ["fact_records", "finding_records", "write_jsonl"]

Report = Callable[[Failure], None]


def fact_records(paths: Sequence[Path], report: Report,
                 layouts: Sequence[TableLayout] = ()) -> Iterator[dict[str, str]]:
    """The facts of the files in reading order, file by file; `report` is told of every file that fails."""
    for path in files_in(paths):
        parsed = parse(path, layouts)
        if isinstance(parsed, Failure):
            log_failure(parsed)
            report(parsed)
            continue
        yield from (record_of(fact) for fact in parsed.facts)


def finding_records(paths: Sequence[Path], report: Report,
                    layouts: Sequence[TableLayout] = (),
                    book: Rulebook = DEFAULT) -> Iterator[dict[str, object]]:
    """The findings inside each article, file by file, then those across all the files."""
    facts: list[Fact] = []
    published: dict[str, str] = {}
    for path in files_in(paths):
        parsed = parse_and_check(path, layouts, book=book)
        if isinstance(parsed, Failure):
            log_failure(parsed)
            report(parsed)
            continue
        facts += parsed.facts
        published |= {article.id: article.published for article in parsed.reading.articles}
        yield from map(finding_record, parsed.findings)
    yield from map(finding_record, check_across(facts, published))
