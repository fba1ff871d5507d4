"""Corrections to the wording: decisions laid over a clean text, which itself is never rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecodesk.domain.text import Span


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
