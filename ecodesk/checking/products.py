"""Products: a rate times its count or its time makes the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.show import finding, like, tolerance_text
from ecodesk.checking.slips import NO_GUESS, Guess, guess_to_fit
from ecodesk.domain.facts import Measure
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import Interval

RATE = re.compile(
    r"(?:每|平均每|单)一?(年|个月|月|天|日|亩|户|人|家|个|吨|公斤|千克|斤|株|头|只|台|辆|套|张|件|箱|袋|瓶|盒|篮|筐|枚|颗|份|班|场|趟|次|座|处|公里|平方米|村|名|桌|位|间|晚|小时|车|度)"
    r"|(年均|月均|日均|人均|户均|亩均|村均)"
)
CLOSE = 30
"""Characters between 连续五年 and the figure of 每年."""
GROWTH = re.compile(r"同比|增长|比上年|其中|平均")
MEANS = {"年均": "年", "月均": "个月", "日均": "天", "人均": "人", "户均": "户", "亩均": "亩", "村均": "个"}
UNITS = {
    "年": ("年",),
    "月": ("个月", "月"),
    "个月": ("个月", "月"),
    "天": ("天", "日"),
    "日": ("天", "日"),
    "人": ("人", "名", "位"),
    "名": ("人", "名"),
    "户": ("户",),
    "村": ("个", "村"),
    "公斤": ("公斤", "千克"),
    "千克": ("公斤", "千克"),
}
TOTAL = re.compile(r"(?:累计|共计|合计|总计|总共|一共|共|总)[^，。；]{0,10}$")
RESULT = re.compile(
    r"(?:收入|产值|销售额|进账|卖得|卖了|可得|增收|花费|花去|支出|需要?|节省|节约|补助|补贴|分红|发放)[^，。；]{0,6}$"
)


@dataclass(frozen=True, slots=True)
class Triple:
    """Rate × count = total."""

    rate: Item
    count: Item
    total: Item


class ProductCheck:
    """每年2500万元 over 20年 makes 5亿元."""

    code = "product"
    title = "单量与总量"

    def find(self, copy: Copy) -> Iterator[Finding]:
        used: set[int] = set()
        for total in copy.items:
            if total.is_percent or total.fact.measure is Measure.MULTIPLE:
                continue
            if TOTAL.search(total.before):
                triple = self._triple(copy, total)
            elif RESULT.search(total.before):
                triple = self._in_a_row(copy, total)
            else:
                continue
            if triple is not None and triple.rate.index not in used:
                used.add(triple.rate.index)
                yield self._judge(triple)

    @staticmethod
    def _in_a_row(copy: Copy, total: Item) -> Triple | None:
        """每箱45元，卖出2000箱，收入9万元: rate, count and result one behind the other."""
        if total.index < 2 or rate_word(total):
            return None
        rate, count = copy.items[total.index - 2], copy.items[total.index - 1]
        per = rate_word(rate)
        if per is None or rate.sentence != total.sentence or not rate.kin(total):
            return None
        if count.fact.unit not in UNITS.get(per, (per,)) or rate_word(count) or GROWTH.search(total.clause):
            return None
        return Triple(rate, count, total)

    @staticmethod
    def _triple(copy: Copy, total: Item) -> Triple | None:
        around = copy.near(total, back=1, ahead=0)
        for rate in reversed(around):
            pers = rate_words(rate)
            if not pers or not rate.kin(total) or rate.index >= total.index:
                continue
            names = [name for per in pers for name in UNITS.get(per, (per,))]
            counts = [item for item in around if item.fact.unit in names and item is not rate]
            tied = [
                item
                for item in counts
                if item.sentence == total.sentence
                and (
                    item.index == total.index - 1
                    or (item.index == rate.index - 1 and len(copy.between(item, rate)) <= CLOSE)
                )
            ]
            fitting = [item for item in counts if _fits(Triple(rate, item, total))]
            chosen = (fitting or tied)[:1]
            if chosen:
                return Triple(rate, chosen[0], total)
        return None

    def _judge(self, triple: Triple) -> Finding:
        rate, count, total = triple.rate, triple.count, triple.total
        result = like(rate.value * count.value / count.factor, total, precise=False)
        product = rate.interval * count.interval.scaled(1 / count.factor)
        verdict = Verdict.HOLDS if _fits(triple) else Verdict.FAILS
        guess = NO_GUESS if verdict is Verdict.HOLDS else _guess(triple, product)
        return finding(
            self.code,
            verdict,
            (rate, count, total),
            f"check-product-{verdict}",
            formula=f"{rate.text} × {count.text} = {result}",
            tolerance=tolerance_text(product, total),
            suggestion=guess.suggestion,
            result=result,
            stated=total.text,
            difference=like(abs(rate.value * count.value / count.factor - total.value), total, precise=False),
            guess=guess.text,
        )


def _guess(triple: Triple, product: Interval) -> Guess:
    """Each figure as the other two want it."""
    rate, count, total = triple.rate, triple.count, triple.total
    wanted = [(total, product)]
    if rate.interval.low > 0:
        wanted.append((count, (total.interval / rate.interval).scaled(count.factor)))
    if count.interval.low > 0:
        wanted.append((rate, total.interval / count.interval.scaled(1 / count.factor)))
    return guess_to_fit(wanted)


def rate_word(item: Item) -> str | None:
    """The word of 每年 or 户均 right before a figure, None for a plain amount."""
    return next(iter(rate_words(item)), None)


def rate_words(item: Item) -> list[str]:
    """All such words before a figure, the nearest first: 每名学生每年 gives 年 and 名."""
    found = RATE.finditer(item.before[-16:])
    return [match.group(1) or MEANS[match.group(2)] for match in found][::-1]


def _fits(triple: Triple) -> bool:
    count = triple.count.interval.scaled(1 / triple.count.factor)
    exact = triple.rate.value * (triple.count.value / triple.count.factor) == triple.total.value
    return exact or (triple.rate.interval * count).near(triple.total.interval)
