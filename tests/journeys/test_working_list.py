"""A working list: filter, keep it under a name, come back another day, go through it, hand the rest on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import Facet
from tests.gui.test_filters import counts, entry_at, listed, settled, type_in
from tests.gui.window_support import settings_in, wait_idle, window_on, write_samples


def tick(window, qtbot, facet: Facet, words: str) -> None:
    tree = window.listing.panel.tree
    tree.expand(window.listing.panel.model.place_of(facet))
    settled(window, qtbot)
    tree.setFocus()
    tree.setCurrentIndex(entry_at(window, facet, words))
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    settled(window, qtbot)


def test_a_filter_is_saved_and_used_again(tmp_path, qtbot):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        window.transfers.take_in(write_samples(tmp_path / "稿件"))
        wait_idle(window, qtbot)
        window.actions_["filter"].trigger()
        settled(window, qtbot)
        tick(window, qtbot, Facet.STATUS, "待核")
        tick(window, qtbot, Facet.UNIT, "面积")
        tick(window, qtbot, Facet.UNIT, "人民币")
        rows = listed(window)
        assert rows == ["12万亩", "9亿元", "21万亩", "超过9亿元"]
        window.actions_["save_view"].trigger()
        type_in(window.listing.panel.naming, "待核的亩和元")
        qtbot.keyClick(window.listing.panel.naming, Qt.Key.Key_Return)
        settled(window, qtbot)
        window.actions_["clear_filter"].trigger()
        window.listing.leave()
    with window_on(settings, qtbot) as window:
        assert not window.listing.on
        window.actions_["palette"].trigger()
        type_in(window.command_palette.field, "待核的亩")
        qtbot.keyClick(window.command_palette.field, Qt.Key.Key_Return)
        settled(window, qtbot)
        assert listed(window) == rows
        table = window.review.facts.table
        table.setFocus()
        for _ in range(2):
            qtbot.keyClick(table, Qt.Key.Key_Return)
            settled(window, qtbot)
        assert window.selection.current.fact.text == "21万亩"
        assert [row.status for row in window.review.facts.model.shown()[:2]] == [Status.VERIFIED] * 2
        qtbot.waitUntil(lambda: counts(window, Facet.STATUS) == {"待核": 2, "已核": 2})
        # The same list again holds what is left to do.
        window.listing.filtering.list_anew()
        settled(window, qtbot)
        assert listed(window) == rows[2:]
        window.actions_["bulk"].trigger()
        wait_idle(window, qtbot)
        window.many.bar.deed.setCurrentIndex(window.many.bar.deed.findData("queried"))
        assert window.many.bar.number.text() == "将存疑 2 条"
        window.many.bar.confirm()
        settled(window, qtbot)
        table.selectAll()
        window.actions_["copy"].trigger()
        assert QGuiApplication.clipboard().text().count("存疑") == 2
        window.actions_["undo"].trigger()
        settled(window, qtbot)
    with window_on(settings, qtbot) as window:
        settled(window, qtbot)
        assert window.listing.on
        assert listed(window) == rows[2:]
