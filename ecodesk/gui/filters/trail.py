"""The way through a list of the desk: the next fact of the table, in whatever article it stands."""

from __future__ import annotations

from collections.abc import Iterable

from ecodesk.domain.reasons import Trust
from ecodesk.domain.views import FactRow
from ecodesk.gui.filters.state import Filtering
from ecodesk.gui.marks import is_open
from ecodesk.gui.models.facts import FactsModel

_NEAR = 15  # rows before the end at which the next page is asked for


class Trail:
    """Steps through the rows of a table that have been read so far."""

    def __init__(self, model: FactsModel, filtering: Filtering) -> None:
        self._model, self._filtering = model, filtering

    def step(self, current: int | None, by: int) -> int | None:
        """The fact so many rows on; the first where the current one is not in the list."""
        place = self._place(current)
        rows = self._model.shown()
        if not rows:
            return None
        at = 0 if place is None else min(max(place + by, 0), len(rows) - 1)
        self._read_ahead(at)
        return rows[at].id

    def next_open(self, current: int | None) -> int | None:
        """The next fact still to be looked at; None at the end of what has been read."""
        awaited = self._filtering.awaited()
        return self._first(row for row in self._behind(current) if str(row.status) in awaited)

    def next_doubt(self, current: int | None) -> int | None:
        """The next open fact that is doubtful."""
        return self._first(row for row in self._behind(current)
                           if is_open(row) and row.trust is Trust.DOUBTFUL)

    def _behind(self, current: int | None) -> Iterable[FactRow]:
        place = self._place(current)
        return self._model.shown()[0 if place is None else place + 1:]

    def _first(self, rows: Iterable[FactRow]) -> int | None:
        found = next((row.id for row in rows), None)
        self._read_ahead(self._place(found))
        return found

    def _place(self, fact_id: int | None) -> int | None:
        return None if fact_id is None else self._model.position_of(fact_id)

    def _read_ahead(self, place: int | None) -> None:
        if place is None or place >= self._model.rowCount() - _NEAR:
            self._filtering.more()
