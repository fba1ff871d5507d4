"""Markdown as plain text: its marks go, its headings are known for headings."""

from __future__ import annotations

import re

from ecodesk.domain.text import BlockKind
from ecodesk.reading.draft import Mark, Piece
from ecodesk.reading.hypertext import has_markup
from ecodesk.reading.lines import pieces_of
from ecodesk.reading.markup import Cleaner, Run
from ecodesk.reading.strips import Strip

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"(?:>\s?)+")
_RULE = re.compile(r"(?:[-*_=]\s?){3,}")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|(?<!\*)\*(?=\S)(?=[^*\n]{1,200}\*)|(?<=\S)\*(?!\*)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[(?=[^\[\]\n]{1,300}\]\([^()\s]{0,500}\))|(?<=[^\[\]\n])\]\([^()\s]{0,500}\)")


def pieces_of_markdown(source: Strip) -> tuple[list[Piece], list[Mark]]:
    """The paragraphs of Markdown, HTML inside it cleaned."""
    runs: list[Run] = [Run(source)]
    marks: list[Mark] = []
    if has_markup(source.text):
        cleaner = Cleaner()
        cleaner.feed(source)
        runs, marks = cleaner.close(), cleaner.stream.marks
    found: list[Piece] = []
    for run in runs:
        for number, piece in enumerate(pieces_of(run.strip)):
            kept = _plain(piece, run.kind, run.level)
            if kept.text:
                gap = max(piece.gap, 1) if number == 0 else piece.gap
                cut = run.cut and not number
                found.append(
                    Piece(kept.strip, gap, kept.kind, piece.full, cut, piece.wrapped, kept.level)
                )
    return found, marks


def _plain(piece: Piece, kind: BlockKind | None, level: int) -> Piece:
    strip = piece.strip
    if _RULE.fullmatch(strip.text):
        return piece.with_strip(Strip())
    heading = _HEADING.match(strip.text)
    quoted = _QUOTE.match(strip.text)
    if heading:
        level = len(heading[1])
        kind = BlockKind.TITLE if level == 1 else BlockKind.HEADING
        strip = strip.slice(heading.end())
    elif quoted:
        strip = strip.slice(quoted.end())
    strip = strip.drop(_IMAGE).drop(_LINK).drop(_EMPHASIS).strip()
    return Piece(strip, piece.gap, kind, piece.full, piece.cut, piece.wrapped, level)
