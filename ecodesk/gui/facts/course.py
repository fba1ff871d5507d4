"""One indicator over several periods as points in time, what is out of line marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from ecodesk.domain.facts import Fact
from ecodesk.domain.views import FactRow
from ecodesk.gui.labels import date_text
from ecodesk.gui.printed import factor_between, printed_value
from ecodesk.knowledge.intervals import interval_of

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Point:
    """One statement: `when` in days, `low` <= `middle` <= `high` in the unit of the chart."""

    fact_id: int
    when: float
    period: str
    low: float
    middle: float
    high: float
    value: str
    title: str
    outlier: bool
    current: bool

    @property
    def words(self) -> str:
        """2021年 141万人次（《某稿》）, with a remark where it is out of line."""
        told = "，与前后各期不成比例" if self.outlier else ""
        return f"{self.period} {self.value}（《{self.title}》）{told}"


def middle_day(period: str) -> float | None:
    """The middle of a period as a day number; None where it is not stated."""
    ends = [_DATE.fullmatch(end) for end in period.split("/")]
    if not all(ends):
        return None
    try:
        return (_first(ends[0]).toordinal() + _last(ends[-1]).toordinal()) / 2
    except ValueError:
        return None


def _first(found: re.Match[str]) -> date:
    return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))


def _last(found: re.Match[str]) -> date:
    if found[3]:
        return _first(found)
    month = int(found[2] or 12)
    year = int(found[1])
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def period_words(period: str) -> str:
    """2021 as 2021年, 2016/2020 as 2016年–2020年."""
    return "–".join(dict.fromkeys(date_text(end) for end in period.split("/")))


def points_of(rows: Sequence[FactRow], current: FactRow, outliers: Collection[str]) -> list[Point]:
    """The statements in order of time, in the unit of the current one; those without either are left out."""
    once = {row.id: row for row in rows}.values()
    points = [_point(row, current, row.fact.id in outliers) for row in once]
    return sorted((point for point in points if point), key=lambda point: (point.when, point.fact_id))


def _point(row: FactRow, current: FactRow, outlier: bool) -> Point | None:
    when, interval = middle_day(row.fact.period), interval_of(row.fact)
    factor = factor_between(row.fact, current.fact)
    if when is None or interval is None or factor is None:
        return None
    low, high = (float(end * factor) for end in (interval.low, interval.high))
    single = row.fact.number if not row.fact.value_high else None
    middle = (low + high) / 2 if single is None else float(single * factor)
    return Point(row.id, when, period_words(row.fact.period), low, middle, high, _value(row.fact), row.title,
                 outlier, row.id == current.id)


def _value(fact: Fact) -> str:
    return f"{printed_value(fact)}{fact.unit}"
