"""Torn paragraphs joined again: columns, page ends and pictures cut sentences in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ecodesk.domain.text import DamageKind
from ecodesk.reading.characters import CLOSING, OPENING, ends_sentence
from ecodesk.reading.draft import Mark, Piece
from ecodesk.reading.kinds import Look, is_couplet, look_of
from ecodesk.reading.lines import joined, open_marks

MOST_INTRUDERS = 4
LONG = 40
"""Characters beyond which a paragraph without a final mark is a torn sentence and no headline."""

PICTURE_GAP = 3
"""Blank lines that stand for a picture where paragraphs are parted by fewer."""

# What cannot open a paragraph: closing marks, particles, measure words and multipliers behind a number.
_CONTINUES = re.compile(r"[，、。；：！？”’）》】」』%％…]|[的了着等及余]|[至达][\d近约]|[个家户名项亿万元亩吨](?:[，、。的以及])")
_NUMBER_AT_END = re.compile(r"\d$")
_MEASURE = re.compile(r"[个家户名项亿万元亩吨米公千座条所处人年月日多余%％]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and its look."""

    piece: Piece
    look: Look

    @property
    def text(self) -> str:
        return self.piece.text


def looks(pieces: Sequence[Piece]) -> list[Placed]:
    """Every piece with its look; short lines that stand where a picture stood are captions."""
    placed = [Placed(piece, look_of(piece)) for piece in pieces]
    usual = sorted(piece.gap for piece in pieces)[len(pieces) // 2] if pieces else 1
    for index in range(1, len(placed)):
        if _under_picture(placed, index, usual):
            placed[index] = replace(placed[index], look=Look.CAPTION)
    return placed


def _under_picture(placed: Sequence[Placed], index: int, usual: int) -> bool:
    """True for a short line behind a picture's gap that is no heading of what follows."""
    here = placed[index]
    if here.look is not Look.HEADLINE or here.piece.gap < max(PICTURE_GAP, usual + 2) or here.piece.kind:
        return False
    following = placed[index + 1] if index + 1 < len(placed) else None
    if following is None or following.look in (Look.HEADLINE, Look.CAPTION):
        return True
    return certain(placed[index - 1], following)


def unfinished(text: str) -> bool:
    """True when a text ends in the middle of a sentence."""
    return bool(open_marks(text)) or (not ends_sentence(text) and text[-1] not in "：:" + CLOSING)


def certain(before: Placed, after: Placed) -> bool:
    """True when `before` is surely the first half of a sentence, whatever stands behind it."""
    text = before.text
    if before.look not in (Look.BODY, Look.HEADLINE) or not unfinished(text):
        return False
    if open_marks(text) or text[-1] in "，、," + OPENING:
        return True
    if _CONTINUES.match(after.text) or (_NUMBER_AT_END.search(text) and _MEASURE.match(after.text)):
        return after.look in (Look.BODY, Look.HEADLINE)
    if before.look is Look.HEADLINE:
        return False
    return len(text) > LONG or any(mark in text for mark in "。！？") or before.piece.full


def possible(before: Placed, after: Placed) -> bool:
    """True when `before` may be the first half: it has commas, is no couplet, and a sentence follows."""
    text = before.text
    if before.look not in (Look.BODY, Look.HEADLINE) or not unfinished(text) or is_couplet(text):
        return False
    return ("，" in text or "、" in text) and after.look is Look.BODY


class Joiner:
    """Walks over the pieces once and joins what belongs together."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.placed = looks(pieces)
        self.marks: list[Mark] = []
        pairs = zip(self.placed, self.placed[1:], strict=False)
        # Where no paragraph is surely torn, a short line with a comma is a headline.
        self.torn_file = any(certain(a, b) and b.look is Look.BODY for a, b in pairs)

    def run(self) -> list[Placed]:
        """All pieces, the torn ones joined, each intruder behind the paragraph it stood in."""
        done: list[Placed] = []
        waiting = self.placed[::-1]
        in_box = False
        while waiting:
            here = waiting.pop()
            in_box = here.look is Look.LABEL or (in_box and here.look is not Look.CAPTION)
            found = self._continuation(here, waiting, in_box)
            if found is None:
                self._mark_cut(here, waiting)
                done.append(here)
                continue
            waiting.append(self._join(here, waiting, found))
        return done

    def _continuation(self, here: Placed, waiting: list[Placed], in_box: bool) -> int | None:
        """How many intruders stand before the second half of `here`; None when it has none."""
        if not waiting or waiting[-1].piece.cut or waiting[-1].piece.gap == 0:
            return None
        following = waiting[-1]
        if following.look is Look.BODY or _CONTINUES.match(following.text):
            if certain(here, following) or (self.torn_file and possible(here, following)):
                return 0
        if in_box and self._box_item(here, following):
            return 0
        return self._behind_intruders(here, waiting)

    def _box_item(self, here: Placed, following: Placed) -> bool:
        """In a box items end without a mark; a line that was parted from the next by a blank one runs on."""
        plain = (Look.BODY, Look.HEADLINE)
        if here.look not in plain or following.look not in plain or not self.torn_file:
            return False
        return unfinished(here.text) and bool(re.search(r"\d", here.text)) and following.text[-1] not in "：:" \
            and not ends_sentence(following.text) and here.piece.wrapped and following.piece.wrapped

    def _behind_intruders(self, here: Placed, waiting: list[Placed]) -> int | None:
        captions = 0
        for count, candidate in enumerate(reversed(waiting[-MOST_INTRUDERS - 1:])):
            if candidate.piece.cut:
                return None
            if candidate.look is Look.CAPTION:
                captions += 1
            elif candidate.look is Look.BODY:
                # A heading alone may well open the next part; a picture shows that the column was broken.
                return count if captions and here.look is Look.BODY and certain(here, candidate) else None
            elif candidate.look is not Look.HEADLINE:
                return None
        return None

    def _join(self, here: Placed, waiting: list[Placed], intruders: int) -> Placed:
        second = waiting.pop(len(waiting) - 1 - intruders).piece
        if intruders:
            between = "、".join(f"“{shorten(item.text)}”" for item in reversed(waiting[len(waiting) - intruders:]))
            message = f"句子被{between}隔断，已接回"
        else:
            message = "句子被分栏或换行隔断，已接回"
        self.marks.append(Mark(DamageKind.TORN, second.strip.at[0], message))
        piece = replace(here.piece, strip=joined(here.piece.strip, second.strip), full=second.full)
        return Placed(piece, Look.BODY)

    def _mark_cut(self, here: Placed, waiting: list[Placed]) -> None:
        """A sentence that ends nowhere and whose other half is not found."""
        following = waiting[-1] if waiting else None
        if (following is not None and following.piece.cut) or here.look is not Look.BODY:
            return
        if (following is not None and certain(here, following)) or (following is None and len(here.text) > LONG):
            if unfinished(here.text):
                self.marks.append(Mark(DamageKind.CUT, here.piece.strip.at[-1], "句子到此中断，下文接不上", 1))


def shorten(text: str, most: int = 16) -> str:
    """The start of a text for a message."""
    return text if len(text) <= most else text[: most - 1] + "…"
