"""The panel of facets, the chips and the list of the desk, through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import DeskFilter, Facet, View
from ecodesk.domain.views import FactFilter
from ecodesk.gui.models.facts import Column
from tests.gui.window_support import fact_named, wait_idle, window_on


def settled(window, qtbot) -> None:
    """Until the list has come, its first fact is shown and all open facets are counted."""
    wait_idle(window, qtbot)
    listing = window.listing
    qtbot.waitUntil(lambda: not (listing.filtering.counting or listing._recount.isActive()
                                 or window.review.facts._later.isActive()), timeout=20_000)
    wait_idle(window, qtbot)


def type_in(field, words: str) -> None:
    """Words as an input method hands them over; the keys of the test library know no Chinese."""
    field.insert(words)
    field.textEdited.emit(field.text())


def show(window, qtbot, *pairs: tuple[Facet, str], words: str = "") -> None:
    window.listing.enter()
    window.listing.filtering.show(DeskFilter(frozenset(pairs), words))
    settled(window, qtbot)


def listed(window) -> list[str]:
    return [row.fact.text for row in window.review.facts.model.shown()]


def counts(window, facet: Facet) -> dict[str, int | None]:
    """What the panel says of a facet."""
    model = window.listing.panel.model
    head = model.place_of(facet)
    entries = [model.entry(model.index(at, 0, head)) for at in range(model.rowCount(head))]
    return {entry.words: entry.count for entry in entries}


def entry_at(window, facet: Facet, words: str):
    model = window.listing.panel.model
    head = model.place_of(facet)
    return next(index for index in (model.index(at, 0, head) for at in range(model.rowCount(head)))
                if index.data() == words)


def test_the_panel_turns_the_table_into_a_list_of_the_desk(window, qtbot):
    article = listed(window)
    window.actions_["filter"].trigger()
    settled(window, qtbot)
    everything = window._desk.queries.facts(FactFilter())
    assert listed(window) == [row.fact.text for row in everything]
    assert window.listing.panel.words.hasFocus()
    assert counts(window, Facet.STATUS) == {"待核": len(everything)}
    assert not window.review.facts.table.isColumnHidden(Column.DOCUMENT)
    assert window.listing.active.count.text() == f"{len(everything)} 条"
    window.actions_["filter"].trigger()
    wait_idle(window, qtbot)
    assert listed(window) == article
    assert window.review.facts.table.isColumnHidden(Column.DOCUMENT)


def test_values_are_ticked_by_keys_and_counts_follow(window, qtbot):
    show(window, qtbot)
    panel = window.listing.panel
    panel.tree.expand(panel.model.place_of(Facet.UNIT))
    settled(window, qtbot)
    assert counts(window, Facet.UNIT)["面积"] == 2
    panel.tree.setFocus()
    panel.tree.setCurrentIndex(entry_at(window, Facet.UNIT, "面积"))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Space)
    settled(window, qtbot)
    assert listed(window) == ["12万亩", "21万亩"]
    assert counts(window, Facet.STATUS) == {"待核": 2}
    assert counts(window, Facet.UNIT)["人民币"] == 2  # its own facet does not filter itself
    panel.tree.setCurrentIndex(entry_at(window, Facet.UNIT, "人民币"))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert set(listed(window)) == {"12万亩", "9亿元", "21万亩", "超过9亿元"}
    assert [chip.text() for chip in window.listing.active.chips] == ["人民币 ✕", "面积 ✕"]
    window.listing.active.chips[0].click()
    settled(window, qtbot)
    assert listed(window) == ["12万亩", "21万亩"]
    window.actions_["clear_filter"].trigger()
    settled(window, qtbot)
    assert window.listing.filtering.wanted.empty
    assert window.listing.active.chips == []


@pytest.mark.parametrize("words", ["9亿元", "90000万", "900000000", "9 亿", "九亿", "9億元"])
def test_a_number_typed_lists_its_facts(window, qtbot, words):
    window.actions_["filter"].trigger()
    type_in(window.listing.panel.words, words)
    qtbot.waitUntil(lambda: window.listing.filtering.wanted.words == words)
    settled(window, qtbot)
    assert listed(window) == ["9亿元", "超过9亿元"]
    span = window.selection.current.fact.span
    assert any(hit.start <= span.end and span.start <= hit.end for hit in window.review.view._hits)
    assert not window.review.facts.table.grab().isNull()


@pytest.mark.parametrize(("words", "found"), [("梨", True), ("酥梨", True), ("種植", True), ("𠮷庆", True),
                                              ("乌有", False)])
def test_words_of_any_length_and_script(window, qtbot, words, found):
    show(window, qtbot, words=words)
    assert bool(listed(window)) is found
    assert (window.review.facts._stack.currentIndex() == 0) is found
    if found:
        assert window.review.view._hits


def test_decisions_go_through_the_list_from_article_to_article(window, qtbot):
    show(window, qtbot, (Facet.UNIT, "money:CNY"))
    table = window.review.facts.table
    first, second = window.review.facts.model.shown()
    assert window.selection.current.id == first.id
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert window.selection.current.id == second.id
    assert window.selection.article_id == second.article_id != first.article_id
    assert window.review.facts.model.shown()[0].status is Status.VERIFIED
    qtbot.waitUntil(lambda: counts(window, Facet.STATUS) == {"待核": 1, "已核": 1})
    qtbot.keyClick(table, Qt.Key.Key_F7)
    settled(window, qtbot)
    assert window.bar.words.startswith("筛选出的都看过了")
    window.actions_["previous"].trigger()
    assert window.selection.current.id == first.id
    window.actions_["undo"].trigger()
    settled(window, qtbot)
    assert window.review.facts.model.shown()[1].status is Status.OPEN


def test_a_list_of_decided_facts_is_gone_through_as_well(window, qtbot):
    ids = [row.id for row in window._desk.queries.facts(FactFilter())[:3]]
    window._desk.reviewing.decide(ids, Status.QUERIED)
    show(window, qtbot, (Facet.STATUS, "queried"))
    assert [row.id for row in window.review.facts.model.shown()] == ids
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert window.selection.current.id == ids[1]


def test_the_search_box_hands_its_words_on(window, qtbot):
    window.search.setFocus()
    type_in(window.search, "产值")
    qtbot.keyClick(window.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window, qtbot)
    assert window.listing.on
    assert window.listing.panel.words.text() == "产值"
    assert [chip.text() for chip in window.listing.active.chips] == ["“产值” ✕"]


def test_what_is_left_out_can_be_looked_for(window, qtbot, monkeypatch):
    monkeypatch.setattr("ecodesk.gui.filters.panel.FIRST", 2)
    show(window, qtbot)
    panel = window.listing.panel
    panel.tree.expand(panel.model.place_of(Facet.INDICATOR))
    settled(window, qtbot)
    head = panel.model.place_of(Facet.INDICATOR)
    last = panel.model.entry(panel.model.index(panel.model.rowCount(head) - 1, 0, head))
    assert last.more > 0
    panel.tree.taken.emit(last)
    assert panel.look_up.hasFocus()
    type_in(panel.look_up, "產值")
    settled(window, qtbot)
    qtbot.waitUntil(lambda: list(counts(window, Facet.INDICATOR)) == ["产值"])
    qtbot.keyClick(panel.look_up, Qt.Key.Key_Escape)
    settled(window, qtbot)
    assert len(counts(window, Facet.INDICATOR)) == 3


def test_views_are_named_replaced_and_removed_without_a_dialog(window, qtbot):
    show(window, qtbot, (Facet.UNIT, "area"))
    panel = window.listing.panel
    window.actions_["save_view"].trigger()
    assert panel.naming.hasFocus()
    type_in(panel.naming, "面积")
    qtbot.keyClick(panel.naming, Qt.Key.Key_Return)
    settled(window, qtbot)
    area = window.listing.filtering.wanted
    assert window._desk.views.all() == (View("面积", area),)
    assert [action.text() for action in window.toolbar.views.actions()][:1] == ["面积"]
    window.actions_["clear_filter"].trigger()
    window.actions_["palette"].trigger()
    type_in(window.command_palette.field, "视图面积")
    qtbot.keyClick(window.command_palette.field, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert window.listing.filtering.wanted == area
    entry = panel.model.entry(panel.model.index(0, 0, panel.model.place_of(None)))
    assert entry.chosen
    show(window, qtbot, (Facet.UNIT, "mass"))
    window.views.replace(window.views.all[0])
    settled(window, qtbot)
    assert window._desk.views.all()[0].filter.of(Facet.UNIT) == {"mass"}
    window.bar.answer()  # 撤销
    settled(window, qtbot)
    assert window._desk.views.all() == (View("面积", area),)
    window.views.remove(window.views.all[0])
    settled(window, qtbot)
    assert window._desk.views.all() == ()
    assert window.listing.panel.tree.isRowHidden(0, window.listing.panel.tree.rootIndex())
    window.bar.answer()
    settled(window, qtbot)
    assert window._desk.views.all() == (View("面积", area),)


def test_a_name_that_is_taken_is_told(window, qtbot):
    show(window, qtbot, (Facet.UNIT, "area"))
    for name in ("甲", "乙"):
        window._desk.views.put(View(name, window.listing.filtering.wanted))
    window.views.load()
    settled(window, qtbot)
    window.listing.panel.view_named.emit("甲", "乙")
    settled(window, qtbot)
    assert "已经有叫“甲”的视图" in window.bar.words


def test_filter_and_open_facets_are_kept_between_starts(settings, qtbot):
    with window_on(settings, qtbot) as window:
        show(window, qtbot, (Facet.UNIT, "area"), words="酥梨")
        window.listing.panel.open_only(["unit", "place"])
        wanted, rows = window.listing.filtering.wanted, listed(window)
    with window_on(settings, qtbot) as window:
        settled(window, qtbot)
        assert window.listing.on
        assert window.listing.filtering.wanted == wanted
        assert listed(window) == rows
        assert window.listing.panel.open_facets() == ["unit", "place"]
        window.listing.leave()
    with window_on(settings, qtbot) as window:
        assert not window.listing.on
        assert window.listing.filtering.wanted == wanted


def test_pages_come_as_the_list_is_scrolled(settings, qtbot, monkeypatch):
    monkeypatch.setattr("ecodesk.gui.filters.state.PAGE", 3)
    with window_on(settings, qtbot) as window:
        show(window, qtbot)
        everything = [row.fact.text for row in window._desk.queries.facts(FactFilter())]
        assert len(listed(window)) < len(everything)
        window.review.facts.table.scrollToBottom()
        qtbot.waitUntil(lambda: listed(window) == everything, timeout=10_000)
        assert not window.review.facts.model.canFetchMore(window.review.facts.model.index(-1, 0))


def test_the_menu_of_a_cell_filters_by_its_value(window, qtbot):
    row = fact_named(window._desk, "12万亩")
    menu = window.many.menu_of(row, Column.INDICATOR)
    words = [action.text() for action in menu.actions()]
    assert f"只看指标“{row.fact.indicator}”" in words
    next(action for action in menu.actions() if action.text().startswith("只看指标")).trigger()
    settled(window, qtbot)
    assert window.listing.on
    assert {shown.fact.indicator for shown in window.review.facts.model.shown()} == {row.fact.indicator}
    menu.deleteLater()


def test_a_fact_that_is_not_in_the_list_is_shown_in_its_article(window, qtbot):
    show(window, qtbot, (Facet.UNIT, "area"))
    window.go_to(fact_named(window._desk, "21万亩").id)
    assert window.listing.on
    window.go_to(fact_named(window._desk, "18公里").id)
    wait_idle(window, qtbot)
    assert not window.listing.on
    assert "18公里" in listed(window)
    assert window.selection.current.fact.text == "18公里"
