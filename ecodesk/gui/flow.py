"""Widgets beside one another, in as many lines as they need: nothing is cut where all is large."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ecodesk.gui import scale

_GAP = 6
_USUAL = 400  # pixels of 100 %: the width that is reckoned with until there is one


class Flow(QLayout):
    """The last `at_right` stand at the right end of the first line, or follow the others where there is no
    room for one of them beside."""

    def __init__(self, at_right: int = 0, gap: int = _GAP) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._right: list[QLayoutItem] = []
        self._at_right, self._gap = at_right, gap
        self._tall = 0  # pixels, as it was placed last

    def addItem(self, item: QLayoutItem) -> None:
        (self._right if len(self._right) < self._at_right else self._items).append(item)

    def count(self) -> int:
        return len(self._items) + len(self._right)

    def itemAt(self, index: int) -> QLayoutItem | None:
        items = [*self._items, *self._right]
        return items[index] if 0 <= index < len(items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        item = self.itemAt(index)
        if item is not None:
            (self._items if item in self._items else self._right).remove(item)
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def minimumSize(self) -> QSize:
        widest = max((item.sizeHint().width() for item in self._shown()), default=0)
        width = self.geometry().width() or scale.scaled(_USUAL)
        return QSize(min(widest, width), self.heightForWidth(width))

    def sizeHint(self) -> QSize:
        """All in one line."""
        wide = sum(item.sizeHint().width() + scale.scaled(self._gap) for item in self._shown())
        return QSize(wide, self.minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        before, self._tall = self._tall, self._place(rect, move=True)
        if before != self._tall:
            self.update()  # whoever asked for the height before knew another width

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in (*self._items, *self._right) if not item.isEmpty()]

    def _lines(self, width: int) -> Iterator[tuple[list[QLayoutItem], list[QLayoutItem]]]:
        """What stands in each line from the left, and from the right end."""
        gap = scale.scaled(self._gap)
        flowing = [item for item in self._items if not item.isEmpty()]
        right = [item for item in self._right if not item.isEmpty()]
        taken = sum(item.sizeHint().width() + gap for item in right)
        if right and flowing and flowing[0].sizeHint().width() > width - taken:
            flowing, right, taken = [*flowing, *right], [], 0
        line: list[QLayoutItem] = []
        left = 0
        for item in flowing:
            wide = item.sizeHint().width()
            if line and left + wide > width - taken:
                yield line, right
                line, right, left, taken = [], [], 0, 0
            line.append(item)
            left += wide + gap
        if line or right:
            yield line, right

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place everything; the height in pixels that this takes."""
        gap, top = scale.scaled(self._gap), rect.top()
        for flowing, right in self._lines(rect.width()):
            sizes = {item: _size(item, rect.width()) for item in (*flowing, *right)}
            tall = max(size.height() for size in sizes.values())
            left, edge = rect.left(), rect.right() + 1
            for item in flowing if move else ():
                _put(item, QPoint(left, top), sizes[item], tall)
                left += sizes[item].width() + gap
            for item in reversed(right) if move else ():
                edge -= sizes[item].width()
                _put(item, QPoint(edge, top), sizes[item], tall)
                edge -= gap
            top += tall + gap
        return max(top - gap - rect.top(), 0)


def _size(item: QLayoutItem, room: int) -> QSize:
    """What an item takes of a line so wide; with lines of its own it is as high as these."""
    size = item.sizeHint()
    if size.width() <= room:
        return size
    return QSize(room, item.heightForWidth(room) if item.hasHeightForWidth() else size.height())


def _put(item: QLayoutItem, corner: QPoint, size: QSize, tall: int) -> None:
    """In the middle of its line, which is `tall` pixels high."""
    item.setGeometry(QRect(corner + QPoint(0, (tall - size.height()) // 2), size))


def flows(widget: QWidget) -> None:
    """Tell a widget's owner that its height follows from its width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
