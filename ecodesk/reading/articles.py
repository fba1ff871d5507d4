"""Pieces to articles: a file is split where a new headline begins, and every block gets its kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ecodesk.domain.text import (
    Article,
    Block,
    CleanText,
    Damage,
    DamageKind,
    OffsetMap,
    SourceFile,
    Span,
)
from ecodesk.reading import dates, metadata
from ecodesk.reading.blocks import Paragraph, lone_bullets, paragraphs_of
from ecodesk.reading.characters import ends_sentence
from ecodesk.reading.damage import find
from ecodesk.reading.draft import Break, Draft, Mark
from ecodesk.reading.layout import Joiner, Placed
from ecodesk.reading.split import split

_LOOSE = re.compile(r"\s+")


def articles_of(file: SourceFile, draft: Draft) -> tuple[Article, ...]:
    """The articles of a file, in reading order."""
    if draft.breaks:
        return _told_apart(file, draft)
    joiner = Joiner(draft.pieces)
    groups = split(joiner.run())
    marks = [*draft.marks, *joiner.marks]
    builder = Builder(file, draft, marks)
    return tuple(
        builder.build(number, group, number == len(groups)) for number, group in enumerate(groups, 1)
    )


def _told_apart(file: SourceFile, draft: Draft) -> tuple[Article, ...]:
    """The articles of a file that says itself where each begins."""
    builder = Builder(file, draft, ())
    waiting = sorted(draft.marks, key=lambda mark: mark.at)
    taken = 0
    found: list[Article] = []
    ends = [following.piece for following in draft.breaks[1:]]
    for number, (told, end) in enumerate(zip(draft.breaks, [*ends, len(draft.pieces)], strict=True), 1):
        joiner = Joiner(draft.pieces[told.piece : end])
        limit = draft.pieces[end].strip.at[0] if end < len(draft.pieces) else len(draft.source.text)
        own = taken
        while taken < len(waiting) and waiting[taken].at < limit:
            taken += 1
        group = joiner.run()
        builder.marks = [*waiting[own:taken], *joiner.marks]
        found.append(builder.build(number, group, True, told))
    return tuple(found)


class Builder:
    """Puts articles together; each source character is used once."""

    def __init__(self, file: SourceFile, draft: Draft, marks: Sequence[Mark]) -> None:
        self.file = file
        self.draft = draft
        self.marks = list(marks)
        # A date above the first article of a file, or under its last, is the date of them all.
        edge = [piece.text for piece in (*draft.pieces[:3], *draft.pieces[-2:])]
        self._published = dates.date_line(edge) or draft.published
        self._kept = bytearray(len(draft.source.text) + 1)

    def build(self, number: int, group: Sequence[Placed], last: bool, own: Break | None = None) -> Article:
        """One article with its clean text, blocks, damage and what it says about itself.

        `own` is what the file says about this very article: it outranks the words.
        """
        paragraphs = paragraphs_of(group)
        self.marks.extend(lone_bullets(group))
        clean = self._clean(paragraphs, last)
        told = [(paragraph.kind, paragraph.strip.text) for paragraph in paragraphs]
        about = metadata.about(told)
        only = own or Break(0)
        title = only.title or about.title or self.draft.title or self.file.stem
        day = only.published or dates.published(told) or ("" if own else self._published)
        return Article(
            id=f"{self.file.sha256[:12]}-{number}",
            document=self.file.stem,
            number=number,
            title=_LOOSE.sub(" ", title),
            clean=clean,
            published=day,
            author=only.author or about.author or self.draft.author,
            publisher=only.publisher or about.publisher or self.draft.publisher,
            photographer=about.photographer,
        )

    def _clean(self, paragraphs: Sequence[Paragraph], last: bool) -> CleanText:
        for paragraph in paragraphs:
            for position in paragraph.strip.at:
                self._kept[position] = 1
        texts: list[str] = []
        positions: list[int] = []
        blocks: list[Block] = []
        for paragraph in paragraphs:
            if blocks:
                positions.append(self._separator(positions[-1], paragraph.strip.at[0]))
            start = len(positions)
            texts.append(paragraph.strip.text)
            positions.extend(paragraph.strip.at)
            blocks.append(Block(paragraph.kind, Span(start, len(positions))))
        text = "\n".join(texts)
        offsets = OffsetMap.of_positions(positions)
        marked = self._marked(text, offsets, positions, last)
        damage = sorted([*_unmarked(find(text, blocks), marked), *marked], key=lambda item: item.span)
        return CleanText(text, offsets, tuple(blocks), tuple(damage))

    def _separator(self, last: int, first: int) -> int:
        """A source position for the line feed between two blocks: what parts them there, and nothing kept."""
        for position in (first - 1, last + 1):
            if 0 <= position < len(self._kept) and not self._kept[position]:
                self._kept[position] = 1
                return position
        return last + 1

    def _marked(self, text: str, offsets: OffsetMap, positions: Sequence[int], last: bool) -> list[Damage]:
        """The marks that fall into this article as damage of its clean text; the last takes what is left."""
        ordered = sorted(set(positions))
        found: list[Damage] = []
        rest: list[Mark] = []
        for mark in self.marks:
            within = last or (bool(ordered) and mark.at <= ordered[-1])
            span = _place(mark, offsets, ordered) if within else None
            if span is None:
                rest.append(mark)
            else:
                found.append(Damage(mark.kind, span, _message(mark, text, span)))
        self.marks = rest
        return found


def _unmarked(found: Sequence[Damage], marked: Sequence[Damage]) -> list[Damage]:
    """Without the broken characters of which the reader has told more already."""
    broken = {item.span.start for item in marked if item.kind is DamageKind.BROKEN}
    return [item for item in found if item.kind is not DamageKind.BROKEN or item.span.start not in broken]


def _message(mark: Mark, text: str, span: Span) -> str:
    """The mark's message; for a gap with the words on both sides of it."""
    if mark.kind is not DamageKind.LOST or span.end + 1 >= len(text):
        return mark.message
    before = text[max(0, span.end - 8) : span.end].split("\n")[-1]
    after = text[span.end :].lstrip("\n")[:8].split("\n")[0]
    what = "此处被截断，可能缺整句" if ends_sentence(before) else mark.message
    return f"{what}：“{before}”▏“{after}”"


def _place(mark: Mark, offsets: OffsetMap, ordered: Sequence[int]) -> Span | None:
    """Where a mark shows in the clean text; None when it lies behind this article."""
    index = bisect_left(ordered, mark.at)
    if index == len(ordered):
        if not ordered:
            return None
        index -= 1
    at = offsets.to_clean(ordered[index])
    if at is None:
        return None
    if mark.kind is DamageKind.TORN and at:
        return Span(at - 1, at + 1)
    if mark.kind in (DamageKind.LOST, DamageKind.RESIDUE) and index and not mark.length:
        before = offsets.to_clean(ordered[index - 1])
        return Span(before, before + 1) if before is not None else Span(at, at + 1)
    return Span(at, at + max(mark.length, 1))
