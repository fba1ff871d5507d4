"""Source text, clean text and the map between them."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points of a clean text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of the text that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as the editor handed it over."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the content: the file's identity, whatever its name."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def stem(self) -> str:
        """File name without folder and extension: `document` in every record."""
        return PurePath(self.name).stem


@dataclass(frozen=True, slots=True)
class SourceText:
    """Text as decoded, before any cleaning; media is a MIME type such as text/plain."""

    text: str
    media: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Run:
    """`length` code points that stand alike at `clean` in the clean and at `source` in the source text."""

    clean: int
    source: int
    length: int


class OffsetMap:
    """Ties code points of a clean text to those of its source text, both ways.

    Runs cover the clean text without gaps, in clean order. Their source positions need not
    ascend: a caption that stood inside a sentence is moved behind it.
    """

    __slots__ = ("_by_source", "_clean_starts", "_runs", "_source_starts")

    def __init__(self, runs: Iterable[Run]) -> None:
        self._runs: tuple[Run, ...] = tuple(run for run in runs if run.length)
        expected = 0
        for run in self._runs:
            if run.clean != expected:
                raise ValueError(f"run at {run.clean} leaves a gap, expected {expected}")
            expected += run.length
        self._by_source = tuple(sorted(self._runs, key=lambda run: run.source))
        self._clean_starts = [run.clean for run in self._runs]
        self._source_starts = [run.source for run in self._by_source]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Map of a text that needed no cleaning."""
        return cls([Run(0, 0, length)])

    @classmethod
    def of_positions(cls, positions: Sequence[int]) -> OffsetMap:
        """Map from the source position of every clean code point, in clean order."""
        runs: list[Run] = []
        for clean, source in enumerate(positions):
            last = runs[-1] if runs else None
            if last is not None and source == last.source + last.length:
                runs[-1] = Run(last.clean, last.source, last.length + 1)
            else:
                runs.append(Run(clean, source, 1))
        return cls(runs)

    @property
    def runs(self) -> tuple[Run, ...]:
        return self._runs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self._runs == other._runs

    def __hash__(self) -> int:
        return hash(self._runs)

    def __len__(self) -> int:
        """Length of the clean text in code points."""
        return self._runs[-1].clean + self._runs[-1].length if self._runs else 0

    def to_source(self, clean: int) -> int:
        """Source position of a clean position; the end of the text maps behind its last character."""
        if not 0 <= clean <= len(self):
            raise IndexError(f"{clean} is outside the clean text of {len(self)}")
        if not self._runs:
            return 0
        if clean == len(self):
            return self.to_source(clean - 1) + 1
        run = self._runs[bisect_right(self._clean_starts, clean) - 1]
        return run.source + clean - run.clean

    def to_clean(self, source: int) -> int | None:
        """Clean position of a source position; None where cleaning removed the character."""
        index = bisect_right(self._source_starts, source) - 1
        if index < 0:
            return None
        run = self._by_source[index]
        offset = source - run.source
        return run.clean + offset if offset < run.length else None

    def span_to_source(self, span: Span) -> Span:
        """Smallest source range that holds every character of the span."""
        if not len(span):
            position = self.to_source(span.start)
            return Span(position, position)
        low, high = len(self), 0
        first = True
        for run in self._runs[bisect_right(self._clean_starts, span.start) - 1 :]:
            if run.clean >= span.end:
                break
            start = run.source + max(span.start - run.clean, 0)
            end = run.source + min(span.end - run.clean, run.length)
            low, high = (start, end) if first else (min(low, start), max(high, end))
            first = False
        return Span(low, high)


class BlockKind(StrEnum):
    """Role of a paragraph on the page."""

    TITLE = "title"  # 标题
    SUBTITLE = "subtitle"  # 副题
    BYLINE = "byline"  # 署名
    BODY = "body"  # 正文
    HEADING = "heading"  # 小标题
    CAPTION = "caption"  # 图片说明
    BOX = "box"  # 数读
    QUOTE = "quote"  # 引语
    RIGHTS = "rights"  # 版权


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the clean text; blocks are parted by a line feed that belongs to none."""

    kind: BlockKind
    span: Span


class DamageKind(StrEnum):
    """Kinds of text damage an editor must see."""

    DOUBLED = "doubled"  # 重复
    FOREIGN = "foreign"  # 异文
    CUT = "cut"  # 断句
    TORN = "torn"  # 被图片说明或分栏隔断，已接回
    QUOTES = "quotes"  # 引号不成对
    PARAGRAPH = "paragraph"  # 段落重复
    RESIDUE = "residue"  # 标记残留
    LOST = "lost"  # 缺字缺行
    BROKEN = "broken"  # 坏字 U+FFFD
    MISPLACED = "misplaced"  # 错位：署名等不在它该在的地方


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of the clean text where text is lost, doubled or foreign; message is for the screen."""

    kind: DamageKind
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text as shown and checked. Stored once and never rewritten, so that spans never drift."""

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...] = ()
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of copy; a file may hold several.

    `id` is the first 12 digits of the file's digest and the 1-based number in the file
    (`1f3870be274f-2`); `published` is an ISO date, year-month or year, "" when the text gives none.
    """

    id: str
    document: str
    number: int
    title: str
    clean: CleanText
    published: str = ""
    author: str = ""
    publisher: str = ""
    photographer: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: its source text and the articles found in it, in reading order.

    `warnings` are what the editor must look at, `notes` what is worth knowing; both are Chinese.
    """

    file: SourceFile
    source: SourceText
    articles: tuple[Article, ...]
    warnings: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = ()


def shorten(text: str, most: int = 16) -> str:
    """The start of a text, at most so many characters with the … that stands for the rest."""
    return text if len(text) <= most else text[: most - 1] + "…"
