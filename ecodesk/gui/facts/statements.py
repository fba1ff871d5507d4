"""What is said here beside what others say, the differing digits marked."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ecodesk.domain.text import BlockKind
from ecodesk.domain.views import ArticleDetail, FactRow
from ecodesk.gui.labels import date_text
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint

_AROUND = 26  # characters of the sentence on either side of the figure


def differing(text: str, other: str) -> list[tuple[int, int]]:
    """Ranges of `text` that `other` writes differently."""
    matcher = SequenceMatcher(None, other, text, autojunk=False)
    return [(low, high) for tag, _, _, low, high in matcher.get_opcodes() if tag != "equal" and high > low]


def digits_of(text: str) -> list[tuple[int, int]]:
    """The run of digits of a figure, as one range."""
    places = [index for index, character in enumerate(text) if character.isdigit()]
    return [(places[0], places[-1] + 1)] if places else []


def excerpt(row: FactRow, detail: ArticleDetail) -> tuple[str, str, str]:
    """Words before the figure, the figure as printed, words behind it; cut with … at both ends."""
    text, span = detail.article.clean.text, row.original.span
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    stop = max(text.rfind(mark, start, span.start) for mark in "。！？")
    start = max(start, stop + 1)
    ends = [place for place in (text.find(mark, span.end, end) for mark in "。！？") if place >= 0]
    end = min(ends, default=end)
    before, after = text[start : span.start], text[span.end : end]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:]
    if len(after) > _AROUND:
        after = after[:_AROUND] + "…"
    return before.lstrip(), span.of(text), after


def marked(words: tuple[str, str, str], ranges: list[tuple[int, int]], look: Look, role: str) -> str:
    """The excerpt as rich text: figure bold, `ranges` of it on a tint."""
    before, figure, after = words
    pieces, last = [], 0
    style = f"background:{look.hex(role + '_tint')};color:{look.hex(role + '_text')};"
    for low, high in ranges:
        pieces.append(escape(figure[last:low]))
        pieces.append(f'<span style="{style}">{escape(figure[low:high])}</span>')
        last = high
    pieces.append(escape(figure[last:]))
    return f"{escape(before)}<b>{''.join(pieces)}</b>{escape(after)}"


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

    def __init__(self, row: FactRow, detail: ArticleDetail, own: bool, words: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._id = row.id
        self._own = own
        where = "本稿" if own else f"《{detail.row.title}》"
        parts = [where, paragraph_of(row, detail), "" if own else date_text(detail.article.published)]
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 8)
        column.setSpacing(3)
        head = hint(" · ".join(part for part in parts if part))
        head.setWordWrap(True)
        text = QLabel(words)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setWordWrap(True)
        column.addWidget(head)
        column.addWidget(text)
        column.addStretch(1)
        if not own:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip("转到这一处")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._own and event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(self._id)
