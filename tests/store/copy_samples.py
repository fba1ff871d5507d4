"""Articles and facts made by hand, with real spans, for tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime

from ecodesk.domain.facts import Fact, Measure, Qualifier
from ecodesk.domain.text import (
    Article,
    Block,
    BlockKind,
    CleanText,
    Damage,
    DamageKind,
    OffsetMap,
    Reading,
    SourceFile,
    SourceText,
    Span,
)
from ecodesk.knowledge.script import simplified
from ecodesk.store.store import Store

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
TEXT = "甲县种茶12.5万亩，年产干茶3400吨，产值超过18亿元。"
IN_TRADITIONAL = "甲縣種茶12.5萬畝，年產乾茶3400噸，產值超過18億元。"


def reading_of(name: str = "甲县.txt", text: str = TEXT) -> Reading:
    """A file with one article, whose source has one blank that cleaning removed."""
    file = SourceFile(name, f" {text}".encode())
    clean = CleanText(
        text, OffsetMap.of_positions(range(1, len(text) + 1)), (Block(BlockKind.BODY, Span(0, len(text))),),
        (Damage(DamageKind.CUT, Span(0, 2), "断句"),),
    )
    article = Article(f"{file.sha256[:12]}-1", file.stem, 1, "茶", clean, "2024-05-06", "作者", "报社")
    return Reading(file, SourceText(f" {text}", "text/plain", "utf-8"), (article,))


def fact_of(article: Article, words: str, value: str, unit: str, **fields: object) -> Fact:
    """A fact where the words first stand in the article."""
    start = simplified(article.clean.text).index(words)
    span = Span(start, start + len(words))
    words = span.of(article.clean.text)
    return Fact(f"{article.id}:{span.start}-{span.end}", article.id, article.document, article.number, span,
                words, article.clean.text, value=value, unit=unit, rule="hand", confidence=0.75, **fields)


def facts_of(article: Article) -> list[Fact]:
    """Three figures of TEXT and its first words as a claim, in reading order."""
    return [
        fact_of(article, "甲县", "", "", measure=Measure.CLAIM, place="甲县"),
        fact_of(article, "12.5万亩", "125000", "亩", subject="甲县", indicator="茶园面积", step="1000"),
        fact_of(article, "3400吨", "3400", "吨", subject="甲县", indicator="干茶产量", period="2024"),
        fact_of(article, "超过18亿元", "1800000000", "元", indicator="产值", qualifier=Qualifier.MORE),
    ]


def fill(store: Store, name: str = "甲县.txt", text: str = TEXT, editor: str = "王") -> tuple[int, list[int]]:
    """Import one sample file; returns the article's row id and the facts' row ids in reading order."""
    reading = reading_of(name, text)
    with store.begin() as work:
        batch = work.add_batch("批次", editor, NOW)
        (article_id,) = work.add_reading(batch, reading).values()
        facts = facts_of(reading.articles[0])
        ids = work.add_facts(batch, article_id, facts)
    return article_id, [ids[fact.id] for fact in facts]
