"""Changes: from one value to another, and by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from ecodesk.checking.layout import ORDINAL, Copy, Item
from ecodesk.checking.show import finding, like, rounded, tolerance_text
from ecodesk.checking.vocabulary import verb_pattern, verbs
from ecodesk.domain.facts import Measure
from ecodesk.domain.findings import Finding, Suggestion, Verdict
from ecodesk.knowledge.intervals import Interval, is_exact

FROM = re.compile(r"(?:由|从|自|原来|原先|此前|过去|最初|起初)[^，。；]{0,16}$")
FORMERLY = re.compile(r"(?:原来|原先|此前|过去|最初|起初)[^，。；]{0,16}$")
NOW = re.compile(r"(?:到|至|现在|如今|目前|今年|现)[^，。；]{0,8}$")
COMPARED = re.compile(r"(?<![同环占对])(?:比(?![重例率分赛])|较)[^，。；]{0,14}$")
TIMES_OF = re.compile(r"[，,](?:是|为|相当于)[^，。；]{0,14}$")
LOWER_IS_BETTER = re.compile(r"精度|分辨率|误差|排名|位次|名次|排位")
MINUS = re.compile(r"(?:[-－−—]|零下|负)$")
OTHER_BASE = re.compile(r"同比|环比|年均|平均|比上年|比去年|较上年|较去年")
IN_TURN = re.compile(r"^不等|^之间|^区间|^左右不等")
FILLER = r"(?:了|达|近|约|超|超过|逾|至少|达到|幅度|率|比例|为|用){0,2}$"
HUNDRED = Decimal(100)
CLOSE = 4
FAR, CLOSE_RATE = 20, 8
SLIGHT = Decimal("0.02")
YEAR_BEFORE = re.compile(r"(?:19|20)\d\d年[^，。；]{0,16}$")
YEAR_BETWEEN = re.compile(r"^[，,；;]?(?:到|至)?(?:(?:19|20)\d\d年|如今|目前|现在)[^，。；]{0,10}$")


@dataclass(frozen=True, slots=True)
class Move:
    """A value that went from `start` to `end`; direction 1 up, -1 down, 0 not said."""

    start: Item
    end: Item
    direction: int
    word: str

    @property
    def difference(self) -> Decimal:
        return self.end.value - self.start.value

    @property
    def last(self) -> Item:
        """The one of the two that stands later in the copy."""
        return max(self.start, self.end, key=lambda item: item.index)


def moves(copy: Copy) -> Iterator[Move]:
    """All stated moves: 由A增长到B, and B比A... with both values printed."""
    for sentence in copy.by_sentence():
        for left, right in pairwise(sentence):
            if (
                not left.kin(right)
                or left.fact.measure in ORDINAL
                or left.fact.measure is Measure.MULTIPLE
                or IN_TURN.search(right.after)
                or _signed(copy, left, right)
                or "个百分点" in (left.fact.unit, right.fact.unit)
            ):
                continue
            between = copy.between(left, right)
            if len(between) > 40:
                continue
            if FROM.search(left.before) or (
                YEAR_BEFORE.search(left.before) and YEAR_BETWEEN.search(between) and _to_verb(between)
            ):
                word = _to_verb(between)
                if word or (NOW.search(between) and FORMERLY.search(left.before)):
                    yield Move(left, right, verbs()[word].direction if word else 0, word)
            elif (
                left.dimension != "duration"
                and not by_verb(right.before)
                and (COMPARED.search(between) or _times_of(copy, right, between))
            ):
                yield Move(right, left, 0, "")


def _signed(copy: Copy, left: Item, right: Item) -> bool:
    """True where a minus sign stands before a figure that was read without it."""
    return any(
        MINUS.search(copy.text[max(0, item.fact.span.start - 2) : item.fact.span.start]) and item.value > 0
        for item in (left, right)
    )


def _times_of(copy: Copy, base: Item, between: str) -> bool:
    """A，是B的3倍: the next figure says how many times."""
    following = copy.items[base.index + 1] if base.index + 1 < len(copy.items) else None
    return (
        following is not None
        and following.sentence == base.sentence
        and following.fact.unit == "倍"
        and bool(TIMES_OF.search(between))
        and base.after.startswith("的")
    )


def _to_verb(between: str) -> str:
    found = [match.group() for match in verb_pattern(to=True).finditer(between)]
    return found[-1] if found else ""


class FromToCheck:
    """增长到 and 降至 agree with the two values."""

    code = "from-to-direction"
    title = "增减方向"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for move in moves(copy):
            if move.direction and not LOWER_IS_BETTER.search(copy.sentence_text(move.start)):
                yield self._judge(move)

    def _judge(self, move: Move) -> Finding:
        gained = move.difference * move.direction > 0
        verdict = Verdict.HOLDS if gained else Verdict.FAILS
        return finding(
            self.code,
            verdict,
            (move.start, move.end),
            f"check-from-to-direction-{verdict}",
            formula=_formula(move),
            tolerance=tolerance_text(_gap(move), move.end),
            word=move.word,
            start=move.start.text,
            end=move.end.text,
        )


def _formula(move: Move) -> str:
    high, low = (move.end, move.start) if move.difference >= 0 else (move.start, move.end)
    gap = abs(move.difference)
    shown = f"{rounded(gap)}个百分点" if move.end.is_percent else like(gap, high, precise=False)
    parts = [f"{high.text} − {low.text} = {shown}"]
    if move.start.value > 0:
        parts.append(f"{move.end.text} ÷ {move.start.text} = {rounded(move.end.value / move.start.value)}倍")
    return "；".join(parts)


def _gap(move: Move) -> Interval:
    start, end = _one_precision(move)
    gap = end - start
    return gap if move.difference >= 0 else -gap


def _one_precision(move: Move) -> tuple[Interval, Interval]:
    """Both values as precise as the finer one: beside 79.69吨 a printed 58吨 is just 58."""
    start, end = move.start, move.end
    if not (is_exact(start.fact) and is_exact(end.fact)):
        return start.interval, end.interval
    half = min(start.interval.width, end.interval.width) / 2
    return _around(start.value, half), _around(end.value, half)


def _around(value: Decimal, half: Decimal) -> Interval:
    return Interval(value - half, value + half)


class ChangeAmountCheck:
    """The stated change equals the difference or the ratio of the two values."""

    code = "from-to-amount"
    title = "增减数额"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for move in moves(copy):
            for change, word in self.stated(copy, move):
                yield from self._judge(move, change, word)

    @staticmethod
    def stated(copy: Copy, move: Move) -> Iterator[tuple[Item, str]]:
        """The change printed right behind the two values, or right before them, with its verb."""
        first = min(move.start, move.end, key=lambda item: item.index)
        for position in (move.last.index + 1, first.index - 1):
            if not 0 <= position < len(copy.items):
                continue
            change = copy.items[position]
            if change.sentence != move.last.sentence or OTHER_BASE.search(change.before[-12:]):
                continue
            if position < first.index and len(copy.between(change, first)) > CLOSE:
                continue
            word = by_verb(change.before)
            of_base = change.fact.unit == "倍" and re.search(
                r"的$|(?:是|为|相当于)[^，。；]{0,12}$", change.before
            )
            if word or of_base or "番" in change.text:
                yield change, word
                return

    def _judge(self, move: Move, change: Item, word: str) -> Iterator[Finding]:
        if move.start.interval.low <= 0:
            return
        if change.unit is not None and change.dimension == "multiple":
            yield self._multiple(move, change, word)
        elif change.is_percent:
            yield self._percent(move, change)
        elif change.kin(move.start):
            yield self._compare(move, change, _gap(move), like(abs(move.difference), change, precise=False))

    def _percent(self, move: Move, change: Item) -> Finding:
        points = change.fact.unit == "个百分点"
        ratio = (_gap(move) / move.start.interval).scaled(HUNDRED)
        computed = abs(move.difference) / move.start.value * HUNDRED
        if not move.start.is_percent:
            return self._compare(move, change, ratio, f"{rounded(computed)}%")
        gap = abs(move.difference)
        if points:
            return self._compare(move, change, _gap(move), f"{rounded(gap)}个百分点")
        if ratio.near(change.interval):
            return self._compare(move, change, ratio, f"{rounded(computed)}%")
        if _gap(move).near(change.interval):
            meant = Suggestion(change.fact.id, "unit", "个百分点", f"{rounded(change.value)}个百分点")
            return finding(
                "percent-points",
                Verdict.FAILS,
                (move.start, move.end, change),
                "check-percent-points-fails",
                formula=_formula(move),
                suggestion=meant,
                stated=change.text,
                meant=meant.text,
            )
        return self._compare(move, change, _gap(move), f"{rounded(gap)}个百分点")

    def _multiple(self, move: Move, change: Item, word: str) -> Finding:
        facts = (move.start, move.end, change)
        if word and verbs()[word].direction < 0:
            fall = abs(move.difference) / move.start.value * HUNDRED
            meant = f"{rounded(fall)}%"
            return finding(
                "decrease-times",
                Verdict.FAILS,
                facts,
                "check-decrease-times-known",
                formula=f"({move.start.text} − {move.end.text}) ÷ {move.start.text} = {meant}",
                suggestion=Suggestion(change.fact.id, "value", rounded(fall), meant),
                stated=change.text,
                meant=meant,
            )
        ratio = move.end.interval / move.start.interval
        times = move.end.value / move.start.value
        if "番" in change.text:
            return self._compare(move, change, ratio, f"{rounded(times)}倍", code="doubling")
        if not word or verbs()[word].to:
            return self._compare(move, change, ratio, f"{rounded(times)}倍")
        added = ratio - Interval(Decimal(1), Decimal(1))
        if not added.near(change.interval) and ratio.near(change.interval):
            meant = f"{rounded(times - 1)}倍"
            return finding(
                "increase-by-to",
                Verdict.FAILS,
                facts,
                "check-increase-by-to-fails",
                formula=_formula(move),
                stated=change.text,
                meant=meant,
                times=f"{rounded(times)}倍",
                suggestion=Suggestion(change.fact.id, "value", rounded(times - 1), meant),
            )
        return self._compare(move, change, added, f"{rounded(times - 1)}倍")

    def _compare(self, move: Move, change: Item, wanted: Interval, result: str, code: str = "") -> Finding:
        stated = change.interval if change.kin(move.start) else _cut_off(change)
        verdict = Verdict.HOLDS if wanted.near(stated) else Verdict.FAILS
        suggestion = None
        if verdict is Verdict.FAILS and code != "doubling":
            meant = _as_printed(wanted.middle, change) if change.kin(move.start) else wanted.middle
            text = like(meant, change, precise=False) if change.kin(move.start) else result
            suggestion = Suggestion(change.fact.id, "value", rounded(meant / change.factor), text)
        low, high = (rounded(end / change.factor) for end in (wanted.low, wanted.high))
        return finding(
            code or self.code,
            verdict,
            (move.start, move.end, change),
            f"check-from-to-amount-{verdict}",
            formula=_formula(move),
            tolerance=f"{low}～{high}{change.fact.unit}",
            suggestion=suggestion,
            result=result,
            stated=change.text,
        )


def _as_printed(value: Decimal, change: Item) -> Decimal:
    """A value rounded to the last digit of the figure it replaces: 21.69 beside 20吨 is 22."""
    step = change.interval.width
    return (
        (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step if step and is_exact(change.fact) else value
    )


def _cut_off(change: Item) -> Interval:
    """The change with a full unit of its last digit either way: copy cuts 76.7% to 76% as well."""
    half = change.interval.width / 2
    return Interval(change.interval.low - half, change.interval.high + half)


def by_verb(before: str) -> str:
    """The verb of change right before a figure (增加了, 下降), "" where none."""
    found = ""
    for match in re.finditer(rf"({verb_pattern(to=False).pattern}){FILLER}", before[-12:]):
        found = match.group(1)
    return found


class DecreaseTimesCheck:
    """倍 is never used for a decrease."""

    code = "decrease-times"
    title = "减少不用倍"

    def find(self, copy: Copy) -> Iterator[Finding]:
        known = {change.index for move in moves(copy) for change, _ in ChangeAmountCheck.stated(copy, move)}
        for item in copy.items:
            if item.fact.unit != "倍" or item.index in known or "番" in item.text:
                continue
            word = by_verb(item.before)
            if word and verbs()[word].direction < 0:
                yield finding(
                    self.code,
                    Verdict.FAILS,
                    (item,),
                    "check-decrease-times-fails",
                    stated=item.text,
                    word=word,
                )


class IncrementCheck:
    """A total, the amount it grew by and the rate it grew at agree: 48.91亿，比上年增加23.61亿，增长93.3%."""

    code = "increment"
    title = "增量与增幅"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for sentence in copy.by_sentence():
            for total, added, rate in zip(sentence, sentence[1:], sentence[2:], strict=False):
                if self._tied(total, added, rate):
                    yield from self._judge(total, added, rate)

    @staticmethod
    def _tied(total: Item, added: Item, rate: Item) -> bool:
        if (
            not total.kin(added)
            or total.is_percent
            or rate.fact.unit != "%"
            or not total.value > added.value > 0
        ):
            return False
        verb, again = by_verb(added.before), by_verb(rate.before)
        compared = (
            re.search(r"比|较", added.before) and len(added.before) <= FAR and len(rate.before) <= CLOSE_RATE
        )
        return bool(verb and again and compared) and verbs()[verb].direction == verbs()[again].direction

    def _judge(self, total: Item, added: Item, rate: Item) -> Iterator[Finding]:
        sign = verbs()[by_verb(added.before)].direction
        base = total.interval - added.interval if sign > 0 else total.interval + added.interval
        if base.low <= 0 or not sign:
            return
        wanted = (added.interval / base).scaled(HUNDRED)
        computed = added.value / (total.value - sign * added.value) * HUNDRED
        holds = wanted.near(_cut_off(rate)) or abs(computed - rate.value) <= computed * SLIGHT
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        mark = "−" if sign > 0 else "+"
        yield finding(
            self.code,
            verdict,
            (total, added, rate),
            f"check-increment-{verdict}",
            formula=f"{added.text} ÷ ({total.text} {mark} {added.text}) = {rounded(computed)}%",
            tolerance=f"{rounded(wanted.low)}～{rounded(wanted.high)}%",
            result=f"{rounded(computed)}%",
            stated=rate.text,
        )
