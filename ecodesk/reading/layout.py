"""Torn paragraphs joined again: columns, page ends and pictures cut sentences in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ecodesk.domain.text import DamageKind, shorten
from ecodesk.knowledge.script import simplified
from ecodesk.reading.characters import CLOSING, OPENING, ends_sentence
from ecodesk.reading.draft import Mark, Piece
from ecodesk.reading.kinds import Look, is_couplet, look_of
from ecodesk.reading.lines import joined, open_marks

MOST_INTRUDERS = 4
LONG = 24
"""Characters beyond which a paragraph without a final mark is a torn sentence and no headline."""

LONGEST_JOINED = 6000
"""Characters beyond which nothing is joined to a paragraph: no newspaper has longer ones."""

PICTURE_GAP = 3
"""Blank lines that stand for a picture where paragraphs are parted by fewer."""

# What cannot open a paragraph: closing marks, particles, measure words and multipliers behind a number.
_CONTINUES = re.compile(
    r"[，、。；：！？”’）》】」』%％…]|[的了着等及余]|[至达][\d近约]|[个家户名项亿万元亩吨](?:[，、。的以及])"
)
_NUMBER_AT_END = re.compile(r"\d$")
_NEEDS_NO_END = "：:"
_LISTED = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.、．]")
BULLETS = "●○•·■□◆◇▪★☆"
DATELINE = re.compile(
    r"[【〔［\[（(]?(?:本报[专综]?讯|本报[^，。]{1,12}\d{1,2}日[电讯]|新华社[^，。]{1,14}\d{1,2}日[电讯]"
    r"|(?:央视网|人民网|新华网|中新网|中新社|中央社|中通社|光明网)[^，。]{0,14}(?:消息|电|讯))"
)
_MEASURE = re.compile(r"[个家户名项亿万元亩吨米公千座条所处人年月日多余%％]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and its look. `text` is what the rules read: its words in Simplified."""

    piece: Piece
    look: Look

    @property
    def text(self) -> str:
        return simplified(self.piece.text)


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
    if ends_sentence(text) or text[-1] in _NEEDS_NO_END:
        return False
    return bool(open_marks(text)) or text[-1] not in CLOSING


def closes(before: Placed, after: Placed) -> bool:
    """True when a quote or bracket opened in `before` is closed in `after`, and no sentence ends between."""
    if before.look not in (Look.BODY, Look.HEADLINE) or after.look not in (Look.BODY, Look.HEADLINE):
        return False
    if ends_sentence(before.text) or not open_marks(before.text):
        return False
    return open_marks(before.text + after.text) < open_marks(before.text) + open_marks(after.text)


def certain(before: Placed, after: Placed) -> bool:
    """True when `before` is surely the first half of a sentence, whatever stands behind it."""
    text = before.text
    if closes(before, after):
        return True
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
    """Joins what belongs together, from the end to the start, so that a torn middle finds its end first."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.placed = looks(pieces)
        self.marks: list[Mark] = []
        pairs = zip(self.placed, self.placed[1:], strict=False)
        # Where no paragraph is surely torn, a short line with a comma is a headline.
        self.torn_file = any(certain(a, b) and b.look is Look.BODY for a, b in pairs)

    def run(self) -> list[Placed]:
        """All pieces, the torn ones joined, each intruder behind the paragraph it stood in."""
        behind: list[Placed] = []  # what follows, the nearest last
        boxed = in_boxes(self.placed)
        for here, in_box in zip(reversed(self.placed), reversed(boxed), strict=True):
            found = self._continuation(here, behind, in_box)
            if found is None:
                self._mark_cut(here, behind, in_box)
                behind.append(here)
            else:
                behind.append(self._join(here, behind, found))
        self.marks.reverse()
        return behind[::-1]

    def _continuation(self, here: Placed, behind: Sequence[Placed], in_box: bool) -> int | None:
        """How many intruders stand before the second half of `here`; None when it has none."""
        if not behind or behind[-1].piece.cut or here.piece.kind is not None:
            return None
        if len(behind[-1].text) > LONGEST_JOINED:
            return None
        following = behind[-1]
        if closes(here, following):
            return 0
        if (following.piece.gap == 0 and following.piece.wrapped) or is_label(here.text):
            return None
        if in_box:
            return 0 if self._box_item(here, following) else None
        if goes_on(following) and certain(here, following):
            return 0
        if self.torn_file and goes_on(following) and possible(here, following):
            return 0
        return _behind_intruders(here, behind)

    def _box_item(self, here: Placed, following: Placed) -> bool:
        """In a box items end without a mark: a full line parted from the next by a blank one runs on."""
        plain = (Look.BODY, Look.HEADLINE)
        if here.look not in plain or following.look not in plain or is_label(following.text):
            return False
        if _CONTINUES.match(following.text) or open_marks(here.text) or here.text[-1] in "，、":
            return unfinished(here.text)
        if here.text[0] in BULLETS and following.text[0] not in BULLETS and ends_sentence(following.text):
            return unfinished(here.text)
        if here.piece.wrapped:
            return here.piece.full and unfinished(here.text)
        return certain(here, following) or (self.torn_file and possible(here, following))

    def _join(self, here: Placed, behind: list[Placed], intruders: int) -> Placed:
        at = len(behind) - 1 - intruders
        second = behind.pop(at).piece
        if intruders:
            between = "、".join(f"“{shorten(item.piece.text)}”" for item in reversed(behind[at:]))
            message = f"句子被{between}隔断，已接回"
        else:
            message = "句子被分栏或换行隔断，已接回"
        self.marks.append(Mark(DamageKind.TORN, second.strip.at[0], message))
        piece = replace(here.piece, strip=joined(here.piece.strip, second.strip), full=second.full)
        return Placed(piece, here.look if here.look is Look.CAPTION else Look.BODY)

    def _mark_cut(self, here: Placed, behind: Sequence[Placed], in_box: bool) -> None:
        """A sentence that ends nowhere and whose other half is not found."""
        following = behind[-1] if behind else None
        if in_box or here.look is not Look.BODY or not unfinished(here.text):
            return
        if (following is not None and following.piece.cut) or _LISTED.match(here.text):
            return
        if len(here.text) > LONG or (following is not None and certain(here, following)):
            self.marks.append(Mark(DamageKind.CUT, here.piece.strip.at[-1], "句子到此中断，下文接不上", 1))


def in_boxes(placed: Sequence[Placed]) -> list[bool]:
    """For each piece whether it stands in a box, whose items end without a mark."""
    inside = False
    flags: list[bool] = []
    for item in placed:
        if item.look is Look.LABEL:
            inside = True
        elif item.look not in (Look.BODY, Look.HEADLINE, Look.BULLET) or (
            inside and _ends_box(placed, len(flags))
        ):
            inside = False
        flags.append(inside)
    return flags


def _ends_box(placed: Sequence[Placed], index: int) -> bool:
    """True for a heading that is neither the box's own nor one of its items."""
    item = placed[index]
    if item.look is not Look.HEADLINE or placed[index - 1].look is Look.LABEL:
        return False
    following = placed[index + 1] if index + 1 < len(placed) else None
    return (
        not re.search(r"\d", item.text)
        and following is not None
        and following.look is Look.BODY
        and not unfinished(following.text)
    )


def is_label(text: str) -> bool:
    """True for a short line that announces what follows: 绿色经济："""
    return len(text) <= 14 and text[-1] in "：:"


def goes_on(following: Placed) -> bool:
    """True when a paragraph may be the second half of a sentence: it is no heading."""
    if following.piece.kind is not None or _LISTED.match(following.text) or DATELINE.match(following.text):
        return False
    if _CONTINUES.match(following.text):
        return True
    ends = following.look is Look.HEADLINE and ends_sentence(following.text)
    return (following.look is Look.BODY or ends) and not is_label(following.text)


def _behind_intruders(here: Placed, behind: Sequence[Placed]) -> int | None:
    captions = 0
    for count, candidate in enumerate(reversed(behind[-MOST_INTRUDERS - 1 :])):
        if candidate.piece.cut:
            return None
        if candidate.look is Look.CAPTION:
            captions += 1
        elif candidate.look is Look.BODY:
            # A heading alone may well open the next part; a picture shows that the column was broken.
            torn = certain(here, candidate) or possible(here, candidate)
            return count if captions and here.look is Look.BODY and torn else None
        elif candidate.look is not Look.HEADLINE:
            return None
    return None
