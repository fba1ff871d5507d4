"""Word files (.docx): text in order, with tables, text boxes, footnotes and tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, SourceFile, SourceText
from ecodesk.knowledge.messages import message
from ecodesk.reading.draft import Draft
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.package import Package
from ecodesk.reading.signatures import format_of
from ecodesk.reading.typescript import Typescript
from ecodesk.reading.wordparts import WORD, Style, properties_of, styles_of
from ecodesk.reading.xmlstream import parse

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CELLS = " | "
"""Between the cells of a table's row: no mark of copy, so that numbers of two cells never run together."""
LONGEST_CELL = 120
"""Characters beyond which a cell holds running text: the table only lays out the page."""

# Deleted words, the second form of a drawing for old programs, field codes, readings above characters,
# and the formats that a paragraph had before a change.
_SKIPPED = frozenset(
    {"w:del", "w:moveFrom", "mc:Fallback", "w:instrText", "w:delText", "w:delInstrText", "w:rt"}
    | {"w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:sectPr", "w:fldData"}
)
_CHARACTERS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Paragraph:
    """A paragraph as the file has it; `boxes` are the text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    style: str = ""
    level: int = 0
    goes_on: bool = False
    kind: BlockKind | None = None
    boxes: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)


class Body:
    """Gathers the paragraphs of one part, in reading order."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.inserted = self.deleted = self.pictures = 0
        self._sinks: list[list[Paragraph]] = [self.paragraphs]
        self._open: list[Paragraph] = []
        self._rows: list[list[list[Paragraph]]] = []
        self._skip = 0
        self._wanted = self._hidden = False
        self._in_run = self._in_properties = 0
        self._run_start = 0
        self._size = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skip or name in _SKIPPED:
            self._count_deletion(name, attributes)
            self._skip += 1
            return
        if name == "w:p":
            self._open.append(Paragraph())
        elif name in ("w:t", "m:t"):
            self._wanted = True
        elif name in ("w:tr", "w:tc", "w:txbxContent", "w:footnote", "w:endnote"):
            self._enter(name, attributes)
        elif self._open:
            self._in_paragraph(name, attributes)

    def _count_deletion(self, name: str, attributes: dict[str, str]) -> None:
        if self._skip:
            return
        if name == "w:del" and self._in_properties and self._open:
            self._open[-1].goes_on = True  # the mark at its end was deleted
        self.deleted += name == "w:del"

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        if name == "w:tr":
            self._rows.append([])
        elif "w:type" in attributes and name in ("w:footnote", "w:endnote"):
            self._sinks.append([])  # the line above the notes, no note
        elif name in ("w:footnote", "w:endnote"):
            self._sinks.append(self.paragraphs)
        else:
            self._sinks.append([])

    def _in_paragraph(self, name: str, attributes: dict[str, str]) -> None:
        here, value = self._open[-1], attributes.get("w:val", "")
        if name == "w:pPr":
            self._in_properties += 1
        elif name == "w:r":
            self._in_run, self._hidden, self._run_start = 1, False, len(here.parts)
        elif name == "w:vanish" and not self._in_properties:
            self._hidden = value not in _OFF
        elif name == "w:pStyle":
            here.style = value
        elif name == "w:outlineLvl":
            here.level = int(value) + 1 if value.isdecimal() and int(value) < 9 else 0
        elif name in _CHARACTERS and not self._in_properties:
            here.parts.append(_CHARACTERS[name])
        elif name == "w:ins":
            self.inserted += not self._in_properties
        elif name in ("w:drawing", "w:pict"):
            self.pictures += 1

    def end(self, name: str) -> None:
        if self._skip:
            self._skip -= 1
        elif name in ("w:t", "m:t"):
            self._wanted = False
        elif name == "w:pPr":
            self._in_properties = max(self._in_properties - 1, 0)
        elif name == "w:r" and self._open:
            if self._hidden:
                del self._open[-1].parts[self._run_start :]
            self._hidden = False
        elif name == "w:p" and self._open:
            self._close(self._open.pop())
        elif name in ("w:txbxContent", "w:footnote", "w:endnote", "w:tc") and len(self._sinks) > 1:
            self._leave(name, self._sinks.pop())
        elif name == "w:tr" and self._rows:
            self._sinks[-1].extend(_row(self._rows.pop()))

    def _close(self, paragraph: Paragraph) -> None:
        sink = self._sinks[-1]
        if sink and sink[-1].goes_on:
            before = sink[-1]
            before.parts += paragraph.parts
            before.goes_on = paragraph.goes_on
            before.boxes += paragraph.boxes
        else:
            sink.append(paragraph)

    def _leave(self, name: str, held: list[Paragraph]) -> None:
        if name == "w:tc" and self._rows:
            self._rows[-1].append(held)
        elif name == "w:txbxContent" and self._open:
            for paragraph in held:
                paragraph.kind = paragraph.kind or BlockKind.BOX
            self._open[-1].boxes += held

    def text(self, text: str) -> None:
        if self._wanted and not self._skip and self._open:
            self._size += len(text)
            if self._size > limits().characters:
                raise exceeded("characters")
            self._open[-1].parts.append(text)


def _row(cells: Sequence[list[Paragraph]]) -> list[Paragraph]:
    """A row as one paragraph; where it only lays out the page, what it holds."""
    texts = ["".join(paragraph.text for paragraph in cell).strip() for cell in cells]
    filled = [text for text in texts if text]
    if len(filled) < 2 or max(map(len, filled)) > LONGEST_CELL:
        return [paragraph for cell in cells for paragraph in cell]
    boxes = [box for cell in cells for paragraph in cell for box in paragraph.boxes]
    return [Paragraph([CELLS.join(filled).replace("\n", " ")], kind=BlockKind.BOX, boxes=boxes)]


class WordReader:
    """Word files of the XML kind, whatever the file's name."""

    code = "word"
    title = WORD
    suffixes = frozenset((".docx", ".docm", ".dotx"))

    def read(self, file: SourceFile) -> Draft | None:
        if format_of(file) != WORD or not file.data.startswith(b"PK"):
            return None
        package = Package(file.data, WORD)
        if "word/document.xml" not in package.names:
            raise ReadError("read-damaged", format=WORD)
        styles = styles_of(package)
        body = Body()
        parse(package.chunks("word/document.xml"), body, WORD)
        for part in ("word/footnotes.xml", "word/endnotes.xml"):
            if part in package.names:
                _notes(package, part, body)
        return self._draft(package, styles, body)

    def _draft(self, package: Package, styles: dict[str, Style], body: Body) -> Draft:
        script = Typescript()
        for paragraph in _with_boxes(_titled(body.paragraphs, styles)):
            script.paragraph(paragraph.text, paragraph.kind)
        if not script.pieces and body.pictures:
            raise ReadError("read-no-text", format=WORD)
        about = properties_of(package)
        warnings = []
        if body.inserted or body.deleted:
            warnings.append(message("read-tracked", inserted=body.inserted, deleted=body.deleted))
        return Draft(
            SourceText(script.text, MEDIA, "utf-8"), tuple(script.pieces), (), tuple(warnings),
            about.title, about.created, about.author,
        )


def _notes(package: Package, part: str, body: Body) -> None:
    """Footnotes behind the text, each a paragraph set apart."""
    notes = Body()
    parse(package.chunks(part), notes, WORD)
    for paragraph in notes.paragraphs:
        paragraph.kind = BlockKind.BOX
    body.paragraphs += notes.paragraphs
    body.inserted += notes.inserted
    body.deleted += notes.deleted


def _with_boxes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Each paragraph and behind it the text boxes anchored in it."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        found.append(paragraph)
        found += _with_boxes(paragraph.boxes)
    return found


def _titled(paragraphs: list[Paragraph], styles: dict[str, Style]) -> list[Paragraph]:
    """Paragraphs with the kinds their styles give them.

    Where the text opens with a heading of the first level and nothing is styled as a title, the headings of
    that level are headlines: a file of several articles.
    """
    found = [(paragraph, styles.get(paragraph.style, Style())) for paragraph in paragraphs]
    printed = [(paragraph, style) for paragraph, style in found if paragraph.text.strip()]
    leads = bool(printed) and _level(*printed[0]) == 1
    titled = any(style.name == "title" for _, style in printed)
    for paragraph, style in found:
        if paragraph.kind is None:
            paragraph.kind = _kind(_level(paragraph, style), style.name, leads and not titled)
    return paragraphs


def _level(paragraph: Paragraph, style: Style) -> int:
    if style.name.startswith("heading"):
        return int(style.name[-1])
    return 0 if style.name else paragraph.level or style.level


def _kind(level: int, role: str, first_is_title: bool) -> BlockKind | None:
    if role == "title" or (level == 1 and first_is_title):
        return BlockKind.TITLE
    if level or role == "subtitle":
        return BlockKind.HEADING
    return BlockKind.CAPTION if role == "caption" else None
