"""Parts and wholes: a part is not more than its whole, a share not more than 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ecodesk.checking.layout import ORDINAL, Copy, Item
from ecodesk.checking.likeness import places_differ
from ecodesk.checking.show import finding, like, rounded, rounding_of
from ecodesk.checking.slips import NO_GUESS, Guess, guess_to_fit
from ecodesk.checking.vocabulary import PartPair, part_pairs, share_words
from ecodesk.domain.facts import Measure, Qualifier
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import Interval

OF_WHICH = re.compile(r"其中")
SHARE_OF = re.compile(r"占(?:了|到|全|总|其)?[^，。；%]{0,14}$|(?:比例|比重|占比)[^，。；]{0,4}$")
WHOLE_NAME = re.compile(
    r"占(?:到|了)?((?:全|世界|当地|同期|该)[^，。；%\d]{1,14}?|[^，。；%\d]{2,14}?)(?:的|的比重|的比例)?"
    r"(?:约|近|达|超|超过|约为|比重|比例)*$"
)
RATE = re.compile(r"每|均|单产|亩产|单价|价格|时速|浓度|单日|保持|一直|最高|最大")
GAIN = re.compile(r"增长|增加|同比|比上年|新增|下降|减少|提高")
OF_WHOLE = re.compile(r"^[，,]占[^，。；]{0,10}$")
BARE_SHARE = re.compile(r"占(?:比|到|了|其)?(?:达到|约为|[约近超达为逾])*$")
ROW = re.compile(r"[、，,](?:[^，。；、\d共总全各累计每其]{1,12})")
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
        row = whole.sentence == first.sentence
        for part in copy.items[first.index : first.index + 8]:
            if part.sentence != first.sentence:
                break
            row = row and (part is first or _listed(copy, part))
            if (
                part.kin(whole)
                and not GAIN.search(part.clause)
                and (part is first or part.value <= whole.value or row)
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
        guess = NO_GUESS if fits else guess_to_fit(_inside_each_other(whole, part))
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
            suggestion=guess.suggestion,
            difference=like(abs(part.value - whole.value), part, precise=False),
            guess=guess.text,
        )


def _listed(copy: Copy, part: Item) -> bool:
    """True for a part that stands in a row with the one before it: 水稻3万亩、玉米2万亩."""
    previous = copy.items[part.index - 1]
    link = copy.between(previous, part)
    return previous.fact.unit == part.fact.unit and ROW.fullmatch(link) is not None


def _inside_each_other(whole: Item, part: Item) -> list[tuple[Item, Interval]]:
    """What each may be: a part at most its whole, a whole at most a hundred times its part."""
    least = part.interval.low if part.interval.low > 0 else part.value
    return [
        (part, Interval(whole.interval.low / HUNDRED, whole.interval.high)),
        (whole, Interval(least, part.interval.high * HUNDRED)),
    ]


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
                    difference=f"{rounded(item.value - HUNDRED)}个百分点",
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
                or not (SHARE_OF.search(share.before) or share.before.strip() == "的")
            ):
                continue
            pair = self._pair(copy, share)
            if pair:
                yield from self._judge(*pair, share)

    @staticmethod
    def _pair(copy: Copy, share: Item) -> tuple[Item, Item] | None:
        """The part right before the share and the whole before that, in one sentence."""
        earlier = [item for item in copy.in_sentence(share) if item.index < share.index]
        if not earlier or earlier[-1].is_percent or earlier[-1].fact.measure in ORDINAL:
            return None
        part = earlier[-1]
        if len(earlier) > 1 and OF_WHOLE.search(part.before) and share.before.strip() == "的":
            named = earlier[-2], earlier[-1]
            return named if named[0].kin(named[1]) and 0 < named[0].value <= named[1].value else None
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
        gap = abs(computed - share.value)
        if range_of.near(_said(share)):
            verdict = Verdict.HOLDS
        elif (OF_WHICH.search(part.before) and BARE_SHARE.search(share.before)) or (
            gap <= NEAR_MISS and share.fact.qualifier in (Qualifier.EXACT, Qualifier.APPROX)
        ):
            verdict = Verdict.FAILS
        else:
            return
        part_of = share.interval.scaled(1 / HUNDRED)
        wanted = [(share, range_of), (part, whole.interval * part_of)]
        if part_of.low > 0:
            wanted.append((whole, part.interval / part_of))
        guess = NO_GUESS if verdict is Verdict.HOLDS else guess_to_fit(wanted)
        yield finding(
            self.code,
            verdict,
            (part, whole, share),
            f"check-share-{verdict}",
            formula=f"{part.text} ÷ {whole.text} = {rounded(computed)}%",
            tolerance=f"{rounded(range_of.low)}%～{rounded(range_of.high)}%",
            suggestion=guess.suggestion,
            result=f"{rounded(computed)}%",
            stated=share.text,
            difference=f"{rounded(gap)}个百分点",
            guess=guess.text,
            rounding=rounding_of(gap, share),
        )


def _said(share: Item) -> Interval:
    """What a share leaves open: 约56% is 56% give or take one, 约60% give or take ten."""
    if share.fact.qualifier is not Qualifier.APPROX or share.fact.number_high is not None or not share.value:
        return share.interval
    step = Decimal(1).scaleb(int(share.value.normalize().as_tuple().exponent))
    return Interval(share.value - step, share.value + step)


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
        guess = NO_GUESS if verdict is Verdict.HOLDS else _one_whole(first, second, wholes)
        gap = abs(first[0].value / first[1].value - second[0].value / second[1].value) * HUNDRED
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
            suggestion=guess.suggestion,
            first=shown[0],
            second=shown[1],
            difference=like(gap, first[0], precise=False),
            guess=guess.text,
        )


def _one_whole(first: tuple[Item, Item], second: tuple[Item, Item], wholes: Sequence[Interval]) -> Guess:
    """Each figure as the whole of the other pair wants it."""
    wanted = []
    for (part, share), whole in ((first, wholes[1]), (second, wholes[0])):
        wanted.append((share, (part.interval / whole).scaled(HUNDRED)))
        wanted.append((part, whole * share.interval.scaled(1 / HUNDRED)))
    return guess_to_fit(wanted)
