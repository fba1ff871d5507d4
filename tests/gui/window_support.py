"""A real desk with two small articles of our own, and a real window on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from ecodesk.domain.views import FactFilter, FactRow
from ecodesk.gui.app import dress, make_application
from ecodesk.gui.dialogs.crash import CrashReporter
from ecodesk.gui.main_window import MainWindow
from ecodesk.gui.theme import Look, Scheme
from ecodesk.services.desk import Desk, open_desk
from ecodesk.services.settings import Settings

ORCHARD = """酥梨账本

青禾日报记者 周小满 2024年5月6日

青禾县在河滩地上种酥梨。2023年，青禾县酥梨种植面积达到12万亩，酥梨产量600万吨，产值9亿元。

全县酥梨合作社有86家，带动农户1.3万户。合作社社员大会说，要让每一棵梨树都有人管。

县里计划到2026年把冷库容量扩大到5万吨。这里的酥梨是全国首批绿色认证产品。
"""
RIVER = """河滩新景

青禾日报记者 林见山 2024年6月2日

2023年，青禾县酥梨种植面积21万亩，产值超过9亿元，合作社86家。

沿河新修步道18公里，建成公园4个。𠮷庆桥头的老人说，现在走一圈要40分钟😀。
"""


def write_samples(folder: Path) -> list[Path]:
    """The two articles as files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "酥梨账本.txt", folder / "河滩新景.txt"]
    for path, text in zip(paths, (ORCHARD, RIVER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def settings_in(folder: Path) -> Settings:
    """A desk of its own in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(f"sqlite:///{folder / 'desk.sqlite3'}", folder, "林编辑", 1)


def copy_desk(template: Path, folder: Path) -> Settings:
    """A desk that already holds the two articles."""
    shutil.copytree(template, folder)
    return settings_in(folder)


def fact_named(desk: Desk, text: str) -> FactRow:
    """The fact whose words contain `text`."""
    return next(row for row in desk.queries.facts(FactFilter()) if text in row.fact.text)


@contextmanager
def window_on(settings: Settings, qtbot) -> Iterator[MainWindow]:
    """The main window, loaded and idle; closed and gone at the end."""
    application = make_application()
    with open_desk(settings) as desk:
        look = Look(Scheme.LIGHT)
        dress(application, look)
        look.changed.connect(lambda: dress(application, look))
        window = MainWindow(desk, settings, look, CrashReporter())
        try:
            window.show()
            window.activateWindow()
            with qtbot.waitActive(window):
                pass
            window.begin()
            wait_idle(window, qtbot)
            yield window
        finally:
            window.close()
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait_idle(window: MainWindow, qtbot) -> None:
    """Until no job runs and nothing was started by the last one."""
    quiet = 0
    def settled() -> bool:
        nonlocal quiet
        quiet = 0 if window.jobs.busy else quiet + 1
        return quiet > 3
    qtbot.waitUntil(settled, timeout=60_000)


def wait_shown(window: MainWindow, qtbot) -> None:
    """Until the panels show the fact gone to: they ask a moment after the selection, beside the window."""
    qtbot.wait(40)
    wait_idle(window, qtbot)


def leftover_windows() -> list[str]:
    """Titles of windows that a test forgot to close; they are closed, so that the next test has none."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    titles = [widget.windowTitle() or type(widget).__name__ for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    return titles


def drop_files(window: MainWindow, paths: Iterable[Path]) -> bool:
    """Drag files over the window and let them go; True when it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    about = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(QPoint(400, 300), *about)
    QApplication.sendEvent(window, over)
    drop = QDropEvent(QPointF(400, 300), *about)
    QApplication.sendEvent(window, drop)
    return over.isAccepted() and drop.isAccepted()
