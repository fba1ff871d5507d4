"""Parts and wholes: a part is not more than its whole, a share not more than 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.likeness import places_differ
from ecodesk.checking.show import finding, like, rounded
from ecodesk.checking.vocabulary import PartPair, part_pairs, share_words
from ecodesk.domain.facts import Measure
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import Interval, is_exact

OF_WHICH = re.compile(r"其中")
SHARE_OF = re.compile(r"占(?:了|到|全|总|其)?[^，。；%]{0,14}$|(?:比例|比重|占比)[^，。；]{0,4}$")
WHOLE_NAME = re.compile(
    r"占(?:到|了)?((?:全|世界|当地|同期|该)[^，。；%\d]{1,14}?|[^，。；%\d]{2,14}?)(?:的|的比重|的比例)?"
    r"(?:约|近|达|超|超过|约为|比重|比例)*$"
)
RATE = re.compile(r"每|均|单产|亩产|单价|价格|时速|浓度|单日|保持|一直|最高|最大")
GAIN = re.compile(r"增长|增加|同比|比上年|新增|下降|减少|提高")
REACH, NEAR_REACH = 5, 1
NEVER_PARTS = frozenset({"percent", "duration", "multiple", "temperature", "speed", "rank", "grade"})
HUNDRED = Decimal(100)
NEAR_MISS = Decimal(12)


class PartWholeCheck:
    """What stands behind 其中, or is a part by its words, is not more than the whole."""

    code = "part-whole"
    title = "部分与整体"

    def find(self, copy: Copy) -> Iterator[Finding]:
        done: set[tuple[int, int]] = set()
        for item in copy.items:
            if OF_WHICH.search(item.before) and item.dimension not in NEVER_PARTS:
                for whole, part in self._of_which(copy, item):
                    done.add((whole.index, part.index))
                    yield self._judge(whole, part, Verdict.FAILS)
        for pair in part_pairs():
            for whole, part in self._by_words(copy, pair):
                if (whole.index, part.index) not in done:
                    done.add((whole.index, part.index))
                    yield self._judge(whole, part, Verdict.QUERY)

    def _of_which(self, copy: Copy, first: Item) -> Iterator[tuple[Item, Item]]:
        whole = next(
            (
                item
                for item in reversed(copy.near(first))
                if item.index < first.index and item.kin(first) and item.fact.measure is not Measure.MULTIPLE
            ),
            None,
        )
        if whole is None or GAIN.search(first.clause) or GAIN.search(whole.clause):
            return
        nearest = copy.items[first.index - 1] if first.index else None
        if any(RATE.search(item.clause) or item.fact.value_high for item in (whole, first)):
            return
        if first.value > whole.value:
            larger = [
                item
                for item in copy.near(first)
                if item.kin(first) and item.index < first.index and item.value >= first.value
            ]
            if not larger and nearest is not whole:
                return  # the whole may be another figure that counts by another measure word
            whole = larger[-1] if larger else whole
        for part in copy.items[first.index : first.index + 8]:
            if part.sentence != first.sentence:
                break
            if (
                part.kin(whole)
                and not GAIN.search(part.clause)
                and (part is first or part.value <= whole.value)
            ):
                yield whole, part

    @staticmethod
    def _by_words(copy: Copy, pair: PartPair) -> Iterator[tuple[Item, Item]]:
        wholes = [
            item
            for item in copy.items
            if pair.whole.search(_label(item)) and not pair.never.search(item.clause)
        ]
        numbers = {whole.index for whole in wholes}
        if not wholes:
            return
        for part in copy.items:
            if part.is_percent or not pair.part.search(_label(part)) or pair.never.search(part.clause):
                continue
            for whole in reversed(copy.near(part, back=REACH)):
                if whole.index not in numbers:
                    continue
                gap = part.sentence - whole.sentence
                if part.value > whole.value and gap > NEAR_REACH:
                    continue
                if (
                    whole is not part
                    and whole.kin(part)
                    and whole.index < part.index
                    and 0 <= gap <= REACH
                    and not places_differ(whole.fact, part.fact)
                    and not pair.part.search(_label(whole))
                    and not pair.whole.search(_label(part))
                ):
                    yield whole, part
                    break

    def _judge(self, whole: Item, part: Item, failing: Verdict) -> Finding:
        fits = part.interval.low <= whole.interval.high
        verdict = Verdict.HOLDS if fits else failing
        share = rounded(part.value / whole.value * HUNDRED) if whole.value else "0"
        sign = "≤" if fits else ">"
        return finding(
            self.code,
            verdict,
            (whole, part),
            f"check-part-whole-{verdict}",
            formula=f"{part.text} {sign} {whole.text}（{share}%）",
            tolerance=f"±{like((whole.interval.width + part.interval.width) / 2, whole, precise=False)}",
            part=part.text,
            whole=whole.text,
            share=share,
        )


def _label(item: Item) -> str:
    return f"{item.fact.indicator} {item.before[-14:].rsplit('，', 1)[-1].rsplit('、', 1)[-1]}"


class ShareLimitCheck:
    """A share, a rate of coverage or of passing is at most 100%."""

    code = "share-limit"
    title = "比例上限"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for item in copy.items:
            if (
                not item.is_percent
                or item.fact.unit != "%"
                or item.fact.measure is Measure.CHANGE
                or item.interval.low <= HUNDRED
            ):
                continue
            label = f"{item.fact.indicator} {item.before[-16:]}"
            if any(word.word.search(label) and not word.never.search(label) for word in share_words()):
                yield finding(
                    self.code,
                    Verdict.FAILS,
                    (item,),
                    "check-share-limit-fails",
                    formula=f"{item.text} > 100%",
                    stated=item.text,
                )


class ShareCheck:
    """A share that is printed beside its part and its whole agrees with both."""

    code = "share"
    title = "占比"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for share in copy.items:
            if (
                not share.is_percent
                or share.fact.measure is Measure.CHANGE
                or not SHARE_OF.search(share.before)
            ):
                continue
            pair = self._pair(copy, share)
            if pair:
                yield from self._judge(*pair, share)

    @staticmethod
    def _pair(copy: Copy, share: Item) -> tuple[Item, Item] | None:
        """The part right before the share and the whole before that, in one sentence."""
        earlier = [item for item in copy.in_sentence(share) if item.index < share.index]
        if not earlier or earlier[-1].is_percent:
            return None
        part = earlier[-1]
        whole = next((item for item in reversed(earlier[:-1]) if item.kin(part)), None)
        following = copy.items[whole.index + 1] if whole is not None else None
        if following is not None and following is not part and following.is_percent:
            return None  # the other figure is a part with a share of its own
        if whole is None or not whole.value or part.value > whole.value or GAIN.search(part.clause):
            return None
        return part, whole

    def _judge(self, part: Item, whole: Item, share: Item) -> Iterator[Finding]:
        if whole.interval.low <= 0:
            return
        range_of = (part.interval / whole.interval).scaled(HUNDRED)
        computed = part.value / whole.value * HUNDRED
        if range_of.near(share.interval):
            verdict = Verdict.HOLDS
        elif abs(computed - share.value) <= NEAR_MISS and is_exact(share.fact):
            verdict = Verdict.FAILS
        else:
            return
        yield finding(
            self.code,
            verdict,
            (part, whole, share),
            f"check-share-{verdict}",
            formula=f"{part.text} ÷ {whole.text} = {rounded(computed)}%",
            tolerance=f"{rounded(range_of.low)}%～{rounded(range_of.high)}%",
            result=f"{rounded(computed)}%",
            stated=share.text,
        )


class SameWholeCheck:
    """Two amounts, each with its share of the same whole, lead to one whole."""

    code = "same-whole"
    title = "同一总量"

    def find(self, copy: Copy) -> Iterator[Finding]:
        seen: list[tuple[str, Item, Item]] = []
        for share in copy.items:
            name = WHOLE_NAME.search(share.before)
            if (
                not share.is_percent
                or name is None
                or share.fact.measure is Measure.CHANGE
                or not share.index
            ):
                continue
            part = copy.items[share.index - 1]
            if part.sentence != share.sentence or part.is_percent or share.interval.low <= 0:
                continue
            for other, other_part, other_share in seen:
                if (
                    other == name.group(1)
                    and other_part.kin(part)
                    and abs(other_part.sentence - part.sentence) <= 1
                ):
                    yield self._judge((other_part, other_share), (part, share))
            seen.append((name.group(1), part, share))

    def _judge(self, first: tuple[Item, Item], second: tuple[Item, Item]) -> Finding:
        wholes: list[Interval] = [
            (part.interval / share.interval).scaled(HUNDRED) for part, share in (first, second)
        ]
        verdict = Verdict.HOLDS if wholes[0].near(wholes[1]) else Verdict.FAILS
        shown = [
            like(part.value / share.value * HUNDRED, part, precise=False) for part, share in (first, second)
        ]
        items: Sequence[Item] = (*first, *second)
        formula = "；".join(
            f"{part.text} ÷ {share.text} = {result}"
            for (part, share), result in zip((first, second), shown, strict=True)
        )
        tolerance = "；".join(
            f"{like(whole.low, first[0], precise=False)}～{like(whole.high, first[0], precise=False)}"
            for whole in wholes
        )
        return finding(
            self.code,
            verdict,
            items,
            f"check-same-whole-{verdict}",
            formula=formula,
            tolerance=tolerance,
            first=shown[0],
            second=shown[1],
        )
