"""Totals with the amount they grew by and the rate they grew at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.moves import by_verb, cut_off
from ecodesk.checking.show import finding, rounded, rounding_of
from ecodesk.checking.slips import NO_GUESS, Guess, guess_to_fit
from ecodesk.checking.vocabulary import verbs
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import Interval

HUNDRED = Decimal(100)
ONE = Interval(Decimal(1), Decimal(1))
FAR, CLOSE_RATE = 20, 8
SLIGHT = Decimal("0.02")


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
        holds = wanted.near(cut_off(rate)) or abs(computed - rate.value) <= computed * SLIGHT
        guess = NO_GUESS if holds else _guess(total, added, rate, sign, wanted)
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        mark = "−" if sign > 0 else "+"
        gap = abs(computed - rate.value)
        yield finding(
            self.code,
            verdict,
            (total, added, rate),
            f"check-increment-{verdict}",
            formula=f"{added.text} ÷ ({total.text} {mark} {added.text}) = {rounded(computed)}%",
            tolerance=f"{rounded(wanted.low)}～{rounded(wanted.high)}%",
            suggestion=guess.suggestion,
            result=f"{rounded(computed)}%",
            stated=rate.text,
            difference=f"{rounded(gap)}个百分点",
            guess=guess.text,
            rounding=rounding_of(gap, rate),
        )


def _guess(total: Item, added: Item, rate: Item, sign: int, wanted: Interval) -> Guess:
    """Total and growth as the other two figures want them: growth = base × rate."""
    part = rate.interval.scaled(1 / HUNDRED)
    whole = ONE + part if sign > 0 else ONE - part
    if part.low <= 0 or whole.low <= 0:
        return NO_GUESS
    for_added = total.interval * part / whole
    for_total = added.interval / part * whole
    return guess_to_fit([(rate, wanted), (added, for_added), (total, for_total)])
