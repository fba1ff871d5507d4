"""Correcting a fact in its row of the table: one field after the other, saved together as one step."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QTableView, QWidget

from ecodesk.domain.facts import EDITABLE, Qualifier
from ecodesk.domain.views import FactRow
from ecodesk.gui import scale
from ecodesk.gui.actions import shield
from ecodesk.gui.facts.editor import COMPLETED, checked, completer, describe, mark_wrong, offered
from ecodesk.gui.models.facts import Column, FactsModel
from ecodesk.gui.printed import expand, multiplier_of, printed_value
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo
from ecodesk.knowledge.labels import field_label, label
from ecodesk.knowledge.messages import message

FIELDS = {Column.SUBJECT: "subject", Column.INDICATOR: "indicator", Column.VALUE: "value",
          Column.UNIT: "unit", Column.HEDGE: "qualifier", Column.PERIOD: "period", Column.PLACE: "place"}
"""Columns that can be corrected, with their fields; the value's holds both ends of a range."""

_CLAIMS = (Column.SUBJECT, Column.PLACE)
_LEAST = 132  # pixels: a narrow column's field reaches over its neighbours
_RANGE = re.compile(r"(.+?)\s*[–—~～至]\s*(.+)")


def ends_of(typed: str) -> tuple[str, str]:
    """The two ends of a range as typed (5–8万), the second "" where it is none; they share a multiplier."""
    found = _RANGE.fullmatch(typed.strip())
    if found is None:
        return typed, ""
    low, high = found.groups()
    if expand(low) is not None and not multiplier_of(low):
        low += multiplier_of(high)
    return low, high


class _Line(QLineEdit):
    """Tab goes to the next field even while words are offered."""

    stepped = Signal(int)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Tab else -1)
                return True
            if event.key() == Qt.Key.Key_Down and self.completer() is not None:
                # With nothing typed yet, all there is to pick from.
                self.completer().setCompletionPrefix("" if self.selectedText() else self.text())
                self.completer().complete()
                return True
        return super().event(event)


class CellEditing(QObject):
    """One row at a time; outside of it the table stays read-only and takes no input method."""

    saved = Signal(object, object)  # FactRow, changed fields
    closed = Signal()
    panel_wanted = Signal(object)  # fields as typed so far
    left_wrong = Signal(str)  # a sentence: a field was left with words that do not fit

    def __init__(self, table: QTableView, model: FactsModel, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._model = model
        self._look = look
        self._row: FactRow | None = None
        self._published = ""
        self._column = Column.VALUE
        self._fields: dict[str, str] = {}
        self._words = {name: QStringListModel(self) for name in COMPLETED}
        self._field: QWidget | None = None
        self._told = QLabel(table.viewport())
        self._told.setObjectName("cell_words")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.hide()
        for moved in (table.verticalScrollBar().valueChanged, table.horizontalScrollBar().valueChanged,
                      table.horizontalHeader().sectionResized, model.layoutChanged,
                      model.modelReset):
            moved.connect(lambda *_: self._place())

    @property
    def active(self) -> bool:
        """True while a row is being corrected."""
        return self._row is not None

    @property
    def field(self) -> QWidget | None:
        """The field that stands in the table, None while none does."""
        return self._field

    @property
    def column(self) -> Column:
        """The column whose field stands in the table."""
        return self._column

    @property
    def words(self) -> str:
        """What is told below the field: what the fact will say, or what is wrong."""
        return self._told.text()

    def begin(self, row: FactRow, others: Sequence[FactRow], published: str,
              column: int | None = None) -> bool:
        """Open a field of a row: that of a column where it has one, else the value's, a claim's subject.

        False where the table does not show the row. What `others`, the facts of the article, are called is
        offered while typing; `published` is its date, by which 去年 is told.
        """
        columns = self._columns(row)
        if self._index_of(row.id, columns[0] if columns else Column.SUBJECT) is None or not columns:
            return False
        self._row, self._published = row, published
        self._fields = {name: str(getattr(row.fact, name)) for name in EDITABLE}
        self._fields |= {"value": printed_value(row.fact), "value_high": ""}
        for name, words in offered(others, published, tables=not self._words["unit"].rowCount()).items():
            self._words[name].setStringList(words)
        usual = Column.SUBJECT if row.fact.is_claim else Column.VALUE
        self._open(Column(next((one for one in (column, usual) if one in columns), columns[0])))
        return True

    def save(self) -> None:
        """Give the changed fields on; a wrong one keeps its field open."""
        row, values, wrong, _ = self._checked()
        if row is None:
            return
        if wrong:
            self._show_words()
            return
        changed = {name: value for name, value in values.items() if value != str(getattr(row.fact, name))}
        if changed:
            self.saved.emit(row, changed)
        else:
            self.give_up()

    def give_up(self) -> None:
        """Close without saving."""
        if self._row is None:
            return
        focus = QApplication.focusWidget()
        # The list of words offered has a window of its own; elsewhere in ours the focus stays where it went.
        elsewhere = focus is not None and focus is not self._field and focus.window() is self._table.window()
        self._row = None
        self._drop()
        self._told.hide()
        if not elsewhere:
            self.closed.emit()

    def step(self, by: int) -> None:
        """The field of the next or previous column, round the end."""
        if self._row is not None:
            columns = self._columns(self._row)
            self._open(columns[(columns.index(self._column) + by) % len(columns)])

    def _columns(self, row: FactRow) -> list[Column]:
        """Columns to correct from left to right, those that are not shown left out."""
        header = self._table.horizontalHeader()
        shown = [one for one in FIELDS if not self._table.isColumnHidden(one)]
        return sorted((one for one in shown if not row.fact.is_claim or one in _CLAIMS),
                      key=header.visualIndex)

    def _open(self, column: Column) -> None:
        assert self._row is not None
        self._drop()
        self._column = column
        name = FIELDS[column]
        field = self._combo() if column is Column.HEDGE else self._line(name)
        field.setObjectName("cell")
        field.setAccessibleName(field_label(name))
        shield(field)
        field.installEventFilter(self)
        self._field = field
        index = self._index_of(self._row.id, column)
        if index is not None:
            self._table.scrollTo(index)
        self._place()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_words()

    def _line(self, name: str) -> QLineEdit:
        line = _Line(self._table.viewport())
        line.setText(self._fields[name])
        line.setMaxLength(500)
        if name in self._words:
            line.setCompleter(completer(self._words[name], line))
        if name == "value":
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.textChanged.connect(lambda text: self._typed(name, text))
        line.stepped.connect(self.step)
        line.selectAll()
        if name in self._words:
            line.setPlaceholderText(message("gui-cell-pick"))
        return line

    def _combo(self) -> QComboBox:
        combo = Combo(self._look, self._table.viewport())
        for one in Qualifier:
            combo.addItem(label(one), str(one))
        combo.setCurrentIndex(combo.findData(self._fields["qualifier"]))
        combo.currentIndexChanged.connect(lambda _at: self._typed("qualifier", combo.currentData()))
        return combo

    def _drop(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            if isinstance(field, QLineEdit) and field.completer() is not None:
                field.completer().popup().hide()
            field.removeEventFilter(self)
            field.hide()
            field.deleteLater()

    def _typed(self, name: str, text: str) -> None:
        self._fields[name] = text
        self._show_words()

    def _checked(self) -> tuple[FactRow | None, dict[str, str], str, str]:
        if self._row is None:
            return None, {}, "", ""
        if self._row.fact.is_claim:
            kept = {name: str(getattr(self._row.fact, name)) for name in ("value", "value_high")}
            return self._row, *checked(self._fields | kept, self._published)
        low, high = ends_of(self._fields["value"])
        return self._row, *checked(self._fields | {"value": low, "value_high": high}, self._published)

    def _show_words(self) -> None:
        row, values, wrong, words = self._checked()
        if row is None or self._field is None:
            return
        told = f"{field_label(wrong)}：{words}" if wrong else describe(row.fact, values)
        self._told.setText(told)
        mark_wrong(self._told, bool(wrong))
        here = FIELDS[self._column] == wrong.removesuffix("_high")
        mark_wrong(self._field, bool(wrong) and here)
        self._place()
        self._told.show()
        self._told.raise_()

    def _place(self) -> None:
        """Put the field over its cell and the words below it, above where there is no room."""
        if self._row is None or self._field is None:
            return
        index = self._index_of(self._row.id, self._column)
        if index is None:
            self.give_up()
            return
        room, cell = self._table.viewport().rect(), self._table.visualRect(index)
        width = min(max(cell.width(), scale.scaled(_LEAST)), room.width())
        left = min(max(cell.left(), 0), room.width() - width)
        self._field.setGeometry(QRect(left, cell.top(), width, cell.height()))
        self._told.setWordWrap(False)
        size, most = self._told.sizeHint(), room.width() - 4
        if size.width() > most:
            self._told.setWordWrap(True)
            size = QSize(most, self._told.heightForWidth(most))
        below = cell.bottom() + 3
        top = below if below + size.height() <= room.height() else cell.top() - size.height() - 3
        self._told.setGeometry(QRect(QPoint(min(left, room.width() - size.width() - 2), top), size))

    def _index_of(self, fact_id: int, column: Column) -> QModelIndex | None:
        position = self._model.position_of(fact_id)
        return None if position is None else self._model.index(position, column)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._field:
            return False
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self._left)
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_F2:
            event.accept()  # else the window's own F2 would begin anew
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        keys = {Qt.Key.Key_Escape: self.give_up, Qt.Key.Key_Return: self.save, Qt.Key.Key_Enter: self.save,
                Qt.Key.Key_F2: self._ask_for_panel, Qt.Key.Key_Tab: lambda: self.step(1),
                Qt.Key.Key_Backtab: lambda: self.step(-1)}
        call = keys.get(Qt.Key(event.key()))
        if call is None:
            return False
        call()
        return True

    def _ask_for_panel(self) -> None:
        row = self._row
        if row is None:
            return
        low, high = ("", "") if row.fact.is_claim else ends_of(self._fields["value"])
        typed = self._fields | ({} if row.fact.is_claim else {"value": low, "value_high": high})
        self.give_up()
        self.panel_wanted.emit(typed if not row.fact.is_claim else
                               {name: typed[name] for name in ("subject", "place")})

    def leave(self) -> None:
        """Close because the editor went elsewhere: what fits is saved, what does not is told."""
        _, _, wrong, words = self._checked()
        if wrong:
            self.left_wrong.emit(message("gui-cell-unsaved", words=words))
        else:
            self.save()
        self.give_up()

    def _left(self) -> None:
        focus = QApplication.focusWidget()
        gone = self._field is not None and focus is not None and focus is not self._field
        if gone and QApplication.activePopupWidget() is None:
            self.leave()
