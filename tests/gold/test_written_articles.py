"""Short articles of many kinds, written and annotated for this test: what their figures mean.

Each line of written_articles.jsonl is one article; its figures stand in reading order as
[figure, subject, indicator, place, period], as an editor would write them. An indicator has many good
names, so names are compared by the pairs of characters they share.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from ecodesk.extraction import extract
from tests.unit.extraction.helpers import article_of

ARTICLES = [
    json.loads(line)
    for line in (Path(__file__).parent / "written_articles.jsonl").read_text(encoding="utf-8").splitlines()
]
FLOORS = {"label": 0.85, "subject": 0.82, "indicator": 0.84, "place": 0.93, "period": 0.9}


def pairs_of(text):
    return Counter(text[n : n + 2] for n in range(len(text) - 1)) or Counter([text] if text else [])


def likeness(wanted, found):
    """F1 of the pairs of neighbouring characters; 1 when both are empty."""
    one, two = pairs_of(wanted.strip("“”")), pairs_of(found.strip("“”"))
    if not one and not two:
        return 1.0
    return 2 * (one & two).total() / (one.total() + two.total())


@pytest.fixture(scope="module")
def matched():
    """Annotated figures with the facts found for them."""
    found = []
    for written in ARTICLES:
        article = replace(article_of(written["text"], written["published"]), document=written["doc"])
        facts = [fact for fact in extract(article) if not fact.is_claim]
        position = 0
        for record in written["figures"]:
            position = written["text"].index(record[0], position)
            end = position + len(record[0])
            fact = next((one for one in facts if position <= one.span.start < end), None)
            if fact is not None:
                found.append((record, fact))
            position = end
    return found


def test_there_is_enough_to_judge_by(matched):
    annotated = sum(len(written["figures"]) for written in ARTICLES)
    assert len(ARTICLES) >= 12
    assert annotated >= 150
    assert len(matched) / annotated >= 0.98


@pytest.mark.parametrize("name", ["label", "subject", "indicator"])
def test_names_are_those_of_an_editor(matched, name):
    def of(record, fact):
        wanted, found = (record[1], fact.subject), (record[2], fact.indicator)
        return {"subject": wanted, "indicator": found,
                "label": (record[1] + record[2], fact.subject + fact.indicator)}[name]

    scores = [likeness(*of(record, fact)) for record, fact in matched]
    assert sum(scores) / len(scores) >= FLOORS[name]


@pytest.mark.parametrize(("name", "column"), [("place", 3), ("period", 4)])
def test_places_and_periods(matched, name, column):
    right = sum(getattr(fact, name) == record[column] for record, fact in matched)
    assert right / len(matched) >= FLOORS[name]
