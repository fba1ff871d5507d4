"""Facets with their values and counts, and the named views, as one tree of two levels."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QObject, Qt

from ecodesk.domain.facets import DeskFilter, Facet, Tally, View
from ecodesk.gui.filters.words import count_words, filter_words, value_words
from ecodesk.gui.models.levels import TwoLevels
from ecodesk.knowledge.labels import label

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the panel: the head of a branch, a value of a facet, a view, or `more` for what is left
    out. `count` is None while it is being counted."""

    words: str
    facet: Facet | None = None
    value: str = ""
    count: int | None = None
    chosen: bool = False
    head: bool = False
    more: int = 0
    view: View | None = None


@dataclass(slots=True)
class _Branch:
    facet: Facet | None  # None: the views
    lines: list[Entry] = field(default_factory=list)
    tally: Tally | None = None


class FacetsModel(TwoLevels):
    """Top level the views and the facets, below them their entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = DeskFilter()
        self._views: tuple[View, ...] = ()
        self._branches = [_Branch(None), *(_Branch(facet) for facet in Facet)]

    # What is shown

    def show_filter(self, wanted: DeskFilter) -> None:
        """Tick what is chosen; counts stay as they are until new ones come."""
        self._wanted = wanted
        for position, branch in enumerate(self._branches):
            self._put(position, self._entries(branch))
            self._tell(self.index(position, 0))

    def show_tally(self, tally: Tally) -> None:
        """New counts of one facet."""
        for position, branch in enumerate(self._branches):
            if branch.facet is tally.facet:
                branch.tally = tally
                self._put(position, self._entries(branch))
                self._tell(self.index(position, 0))

    def show_views(self, views: tuple[View, ...]) -> None:
        """The named views of the desk."""
        self._views = views
        self._put(0, self._entries(self._branches[0]))
        self._tell(self.index(0, 0))

    def _entries(self, branch: _Branch) -> list[Entry]:
        if branch.facet is None:
            return [Entry(view.name, view=view, chosen=view.filter == self._wanted) for view in self._views]
        chosen, facet = self._wanted.of(branch.facet), branch.facet
        if branch.tally is None:
            return [Entry(value_words(facet, value), facet, value, None, True) for value in sorted(chosen)]
        known = dict(branch.tally.values)
        pairs = [*known.items(), *((value, None) for value in sorted(chosen - known.keys()))]
        entries = [Entry(value_words(facet, value), facet, value, count, value in chosen)
                   for value, count in pairs]
        if branch.tally.more:
            entries.append(Entry(f"还有 {count_words(branch.tally.more)} 个…", facet, more=branch.tally.more))
        return entries

    def _put(self, position: int, entries: list[Entry]) -> None:
        """New lines of a branch, without moving those that stay."""
        branch, owner = self._branches[position], self.index(position, 0)
        before, after = len(branch.lines), len(entries)
        if after < before:
            self.beginRemoveRows(owner, after, before - 1)
            del branch.lines[after:]
            self.endRemoveRows()
        changed = [at for at in range(min(before, after)) if branch.lines[at] != entries[at]]
        branch.lines[:min(before, after)] = entries[:before]
        for at in changed:
            self._tell(self.index(at, 0, owner))
        if after > before:
            self.beginInsertRows(owner, before, after - 1)
            branch.lines = list(entries)
            self.endInsertRows()

    def _tell(self, index: QModelIndex) -> None:
        self.dataChanged.emit(index, index)

    # Where things stand

    def place_of(self, facet: Facet | None) -> QModelIndex:
        """The head of a facet's branch; None for the views."""
        position = next(at for at, branch in enumerate(self._branches) if branch.facet is facet)
        return self.index(position, 0)

    def entry(self, index: QModelIndex) -> Entry | None:
        if not index.isValid():
            return None
        owner = index.internalId()
        if owner:
            return self._branches[owner - 1].lines[index.row()]
        branch = self._branches[index.row()]
        if branch.facet is None:
            return Entry("视图", head=True, count=len(branch.lines))
        return Entry(label(branch.facet), branch.facet, count=len(self._wanted.of(branch.facet)), head=True)

    # Qt

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        if not parent.isValid():
            return True
        # A facet is counted when it is opened: until then nobody knows that it is empty.
        return parent.internalId() == 0 and (parent.row() > 0 or bool(self._views))

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.ToolTipRole and entry.view is not None:
            return filter_words(entry.view.filter)
        if role == Qt.ItemDataRole.ToolTipRole and not entry.head and entry.count is not None:
            return f"{entry.words}　{entry.count:,} 条"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(entry)
        return None


def _spoken(entry: Entry) -> str:
    if entry.head:
        return f"{entry.words}，选了 {entry.count} 项" if entry.facet and entry.count else entry.words
    state = "，已选" if entry.chosen else ""
    return entry.words + (f"，{entry.count} 条" if entry.count is not None else "") + state
