"""Opens the desk and its window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ecodesk.domain.errors import KnownError
from ecodesk.gui import scale
from ecodesk.gui.dialogs.crash import CrashReporter
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.opening import OpeningWindow, window_settings
from ecodesk.gui.sizing import Sizer
from ecodesk.gui.theme import CONTROL_PX, FONT_FAMILIES, Look, palette_of, scheme_of, style_sheet
from ecodesk.gui.words import Words
from ecodesk.knowledge.messages import explain
from ecodesk.services.preferences import Preferences

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk
    from ecodesk.services.settings import Settings


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The application with Chinese fonts and Chinese words of Qt, whatever the system's language."""
    application = QApplication.instance() or QApplication([APP_NAME, *arguments])
    application.setApplicationName("EcoDesk")
    application.setApplicationDisplayName(APP_NAME)
    application.setStyle("Fusion")
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(CONTROL_PX)
    application.setFont(font)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    # Asked first: it has what Qt's own Chinese leaves in English.
    application.installTranslator(Words(application))
    return application


def dress(application: QApplication, look: Look) -> None:
    """Give the whole application the look's colours."""
    font = application.font()
    font.setPixelSize(scale.scaled(CONTROL_PX))
    application.setFont(font)
    application.setPalette(palette_of(look.theme))
    application.setStyleSheet(style_sheet(look.theme.scheme))
    sizer = application.findChild(Sizer) or Sizer(application)
    sizer.follow()


def make_look(application: QApplication, settings: Settings) -> Look:
    """The theme the editor prefers, else the system's; the application follows it."""
    kept = Preferences(settings.data_folder)
    look = Look(scheme_of(kept.text("theme")), application)
    look.set_scale(kept.number("scale"))
    look.changed.connect(lambda: dress(application, look))
    dress(application, look)
    return look


def run(settings: Settings, paths: Sequence[Path] = (), screenshot: Path | None = None) -> int:
    """Open the window and stay until it is closed; gives the exit code.

    With `screenshot` the window opens, shows a fact that a check contradicts, is drawn into that
    PNG file at 1440×900 and closes.
    """
    if screenshot is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application()
    reporter = CrashReporter(application)
    reporter.install()
    if screenshot is not None:
        return _take_picture(application, reporter, settings, paths, screenshot)
    start = _Start(application, reporter, settings, paths)
    start.opening.show()
    try:
        return application.exec() or start.status
    finally:
        start.close()


class _Start:
    """First the outline of the window, then what takes its time: the desk and the window on it."""

    def __init__(self, application: QApplication, reporter: CrashReporter, settings: Settings,
                 paths: Sequence[Path]) -> None:
        self._application, self._reporter = application, reporter
        self._settings, self._paths = settings, paths
        self._look = make_look(application, settings)
        self._desk: Desk | None = None
        self._window: QWidget | None = None
        self.status = 0
        self.opening = OpeningWindow(self._look, window_settings(settings.data_folder), self._open)

    def _open(self) -> None:
        from ecodesk.services.desk import open_desk

        try:
            self._desk = open_desk(self._settings)
        except KnownError as error:
            self.opening.hide()
            self.status = _refuse(error, None)
            self._application.quit()
            return
        from ecodesk.gui.main_window import MainWindow

        window = self._window = MainWindow(self._desk, self._settings, self._look, self._reporter)
        window.show()
        self.opening.close()
        window.begin(self._paths)
        QTimer.singleShot(_STEADY_MS, keep_for_good)

    def close(self) -> None:
        """Close the desk; everything decided is in it already."""
        if self._desk is not None:
            self._desk.close()


def _take_picture(application: QApplication, reporter: CrashReporter, settings: Settings,
                  paths: Sequence[Path], screenshot: Path) -> int:
    from ecodesk.gui.main_window import MainWindow
    from ecodesk.gui.screenshot import Photographer
    from ecodesk.services.desk import open_desk

    try:
        desk = open_desk(settings)
    except KnownError as error:
        return _refuse(error, screenshot)
    with desk:
        window = MainWindow(desk, settings, make_look(application, settings), reporter)
        return Photographer(window, desk, screenshot).run(application, paths)


def _refuse(error: KnownError, screenshot: Path | None) -> int:
    words = explain(error)
    print(words, file=sys.stderr)
    if screenshot is None:
        QMessageBox.critical(None, APP_NAME, words)
    return 2


_STEADY_MS = 4000
"""From the first paint until what a desk needs is loaded."""


def keep_for_good() -> None:
    """What is in memory stays: looking it all over for garbage holds the window up for 0.15 s each time."""
    gc.freeze()
