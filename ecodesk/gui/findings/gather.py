"""Reads remarks on words for the page 互校, article by article, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ecodesk.domain.views import ArticleDetail, FindingRow
from ecodesk.gui.remarks import Remark, remarks_of

if TYPE_CHECKING:
    from ecodesk.services.queries import Queries


class RemarkReader:
    """An article is read once while no wording is corrected, and only for damage or a remark of its own."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._known: dict[int, ArticleDetail] = {}
        self._newest = 0

    def read(self, findings: Sequence[FindingRow]) -> list[Remark]:
        """Remarks of all articles in the order of the desk."""
        newest = self._queries.newest_wording()
        if newest != self._newest:
            self._newest = newest
            self._known.clear()
        loose: dict[str, list[FindingRow]] = {}
        for row in findings:
            if not row.rows and row.finding.span is not None:
                loose.setdefault(row.finding.article_id, []).append(row)
        articles = self._queries.articles()
        found: list[Remark] = []
        # Damaged ones first: the articles that are still missing then have to be looked for.
        for article in articles:
            if article.damage:
                self._detail(article.id)
        for article in articles:
            missing = loose.keys() - {detail.article.id for detail in self._known.values()}
            if missing:
                self._detail(article.id)
            detail = self._known.get(article.id)
            if detail is not None:
                own = loose.get(detail.article.id, ())
                found += remarks_of(article.id, article.title, detail, own)
        return found

    def _detail(self, article_id: int) -> ArticleDetail:
        if article_id not in self._known:
            self._known[article_id] = self._queries.article(article_id)
        return self._known[article_id]
