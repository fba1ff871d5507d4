"""Files dragged onto the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ecodesk.gui.transfers import local_files


class DropCard(QFrame):
    """Says that files can be let go of, while they are held over the window; gives on those let go of."""

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("drop")
        words = QLabel("松开鼠标，导入这些稿件", self)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(words)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if local_files(event.mimeData()):
                event.acceptProposedAction()
                self._come_up()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            event.acceptProposedAction()
            self.dropped.emit(local_files(event.mimeData()))
            return True
        return False

    def _come_up(self) -> None:
        card = QRect(0, 0, 420, 120)
        card.moveCenter(self.parentWidget().rect().center())
        self.setGeometry(card)
        self.show()
        self.raise_()
