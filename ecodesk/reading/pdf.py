"""PDF with text: columns kept apart, running heads left out, paragraphs put together from lines.

pdfium gives characters and their places; a page set in columns by lines across it is cut at its white.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise
from threading import Lock
from typing import Any

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, SourceFile, SourceText
from ecodesk.knowledge.messages import message
from ecodesk.reading.characters import as_shown, ends_sentence
from ecodesk.reading.dates import full_date
from ecodesk.reading.draft import Draft, Piece
from ecodesk.reading.layout import BULLETS
from ecodesk.reading.limits import MIB, exceeded, limits
from ecodesk.reading.lines import Line as TextLine
from ecodesk.reading.lines import join_lines
from ecodesk.reading.pdforder import caption_under, in_order, shown_once, without_running
from ecodesk.reading.pdfpage import Line, Page, page_of
from ecodesk.reading.signatures import format_of
from ecodesk.reading.typescript import Typescript
from ecodesk.reading.wordparts import properties

PDF = "PDF"
PASSWORD_ERROR, SECURITY_ERROR = 4, 5
"""pdfium's codes for a file that asks for a password, and for a protection it does not know."""

TITLE_SIZE, HEADING_SIZE = 1.55, 1.12
"""Sizes against the body's from which on a line is a headline, or a heading."""
SMALL = 0.93
GARBLED = 0.3
"""Share of characters without a meaning from which on the fonts carry no code of their characters."""
_NO_MEANING = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\U000f0000-\U0010ffff]")
_ZLIB = (b"\x78", b"\x68", b"\x58", b"\x48", b"\x38", b"\x28", b"\x18", b"\x08")
_STREAM = re.compile(rb"(?<!end)stream\r?\n(?=[\x78\x68\x58\x48\x38\x28\x18\x08])")
_SLICE, _LAYERS, _DICTIONARY = 65_536, 3, 600
"""Bytes unfolded at a time, filters one over the other, and bytes that hold a stream's dictionary."""
_STAMP = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")

_one_at_a_time = Lock()
"""pdfium is not safe in threads."""


class PdfReader:
    """PDF files, whatever the file's name."""

    code = "pdf"
    title = PDF
    suffixes = frozenset((".pdf",))

    def read(self, file: SourceFile) -> Draft | None:
        if format_of(file) != PDF:
            return None
        _check_streams(file.data)
        with _one_at_a_time:
            pages, about = _pages(file.data)
        characters = "".join(line.text for page in pages for line in page.lines)
        if not characters.strip():
            raise ReadError("read-pdf-image", count=len(pages))
        if len(_NO_MEANING.findall(characters)) > GARBLED * len(characters):
            raise ReadError("read-pdf-codes")
        return _draft(pages, about)


def _check_streams(data: bytes) -> None:
    """Refuse a file whose packed streams unfold beyond the limit; what is packed twice is unfolded twice.

    Pictures are passed over: their text is not read, and pdfium does not unfold them for it.
    """
    left = [limits().unpacked_megabytes * MIB]
    for match in _STREAM.finditer(data):
        if b"/Image" not in data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b" obj")[2]:
            with suppress(zlib.error):  # packed in another way, or damaged: nothing more unfolds
                _drain(_slices(data, match.end()), left, 1)


def _slices(data: bytes, start: int) -> Iterator[bytes]:
    for at in range(start, len(data), _SLICE):
        yield data[at : at + _SLICE]


def _drain(chunks: Iterable[bytes], left: list[int], layer: int) -> None:
    """Unfold a stream for its size, layer by layer, holding one slice of each."""
    made = _unfolded(chunks, left)
    first = next(made, b"")
    if layer < _LAYERS and first[:1] in _ZLIB:
        with suppress(zlib.error):
            _drain(chain((first,), made), left, layer + 1)
    for _ in made:
        pass


def _unfolded(chunks: Iterable[bytes], left: list[int]) -> Iterator[bytes]:
    """What a stream unfolds to, in slices; raises ReadError when `left` falls below zero."""
    unpack = zlib.decompressobj()
    for chunk in chunks:
        held = chunk
        while held and not unpack.eof:
            made = unpack.decompress(held, _SLICE)
            left[0] -= len(made)
            if left[0] < 0:
                raise exceeded("unpacked_megabytes")
            if made:
                yield made
            held = unpack.unconsumed_tail
        if unpack.eof:
            return


def _pages(data: bytes) -> tuple[list[Page], dict[str, str]]:
    """Every page and the file's own fields. Raises ReadError for a file that cannot be opened."""
    import pypdfium2 as pdfium  # 30 ms that the start of the program need not wait for

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", 0) in (PASSWORD_ERROR, SECURITY_ERROR)
        raise ReadError("read-password" if locked else "read-damaged", format=PDF) from error
    try:
        if len(document) > limits().pages:
            raise exceeded("pages")
        return list(_each_page(pdfium, document)), document.get_metadata_dict(skip_empty=True)
    except pdfium.PdfiumError as error:
        raise ReadError("read-damaged", format=PDF) from error
    finally:
        document.close()


def _each_page(pdfium: Any, document: Any) -> Iterator[Page]:
    size = 0
    for number in range(len(document)):
        page = document[number]
        try:
            made = page_of(pdfium, page, number)
        finally:
            page.close()
        size += sum(len(line.text) for line in made.lines)
        if size > limits().characters:
            raise exceeded("characters")
        yield made


def _draft(pages: Sequence[Page], about: dict[str, str]) -> Draft:
    kept, running = without_running(pages)
    lines = [line for page, rest in zip(pages, kept, strict=True) for line in in_order(rest, page)]
    if not lines:
        raise ReadError("read-pdf-image", count=len(pages))
    setter = Setter(pages, lines)
    setter.run()
    for line in running:  # out of the text, but the editor may look it up in the source
        setter.script.write(line.text)
    told = properties(
        about.get("Title", ""), about.get("Author", ""), _iso(about.get("CreationDate", "")),
        _iso(about.get("ModDate", "")),
    )
    warnings = list(_warnings(pages, shown_once(running)))
    return Draft(
        SourceText(setter.script.text, "application/pdf", "utf-8"), tuple(setter.script.pieces), (),
        tuple(warnings), told.title, _issue(running) or told.created, told.author,
    )


def _issue(running: Sequence[Line]) -> str:
    """The date that the running heads print, where all print the same; "" otherwise."""
    days = {day for line in running if (day := full_date(line.text))}
    return days.pop() if len(days) == 1 else ""


def _warnings(pages: Sequence[Page], running: Sequence[str]) -> Iterator[str]:
    if running:
        shown = "、".join(f"“{text}”" for text in running[:3])
        yield message("read-pdf-running", shown=shown + ("等" if len(running) > 3 else ""))
    bare = [str(page.number + 1) for page in pages if not page.lines and page.pictures]
    if bare:
        yield message("read-pdf-bare", count=len(bare), pages="、".join(bare[:10]))


def _iso(stamp: str) -> str:
    match = _STAMP.match(stamp)
    return "-".join((match[1], match[2] or "01", match[3] or "01")) if match else ""


@dataclass(slots=True)
class _Block:
    """Lines that follow each other in one column, of one size."""

    lines: list[Line] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(line.box.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.box.right for line in self.lines)


class Setter:
    """Sets the lines of all pages as paragraphs."""

    def __init__(self, pages: Sequence[Page], lines: Sequence[Line]) -> None:
        self.script = Typescript()
        self._pages = pages
        self._lines = lines
        self._sizes: list[float] = []
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self._body = max(sizes, key=lambda size: (sizes[size], -size))

    def run(self) -> None:
        """Every block's paragraphs into the typescript, in order."""
        for block in self._blocks():
            kind = self._kind(block)
            paragraphs = [block.lines] if kind else list(self._paragraphs(block))
            for lines in paragraphs:
                self._set(lines, block, kind)
        self._lead()

    def _blocks(self) -> Iterator[_Block]:
        block = _Block()
        for line in self._lines:
            if block.lines and not self._same_block(block, line):
                yield block
                block = _Block()
            block.lines.append(line)
        if block.lines:
            yield block

    def _same_block(self, block: _Block, line: Line) -> bool:
        last = block.lines[-1]
        if last.page != line.page or abs(last.size - line.size) > 0.08 * max(last.size, line.size):
            return False
        drop = last.base - line.base
        if drop < 0.5 * line.size or drop > 2.6 * line.size:
            return False
        return min(block.right, line.box.right) > max(block.left, line.box.left)

    def _kind(self, block: _Block) -> BlockKind | None:
        """Headline or heading by its size, caption by its place at a picture."""
        size = block.lines[0].size
        length = sum(len(line.text) for line in block.lines)
        if size >= HEADING_SIZE * self._body and length <= 90:
            return BlockKind.TITLE if size >= TITLE_SIZE * self._body else BlockKind.HEADING
        pictures = self._pages[block.lines[0].page].pictures
        if length <= 160 and caption_under(block.lines[0].box, size, pictures):
            return BlockKind.CAPTION if size < SMALL * self._body or len(block.lines) <= 3 else None
        return None

    def _paragraphs(self, block: _Block) -> Iterator[list[Line]]:
        """A new paragraph begins at an indent, behind a short line, or behind a wider gap."""
        drops = sorted(a.base - b.base for a, b in pairwise(block.lines))
        usual = drops[len(drops) // 2] if drops else 0.0
        held: list[Line] = []
        for line in block.lines:
            if held and self._opens(held[-1], line, block, usual):
                yield held
                held = []
            held.append(line)
        yield held

    def _opens(self, last: Line, line: Line, block: _Block, usual: float) -> bool:
        if line.text.lstrip()[:1] in BULLETS:
            return True
        indent = _start(line) - block.left
        if indent > 1.2 * line.size and _start(last) - block.left < indent - 0.5 * line.size:
            return True
        if last.base - line.base > 1.35 * usual:
            return True
        short = block.right - last.box.right
        if short > 1.6 * last.size:
            return True
        # A full line may end a paragraph whose next one is indented only a little, as some Latin text is.
        return ends_sentence(last.text) and indent > 0.9 * line.size

    def _set(self, lines: Sequence[Line], block: _Block, kind: BlockKind | None) -> None:
        strips = [as_shown(self.script.write(line.text)).strip() for line in lines]
        strip = join_lines([TextLine(strip, 0, 0) for strip in strips if strip.text])
        if not strip.text:
            return
        full = block.right - lines[-1].box.right < 1.6 * lines[-1].size and len(block.lines) > 1
        self._sizes.append(lines[0].size)
        self.script.take(Piece(strip, 1, kind, full=full, wrapped=len(lines) > 1))

    def _lead(self) -> None:
        """Of headlines that follow each other the largest leads, the others are headings."""
        pieces = self.script.pieces
        titles = [index for index, piece in enumerate(pieces) if piece.kind is BlockKind.TITLE]
        for _, numbered in groupby(enumerate(titles), key=lambda item: item[1] - item[0]):
            run = [index for _, index in numbered]
            lead = max(run, key=lambda index: (self._sizes[index], -index))
            for index in run:
                if index != lead:
                    pieces[index] = replace(pieces[index], kind=BlockKind.HEADING)


def _start(line: Line) -> float:
    """Where a line's first printed character stands; blanks at its start are an indent."""
    blanks = len(line.text) - len(line.text.lstrip())
    return line.box.left + blanks * line.size if blanks and line.box.left else line.box.left
