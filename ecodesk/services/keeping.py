"""What an editor made is kept in a newer version where its words still stand: facts and wordings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ecodesk.domain.decisions import Gone
from ecodesk.domain.facts import sentence_span
from ecodesk.domain.text import Article, Span, shorten
from ecodesk.domain.views import FactRow
from ecodesk.domain.wordings import Amendment, Wording
from ecodesk.knowledge.messages import message
from ecodesk.store.work import Work

_AROUND = (24, 10)
"""Characters on either side by which words are found again where their paragraph was changed elsewhere."""

_DIGITS = r"\d零〇一二两三四五六七八九十百千万亿"
NUMERALS = re.compile(f"[{_DIGITS}][{_DIGITS}.,．，%％‰]*")
_SOME_NUMERAL = f"[{_DIGITS}][{_DIGITS}.,．，%％‰]{{0,30}}"
_SHOWN = 40
"""Characters of a sentence that a message quotes."""

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
            stands = _stands(row, texts[row.article_id].clean.text, texts[place].clean.text)
            if stands is None or (place, stands[0], row.fact.is_claim) in there:
                continue
            span, sentence = stands
            fact = replace(row.original, article_id=texts[place].id, span=span, sentence=sentence)
            found.append((row, work.add_made_facts({place: [fact]})[0]))
            break
    return found


def left_behind(older: Sequence[FactRow], followed: Iterable[FactRow]) -> list[int]:
    """Row ids of facts made by hand that no newer article takes up: their sentence was rewritten."""
    taken = {row.id for row in followed}
    made = (row for row in older if row.fact.by_hand and row.gone is Gone.HERE)
    return [row.id for row in made if row.id not in taken]


def told_of(row: FactRow, texts: Texts, newer: Iterable[int], editor: str, at: datetime) -> FactRow:
    """A fact that is left behind, with a note that says so and where its words stand in the newer version."""
    said = message("services.left-behind", sentence=short_quote(row.fact.sentence))
    again = [place for number in newer for place in _sentences(row.fact.text, texts[number].clean.text)]
    if len(again) == 1:
        said += message("services.left-behind-there", sentence=short_quote(again[0]))
    note = "；".join(part for part in (said, row.note) if part)
    return replace(row, note=note, editor=editor, decided_at=at)


def _sentences(words: str, text: str) -> Iterator[str]:
    """The words of every sentence that holds these."""
    for start in _places(words, text):
        head = re.split(r"[。！？\n]", text[:start])[-1]
        tail = re.split(r"[。！？\n]", text[start:], maxsplit=1)[0]
        yield head + tail


def short_quote(sentence: str) -> str:
    """A sentence on one line, its end left out where it is long."""
    return shorten(" ".join(sentence.split()), _SHOWN)


def _stands(row: FactRow, old: str, new: str) -> tuple[Span, str] | None:
    """Where the newer text holds a fact, with the sentence there; None where the sentence is another.

    The figures around it may have changed, not its own words.
    """
    fact = replace(row.original, span=row.fact.span)
    around = sentence_span(fact, old)
    if around is None:
        return None
    span = _again(around, fact.span, old, new)
    return (span, fact.sentence) if span else _framed(around, fact.span, old, new)


def _framed(around: Span, span: Span, old: str, new: str) -> tuple[Span, str] | None:
    """The only place where the words stand in the same sentence with other figures."""
    head, tail = old[around.start : span.start], old[span.end : around.end]
    pattern = f"{''.join(_loose(head))}({re.escape(span.of(old))}){''.join(_loose(tail))}"
    found = list(re.finditer(pattern, new))
    return (Span(*found[0].span(1)), found[0][0]) if len(found) == 1 else None


def _loose(words: str) -> Iterator[str]:
    """A pattern of the words in which every numeral may be another one."""
    at = 0
    for numeral in NUMERALS.finditer(words):
        yield re.escape(words[at : numeral.start()]) + _SOME_NUMERAL
        at = numeral.end()
    yield re.escape(words[at:])


def said_again(wordings: Sequence[Wording], texts: Texts,
               newer: Iterable[int]) -> tuple[list[tuple[Wording, bool]], list[Wording]]:
    """Corrections to the wording laid over the newer articles wherever the words around them still stand.

    Also those that are left behind: neither the words nor what they were corrected to stand there.
    """
    places = list(newer)
    found: list[tuple[Wording, bool]] = []
    left: list[Wording] = []
    for item in wordings:
        old = texts[item.article_id].clean.text
        for place in places:
            new = texts[place].clean.text
            spans = (_again(around, item.span, old, new) for around in _contexts(old, item.span))
            span = next((one for one in spans if one is not None), None)
            if span is not None:
                found.append((replace(item, id=0, article_id=place, span=span), True))
                break
        else:
            if not any(_is_met(item, wordings, old, texts[place].clean.text) for place in places):
                left.append(item)
    return found, left


def _is_met(item: Wording, wordings: Sequence[Wording], old: str, new: str) -> bool:
    """True where the newer text prints what the words were corrected to, with some words around them."""
    own = Amendment(old, [one for one in wordings if one.article_id == item.article_id])
    place = own.laid(item.span) if len(item.span) else None
    start = place.start if place else own.laid(Span(item.span.start, item.span.start)).start - len(item.after)
    end = start + len(item.after)
    before, after = own.text[:start].rpartition("\n")[2], own.text[end:].partition("\n")[0]
    return any(before[-many:] + item.after + after[:many] in new for many in _AROUND)


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
