"""Changes: the direction of a move, and by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.moves import Move, by_verb, cut_off, moves
from ecodesk.checking.show import ends_text, finding, like, rounded, rounding_of, tolerance_text
from ecodesk.checking.slips import Guess, guess_to_fit
from ecodesk.checking.vocabulary import verb_pattern, verbs
from ecodesk.domain.facts import Qualifier
from ecodesk.domain.findings import Finding, Suggestion, Verdict
from ecodesk.knowledge.intervals import Interval, is_exact
from ecodesk.knowledge.messages import message

LOWER_IS_BETTER = re.compile(r"精度|分辨率|误差|排名|位次|名次|排位")
YEAR_AGO = re.compile(r"上年|去年|同期")
OVER_YEAR = re.compile(r"同比|比上年|比去年|较上年|较去年")
OTHER_BASE = re.compile(r"环比|年均|平均|分别|预计|其中")
OF_BASE = re.compile(r"的$|(?:是|为|相当于)[^，。；]{0,12}$")
OWN_WORDS = re.compile(
    r"[，、；：,（）()\s]|价格|单价|均价|售价|数量|总量|总数|规模|水平|比例|比重|幅度|净|共|总|实际|累计|整整|足足"
    r"|也就是|同比|比上年|比去年|增长率|同时|相差|最终|一下子|[了达近约超逾至即就又再还其为翻多年来]"
)
NAMES = {
    "area": "面积",
    "volume": "库容|容量|水量",
    "money:CNY": "收入|产值|金额|总额",
    "mass": "产量|销量",
    "length": "里程|长度",
    "count:人": "人数",
    "count:人次": "客流量?|人次",
    "duration": "时间|用时",
}
"""What a quantity may be called again, by its dimension."""
CLOSE = 4
FEW_STRANGE = 2
HUNDRED = Decimal(100)
ONE = Interval(Decimal(1), Decimal(1))
OVER, ABOVE = re.compile(r"[多余]|有余|以上"), re.compile(r"(?:超过|超|逾|不止)翻?了?$")
NEARLY = re.compile(r"(?:近|将近|接近|约|不到)翻?了?$")
DOUBLINGS = {2: "一", 4: "两", 8: "三", 16: "四", 32: "五"}


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
            formula=move.formula,
            tolerance=tolerance_text(move.gap, move.end),
            word=move.word,
            start=move.start.text,
            end=move.end.text,
            difference=move.shown_gap,
        )


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
            timed = change.dimension == "duration" != move.start.dimension
            if timed and first.index < position < len(copy.items) - 1:
                change = copy.items[position + 1]  # 两年净增2.5万亩
            if change.sentence != move.last.sentence or _other_base(move, change):
                continue
            behind = position > first.index
            if not behind and len(copy.between(change, first)) > CLOSE:
                continue
            if behind and change.dimension in ("percent", "multiple") and _of_another(copy, move, change):
                continue
            word = by_verb(change.before)
            if word or "番" in change.text or (change.fact.unit == "倍" and OF_BASE.search(change.before)):
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
            yield self._added(move, change)

    def _added(self, move: Move, change: Item) -> Finding:
        """The change as an amount, or in points."""
        shown = move.shown_gap if change.is_percent else like(abs(move.difference), change, precise=False)
        rest = change.interval if move.difference >= 0 else -change.interval
        guess = guess_to_fit(
            [
                (change, move.gap),
                (move.end, move.start.interval + rest),
                (move.start, move.end.interval - rest),
            ]
        )
        return self._compare(move, change, move.gap, shown, guess)

    def _percent(self, move: Move, change: Item) -> Finding:
        ratio = (move.gap / move.start.interval).scaled(HUNDRED)
        computed = f"{rounded(abs(move.difference) / move.start.value * HUNDRED)}%"
        if not move.start.is_percent:
            part = change.interval.scaled(1 / HUNDRED)
            times = ONE + part if move.difference >= 0 else ONE - part
            return self._compare(move, change, ratio, computed, _by_times(move, change, ratio, times))
        if change.fact.unit.endswith("点"):  # 个百分点, 个基点
            return self._added(move, change)
        if ratio.near(change.interval):
            return self._compare(move, change, ratio, computed, Guess())
        if move.gap.near(change.interval):
            meant = Suggestion(change.fact.id, "unit", "个百分点", f"{rounded(change.value)}个百分点")
            return finding(
                "percent-points",
                Verdict.FAILS,
                (move.start, move.end, change),
                "check-percent-points-fails",
                formula=move.formula,
                tolerance=_range_of(move.gap, change, "个百分点"),
                suggestion=meant,
                stated=change.text,
                meant=meant.text,
            )
        return self._added(move, change)

    def _multiple(self, move: Move, change: Item, word: str) -> Finding:
        if word and verbs()[word].direction < 0:
            return _decrease(move, change)
        ratio = move.end.interval / move.start.interval
        times = move.end.value / move.start.value
        if "番" in change.text:
            return _doubling(move, change, ratio, times)
        if not word or verbs()[word].to:
            guess = _by_times(move, change, ratio, change.interval)
            return self._compare(move, change, ratio, f"{rounded(times)}倍", guess)
        added = ratio - ONE
        if not added.near(change.interval) and ratio.near(change.interval):
            return _by_not_to(move, change, added, times)
        guess = _by_times(move, change, added, change.interval + ONE)
        return self._compare(move, change, added, f"{rounded(times - 1)}倍", guess)

    def _compare(self, move: Move, change: Item, wanted: Interval, result: str, guess: Guess) -> Finding:
        stated = change.interval if change.kin(move.start) else cut_off(change)
        verdict = Verdict.HOLDS if wanted.near(stated) else Verdict.FAILS
        kin = change.kin(move.start)
        meant = _as_printed(wanted.middle, change) if kin else wanted.middle
        text = like(meant, change, precise=False) if kin else result
        gap = abs(wanted.middle - change.value)
        return finding(
            self.code,
            verdict,
            (move.start, move.end, change),
            f"check-from-to-amount-{verdict}",
            formula=move.formula,
            tolerance=_range_of(wanted, change, change.fact.unit),
            suggestion=None
            if verdict is Verdict.HOLDS
            else Suggestion(change.fact.id, "value", rounded(meant / change.factor), text),
            result=result,
            stated=change.text,
            difference=f"{rounded(gap)}个百分点" if change.is_percent else like(gap, change, precise=False),
            guess=guess.text,
            rounding=rounding_of(gap, change),
        )


def _other_base(move: Move, change: Item) -> bool:
    """True where the change is counted from something else than the start: a year ago, an average."""
    words = change.before[-12:]
    if OVER_YEAR.search(words) and not YEAR_AGO.search(move.start.before):
        return True
    return OTHER_BASE.search(words) is not None


def _of_another(copy: Copy, move: Move, change: Item) -> bool:
    """True where the words before the change name something that the move did not: 工期缩短…，成本减少15%."""
    words = re.sub(verb_pattern(to=False).pattern, "", change.before)
    strange = OWN_WORDS.sub("", re.sub(verb_pattern(to=True).pattern, "", words))
    strange = re.sub(NAMES.get(move.start.dimension, "(?!)"), "", strange)
    if len(strange) < FEW_STRANGE:
        return False
    first = min(move.start, move.end, key=lambda item: item.index)
    told = re.split(r"[，；]", first.before)[-1] + copy.between(first, move.last) + move.last.text
    return not any(strange[at : at + 2] in told for at in range(len(strange) - 1))


def _by_times(move: Move, change: Item, wanted: Interval, times: Interval) -> Guess:
    """Start and end as the other two figures want them, where the end is so many times the start."""
    ends = [(change, wanted), (move.end, move.start.interval * times)]
    if times.low > 0:
        ends.append((move.start, move.end.interval / times))
    return guess_to_fit(ends)


def _range_of(wanted: Interval, change: Item, unit: str) -> str:
    return f"{ends_text(wanted.scaled(1 / change.factor))}{unit}"


def _decrease(move: Move, change: Item) -> Finding:
    fall = abs(move.difference) / move.start.value * HUNDRED
    meant = f"{rounded(fall)}%"
    return finding(
        DecreaseTimesCheck.code,
        Verdict.FAILS,
        (move.start, move.end, change),
        "check-decrease-times-known",
        formula=f"({move.start.text} − {move.end.text}) ÷ {move.start.text} = {meant}",
        tolerance=_range_of((move.gap / move.start.interval).scaled(HUNDRED), change, "%"),
        suggestion=Suggestion(change.fact.id, "value", rounded(fall), meant),
        stated=change.text,
        meant=meant,
    )


def _by_not_to(move: Move, change: Item, added: Interval, times: Decimal) -> Finding:
    """增加了 where 增加到 was meant."""
    meant = f"{rounded(times - 1)}倍"
    return finding(
        "increase-by-to",
        Verdict.FAILS,
        (move.start, move.end, change),
        "check-increase-by-to-fails",
        formula=move.formula,
        tolerance=_range_of(added, change, "倍"),
        stated=change.text,
        meant=meant,
        times=f"{rounded(times)}倍",
        suggestion=Suggestion(change.fact.id, "value", rounded(times - 1), meant),
    )


def _said_doubling(change: Item) -> Interval:
    """翻两番多 lies between two and three doublings, 近两番 between one and two."""
    if change.fact.qualifier is Qualifier.MORE or OVER.match(change.after) or ABOVE.search(change.before):
        return Interval(change.value, change.value * 2)
    if change.fact.qualifier is Qualifier.LESS or NEARLY.search(change.before[-6:]):
        return Interval(change.value / 2, change.value)
    return change.interval


def _doubling(move: Move, change: Item, ratio: Interval, times: Decimal) -> Finding:
    """n番 is 2 to the power of n."""
    verdict = Verdict.HOLDS if ratio.near(_said_doubling(change)) else Verdict.FAILS
    word = DOUBLINGS.get(int(times.to_integral_value(ROUND_HALF_UP)))
    fits = word is not None and ratio.contains(times.to_integral_value(ROUND_HALF_UP))
    return finding(
        "doubling",
        verdict,
        (move.start, move.end, change),
        f"check-doubling-{verdict}",
        formula=move.formula,
        tolerance=_range_of(ratio, change, "倍"),
        times=f"{rounded(times)}倍",
        stated=change.text,
        meant=message("check-doubling-meant", text=f"翻{word}番") if fits else "",
    )


def _as_printed(value: Decimal, change: Item) -> Decimal:
    """A value rounded to the last digit of the figure it replaces: 21.69 beside 20吨 is 22."""
    step = change.interval.width
    if not step or not is_exact(change.fact):
        return value
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


class DecreaseTimesCheck:
    """倍 is never used for a decrease."""

    code = "decrease-times"
    title = "减少不用倍"

    def find(self, copy: Copy) -> Iterator[Finding]:
        multiples = [item for item in copy.items if item.fact.unit == "倍" and "番" not in item.text]
        if not multiples:
            return
        known = {change.index for move in moves(copy) for change, _ in ChangeAmountCheck.stated(copy, move)}
        for item in multiples:
            if item.index in known:
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
