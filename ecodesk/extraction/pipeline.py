"""From an article to its facts: a pipeline of small steps over the clean text.

Every step reads the text in Simplified, character for character, so that one set of rules serves both
scripts. What a fact holds in words is in the script of the copy: `text` and `sentence` are cut from the clean
text; subject, indicator, place and unit are written again as the copy writes them (噸, 臺北市). The guide of
annotation asks for the unit as written and for words of the text, and there an editor looks for them;
whatever compares facts (units, likeness, search) folds both sides. Numbers and codes are the same for both
scripts: value, period, qualifier, measure, modality; and the unit % for 成, 趴 and ％.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ecodesk.domain.facts import BY_HAND, Fact, Measure, Qualifier
from ecodesk.domain.text import Article, BlockKind, Span
from ecodesk.extraction.claimants import Claimants
from ecodesk.extraction.claims import Claim, claim_cues, claims
from ecodesk.extraction.exclusions import Exclusions, without_list_numbers
from ecodesk.extraction.figures import mentions
from ecodesk.extraction.labels import Labels
from ecodesk.extraction.measures import measure_of, modality_of
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.naming import Entities
from ecodesk.extraction.numerals import scan
from ecodesk.extraction.periods import Anchor, Period, periods
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, sentence_index, sentences
from ecodesk.extraction.timing import Timing
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.topics import Topics
from ecodesk.extraction.whereabouts import Whereabouts
from ecodesk.extraction.why import claim_reasons, figure_reasons
from ecodesk.knowledge.gazetteer import PlaceMention, gazetteer, own_region
from ecodesk.knowledge.house import Lexicon
from ecodesk.knowledge.script import Written
from ecodesk.knowledge.units import unit_of


@dataclass(frozen=True, slots=True)
class _Context:
    """What the steps share about one article; `text` is its clean text in Simplified."""

    article: Article
    written: Written
    text: str
    today: str
    sentences: Sequence[Sentence]
    starts: Sequence[int]
    figures: Mapping[int, Sequence[tuple[Mention, Measure]]]
    timing: Timing
    places: Places
    whereabouts: Whereabouts
    claimants: Claimants
    labels: Labels

    def sentence(self, index: int) -> str:
        """A sentence as the copy writes it."""
        sentence = self.sentences[index]
        return self.written.text[sentence.start : sentence.end].strip()

    def again(self, index: int, words: str) -> str:
        """Words about a figure of a sentence as the copy writes them."""
        return self.written.again(words, self.sentences[index].start, self.sentences[index].end)


@dataclass(frozen=True, slots=True)
class _Scanned:
    """What stands in an article, before anything is known of its meaning; `text` as in _Context."""

    written: Written
    text: str
    anchor: Anchor
    times: Sequence[Period]
    named: Sequence[PlaceMention]
    found: Sequence[Mention]


class _Ground(NamedTuple):
    """What claims are read by: all that an article without figures needs, if it makes none."""

    places: Places
    sentences: Sequence[Sentence]
    starts: Sequence[int]


def _scan(article: Article) -> _Scanned:
    """The times, place names and figures of an article."""
    written = Written(article.clean.text)
    text = without_list_numbers(written.plain)
    anchor = Anchor.of(article.published)
    times = periods(text, anchor)
    named = gazetteer().find(text)
    found = [_in_percent(mention) for mention in mentions(text, Exclusions.of(text, times, named))]
    return _Scanned(written, text, anchor, times, named, found)


_NO_ENTRIES = Lexicon()


def extract(article: Article, lexicon: Lexicon = _NO_ENTRIES) -> tuple[Fact, ...]:
    """Figures and claims of an article in reading order. Pure: reads nothing but tables of resources/.

    `lexicon` is the desk's own dictionary; its entries write fields over what was found, and say so.
    """
    copy = _scan(article)
    text, found = copy.text, copy.found
    claiming = claim_cues(text)
    if not found and not claiming:
        return ()
    ground = _ground(copy, found)
    claimed = [
        (index, claim)
        for index in sorted({sentence_index(ground.starts, position) for position in claiming})
        for claim in claims(text, ground.sentences[index], ground.places)
    ]
    if not found and not claimed:
        return ()
    context = _context(article, copy, ground, found, lexicon)
    facts = [
        _figure(context, mention, measure, index)
        for index, figures in context.figures.items()
        for mention, measure in figures
    ]
    facts += [_claim(context, index, claim) for index, claim in claimed]
    written_here = lexicon.applied_to(facts)
    return tuple(sorted(written_here, key=lambda fact: (fact.span.start, fact.span.end)))


def extract_at(article: Article, span: Span, lexicon: Lexicon = _NO_ENTRIES, *, claim: bool = False) -> Fact:
    """The fact that an editor says stands at a span, its fields read as far as they can be.

    A figure whose words hold no numeral has no value. The fact has no id, no reasons and the rule `BY_HAND`;
    ValueError for a span without words.
    """
    copy = _scan(article)
    if not span.of(copy.text).strip():
        raise ValueError("a span without words")
    chosen = _mention_at(copy.text, span, copy.found)
    others = [one for one in copy.found if not Span(one.start, one.end).overlaps(span)]
    figures = sorted([*others, chosen], key=lambda one: one.start)
    context = _context(article, copy, _ground(copy, figures), figures, lexicon)
    index = max(sentence_index(context.starts, span.start), 0)
    if claim:
        fact = _claim_at(context, index, span)
    else:
        fact = _figure(context, chosen, _measure(context, chosen), index)
    return replace(lexicon.applied(fact), id="", rule=BY_HAND, confidence=1.0, reasons=())


def _mention_at(text: str, span: Span, found: Sequence[Mention]) -> Mention:
    """What a selection says: a figure found inside it, or one read from its words by themselves."""
    inside = [one for one in found if span.start <= one.start and one.end <= span.end]
    if not inside:
        words = span.of(text)
        alone = mentions(words, Exclusions.of(words, (), ()))
        inside = [one._replace(start=one.start + span.start, end=one.end + span.start) for one in alone]
    if inside:
        best = max(inside, key=lambda one: one.end - one.start)
        return _in_percent(best)._replace(start=span.start, end=span.end, rule=BY_HAND)
    number = next(iter(scan(span.of(text))), None)
    if number is None:
        return Mention(span.start, span.end, "", "", "", Qualifier.EXACT, "", BY_HAND)
    unit = _UNIT_BEHIND.fullmatch(span.of(text)[number.end :].strip())
    return Mention(span.start, span.end, number.value, number.value_high,
                   number.unit or (unit[0] if unit else ""), number.qualifier, number.step, BY_HAND)


_UNIT_BEHIND = re.compile(r"[^\W\d_]{1,4}|[%％‰℃]")
"""What may be the unit of a numeral where an editor has selected it with the numeral."""


def _measure(context: _Context, mention: Mention) -> Measure:
    return next(measure for group in context.figures.values() for one, measure in group if one == mention)


def _claim_at(context: _Context, index: int, span: Span) -> Fact:
    there = claims(context.text, context.sentences[index], context.places)
    scope = next((one.scope for one in there if Span(one.start, one.end).overlaps(span)), "")
    return _claim(context, index, Claim(span.start, span.end, scope, BY_HAND))


def _ground(copy: _Scanned, found: Sequence[Mention]) -> _Ground:
    """The places and sentences of an article with these figures."""
    text = copy.text
    places = Places(text, copy.named, own_region(text) if copy.written.folded else None)
    listed = sentences(text, [(one.start, one.end) for one in found])
    return _Ground(places, listed, [sentence.start for sentence in listed])


def _context(
    article: Article, copy: _Scanned, ground: _Ground, found: Sequence[Mention], lexicon: Lexicon
) -> _Context:
    """What tells the meaning of these figures."""
    text, times = copy.text, copy.times
    places, listed, starts = ground
    spans = [(one.start, one.end) for one in found]
    figures: dict[int, list[tuple[Mention, Measure]]] = {}
    for mention in found:
        index = sentence_index(starts, mention.start)
        figures.setdefault(index, []).append((mention, measure_of(text, listed[index], mention)))
    tokens = Tokens(text, times, spans, lexicon.names)
    entities = Entities(places, tokens)
    kinds = _kinds(article)
    topics = Topics(listed, frozenset(figures), kinds, tokens, entities, places)
    labels = Labels(listed, figures, tokens, topics, entities, places)
    told = {index: [mention for mention, _ in group] for index, group in figures.items()}
    timing = Timing(text, times, listed, told, copy.anchor, places)
    whereabouts = Whereabouts(text, listed, places, told, topics.items)
    claimants = Claimants(text, tokens, topics, places)
    return _Context(
        article,
        copy.written,
        text,
        copy.anchor.iso,
        listed,
        starts,
        figures,
        timing,
        places,
        whereabouts,
        claimants,
        labels,
    )


def _kinds(article: Article) -> dict[int, BlockKind]:
    """Role of each paragraph, by its number."""
    text = article.clean.text
    kinds: dict[int, BlockKind] = {}
    number = position = 0
    for block in article.clean.blocks:
        number += text.count("\n", position, block.span.start)
        position = block.span.start
        kinds[number] = block.kind
    return kinds


def _figure(context: _Context, mention: Mention, measure: Measure, index: int) -> Fact:
    sentence = context.sentences[index]
    label = context.labels.of(index, mention)
    period = context.timing.period_of(index, mention)
    place = context.whereabouts.place_of(index, mention.start, label.subject)
    unit = mention.unit or _unit_named(mention, label.indicator)
    modality, how = modality_of(context.text, sentence, mention, period.value, context.today)
    reasons, confidence = figure_reasons(mention, measure, label, period, place, how)
    return Fact(
        id=f"{context.article.id}:{mention.start}-{mention.end}",
        article_id=context.article.id,
        document=context.article.document,
        article=context.article.number,
        span=Span(mention.start, mention.end),
        text=context.written.text[mention.start : mention.end],
        sentence=context.sentence(index),
        subject=context.again(index, label.subject),
        indicator=context.again(index, label.indicator),
        value=mention.value,
        value_high=mention.value_high,
        unit=context.written.again(unit, mention.start, mention.end + _UNIT_REACH),
        qualifier=mention.qualifier,
        measure=measure,
        period=period.value,
        place=context.again(index, place.value),
        modality=modality,
        rule=mention.rule,
        confidence=confidence,
        reasons=reasons,
        step=mention.step,
    )


_COUNTED_IN = re.compile(r"(?P<unit>[人车架班辆艘]次|人|户|家|台|辆|株|头|只)数?(?:量)?$")


def _unit_named(mention: Mention, indicator: str) -> str:
    """出游人次达1.35亿: the unit that the indicator names, "" when it names none."""
    named = _COUNTED_IN.search(indicator) if mention.rule == "bare-large" else None
    return named["unit"] if named else ""


_UNIT_REACH = 12
"""Characters behind a figure in which the noun that gives its unit may stand (16余万青菜头种植户)."""


def _in_percent(mention: Mention) -> Mention:
    """5趴 is 5%; any other figure keeps its unit."""
    unit = unit_of(mention.unit)
    return mention._replace(unit="%") if unit is not None and unit.canonical == "%" else mention


def _claim(context: _Context, index: int, claim: Claim) -> Fact:
    subject, how = context.claimants.of(index, context.sentences[index], claim)
    reasons, confidence = claim_reasons(claim, how)
    return Fact(
        id=f"{context.article.id}:{claim.start}-{claim.end}c",
        article_id=context.article.id,
        document=context.article.document,
        article=context.article.number,
        span=Span(claim.start, claim.end),
        text=context.written.text[claim.start : claim.end],
        sentence=context.sentence(index),
        subject=context.again(index, subject),
        measure=Measure.CLAIM,
        place=context.again(index, claim.scope),
        rule=claim.rule,
        confidence=confidence,
        reasons=reasons,
    )
