"""An article from plain text, for tests of the extraction."""

from __future__ import annotations

from ecodesk.domain.facts import Fact
from ecodesk.domain.text import Article, CleanText, OffsetMap
from ecodesk.extraction import extract


def article_of(text: str, published: str = "2025-06-30") -> Article:
    return Article("test-1", "稿件", 1, "", CleanText(text, OffsetMap.identity(len(text))), published)


def figures_of(text: str, published: str = "2025-06-30") -> list[Fact]:
    return [fact for fact in extract(article_of(text, published)) if not fact.is_claim]


def figure_of(text: str, published: str = "2025-06-30") -> Fact:
    found = figures_of(text, published)
    assert len(found) == 1, [fact.text for fact in found]
    return found[0]
