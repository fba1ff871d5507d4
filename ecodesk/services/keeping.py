"""What an editor made is kept in a newer version where its words still stand: facts and wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ecodesk.domain.decisions import Gone
from ecodesk.domain.text import Article, Span
from ecodesk.domain.views import FactRow
from ecodesk.domain.wordings import Wording
from ecodesk.store.work import Work

_AROUND = (24, 10)
"""Characters on either side by which words are found again where their paragraph was changed elsewhere."""

Texts = Mapping[int, Article]


def made_again(work: Work, older: Sequence[FactRow], newer: Sequence[FactRow],
               texts: Texts) -> list[tuple[FactRow, FactRow]]:
    """Facts made by hand whose sentence stands in a newer article, stored there; the older and the new row.

    Those that extraction finds by itself by now are left to it.
    """
    found: list[tuple[FactRow, FactRow]] = []
    articles = sorted({row.article_id for row in newer} | set(texts) - {row.article_id for row in older})
    there = {(row.article_id, row.fact.span, row.fact.is_claim) for row in newer}
    for row in older:
        if not row.fact.by_hand:
            continue
        for place in articles:
            span = _stands(row, texts[row.article_id].clean.text, texts[place].clean.text)
            if span is None or (place, span, row.fact.is_claim) in there:
                continue
            fact = replace(row.original, article_id=texts[place].id, span=span)
            found.append((row, work.add_made_facts({place: [fact]})[0]))
            break
    return found


def _stands(row: FactRow, old: str, new: str) -> Span | None:
    """Where a fact's sentence holds it in the newer text, None where the sentence is another."""
    sentence, span = row.original.sentence, row.fact.span
    for start in _places(sentence, old):
        if start <= span.start and span.end <= start + len(sentence):
            return _again(Span(start, start + len(sentence)), span, old, new)
    return None


def said_again(wordings: Iterable[Wording], texts: Texts, newer: Iterable[int]) -> list[tuple[Wording, bool]]:
    """Corrections to the wording laid over the newer articles wherever the words around them still stand."""
    places = list(newer)
    found: list[tuple[Wording, bool]] = []
    for item in wordings:
        old = texts[item.article_id].clean.text
        for place in places:
            new = texts[place].clean.text
            spans = (_again(around, item.span, old, new) for around in _contexts(old, item.span))
            span = next((one for one in spans if one is not None), None)
            if span is not None:
                found.append((replace(item, id=0, article_id=place, span=span), True))
                break
    return found


def _contexts(text: str, span: Span) -> Iterator[Span]:
    """The paragraph, then less and less around the words."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    yield Span(start, end)
    for around in _AROUND:
        yield Span(max(span.start - around, start), min(span.end + around, end))


def _again(around: Span, span: Span, old: str, new: str) -> Span | None:
    """The span in the newer text, by words that hold it; of several such places the one of like number."""
    words = around.of(old)
    before, after = list(_places(words, old)), list(_places(words, new))
    if not after or (len(before) != len(after) and len(after) > 1):
        return None
    start = after[before.index(around.start)] if len(before) == len(after) else after[0]
    return Span(start + span.start - around.start, start + span.end - around.start)


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def present(rows: Iterable[FactRow]) -> list[FactRow]:
    """Facts that are there, or were until an editor took them out."""
    return [row for row in rows if row.gone is not Gone.UNMADE]
