"""Word files (.docx): text in order, with tables, text boxes, footnotes and tracked changes."""

from __future__ import annotations

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, SourceFile, SourceText
from ecodesk.reading.draft import Draft
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.package import Package
from ecodesk.reading.paragraphs import Paragraph, append, draft_of, row_of, titled, with_boxes
from ecodesk.reading.signatures import format_of
from ecodesk.reading.typescript import Typescript
from ecodesk.reading.wordparts import WORD, Style, properties_of, styles_of
from ecodesk.reading.xmlstream import parse

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Deleted words, the second form of a drawing for old programs, field codes, readings above characters,
# and the formats that a paragraph had before a change.
_SKIPPED = frozenset(
    {"w:del", "w:moveFrom", "mc:Fallback", "w:instrText", "w:delText", "w:delInstrText", "w:rt"}
    | {"w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:sectPr", "w:fldData"}
)
_CHARACTERS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_OFF = ("0", "false", "off", "none")


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
        self._in_properties = 0
        self._run_start = 0
        self._size = self._closed = 0

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
            self._hidden, self._run_start = False, len(here.parts)
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
            self._sinks[-1].extend(row_of(self._rows.pop()))

    def _close(self, paragraph: Paragraph) -> None:
        self._closed += 1
        if self._closed > limits().paragraphs:
            raise exceeded("paragraphs")
        append(self._sinks[-1], paragraph)

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
        for paragraph in with_boxes(titled(body.paragraphs, styles)):
            script.paragraph(paragraph.text, paragraph.kind)
        if not script.pieces and body.pictures:
            raise ReadError("read-no-text", format=WORD)
        source = SourceText(script.text, MEDIA, "utf-8")
        return draft_of(script, source, properties_of(package), body.inserted, body.deleted)


def _notes(package: Package, part: str, body: Body) -> None:
    """Footnotes behind the text, each a paragraph set apart."""
    notes = Body()
    parse(package.chunks(part), notes, WORD)
    for paragraph in notes.paragraphs:
        paragraph.kind = BlockKind.BOX
    body.paragraphs += notes.paragraphs
    body.inserted += notes.inserted
    body.deleted += notes.deleted
