"""Articles as their editors have amended them, for the checks: what is printed in the end is what is asked.

Findings are kept by places of the clean text, which is never rewritten: a place of the amended text goes back
to the words that it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ecodesk.domain.facts import Fact, sentence_span
from ecodesk.domain.findings import Finding
from ecodesk.domain.text import Article
from ecodesk.domain.wordings import Amendment, Wording
from ecodesk.extraction import extract_at


class AmendedCopy:
    """Several articles (by row id) with the corrections to their wording laid in."""

    def __init__(self, texts: Mapping[int, Article], said: Iterable[Wording]) -> None:
        own: dict[int, list[Wording]] = {}
        for item in said:
            own.setdefault(item.article_id, []).append(item)
        self._clean = {texts[number].id: texts[number] for number in own}
        self._amended = {texts[number].id: Amendment(texts[number].clean.text, items)
                         for number, items in own.items()}
        self._laid = {key: self._amended[key].article(article) for key, article in self._clean.items()}
        self.articles = [self._laid.get(article.id, article) for article in texts.values()]

    def laid(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The facts with place, words and sentence as amended; figures that are printed no more are left out.

        What an editor made of their fields stands.
        """
        for fact in facts:
            amendment = self._amended.get(fact.article_id)
            if amendment is None:
                yield fact
            elif (found := self._fact(fact, amendment)) is not None:
                yield found

    def in_place(self, findings: Sequence[Finding]) -> list[Finding]:
        """Findings with their places in the clean text."""
        return [self._placed(finding) for finding in findings]

    def _fact(self, fact: Fact, amendment: Amendment) -> Fact | None:
        span = amendment.laid(fact.span)
        sentence = sentence_span(fact, self._clean[fact.article_id].clean.text)
        moved = replace(fact, span=span)
        if sentence is not None:
            moved = replace(moved, sentence=amendment.laid(sentence).of(amendment.text))
        if not amendment.touched(fact.span):
            return moved
        words = span.of(amendment.text)
        if not words.strip():
            return None
        printed = extract_at(self._laid[fact.article_id], span, claim=fact.is_claim)
        return replace(moved, text=words) if printed.value or fact.is_claim else None

    def _placed(self, finding: Finding) -> Finding:
        key = finding.article_id or (finding.facts[0].article_id if finding.facts else "")
        amendment = self._amended.get(key)
        if amendment is None or finding.span is None:
            return finding
        return replace(finding, span=amendment.clean(finding.span))
