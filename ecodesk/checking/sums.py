"""Sums: parts and their total, shares and their hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from re import Pattern

from ecodesk.checking.layout import Copy, Item, significant_digits
from ecodesk.checking.show import finding, half_steps, like, plain, rounded
from ecodesk.checking.slips import NO_GUESS, guess_to_fit, repaired
from ecodesk.checking.vocabulary import complements
from ecodesk.domain.facts import Measure
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import Interval, is_exact

TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|一共|总和|之和|(?<![公拢])共(?![同享建产和青生赢治商筹富融有]))"
    r"[^，。；、]{0,10}$"
)
LOOSE_TOTAL = re.compile(r"(?:累计|总额|总量|总数|总投资|总面积|共有|竞得|成交)[^，。；、]{0,10}$")
INSIDE = re.compile(r"其中|包括|包含")
NOT_PART = re.compile(r"其中|每|各|均|增长|下降|同比|比上年|环比|左右")
OPEN_LIST = re.compile(r"等[^，。；]{0,8}[，,；]?[^，。；]{0,6}$|等$")
WHOLE = re.compile(r"总(投资|面积|产量|产值|造价|收入|装机|库容|里程|长度|人数|数|量)[^，。；、]{0,6}$")
SEVERALLY = re.compile(r"^[，,]分别(?:为|是|达到|达|用于)?$")
STAGE = re.compile(
    r"(?:[一二三四]期|第[一二三四][期批段]|[东西南北上下][段岸侧线区]|[甲乙丙丁])[^，。；、]{0,10}$"
)
MOST_PARTS = 8
NEAR_WORDS, REACH = 10, 20
PER_OR_GAIN = re.compile(r"每|各|均|增长|增加|下降|减少|同比|新增|多")
FAR = 24
FEWEST_DIGITS = 3
SHARE_BEFORE = re.compile(
    r"(?:占比?|比例|比重|份额|分别|用于|为|归|提取|按|各|剩下|剩余|其余|余下)[^，。；]{0,8}$"
)
SHARE_AFTER = re.compile(r"^[^，。；]{0,3}(?:用于|用来|用以|拿来|归|分给|留给|作为|投入|划归|奖励|发放)")
LINK = re.compile(r"^(?:[、，,和与及]|以及){1,3}$")
NAMED_LINK = re.compile(r"^(?:[、，,和与及]|以及){1,3}[^，。；、\d]{0,8}$")
DIVIDED = re.compile(r"^[^，。；]{0,4}(?:分配|分成|构成|组成|划分|分红)")
EXHAUSTIVE = re.compile(r"用于|用来|归|分配|分成|构成|组成|划分|分红|其余|剩余|剩下")
OF_ANOTHER = re.compile(r"占(?:全|同期|总|当地|本|世界|该)[^，。；]{0,12}$")
HUNDRED = Decimal(100)


class SumCheck:
    """Parts that stand beside their total add up to it."""

    code = "sum"
    title = "分项与合计"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for total in copy.items:
            if total.is_percent or total.fact.measure not in (Measure.AMOUNT, Measure.CHANGE):
                continue
            parts = self._fitting(copy, total)
            if parts:
                yield self._report(Verdict.HOLDS, parts, total)
                continue
            parts = self._claimed(copy, total) or _severally(copy, total) or _complements_of(copy, total)
            if parts:
                fits = _interval_sum(parts, []).near(total.stated)
                yield self._report(Verdict.HOLDS if fits else Verdict.FAILS, parts, total)

    def _fitting(self, copy: Copy, total: Item) -> list[Item]:
        """Parts beside the total that add up: rounded where a word ties them, else to the last digit."""
        tied = bool(TOTAL.search(total.before) or LOOSE_TOTAL.search(total.before))
        if not tied and significant_digits(total) < FEWEST_DIGITS:
            return []
        before = [item for item in copy.near(total, back=1) if item.index < total.index]
        behind = [item for item in copy.near(total, back=0, ahead=1) if item.index > total.index]
        for run in (before[::-1], behind):
            kin = [item for item in run if item.kin(total) and item.fact.modality == total.fact.modality]
            for count in range(2, min(len(kin), MOST_PARTS) + 1):
                parts = sorted(kin[:count], key=lambda item: item.index)
                if _adds_up(parts, total, tied and run is not behind):
                    return parts
        return []

    def _claimed(self, copy: Copy, total: Item) -> list[Item]:
        """Parts tied to a total of the same sentence by 共, 合计, 总计, whatever they add up to."""
        named = WHOLE.search(total.before)
        if not (TOTAL.search(total.before) or named) or INSIDE.search(total.before):
            return []
        parts: list[Item] = []
        for item in reversed(copy.in_sentence(total)):
            if item.index >= total.index or item.dimension != total.dimension:
                continue
            if TOTAL.search(item.before):
                break
            parts.append(item)
            if INSIDE.search(item.before):
                break  # 其中 begins the list of the parts
        parts.reverse()
        if named and not all(STAGE.search(part.before) for part in parts):
            return []
        clauses = [INSIDE.sub("", item.clause) for item in parts]
        if not 2 <= len(parts) <= MOST_PARTS or any(map(NOT_PART.search, clauses)):
            return []
        between = copy.between(parts[-1], total)
        if (
            len(between) > FAR
            or "；" in between
            or OPEN_LIST.search(between)
        ):
            return []
        together = sum((part.value for part in parts), Decimal(0))
        if total.value / 2 <= together <= total.value * 2:
            return parts
        wanted = _interval_sum(parts, [])
        slip = repaired(total, lambda value: wanted.near(Interval(value, value)))
        if not is_exact(total.fact):
            return []
        return parts if slip is not None and slip.kind in ("point", "myriad") else []

    def _report(self, verdict: Verdict, parts: Sequence[Item], total: Item) -> Finding:
        together = sum((part.value for part in parts), Decimal(0))
        shown = " + ".join(part.text for part in parts)
        result = like(together, total)
        guess = NO_GUESS
        if verdict is Verdict.FAILS:
            missing = total.value - together
            rest = [(part, _as_fine(part, part.value + missing)) for part in parts]
            guess = guess_to_fit([(total, _as_fine(total, together)), *rest])
        return finding(
            self.code,
            verdict,
            (*parts, total),
            f"check-sum-{verdict}",
            formula=f"{shown} = {result}",
            tolerance=half_steps((*parts, total), total),
            suggestion=guess.suggestion,
            result=result,
            stated=total.text,
            difference=like(abs(together - total.value), total),
            guess=guess.text,
        )


def _severally(copy: Copy, total: Item) -> list[Item]:
    """Parts behind their total: 共计4000万元，分别为1200万元、1500万元和1300万元."""
    parts: list[Item] = []
    for item in copy.items[total.index + 1 : total.index + 1 + MOST_PARTS]:
        link = SEVERALLY if not parts else LINK
        before = copy.text[(parts[-1] if parts else total).fact.span.end : item.fact.span.start]
        if item.sentence != total.sentence or not item.kin(total) or not link.match(before.strip()):
            break
        parts.append(item)
    tied = TOTAL.search(total.before) and not NOT_PART.search(total.before[-NEAR_WORDS:])
    return parts if tied and len(parts) >= 2 and not OPEN_LIST.match(parts[-1].after) else []


def _complements_of(copy: Copy, total: Item) -> list[Item]:
    """Parts behind the total that make it up between them: 进出口总额 and its 出口 and 进口."""
    words = f"{total.before[-REACH:]} {total.text}"
    rows = [row for row in complements() if row.whole.search(words)]
    if not rows or total.fact.measure is not Measure.AMOUNT:
        return []
    around = copy.near(total, back=0, ahead=1)
    behind = [item for item in around if item.index > total.index and item.kin(total)]
    for row in rows:
        named = [next((item for item in behind if _names(part, item)), None) for part in row.parts]
        parts = sorted((item for item in named if item is not None), key=lambda item: item.index)
        # Of two wholes before the parts, they make up the nearer one.
        whole = len({item.index for item in parts}) == len(row.parts)
        if whole and parts[0] is behind[0] and _plain(total, parts):
            return parts
    return []


def _names(part: Pattern[str], item: Item) -> bool:
    """True when the words right before the figure name this part."""
    return bool(part.search(re.split(r"[，、；,]", item.before.rstrip("，、；,"))[-1]))


def _plain(total: Item, parts: Sequence[Item]) -> bool:
    """True for amounts of one time, none of them a growth, a rate or a part above the whole."""
    items = (total, *parts)
    return (
        all(item.fact.measure is Measure.AMOUNT and item.value > 0 for item in items)
        and not PER_OR_GAIN.search(total.before[-NEAR_WORDS:])
        and not any(PER_OR_GAIN.search(item.before[-NEAR_WORDS:]) for item in parts)
        and len({item.fact.modality for item in items}) == 1
        and len({item.fact.period for item in items if item.fact.period}) <= 1
        and all(part.value <= total.value for part in parts)
    )


def _interval_sum(plus: Sequence[Item], minus: Sequence[Item]) -> Interval:
    result = Interval(Decimal(0), Decimal(0))
    for item in plus:
        result = result + item.stated
    for item in minus:
        result = result - item.stated
    return result


def _as_fine(item: Item, value: Decimal) -> Interval:
    """A wanted value, as precise as the figure that should print it."""
    half = item.interval.width / 2
    return Interval(value - half, value + half)


def _adds_up(parts: Sequence[Item], total: Item, tied: bool) -> bool:
    if any(part.value <= 0 for part in parts):
        return False
    if sum((part.value for part in parts), Decimal(0)) == total.value:
        return tied or all(is_exact(item.fact) for item in (*parts, total))
    return (
        tied
        and significant_digits(total) >= 2
        and _interval_sum(parts, []).near(total.stated)
        and all(is_exact(item.fact) for item in parts)
    )


class PercentSumCheck:
    """Shares that divide one whole add up to 100%."""

    code = "percent-sum"
    title = "比例之和"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for sentence in copy.by_sentence():
            for run in _share_runs(sentence):
                together = sum((item.value for item in run), Decimal(0))
                slack = sum((item.interval.width / 2 for item in run), Decimal(0))
                if abs(together - HUNDRED) <= slack:
                    yield self._report(Verdict.HOLDS, run, together, slack)
                elif len(run) >= 3 and abs(together - HUNDRED) <= 10 and self._exhaustive(copy, run):
                    yield self._report(Verdict.FAILS, run, together, slack)
                elif len(run) >= 3 and 0 < together - HUNDRED <= 10 and not OF_ANOTHER.search(run[0].before):
                    yield self._report(Verdict.QUERY, run, together, slack)

    @staticmethod
    def _exhaustive(copy: Copy, run: Sequence[Item]) -> bool:
        words = run[0].before[-12:] + copy.between(run[0], run[-1]) + run[-1].after[:8]
        return bool(EXHAUSTIVE.search(words)) and not re.search(r"其中|等[，。]|以上", words)

    def _report(self, verdict: Verdict, run: Sequence[Item], together: Decimal, slack: Decimal) -> Finding:
        shown = " + ".join(item.text for item in run)
        missing = HUNDRED - together
        guess = NO_GUESS
        if verdict is not Verdict.HOLDS:
            guess = guess_to_fit([(item, _as_fine(item, item.value + missing)) for item in run])
        return finding(
            self.code,
            verdict,
            run,
            f"check-percent-sum-{verdict}",
            formula=f"{shown} = {plain(together)}%",
            tolerance=f"±{rounded(slack)}个百分点",
            suggestion=guess.suggestion,
            result=f"{plain(together)}%",
            difference=f"{rounded(abs(missing))}个百分点",
            guess=guess.text,
        )


def _share_runs(sentence: Sequence[Item]) -> Iterator[list[Item]]:
    """Percentages of one sentence, side by side, each said to be a share."""
    run: list[Item] = []
    divided = bool(sentence) and bool(DIVIDED.search(sentence[-1].after))
    for item in sentence:
        share = (
            item.fact.unit == "%"
            and item.fact.measure is not Measure.CHANGE
            and is_exact(item.fact)
            and 0 < item.value < HUNDRED
        )
        link = NAMED_LINK if divided else LINK
        linked = bool(run) and run[-1].index == item.index - 1 and bool(link.match(item.before.strip()))
        if share and (linked or SHARE_BEFORE.search(item.before) or SHARE_AFTER.search(item.after)):
            run.append(item)
        elif not share and not item.is_percent:
            continue
        else:
            if len(run) >= 2:
                yield run
            run = []
    if len(run) >= 2 and all(left.index < right.index for left, right in pairwise(run)):
        yield run
