"""Short articles of many kinds of copy, whose figures were labelled before the program had read them.

Each line of labelled_articles.jsonl has the form of written_articles.jsonl: its figures stand in reading
order as [figure, subject, indicator, place, period]. They are open: rules may be written with them in view.
What a first reading by the program gave is told beside the floors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ecodesk.domain.facts import Fact
from ecodesk.extraction import extract
from tests.gold.test_written_articles import likeness
from tests.unit.extraction.helpers import article_of

ARTICLES = [
    json.loads(line)
    for line in Path(__file__).with_name("labelled_articles.jsonl").read_text(encoding="utf-8").splitlines()
]
FLOORS = {"label": 0.75, "subject": 0.78, "indicator": 0.75, "place": 0.83, "period": 0.78}
"""At first: 0.68, 0.63, 0.71, 0.79, 0.74."""


def beside(article: dict[str, Any]) -> Iterator[tuple[list[str], Fact]]:
    """The labelled figures of an article, each with the fact that was found there."""
    read = replace(article_of(article["text"], article["published"]), document=article["doc"])
    facts = [fact for fact in extract(read) if not fact.is_claim]
    end = 0
    for record in article["figures"]:
        start = article["text"].index(record[0], end)
        end = start + len(record[0])
        fact = next((one for one in facts if one.span.start < end and start < one.span.end), None)
        if fact is not None:
            yield record, fact


@pytest.fixture(scope="module")
def matched() -> list[tuple[list[str], Fact]]:
    return [pair for article in ARTICLES for pair in beside(article)]


def test_nearly_all_figures_are_found(matched: list[tuple[list[str], Fact]]) -> None:
    labelled = sum(len(article["figures"]) for article in ARTICLES)
    assert labelled >= 500
    assert len(matched) / labelled >= 0.97


def test_labels_are_like_those_of_an_editor(matched: list[tuple[list[str], Fact]]) -> None:
    scores = {
        "subject": [likeness(record[1], fact.subject) for record, fact in matched],
        "indicator": [likeness(record[2], fact.indicator) for record, fact in matched],
        "label": [likeness(record[1] + record[2], fact.subject + fact.indicator) for record, fact in matched],
        "place": [float(record[3] == fact.place) for record, fact in matched],
        "period": [float(record[4] == fact.period) for record, fact in matched],
    }
    means = {name: sum(values) / len(values) for name, values in scores.items()}
    assert {name: mean for name, mean in means.items() if mean < FLOORS[name]} == {}
