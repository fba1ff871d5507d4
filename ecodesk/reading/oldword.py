"""Old Word files (.doc of Word 97 to 2003, and WPS's .wps): what a reader of the page sees, in its order.

Structures are called as in [MS-DOC], Microsoft's description of the format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, SourceFile, SourceText
from ecodesk.reading.characters import paired
from ecodesk.reading.compound import Compound, summary_of
from ecodesk.reading.draft import Draft
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.oldwordfile import Head, Words, head_of
from ecodesk.reading.oldwordformat import (
    Form,
    Runs,
    character_runs,
    damaged,
    formed,
    group_of,
    old_styles,
    paragraph_runs,
)
from ecodesk.reading.oldwordtext import CELL, ENDS, PRINTED, Printed
from ecodesk.reading.paragraphs import Paragraph, append, draft_of, row_of, titled, with_boxes
from ecodesk.reading.signatures import OLD_WORD, OLE, format_of
from ecodesk.reading.typescript import Typescript

MEDIA = "application/msword"
_MAIN, _DATA = "WordDocument", "Data"
_READ = ("text", "footnotes", "endnotes", "boxes")
"""Parts of the text; headers, footers and comments are none of the copy."""

# Structures of the table stream, by their place in FibRgFcLcb97; sizes of a Spa and an FTXBXS, and where the
# latter names its shape.
_STYLES, _CHARACTERS, _PARAGRAPHS, _CLX, _ANCHORS, _BOXES = 1, 12, 13, 33, 40, 56
_ANCHOR_SIZE, _BOX_SIZE, _SHAPE = 26, 22, 14

_PICTURES = "\x01\x08"


class _Flow:
    """Paragraphs of one part of the text, those in tables gathered into rows."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._rows: list[list[list[Paragraph]]] = []

    def take(self, paragraph: Paragraph, form: Form) -> None:
        while len(self._rows) > form.depth:
            self._end_row()
        while len(self._rows) < form.depth:
            self._rows.append([[]])
        if paragraph.text or paragraph.boxes or not form.row:
            append(self._open, paragraph)
        if form.row and self._rows:
            self._end_row()
        elif form.cell and self._rows:
            self._rows[-1].append([])

    @property
    def _open(self) -> list[Paragraph]:
        """What takes the next paragraph: the last cell of the innermost row, or the text."""
        return self._rows[-1][-1] if self._rows else self.paragraphs

    def close(self) -> list[Paragraph]:
        while self._rows:
            self._end_row()
        return self.paragraphs

    def _end_row(self) -> None:
        for paragraph in row_of(self._rows.pop()):
            append(self._open, paragraph)


class _Document:
    """The parts of an open file; raises ReadError for one that is damaged, protected or too old."""

    def __init__(self, file: Compound) -> None:
        main = file.stream(_MAIN)
        self.head: Head = head_of(main)
        self._table = file.stream(self.head.table)
        self._words = Words(main, self._of(_CLX))
        if max(part.stop for part in self.head.parts.values()) > len(self._words.text):
            raise damaged()
        runs = character_runs(main, self._of(_CHARACTERS))
        self.printed = Printed(self._words, runs, [self.head.parts[name] for name in _READ])
        self._forms: Runs[Form] = paragraph_runs(main, self._of(_PARAGRAPHS), file.stream(_DATA))
        self._count = 0
        self.styles = old_styles(self._of(_STYLES))

    def _of(self, number: int) -> bytes:
        return self.head.of(self._table, number)

    def paragraphs(self) -> list[Paragraph]:
        """The text with its boxes behind the paragraphs they are anchored in, then the notes."""
        parts = self.head.parts
        anchored = self._boxes(parts["boxes"], parts["text"])
        text = self._read(parts["text"], anchored)
        return [*text, *self._apart(parts["footnotes"]), *self._apart(parts["endnotes"])]

    def _boxes(self, whole: range, text: range) -> list[tuple[int, list[Paragraph]]]:
        """Text boxes by the character they are anchored at; those without anchor, in a group, at the end."""
        last = max(text.stop - 1, text.start)
        anchors = {shape: at for at, _, shape in _plc(self._of(_ANCHORS), _ANCHOR_SIZE, 0)}
        found, until = [], whole.start
        for start, end, shape in _plc(self._of(_BOXES), _BOX_SIZE, _SHAPE):
            part = whole[start:end]
            until = max(until, part.stop)
            at = min(anchors.get(shape, last), last)
            if shape not in anchors or self.printed.shows(at):
                found.append((at, self._apart(part)))
        found.append((last, self._apart(range(until, whole.stop))))
        return sorted(found, key=lambda item: item[0])

    def _apart(self, part: range) -> list[Paragraph]:
        """What stands beside the text: the paragraphs that have words, as boxes."""
        held = [paragraph for paragraph in self._read(part) if paragraph.text.strip()]
        for paragraph in held:
            paragraph.kind = BlockKind.BOX
        return held

    def _read(self, part: range, boxes: Sequence[tuple[int, list[Paragraph]]] = ()) -> list[Paragraph]:
        """The paragraphs of a stretch of the text, the boxes in those they are anchored in."""
        flow, start, next_box = _Flow(), part.start, 0
        for end, mark in self._ends(part):
            form = self._form(end, mark)
            words = self.printed.text[start:end].translate(PRINTED)
            paragraph = Paragraph([paired(words)], str(form.style), form.level, self.printed.joins(end))
            while next_box < len(boxes) and boxes[next_box][0] <= end:
                paragraph.boxes += boxes[next_box][1]
                next_box += 1
            flow.take(paragraph, form)
            start = end + 1
        return flow.close()

    def _ends(self, part: range) -> Iterator[tuple[int, str]]:
        """Where paragraphs end and by which mark; damaged parts end without one."""
        last = part.start
        for match in ENDS.finditer(self.printed.text, part.start, part.stop):
            self._count += 1
            if self._count > limits().paragraphs:
                raise exceeded("paragraphs")
            last = match.end()
            yield match.start(), match[0]
        if last < min(part.stop, len(self.printed.text)):
            yield min(part.stop, len(self.printed.text)), ""

    def _form(self, at: int, mark: str) -> Form:
        if not mark:
            return Form()
        piece = self._words.piece_at(at)
        form = self._forms.at(piece.place + (at - piece.start) * piece.width) or Form()
        if piece.modifiers:
            form = formed(form, group_of(piece.modifiers, self._words.groups))
        if form.depth > limits().nesting:
            raise exceeded("nesting")
        if mark == CELL and not form.row:
            return Form(form.style, form.level, max(form.depth, 1), True)
        return form


def _plc(data: bytes, size: int, at: int) -> Iterator[tuple[int, int, int]]:
    """Start, end and shape of each element of a list of places (Plc), in order and apart from each other."""
    count, until = (len(data) - 4) // (4 + size), 0
    for number in range(count):
        start, end = struct.unpack_from("<2I", data, 4 * number)
        if until <= start <= end:
            shape = struct.unpack_from("<I", data, 4 * (count + 1) + size * number + at)[0]
            until = end
            yield start, end, shape


class OldWordReader:
    """Word files of the binary kind, whatever the file's name."""

    code = "oldword"
    title = OLD_WORD
    suffixes = frozenset((".doc", ".dot", ".wps", ".wpt"))

    def read(self, file: SourceFile) -> Draft | None:
        named = PurePath(file.name).suffix.lower() in self.suffixes
        # What was cut off may be the directory, which stands last and tells what the file is.
        if format_of(file) != OLD_WORD and not (named and file.data.startswith(OLE)):
            return None
        held = Compound(file.data, OLD_WORD)
        if _MAIN not in held.names:
            if held.whole:
                return None  # a sheet or slides with a text in them
            raise damaged()
        document = _Document(held)
        script = Typescript()
        for paragraph in with_boxes(titled(document.paragraphs(), document.styles)):
            script.paragraph(paragraph.text, paragraph.kind)
        printed = document.printed
        if not script.pieces and any(place in printed.text for place in _PICTURES):
            raise ReadError("read-no-text", format=OLD_WORD)
        source = SourceText(script.text, MEDIA, "utf-16")
        return draft_of(script, source, summary_of(held), printed.inserted, printed.deleted)
