"""What the editor prefers, carried into the open window at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from ecodesk.gui.dialogs.preferences import PreferencesDialog
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.theme import Look, Scheme, scheme_of
from ecodesk.gui.toolbar import StatusLine
from ecodesk.gui.watch import Watcher
from ecodesk.knowledge.preferences import preference

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ecodesk.services.desk import Desk

_STAND_IN = "编辑"  # the account gave no name
_STEP = 10  # per cent


class Wishes(QObject):
    """Follows the preferences of a desk, and changes those that have keys of their own."""

    def __init__(self, desk: Desk, look: Look, reviewer: Reviewer, watcher: Watcher, status: StatusLine,
                 window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._reviewer = desk, look, reviewer
        self._watcher, self._status, self._window = watcher, status, window
        self._kept = desk.preferences
        self._dialog: PreferencesDialog | None = None
        self._follow = {"theme": self._colours, "scale": self._scale, "article_size": self._size,
                        "advance": self._advance, "watch_seconds": self._watching, "editor": self._sign}
        for key, follow in self._follow.items():
            # The look came with its colours.
            if key != "theme":
                follow()
        self._kept.on_change(self._changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._colours)

    def toggle_theme(self) -> None:
        """The other colours, from now on."""
        dark = self._look.theme.scheme is Scheme.DARK
        self._kept.put("theme", str(Scheme.LIGHT if dark else Scheme.DARK))

    def zoom(self, by: int) -> None:
        """Larger or smaller articles; 0 is the size they came with."""
        declared = preference("article_size")
        wanted = self._kept.number("article_size") + by if by else int(declared.default)
        self._kept.put("article_size", str(min(max(wanted, declared.low), declared.high)))

    def resize_all(self, by: int) -> None:
        """The whole window larger or smaller by a step; 0 is 100 %."""
        declared = preference("scale")
        wanted = self._kept.number("scale") + by * _STEP if by else int(declared.default)
        self._kept.put("scale", str(min(max(wanted, declared.low), declared.high)))

    def show_dialog(self) -> None:
        """The page of preferences, one of it."""
        if self._dialog is None:
            self._dialog = PreferencesDialog(self._kept, self._look, self._window)
            self._dialog.destroyed.connect(self._dialog_gone)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    @property
    def dialog(self) -> PreferencesDialog | None:
        return self._dialog

    def _dialog_gone(self) -> None:
        self._dialog = None

    def _changed(self, key: str) -> None:
        if key in self._follow:
            self._follow[key]()
        if self._dialog is not None:
            self._dialog.show_kept()

    def _colours(self) -> None:
        self._look.use(scheme_of(self._kept.text("theme")))

    def _scale(self) -> None:
        self._look.set_scale(self._kept.number("scale"))

    def _size(self) -> None:
        self._look.set_article_px(self._kept.number("article_size"))

    def _advance(self) -> None:
        self._reviewer.advances = self._kept.flag("advance")

    def _watching(self) -> None:
        self._watcher.every(self._kept.number("watch_seconds"))

    def _sign(self) -> None:
        name = self._desk.editor
        named = name if name not in ("", _STAND_IN) else "未署名"
        self._status.show_editor(f"编辑：{named}　|　? 快捷键")
        self._reviewer.refresh_steps()
