"""Why each field of the current fact holds what it holds, quietly, the doubtful ones marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ecodesk.domain.views import FactRow
from ecodesk.gui import scale
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.facts.trust import SHOWN, SIGN, Why, name_of, reasons_of, told
from ecodesk.gui.labels import field_value, period_text
from ecodesk.gui.printed import printed_value
from ecodesk.gui.theme import SMALL_PX, Look
from ecodesk.gui.widgets import elided

_HEIGHT = 20
_NAME, _SIGN, _PAD = 44, 14, 8
_SHARE = 0.42
"""Share of the room behind its name that a field's value may take."""


def value_text(row: FactRow, field: str) -> str:
    """A field as the inspector names it, the number with its unit."""
    if field == "value":
        return row.fact.text if row.fact.is_claim else f"{printed_value(row.fact)}{row.fact.unit}"
    value = str(getattr(row.fact, field))
    if field == "period":
        return period_text(value) or "空"
    return field_value(field, value) or "空"


class ReasonLine(QWidget):
    """One field: name, value, and in a second colour how sure and by which rule; a sign where doubtful."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = self._value = ""
        self._why: Why | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @property
    def why(self) -> Why | None:
        return self._why

    def show_field(self, row: FactRow, one: Why) -> None:
        self._name, self._value, self._why = name_of(one.field, row.fact), value_text(row, one.field), one
        said = f"{self._name} {self._value}：{told(one)}"
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return scale.scaled_size(160, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return scale.scaled_size(100, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._why is None:
            return
        painter = QPainter(self)
        whole = scale.begin(painter, self.rect()).width()
        painter.setFont(block_font(SMALL_PX))
        metrics = QFontMetricsF(painter.font())
        muted, doubted = self._look.colour("muted"), self._look.colour("queried_text")
        painter.setPen(muted)
        painter.drawText(QRectF(0, 0, _NAME, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, self._name)
        room = whole - _NAME - _SIGN - _PAD
        words = f"{self._why.share} {self._why.words}".strip()
        wanted = metrics.horizontalAdvance(words)
        width = min(metrics.horizontalAdvance(self._value) + 1, max(room * _SHARE, room - wanted))
        painter.setPen(self._look.colour("text"))
        elided(painter, QRectF(_NAME, 0, width, _HEIGHT), self._value)
        painter.setPen(doubted if self._why.doubted else muted)
        at = _NAME + width + _PAD
        if self._why.doubted:
            painter.drawText(QRectF(at, 0, _SIGN, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, SIGN)
            at += _SIGN
        elided(painter, QRectF(at, 0, whole - at, _HEIGHT), words)


class ReasonsPanel(QWidget):
    """The fields in two columns."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("各项依据")
        self.lines = [ReasonLine(look, self) for _ in SHOWN]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(1)
        half = (len(self.lines) + 1) // 2
        for number, line in enumerate(self.lines):
            grid.addWidget(line, number % half, number // half)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_row(self, row: FactRow) -> None:
        found = reasons_of(row)
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(found))
            if number < len(found):
                line.show_field(row, found[number])
