from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ecodesk.domain.decisions import Status
from ecodesk.gui.dialogs.palette import CommandsModel, Palette
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on


def opened(window) -> Palette:
    window.actions_["palette"].trigger()
    return next(one for one in window.findChildren(Palette) if one.isVisible())


def compose(field, words: str) -> None:
    """What a Chinese input method hands over."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def names(model: CommandsModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_an_action_is_found_by_a_few_characters_and_run(window, qtbot):
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    palette = opened(window)
    compose(palette.field, "存疑")
    assert names(palette.model)[0] == "存疑"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).status is Status.QUERIED


def test_names_go_before_keys_and_explanations(window, qtbot, qtmodeltester):
    model = CommandsModel(window.actions_, window)
    model.show_matches("")
    assert len(names(model)) == len(list(window.actions_)) - 1
    qtmodeltester.check(model)
    model.show_matches("导出")
    assert names(model)[0] == "导出 Excel"
    model.show_matches("收簿")
    assert names(model) == ["收回工作簿"]
    model.show_matches("F2")
    assert names(model)[0] == "更正"
    model.show_matches("浅色")
    assert names(model) == ["深浅主题"]
    model.show_matches("没有这回事")
    assert names(model) == []


def test_what_rests_now_stands_last_and_is_not_run(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "empty"), qtbot) as empty:
        walk_in_vain(opened(empty), qtbot)


def walk_in_vain(palette, qtbot):
    compose(palette.field, "核实")
    assert "核实并下一条" in names(palette.model)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_arrows_walk_while_the_focus_stays_in_the_field(window, qtbot, tmp_path):
    palette = opened(window)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    assert QApplication.focusWidget() is palette.field
    assert palette.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    picture = QImage(palette.size(), QImage.Format.Format_RGB32)
    palette.render(picture)
    columns, rows = range(0, palette.width(), 5), range(0, palette.height(), 5)
    colours = {picture.pixel(x, y) for x in columns for y in rows}
    assert len(colours) > 3
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.review.facts.table
