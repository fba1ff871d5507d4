"""Corrections to the wording: decisions laid over a clean text, which itself is never rewritten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ecodesk.domain.text import Article, Block, CleanText, OffsetMap, Span


@dataclass(frozen=True, slots=True)
class Wording:
    """Other words for a span of an article's clean text.

    `before` are the words that stand there, `after` those that should; one of them may be "". `id` is that of
    the line of the log which laid it over the text, 0 before it is written. An empty span puts words in.
    """

    id: int
    article_id: int
    span: Span
    before: str
    after: str
    note: str = ""
    editor: str = ""

    @property
    def key(self) -> tuple[int, int, int]:
        """The place: corrections of one place are states of the same thing."""
        return self.article_id, self.span.start, self.span.end


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an amended text; `start` is its place in the clean text, `wording` what is put there."""

    start: int
    text: str
    wording: Wording | None = None


def pieces(text: str, wordings: Iterable[Wording], start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The text from start to end in its amended form, stretch by stretch; corrections come in order, apart.

    Those that reach over an edge are left out.
    """
    edge = len(text) if end is None else end
    at = start
    for item in sorted(wordings, key=lambda one: (one.span.start, one.span.end)):
        if item.span.start < at or item.span.end > edge:
            continue
        if item.span.start > at:
            yield Piece(at, text[at : item.span.start])
        yield Piece(item.span.start, item.after, item)
        at = item.span.end
    if at < edge:
        yield Piece(at, text[at:edge])


def amended(text: str, wordings: Iterable[Wording], start: int = 0, end: int | None = None) -> str:
    """The text with the corrections laid in."""
    return "".join(piece.text for piece in pieces(text, wordings, start, end))


def touches(item: Wording, span: Span) -> bool:
    """True when a correction changes words of the span, or puts words into it."""
    if not len(item.span):
        return span.start < item.span.start < span.end
    return item.span.overlaps(span)


class Amendment:
    """A text as it reads with its corrections laid in, and places of the one in the other."""

    def __init__(self, text: str, wordings: Iterable[Wording]) -> None:
        self._pieces = tuple(pieces(text, wordings))
        self.wordings = tuple(piece.wording for piece in self._pieces if piece.wording is not None)
        self.text = "".join(piece.text for piece in self._pieces)
        self._starts: list[int] = []
        at = 0
        for piece in self._pieces:
            self._starts.append(at)
            at += len(piece.text)

    def touched(self, span: Span) -> bool:
        """True when a correction changes words of the span, or puts words into it."""
        return any(touches(item, span) for item in self.wordings)

    def laid(self, span: Span) -> Span:
        """Where a span of the clean text stands, grown to hold the corrections that it cuts into.

        Words put in at either edge stand outside.
        """
        start, end = span.start, span.end
        for item in self.wordings:
            if touches(item, Span(start, end)):
                start, end = min(start, item.span.start), max(end, item.span.end)
        low = self._place(start, inserted=True)
        return Span(low, max(low, self._place(end, inserted=False)))

    def printed(self, span: Span) -> Span:
        """As `laid`; an empty span is that of the words that are put in there."""
        if len(span):
            return self.laid(span)
        return Span(self._place(span.start, inserted=False), self._place(span.start, inserted=True))

    def clean(self, span: Span) -> Span:
        """The least span of the clean text that holds what stands at a span of the amended one.

        Words that a correction puts in stand for all that it takes out: nothing, where they only come in.
        """
        first, last = self._piece(span.start), self._piece(max(span.end - 1, span.start))
        if first is None or last is None:
            return Span(0, 0)
        (low, at), (high, until) = first, last
        start = low.wording.span.start if low.wording else low.start + span.start - at
        end = high.wording.span.end if high.wording else high.start + max(span.end, span.start + 1) - until
        return Span(start, max(start, end))

    def article(self, article: Article) -> Article:
        """The article as amended; its blocks hold what is put in at their edges."""
        blocks = tuple(self._block(block) for block in article.clean.blocks)
        return replace(article, clean=CleanText(self.text, OffsetMap.identity(len(self.text)), blocks))

    def _block(self, block: Block) -> Block:
        ends = self._place(block.span.start, inserted=False), self._place(block.span.end, inserted=True)
        return replace(block, span=Span(*ends))

    def _place(self, place: int, *, inserted: bool) -> int:
        """A place outside every correction; `inserted`: behind the words that are put in there."""
        moved = sum(len(item.after) - len(item.span) for item in self.wordings
                    if item.span.end < place or (item.span.end == place and (inserted or len(item.span))))
        return place + moved

    def _piece(self, place: int) -> tuple[Piece, int] | None:
        """The stretch that holds a place of the amended text, and where it begins."""
        index = bisect_right(self._starts, place) - 1
        return (self._pieces[index], self._starts[index]) if index >= 0 else None
