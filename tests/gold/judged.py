"""Annotated figures that anybody may look at, each beside its fact and which fields are right.

`python -m tests.gold.judged FOLDER` counts anew in resources/rules.csv how often each rule was right; FOLDER
holds the shared articles. Do so when rules have changed; a rule that is new gets its code for a name.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

from ecodesk.domain.facts import Fact, record_of
from ecodesk.domain.reasons import REASONED
from ecodesk.domain.text import Article, SourceFile
from ecodesk.extraction import extract
from ecodesk.knowledge.reasons import FIELD_COLUMNS
from ecodesk.knowledge.tables import data_folder
from ecodesk.reading import read_file, read_path
from tests.gold.test_unseen_news import flat, gold_of, rows
from tests.unit.extraction.helpers import article_of

ANNOTATED = ("000", "001", "003")
FIELDS = ("qualifier", "measure", "period", "place", "modality")
LIKE = 0.5
"""Likeness of a subject or an indicator from which on the scorer does not call it wrong."""


@dataclass(frozen=True)
class Judged:
    """A fact and, by field, whether it is as annotated; a false alarm is wrong in its value alone."""

    source: str
    fact: Fact
    right: dict[str, bool]

    @property
    def flawless(self) -> bool:
        return all(self.right.values())


@cache
def scorer(shared: Path) -> ModuleType:
    """The shared scorer, which says what agrees."""
    spec = importlib.util.spec_from_file_location("score_facts", shared / "score" / "score_facts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(shared: Path, source: str, golds: list[dict[str, str]], facts: list[Fact]) -> list[Judged]:
    """Facts of one document beside its annotations; fields that are not annotated are left out."""
    tools = scorer(shared)
    records = [record_of(fact) for fact in facts]
    found: dict[int, Judged] = {}
    for at, number in tools.align(golds, records):
        gold, record = golds[at], records[number]
        values = tools.same_value(gold["value"], record["value"])
        highs = tools.same_value(gold["value_high"], record["value_high"])
        right = {"value": values and highs and tools.unit(gold["unit"]) == tools.unit(record["unit"])}
        right |= {name: tools.squeeze(gold[name]) == tools.squeeze(record[name])
                  for name in FIELDS if name in gold}
        right |= {name: tools.char_f1(gold[name], record[name]) >= LIKE for name in ("subject", "indicator")}
        found[number] = Judged(source, facts[number], right)
    alarms = (Judged(source, fact, {"value": False}) for n, fact in enumerate(facts) if n not in found)
    return [*found.values(), *alarms]


def figures(facts: tuple[Fact, ...]) -> list[Fact]:
    return [fact for fact in facts if not fact.is_claim]


def claims(shared: Path) -> tuple[list[Judged], int]:
    """Claims found in the annotated articles of newspapers, and how many are annotated."""
    tools = scorer(shared)
    found: list[Judged] = []
    count = 0
    for number in ANNOTATED:
        lines = (shared / "gold" / f"{number}.claims.jsonl").read_text(encoding="utf-8").splitlines()
        golds = [json.loads(line) for line in lines]
        count += len(golds)
        facts = [fact for fact in extracted(shared, number) if fact.is_claim]
        pairs = sorted(((shared_words(tools, gold["claim"], fact.text), -at, -n)
                        for at, gold in enumerate(golds) for n, fact in enumerate(facts)
                        if is_of(tools, gold["quote"], fact)), reverse=True)
        matched: dict[int, int] = {}
        for common, at, n in pairs:
            if common > 1 and -n not in matched and -at not in matched.values():
                matched[-n] = -at
        for n, fact in enumerate(facts):
            gold = golds[matched[n]] if n in matched else None
            found.append(Judged("articles", fact, {"value": False} if gold is None else {
                "value": True, "place": gold["scope"] == fact.place,
                "subject": tools.char_f1(gold["subject"], fact.subject) >= LIKE}))
    return found, count


def shared_words(tools: ModuleType, one: str, other: str) -> int:
    """Characters of the longest words that both hold."""
    return int(tools.longest_common(tools.squeeze(one), tools.squeeze(other)))


def is_of(tools: ModuleType, quote: str, fact: Fact) -> bool:
    """Whether a claim stands in the annotated words."""
    squeezed = tools.squeeze(quote)
    return tools.longest_common(squeezed, tools.squeeze(fact.sentence)) >= min(len(squeezed), 10)


def extracted(shared: Path, number: str) -> list[Fact]:
    """Facts of an annotated article."""
    paths = (shared / "seeds").glob(f"*{number}*")
    return [fact for path in paths for article in read_path(path).articles for fact in extract(article)]


def news(shared: Path, held_out: bool = False) -> list[Judged]:
    """Items of television news. Of the held-out ones only totals may be looked at."""
    wanted = rows(held_out)
    found: list[Judged] = []
    with ZipFile(shared / "corpus" / "news-2024.zip") as packed:
        for name, item in sorted({(row["file"], int(row["item"])) for row in wanted}):
            data = packed.read(f"news-2024/{name}.md")
            own = [row for row in wanted if (row["file"], int(row["item"])) == (name, item)]
            golds = [gold_of(row, flat(data.decode(), item)) for row in own]
            article = read_file(SourceFile(f"{name}.md", data)).articles[item]
            found += judge(shared, "news", golds, figures(extract(article)))
    return found


def articles(shared: Path) -> list[Judged]:
    """The annotated articles of newspapers."""
    found: list[Judged] = []
    for number in ANNOTATED:
        lines = (shared / "gold" / f"{number}.figures.jsonl").read_text(encoding="utf-8").splitlines()
        golds = [json.loads(line) for line in lines]
        facts = figures(tuple(extracted(shared, number)))
        found += judge(shared, "articles", golds, facts)
    return found


def written_records() -> list[dict[str, Any]]:
    """The articles written for the tests with their annotations."""
    path = Path(__file__).with_name("written_articles.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def written_articles() -> list[Article]:
    """The same as articles."""
    return [replace(article_of(one["text"], one["published"]), document=one["doc"])
            for one in written_records()]


def written(shared: Path) -> list[Judged]:
    """The articles written for the tests, which are annotated with subject, indicator, place and period."""
    found: list[Judged] = []
    tools = scorer(shared)
    for one, article in zip(written_records(), written_articles(), strict=True):
        facts = figures(extract(article))
        position = 0
        for text, subject, indicator, place, period in one["figures"]:
            position = one["text"].index(text, position)
            end = position + len(text)
            fact = next((fact for fact in facts if position <= fact.span.start < end), None)
            position = end
            if fact is not None:
                found.append(Judged("written", fact, {
                    "subject": tools.char_f1(subject, fact.subject) >= LIKE,
                    "indicator": tools.char_f1(indicator, fact.indicator) >= LIKE,
                    "place": place == fact.place, "period": period == fact.period}))
    return found


@cache
def open_figures(shared: Path) -> tuple[Judged, ...]:
    """All that may be looked at."""
    return (*news(shared), *articles(shared), *written(shared))


def tally(judged: tuple[Judged, ...]) -> dict[str, tuple[int, int]]:
    """How often each rule was right, and how often it decided an annotated field."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for one in judged:
        for reason in one.fact.reasons:
            if reason.field in one.right:
                of[reason.rule] += 1
                right[reason.rule] += one.right[reason.field]
    return {rule: (right[rule], count) for rule, count in sorted(of.items())}


def count_anew(shared: Path) -> None:
    """Write the counts into the table; names, comments and order stay."""
    path = data_folder("resources") / "rules.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    seen, own = tally(tuple(news(shared))), tally((*articles(shared), *written(shared), *claims(shared)[0]))
    head = next(number for number, line in enumerate(lines) if not line.startswith("#")) + 1
    names = dict(line.split(",")[:2] for line in lines[head:])
    fresh = {rule: rule for rule in sorted({*seen, *own} - names.keys())}
    counted = [[code, words, *map(str, (*seen.get(code, (0, 0)), *own.get(code, (0, 0))))]
               for code, words in (names | fresh).items()]
    path.write_text("\n".join([*lines[:head], *map(",".join, counted)]) + "\n", encoding="utf-8")
    count_fields(shared, path.with_name("rule_fields.csv"))


def count_fields(shared: Path, path: Path) -> None:
    """Write the totals of the held-out items by field, and nothing else about them."""
    unseen = news(shared, held_out=True)
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")] + [",".join(FIELD_COLUMNS)]
    for field in REASONED:
        marks = [one.right[field] for one in unseen if field in one.right]
        head.append(f"{field},{sum(marks)},{len(marks)}")
    path.write_text("\n".join(head) + "\n", encoding="utf-8")


if __name__ == "__main__":
    count_anew(Path(sys.argv[1]))
