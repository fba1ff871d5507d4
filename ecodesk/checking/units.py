"""One quantity in two units, units of another kind than the word asks for, and the same statement twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ecodesk.checking.layout import Copy, Item, significant_digits
from ecodesk.checking.likeness import likeness, neighbourhood
from ecodesk.checking.show import finding, half_steps, like, rounded, tolerance_text
from ecodesk.checking.slips import NO_GUESS, digits_of, guess_to_fit, kinship
from ecodesk.domain.facts import Measure
from ecodesk.domain.findings import Finding, Suggestion, Verdict
from ecodesk.knowledge.intervals import is_exact
from ecodesk.knowledge.messages import message

EQUALS = re.compile(
    r"^[（(，,]?(?:即|约合|折合|合|相当于|约为|也就是|换算)[^，。；（）]{0,6}$|^[（(][^（）]{0,6}$"
)
RATE = re.compile(r"每年|年均|年平均|年")
ENERGY = re.compile(
    r"(?:(?:发电量|用电量|电量|耗电量|电能|节约用电)[^，。；]{0,8}"
    r"|(?:累计|共|总共|每年|全年|年|每天|每月|可|已)(?:发电|供电|送电|用电)(?:了|达|约|近|超|超过|逾|达到)?)$"
)
POWER = re.compile(r"(?:装机|容量|功率|负荷)[^，。；]{0,8}$")
STORAGE = re.compile(r"储能|电池|蓄能")
PART = re.compile("其中|新增|累计|同比|人均|每|各|原|曾|目标|计划|仅|近|左右|预计|分别")
FEW, MANY = Decimal("0.9"), Decimal("1.11")
CLOSE_DIGITS = 4
SURE = 6.0
FEW_GRAMS = 3
SLIP_DIGITS = 3
MOST_EARLIER = 60
LONG_NAME = 5


class ConversionCheck:
    """The same quantity printed in two units agrees."""

    code = "conversion"
    title = "单位换算"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for right in copy.items:
            for left in reversed(copy.near(right, back=0)):
                if left.index < right.index and self._two_units(left, right):
                    yield from self._judge(copy, left, right)

    @staticmethod
    def _two_units(left: Item, right: Item) -> bool:
        if left.unit is None or right.unit is None or left.is_percent or left.unit.is_count:
            return False
        return left.kin(right) and left.unit.factor != right.unit.factor and left.value > 0 < right.value

    def _judge(self, copy: Copy, left: Item, right: Item) -> Iterator[Finding]:
        said = right.index == left.index + 1 and bool(EQUALS.search(copy.between(left, right)))
        same_rate = bool(RATE.search(left.clause)) == bool(RATE.search(right.clause))
        precise = min(significant_digits(left), significant_digits(right)) >= CLOSE_DIGITS
        near = FEW <= left.value / right.value <= MANY
        if left.interval.near(right.interval):
            if said or precise:
                yield self._report(left, right, Verdict.HOLDS, "")
            return
        slip = kinship(digits_of(like(left.value, right)), digits_of(right.text))
        digits = min(significant_digits(left), significant_digits(right))
        slip = slip if digits >= SLIP_DIGITS else ""
        comparable = Decimal("0.001") <= left.value / right.value <= 1000
        if (said and comparable) or (precise and same_rate and (near or slip == "point")):
            yield self._report(left, right, Verdict.FAILS, slip)

    def _report(self, left: Item, right: Item, verdict: Verdict, slip: str) -> Finding:
        converted = like(left.value, right, precise=verdict is Verdict.HOLDS or significant_digits(left) < 8)
        suggestion = None
        if verdict is Verdict.FAILS:
            meant = like(left.value, right, precise=False)
            value = rounded(left.value / right.factor)
            suggestion = Suggestion(right.fact.id, "value", value, meant)
        cause = message(f"slip-{slip}") if slip else ""
        wanted = [(right, left.interval), (left, right.interval)]
        guess = NO_GUESS if verdict is Verdict.HOLDS else guess_to_fit(wanted)
        return finding(
            self.code,
            verdict,
            (left, right),
            f"check-conversion-{verdict}",
            formula=f"{left.text} = {converted}",
            tolerance=tolerance_text(left.interval, right),
            suggestion=suggestion,
            left=left.text,
            converted=converted,
            right=right.text,
            cause=f"（{cause}）" if cause and not guess.text else "",
            difference=like(abs(left.value - right.value), right, precise=False),
            guess=guess.text,
        )


class UnitKindCheck:
    """Electricity is counted in 千瓦时, power in 千瓦."""

    code = "unit-kind"
    title = "电量与功率"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for item in copy.items:
            words = item.before[-14:]
            if (
                item.dimension == "power"
                and ENERGY.search(words)
                and not POWER.search(words)
                and not re.search(r"能力|机组|项目|设备", words)
            ):
                unit = f"{item.fact.unit}时"
                yield finding(
                    self.code,
                    Verdict.FAILS,
                    (item,),
                    "check-unit-kind-energy",
                    stated=item.text,
                    unit=unit,
                    suggestion=Suggestion(item.fact.id, "unit", unit, f"{item.text}时"),
                )
            elif (
                item.dimension == "energy"
                and POWER.search(words)
                and item.fact.unit.endswith("时")
                and not STORAGE.search(item.clause)
            ):
                unit = item.fact.unit.removesuffix("时")
                yield finding(
                    self.code, Verdict.QUERY, (item,), "check-unit-kind-power", stated=item.text, unit=unit
                )


class RestatedCheck:
    """The same quantity stated twice in one article agrees."""

    code = "restated"
    title = "前后一致"

    def find(self, copy: Copy) -> Iterator[Finding]:
        seen: dict[str, list[Item]] = {}
        for item in copy.items:
            if item.fact.measure in (Measure.CHANGE, Measure.MULTIPLE) or item.fact.unit == "周年":
                continue
            for other in seen.get(item.dimension, [])[-MOST_EARLIER:]:
                verdict = self._verdict(other, item)
                if verdict is not None:
                    yield self._report(other, item, verdict)
                    break
            seen.setdefault(item.dimension, []).append(item)

    @staticmethod
    def _verdict(first: Item, second: Item) -> Verdict | None:
        """None where the two are not surely one quantity."""
        if (
            first.sentence == second.sentence
            or len(neighbourhood(first.fact).grams & neighbourhood(second.fact).grams) < FEW_GRAMS
        ):
            return None
        alike = likeness(first.fact, second.fact)
        if not alike.like_with_like or not alike.same_time or alike.surely_other_time or alike.points < SURE:
            return None
        if _may_be_one(first, second):
            return Verdict.HOLDS
        slip = kinship(digits_of(first.text), digits_of(second.text))
        long = min(len(digits_of(first.text)), len(digits_of(second.text))) >= SLIP_DIGITS
        one = alike.one_subject or _named_alike(first, second)
        sure = long or _labelled_alike(first, second)
        return Verdict.QUERY if one and alike.indicator == 1 and slip and sure else None

    def _report(self, first: Item, second: Item, verdict: Verdict) -> Finding:
        slip = kinship(digits_of(first.text), digits_of(second.text))
        return finding(
            self.code,
            verdict,
            (first, second),
            f"check-restated-{verdict}",
            formula=f"{first.text} {'≈' if verdict is Verdict.HOLDS else '≠'} {second.text}",
            tolerance=half_steps((first, second), first),
            first=first.text,
            second=second.text,
            difference=like(abs(first.value - second.value), first, precise=False),
            slip=message("check-restated-slip", slip=message(f"slip-{slip}")) if slip else "",
        )


def _may_be_one(first: Item, second: Item) -> bool:
    """True where one value may be meant: 12万亩 and 13万亩 only touch, factors of units are rounded."""
    if first.fact.unit == second.fact.unit:
        return first.stated.overlaps(second.stated)
    return first.interval.near(second.interval)


def _labelled_alike(first: Item, second: Item) -> bool:
    """True where all that tells a quantity is there and the same, and neither is a part of it or hedged."""
    one, two = first.fact, second.fact
    names = ("subject", "indicator", "period", "place", "measure", "modality", "qualifier")
    same = all(getattr(one, name) == getattr(two, name) for name in names)
    whole = not any(PART.search(item.clause) for item in (first, second))
    return same and whole and bool(one.subject and one.indicator and one.period) and is_exact(one)


def _named_alike(first: Item, second: Item) -> bool:
    """True where neither has a subject and both are called by one long name: 石门水库总库容."""
    names = {item.fact.indicator for item in (first, second)}
    return not first.fact.subject and not second.fact.subject and len(names) == 1 and len(*names) >= LONG_NAME
