"""From an article to its facts: a pipeline of small steps over the clean text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecodesk.domain.facts import Fact, Measure, Modality
from ecodesk.domain.text import Article, BlockKind, Span
from ecodesk.extraction.claims import Claim, claims
from ecodesk.extraction.exclusions import Exclusions
from ecodesk.extraction.figures import mentions
from ecodesk.extraction.labels import Labels
from ecodesk.extraction.measures import measure_of, modality_of
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.naming import Entities
from ecodesk.extraction.periods import Anchor, Period, periods
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, sentence_index, sentences
from ecodesk.extraction.timing import Timing
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.topics import Topics
from ecodesk.extraction.whereabouts import Whereabouts
from ecodesk.knowledge.gazetteer import gazetteer


@dataclass(frozen=True, slots=True)
class _Context:
    """What the steps share about one article."""

    article: Article
    text: str
    anchor: Anchor
    sentences: Sequence[Sentence]
    figures: Mapping[int, Sequence[tuple[Mention, Measure]]]
    timing: Timing
    places: Places
    whereabouts: Whereabouts
    topics: Topics
    labels: Labels


def extract(article: Article) -> tuple[Fact, ...]:
    """Figures and claims of an article in reading order. Pure: reads nothing but tables of resources/."""
    text = article.clean.text
    anchor = Anchor.of(article.published)
    times = periods(text, anchor)
    named = list(gazetteer().find(text))
    found = mentions(text, Exclusions.of(text, times, named))
    context = _context(article, anchor, times, found, Places(text, named))
    facts = [
        _figure(context, mention, measure, index)
        for index, figures in context.figures.items()
        for mention, measure in figures
    ]
    city = context.places.city
    facts += [
        _claim(context, index, claim)
        for index, sentence in enumerate(context.sentences)
        for claim in claims(sentence, city)
    ]
    return tuple(sorted(facts, key=lambda fact: (fact.span.start, fact.span.end)))


def _context(
    article: Article, anchor: Anchor, times: Sequence[Period], found: Sequence[Mention], places: Places
) -> _Context:
    text = article.clean.text
    listed = sentences(text)
    starts = [sentence.start for sentence in listed]
    figures: dict[int, list[tuple[Mention, Measure]]] = {}
    for mention in found:
        index = sentence_index(starts, mention.start)
        figures.setdefault(index, []).append((mention, measure_of(text, listed[index], mention)))
    tokens = Tokens(text, times, [(one.start, one.end) for one in found])
    entities = Entities(places, tokens)
    topics = Topics(listed, frozenset(figures), _kinds(article), tokens, entities, places)
    labels = Labels(listed, figures, tokens, topics, entities, places)
    told = {index: [mention for mention, _ in group] for index, group in figures.items()}
    timing = Timing(text, times, listed, told)
    whereabouts = Whereabouts(text, listed, places)
    return _Context(article, text, anchor, listed, figures, timing, places, whereabouts, topics, labels)


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
    return Fact(
        id=f"{context.article.id}:{mention.start}-{mention.end}",
        article_id=context.article.id,
        document=context.article.document,
        article=context.article.number,
        span=Span(mention.start, mention.end),
        text=context.text[mention.start : mention.end],
        sentence=sentence.text.strip(),
        subject=label.subject,
        indicator=label.indicator,
        value=mention.value,
        value_high=mention.value_high,
        unit=mention.unit or _unit_named(mention, label.indicator),
        qualifier=mention.qualifier,
        measure=measure,
        period=period,
        place=context.whereabouts.place_of(index, mention.start, label.subject),
        modality=modality_of(context.text, sentence, mention, period, context.anchor.year),
        rule=mention.rule,
        confidence=_confidence(mention, label.sure),
        step=mention.step,
    )


_COUNTED_IN = re.compile(r"(?P<unit>[人车架班辆艘]次|人|户|家|台|辆|株|头|只)数?(?:量)?$")


def _unit_named(mention: Mention, indicator: str) -> str:
    """出游人次达1.35亿: the unit that the indicator names, "" when it names none."""
    named = _COUNTED_IN.search(indicator) if mention.rule == "bare-large" else None
    return named["unit"] if named else ""


_SURE_RULES = {"unit": 0.95, "percent-word": 0.95, "measure-word": 0.85, "rank": 0.9, "grade": 0.85}


def _confidence(mention: Mention, sure: bool) -> float:
    """How sure the figure is: by the rule that found it, less where its subject was only carried over."""
    base = _SURE_RULES.get(mention.rule, 0.75)
    return round(base if sure else base - 0.15, 2)


def _claim(context: _Context, index: int, claim: Claim) -> Fact:
    return Fact(
        id=f"{context.article.id}:{claim.start}-{claim.end}c",
        article_id=context.article.id,
        document=context.article.document,
        article=context.article.number,
        span=Span(claim.start, claim.end),
        text=context.text[claim.start : claim.end],
        sentence=context.sentences[index].text.strip(),
        subject=context.topics.of(index, claim.start),
        measure=Measure.CLAIM,
        place=claim.scope,
        modality=Modality.ACTUAL,
        rule=claim.rule,
        confidence=0.7,
    )
