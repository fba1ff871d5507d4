"""Articles parted and joined by the editor's hand, where the automatic split was wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ecodesk.domain.text import Article, Block, BlockKind, CleanText, Damage, OffsetMap, Run, Span, shorten
from ecodesk.reading import dates, metadata

_HEADS = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING})
_RUNNING = frozenset({BlockKind.BODY, BlockKind.BOX, BlockKind.QUOTE})


def part(article: Article, position: int) -> tuple[Article, Article] | None:
    """The article up to the paragraph that holds a position, and from it on; None for the first paragraph.

    `position` counts code points of the clean text. Both halves keep the article's id and number: the
    store gives them their own. A half without a headline is named after its first words.
    """
    blocks = article.clean.blocks
    index = next((i for i, block in enumerate(blocks) if position <= block.span.end), len(blocks) - 1)
    if index <= 0:
        return None
    return _half(article, blocks[:index]), _half(article, blocks[index:])


def join(articles: Sequence[Article]) -> Article:
    """The articles of one file as one, in the order given; what heads a later one becomes a heading."""
    texts: list[str] = []
    runs: list[Run] = []
    blocks: list[Block] = []
    damage: list[Damage] = []
    length = 0
    for article in articles:
        clean = article.clean
        if length:
            runs.append(Run(length, _gap(runs, clean.offsets), 1))
            length += 1
        runs += [Run(run.clean + length, run.source, run.length) for run in clean.offsets.runs]
        blocks += [Block(_demoted(block.kind) if texts else block.kind, _moved(block.span, length))
                   for block in clean.blocks]
        damage += [Damage(item.kind, _moved(item.span, length), item.message) for item in clean.damage]
        texts.append(clean.text)
        length += len(clean.text)
    return replace(
        articles[0],
        clean=CleanText("\n".join(texts), OffsetMap(runs), tuple(blocks), tuple(damage)),
        published=_first(item.published for item in articles),
        author=_first(item.author for item in articles),
        photographer=_first(item.photographer for item in articles),
        publisher=_first(item.publisher for item in articles),
    )


def _first(told: Iterable[str]) -> str:
    return next(filter(None, told), "")


def _titled(clean: CleanText) -> CleanText:
    """The text with its first heading for a title, where headings stand above it and none is one."""
    body = next((i for i, block in enumerate(clean.blocks) if block.kind in _RUNNING), len(clean.blocks))
    heads = [i for i in range(body) if clean.blocks[i].kind in _HEADS]
    if not heads or any(clean.blocks[i].kind is BlockKind.TITLE for i in heads):
        return clean
    blocks = list(clean.blocks)
    for number, i in enumerate(heads):
        blocks[i] = Block(BlockKind.SUBTITLE if number else BlockKind.TITLE, blocks[i].span)
    return CleanText(clean.text, clean.offsets, tuple(blocks), clean.damage)


def _slice(clean: CleanText, blocks: Sequence[Block]) -> CleanText:
    """The text of some neighbouring blocks; damage on the edge goes with the text before it."""
    low, high = blocks[0].span.start, blocks[-1].span.end
    runs = []
    for run in clean.offsets.runs:
        start, end = max(run.clean, low), min(run.clean + run.length, high)
        if start < end:
            runs.append(Run(start - low, run.source + start - run.clean, end - start))
    damage = tuple(
        Damage(item.kind, Span(item.span.start - low, min(item.span.end, high) - low), item.message)
        for item in clean.damage if low <= item.span.start < high
    )
    return CleanText(clean.text[low:high], OffsetMap(runs),
                     tuple(Block(block.kind, _moved(block.span, -low)) for block in blocks), damage)


def _half(article: Article, blocks: Sequence[Block]) -> Article:
    """Some blocks with the title, date and names that their own words give; the date is the whole's, else."""
    clean = _titled(_slice(article.clean, blocks))
    told = [(block.kind, block.span.of(clean.text)) for block in clean.blocks]
    about = metadata.about(told)
    return replace(
        article, clean=clean, title=about.title or _first_words(clean.text),
        published=dates.published(told) or article.published,
        author=about.author or _unless_named(article.author, article, clean),
        photographer=about.photographer or _unless_named(article.photographer, article, clean),
        publisher=about.publisher or article.publisher,
    )


TITLE_LENGTH = 24
"""Characters of the first words that stand for a missing headline."""
_SENTENCE = re.compile(r"[^。！？；\n]+")


def _first_words(text: str) -> str:
    """The first sentence, as far as a headline would go."""
    found = _SENTENCE.search(text.strip())
    words = found[0] if found else ""
    return shorten(words, TITLE_LENGTH)


def _unless_named(names: str, article: Article, clean: CleanText) -> str:
    """Names of the whole article, "" where its other half is the one that gives them."""
    said = bool(names) and all(name in article.clean.text for name in names.split("、"))
    return "" if said and not all(name in clean.text for name in names.split("、")) else names


def _demoted(kind: BlockKind) -> BlockKind:
    return BlockKind.HEADING if kind in _HEADS else kind


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _gap(before: Sequence[Run], after: OffsetMap) -> int:
    """A source position for the line feed between two articles: one that neither uses, if there is one."""
    last = before[-1].source + before[-1].length
    used = OffsetMap(before)
    for place in (after.to_source(0) - 1, last):
        if place >= 0 and used.to_clean(place) is None and after.to_clean(place) is None:
            return place
    return last
