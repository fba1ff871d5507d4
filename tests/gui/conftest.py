"""Every test of the window: Qt's warnings and forgotten windows are failures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QtMsgType
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ecodesk.services.desk import open_desk
from tests.gui.window_support import copy_desk, leftover_windows, settings_in, window_on, write_samples

# The in-memory platform says so at windows and menus; they are about the platform, not about us.
HARMLESS = ("This plugin does not support propagateSizeHints", "This plugin does not support raise",
            "This plugin does not support grabbing the keyboard")


@pytest.fixture(scope="session")
def template_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a desk with the two articles, imported once."""
    folder = tmp_path_factory.mktemp("template") / "desk"
    paths = write_samples(folder.parent / "稿件")
    with open_desk(settings_in(folder)) as desk:
        report = desk.importing.import_paths(paths)
    assert not report.failed
    return folder


@pytest.fixture
def settings(template_desk: Path, tmp_path: Path):
    return copy_desk(template_desk, tmp_path / "desk")


@pytest.fixture
def window(settings, qtbot):
    with window_on(settings, qtbot) as shown:
        yield shown


@pytest.fixture(autouse=True)
def quiet_qt(qtlog):
    """A Qt warning or a window left open fails the test; no key of the test before is still held down."""
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        # A key clicked with two modifiers leaves Shift down, and rows chosen next would add to a selection.
        QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)
    yield
    loud = [record.message for record in qtlog.records
            if record.type in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg)
            and not record.message.startswith(HARMLESS)]
    assert not loud
    assert not leftover_windows()
