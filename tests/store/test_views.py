"""Named views of a shared desk, and one step over many facts, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from copy_samples import fill

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import UsageError
from ecodesk.domain.facets import DeskFilter, Facet, View
from ecodesk.services import reviewing
from ecodesk.services.desk import Desk
from ecodesk.services.reviewing import Wish
from ecodesk.services.views import VIEWS, filter_of, filter_record

OPEN = DeskFilter(frozenset({(Facet.STATUS, "open"), (Facet.UNIT, "area")}), "茶")
MakeDesk = Callable[..., Desk]


def test_views_are_everybodys_and_stay(desk_of: MakeDesk) -> None:
    mine, other = desk_of(), desk_of("李")
    assert mine.views.put(View(" 待核的  面积 ", OPEN)) is None
    assert other.views.all() == (View("待核的 面积", OPEN),)
    before = other.views.put(View("待核的 面积", DeskFilter(words="产值")))
    assert before == View("待核的 面积", OPEN)
    other.views.put(View("甲", OPEN))
    other.views.rename("待核的 面积", "产值")
    assert [view.name for view in mine.views.all()] == ["产值", "甲"]
    assert mine.views.remove("产值") == View("产值", DeskFilter(words="产值"))
    assert mine.views.remove("产值") is None
    assert [view.name for view in other.views.all()] == ["甲"]


@pytest.mark.parametrize(("name", "code"), [("  ", "services.view-name"), ("长" * 41, "services.view-long")])
def test_a_name_must_fit(desk_of: MakeDesk, name: str, code: str) -> None:
    desk = desk_of()
    with pytest.raises(UsageError) as refused:
        desk.views.put(View(name, OPEN))
    assert refused.value.code == code
    assert desk.views.all() == ()


def test_a_name_is_given_once(desk_of: MakeDesk) -> None:
    desk = desk_of()
    for name in ("甲", "乙"):
        desk.views.put(View(name, OPEN))
    for old, name, code in (("甲", "乙", "services.view-there"), ("丙", "丁", "services.view-gone")):
        with pytest.raises(UsageError) as refused:
            desk.views.rename(old, name)
        assert refused.value.code == code
    assert [view.name for view in desk.views.all()] == ["甲", "乙"]


def test_what_another_version_wrote_is_read_as_far_as_it_is_known(desk_of: MakeDesk) -> None:
    desk = desk_of()
    with desk._store.begin() as work:
        work.set_setting(VIEWS, '[{"name": "甲", "chosen": [["status", "open"], ["mood", "x"], 3]}, 7, {}]')
    assert desk.views.all() == (View("甲", DeskFilter(frozenset({(Facet.STATUS, "open")}))),)
    assert filter_of(filter_record(OPEN)) == OPEN
    assert filter_of(None) == DeskFilter()


def marks(desk: Desk, wanted: DeskFilter = DeskFilter()) -> dict[int, int]:  # noqa: B008
    return desk.queries.marks(wanted)


def test_many_facts_are_one_step(desk_of: MakeDesk) -> None:
    desk = desk_of()
    ids = [number for name in "甲乙丙" for number in fill(desk._store, f"{name}.txt", f"{name}：茶12.5万亩，"
           "甲县种茶12.5万亩，年产干茶3400吨，产值超过18亿元。")[1]]
    taken = desk.reviewing.take_all(marks(desk), Wish(status=Status.VERIFIED), "verified")
    assert (taken.written, taken.left) == (frozenset(ids), 0)
    label = desk.reviewing.undo_label()
    assert label is not None
    assert label.title == "核实 12 条"
    assert not desk.reviewing.take_all(marks(desk), Wish(status=Status.VERIFIED), "verified").written
    area = DeskFilter(frozenset({(Facet.UNIT, "area")}))
    wish = Wish(fields={"period": "2024年5月"})
    assert len(desk.reviewing.take_all(marks(desk, area), wish, "corrected").written) == 3
    assert {row.fact.period for row in desk.queries.found(area)} == {"2024-05"}
    desk.reviewing.undo()
    assert {row.fact.period for row in desk.queries.found(area)} == {""}
    assert {row.status for row in desk.queries.found(area)} == {Status.VERIFIED}
    desk.reviewing.undo()
    assert desk.queries.total(DeskFilter(frozenset({(Facet.STATUS, "open")}))) == 12


def test_what_others_decided_meanwhile_is_left_alone(desk_of: MakeDesk) -> None:
    desk, other = desk_of(), desk_of("李")
    _, ids = fill(desk._store)
    seen = marks(desk)
    other.reviewing.decide(ids[:1], Status.QUERIED)
    desk.reviewing.decide(ids[1:2], Status.QUERIED)
    taken = desk.reviewing.take_all(seen, Wish(status=Status.REJECTED), "rejected")
    assert (taken.left, taken.written) == (1, frozenset(ids[1:]))
    assert desk.queries.fact(ids[0]).status is Status.QUERIED
    assert desk.queries.fact(ids[1]).status is Status.REJECTED


class Impatient:
    """Progress that is cancelled after so many steps."""

    def __init__(self, steps: int) -> None:
        self.told: list[tuple[int, int]] = []
        self._steps = steps

    @property
    def cancelled(self) -> bool:
        return len(self.told) >= self._steps

    def step(self, done: int, total: int, label: str) -> None:
        self.told.append((done, total))


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_cancelled_nothing_is_written(desk_of: MakeDesk, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "_PART", 2)
    desk = desk_of()
    fill(desk._store)
    progress = Impatient(steps)
    taken = desk.reviewing.take_all(marks(desk), Wish(note="待查"), "annotate", progress)
    assert (taken.cancelled, taken.written) == (True, frozenset())
    assert progress.told == [(0, 4), (2, 4)][:steps]
    assert desk.reviewing.undo_label() is None
    assert {row.note for row in desk.queries.found(DeskFilter())} == {""}


def test_too_many_at_once_are_refused(desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "MOST", 3)
    desk = desk_of()
    fill(desk._store)
    with pytest.raises(UsageError) as refused:
        desk.reviewing.take_all(marks(desk), Wish(status=Status.VERIFIED), "verified")
    assert refused.value.code == "services.too-many"
