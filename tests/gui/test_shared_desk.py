"""Another editor on the same desk: the window follows, and nothing moves under the editor's hands."""

from __future__ import annotations

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import StoreError
from ecodesk.services.desk import open_desk
from ecodesk.services.settings import Settings
from tests.gui.window_support import fact_named, wait_idle, write_samples


@pytest.fixture
def colleague(window, settings):
    """A second desk over the same database, of another editor."""
    other = Settings(settings.database_url, settings.data_folder, "周编辑", 1)
    with open_desk(other) as desk:
        yield desk


def look(window, qtbot) -> None:
    window.watcher.look()
    qtbot.waitUntil(lambda: not window.watcher._looking)
    wait_idle(window, qtbot)


def test_a_decision_of_another_editor_is_shown(window, qtbot, colleague):
    look(window, qtbot)
    mine, theirs = fact_named(window._desk, "86家"), fact_named(window._desk, "1.3万户")
    window.go_to(mine.id)
    colleague.reviewing.decide([theirs.id], Status.VERIFIED, "电话问过")
    look(window, qtbot)
    shown = next(row for row in window.selection.rows if row.id == theirs.id)
    assert (shown.status, shown.editor) == (Status.VERIFIED, "周编辑")
    assert window.selection.current.id == mine.id


def test_it_moves_neither_selection_nor_scroll_positions(window, qtbot, colleague):
    window.resize(1100, 640)
    look(window, qtbot)
    window.selection.open_article(window._desk.queries.articles()[0].id)
    window.selection.select(window.selection.rows[0].id)
    table = window.review.facts.table.verticalScrollBar()
    text = window.review.view.verticalScrollBar()
    qtbot.waitUntil(lambda: table.maximum() > 0)
    table.setValue(table.maximum())
    text.setValue(text.maximum())
    before = window.selection.current.id, table.value(), text.value()
    last = window.selection.rows[-1]
    colleague.reviewing.edit(last.id, {"subject": "青禾冷库"})
    look(window, qtbot)
    assert window.selection.rows[-1].fact.subject == "青禾冷库"
    assert (window.selection.current.id, table.value(), text.value()) == before


def test_an_open_correction_stays_open_and_a_lost_race_is_told(window, qtbot, colleague):
    look(window, qtbot)
    fact = fact_named(window._desk, "600万吨")
    window.go_to(fact.id)
    window.actions_["edit"].trigger()
    window.review.editor.set_field("value", "60万")
    colleague.reviewing.edit(fact.id, {"value": "650000"})
    look(window, qtbot)
    assert window.review.editing
    assert window.review.editor.fields()["value"] == "60万"
    window.review.editor.save()
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).fact.value == "650000"
    assert window.bar.isVisible()


def test_an_own_correction_after_another_is_no_lost_race(window, qtbot):
    fact = fact_named(window._desk, "600万吨")
    window.go_to(fact.id)
    for value in ("60万", "61万"):
        window.actions_["edit"].trigger()
        window.review.editor.set_field("value", value)
        window.review.editor.save()
        wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).fact.value == "610000"


def test_a_batch_of_another_editor_appears(window, qtbot, colleague, tmp_path):
    look(window, qtbot)
    path = write_samples(tmp_path / "新稿")[0]
    path.write_text(path.read_text(encoding="utf-8").replace("12万亩", "13万亩"), encoding="utf-8")
    current = window.selection.current.id
    colleague.importing.import_paths([path])
    look(window, qtbot)
    assert window.review.articles.model.rowCount() == 2
    assert window.selection.current.id == current


def test_a_look_makes_the_window_no_busier(window, qtbot):
    words = []
    window.jobs.idle_changed.connect(words.append)
    look(window, qtbot)
    assert not words


def test_a_desk_out_of_reach_is_said_in_the_status_line(window, qtbot, monkeypatch):
    def gone(limit: int = 500):
        raise StoreError("store.locked")

    monkeypatch.setattr(window._desk.queries, "decisions", gone)
    look(window, qtbot)
    assert "暂时连不上" in window.status.saved.text()
    monkeypatch.undo()
    look(window, qtbot)
    assert "暂时连不上" not in window.status.saved.text()


def test_an_article_whose_import_a_colleague_took_back_is_left(window, qtbot, colleague, tmp_path):
    path = write_samples(tmp_path / "新稿")[0]
    path.write_text(path.read_text(encoding="utf-8").replace("酥梨", "苹果"), encoding="utf-8")
    batch = colleague.importing.import_paths([path]).batch_id
    look(window, qtbot)
    window.go_to_article(colleague.queries.articles(batch)[0].id)
    colleague.withdrawals.withdraw(batch)
    look(window, qtbot)
    assert window.review.articles.model.rowCount() == 1
    assert window.selection.detail is not None
    assert window.selection.detail.row.batch_id != batch
