"""Corrections to the wording: laid over the clean text, shown as tracked changes, never written into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.facts import Fact
from ecodesk.domain.text import Article, Span
from ecodesk.domain.views import Changes, FactRow
from ecodesk.domain.wordings import Amendment, Wording, amended, touches
from ecodesk.extraction import extract_at
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message
from ecodesk.services.log import decision_between
from ecodesk.services.reviewing import Reviewing
from ecodesk.store.codec import storable, with_fields
from ecodesk.store.store import Store
from ecodesk.store.work import Work

LONGEST = 2000
"""Characters of a correction, before and after."""

_READ = ("value", "value_high", "unit", "qualifier", "measure")
Move = tuple[FactRow, FactRow]
Laid = tuple[Article, Amendment]


class Rewording:
    """Each call is one step of the editor's that undo takes back."""

    def __init__(self, store: Store, reviewing: Reviewing, editor: str) -> None:
        self._store = store
        self._reviewing = reviewing
        self.editor = editor

    def draft(self, article_id: int, span: Span) -> Wording:
        """The words of a span as they would be corrected, with what is laid over them already.

        The span grows to hold corrections that it meets. UsageError for a span over a paragraph's end or too
        long.
        """
        with self._store.reading() as lists:
            detail = lists.article(article_id)
        if detail is None:
            raise UsageError("services.no-article", number=article_id)
        text = detail.article.clean.text
        whole = _grown(span, detail.wordings)
        if "\n" in whole.of(text) or len(whole) > LONGEST:
            raise UsageError("services.reword-less", longest=LONGEST)
        within = [item for item in detail.wordings if _within(item, whole)]
        note = within[0].note if len(within) == 1 and within[0].span == whole else ""
        newest = max((item.id for item in detail.wordings), default=0)
        return Wording(newest, article_id, whole, whole.of(text),
                       amended(text, within, whole.start, whole.end), note, self.editor)

    def reword(self, draft: Wording, after: str, note: str = "") -> Changes:
        """Lay other words over those of a draft; the words that stand there take a correction back.

        A settled figure whose digits change with its words is open again, and its note says why. StaleError
        when another editor has corrected the same words since the draft, or the article is not current.
        """
        after = storable(after).replace("\r", "").replace("\n", " ")
        if len(after) > LONGEST:
            raise UsageError("services.reword-less", longest=LONGEST)
        with self._store.begin() as work:
            article, live = self._held(work, draft.article_id)
            met = [item for item in live if _within(item, draft.span) or touches(item, draft.span)]
            if any(item.id > draft.id and item.editor != self.editor for item in met):
                raise StaleError("services.wording-stale", before=met[0].before, editor=met[0].editor)
            if draft.span.of(article.clean.text) != draft.before or _grown(draft.span, met) != draft.span:
                raise StaleError("services.wording-stale", before=draft.before, editor=self.editor)
            fresh = replace(draft, id=0, after=after, note=note.strip())
            stands = [item for item in met if item.key == fresh.key]
            if after == (stands[0].after if stands else draft.before) and len(met) == len(stands):
                return Changes()
            said = [(item, False) for item in met if item.key != fresh.key or after == draft.before]
            if after != draft.before:
                said.append((fresh, True))
            moves = self._say(work, article, live, said, "reword" if after != draft.before else "unword")
        return self._done(draft.article_id, moves)

    def take_back(self, wordings: Sequence[Wording]) -> Changes:
        """Take corrections of one article away again; those that are no longer laid over it are left out."""
        if not wordings:
            return Changes()
        article_id = wordings[0].article_id
        with self._store.begin() as work:
            article, live = self._held(work, article_id)
            keys = {item.key for item in wordings}
            gone = [(item, False) for item in live if item.key in keys]
            if not gone:
                return Changes()
            moves = self._say(work, article, live, gone, "unword")
        return self._done(article_id, moves)

    def text_of(self, article_id: int) -> str:
        """The whole article with its corrections laid in."""
        with self._store.reading() as lists:
            detail = lists.article(article_id)
        if detail is None:
            raise UsageError("services.no-article", number=article_id)
        return amended(detail.article.clean.text, detail.wordings)

    def _held(self, work: Work, article_id: int) -> tuple[Article, list[Wording]]:
        work.hold_wordings()
        if work.superseded_ids([article_id]):
            raise StaleError("services.parted-already")
        return work.article_texts([article_id])[article_id], work.wordings([article_id])

    def _say(self, work: Work, article: Article, live: Sequence[Wording],
             said: Sequence[tuple[Wording, bool]], action: str) -> list[Move]:
        keys = {item.key for item, _ in said}
        after = [item for item in live if item.key not in keys] + [item for item, on in said if on]
        at = datetime.now(UTC)
        touched = [item for item, _ in said]
        rows = [row for row in work.facts_of_articles([touched[0].article_id])
                if any(touches(item, row.fact.span) for item in touched)]
        texts = [Amendment(article.clean.text, items) for items in (live, after)]
        laid = [(text.article(article), text) for text in texts]
        moves = [move for row in rows if (move := self._moved(row, laid[0], laid[1], action)) is not None]
        moves = [(old, replace(new, editor=self.editor, decided_at=at)) for old, new in moves]
        held = work.hold_facts(old.id for old, _ in moves)
        if any(held[old.id].revision != old.revision for old, _ in moves):
            raise StaleError("services.stale", where=moves[0][0].title, editor="", fact=moves[0][0].fact.text)
        step = work.add_step(self.editor, at, action, sum(1 for _, on in said if on) or len(said))
        work.add_decisions(step, [decision_between(old, new, at) for old, new in moves])
        work.set_facts([new for _, new in moves])
        work.say_wordings(step, said)
        return moves

    def _moved(self, row: FactRow, before: Laid, after: Laid, action: str) -> Move | None:
        """A fact before and after its words changed, None where that is nothing to it."""
        old, new = (_read(article, row.fact, amendment) for article, amendment in (before, after))
        now = {name: str(getattr(new, name)) for name in _READ}
        changed = {name: value for name, value in now.items() if value != getattr(old, name)}
        decided = row.status is Status.CORRECTED and action == "unword"
        stands = all(str(getattr(row.fact, name)) == value for name, value in changed.items())
        if row.fact.is_claim or not changed or stands or decided:
            return None
        if not changed.get("value", new.value):
            changed = {}  # a figure that is no longer there is for the editor to judge
        fact = with_fields(row.fact, changed)
        if row.status is Status.OPEN:
            return row, replace(row, fact=fact)
        told = message("services.digits-changed", before=old.text, after=new.text, status=label(row.status))
        note = "；".join(part for part in (told, row.note) if part)
        return row, replace(row, fact=fact, status=Status.OPEN, note=note)

    def _done(self, article_id: int, moves: Sequence[Move]) -> Changes:
        touched = frozenset({article_id})
        return Changes(touched, wordings=touched) | self._reviewing.settle(moves, reworded=touched)


def _within(item: Wording, span: Span) -> bool:
    return span.start <= item.span.start and item.span.end <= span.end


def _grown(span: Span, wordings: Iterable[Wording]) -> Span:
    """The span with every correction that it cuts into."""
    start, end = span.start, span.end
    for item in sorted(wordings, key=lambda one: one.span):
        if touches(item, Span(start, end)) or (item.span == span):
            start, end = min(start, item.span.start), max(end, item.span.end)
    return Span(start, end)


def _read(article: Article, fact: Fact, amendment: Amendment) -> Fact:
    """The figure as it reads where corrections are laid in; its `text` holds the words.

    `article` is the amended one.
    """
    span = amendment.laid(fact.span)
    words = span.of(amendment.text)
    if not words.strip():
        return replace(fact, text=words, value="", value_high="")
    return extract_at(article, span, claim=fact.is_claim)
