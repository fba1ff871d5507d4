"""Settling groups: an editor rules that statements are of one thing or not, and which value counts.

Each call is one step that undo takes back. It refuses with StaleError, and writes nothing, where another
editor has ruled since, or a figure is another one than the editor saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, product

from ecodesk.checking import LARGEST_GROUP, alike_in_kind, apart
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.findings import VALUED, Verdict
from ecodesk.domain.rulings import QUESTION_OF, Choice, Question, Settlement, digits_of
from ecodesk.domain.views import Changes, FactRow, FindingRow, RulingRow
from ecodesk.knowledge.messages import message
from ecodesk.services.checking import Checking
from ecodesk.services.reviewing import Reviewing, Wish
from ecodesk.store.rulings import Say
from ecodesk.store.store import Store

TAKEN_OVER = ("value", "value_high", "unit", "qualifier")
"""Fields that a value kept gives to those that say otherwise."""

Pairs = Sequence[tuple[FactRow, FactRow]]


@dataclass(frozen=True, slots=True)
class _Part:
    """What is ruled about one group: pairs of its facts, and what the screen says of it.

    Other rulings on the same question between `members` are taken back: a group has one answer.
    """

    pairs: Pairs
    shown: Settlement | None
    question: Question
    members: frozenset[int] = frozenset()


class Settling:
    """Rulings of one editor about the groups on the screen."""

    def __init__(self, store: Store, checking: Checking, reviewing: Reviewing, editor: str) -> None:
        self._store = store
        self._checking = checking
        self._reviewing = reviewing
        self.editor = editor

    def mark_scope(self, *groups: FindingRow, note: str = "") -> Changes:
        """Values that cannot be one differ in what they count (口径不同). UsageError where none differs."""
        parts = []
        for group in groups:
            _refuse_unvalued(group)
            by_key = {row.fact.id: row for row in group.rows}
            pairs = [(by_key[one.id], by_key[two.id]) for one, two in apart([row.fact for row in group.rows])]
            if not pairs:
                raise UsageError("services.settling-same")
            parts.append(_valued(group, pairs))
        return self._rule(Choice.SCOPE, parts, note)

    def keep(self, group: FindingRow, fact_id: int, note: str = "") -> Changes:
        """The value of this fact counts, the others are to say it. UsageError for a fact of another group."""
        _refuse_unvalued(group)
        kept = _of(group, fact_id)
        pairs = [(kept, row) for row in group.rows if row.id != kept.id]
        return self._rule(Choice.KEEP, [_valued(group, pairs)], note, kept.id)

    def split(self, group: FindingRow, fact_ids: Sequence[int], note: str = "") -> Changes:
        """These facts state something else than the rest of the group. UsageError where nothing is left."""
        out = [_of(group, fact_id) for fact_id in fact_ids]
        rest = [row for row in group.rows if row.id not in fact_ids]
        if not out or not rest or group.finding.verdict is Verdict.SINGLE:
            raise UsageError("services.settling-whole")
        part = _Part(list(product(out, rest)), group.finding.settlement, Question.GROUP)
        return self._rule(Choice.SPLIT, [part], note)

    def join(self, groups: Sequence[Sequence[FactRow]], note: str = "") -> Changes:
        """All these statements are of one thing.

        UsageError for one group only, for units of several kinds, and for more than a group holds.
        """
        parts = [list(part) for part in groups]
        rows = {row.id: row for part in parts for row in part}
        across = [pair for left, right in combinations(parts, 2) for pair in product(left, right)]
        pairs = {tuple(sorted((one.id, two.id))): (one, two) for one, two in across if one.id != two.id}
        if not pairs:
            raise UsageError("services.settling-few")
        if not alike_in_kind([row.fact for row in rows.values()]):
            raise UsageError("services.settling-kinds")
        if len(rows) > LARGEST_GROUP:
            raise UsageError("services.settling-many", most=LARGEST_GROUP, count=len(rows))
        return self._rule(Choice.JOIN, [_Part(list(pairs.values()), None, Question.GROUP)], note)

    def withdraw(self, *groups: FindingRow) -> Changes:
        """Take back what is shown as ruled about groups; the checks speak again. UsageError for nothing."""
        parts = []
        for group in groups:
            settlement, lines = self._standing(group)
            parts.append(_Part(_pairs(group, lines), settlement, QUESTION_OF[settlement.choice]))
        return self._rule(Choice.NONE, parts)

    def annotate(self, group: FindingRow, note: str) -> Changes:
        """Say why what is shown was ruled, on top of it. UsageError where nothing was."""
        settlement, lines = self._standing(group)
        kept = max(row.kept_id for row in lines)
        part = _Part(_pairs(group, lines), settlement, QUESTION_OF[settlement.choice])
        return self._rule(settlement.choice, [part], note, kept, action="ruled-note")

    def _standing(self, group: FindingRow) -> tuple[Settlement, list[RulingRow]]:
        """What is shown of a group, and the rulings that stand for it. StaleError where none does now."""
        settlement, ids = group.finding.settlement, {row.id for row in group.rows}
        if settlement is None:
            raise UsageError("services.settling-none")
        with self._store.reading() as lists:
            inside = [row for row in lists.standing_rulings(ids) if {row.left_id, row.right_id} <= ids]
        lines = [row for row in inside if row.ruling.choice is settlement.choice]
        if not lines:
            raise StaleError("services.ruling-stale", editor=inside[-1].ruling.editor if inside else "")
        return settlement, lines

    def take_over(self, group: FindingRow, fact_ids: Iterable[int] | None = None) -> Changes:
        """Correct what departs from the value kept, or these facts of it. UsageError where nothing does."""
        settlement = group.finding.settlement
        kept = next((row for row in group.rows if settlement and row.fact.id == settlement.kept), None)
        wanted = None if fact_ids is None else set(fact_ids)
        rows = [row for row in group.rows if settlement and row.fact.id in settlement.departing
                and (wanted is None or row.id in wanted)]
        if kept is None or not rows:
            raise UsageError("services.settling-nothing")
        with self._store.reading() as lists:
            _refuse_changed(lists.facts_by_id([kept.id]), [kept])
        fields = {name: str(getattr(kept.fact, name)) for name in TAKEN_OVER}
        words = message("services.taken-over", title=kept.title, value=kept.fact.text)
        wishes = {row.id: Wish(fields=fields, source=row.source or words) for row in rows}
        return self._reviewing.take(wishes, "kept", {row.id: row.revision for row in rows})

    def _rule(self, choice: Choice, parts: Sequence[_Part], note: str = "", kept: int = 0,
              action: str = "") -> Changes:
        """Write one ruling about each pair that says something new, as one step."""
        rows = {row.id: row for part in parts for pair in part.pairs for row in pair}
        with self._store.begin() as work:
            # Facts before rulings, as everywhere: two editors must not wait for each other.
            held = work.hold_facts(rows)
            work.hold_rulings()
            _refuse_changed(held, rows.values())
            standing = {(row.left_id, row.right_id, row.question): row for row in work.standing_rulings(rows)}
            fresh = []
            for part in parts:
                said = [_say(pair, choice, part.question, kept, note.strip()) for pair in part.pairs]
                said += _taken_back(part, said, standing.values())
                wanted = [item for item in said if not _stands(standing.get(item.pair), item)]
                for item in wanted:
                    self._refuse_others(standing.get(item.pair), item, part.shown)
                fresh += wanted
            if not fresh:
                return Changes()
            step = work.add_step(self.editor, datetime.now(UTC), action or f"ruled-{choice}", len(rows))
            work.say_rulings(step, fresh)
        return Changes(facts=frozenset(rows)) | self._checking.regroup(list(held.values()))

    def _refuse_others(self, last: RulingRow | None, item: Say, shown: Settlement | None) -> None:
        """StaleError where another editor has ruled on the pair since the group was shown."""
        if last is None or last.ruling.editor == self.editor:
            return
        if last.ruling.step <= (shown.step if shown else 0):
            return
        if last.ruling.choice is Choice.NONE:
            told = shown is not None and QUESTION_OF[shown.choice] is item.question
        else:
            # A ruling about other digits has lapsed and is no news.
            then = last.ruling.left_digits, last.ruling.right_digits
            told = then == (item.left_digits, item.right_digits)
        if told and item.choice is not Choice.JOIN:
            raise StaleError("services.ruling-stale", editor=last.ruling.editor)


def _valued(group: FindingRow, pairs: Pairs) -> _Part:
    """A ruling about the values of a group, in place of any other about them."""
    return _Part(pairs, group.finding.settlement, Question.VALUE, frozenset(row.id for row in group.rows))


def _taken_back(part: _Part, said: Sequence[Say], standing: Iterable[RulingRow]) -> list[Say]:
    pairs = {item.pair for item in said}
    return [Say(row.left_id, row.right_id, Choice.NONE, row.ruling.left_digits, row.ruling.right_digits,
                row.question)
            for row in standing
            if row.question is part.question and {row.left_id, row.right_id} <= part.members
            and (row.left_id, row.right_id, row.question) not in pairs]


def _pairs(group: FindingRow, lines: Iterable[RulingRow]) -> Pairs:
    by_id = {row.id: row for row in group.rows}
    return [(by_id[line.left_id], by_id[line.right_id]) for line in lines]


def _say(pair: tuple[FactRow, FactRow], choice: Choice, question: Question, kept: int, note: str) -> Say:
    left, right = sorted(pair, key=lambda row: row.id)
    return Say(left.id, right.id, choice, digits_of(left.fact), digits_of(right.fact), question, kept, note)


def _stands(last: RulingRow | None, item: Say) -> bool:
    """True where the ruling would repeat what stands, or take back what nobody ruled."""
    if last is None:
        return item.choice is Choice.NONE
    told = last.ruling
    if item.choice is Choice.NONE:
        return told.choice is Choice.NONE
    return (told.choice, last.kept_id, told.left_digits, told.right_digits, told.note) == (
        item.choice, item.kept_id, item.left_digits, item.right_digits, item.note)


def _of(group: FindingRow, fact_id: int) -> FactRow:
    row = next((row for row in group.rows if row.id == fact_id), None)
    if row is None:
        raise UsageError("services.settling-other")
    return row


def _refuse_unvalued(group: FindingRow) -> None:
    if group.finding.verdict not in VALUED:
        raise UsageError("services.settling-periods" if group.finding.verdict is Verdict.PERIOD
                         else "services.settling-same")


def _refuse_changed(held: Mapping[int, FactRow], seen: Iterable[FactRow]) -> None:
    """StaleError where a figure is another one than was seen."""
    for row in seen:
        now = held.get(row.id)
        if now is None:
            raise UsageError("services.no-fact", number=row.id)
        if digits_of(now.fact) != digits_of(row.fact):
            raise StaleError("services.stale", where=now.title, editor=now.editor, fact=now.fact.text)
