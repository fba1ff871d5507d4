"""Articles by batch, two levels; batches read their articles when they are opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from ecodesk.domain.views import ArticleRow, BatchRow
from ecodesk.gui.models.levels import TwoLevels

ROW_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(slots=True)
class _Branch:
    batch: BatchRow
    lines: list[ArticleRow] = field(default_factory=list)
    asked: bool = False


class ArticlesModel(TwoLevels):
    """Top level batches, below them articles. `wanted` asks for the articles of a batch."""

    wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._branches: list[_Branch] = []

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        if not parent.isValid():
            return bool(self._branches)
        if parent.internalId() != 0:
            return False
        branch = self._branches[parent.row()]
        return branch.batch.articles > 0 if not branch.asked else bool(branch.lines)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return parent.isValid() and parent.internalId() == 0 and not self._branches[parent.row()].asked

    def fetchMore(self, parent: QModelIndex) -> None:
        if self.canFetchMore(parent):
            branch = self._branches[parent.row()]
            branch.asked = True
            self.wanted.emit(branch.batch.id)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        row = self.row_of(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title} {row.decided}/{row.facts}"
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, ArticleRow):
            damage = f"\n残损 {row.damage} 处，点琥珀色标签逐处查看（F9）" if row.damage else ""
            return f"{row.title}\n文件：{row.document}{damage}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title}\n{row.articles} 篇稿件，已核 {row.decided} / {row.facts}"
        return None

    def row_of(self, index: QModelIndex) -> BatchRow | ArticleRow | None:
        if not index.isValid():
            return None
        owner = index.internalId()
        if owner == 0:
            return self._branches[index.row()].batch
        return self._branches[owner - 1].lines[index.row()]

    def place_of(self, batch_id: int) -> QModelIndex:
        """Where a batch stands; an invalid index where there is none."""
        places = (place for place, branch in enumerate(self._branches) if branch.batch.id == batch_id)
        place = next(places, None)
        return QModelIndex() if place is None else self.index(place, 0)

    def batches(self) -> list[BatchRow]:
        return [branch.batch for branch in self._branches]

    def show_batches(self, batches: Sequence[BatchRow]) -> None:
        """The batches as they stand; a batch that was read already keeps its articles."""
        if [branch.batch.id for branch in self._branches] == [batch.id for batch in batches]:
            for position, batch in enumerate(batches):
                self._branches[position].batch = batch
                self._told(self.index(position, 0))
            return
        kept = {branch.batch.id: branch for branch in self._branches}
        self.beginResetModel()
        branches = []
        for batch in batches:
            old = kept.get(batch.id)
            same = old is not None and old.batch.articles == batch.articles
            branches.append(_Branch(batch, old.lines, old.asked) if same and old else _Branch(batch))
        self._branches = branches
        self.endResetModel()

    def show_articles(self, batch_id: int, articles: Sequence[ArticleRow]) -> None:
        """Articles of a batch."""
        for position, branch in enumerate(self._branches):
            if branch.batch.id != batch_id:
                continue
            owner = self.index(position, 0)
            branch.asked = True
            if branch.lines:
                self.beginRemoveRows(owner, 0, len(branch.lines) - 1)
                branch.lines = []
                self.endRemoveRows()
            if articles:
                self.beginInsertRows(owner, 0, len(articles) - 1)
                branch.lines = list(articles)
                self.endInsertRows()

    def update_article(self, row: ArticleRow) -> None:
        """New counts of one article."""
        index = self.index_of(row.id)
        if index.isValid():
            self._branches[index.internalId() - 1].lines[index.row()] = row
            self._told(index)

    def index_of(self, article_id: int) -> QModelIndex:
        """Where an article stands; an invalid index while its batch is not read."""
        for position, branch in enumerate(self._branches):
            for place, row in enumerate(branch.lines):
                if row.id == article_id:
                    return self.index(place, 0, self.index(position, 0))
        return QModelIndex()

    def conflicts_of(self, batch_id: int) -> int:
        """Open conflicts of a batch, as far as its articles are read."""
        return sum(row.conflicts for branch in self._branches if branch.batch.id == batch_id
                   for row in branch.lines)

    def _told(self, index: QModelIndex) -> None:
        self.dataChanged.emit(index, index)
