"""The calendar: no year has more than 366 days or 8784 hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.show import finding, plain
from ecodesk.checking.slips import NO_GUESS, guess_to_fit
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import Interval

YEARLY = re.compile(
    r"全年|年均|每年|年日照|年平均|一年|优良天数|优良天|无霜期|年度|年利用|年运行|(?:19|20)\d\d年[^，。；]{0,16}天数"
    r"|(?:年|区|市|县|城)[^，。；]{0,6}优良"
)
SEVERAL = re.compile(r"累计|连续|[两三四五六七八九十]年|近\d+年|年来|以来|工期|历时|倒计时")
MOST = {"天": Decimal(366), "日": Decimal(366), "小时": Decimal(8784)}
SPAN_OF_YEARS = re.compile(r"((?:19|20)\d\d)年?(?:至|到|—|－|-|~|～)((?:19|20)\d\d)年[^。；]{0,20}连续$")

SPAN_BEHIND = re.compile(r"^[（(]((?:19|20)\d\d)年?(?:至|到|—|－|-|~|～)((?:19|20)\d\d)年?[）)]")


class CalendarCheck:
    """Days and hours fit into the year, years in a row fit the years given."""

    code = "calendar"
    title = "历法"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for item in copy.items:
            most = MOST.get(item.fact.unit)
            words = item.before[-24:] + " " + item.fact.indicator
            if (
                most is not None
                and YEARLY.search(words)
                and not SEVERAL.search(words)
                and item.interval.low > 0
            ):
                yield self._judge(item, most)
            elif item.fact.unit == "年":
                yield from self._row(item)

    def _judge(self, item: Item, most: Decimal) -> Finding:
        number = item.fact.number or Decimal(0)
        verdict = Verdict.HOLDS if number <= most else Verdict.FAILS
        sign = "≤" if verdict is Verdict.HOLDS else ">"
        guess = NO_GUESS
        if verdict is Verdict.FAILS:
            guess = guess_to_fit([(item, Interval(item.factor, most * item.factor))])
        return finding(
            self.code,
            verdict,
            (item,),
            f"check-calendar-{verdict}",
            stated=item.text,
            formula=f"{plain(number)} {sign} {plain(most)}",
            most=f"{plain(most)}{item.fact.unit}",
            suggestion=guess.suggestion,
            difference=f"{plain(number - most)}{item.fact.unit}",
            guess=guess.text,
        )

    def _row(self, item: Item) -> Iterator[Finding]:
        span = SPAN_OF_YEARS.search(item.before)
        if span is None and item.before.endswith("连续"):
            span = SPAN_BEHIND.search(item.after)
        if span is None or item.fact.number is None:
            return
        years = int(span.group(2)) - int(span.group(1)) + 1
        verdict = Verdict.HOLDS if years == item.fact.number else Verdict.FAILS
        yield finding(
            self.code,
            verdict,
            (item,),
            f"check-calendar-row-{verdict}",
            stated=item.text,
            formula=f"{span.group(2)} − {span.group(1)} + 1 = {years}年",
            years=str(years),
        )
