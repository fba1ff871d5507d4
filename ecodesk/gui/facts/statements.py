"""What is said here beside what others say, the differing digits marked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ecodesk.domain.facts import Fact
from ecodesk.domain.text import BlockKind, Span
from ecodesk.domain.views import ArticleDetail, FactRow
from ecodesk.domain.wordings import pieces as pieces_of
from ecodesk.domain.wordings import touches
from ecodesk.gui.labels import date_text
from ecodesk.gui.printed import factor_between, multiplier_of, same_unit
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Elided
from ecodesk.knowledge.script import simplified

_AROUND = 18  # characters of the sentence on either side of the figure


def differing(text: str, other: str) -> list[tuple[int, int]]:
    """Ranges of `text` that `other` writes differently; of equal length they are compared place by place.

    A Traditional character is no difference from its Simplified one.
    """
    text, other = simplified(text), simplified(other)
    if len(text) == len(other):
        return [(place, place + 1) for place, pair in enumerate(zip(text, other, strict=True))
                if pair[0] != pair[1]]
    matcher = SequenceMatcher(None, other, text, autojunk=False)
    return [(low, high) for tag, _, _, low, high in matcher.get_opcodes() if tag != "equal" and high > low]


def marks_beside(text: str, fact: Fact, other: Fact, written: str) -> list[tuple[int, int]]:
    """Ranges of a figure as written that make its value another one than that of `other`, written `written`.

    Of one value in two spellings (1.2亿, 12000万) nothing differs; under two multipliers all digits do.
    """
    factor = factor_between(fact, other)
    if factor is None or _values(fact, factor) == _values(other, Decimal(1)):
        return []
    alike = multiplier_of(text) == multiplier_of(written) and same_unit(fact, other)
    return (differing(text, written) if alike else []) or digits_of(text)


def _values(fact: Fact, factor: Decimal) -> tuple[Decimal | None, ...]:
    return tuple(end if end is None else end * factor for end in (fact.number, fact.number_high))


def digits_of(text: str) -> list[tuple[int, int]]:
    """The run of digits of a figure, as one range."""
    places = [index for index, character in enumerate(text) if character.isdigit()]
    return [(places[0], places[-1] + 1)] if places else []


def sentence_of(row: FactRow, detail: ArticleDetail) -> tuple[int, int]:
    """Where the sentence of a fact begins and ends in the clean text."""
    text, span = detail.article.clean.text, row.original.span
    line = text.rfind("\n", 0, span.start) + 1
    start = max(line, *(text.rfind(mark, line, span.start) + 1 for mark in "。！？"))
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    ends = [place for place in (text.find(mark, span.end, line_end) for mark in "。！？") if place >= 0]
    return start, min(ends, default=line_end)


def marked(facts: Sequence[FactRow], detail: ArticleDetail, ranges: list[tuple[int, int]], look: Look,
           role: str) -> str:
    """The sentence as rich text, cut around its figures: they are bold, `ranges` of the first on a tint.

    Words that were corrected are struck through, those in their place underlined, as in the article.
    """
    text = detail.article.clean.text
    start, end = sentence_of(facts[0], detail)
    spans = sorted({(row.original.span.start, row.original.span.end) for row in facts})
    first, last = spans[0][0], spans[-1][1]
    place = max(start, first - _AROUND) if first - _AROUND > start else start
    pieces = ["…"] if place > start else []
    tinted = facts[0].original.span.start
    for low, high in spans:
        if low < place:
            continue
        if place == start:
            place += len(text[place:low]) - len(text[place:low].lstrip())
        pieces.append(_laid_over(detail, place, low, look))
        reworded = any(touches(item, Span(low, high)) for item in detail.wordings)
        figure = _tinted(text[low:high], ranges if low == tinted else [], look, role)
        pieces.append(f"<b>{_laid_over(detail, low, high, look) if reworded else figure}</b>")
        place = high
    stop = end if end - last <= _AROUND else last + _AROUND
    pieces.append(_laid_over(detail, place, stop, look))
    return "".join(pieces) + ("…" if stop < end else "")


def _laid_over(detail: ArticleDetail, low: int, high: int, look: Look) -> str:
    """A stretch of the clean text as rich text, with the corrections to its wording."""
    told = []
    for piece in pieces_of(detail.article.clean.text, detail.wordings, low, high):
        if piece.wording is None:
            told.append(escape(piece.text))
            continue
        struck, put = escape(piece.wording.before), escape(piece.wording.after)
        told.append(f'<s style="color:{look.hex("conflict_text")}">{struck}</s>'
                    f'<u style="color:{look.hex("corrected_text")}">{put}</u>')
    return "".join(told)


def _tinted(figure: str, ranges: list[tuple[int, int]], look: Look, role: str) -> str:
    style = f"background:{look.hex(role + '_tint')};color:{look.hex(role + '_text')};"
    pieces, last = [], 0
    for low, high in ranges:
        pieces.append(escape(figure[last:low]))
        pieces.append(f'<span style="{style}">{escape(figure[low:high])}</span>')
        last = high
    return "".join(pieces) + escape(figure[last:])


def paragraph_of(row: FactRow, detail: ArticleDetail) -> str:
    """第2段, or the role of the block where it is no body text."""
    number = 0
    for block in detail.article.clean.blocks:
        if block.kind is BlockKind.BODY:
            number += 1
        if block.span.start <= row.original.span.start < max(block.span.end, block.span.start + 1):
            names = {BlockKind.CAPTION: "图片说明", BlockKind.TITLE: "标题", BlockKind.SUBTITLE: "副题",
                     BlockKind.BOX: "数读", BlockKind.HEADING: "小标题"}
            return names.get(block.kind, f"第{number}段")
    return ""


class StatementCard(QFrame):
    """One statement; a click on another's goes there."""

    wanted = Signal(int)

    def __init__(self, row: FactRow, detail: ArticleDetail, current: bool, own: bool, words: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._id = row.id
        self._current = current
        where = "本稿" if own else f"《{detail.row.title}》"
        parts = [where, paragraph_of(row, detail), "" if own else date_text(detail.article.published)]
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 10, 6)
        column.setSpacing(2)
        place = [part for part in parts[1:] if part]
        head = Elided(where, " · ".join(["", *place]) if place else "")
        text = QLabel(words)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setWordWrap(True)
        column.addWidget(head)
        column.addWidget(text)
        column.addStretch(1)
        if not current:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip("转到这一处")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._current and event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(self._id)
