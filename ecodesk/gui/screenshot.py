"""Takes a picture of the real window: a contradicted fact selected, at 1440×900."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ecodesk.domain.findings import PROBLEMS
from ecodesk.domain.views import ArticleRow, FindingRow
from ecodesk.gui.main_window import MainWindow

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

SIZE = (1440, 900)
_SETTLE_MS = 700


class Photographer(QObject):
    """Imports, chooses, waits until everything is painted, grabs, quits."""

    def __init__(self, window: MainWindow, desk: Desk, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._path = path
        self._written = False

    def run(self, application: QApplication, paths: Sequence[Path]) -> int:
        """Exit code: 0 with a picture, 1 without."""
        window = self._window
        window.resize(*SIZE)
        window.review.set_default_sizes(SIZE[0] - window.rail.width())
        window.show()
        window.begin(paths)
        if paths:
            window.transfers.imported.connect(lambda _report: QTimer.singleShot(_SETTLE_MS, self._choose))
        else:
            QTimer.singleShot(_SETTLE_MS, self._choose)
        # One way out only: a second wish to quit would be left over for whoever runs an event loop next.
        application.setQuitOnLastWindowClosed(False)
        application.exec()
        application.setQuitOnLastWindowClosed(True)
        return 0 if self._written else 1

    def _choose(self) -> None:
        if self._window.jobs.busy:
            QTimer.singleShot(50, self._choose)
            return
        self._window.jobs.read(lambda: best_fact(self._desk), self._show)

    def _show(self, fact_id: int | None) -> None:
        if fact_id is not None:
            self._window.go_to(fact_id)
        QTimer.singleShot(_SETTLE_MS, self._grab)

    def _grab(self) -> None:
        if self._window.jobs.busy:
            QTimer.singleShot(50, self._grab)
            return
        self._window.bar.hide()
        self._window.tour.end()
        if self._window.transfers.report is not None:
            self._window.transfers.report.close()
        self._window.resize(*SIZE)
        QApplication.sendPostedEvents()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._written = self._window.grab().save(str(self._path))
        self._window.close()
        QApplication.exit(0)


def best_fact(desk: Desk) -> int | None:
    """A fact of the finding that shows most: a problem with a suggestion, an extent and several facts."""
    problems = desk.queries.findings(verdicts=PROBLEMS)
    chosen = max((row for row in problems if row.rows), key=_weight, default=None)
    if chosen is None:
        articles: list[ArticleRow] = desk.queries.articles()
        return desk.queries.next_open(None, articles[0].id) if articles else None
    offered = chosen.finding.suggestion
    named = [row.id for row in chosen.rows if offered and row.fact.id == offered.fact_id]
    return (named or [chosen.rows[0].id])[0]


def _weight(row: FindingRow) -> tuple[bool, bool, int]:
    return (row.finding.suggestion is not None, row.finding.extent is not None, len(row.rows))
