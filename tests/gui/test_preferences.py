from __future__ import annotations

from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.gui.theme import Scheme
from ecodesk.knowledge.preferences import preferences
from tests.gui.window_support import copy_desk, fact_named, wait_idle, window_on


def opened(window):
    window.actions_["preferences"].trigger()
    return window.wishes.dialog


def test_every_setting_has_a_control_that_says_what_it_is(window):
    dialog = opened(window)
    assert set(dialog.fields) == {one.key for one in preferences()}
    assert all(field.control.accessibleName() for field in dialog.fields.values())
    dialog.close()


def test_colours_and_size_hold_at_once_and_are_kept(template_desk, tmp_path, qtbot):
    settings = copy_desk(template_desk, tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        dialog = opened(window)
        small = window.review.view.document().size().height()
        control = dialog.fields["article_size"].control
        control.setValue(24)
        assert window.review.view.document().size().height() > small
        theme = dialog.fields["theme"].control
        theme.setCurrentIndex(theme.findData("dark"))
        assert window.look.theme.scheme is Scheme.DARK
        dialog.close()
    with window_on(settings, qtbot) as window:
        assert window.look.article_px == 24
        window.actions_["smaller"].trigger()
        assert window.look.article_px == 23
        window.actions_["usual_size"].trigger()
        assert window.look.article_px == 15


def test_decisions_stay_where_they_are_when_that_is_preferred(window, qtbot):
    dialog = opened(window)
    dialog.fields["advance"].control.setChecked(False)
    dialog.close()
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F7)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).status is Status.QUERIED
    assert window.selection.current.id == fact.id


def test_a_new_name_signs_what_comes_after(window, qtbot):
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    dialog = opened(window)
    field = dialog.fields["editor"].control
    field.setText("沈编辑")
    field.editingFinished.emit()
    dialog.close()
    assert "沈编辑" in window.status.editor.text()
    window.actions_["query"].trigger()
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).editor == "沈编辑"


def test_all_as_it_came(window):
    dialog = opened(window)
    dialog.fields["article_size"].control.setValue(20)
    assert dialog.reset_button.isEnabled()
    dialog.reset_button.click()
    assert window.look.article_px == 15
    assert not dialog.reset_button.isEnabled()
    dialog.close()
