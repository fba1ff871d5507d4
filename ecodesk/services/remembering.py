"""The memory of verified facts: what an editor has verified before is recognised, never verified by itself.

The comparison across articles keeps which figures state one thing; those of them that are decided are the
memory. What a reprint only repeats has no such link and is found by its sentence, a claim by its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from ecodesk.domain.decisions import Status
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Verdict
from ecodesk.domain.remembering import AGREEING, Alike, Remembered
from ecodesk.domain.views import FactRow
from ecodesk.knowledge.script import simplified
from ecodesk.store.comparing import Keeping
from ecodesk.store.lists import Lists
from ecodesk.store.store import Store

VERIFIED = frozenset({Status.VERIFIED, Status.CORRECTED})
_TOLD = frozenset({*AGREEING, Verdict.SCOPE, Verdict.CONFLICT})
_TELLINGS = 60
"""Sentences under one key that are looked at for the very same words."""


class Memory:
    """Reads what was verified before."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def recall(self, fact_id: int) -> list[Remembered]:
        """What was verified before and is the statement, or the meaning, of this fact; the surest first.

        Of other articles, whatever their batch. The newest decision comes before older ones.
        """
        with self._store.reading() as lists:
            own = lists.fact(fact_id)
            if own is None:
                return []
            links = _linked(Keeping(lists.connection), [fact_id]).get(fact_id, {})
            said = _said_again(lists, own)
            rows = lists.facts_by_id({*links, *said})
            older = lists.superseded_ids({row.article_id for row in rows.values()})
        found = [_remembered(own, row, links.get(number)) for number, row in rows.items()
                 if row.status in VERIFIED and row.article_id not in older
                 and (number in links or _statement(row.original) == _statement(own.original))]
        return sorted(found, key=_surest_first)

    def count(self, article_ids: Collection[int]) -> tuple[int, int]:
        """How many figures of these articles state what was verified in others, how many differ from it."""
        wanted = set(article_ids)
        agree, differ = set(), set()
        with self._store.reading() as lists:
            kept = Keeping(lists.connection)
            linked = _linked(kept, kept.compared_in(wanted).keys())
            verified = kept.standing({other for links in linked.values() for other in links}, VERIFIED)
        for number, links in linked.items():
            verdicts = {verdict for other, verdict in links.items()
                        if other in verified and verified[other] not in wanted}
            if verdicts & AGREEING:
                agree.add(number)
            elif verdicts:
                differ.add(number)
        return len(agree), len(differ)


def _linked(kept: Keeping, ids: Collection[int]) -> dict[int, dict[int, Verdict]]:
    """For each figure those that state the same thing, and how the values stand."""
    wanted = set(ids)
    found: dict[int, dict[int, Verdict]] = defaultdict(dict)
    # What is told at one place of a passage says more than words.
    for link in sorted(kept.links(wanted), key=lambda link: link.told):
        if link.verdict in _TOLD:
            for one, other in (link.ends, link.ends[::-1]):
                if one in wanted:
                    found[one][other] = link.verdict
    return found


def _said_again(lists: Lists, own: FactRow) -> set[int]:
    """Facts of other articles with the same words in the same sentence."""
    kept = Keeping(lists.connection)
    if own.fact.is_claim:
        return set(kept.claims(own.fact.text)) - {own.id}
    entry = kept.compared([own.id]).get(own.id)
    lead = kept.compared([entry.lead]).get(entry.lead) if entry else None
    if lead is None:
        return set()
    leads = {number for block in kept.tellings(lead.tellings, _TELLINGS).values() for number in block}
    told = {number for number, sentence in kept.sentences(leads).items()
            if _words(sentence) == _words(own.fact.sentence)}
    homes = {one.article for one in kept.compared(told).values()} - {own.article_id}
    return {number for number, one in kept.compared_in(homes).items() if one.lead in told}


def _remembered(own: FactRow, row: FactRow, verdict: Verdict | None) -> Remembered:
    same_words = _statement(own.original) == _statement(row.original)
    if verdict is None:
        verdict = Verdict.SAME if _value(own.fact) == _value(row.fact) else Verdict.CONFLICT
    slip = (verdict not in AGREEING and _value(row.original) != _value(row.fact)
            and _value(own.fact) == _value(row.original))
    return Remembered(row, Alike.STATEMENT if same_words else Alike.MEANING, verdict, slip)


def _surest_first(one: Remembered) -> tuple[object, ...]:
    at = one.row.decided_at
    return not one.agrees, one.alike is not Alike.STATEMENT, -(at.timestamp() if at else 0), one.row.id


def _statement(fact: Fact) -> tuple[str, str]:
    return _words(fact.sentence), _words(fact.text)


def _value(fact: Fact) -> tuple[str, ...]:
    scope = simplified(fact.place) if fact.is_claim else ""
    return fact.value, fact.value_high, simplified(fact.unit), fact.qualifier, scope


def _words(text: str) -> str:
    return simplified("".join(text.split()))
