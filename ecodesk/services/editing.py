"""Facts made by hand: added where extraction found none, taken out, split in two and made one of two."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from ecodesk.domain.decisions import Gone, Status
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.facts import Fact, decimal_of
from ecodesk.domain.text import Article, Span
from ecodesk.domain.views import Changes, FactRow
from ecodesk.extraction import extract_at
from ecodesk.knowledge.house import Lexicon
from ecodesk.services.dictionary import Dictionary
from ecodesk.services.fields import checked_fields
from ecodesk.services.log import decision_between
from ecodesk.services.reviewing import Reviewing
from ecodesk.store.codec import with_fields
from ecodesk.store.store import Store
from ecodesk.store.work import Work

LONGEST = 80
"""Characters of a selection that may be one fact."""

APART = 30
"""Characters that may stand between two facts which are one."""

_BETWEEN = re.compile(r"\s*(?:[-—–－~～/／、，,；;]|至|到|和|与|及|或|比)+\s*")
_KEPT = ("subject", "indicator", "period", "place", "modality")
Move = tuple[FactRow, FactRow]
Seen = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Made:
    """What making facts did: the rows that came, for the window to show the first of them."""

    changes: Changes
    facts: tuple[int, ...]


class Editing:
    """Each call is one step of the editor's that undo takes back."""

    def __init__(self, store: Store, reviewing: Reviewing, dictionary: Dictionary, editor: str) -> None:
        self._store = store
        self._reviewing = reviewing
        self._dictionary = dictionary
        self.editor = editor

    def draft(self, article_id: int, span: Span, *, claim: bool = False) -> FactRow:
        """What a selection of the clean text says, as a row with id 0 that is not stored.

        UsageError for a selection without words, over a paragraph's end or too long, and where the fact
        stands in the table already.
        """
        with self._store.reading() as lists:
            detail = lists.article(article_id)
            rows = lists.facts_of_articles([article_id])
        if detail is None:
            raise UsageError("services.no-article", number=article_id)
        span = _trimmed(detail.article, span)
        there = next((row for row in rows if row.fact.span == span and row.fact.is_claim == claim), None)
        if there is not None:
            raise UsageError("services.fact-there", where=there.title, fact=there.fact.text)
        fact = extract_at(detail.article, span, self._dictionary.lexicon(), claim=claim)
        if not (fact.value or claim):
            # What is measured is guessed from the number; without one the guess is worth nothing.
            fact = replace(fact, indicator="")
        return FactRow(0, article_id, detail.row.title, fact, fact, Status.OPEN, 0)

    def add(self, row: FactRow, fields: Mapping[str, str], note: str = "") -> Made:
        """Store a draft with the fields as the editor filled them in; it is open like any other.

        UsageError when a value does not fit its field, StaleError when the article is no longer current.
        """
        fact = with_fields(row.fact, checked_fields(row.fact, fields))
        with self._store.begin() as work:
            _refuse_superseded(work, row.article_id)
            if any(one.fact.span == fact.span and one.fact.is_claim == fact.is_claim
                   for one in work.facts_of_articles([row.article_id])):
                raise UsageError("services.fact-there", where=row.title, fact=fact.text)
            moves = self._made(work, row.article_id, [fact], note=note)
            self._write(work, moves, "add")
        return self._done(moves)

    def remove(self, fact_ids: Sequence[int], *, seen: Seen | None = None) -> Changes:
        """Take out what is no fact at all: it leaves the lists and does not come back at a later import.

        `seen` gives revisions as for `Reviewing.decide`.
        """
        def gone(row: FactRow) -> FactRow:
            return replace(row, gone=Gone.REMOVED, status=Status.REJECTED)

        return self._move(fact_ids, Gone.HERE, gone, "remove", seen or {})

    def restore(self, fact_ids: Sequence[int]) -> Changes:
        """Put facts back that were taken out; they are open again."""
        def back(row: FactRow) -> FactRow:
            return replace(row, gone=Gone.HERE, status=Status.OPEN)

        return self._move(fact_ids, Gone.REMOVED, back, "restore", {})

    def removed(self, article_id: int) -> list[FactRow]:
        """Facts of an article that were taken out, in reading order."""
        with self._store.reading() as lists:
            rows = lists.facts_of_articles([article_id], gone=True)
        return [row for row in rows if row.gone is Gone.REMOVED]

    def split(self, fact_id: int, cut: Span | None = None, *, revision: int | None = None) -> Made:
        """Make two facts of one; what they are about is the same.

        `cut` is a selection inside the fact, which is one of the two, or an empty span between them; without
        it a word or sign between two numbers parts them. UsageError where that leaves no two facts.
        """
        seen = {} if revision is None else {fact_id: revision}
        with self._store.begin() as work:
            old = self._held(work, [fact_id], seen)[0]
            article = work.article_texts([old.article_id])[old.article_id]
            spans = _parts(article, old.fact, cut)
            facts = [_part(article, old.fact, number, span, self._dictionary.lexicon())
                     for number, span in enumerate(spans)]
            moves = self._made(work, old.article_id, facts)
            self._write(work, [*moves, self._left(old, Gone.SPLIT)], "split")
        return self._done([*moves, self._left(old, Gone.SPLIT)], len(moves))

    def merge(self, fact_ids: Sequence[int], *, seen: Seen | None = None) -> Made:
        """Make one fact of several that stand beside each other; it is about what the first is about.

        UsageError when they are fewer than two, of different articles or paragraphs, or too far apart.
        """
        with self._store.begin() as work:
            rows = self._held(work, fact_ids, seen or {})
            rows.sort(key=lambda row: row.fact.span)
            article = work.article_texts([rows[0].article_id])[rows[0].article_id]
            span = _whole(article, rows)
            fact = _merged(article, rows, span, self._dictionary.lexicon())
            moves = self._made(work, rows[0].article_id, [fact])
            moves += [self._left(row, Gone.MERGED) for row in rows]
            self._write(work, moves, "merge")
        return self._done(moves, 1)

    def _move(self, fact_ids: Sequence[int], wanted: Gone, change: Callable[[FactRow], FactRow], action: str,
              seen: Seen) -> Changes:
        with self._store.begin() as work:
            rows = [row for row in self._held(work, fact_ids, seen) if row.gone is wanted]
            moves = [(row, self._signed(change(row))) for row in rows]
            if moves:
                self._write(work, moves, action)
        return self._reviewing.settle(moves)

    def _held(self, work: Work, fact_ids: Sequence[int], seen: Seen) -> list[FactRow]:
        held = work.hold_facts(fact_ids)
        for fact_id in fact_ids:
            if fact_id not in held:
                raise UsageError("services.no-fact", number=fact_id)
            row = held[fact_id]
            if seen.get(fact_id, row.revision) != row.revision:
                raise StaleError("services.stale", where=row.title, editor=row.editor, fact=row.fact.text)
        return list(held.values())

    def _signed(self, row: FactRow) -> FactRow:
        return replace(row, editor=self.editor, decided_at=datetime.now(UTC))

    def _made(self, work: Work, article_id: int, facts: Sequence[Fact], note: str = "") -> list[Move]:
        rows = work.add_made_facts({article_id: facts})
        return [(row, self._signed(replace(row, gone=Gone.HERE, note=note))) for row in rows]

    def _left(self, row: FactRow, why: Gone) -> Move:
        return row, self._signed(replace(row, gone=why, status=Status.REJECTED))

    def _write(self, work: Work, moves: Sequence[Move], action: str) -> None:
        at = datetime.now(UTC)
        step = work.add_step(self.editor, at, action, len(moves) if action in ("remove", "restore") else 1)
        work.add_decisions(step, [decision_between(old, new, at) for old, new in moves])
        work.set_facts([replace(new, decided_at=at) for _, new in moves])

    def _done(self, moves: Sequence[Move], came: int | None = None) -> Made:
        changes = self._reviewing.settle(moves)
        return Made(changes, tuple(new.id for _, new in moves[:came]))


def _refuse_superseded(work: Work, article_id: int) -> None:
    if work.superseded_ids([article_id]):
        raise StaleError("services.parted-already")


def _trimmed(article: Article, span: Span) -> Span:
    """A selection without the blanks at its ends. UsageError where it cannot be one fact."""
    words = span.of(article.clean.text)
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start == end:
        raise UsageError("services.select-first")
    if "\n" in words.strip() or end - start > LONGEST:
        raise UsageError("services.select-less", longest=LONGEST)
    return Span(start, end)


def _parts(article: Article, fact: Fact, cut: Span | None) -> tuple[Span, Span]:
    """The two spans of a fact that is split."""
    text, whole = article.clean.text, fact.span
    if cut is not None and whole.start <= cut.start and cut.end <= whole.end and cut != whole:
        middle = (cut.end, cut.end) if cut.start == whole.start else (cut.start, cut.start)
        if len(cut) and cut.start > whole.start and cut.end < whole.end:
            middle = (cut.start, cut.start)
        parts = (Span(whole.start, middle[0]), Span(middle[1], whole.end))
        parts = (_bare(text, parts[0]), _bare(text, parts[1]))
    else:
        between = next((found for found in _BETWEEN.finditer(text, whole.start + 1, whole.end - 1)
                        if _has_number(text[whole.start : found.start()])
                        and _has_number(text[found.end() : whole.end])), None)
        if between is None:
            raise UsageError("services.split-where", fact=fact.text)
        parts = (Span(whole.start, between.start()), Span(between.end(), whole.end))
    if not len(parts[0]) or not len(parts[1]):
        raise UsageError("services.split-where", fact=fact.text)
    return parts


_NUMBER = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿半]")


def _has_number(words: str) -> bool:
    return _NUMBER.search(words) is not None


def _bare(text: str, span: Span) -> Span:
    """Without the sign that parts two numbers at either end."""
    start, end = span.start, span.end
    lead = _BETWEEN.match(text, start, end)
    if lead is not None:
        start = lead.end()
    for found in _BETWEEN.finditer(text, start, end):
        if found.end() == end:
            end = found.start()
    return Span(start, max(end, start))


def _part(article: Article, fact: Fact, number: int, span: Span, lexicon: Lexicon) -> Fact:
    """One part of a fact that is split: its words by themselves, about what the whole is about."""
    read = extract_at(article, span, lexicon, claim=fact.is_claim)
    ends = (fact.value, fact.value_high)
    fields = {name: str(getattr(fact, name)) for name in (*_KEPT, "measure")}
    if all(ends):
        # A range that was read as one: each end is known already, with its multiplier.
        fields |= {"value": ends[number], "value_high": "", "unit": fact.unit}
    else:
        fields |= {"value": read.value or fact.value, "unit": read.unit or fact.unit}
    return replace(with_fields(read, fields), step="")


def _whole(article: Article, rows: Sequence[FactRow]) -> Span:
    if len(rows) < 2:
        raise UsageError("services.merge-few")
    if len({row.article_id for row in rows}) > 1:
        raise UsageError("services.merge-apart")
    span = Span(rows[0].fact.span.start, max(row.fact.span.end for row in rows))
    gaps = [later.fact.span.start - sooner.fact.span.end for sooner, later in pairwise(rows)]
    if "\n" in span.of(article.clean.text) or max(gaps) > APART:
        raise UsageError("services.merge-apart")
    return span


def _merged(article: Article, rows: Sequence[FactRow], span: Span, lexicon: Lexicon) -> Fact:
    """What the whole says where it can be read; else the first fact, the last of its unit the upper end."""
    first, last = rows[0].fact, rows[-1].fact
    read = extract_at(article, span, lexicon, claim=first.is_claim)
    fields = {name: str(getattr(first, name) or getattr(last, name)) for name in _KEPT}
    fields |= {"value": first.value, "value_high": first.value_high, "unit": first.unit or last.unit,
               "measure": first.measure, "qualifier": first.qualifier or read.qualifier}
    low, high = decimal_of(first.value), decimal_of(last.value_high or last.value)
    if read.value_high or (read.value and read.value not in (first.value, last.value)):
        fields |= {"value": read.value, "value_high": read.value_high, "unit": read.unit or fields["unit"]}
    elif low is not None and high is not None and low < high and last.unit == fields["unit"]:
        fields["value_high"] = last.value_high or last.value
    return replace(with_fields(read, fields), step="")
