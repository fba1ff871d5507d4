"""Sums: parts and their total, shares and their hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ecodesk.checking.layout import Copy, Item, significant_digits
from ecodesk.checking.show import finding, half_steps, like, plain, rounded
from ecodesk.checking.slips import guess_to_fit
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
MOST_PARTS = 8
FAR = 24
FEWEST_DIGITS = 3
SHARE_BEFORE = re.compile(
    r"(?:占比?|比例|比重|份额|分别|用于|为|归|提取|按|各|剩下|剩余|其余|余下)[^，。；]{0,8}$"
)
SHARE_AFTER = re.compile(r"^[^，。；]{0,3}(?:用于|用来|用以|拿来|归|分给|留给|作为|投入|划归|奖励|发放)")
LINK = re.compile(r"^(?:[、，,和与及]|以及){1,3}$")
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
            parts = self._claimed(copy, total)
            if parts:
                yield self._report(Verdict.FAILS, parts, total)

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
        if not TOTAL.search(total.before) or INSIDE.search(total.before):
            return []
        parts: list[Item] = []
        for item in reversed(copy.in_sentence(total)):
            if item.index >= total.index or item.dimension != total.dimension:
                continue
            if INSIDE.search(item.before) or TOTAL.search(item.before):
                break
            parts.append(item)
        parts.reverse()
        if not 2 <= len(parts) <= MOST_PARTS or any(NOT_PART.search(item.clause) for item in parts):
            return []
        between = copy.between(parts[-1], total)
        if (
            len(between) > FAR
            or "；" in between
            or OPEN_LIST.search(between)
            or any(part.value > total.value * 3 for part in parts)
        ):
            return []
        together = sum((part.value for part in parts), Decimal(0))
        return parts if total.value / 2 <= together <= total.value * 2 else []

    def _report(self, verdict: Verdict, parts: Sequence[Item], total: Item) -> Finding:
        together = sum((part.value for part in parts), Decimal(0))
        shown = " + ".join(part.text for part in parts)
        result = like(together, total)
        suggestion = None
        if verdict is Verdict.FAILS:
            missing = total.value - together
            rest = [(part, _as_fine(part, part.value + missing)) for part in parts]
            suggestion = guess_to_fit([(total, _as_fine(total, together)), *rest])
        guess = f"；疑为{suggestion.text}？" if suggestion else ""
        return finding(
            self.code,
            verdict,
            (*parts, total),
            f"check-sum-{verdict}",
            formula=f"{shown} = {result}",
            tolerance=half_steps((*parts, total), total),
            suggestion=suggestion,
            result=result,
            stated=total.text,
            guess=guess,
        )


def _interval_sum(plus: Sequence[Item], minus: Sequence[Item]) -> Interval:
    result = Interval(Decimal(0), Decimal(0))
    for item in plus:
        result = result + item.interval
    for item in minus:
        result = result - item.interval
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
        and _interval_sum(parts, []).near(total.interval)
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
                elif len(run) >= 3 and 0 < together - HUNDRED <= 10:
                    yield self._report(Verdict.QUERY, run, together, slack)

    @staticmethod
    def _exhaustive(copy: Copy, run: Sequence[Item]) -> bool:
        words = run[0].before[-12:] + copy.between(run[0], run[-1]) + run[-1].after[:6]
        return bool(re.search(r"用于|用来|归|分配|其余|剩余|剩下", words)) and not re.search(
            r"其中|等[，。]|以上", words
        )

    def _report(self, verdict: Verdict, run: Sequence[Item], together: Decimal, slack: Decimal) -> Finding:
        shown = " + ".join(item.text for item in run)
        return finding(
            self.code,
            verdict,
            run,
            f"check-percent-sum-{verdict}",
            formula=f"{shown} = {plain(together)}%",
            tolerance=f"±{rounded(slack)}个百分点",
            result=f"{plain(together)}%",
            difference=f"{rounded(abs(together - HUNDRED))}个百分点",
        )


def _share_runs(sentence: Sequence[Item]) -> Iterator[list[Item]]:
    """Percentages of one sentence, side by side, each said to be a share."""
    run: list[Item] = []
    for item in sentence:
        share = (
            item.fact.unit == "%"
            and item.fact.measure is not Measure.CHANGE
            and is_exact(item.fact)
            and 0 < item.value < HUNDRED
        )
        linked = bool(run) and run[-1].index == item.index - 1 and bool(LINK.match(item.before.strip()))
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
