"""The first column of a table, which stays where it is while the others are scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ecodesk.gui.sizing import UNSIZED


class FrozenColumn(QTableView):
    """A second view over the left edge of `table`: same rows and selection, no mouse and no keys of its own.

    Seen only while the first column itself is scrolled away.
    """

    def __init__(self, table: QTableView, column: int) -> None:
        super().__init__(table)
        self._table, self._column = table, column
        self.setObjectName("frozen")
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(table.itemDelegate())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setFixedHeight(table.horizontalHeader().height())
        self.horizontalHeader().setMinimumSectionSize(table.horizontalHeader().minimumSectionSize())
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setProperty(UNSIZED, True)
        for other in range(self.model().columnCount()):
            self.setColumnHidden(other, other != column)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        self.hide()

    def place(self, *_of: object) -> None:
        """Lie over the left edge, where there is something to keep in sight."""
        width = self._table.columnWidth(self._column)
        self.setVisible(self._table.horizontalScrollBar().value() > 0)
        if self.isVisible():
            self.setColumnWidth(self._column, width)
            self.verticalHeader().setDefaultSectionSize(self._table.verticalHeader().defaultSectionSize())
            self.horizontalHeader().setFixedHeight(self._table.horizontalHeader().height())
            edge = self._table.frameWidth()
            height = self._table.viewport().height() + self._table.horizontalHeader().height()
            self.setGeometry(edge, edge, width, height)
            self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())
