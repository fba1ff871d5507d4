"""Articles and figures for the tests of the checks, written by hand so that no extractor is needed."""

from __future__ import annotations

import re
from decimal import Decimal

from ecodesk.checking import check_article
from ecodesk.domain.facts import Fact, Measure, Modality, Qualifier
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.text import Article, CleanText, OffsetMap, Span
from ecodesk.knowledge.intervals import printed_number

MORE, LESS, APPROX = (
    re.compile("超|逾|余|多|以上|突破|至少"),
    re.compile("不足|不到|以下"),
    re.compile("约|近|左右"),
)
UNIT = re.compile(r"^\D*[\d.,]+[余多]?[万亿]*(?:[余多])?")


def article_of(text: str, name: str = "sample") -> Article:
    """An article whose clean text is the text as given."""
    return Article(
        id=f"{name}-1",
        document=name,
        number=1,
        title="",
        clean=CleanText(text, OffsetMap.identity(len(text))),
    )


def figure(text: str, printed: str, start: int, name: str = "sample", **labels: str) -> Fact:
    """The figure printed at a place of the text; value and unit are read off it unless given."""
    number = printed_number(printed)
    value = labels.pop("value", "" if number is None else f"{number[0] * number[1]:f}")
    tail = UNIT.sub("", printed)
    unit = labels.pop("unit", re.sub("以上|左右|以下", "", tail))
    qualifier = (
        Qualifier.MORE
        if MORE.search(printed)
        else Qualifier.LESS
        if LESS.search(printed)
        else (Qualifier.APPROX if APPROX.search(printed) else Qualifier.EXACT)
    )
    measure = (
        Measure.PERCENT
        if unit == "%"
        else Measure.CHANGE
        if unit == "个百分点"
        else (Measure.MULTIPLE if unit in ("倍", "番") else Measure.AMOUNT)
    )
    first = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    last = min((place for mark in "。！？\n" if (place := text.find(mark, start)) >= 0), default=len(text))
    return Fact(
        id=f"{name}-1:{start}-{start + len(printed)}",
        article_id=f"{name}-1",
        document=name,
        article=1,
        span=Span(start, start + len(printed)),
        text=printed,
        sentence=text[first : last + 1],
        value=str(Decimal(value)) if re.fullmatch(r"[\d.]+", value) else value,
        unit=unit,
        qualifier=qualifier,
        measure=Measure(labels.pop("measure", str(measure))),
        modality=Modality(labels.pop("modality", "actual")),
        **labels,
    )


def facts_of(marked: str, name: str = "sample", **common: str) -> tuple[str, list[Fact]]:
    """Text without its marks, and the figures that were marked [[so]] or [[so|field=value|...]]."""
    text, facts = "", []
    pending: list[tuple[str, int, dict[str, str]]] = []
    for piece in re.split(r"(\[\[.*?\]\])", marked):
        if not piece.startswith("[["):
            text += piece
            continue
        printed, *fields = piece[2:-2].split("|")
        pending.append((printed, len(text), common | dict(field.split("=", 1) for field in fields)))
        text += printed
    for printed, start, labels in pending:
        facts.append(figure(text, printed, start, name, **labels))
    return text, facts


def check(marked: str, **common: str) -> list[Finding]:
    """Findings about one marked text."""
    text, facts = facts_of(marked, **common)
    return check_article(article_of(text), facts)


def of_kind(findings: list[Finding], kind: str) -> list[Finding]:
    """Findings of one kind."""
    return [finding for finding in findings if finding.kind == kind]


def verdicts(marked: str, kind: str, **common: str) -> list[Verdict]:
    """Verdicts of one kind about one marked text."""
    return [finding.verdict for finding in of_kind(check(marked, **common), kind)]
