"""The command palette: every action by a few characters of its name, run by Enter."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ecodesk.gui import scale
from ecodesk.gui.actions import Actions, ActionSpec, shield
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look

_WIDTH, _HEIGHT, _ROW, _EDGE = 560, 432, 46, 14
_TOP = 64  # below the tool bar
_NAVIGATING = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -7, Qt.Key.Key_PageDown: 7}


def match(query: str, spec: ActionSpec, text: str, keys: str) -> int | None:
    """How well an action answers what was typed, lower is better; None when it does not.

    A name that begins so goes before one that holds it, then the key, then the characters in their order,
    then the explanation.
    """
    wanted = "".join(query.split()).casefold()
    name = text.casefold()
    if not wanted or name.startswith(wanted):
        return 0
    if wanted in name:
        return 1
    if wanted in keys.casefold().replace(" ", ""):
        return 2
    rest = iter(name)
    if all(char in rest for char in wanted):
        return 3
    return 4 if wanted in spec.tip.casefold() else None


class CommandsModel(QAbstractListModel):
    """Actions that answer the query; those that rest now stand last and cannot be run."""

    def __init__(self, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._rows: list[ActionSpec] = []

    def show_matches(self, query: str) -> None:
        """Answer another query."""
        found = []
        for order, spec in enumerate(self._actions.all()):
            if spec.name == "palette":
                continue
            action = self._actions[spec.name]
            worth = match(query, spec, action.text(), self._actions.key_of(spec.name))
            if worth is not None:
                found.append((not action.isEnabled(), worth, order, spec))
        self.beginResetModel()
        self._rows = [spec for *_, spec in sorted(found, key=lambda row: row[:3])]
        self.endResetModel()

    def spec_at(self, row: int) -> ActionSpec | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        spec = self.spec_at(index.row()) if index.isValid() else None
        if spec is None:
            return None
        action = self._actions[spec.name]
        if role == Qt.ItemDataRole.DisplayRole:
            return action.text()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            rest = "" if action.isEnabled() else "，现在不可用"
            return f"{action.text()}{rest}。{spec.tip}。{self._actions.key_of(spec.name)}"
        if role == Qt.ItemDataRole.UserRole:
            return spec
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        spec = self.spec_at(index.row()) if index.isValid() else None
        if spec is None or not self._actions[spec.name].isEnabled():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class _CommandDelegate(QStyledItemDelegate):
    """Name and explanation at the left, the key at the right."""

    def __init__(self, actions: Actions, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(option.rect.width(), scale.scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        spec = index.data(Qt.ItemDataRole.UserRole)
        action, look = self._actions[spec.name], self._look
        painter.save()
        rect = scale.begin(painter, option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        area = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        key = self._actions.key_of(spec.name)
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(look.colour("muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, key)
        room = area.width() - QFontMetricsF(painter.font()).horizontalAdvance(key) - 16
        lower = QRectF(area.left(), area.top() + 24, room, 18)
        tip = QFontMetricsF(painter.font()).elidedText(spec.tip, Qt.TextElideMode.ElideRight, room)
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tip)
        painter.setFont(block_font(CONTROL_PX))
        painter.setPen(look.colour("text" if action.isEnabled() else "faint"))
        upper = QRectF(area.left(), area.top() + 5, room, 19)
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, action.text())
        painter.restore()


class Palette(QFrame):
    """A field and the actions below it, over its window; goes when it loses the focus.

    A child of the window and no popup window: a popup would take the input method from the field.
    """

    def __init__(self, actions: Actions, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName("命令")
        self._back: QWidget | None = None
        self.setFixedSize(_WIDTH, _HEIGHT)
        self._actions = actions
        self.model = CommandsModel(actions, self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("要做什么？输入几个字，↑↓ 选择，Enter 执行")
        self.field.setAccessibleName("命令")
        self.field.textChanged.connect(self._search)
        shield(self.field)
        self.field.installEventFilter(self)
        self.list = QListView(self)
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName("命令列表")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_CommandDelegate(actions, look, self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        none = QLabel("没有这样的命令，换个说法试试")
        none.setObjectName("muted")
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(none)
        column.addLayout(self._stack, 1)
        self.hide()

    def open_now(self) -> None:
        """Show in the upper middle of the window, with an empty field; a second time puts it away."""
        if self.isVisible():
            self._put_away()
            return
        window = self.parentWidget()
        self._back = window.focusWidget()
        self.ensurePolished()
        top = scale.scaled(_TOP)
        room = window.size() - QSize(top, top + scale.scaled(_EDGE))
        self.setFixedSize(scale.scaled_size(_WIDTH, _HEIGHT).boundedTo(room))
        self.move((window.width() - self.width()) // 2, top)
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _put_away(self) -> None:
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, query: str) -> None:
        self.model.show_matches(query)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.list.setCurrentIndex(self.model.index(0))
        self.list.scrollToTop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the list, Enter runs, while the focus stays in the field."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        row, key = self.list.currentIndex().row(), Qt.Key(event.key())
        if key in _NAVIGATING:
            last = self.model.rowCount() - 1
            self.list.setCurrentIndex(self.model.index(max(0, min(row + _NAVIGATING[key], last))))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(row)
        elif key == Qt.Key.Key_Escape:
            self._put_away()
        else:
            return False
        return True

    def _run(self, row: int) -> None:
        spec = self.model.spec_at(row)
        if spec is not None and self._actions[spec.name].isEnabled():
            self._put_away()
            self._actions[spec.name].trigger()
