"""Lines of a page in reading order, without what every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ecodesk.knowledge.script import simplified
from ecodesk.reading.pdfpage import Box, Line, Page

MARGIN = 0.12
"""Share of the page's height, above and below, where running heads and page numbers stand."""
EDGE_LINES = 3
"""Lines nearest to an edge that may be running heads."""
_DIGITS = re.compile(r"[\d０-９]+|(?<=第)[一二三四五六七八九十百]+(?=[页版])")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—·.]\s*)?(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})"
    r"(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?(?:\s*[-–—·.])?",
    re.IGNORECASE,
)
_LONGEST_RUNNING = 60


def without_running(pages: Sequence[Page]) -> tuple[list[list[Line]], list[Line]]:
    """The lines of each page without running heads, feet and page numbers; and what was left out.

    A line in the margin is a running one when the same words, numbers aside, stand there on another page too.
    """
    edges = [{id(line): _key(page, line) for line in _edge(page)} for page in pages]
    seen = Counter(key for found in edges for key in set(found.values()))
    kept: list[list[Line]] = []
    left_out: list[Line] = []
    for page, found in zip(pages, edges, strict=True):
        rest = []
        for line in page.lines:
            key = found.get(id(line))
            if key is not None and (seen[key] > 1 or _PAGE_NUMBER.fullmatch(simplified(line.text.strip()))):
                left_out.append(line)
            else:
                rest.append(line)
        kept.append(rest)
    return kept, left_out


def shown_once(lines: Sequence[Line]) -> list[str]:
    """The words of running lines, numbers aside, once each."""
    return list(dict.fromkeys(_DIGITS.sub("…", line.text.strip()) for line in lines))


def _edge(page: Page) -> list[Line]:
    """The lines that stand in the margins and outside of everything else."""
    ordered = sorted(page.lines, key=lambda line: -line.base)
    upper = [line for line in ordered if line.box.bottom > page.height * (1 - MARGIN)]
    lower = [line for line in ordered if line.box.top < page.height * MARGIN]
    short = [line for line in (*upper, *lower) if len(line.text) <= _LONGEST_RUNNING]
    return [line for line in short if _outermost(line, ordered)]


def _outermost(line: Line, ordered: Sequence[Line]) -> bool:
    """True when at most a few rows of lines stand between the line and its edge of the page."""
    bases = sorted({round(other.base / max(line.size / 2, 1)) for other in ordered})
    place = bases.index(round(line.base / max(line.size / 2, 1)))
    return place < EDGE_LINES or len(bases) - place <= EDGE_LINES


def _key(page: Page, line: Line) -> str:
    upper = line.box.bottom > page.height / 2
    return f"{upper}{_DIGITS.sub('#', simplified(''.join(line.text.split())))}"


def in_order(lines: Sequence[Line], page: Page) -> list[Line]:
    """The content's order where it keeps columns apart; else cut into columns and bands by the white between.

    Most programs write a column at a time. Those that write line by line across the page would mix them.
    """
    if not _interleaved(lines):
        return list(lines)
    return _cut(list(lines), 0)


def _interleaved(lines: Sequence[Line]) -> bool:
    """True when the content runs across columns: it jumps along the same base line again and again."""
    jumps = sum(
        abs(a.base - b.base) < 0.5 * min(a.size, b.size) and a.box.overlap(b.box) < 0
        for a, b in pairwise(lines)
    )
    climbs = sum(b.base - a.base > 3 * max(a.size, b.size) for a, b in pairwise(lines))
    return jumps >= 3 and jumps * 5 >= len(lines) - 1 and jumps > climbs


def _cut(lines: list[Line], depth: int) -> list[Line]:
    """Recursive cut: white columns first, then white bands; each part read from its top left."""
    if len(lines) < 2 or depth > 12:
        return sorted(lines, key=lambda line: (-line.base, line.box.left))
    for parts in (_columns(lines), _bands(lines)):
        if len(parts) > 1:
            return [line for part in parts for line in _cut(part, depth + 1)]
    return sorted(lines, key=lambda line: (-line.base, line.box.left))


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Parts divided by a vertical white strip that runs through all of them."""
    ordered = sorted(lines, key=lambda line: line.box.left)
    parts: list[list[Line]] = [[ordered[0]]]
    right = ordered[0].box.right
    for line in ordered[1:]:
        if line.box.left > right + 0.3 * line.size:
            parts.append([])
        parts[-1].append(line)
        right = max(right, line.box.right)
    return parts


def _bands(lines: list[Line]) -> list[list[Line]]:
    """Two parts: what spans several columns above, and the rest, or the other way round.

    The cut goes where it lets columns appear; without one there the text is one column.
    """
    ordered = sorted(lines, key=lambda line: -line.base)
    for index in range(1, len(ordered)):
        above, below = ordered[:index], ordered[index:]
        low = min(line.box.bottom for line in above)
        high = max(line.box.top for line in below)
        if low < high - 0.5 * ordered[index].size:
            continue
        if (len(below) > 1 and len(_columns(below)) > 1) or (len(above) > 1 and len(_columns(above)) > 1):
            return [above, below]
    return [ordered]


def caption_under(box: Box, size: float, pictures: Sequence[Box]) -> bool:
    """True for a line right below, above or at the foot of a picture, within its width."""
    for picture in pictures:
        wide, own = picture.right - picture.left, box.right - box.left
        if wide < 6 * size or picture.height < 4 * size or own > 1.25 * wide:
            continue
        if box.overlap(picture) < 0.6 * own:
            continue
        below, above = picture.bottom - box.top, box.bottom - picture.top
        if -size < below < 1.5 * size or -0.3 * size < above < 1.0 * size:
            return True
    return False
