"""An article as a Qt document: paragraphs by role, words of damage, and the map of positions."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from ecodesk.domain.text import Block, BlockKind, Span
from ecodesk.domain.views import ArticleDetail
from ecodesk.domain.wordings import Wording
from ecodesk.gui import scale
from ecodesk.gui.labels import DAMAGE_NOTE, date_text
from ecodesk.gui.theme import ARTICLE_PX, FONT_FAMILIES, SMALL_PX, Look
from ecodesk.gui.utf16 import PositionMap, printable, width

LINE_HEIGHT = 1.9
_MAX_BLOCK = 5000  # characters: one line of 100k freezes the layout


@dataclass(frozen=True, slots=True)
class _Style:
    """How a role looks: pixels, colour role, bold, first-line indent in characters, margins."""

    px: int
    role: str
    bold: bool = False
    indent: int = 0
    above: int = 10
    left: int = 0
    height: float = LINE_HEIGHT


_STYLES = {
    BlockKind.TITLE: _Style(20, "text", bold=True, above=2, height=1.6),
    BlockKind.SUBTITLE: _Style(15, "muted", above=2, height=1.7),
    BlockKind.BYLINE: _Style(SMALL_PX, "muted", above=2),
    BlockKind.BODY: _Style(ARTICLE_PX, "text", indent=2),
    BlockKind.HEADING: _Style(ARTICLE_PX, "text", bold=True, above=18),
    BlockKind.CAPTION: _Style(13, "muted", left=14, above=8),
    BlockKind.BOX: _Style(14, "text", left=14, above=3),
    BlockKind.QUOTE: _Style(14, "muted", left=14, above=8),
    BlockKind.RIGHTS: _Style(SMALL_PX, "faint", above=16),
}
_DATELINE = _Style(SMALL_PX, "muted", above=2)
_SOURCE = _Style(13, "text", above=0, height=1.7)
BOXED = frozenset({BlockKind.CAPTION, BlockKind.BOX, BlockKind.QUOTE})

# Places where nothing of the text tells the reader what is wrong: they get words of their own.
_SPELLED_OUT = frozenset(DAMAGE_NOTE)


@dataclass(slots=True)
class Sheet:
    """What the view has to paint around the text of its document."""

    positions: PositionMap = field(default_factory=PositionMap)
    boxes: list[tuple[BlockKind, int]] = field(default_factory=list)  # role and Qt block number
    notes: list[tuple[int, int]] = field(default_factory=list)  # document ranges of words of ours
    laid: list[tuple[int, int, Wording]] = field(default_factory=list)  # of corrections, old words and new

    def printed(self, span: Span) -> list[tuple[int, int]]:
        """Document ranges of what is printed at a span in the end: new words for those struck out."""
        put: list[tuple[int, int]] = []
        struck: set[tuple[int, int]] = set()
        for begin, end, item in self.laid:
            within = span.start <= item.span.start and item.span.end <= span.end
            if within and (len(item.span) or not len(span)):
                struck.update(self.positions.range_of(item.span.start, item.span.end))
                put.append((begin + width(item.before), end))
        ranges = self.positions.range_of(span.start, span.end)
        return sorted([*(one for one in ranges if one not in struck), *put])


def block_font(px: int, bold: bool = False) -> QFont:
    """The article's face, in pixels of 100 % for painters that are scaled."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(px)
    font.setBold(bold)
    return font


def screen_font(px: int, bold: bool = False) -> QFont:
    """The same as the screen shows it: to measure words with, and for widgets."""
    return block_font(scale.scaled(px), bold)


class _Writer:
    """Writes blocks into a document, front to back."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        document.clear()
        document.setUndoRedoEnabled(False)
        self._cursor = QTextCursor(document)
        self._cursor.beginEditBlock()
        self._look = look
        self._zoom = scale.factor() * look.article_px / ARTICLE_PX
        self._blocks = 0
        self._format = QTextCharFormat()
        self.sheet = Sheet()

    def block(self, style: _Style) -> int:
        """Begin a paragraph; gives its Qt block number."""
        shape = QTextBlockFormat()
        height = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        px = round(style.px * self._zoom)
        shape.setLineHeight(round(px * style.height * 2) / 2, height)
        shape.setTextIndent(px * style.indent)
        shape.setTopMargin(scale.scaled(style.above))
        shape.setLeftMargin(scale.scaled(style.left))
        shape.setRightMargin(scale.scaled(style.left))
        self._format = self._characters(style)
        if self._blocks:
            self._cursor.insertBlock(shape, self._format)
        else:
            self._cursor.setBlockFormat(shape)
            self._cursor.setBlockCharFormat(self._format)
        self._blocks += 1
        return self._blocks - 1

    def text(self, words: str, start: int) -> None:
        """Text of the article that stands at `start`."""
        self.sheet.positions.add(self._cursor.position(), start, words)
        self._cursor.insertText(printable(words), self._format)

    def own(self, words: str) -> None:
        """Words of ours, that are no part of the article."""
        self._cursor.insertText(printable(words), self._format)

    def note(self, words: str) -> None:
        """Words of damage inside a paragraph."""
        begin = self._cursor.position()
        shape = QTextCharFormat(self._format)
        shape.setFont(block_font(round(SMALL_PX * self._zoom)))
        shape.setForeground(self._look.colour("hatch_text"))
        # Word joiners keep the note on one line.
        words = "\u2060".join(f"\u2005{words}\u2005")
        self._cursor.insertText(words, shape)
        self.sheet.notes.append((begin, begin + width(words)))

    def correction(self, item: Wording) -> None:
        """Words struck through, and those to stand in their place underlined, each in a colour of its own."""
        begin = self._cursor.position()
        if item.before:
            self.sheet.positions.add(begin, item.span.start, item.before)
            struck = QTextCharFormat(self._format)
            struck.setFontStrikeOut(True)
            struck.setForeground(self._look.colour("conflict_text"))
            self._cursor.insertText(printable(item.before), struck)
        if item.after:
            put = QTextCharFormat(self._format)
            put.setFontUnderline(True)
            put.setForeground(self._look.colour("corrected_text"))
            self._cursor.insertText(printable(item.after), put)
        self.sheet.laid.append((begin, self._cursor.position(), item))

    def finish(self) -> Sheet:
        self._cursor.endEditBlock()
        return self.sheet

    def _characters(self, style: _Style) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setFont(block_font(round(style.px * self._zoom), style.bold))
        shape.setForeground(self._look.colour(style.role))
        return shape


def dateline_of(detail: ArticleDetail) -> str:
    """Publisher, date, author, photographer and file under the title."""
    article = detail.article
    pictures = f"摄影 {article.photographer}" if article.photographer != article.author else ""
    parts = (article.publisher, date_text(article.published), article.author,
             pictures if article.photographer else "", article.document)
    return " · ".join(part for part in parts if part)


def write_clean(document: QTextDocument, detail: ArticleDetail, look: Look) -> Sheet:
    """The clean text, paragraph by paragraph, with the words of damage where they belong."""
    writer = _Writer(document, look)
    clean = detail.article.clean
    blocks = clean.blocks or _lines(clean.text)
    titled = any(block.kind is BlockKind.TITLE for block in blocks)
    dated = False
    if not titled:
        writer.block(_STYLES[BlockKind.TITLE])
        writer.own(detail.article.title or detail.row.title)
    for block in blocks:
        if not dated and block.kind not in (BlockKind.TITLE, BlockKind.SUBTITLE):
            dated = True
            _dateline(writer, detail)
        number = writer.block(_STYLES[block.kind])
        if block.kind in BOXED:
            writer.sheet.boxes.append((block.kind, number))
        _write_block(writer, detail, block)
    if not dated:
        _dateline(writer, detail)
    return writer.finish()


def _dateline(writer: _Writer, detail: ArticleDetail) -> None:
    writer.block(_DATELINE)
    writer.own(dateline_of(detail))


def _write_block(writer: _Writer, detail: ArticleDetail, block: Block) -> None:
    clean = detail.article.clean
    start = block.span.start
    for place, words in _inserts(detail, block.span):
        for begin in range(start, place, _MAX_BLOCK):
            writer.text(clean.text[begin : min(begin + _MAX_BLOCK, place)], begin)
        if isinstance(words, str):
            writer.note(words)
            start = place
        else:
            writer.correction(words)
            start = words.span.end
    for begin in range(start, block.span.end, _MAX_BLOCK):
        if begin > start:
            writer.block(_STYLES[block.kind])
        writer.text(clean.text[begin : min(begin + _MAX_BLOCK, block.span.end)], begin)


def _inserts(detail: ArticleDetail, span: Span) -> list[tuple[int, str | Wording]]:
    """Words of damage and corrections of a paragraph with their places; what is struck out needs no note."""
    laid = [item for item in detail.wordings if span.start <= item.span.start and item.span.end <= span.end]
    found: list[tuple[int, str | Wording]] = [(item.span.start, item) for item in laid]
    found += [(place, words) for place, words in _notes_of(detail, span)
              if not any(item.span.start < place <= item.span.end for item in laid)]
    return sorted(found, key=lambda one: one[0])


def _notes_of(detail: ArticleDetail, span: Span) -> list[tuple[int, str]]:
    """Places behind which words of damage stand, with the words."""
    notes = []
    for damage in detail.article.clean.damage:
        place = damage.span.end
        inside = span.start <= place <= span.end and damage.span.start <= span.end
        if damage.kind in _SPELLED_OUT and inside and (place > span.start or place == damage.span.start):
            notes.append((place, DAMAGE_NOTE[damage.kind]))
    return sorted(notes)


def _lines(text: str) -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.BODY, Span(start, start + len(line))))
        start += len(line) + 1
    return tuple(blocks)


def write_source(document: QTextDocument, detail: ArticleDetail, look: Look) -> Sheet:
    """The text as read, line by line, positions counted in the source text."""
    writer = _Writer(document, look)
    start = 0
    for line in detail.source.split("\n"):
        for begin in range(0, max(len(line), 1), _MAX_BLOCK):
            writer.block(_SOURCE)
            writer.text(line[begin : begin + _MAX_BLOCK], start + begin)
        start += len(line) + 1
    return writer.finish()


def prepare(document: QTextDocument) -> None:
    """Settings every sheet shares."""
    document.setDefaultFont(block_font(ARTICLE_PX))
    document.setDocumentMargin(0)
    option = document.defaultTextOption()
    option.setWrapMode(option.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft)
    document.setDefaultTextOption(option)
