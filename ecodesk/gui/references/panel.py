"""权威数据 in the inspector: the reference of the current fact, what differs marked, its source."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.references import REFERENCE_KIND, Reckoning
from ecodesk.domain.views import FactRow
from ecodesk.gui.facts.number_line import Stated
from ecodesk.gui.facts.statements import differing, digits_of
from ecodesk.gui.labels import verdict_text
from ecodesk.gui.marks import verdict_role
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Elided, Pill, hint
from ecodesk.knowledge.intervals import interval_of
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.references import about, as_fact, cited, figure_text, spoken
from ecodesk.knowledge.script import simplified

_DIFFERING = (Verdict.CONFLICT, Verdict.QUERY, Verdict.SCOPE)
_OTHERS = 2


class ReferencePanel(QFrame):
    """One card: the figure of the source that counts, then other times and other sources in a line each."""

    wanted = Signal(int)  # row id of the reference

    def __init__(self, row: FactRow, found: Sequence[Reckoning], findings: Sequence[Finding], look: Look,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        best = found[0]
        self._id = best.row.id
        told = next((item for item in findings if item.kind == REFERENCE_KIND), None)
        pill = Pill(look)
        pill.show_text(verdict_text(best.verdict), verdict_role(best.verdict))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(hint("权威数据"))
        head.addWidget(self._figure(row, best, look))
        head.addWidget(pill)
        head.addWidget(Elided(cited(best.row.reference) or message("reference-unsourced")), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(3)
        column.addLayout(head)
        if told is not None and best.verdict in _DIFFERING:
            column.addWidget(_gap(told, look, best.verdict))
        for other in found[1 : _OTHERS + 1]:
            column.addWidget(Elided(_line(other)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(message("gui-reference-go", about=about(best.row.reference)))
        self.setAccessibleName(f"权威数据 {_line(best)} {verdict_text(best.verdict)}")

    @staticmethod
    def _figure(row: FactRow, best: Reckoning, look: Look) -> QLabel:
        """The figure with what the copy writes otherwise on a tint, and its time where that is another."""
        text = figure_text(best.row.reference)
        marks = []
        if best.verdict in _DIFFERING:
            # What lacks a digit has none that differs: the whole number is marked then.
            marks = differing(text, row.fact.text) or digits_of(text)
        style = f"background:{look.hex('conflict_tint')};color:{look.hex('conflict_text')};"
        pieces, last = [], 0
        for low, high in marks:
            pieces += [escape(text[last:low]), f'<span style="{style}">{escape(text[low:high])}</span>']
            last = high
        when = spoken(best.row.reference.period)
        other = f"　{escape(when)}" if when and best.verdict is Verdict.PERIOD else ""
        words = QLabel(f"<b>{''.join(pieces)}{escape(text[last:])}</b>{other}")
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return words

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(self._id)


def _gap(finding: Finding, look: Look, verdict: Verdict) -> QLabel:
    words = QLabel(escape(finding.explanation))
    words.setObjectName("small")
    words.setWordWrap(True)
    words.setStyleSheet(f"color: {look.hex(verdict_role(verdict) + '_text')}")
    return words


def _line(one: Reckoning) -> str:
    """2021年 30万亩　《统计年鉴》，2022-03-01，第25页"""
    item = one.row.reference
    parts = (spoken(item.period), figure_text(item), cited(item))
    return "　".join(part for part in parts if part)


def stated_by(row: FactRow, found: Sequence[Reckoning]) -> list[Stated]:
    """The references of the fact's own time for the number line, in the fact's unit only."""
    shown = []
    for one in found:
        item = one.row.reference
        fact = as_fact(item, one.row.id)
        interval, number = interval_of(fact), fact.number
        same = simplified(item.unit) == simplified(row.fact.unit)
        if one.verdict is Verdict.PERIOD or interval is None or number is None or not same:
            continue
        middle = interval.middle if item.value_high else number
        shown.append(Stated(float(interval.low), float(interval.high), float(middle),
                            message("gui-reference-stated", figure=figure_text(item)), "verified"))
    return shown
