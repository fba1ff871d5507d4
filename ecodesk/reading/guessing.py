"""What the columns of a table probably hold, by headers and cells: an editor has the last word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from ecodesk.domain.tables import Column, SheetPreview
from ecodesk.reading import kinds
from ecodesk.reading.characters import HAN
from ecodesk.reading.columns import LONGEST_HEADER, column_named, header_row, known_columns, names_of, plain
from ecodesk.reading.grid import HEADER_ROWS, Row
from ecodesk.reading.sheet import published

_SENTENCE = re.compile("[。！？]")
_NUMBER = re.compile(r"[\d\s.,，%:：/-]+")
_HOUSE = re.compile(r"(?:报|社|网|台|刊|杂志|客户端|公众号|新闻|发布|在线|频道|中心)$")
_ROLE = re.compile(r"本[报刊网台]|见习|特约|实习|记者|通讯员|作者|[:：]")
_WORDS = re.compile(r"[\s/／、，,]+")
_LONGEST_DATE = 25


@dataclass(frozen=True, slots=True)
class _Look:
    """A column as it looks: `hint` is what its header tells, the rest are shares of its filled cells."""

    place: int
    hint: Column | None
    length: float
    distinct: float
    sentences: float
    dates: float
    numbers: float
    chinese: float
    names: float
    houses: float


def guess(sheet: SheetPreview, header: int | None) -> dict[int, Column]:
    """Place and meaning of the columns of a table whose headers stand in row `header`, None where none do.

    Each meaning is given once, and only where the cells bear it out.
    """
    names = names_of(sheet.rows[header] if header is not None else (), sheet.width)
    rows = sheet.rows[header + 1 :] if header is not None else sheet.rows
    looks = [_look(place, name, rows) for place, name in enumerate(names)]
    found: dict[int, Column] = {}
    for column, fits, worth in _JUDGED:
        fitting = [look for look in looks if look.place not in found and look.hint in (None, column)
                   and fits(look, look.hint is column)]
        if fitting:
            best = max(fitting, key=lambda look: (look.hint is column and column is not Column.BODY,
                                                  worth(look)))
            found[best.place] = column
    return found


def header_of(rows: Sequence[Row]) -> int | None:
    """Place of the row that looks like headers; None where that row holds an article already."""
    at = header_row(rows[: HEADER_ROWS + 1])
    cells = [cell.strip() for cell in rows[at] if cell.strip()]
    told = any(len(cell) > LONGEST_HEADER or _SENTENCE.search(cell) or _NUMBER.fullmatch(cell)
               or _is_date(cell) for cell in cells)
    return None if told else at


def _look(place: int, name: str, rows: Sequence[Row]) -> _Look:
    cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]

    def share(test: Callable[[str], object]) -> float:
        return sum(bool(test(cell)) for cell in cells) / max(len(cells), 1)

    return _Look(
        place, _hint(name), fmean(map(len, cells)) if cells else 0, len(set(cells)) / max(len(cells), 1),
        share(_SENTENCE.search), share(_is_date), share(_NUMBER.fullmatch),
        share(lambda cell: re.search(f"[{HAN}]{{2}}", cell)), share(_is_byline), share(_HOUSE.search),
    )


def _hint(name: str) -> Column | None:
    """What a header tells, also as a part of it: 见报日期（必填）."""
    whole = column_named(name)
    if whole:
        return whole
    parts = [header for header in known_columns() if len(header) > 1 and header in plain(name)]
    return known_columns()[max(parts, key=len)] if parts else None


def _is_date(cell: str) -> bool:
    return len(cell) <= _LONGEST_DATE and bool(published(cell))


def _is_byline(cell: str) -> bool:
    words = [word for word in _WORDS.split(_ROLE.sub(" ", cell)) if word]
    return bool(words) and all(kinds.is_name(word) for word in words)


def _may_be_body(look: _Look, hinted: bool) -> bool:
    long = look.length >= (10 if hinted else 30)
    return (long or look.sentences >= 0.5) and look.chinese >= 0.5


def _may_be_title(look: _Look, hinted: bool) -> bool:
    if hinted:
        return look.numbers < 0.5
    other = max(look.sentences, look.dates, look.numbers, look.names, look.houses)
    return 4 <= look.length <= 60 and look.chinese >= 0.5 and other < 0.5 and look.distinct > 0.5


def _may_be_published(look: _Look, hinted: bool) -> bool:
    return look.dates >= (0.3 if hinted else 0.6)


def _may_be_publisher(look: _Look, hinted: bool) -> bool:
    return look.length <= 20 and (look.chinese >= 0.5 if hinted else look.houses >= 0.6)


def _may_be_author(look: _Look, hinted: bool) -> bool:
    return look.length <= 20 and (look.chinese >= 0.5 if hinted else look.names >= 0.6)


_JUDGED: tuple[tuple[Column, Callable[[_Look, bool], bool], Callable[[_Look], float]], ...] = (
    (Column.BODY, _may_be_body, lambda look: look.length * (1.5 if look.hint else 1)),
    (Column.PUBLISHED, _may_be_published, lambda look: look.dates),
    (Column.AUTHOR, _may_be_author, lambda look: look.names),
    (Column.PUBLISHER, _may_be_publisher, lambda look: look.houses),
    (Column.TITLE, _may_be_title, lambda look: look.length),
)
"""The meanings in the order in which they are looked for: what is plainest first."""
