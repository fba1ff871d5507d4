"""Products: a rate times its count or its time makes the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.show import finding, like, tolerance_text
from ecodesk.domain.facts import Measure
from ecodesk.domain.findings import Finding, Verdict

RATE = re.compile(
    r"(?:每|平均每|单)(年|个月|月|天|日|亩|户|人|家|个|吨|公斤|千克|斤|株|头|只|台|辆|套|张|件|公里|平方米|村|名)"
    r"|(年均|月均|日均|人均|户均|亩均|村均)"
)
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
            if total.is_percent or not TOTAL.search(total.before) or total.fact.measure is Measure.MULTIPLE:
                continue
            triple = self._triple(copy, total)
            if triple is not None and triple.rate.index not in used:
                used.add(triple.rate.index)
                yield self._judge(triple)

    @staticmethod
    def _triple(copy: Copy, total: Item) -> Triple | None:
        around = copy.near(total, back=1, ahead=0)
        for rate in reversed(around):
            per = rate_word(rate)
            if per is None or not rate.kin(total) or rate.index >= total.index:
                continue
            names = UNITS.get(per, (per,))
            counts = [item for item in around if item.fact.unit in names and item is not rate]
            tied = [
                item for item in counts if item.index == total.index - 1 and item.sentence == total.sentence
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
        return finding(
            self.code,
            verdict,
            (rate, count, total),
            f"check-product-{verdict}",
            formula=f"{rate.text} × {count.text} = {result}",
            tolerance=tolerance_text(product, total),
            result=result,
            stated=total.text,
        )


def rate_word(item: Item) -> str | None:
    """The word of 每年 or 户均 right before a figure, None for a plain amount."""
    found = list(RATE.finditer(item.before[-16:]))
    return (found[-1].group(1) or MEANS[found[-1].group(2)]) if found else None


def _fits(triple: Triple) -> bool:
    count = triple.count.interval.scaled(1 / triple.count.factor)
    exact = triple.rate.value * (triple.count.value / triple.count.factor) == triple.total.value
    return exact or (triple.rate.interval * count).near(triple.total.interval)
