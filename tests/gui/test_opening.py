"""The start: the outline of the window first, then the window itself; known errors told, the desk closed."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from ecodesk.gui.app import make_application, run
from ecodesk.gui.main_window import MainWindow
from ecodesk.gui.opening import OpeningWindow, window_settings
from ecodesk.gui.theme import Look, Scheme
from tests.gui.window_support import settings_in


@pytest.fixture(autouse=True)
def own_hook(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


class Painted(QObject):
    """Notes which windows are painted, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, OpeningWindow | MainWindow):
            self.names.append(type(watched).__name__)
        return False


def test_the_outline_gives_way_to_the_window(settings, qtbot):
    application, painted = make_application(), Painted()
    application.installEventFilter(painted)

    def close() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow) and widget.isVisible() and not widget.jobs.busy:
                timer.stop()
                widget.close()

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(20)
    assert run(settings) == 0
    application.removeEventFilter(painted)
    assert list(dict.fromkeys(painted.names)) == ["OpeningWindow", "MainWindow"]
    assert "OpeningWindow" not in painted.names[painted.names.index("MainWindow"):]


def test_a_desk_that_cannot_be_opened_ends_the_start(tmp_path, qtbot, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "critical", lambda _parent, _title, words: told.append(words))
    settings = settings_in(tmp_path / "desk")
    (tmp_path / "desk" / "desk.sqlite3").write_text("这不是数据库，只是一段文字。" * 200, encoding="utf-8")
    assert run(settings) == 2
    assert len(told) == 1


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_outline_is_painted_once_it_is_seen(tmp_path, qtbot, scheme):
    opened: list[bool] = []
    look = Look(scheme)
    window = OpeningWindow(look, window_settings(tmp_path), lambda: opened.append(True))
    qtbot.addWidget(window)
    assert not opened
    window.show()
    qtbot.waitUntil(lambda: opened == [True])
    picture = window.grab().toImage()
    assert picture.pixelColor(20, 300) == look.colour("rail")
    window.update()
    qtbot.wait(30)
    assert opened == [True]
