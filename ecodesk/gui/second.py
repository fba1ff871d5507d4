"""The article in a window of its own, for a second screen; it follows the one selection of the desk."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ecodesk.domain.views import ArticleDetail, FactRow
from ecodesk.gui.actions import Actions
from ecodesk.gui.article.margin import MarginBar
from ecodesk.gui.article.view import ArticleView
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.labels import APP_NAME, date_text, fact_title
from ecodesk.gui.marks import is_open
from ecodesk.gui.selection import Selection
from ecodesk.gui.sizing import fitting
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Elided, hint

_SHARED = ("undo", "redo", "second_window", "larger", "smaller", "usual_size", "theme", "answer")
_WIDTH, _HEIGHT = 760, 860


class ArticleWindow(QWidget):
    """Title, article and margin. Keys that decide work here as well; Esc closes it."""

    closed = Signal()

    def __init__(self, selection: Selection, actions: Actions, look: Look) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("正文窗口")
        # The desk's own window is the one whose closing ends the program.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._selection = selection
        self.view = ArticleView(look)
        self.title, self.state = Elided(name="heading", px=15, bold=True), hint("")
        self._build(look)
        actions.add_review_area(self)
        for name in _SHARED:
            self.addAction(actions[name])
        self.view.fact_clicked.connect(selection.select)
        self.view.stepped.connect(selection.step)
        selection.article_changed.connect(self._show_article)
        selection.rows_changed.connect(self._show_rows)
        selection.fact_changed.connect(self._show_fact)
        selection.wordings_changed.connect(self.view.update_detail)
        self._show_article(selection.detail)
        self._show_fact(selection.current)

    def _build(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(34, 12, 20, 8)
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        reading = QHBoxLayout()
        reading.setSpacing(0)
        reading.addWidget(self.view, 1)
        reading.addWidget(MarginBar(self.view, look))
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(reading, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(EmptyState("还没有稿件", "在主窗口里导入或选一篇稿件，正文就显示在这里"))
        self._stack.addWidget(full)

    def _show_article(self, detail: ArticleDetail | None) -> None:
        self._stack.setCurrentIndex(1 if detail else 0)
        self.view.show_article(detail, self._selection.rows, self._selection.remarks)
        self.setWindowTitle(f"{detail.row.title} · {APP_NAME}" if detail else APP_NAME)
        if detail:
            date = date_text(detail.article.published)
            self.title.show_text(f"《{detail.row.title}》", f" · {date}" if date else "")
        self._show_state()

    def _show_rows(self, _touched: frozenset[int]) -> None:
        self.view.update_rows(self._selection.rows, self._selection.remarks)
        self._show_state()

    def _show_fact(self, row: FactRow | None) -> None:
        self.view.set_current(*([row.id] if row else []))
        self.view.setAccessibleDescription(fact_title(row.fact) if row else "")

    def _show_state(self) -> None:
        rows = self._selection.rows
        decided = sum(not is_open(row) for row in rows)
        self.state.setText(f"{decided} / {len(rows)} 已核" if rows else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class SecondScreen(QObject):
    """Opens and closes the window, and keeps between starts whether it was open and where."""

    def __init__(self, selection: Selection, actions: Actions, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._selection, self._actions, self._look, self._window = selection, actions, look, window
        self._place: object = None
        self._screen = ""  # name of the screen it stood on
        self._meanwhile: QRect | None = None  # where it stands while that screen is not there
        self.shown: ArticleWindow | None = None
        actions.on("second_window", self.toggle)

    @property
    def active(self) -> bool:
        """True while the editor works in it."""
        return self.shown is not None and self.shown.isActiveWindow()

    def toggle(self) -> None:
        """Open it, or close it where it is open."""
        if self.shown is not None:
            self.shown.close()
            return
        self.open()
        self._window.activateWindow()

    def open(self) -> None:
        """Where it stood last time, else on the other screen, else beside."""
        shown = self.shown = ArticleWindow(self._selection, self._actions, self._look)
        shown.closed.connect(self._closed)
        shown.resize(fitting(self._window, _WIDTH, _HEIGHT))
        there = self._screen in {"", *(one.name() for one in QGuiApplication.screens())}
        if self._place is not None and there:
            shown.restoreGeometry(self._place)
        elif self._place is None:
            own = self._window.screen()
            other = next((one for one in QGuiApplication.screens() if one is not own), None)
            if other is not None:
                shown.setGeometry(other.availableGeometry())
        shown.show()
        self._meanwhile = None if there else shown.geometry()

    def _closed(self) -> None:
        if self.shown is not None:
            # Not moved while its screen was away: it goes back there when the screen does.
            if self._meanwhile != self.shown.geometry():
                self._place, self._screen = self.shown.saveGeometry(), self.shown.screen().name()
            self.shown.deleteLater()
            self.shown = None

    def restore(self, kept: QSettings) -> None:
        """Where it was, and open again if it was open; after the window itself is shown."""
        self._place = kept.value("second_place") if kept.contains("second_place") else None
        self._screen = str(kept.value("second_screen", ""))
        if kept.value("second_open", False, bool):
            self.open()

    def save(self, kept: QSettings) -> None:
        """Keep whether it is open and where, and close it."""
        kept.setValue("second_open", self.shown is not None)
        if self.shown is not None:
            self.shown.close()
        if self._place is not None:
            kept.setValue("second_place", self._place)
            kept.setValue("second_screen", self._screen)
