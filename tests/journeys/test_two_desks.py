"""Two editors share a desk on a server: each sees the other's work and takes back only their own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactFilter
from ecodesk.services.settings import Settings
from tests.gui.window_support import fact_named, wait_idle, window_on, write_samples
from tests.store.postgres_server import NO_SERVER, binaries, new_database, running_server


@pytest.fixture(scope="module")
def server():
    folder = binaries()
    if folder is None:
        pytest.skip(NO_SERVER)
    with running_server(folder) as template:
        yield template


def press(window, qtbot, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(window.review.facts.table, key, modifier)
    wait_idle(window, qtbot)


def look(window, qtbot) -> None:
    """What the window does by itself every few seconds."""
    window.watcher.look()
    qtbot.waitUntil(lambda: not window.watcher._looking)
    wait_idle(window, qtbot)


def turn_to(window, qtbot) -> None:
    window.activateWindow()
    with qtbot.waitActive(window):
        pass


@pytest.mark.postgresql
def test_two_editors_share_the_work(tmp_path, qtbot, server):
    url = new_database(server, "newsroom")
    lin, zhou = (Settings(url, tmp_path / name, name, 1) for name in ("林编辑", "周编辑"))
    for settings in (lin, zhou):
        settings.data_folder.mkdir()
    with window_on(lin, qtbot) as first:
        first.transfers.take_in(write_samples(tmp_path / "稿件"))
        wait_idle(first, qtbot)
        with window_on(zhou, qtbot) as second:
            assert len(second._desk.queries.articles()) == 2
            look(second, qtbot)
            harvest = fact_named(second._desk, "600万吨").id
            second.go_to(harvest)
            press(second, qtbot, Qt.Key.Key_F2)
            second.review.cells.field.setText("60万")
            qtbot.keyClick(second.review.cells.field, Qt.Key.Key_Return)
            wait_idle(second, qtbot)
            turn_to(first, qtbot)
            look(first, qtbot)
            first.go_to(harvest)
            seen = first.selection.current
            assert (seen.status, seen.editor, seen.fact.value) == (Status.CORRECTED, "周编辑", "600000")
            assert not first.actions_["undo"].isEnabled(), "what another did is not mine to take back"
            area = fact_named(first._desk, "12万亩").id
            first.go_to(area)
            press(first, qtbot, Qt.Key.Key_Return)
            turn_to(second, qtbot)
            look(second, qtbot)
            assert second._desk.queries.fact(area).editor == "林编辑"
            assert "更正" in second.actions_["undo"].text() or "修改" in second.actions_["undo"].text()
            press(second, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        turn_to(first, qtbot)
        look(first, qtbot)
        rows = {row.id: row for row in first._desk.queries.facts(FactFilter())}
        assert (rows[harvest].status, rows[harvest].fact.value) == (Status.OPEN, "6000000")
        assert rows[area].status is Status.VERIFIED
        assert all(row.ok for row in first._desk.maintenance.doctor())
