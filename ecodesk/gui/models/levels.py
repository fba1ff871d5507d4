"""Models of two levels: heads, and below each the lines of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex


class Branch(Protocol):
    """A head with the lines below it."""

    @property
    def lines(self) -> Sequence[object]: ...


class TwoLevels(QAbstractItemModel):
    """What such models share; `_branches` holds the heads with their lines.

    Internal id 0 marks a head, n a line of the head n - 1.
    """

    _branches: Sequence[Branch] = ()

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        owner = index.internalId() if index.isValid() else 0
        return self.createIndex(owner - 1, 0, 0) if owner else QModelIndex()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._branches)
        return len(self._branches[parent.row()].lines) if parent.internalId() == 0 else 0

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1
