"""Checks work in Simplified: copy is folded on the way in, findings unfolded on the way out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding, Suggestion
from ecodesk.domain.text import Article
from ecodesk.knowledge.script import Written, simplified

_QUOTED = re.compile(r"[“（]([^“”（）]{1,200})[”）]")
_PIECES = re.compile(r"[\s；，（）()]+")


def plain_fact(fact: Fact) -> Fact:
    """The fact with its words in Simplified; the fact itself where they are."""
    words = (fact.text, fact.sentence, fact.subject, fact.indicator, fact.unit, fact.place)
    plain = tuple(map(simplified, words))
    if plain == words:
        return fact
    text, sentence, subject, indicator, unit, place = plain
    return replace(
        fact, text=text, sentence=sentence, subject=subject, indicator=indicator, unit=unit, place=place
    )


class InSimplified:
    """One article and its facts as the checks read them, and their findings as the copy writes."""

    def __init__(self, article: Article, facts: Sequence[Fact]) -> None:
        self._written = Written(article.clean.text)
        self._originals = {fact.id: fact for fact in facts}
        self.facts = [plain_fact(fact) for fact in facts]
        self.article = article
        if self._written.folded:
            self.article = replace(article, clean=replace(article.clean, text=self._written.plain))

    def as_written(self, finding: Finding) -> Finding:
        """The finding with the facts it came from, its arithmetic and what it quotes in the copy's script."""
        facts = tuple(self._originals.get(fact.id, fact) for fact in finding.facts)
        finding = replace(finding, facts=facts)
        if not self._written.folded:
            return finding
        own = {_squeezed(simplified(fact.text)): _squeezed(fact.text) for fact in facts}
        suggestion = finding.suggestion
        quoted = [part for match in _QUOTED.finditer(finding.explanation) for part in match[1].split("、")]
        words = [word for word in quoted if len(word) > 1 and word in self._written.plain]
        words += _PIECES.split(finding.formula)
        if suggestion is not None:
            words.append(suggestion.text)
            suggestion = self._suggestion(suggestion)
        known = {word: self._again(word) for word in words if word} | own
        extent = finding.extent
        return replace(
            finding,
            extent=extent and replace(extent, unit=self._again(extent.unit)),
            formula=self._arithmetic(finding.formula, own),
            tolerance=self._again(finding.tolerance),
            explanation=_put_in(finding.explanation, known),
            suggestion=suggestion,
        )

    def _again(self, words: str) -> str:
        return self._written.again(words, 0, len(self._written.plain))

    def _arithmetic(self, formula: str, own: dict[str, str]) -> str:
        """Figures of the copy letter for letter, by which the workbook knows them; the rest in its script."""
        figures = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
        parts = re.split(f"({figures})", formula) if own else [formula]
        return "".join(own[part] if part in own else self._again(part) for part in parts)

    def _suggestion(self, meant: Suggestion) -> Suggestion:
        return replace(meant, value=self._again(meant.value), text=self._again(meant.text))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _put_in(text: str, known: dict[str, str]) -> str:
    """The text with every known word replaced, the longest first."""
    words = sorted(
        (word for word, written in known.items() if word and word != written), key=len, reverse=True
    )
    if not words:
        return text
    return re.sub("|".join(map(re.escape, words)), lambda match: known[match[0]], text)
