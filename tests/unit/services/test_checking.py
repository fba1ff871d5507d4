"""Checking the whole desk."""

from __future__ import annotations

from pathlib import Path

from ecodesk.domain.views import FactFilter
from ecodesk.knowledge.house import kind_of
from ecodesk.services.desk import Desk


class Stopper:
    """Progress that is cancelled from the start."""

    cancelled = True

    def step(self, done: int, total: int, label: str) -> None:
        """Nothing to show."""


def test_a_run_says_how_far_it_is_and_touches_every_article(filled: Desk) -> None:
    steps: list[tuple[int, int]] = []

    class Watcher(Stopper):
        cancelled = False

        def step(self, done: int, total: int, label: str) -> None:
            steps.append((done, total))

    changes = filled.checking.run(Watcher())
    assert steps == [(0, 3), (2, 3), (3, 3)]
    assert changes.articles == {row.id for row in filled.queries.articles()}
    assert changes.findings


def test_a_cancelled_run_changes_nothing_more(filled: Desk) -> None:
    before = filled.queries.findings()
    assert before
    assert not filled.checking.run(Stopper()).findings
    assert filled.queries.findings() == before


def test_a_run_over_corrected_facts_uses_what_the_editor_wrote(filled: Desk) -> None:
    row = next(row for row in filled.queries.facts(FactFilter()) if "3400" in row.fact.text)
    filled.reviewing.edit(row.id, {"value": "340万"})
    filled.checking.run()
    now = filled.queries.fact(row.id)
    assert now.verdict is not None
    assert any("3400000" in str(fact.value) for found in filled.queries.findings(fact_id=row.id)
               for fact in found.finding.facts)
    kinds = {found.finding.kind for found in filled.queries.findings(fact_id=row.id)}
    assert "plausible" in kinds, "27 t of tea per mu is far beyond its usual range"


def test_units_of_one_kind() -> None:
    assert kind_of("亩") == kind_of("公顷")
    assert kind_of("吨") != kind_of("亩")
    assert kind_of("没有这个单位") == "count:没有这个单位"


def test_an_empty_desk_is_checked(desk: Desk, tmp_path: Path) -> None:
    assert desk.checking.run().facts == frozenset()
