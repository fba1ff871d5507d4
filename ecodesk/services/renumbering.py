"""Articles of a file that is imported a second time get numbers of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ecodesk.domain.facts import Fact
from ecodesk.services.pipeline import Parsed


def renumbered(parsed: Parsed, last: int) -> Parsed:
    """A parsed file whose articles are numbered from behind `last` in their ids, with all that names them."""
    ids: dict[str, str] = {}
    for number, article in enumerate(parsed.reading.articles, last + 1):
        ids[article.id] = f"{article.id.rpartition('-')[0]}-{number}"
    articles = tuple(replace(article, id=ids[article.id]) for article in parsed.reading.articles)
    findings = tuple(
        replace(finding, article_id=ids.get(finding.article_id, finding.article_id),
                facts=tuple(_renamed(fact, ids) for fact in finding.facts))
        for finding in parsed.findings)
    return replace(parsed, reading=replace(parsed.reading, articles=articles),
                   facts=tuple(_renamed(fact, ids) for fact in parsed.facts), findings=findings)


def _renamed(fact: Fact, ids: Mapping[str, str]) -> Fact:
    key = ids[fact.article_id]
    return replace(fact, id=key + fact.id.removeprefix(fact.article_id), article_id=key)
