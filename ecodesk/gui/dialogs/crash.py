"""The last resort: an unknown error is shown with a report that can be copied, never swallowed."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

import ecodesk
from ecodesk.domain.errors import KnownError
from ecodesk.gui.labels import APP_NAME


def report_of(details: str) -> str:
    """The error with what a developer asks first."""
    versions = (f"{APP_NAME} {getattr(ecodesk, '__version__', '')}".strip(),
                f"Python {platform.python_version()}", f"PySide6 {PySide6.__version__}", platform.platform())
    return " | ".join(versions) + "\n\n" + details


class CrashDialog(QDialog):
    """Shows one report; the work goes on behind it."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：程序出错")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 420)
        self._report = report_of(details)
        words = QLabel("出了一个没有料到的错。已作的审定都在库里，没有丢。\n"
                       "请把下面的报告复制给开发者；如果窗口不正常，重新打开即可。")
        words.setWordWrap(True)
        field = QPlainTextEdit(self._report)
        field.setReadOnly(True)
        copy, close = QPushButton("复制报告"), QPushButton("关闭")
        copy.setObjectName("primary")
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(field, 1)
        column.addLayout(row)

    @property
    def report(self) -> str:
        return self._report

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


class CrashReporter(QObject):
    """Takes errors from any thread and shows them in the window's thread, one at a time."""

    happened = Signal(str)
    known = Signal(object)  # KnownError raised outside a job: told in the message bar

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self.happened.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the process's excepthook."""
        sys.excepthook = self.hook

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keep Ctrl+C as it is; tell what is known; report everything else, on standard error too."""
        if isinstance(error, KnownError):
            self.known.emit(error)
            return
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self.happened.emit("".join(traceback.format_exception(kind, error, trace)))

    def show(self, details: str) -> None:
        if self.dialog is not None:
            return
        self.dialog = CrashDialog(details, self.parent() if isinstance(self.parent(), QWidget) else None)
        self.dialog.destroyed.connect(self._forget)
        self.dialog.show()

    def _forget(self) -> None:
        self.dialog = None
