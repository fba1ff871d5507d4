"""Drafts made from real news items: one figure altered, or the wording changed and every figure left right.

A test tool with a fixed seed. The items are read from the shared archive; what is altered is drawn by lot
among the figures that extraction finds in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from zipfile import ZipFile

from ecodesk.domain.facts import Fact, Measure
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.text import Article, CleanText, OffsetMap, SourceFile, Span
from ecodesk.extraction import extract
from ecodesk.reading import read_file

SHORTEST, LONGEST = 60, 2500
NUMBER = re.compile(r"\d+(?:\.\d+)?")
YEAR = re.compile(r"(?<!\d)20[012]\d(?=年)")
LONG = re.compile(r"(?<![\d.约近超过—－~～\-:：至到])\d+\.\d+(?=[万亿%])")
TELLING = 2  # digits a number needs to be altered in one of them
SYNONYMS = (
    ("增长", "上升"), ("上升", "增长"), ("同比", "比上年同期"), ("达到", "达"), ("超过", "逾"),
    ("目前", "眼下"), ("此次", "这次"), ("表示", "说"), ("举行", "举办"), ("介绍", "说明"), ("截至", "到"),
    ("预计", "预期"), ("开展", "进行"), ("提升", "提高"), ("提高", "提升"), ("下降", "减少"),
    ("累计", "总计"), ("全国", "我国"), ("较", "比"), ("记者从", "从"), ("显示", "表明"),
    ("约", "大约"), ("已经", "已"), ("其中", "当中"),
)


@dataclass(frozen=True)
class Pair:
    """A source and a draft of it; `altered` is where the draft is wrong, None where all is right."""

    kind: str
    source: Article
    draft: Article
    altered: Span | None

    def facts(self) -> list[Fact]:
        return [*extract(self.source), *extract(self.draft)]

    def is_shown(self, findings: list[Finding]) -> bool:
        """True when a conflict names the wrong figure; a wrong year may show at any of its sentence."""
        assert self.altered is not None
        return any(
            fact.article_id == self.draft.id and fact.span.overlaps(self.altered)
            for finding in conflicts(findings) for fact in finding.facts
        )


def conflicts(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.verdict is Verdict.CONFLICT]


def news_items(archive: Path) -> list[Article]:
    """The items of the archive that are long enough, without the summaries that head each file."""
    found: list[Article] = []
    with ZipFile(archive) as packed:
        for name in sorted(name for name in packed.namelist() if name.endswith(".md")):
            articles = read_file(SourceFile(Path(name).name, packed.read(name))).articles[1:]
            found += [item for item in articles if SHORTEST <= len(item.clean.text) <= LONGEST]
    return found


def rewritten(article: Article, text: str, key: str, published: str) -> Article:
    clean = CleanText(text, OffsetMap.identity(len(text)))
    return replace(article, id=key, document=key, clean=clean, published=published)


def altered_pairs(items: list[Article], count: int, seed: int, reworded: bool = False) -> Iterator[Pair]:
    """Pairs with one figure altered, the kinds of slip in turn, half of the drafts without a date.

    `reworded`: the draft has other words and another order too, and fewer paragraphs.
    """
    lot = Random(seed)
    made = 0
    kinds = list(SLIPS)
    while made < count:
        kind = kinds[made % len(kinds)]
        item = lot.choice(items)
        text = item.clean.text
        if reworded:
            text = shortened(lot, reordered(lot, in_other_words(lot, text)))
        copy = rewritten(item, text, "copy", item.published)
        change = SLIPS[kind](lot, copy, list(extract(copy)))
        if change is None:
            continue
        start, end, words, shown = change
        draft = text[:start] + words + text[end:]
        if draft == text:
            continue
        made += 1
        day = item.published if made % 2 else ""
        yield Pair(kind, rewritten(item, item.clean.text, f"source{made}", item.published),
                   rewritten(item, draft, f"draft{made}", day), shown)


Change = tuple[int, int, str, Span]


def _figures(lot: Random, facts: list[Fact], wanted: Callable[[Fact], bool]) -> Fact | None:
    able = [fact for fact in facts if not fact.is_claim and NUMBER.search(fact.text) and wanted(fact)]
    return lot.choice(able) if able else None


def _number(fact: Fact, words: str) -> Change:
    match = NUMBER.search(fact.text)
    assert match is not None
    start = fact.span.start + match.start()
    return start, start + len(match.group()), words, Span(start, start + len(words))


def _printed(fact: Fact) -> str:
    match = NUMBER.search(fact.text)
    return match.group() if match else ""


def swapped(lot: Random, item: Article, facts: list[Fact]) -> Change | None:
    """Two neighbouring digits change places."""
    def places(fact: Fact) -> list[int]:
        digits = _printed(fact)
        return [n for n in range(len(digits) - 1)
                if digits[n : n + 2].isdigit() and digits[n] != digits[n + 1] and (n or digits[n + 1] != "0")]
    fact = _figures(lot, facts, lambda fact: bool(places(fact)))
    if fact is None:
        return None
    digits, n = _printed(fact), lot.choice(places(fact))
    return _number(fact, digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :])


def wrong_digit(lot: Random, item: Article, facts: list[Fact], percent: bool = False) -> Change | None:
    """One digit is another."""
    fact = _figures(lot, facts, lambda fact: len(re.sub(r"\D", "", _printed(fact))) >= TELLING
                    and (not percent or fact.measure in (Measure.PERCENT, Measure.CHANGE)))
    if fact is None:
        return None
    digits = _printed(fact)
    n = lot.choice([n for n, digit in enumerate(digits) if digit.isdigit()])
    other = lot.choice([digit for digit in "123456789" if digit != digits[n]])
    return _number(fact, digits[:n] + other + digits[n + 1 :])


def wrong_percent(lot: Random, item: Article, facts: list[Fact]) -> Change | None:
    return wrong_digit(lot, item, facts, percent=True)


def tenfold(lot: Random, item: Article, facts: list[Fact]) -> Change | None:
    """The point one place to the right, or a nought too many."""
    fact = _figures(lot, facts, lambda fact: True)
    if fact is None:
        return None
    whole, _, part = _printed(fact).partition(".")
    moved = f"{whole}{part[0]}" + (f".{part[1:]}" if part[1:] else "") if part else f"{whole}0"
    return _number(fact, moved.lstrip("0") or "0")


def wrong_myriad(lot: Random, item: Article, facts: list[Fact]) -> Change | None:
    """万 for 亿 or 亿 for 万."""
    fact = _figures(lot, facts, lambda fact: bool(re.search(r"\d[万亿]", fact.text)))
    if fact is None:
        return None
    match = re.search(r"(?<=\d)[万亿]", fact.text)
    assert match is not None
    start = fact.span.start + match.start()
    return start, start + 1, {"万": "亿", "亿": "万"}[match.group()], fact.span


def neighbour(lot: Random, item: Article, facts: list[Fact]) -> Change | None:
    """The number of another figure with the same unit."""
    def others(fact: Fact) -> list[str]:
        return [_printed(other) for other in facts
                if other.unit == fact.unit and other.measure == fact.measure and _printed(other)
                and _printed(other) != _printed(fact)]
    fact = _figures(lot, facts, lambda fact: bool(others(fact)))
    return _number(fact, lot.choice(others(fact))) if fact else None


def wrong_year(lot: Random, item: Article, facts: list[Fact]) -> Change | None:
    """Another year in a sentence whose figures are of that year."""
    def years(fact: Fact) -> list[re.Match[str]]:
        return [match for match in YEAR.finditer(fact.sentence) if match.group() in fact.period]
    fact = _figures(lot, facts, lambda fact: bool(years(fact)))
    if fact is None:
        return None
    begins = item.clean.text.find(fact.sentence)
    if begins < 0:
        return None
    match = lot.choice(years(fact))
    start = begins + match.start()
    other = str(int(match.group()) + lot.choice([-10, -3, -2, -1, 1, 2]))
    return start, start + 4, other, Span(begins, begins + len(fact.sentence))


SLIPS: dict[str, Callable[[Random, Article, list[Fact]], Change | None]] = {
    "swapped": swapped, "digit": wrong_digit, "percent": wrong_percent, "tenfold": tenfold,
    "myriad": wrong_myriad, "neighbour": neighbour, "year": wrong_year,
}


def faithful_pairs(items: list[Article], count: int, seed: int) -> Iterator[Pair]:
    """Pairs whose figures are all right: unchanged, reordered, in other words, rounded, or all of it."""
    lot = Random(seed)
    made = 0
    while made < count:
        item = lot.choice(items)
        facts = [fact for fact in extract(item) if not fact.is_claim]
        if not facts:
            continue
        made += 1
        kind = list(REWORDINGS)[made % len(REWORDINGS)]
        text = item.clean.text
        for step in REWORDINGS[kind]:
            text = step(lot, text)
        day = item.published if made % 2 else ""
        yield Pair(kind, rewritten(item, item.clean.text, f"source{made}", item.published),
                   rewritten(item, text, f"draft{made}", day), None)


def in_other_words(lot: Random, text: str) -> str:
    """Some words by words of the same meaning."""
    chosen = {old: new for old, new in SYNONYMS if lot.random() < 0.7}
    pattern = re.compile("|".join(sorted(chosen, key=len, reverse=True)) or r"(?!)")
    return pattern.sub(lambda match: chosen[match.group()], text)


def reordered(lot: Random, text: str) -> str:
    """Paragraphs and the clauses of a sentence in another order; a clause keeps its figures."""
    paragraphs = text.split("\n")
    body = paragraphs[1:]
    lot.shuffle(body)
    return "\n".join([paragraphs[0], *(_turned(lot, paragraph) for paragraph in body)])


def _turned(lot: Random, paragraph: str) -> str:
    """Sentences of a paragraph with its first one kept in place: what follows often leans on it."""
    sentences = re.findall(r"[^。]*。|[^。]+$", paragraph)
    rest = sentences[1:]
    lot.shuffle(rest)
    return "".join(sentences[:1] + rest)


def rounded(lot: Random, text: str) -> str:
    """Figures of many digits by round ones with 约, 近 or 超过."""
    def shorter(match: re.Match[str]) -> str:
        number = float(match.group())
        if lot.random() < 0.4 or float(f"{number:.2g}") == number or number >= 10**6:
            return match.group()
        places = 1 if number < 10 else 0 if number < 100 else -1 if number < 1000 else -2
        short = round(number, places)
        word = "约" if lot.random() < 0.6 else ("超过" if short < number else "近")
        return word + (f"{short:.1f}" if places > 0 else f"{short:.0f}")
    return LONG.sub(shorter, text)


def shortened(lot: Random, text: str) -> str:
    """A third of the paragraphs left out, never the first one."""
    paragraphs = text.split("\n")
    return "\n".join(part for n, part in enumerate(paragraphs) if n < 2 or lot.random() > 0.33)


REWORDINGS: dict[str, tuple[Callable[[Random, str], str], ...]] = {
    "unchanged": (), "words": (in_other_words,), "order": (reordered,), "round": (rounded,),
    "all": (in_other_words, reordered, rounded, shortened),
}
