"""The command line's words about reference values: their columns as typed, their report, their list."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ecodesk.domain.references import WHOLE_TABLE, ReferenceLayout, ReferenceOutcome, ReferenceReport
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.references import about, cited, figure_text
from ecodesk.services.reference_tables import layout_of
from ecodesk.services.reference_words import total_of
from ecodesk.services.references import References

_SAID = (ReferenceOutcome.UPDATED, ReferenceOutcome.SKIPPED, ReferenceOutcome.FAILED)


def add_import(parser: argparse.ArgumentParser) -> None:
    """What `references import` takes."""
    parser.add_argument("file", metavar="文件", type=Path, help=".xlsx 或 .csv，一行一个数")
    parser.add_argument("--columns", metavar="对应", action="append",
                        help="列名不是通常的写法时，说明每列是什么，如 主体=企业名,指标=项目,数值=2023年；"
                             "没有列名的表写第3列；列名是年份的各列自动当作各年的数")
    for column in WHOLE_TABLE:
        parser.add_argument(f"--{column}", metavar=label(column),
                            help=f"表里没有{label(column)}这一列时，整表都是这一个")


def layout_of_options(options: argparse.Namespace) -> ReferenceLayout | None:
    """What was typed about the columns of a table. UsageError where it makes no sense."""
    common = {column: getattr(options, str(column)) or "" for column in WHOLE_TABLE}
    return layout_of(options.columns or (), common)


def tell_report(report: ReferenceReport) -> bool:
    """Print what became of the rows that are not plainly in; False where some are not, or none is."""
    for row in report.rows:
        if row.outcome in _SAID:
            where = message("cli.references-row", sheet=row.sheet, number=row.number).strip()
            line = message("cli.references-told", where=where, outcome=label(row.outcome), words=row.words,
                           about=row.message)
            print(line, file=sys.stderr if row.outcome is ReferenceOutcome.FAILED else sys.stdout)
    print(total_of(report))
    for note in report.notes:
        print(note, file=sys.stderr)
    return bool(report.rows) and not report.count(ReferenceOutcome.FAILED) and not report.cancelled


def tell_rows(references: References, words: str) -> None:
    """Print the references that hold the words, a line each with tabs, and how many facts have one."""
    for row in references.rows(words, limit=None):
        item = row.reference
        print("\t".join((about(item), figure_text(item), cited(item), item.note)).rstrip())
    known = references.coverage()
    print(message("cli.references-total", count=references.count(words), facts=known.total.facts,
                  covered=known.total.covered, percent=known.total.percent))
