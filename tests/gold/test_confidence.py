"""Confidence means something: what is called doubtful holds clearly more errors than what is called sure."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from ecodesk.extraction import extract
from ecodesk.knowledge.reasons import rule_notes
from tests.gold.judged import Judged, articles, news, tally, written, written_articles

SHARED_ONLY = pytest.mark.shared


def thirds(marks: list[tuple[float, float]]) -> list[float]:
    """Mean of what is counted in each third, by confidence ascending."""
    ordered = [count for _, count in sorted(marks, key=lambda mark: mark[0])]
    cuts = [len(ordered) * number // 3 for number in range(4)]
    return [sum(ordered[low:high]) / (high - low) for low, high in pairwise(cuts)]


def fields(judged: list[Judged]) -> list[tuple[float, float]]:
    """Confidence of every annotated field, and 1 where it is wrong."""
    return [(reason.confidence, float(not one.right[reason.field]))
            for one in judged for reason in one.fact.reasons if reason.field in one.right]


def rows(judged: list[Judged]) -> list[tuple[float, float]]:
    """Confidence of every fact, and how many of its fields are wrong."""
    return [(one.fact.confidence, float(sum(not right for right in one.right.values()))) for one in judged]


@SHARED_ONLY
@pytest.mark.parametrize("held_out", [False, True])
def test_doubtful_fields_of_news_hold_the_errors(shared_folder: Path, held_out: bool) -> None:
    doubtful, middle, sure = thirds(fields(news(shared_folder, held_out)))
    # Measured: 0.17, 0.006, 0.005 of the items that rules may be counted by, 0.40, 0.04, 0.07 of the others:
    # there the two better thirds are not told apart any more, only the doubtful one is.
    assert doubtful >= 2 * middle
    assert doubtful >= 2 * sure
    assert held_out or middle > sure


@SHARED_ONLY
def test_doubtful_facts_of_news_hold_the_errors(shared_folder: Path) -> None:
    doubtful, middle, sure = thirds(rows(news(shared_folder)))
    # Measured: 0.89, 0.39 and 0.17 wrong fields of eight.
    assert doubtful >= 2 * sure
    assert doubtful > middle > sure


@SHARED_ONLY
def test_sure_facts_of_unseen_news_are_oftener_flawless(shared_folder: Path) -> None:
    flawless = [(one.fact.confidence, float(one.flawless)) for one in news(shared_folder, held_out=True)]
    doubtful, _, sure = thirds(flawless)
    # Measured: 0.09 against 0.23; 0.15 are flawless where 0.20 are foretold.
    assert sure >= doubtful + 0.1
    foretold = sum(confidence for confidence, _ in flawless) / len(flawless)
    assert foretold == pytest.approx(sum(count for _, count in flawless) / len(flawless), abs=0.1)


@SHARED_ONLY
def test_the_counts_of_rules_are_those_of_the_annotated_figures(shared_folder: Path) -> None:
    """Within a tenth of a field's figures: rules change, and the table need not follow each change."""
    counted = tally((*news(shared_folder), *articles(shared_folder), *written(shared_folder)))
    notes = rule_notes()
    for field in {note.field for note in notes.values()}:
        own = [note for note in notes.values() if note.field == field]
        moved = sum(abs(counted.get(note.code, (0, 0))[1] - note.of - note.own_of) for note in own)
        assert moved <= sum(note.of + note.own_of for note in own) / 10, f"count anew: rules of {field}"


def test_every_rule_that_fires_has_a_name() -> None:
    facts = [fact for article in written_articles() for fact in extract(article)]
    rules = {reason.rule for fact in facts for reason in fact.reasons}
    assert len(rules) > 40
    assert rules <= rule_notes().keys()
