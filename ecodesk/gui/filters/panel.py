"""The panel 筛选: words, views and facets with counts, all by keyboard too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from ecodesk.domain.facets import Facet, Tally, View
from ecodesk.gui.actions import press_by_enter, shield
from ecodesk.gui.filters.model import Entry, FacetsModel
from ecodesk.gui.filters.state import ALL, FIRST, Filtering
from ecodesk.gui.filters.tree import FacetTree
from ecodesk.gui.filters.words import count_words
from ecodesk.gui.flow import Flow
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.labels import label

OPEN_AT_FIRST = (Facet.STATUS, Facet.FINDING)
_WAIT = 160  # ms after the last key


class FacetPanel(QWidget):
    """Shows and changes a filter; counts only the facets that are open."""

    view_chosen = Signal(object)  # View
    view_named = Signal(str, str)  # name, the name it had; "" for a new view of the filter
    view_removed = Signal(object)  # View
    view_replaced = Signal(object)  # View, to hold the filter shown
    left = Signal()

    def __init__(self, filtering: Filtering, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filtering = filtering
        self._most: dict[Facet, int] = {}
        self._looking: Facet | None = None
        self._renamed = ""
        self.model = FacetsModel(self)
        self.tree = FacetTree(self.model, look, self)
        self.words = self._field("在事实里找：字、数值、主体")
        self.look_up = self._field("")
        self.naming = self._field("视图的名称，Enter 保存")
        self.total = hint("")
        self.keep, self.clear = _link("存为视图"), _link("清除")
        self.keep.setToolTip("把现在的筛选保存为视图，以后一点就来")
        self.clear.setToolTip("清除全部筛选条件")
        self.clear.setAccessibleName("清除筛选")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(lambda: filtering.say(self.words.text()))
        self._lay_out()
        self._connect()
        self.tree.setRowHidden(0, QModelIndex(), True)
        for facet in OPEN_AT_FIRST:
            self.tree.expand(self.model.place_of(facet))
        self.tree.expand(self.model.place_of(None))

    def _field(self, words: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(words)
        field.setAccessibleName(words)
        field.setClearButtonEnabled(True)
        field.setMaxLength(100)
        shield(field)
        field.installEventFilter(self)
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 6)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(12, 4, 12, 6)
        head.setSpacing(6)
        head.addWidget(self.words)
        row = Flow(at_right=2, gap=2)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.keep, self.clear, self.total):
            row.addWidget(widget)
        head.addLayout(row)
        head.addWidget(self.naming)
        head.addWidget(self.look_up)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        self.naming.hide()
        self.look_up.hide()

    def _connect(self) -> None:
        filtering = self._filtering
        self.words.textEdited.connect(lambda _text: self._timer.start())
        self.words.textChanged.connect(lambda text: None if text else filtering.say(""))
        self.look_up.textChanged.connect(lambda _text: self._count_looking())
        self.keep.clicked.connect(self.ask_name)
        self.clear.clicked.connect(filtering.clear)
        self.tree.taken.connect(self._taken)
        self.tree.menu_wanted.connect(self._show_menu)
        self.tree.left.connect(self.left)
        self.tree.expanded.connect(self._opened)
        filtering.changed.connect(self._show_filter)
        filtering.tallied.connect(self._show_tally)
        filtering.totalled.connect(self._show_total)
        self._show_filter()

    # The filter

    def _show_filter(self) -> None:
        wanted = self._filtering.wanted
        if self.words.text().strip() != wanted.words.strip():
            self.words.setText(wanted.words)
        self.model.show_filter(wanted)
        self.total.setText("正在数…")
        self.keep.setEnabled(not wanted.empty)
        self.clear.setEnabled(not wanted.empty)

    def _show_total(self, total: int) -> None:
        self.total.setText(f"{count_words(total)} 条")
        self.total.setToolTip(f"{total:,} 条")
        self.total.updateGeometry()

    def count_anew(self) -> None:
        """Counts for every facet that is open, from the top."""
        for facet in Facet:
            if self.tree.isExpanded(self.model.place_of(facet)):
                self._count(facet)

    def _count(self, facet: Facet) -> None:
        looking = self._looking is facet and not self.look_up.isHidden()
        words = self.look_up.text().strip() if looking else ""
        self._filtering.count(facet, self._most.get(facet, FIRST), words)

    def _count_looking(self) -> None:
        if self._looking is not None:
            self._count(self._looking)

    def _opened(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is not None and entry.facet is not None and self.isVisible():
            self._count(entry.facet)

    def _show_tally(self, tally: Tally) -> None:
        self.model.show_tally(tally)

    def _taken(self, entry: Entry) -> None:
        if entry.view is not None:
            self.view_chosen.emit(entry.view)
        elif entry.more and entry.facet is not None:
            self._look_among(entry.facet)
        elif entry.facet is not None:
            self._filtering.turn(entry.facet, entry.value)

    def _look_among(self, facet: Facet) -> None:
        """More values of a facet, and a field to find one by a few characters."""
        self._most[facet] = ALL
        self._looking = facet
        self.look_up.setPlaceholderText(f"在“{label(facet)}”里找")
        self.look_up.setAccessibleName(f"在“{label(facet)}”里找")
        self.look_up.clear()
        self.look_up.show()
        self.look_up.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count(facet)

    def _end_looking(self) -> None:
        facet, self._looking = self._looking, None
        self.look_up.hide()
        if facet is not None:
            self._most.pop(facet, None)
            self._count(facet)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_facets(self) -> list[str]:
        """Names of the facets that are open."""
        return [str(facet) for facet in Facet if self.tree.isExpanded(self.model.place_of(facet))]

    def open_only(self, names: list[str]) -> None:
        """Open these facets and close the others."""
        for facet in Facet:
            self.tree.setExpanded(self.model.place_of(facet), str(facet) in names)

    def show_facets(self, facets: set[Facet]) -> None:
        """Open these facets too."""
        for facet in facets:
            self.tree.expand(self.model.place_of(facet))

    # Views

    def show_views(self, views: tuple[View, ...]) -> None:
        """The named views of the desk."""
        first = not self.model.rowCount(self.model.place_of(None))
        self.model.show_views(views)
        self.tree.setRowHidden(0, QModelIndex(), not views)
        if first:
            self.tree.expand(self.model.place_of(None))

    def ask_name(self) -> None:
        """A name for the filter shown; no dialog."""
        self._begin_naming("")

    def _begin_naming(self, renamed: str) -> None:
        self._renamed = renamed
        self.naming.setText(renamed)
        self.naming.show()
        self.naming.setFocus(Qt.FocusReason.OtherFocusReason)
        self.naming.selectAll()

    def _end_naming(self) -> None:
        self.naming.hide()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_menu(self, entry: Entry, place: QPoint) -> None:
        menu = self.menu_of(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu_of(self, entry: Entry) -> QMenu:
        """What can be done with a view."""
        view = entry.view
        assert view is not None
        menu = QMenu(self)
        menu.addAction("打开", lambda: self.view_chosen.emit(view))
        replaced = menu.addAction("改存为现在的筛选", lambda: self.view_replaced.emit(view))
        replaced.setEnabled(not entry.chosen and not self._filtering.wanted.empty)
        menu.addAction("改名", lambda: self._begin_naming(view.name))
        menu.addSeparator()
        menu.addAction("删除", lambda: self.view_removed.emit(view))
        return menu

    # Keys

    def focus(self) -> None:
        """The keys go to the words."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.naming and (enter or event.key() == Qt.Key.Key_Escape):
            if enter:
                self.view_named.emit(self.naming.text(), self._renamed)
            else:
                self._end_naming()
        elif watched is self.words and enter:
            self._timer.stop()
            self._filtering.say(self.words.text())
            self.left.emit()
        elif watched is self.words and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif watched is self.look_up and event.key() == Qt.Key.Key_Escape:
            self._end_looking()
        elif event.key() == Qt.Key.Key_Down or (watched is self.look_up and enter):
            self._into_tree()
        else:
            return False
        return True

    def _into_tree(self) -> None:
        index = self.model.place_of(self._looking) if self._looking else self.tree.currentIndex()
        self.tree.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def named(self) -> None:
        """The name was taken."""
        self._end_naming()


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName("link")
    button.setAutoDefault(False)
    press_by_enter(button)
    return button
