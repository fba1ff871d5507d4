"""Decisions carried over to a newer version of an article, where the words still stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ecodesk.domain.decisions import Gone, Status
from ecodesk.domain.facts import Fact
from ecodesk.domain.rulings import Choice
from ecodesk.domain.views import FactRow
from ecodesk.domain.wordings import Wording
from ecodesk.knowledge.house import as_found
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.script import simplified
from ecodesk.services.keeping import NUMERALS, left_behind, made_again, present, said_again, told_of
from ecodesk.services.log import decision_between
from ecodesk.store.codec import with_fields
from ecodesk.store.rows import stored_fields
from ecodesk.store.rulings import Say
from ecodesk.store.work import Work

_SETTLED = frozenset({Status.VERIFIED, Status.CORRECTED, Status.REJECTED, Status.QUERIED})


@dataclass(frozen=True, slots=True)
class Carried:
    """A fact of the newer version before and after, and the fact of the older one that it follows."""

    origin: FactRow
    before: FactRow
    after: FactRow


def carry(older: Sequence[FactRow], newer: Sequence[FactRow]) -> list[Carried]:
    """What the decisions about an older version make of the facts of a newer one, both in reading order.

    Same sentence and same figure, in whatever script: status, corrections, note and source come over. So they
    do where only the digits of other figures in the sentence changed. Other digits, or the same statement in
    a sentence rewritten: the fact is open again, and its note says what the editor had decided on. Facts that
    nobody touched before are left alone.
    """
    found = [Carried(left, right, _standing(left, right) if stands else _reopened(left, right))
             for left, right, stands in followers(older, newer)]
    return [item for item in found if _is_touched(item.origin) and item.before != item.after]


def followers(older: Sequence[FactRow], newer: Sequence[FactRow]) -> list[tuple[FactRow, FactRow, bool]]:
    """The newer fact that came in place of each older one, and whether its words still stand."""
    found = [(left, right, _means_the_same(left, right)) for left, right in _pairs(older, newer, _statement)]
    taken = {left.id for left, _, _ in found}, {right.id for _, right, _ in found}
    for key in (_frame, _meaning):
        # What was made by hand is of no use to tell what extraction found: it stands beside that.
        rest = [row for row in older if row.id not in taken[0] and not row.fact.by_hand]
        free = [row for row in newer if row.id not in taken[1]]
        for left, right in _pairs(rest, free, key, alone=key is _meaning):
            taken[0].add(left.id)
            taken[1].add(right.id)
            found.append((left, right, key is _frame and _is_untouched(left, right)))
    return found


Group = tuple[Sequence[int], Sequence[int]]
"""Articles that go and those that come in their place, by row id."""


@dataclass(slots=True)
class Replaced:
    """What came of older articles: decisions carried over, corrections laid over newer articles again, and
    the facts made by hand and corrections that could not come with them."""

    moves: list[Carried] = field(default_factory=list)
    laid: list[tuple[Wording, bool]] = field(default_factory=list)
    left: list[FactRow] = field(default_factory=list)
    unsaid: list[Wording] = field(default_factory=list)

    @property
    def altered(self) -> list[int]:
        """The newer articles in which something carried over changes what the checks see."""
        told = {item.after.article_id for item in self.moves
                if item.after.fact != item.before.fact or item.after.status is Status.REJECTED
                or item.after.fact.by_hand}
        return sorted(told | {item.article_id for item, _ in self.laid})


def put_in_place(work: Work, groups: Sequence[Group], action: str, editor: str, at: datetime) -> Replaced:
    """Put newer articles in place of older ones as one step, with what was decided about the older ones.

    The facts of the newer ones are stored already. A fact that is left behind gets a note that says so.
    """
    articles = [article for group in groups for part in group for article in part]
    rows, texts = present(work.facts_of_articles(articles, gone=True)), work.article_texts(articles)
    said = work.wordings(articles)
    done = Replaced()
    followed: list[tuple[FactRow, FactRow, bool]] = []
    notes: list[tuple[FactRow, FactRow]] = []
    for old, new in groups:
        older = [row for row in rows if row.article_id in old]
        newer = [row for row in rows if row.article_id in new]
        made = made_again(work, older, newer, {number: texts[number] for number in (*old, *new)})
        done.moves += [Carried(one, other, _standing(one, replace(other, gone=Gone.HERE)))
                       for one, other in made]
        rest = [row for row in older if row.id not in {one.id for one, _ in made}]
        done.moves += carry(rest, newer)
        pairs = [*((one, other, True) for one, other in made), *followers(rest, newer)]
        followed += pairs
        left = work.hold_facts(left_behind(older, (one for one, _, _ in pairs))).values()
        notes += [(row, told_of(row, texts, new, editor, at)) for row in left]
        laid, unsaid = said_again([item for item in said if item.article_id in old], texts, new)
        done.laid += laid
        done.unsaid += unsaid
    done.left = [row for row, _ in notes]
    done.moves = [replace(item, after=replace(item.after, editor=editor, decided_at=at))
                  for item in done.moves]
    step = work.add_step(editor, at, action, len(done.moves))
    work.add_decisions(step, [decision_between(item.before, item.after, at, item.origin.id)
                              for item in done.moves])
    work.add_decisions(step, [decision_between(before, after, at) for before, after in notes])
    work.set_facts([*(item.after for item in done.moves), *(after for _, after in notes)])
    work.say_wordings(step, done.laid)
    repeat_rulings(work, step, followed)
    work.supersede(step, [(one, other) for old, new in groups for one in old for other in new])
    return done


def repeat_rulings(work: Work, step: int, pairs: Sequence[tuple[FactRow, FactRow, bool]]) -> None:
    """Rule about the newer facts as about the older ones they follow.

    The digits are those of the older ones: a ruling about others lapses and says so.
    """
    newer = {left.id: right for left, right, _ in pairs}
    said = []
    for row in work.standing_rulings(newer) if newer else ():
        told, ends = row.ruling, (row.left_id, row.right_id)
        sides = [(newer[number].id if number in newer else number, digits, number == row.kept_id)
                 for number, digits in zip(ends, (told.left_digits, told.right_digits), strict=True)]
        (left, left_digits, _), (right, right_digits, _) = sorted(sides)
        if told.choice is not Choice.NONE and left != right:
            kept = next((number for number, _, is_kept in sides if is_kept), 0)
            said.append(Say(left, right, told.choice, left_digits, right_digits, row.question, kept,
                            told.note, row.carried_from or row.id))
    if said:
        work.hold_rulings()
        work.say_rulings(step, said)


def standing(older: Sequence[FactRow], newer: Sequence[FactRow]) -> dict[int, FactRow]:
    """The newer fact for each older one (by row id) whose sentence and figure still stand as they were."""
    return {left.id: right for left, right in _pairs(older, newer, _statement)
            if _means_the_same(left, right)}


def _pairs(older: Sequence[FactRow], newer: Sequence[FactRow], key: Callable[[Fact], Hashable], *,
           alone: bool = False) -> list[tuple[FactRow, FactRow]]:
    """Facts with one key, the first with the first; `alone`: only where the key names one fact on each side.

    Where the number of facts with a key has changed, none of them can be told to be the other.
    """
    old, new = _by(older, key), _by(newer, key)
    return [pair for found, rows in old.items()
            if len(rows) == len(new.get(found, ())) and (not alone or len(rows) == 1)
            for pair in zip(rows, new[found], strict=True)]


def _by(rows: Sequence[FactRow], key: Callable[[Fact], Hashable]) -> dict[Hashable, list[FactRow]]:
    found: dict[Hashable, list[FactRow]] = defaultdict(list)
    for row in rows:
        found[key(as_found(row.original))].append(row)
    return found


def _statement(fact: Fact) -> Hashable:
    return _words(fact.sentence), _words(fact.text), fact.is_claim


def _frame(fact: Fact) -> Hashable:
    # The digits taken out, figures of one sentence keep their order.
    return NUMERALS.sub("#", _words(fact.sentence)), fact.is_claim


def _meaning(fact: Fact) -> Hashable:
    words = (fact.subject, fact.indicator, fact.unit, fact.place)
    return *map(simplified, words), fact.measure, fact.period


def _words(text: str) -> str:
    return simplified("".join(text.split()))


def _is_touched(row: FactRow) -> bool:
    return row.status is not Status.OPEN or row.gone is not Gone.HERE or bool(row.note or row.source)


def _means_the_same(left: FactRow, right: FactRow) -> bool:
    """False when the figure is read otherwise than it was: an editor did not decide on that."""
    one, other = as_found(left.original), as_found(right.original)
    return all(simplified(getattr(one, name)) == simplified(getattr(other, name))
               for name in ("value", "value_high", "unit", "measure"))


def _is_untouched(left: FactRow, right: FactRow) -> bool:
    """True for a figure that says what it said, in a sentence where other digits changed."""
    one, other = as_found(left.original), as_found(right.original)
    about = ("subject", "indicator", "period", "place", "qualifier")
    same = all(simplified(getattr(one, name)) == simplified(getattr(other, name)) for name in about)
    return same and _words(one.text) == _words(other.text) and _means_the_same(left, right)


def _standing(left: FactRow, right: FactRow) -> FactRow:
    now, extracted = stored_fields(left.fact), stored_fields(left.original)
    # What the dictionary has come to write, or no longer writes, is not what the editor decided on.
    both = (*left.original.rewritten, *right.original.rewritten) if left.status in _SETTLED else ()
    written = {item.field for item in both}
    corrected = {name: value for name, value in now.items() if value != extracted[name] or name in written}
    return replace(right, fact=with_fields(right.fact, corrected), status=left.status, note=left.note,
                   source=left.source, gone=left.gone)


def _is_met(left: FactRow, right: FactRow) -> bool:
    """True where a figure was corrected and the newer version prints what it was corrected to."""
    values = ("value", "value_high", "unit", "measure")
    changed = any(getattr(left.fact, name) != getattr(left.original, name) for name in values)
    now, prints = left.fact, right.fact
    same = all(simplified(getattr(now, name)) == simplified(getattr(prints, name)) for name in values)
    return left.status is Status.CORRECTED and left.gone is Gone.HERE and changed and same


def _met(left: FactRow, right: FactRow) -> FactRow:
    """The decision stands; where nothing else was corrected, there is nothing left to correct."""
    after = _standing(left, right)
    told = message("services.corrected-since", text=left.original.text)
    note = "；".join(part for part in (told, left.note) if part)
    status = Status.VERIFIED if after.fact == right.fact else Status.CORRECTED
    return replace(after, status=status, note=note)


def _reopened(left: FactRow, right: FactRow) -> FactRow:
    if left.status not in _SETTLED:
        return replace(right, note=left.note, source=left.source)
    if _is_met(left, right):
        return _met(left, right)
    same_words = _words(left.original.text) == _words(right.original.text)
    code = "services.reworded" if same_words else "services.was"
    status = label(left.status) if left.gone is Gone.HERE else label(left.gone)
    told = message(code, text=left.original.text, status=status)
    source = message("services.was-source", source=left.source) if left.source else ""
    return replace(right, note="；".join(part for part in (told + source, left.note) if part))
