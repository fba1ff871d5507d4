"""How sure a fact is (把握): in words, as bars, and the menu that sorts and filters the table by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QActionGroup, QPainter
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ecodesk.domain.decisions import Status
from ecodesk.domain.facts import Fact
from ecodesk.domain.reasons import Trust, field_trust
from ecodesk.domain.views import FactOrder, FactRow
from ecodesk.gui.actions import press_by_enter
from ecodesk.gui.theme import Look
from ecodesk.knowledge.labels import field_label, label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.reasons import rule_words

SHOWN = ("subject", "indicator", "value", "qualifier", "measure", "period", "place", "modality")
"""Fields in the order in which the window explains them; the unit goes with the value."""
SETTLED = frozenset({Status.VERIFIED, Status.CORRECTED, Status.REJECTED})
"""What an editor has decided is doubted no longer."""
NOT_RECORDED = "未记录"
SIGN = "▲"
_HEIGHTS = (5, 8, 11)
_BAR, _GAP = 3, 2
BARS_WIDTH = len(_HEIGHTS) * (_BAR + _GAP)
_LIT = {Trust.DOUBTFUL: 1, Trust.FAIR: 2, Trust.SURE: 3}


@dataclass(frozen=True, slots=True)
class Why:
    """Why a field holds what it holds: words for the screen; `trust` is None where nothing is recorded.

    `share` says how sure that is, "" where nobody knows or need not.
    """

    field: str
    words: str
    share: str
    trust: Trust | None
    doubted: bool


def percent(confidence: float) -> str:
    """46%; nothing is called certain."""
    return f"{min(max(round(confidence * 100), 1), 99)}%"


def why(row: FactRow, field: str) -> Why:
    """The reason of one field of a fact as it stands now."""
    if _changed(row, field):
        return Why(field, "编辑改定", "", None, doubted=False)
    if row.fact.by_hand:
        return Why(field, message("services.by-hand"), "", None, doubted=False)
    written = next((one for one in row.original.rewritten if one.field == field), None)
    if written is not None:
        return Why(field, f"照本社词条改写，原为 {written.found or '空'}", "", None, doubted=False)
    reason = row.original.reason(field)
    if reason is None:
        return Why(field, NOT_RECORDED, "", None, doubted=False)
    trust = field_trust(reason.confidence)
    doubtful = trust is Trust.DOUBTFUL and row.status not in SETTLED
    return Why(field, rule_words(reason.rule), percent(reason.confidence), trust, doubtful)


def told(one: Why) -> str:
    """A reason in full: 沿用前文的主体，把握 46%，存疑."""
    return one.words + (f"，把握 {one.share}" if one.share else "") + ("，存疑" if one.doubted else "")


def reasons_of(row: FactRow) -> list[Why]:
    """The reasons of the fields that the fact has."""
    fields = ("subject", "value", "place") if row.fact.is_claim else SHOWN
    return [why(row, field) for field in fields]


def doubted(row: FactRow) -> list[str]:
    """Chinese names of the fields that are doubted."""
    return [name_of(one.field, row.fact) for one in reasons_of(row) if one.doubted]


def name_of(field: str, fact: Fact) -> str:
    """What a field is called; the place of a claim is its scope, its value are its words."""
    if fact.is_claim and field in ("place", "value"):
        return "范围" if field == "place" else "断语"
    return field_label(field)


def trust_text(row: FactRow) -> str:
    """疑, 中 or 稳; – where nothing is recorded."""
    return label(row.trust) if row.trust else "–"


def trust_tip(row: FactRow) -> str:
    """What the sign in the table means for this fact."""
    if row.fact.by_hand:
        return "这一条由编辑登记"
    if row.trust is None:
        return "这一条由旧版抽取，没有记下把握"
    names = "、".join(doubted(row))
    first = f"把握：{label(row.trust)}，各项都不必改的机会约 {percent(row.fact.confidence)}"
    return f"{first}\n存疑的项：{names}" if names else first


def _changed(row: FactRow, field: str) -> bool:
    names = ("value", "value_high", "unit") if field == "value" else (field,)
    return any(getattr(row.fact, name) != getattr(row.original, name) for name in names)


def paint_bars(painter: QPainter, rect: QRectF, row: FactRow, look: Look) -> None:
    """One, two or three bars, so that the sign is told by shape as well as by colour."""
    doubtful = row.trust is Trust.DOUBTFUL and row.status not in SETTLED
    colour = look.colour("queried_text" if doubtful else "muted")
    lit = _LIT[row.trust] if row.trust else 0
    foot = rect.center().y() + _HEIGHTS[-1] / 2
    for number, height in enumerate(_HEIGHTS):
        bar = QRectF(rect.left() + number * (_BAR + _GAP), foot - height, _BAR, height)
        painter.fillRect(bar, colour if number < lit else look.colour("track"))


class TrustButton(QPushButton):
    """Opens the menu of the order and of how sure the facts shown are."""

    order_chosen = Signal(object)  # FactOrder
    trust_chosen = Signal(object)  # Trust or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("link")
        self.order = FactOrder.READING
        self.trust: Trust | None = None
        self._counts: dict[Trust | None, int] = {}
        self.setToolTip("按把握排序或筛选")
        self.clicked.connect(self._open)
        press_by_enter(self)
        self._say()

    def show_state(self, order: FactOrder, trust: Trust | None) -> None:
        """What the table does now."""
        self.order, self.trust = order, trust
        self._say()

    def show_rows(self, rows: Sequence[FactRow]) -> None:
        """Count the facts of the article for the menu."""
        self._counts = {trust: sum(row.trust is trust for row in rows) for trust in Trust}
        self._counts[None] = len(rows)

    def menu_of_choices(self) -> QMenu:
        """The menu, the current choices ticked."""
        menu = QMenu(self)
        orders, trusts = QActionGroup(menu), QActionGroup(menu)
        for order in FactOrder:
            action = orders.addAction(menu.addAction(label(order)))
            action.setCheckable(True)
            action.setChecked(order is self.order)
            action.triggered.connect(lambda _on=False, order=order: self.order_chosen.emit(order))
        menu.addSeparator()
        for trust in (None, *Trust):
            words = f"只看{label(trust)}" if trust else "不论把握"
            action = trusts.addAction(menu.addAction(f"{words}　{self._counts.get(trust, 0)}"))
            action.setCheckable(True)
            action.setChecked(trust is self.trust)
            action.triggered.connect(lambda _on=False, trust=trust: self.trust_chosen.emit(trust))
        return menu

    def _say(self) -> None:
        parts = [label(self.order)] if self.order is FactOrder.DOUBT else []
        parts += [f"只看{label(self.trust)}"] if self.trust else []
        self.setText(f"{' · '.join(parts) or '把握'} ▾")
        self.setAccessibleName("把握：" + ("，".join(parts) or "文中次序，不论把握"))

    def _open(self) -> None:
        menu = self.menu_of_choices()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
