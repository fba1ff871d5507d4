"""Files dropped on the window: a card says what happens, the files are taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ecodesk.gui import scale
from ecodesk.gui.transfers import local_files

_WIDTH, _HEIGHT = 420, 120


class DropCard(QFrame):
    """Lies over the middle of `window` while files are held above it; `take` gets them when let go.

    `words` say what will come of it at this moment.
    """

    def __init__(self, window: QWidget, take: Callable[[list[Path]], None],
                 words: Callable[[], str]) -> None:
        super().__init__(window)
        self.setObjectName("drop")
        self._window, self._take = window, take
        self._words, self._told = words, QLabel(self)
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(self._told)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and local_files(event.mimeData()):
            event.acceptProposedAction()
            self._show()
        elif event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif event.type() == QEvent.Type.Drop:
            self.hide()
            event.acceptProposedAction()
            self._take(local_files(event.mimeData()))
        else:
            return False
        return True

    def _show(self) -> None:
        self._told.setText(self._words())
        card = QRect(QPoint(0, 0), scale.scaled_size(_WIDTH, _HEIGHT))
        card.moveCenter(self._window.rect().center())
        self.setGeometry(card)
        self.show()
        self.raise_()
