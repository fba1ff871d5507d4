"""Places of an article's text that need the editor although no fact stands there: damage and wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecodesk.domain.findings import Verdict
from ecodesk.domain.text import Span
from ecodesk.domain.views import ArticleDetail, FindingRow
from ecodesk.domain.wordings import Amendment
from ecodesk.gui.labels import verdict_text
from ecodesk.knowledge.labels import check_label, label

_AROUND = 14  # characters of the text shown on either side
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Remark:
    """One place; `name` is its kind in words (断句, 数字用法), `excerpt` the text around it."""

    article_id: int
    title: str
    span: Span
    name: str
    words: str
    excerpt: str
    verdict: Verdict = Verdict.QUERY


def remarks_of(article_id: int, title: str, detail: ArticleDetail,
               loose: Sequence[FindingRow]) -> list[Remark]:
    """Damage of an article and findings about its words alone, in reading order.

    Findings that are about a fact are left out: the fact's own row shows them. They speak of the copy as
    amended, and so does their excerpt.
    """
    article = detail.article
    text, amended = article.clean.text, Amendment(article.clean.text, detail.wordings)
    found = [Remark(article_id, title, damage.span, label(damage.kind), damage.message or label(damage.kind),
                    _excerpt(text, damage.span)) for damage in article.clean.damage]
    for row in loose:
        span = row.finding.span
        if span is not None and not row.rows:
            name = check_label(row.finding.kind)
            found.append(Remark(article_id, title, span, name, row.finding.explanation
                                or verdict_text(row.finding.verdict),
                                _excerpt(amended.text, amended.printed(span)),
                                row.finding.verdict))
    return sorted(found, key=lambda remark: (remark.span.start, remark.span.end))


def _excerpt(text: str, span: Span) -> str:
    """The words of a place between a few of their neighbours, on one line."""
    start, end = max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text))
    inside = span.of(text)
    if len(inside) > _LONGEST:
        inside = f"{inside[: _LONGEST // 2]}…{inside[-_LONGEST // 2:]}"
    whole = f"{text[start:span.start]}{inside}{text[span.end:end]}".replace("\n", " ").strip()
    return f"{'…' if start else ''}{whole}{'…' if end < len(text) else ''}"
