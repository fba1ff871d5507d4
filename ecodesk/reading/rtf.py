"""Rich text (.rtf): one pass over its tokens, in time that grows with the file and not faster.

Follows the Rich Text Format Specification 1.9.1 as far as the words go: code pages by font, \\u with its
fallback, tables row by row, text boxes and footnotes set apart, deleted and hidden words left out.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, SourceFile, SourceText
from ecodesk.knowledge.messages import message
from ecodesk.reading.characters import paired
from ecodesk.reading.draft import Draft
from ecodesk.reading.fieldcodes import LONGEST_READING, READING
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.paragraphs import CELLS, LONGEST_CELL
from ecodesk.reading.signatures import format_of
from ecodesk.reading.typescript import Typescript
from ecodesk.reading.wordparts import Properties, properties

RTF = "RTF"
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,20})? ?|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]{1,4096})"
)
# Groups that hold no words of the text.
_ASIDE = frozenset(
    (
        "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "revtbl", "rsidtbl",
        "generator", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
        "footerl", "footerr", "footerf", "bkmkstart", "bkmkend", "annotation", "atnid",
        "atnauthor", "xmlnstbl", "themedata", "colorschememapping", "datastore", "latentstyles",
        "pntext", "listtext", "nonshppict", "filetbl", "template", "operator", "company",
        "category", "keywords", "subject", "doccomm", "comment", "ftnsep", "ftnsepc", "aftnsep",
        "aftnsepc", "pgdsctbl", "sp", "hlinkbase", "wgrffmtfilter", "mmathPr", "tc", "xe", "rxe",
        "txe",
    )
)
_FIELDS = frozenset(("title", "author", "creatim", "revtim"))
_KEPT = frozenset(("shppict", "shpinst", "shptxt", "footnote", "fldinst", "fldrslt", "ud", "upr", *_FIELDS))
"""Groups that are read though they are marked as ones an old program may pass over."""

_CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002",
}
_SYMBOLS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\"}
_CHARSETS = {
    0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254",
    204: "cp1251", 238: "cp1250",
}
_PAGES = {936: "gb18030", 950: "big5hkscs", 54936: "gb18030", 65001: "utf-8"}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group: `sink` is text, box, notes, code (of a field), fonts or a field of the file.

    "" is none of them.
    """

    sink: str = "text"
    codec: str = ""
    skip: int = 1
    hidden: bool = False
    deleted: bool = False
    first: bool = True
    star: bool = False


class RtfReader:
    """Rich text, whatever the file's name: Word saves it as .doc too."""

    code = "rtf"
    title = RTF
    suffixes = frozenset((".rtf",))

    def read(self, file: SourceFile) -> Draft | None:
        if format_of(file) != RTF:
            return None
        parser = _Parser(file.data)
        parser.run()
        about = parser.properties()
        warnings = []
        if parser.inserted or parser.deleted:
            warnings.append(message("read-tracked", inserted=parser.inserted, deleted=parser.deleted))
        script = parser.script
        if not script.pieces and parser.pictures:
            raise ReadError("read-no-text", format=RTF)
        return Draft(
            SourceText(script.text, "application/rtf", parser.codec), tuple(script.pieces), (),
            tuple(warnings), title=about.title, published=about.created, author=about.author,
        )


class _Parser:
    def __init__(self, data: bytes) -> None:
        self.script = Typescript()
        self.codec = "gb18030"
        self.pictures = self.inserted = self.deleted = 0
        self._data = data
        self._at = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._pending = bytearray()
        self._due = 0  # characters of a fallback still to pass over
        self._texts: dict[str, list[str]] = {"text": []}
        self._later: list[tuple[str, str]] = []
        self._cells: list[str] | None = None
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._level = 0
        self._day: dict[str, dict[str, int]] = {}
        self._size = 0

    def run(self) -> None:
        """The whole file; what stands behind its last brace is no part of it."""
        while self._at < len(self._data):
            match = _TOKEN.match(self._data, self._at)
            if match is None:
                self._at += 1
                continue
            self._at = match.end()
            word, number, code, symbol, brace, plain = match.groups()
            if plain or code:
                self._bytes(plain or bytes((int(code, 16),)))
                continue
            if not (word or symbol or brace):
                continue  # a line end of the file itself
            self._flush()
            self._due = 0
            if brace == b"{":
                self._open()
            elif brace:
                if not self._close():
                    break
            elif word:
                self._word(word.decode("ascii"), int(number) if number else None)
            else:
                self._symbol(symbol.decode("latin-1"))
        self._flush()
        self._paragraph()
        self._rest()

    def _open(self) -> None:
        if len(self._stack) >= limits().nesting:
            raise exceeded("nesting")
        self._stack.append(self._state)
        self._state = replace(self._state, first=True, star=False)

    def _close(self) -> bool:
        """Back to the enclosing group; False at the end of the document."""
        if not self._stack:
            return False
        state, self._state = self._state, self._stack.pop()
        if state.sink in ("notes", "box") and self._state.sink != state.sink:
            self._later.append((state.sink, "".join(self._texts.pop(state.sink, []))))
        elif state.sink == "code" and self._state.sink != "code":
            reading = READING.match("".join(self._texts.pop("code", []))[:LONGEST_READING])
            self._add(reading["words"] if reading else "")
        return bool(self._stack)

    def _bytes(self, data: bytes) -> None:
        if self._due:
            passed = min(self._due, len(data))
            self._due -= passed
            data = data[passed:]
        if data and self._state.sink and not self._state.hidden:
            self._pending += data
        self._state = replace(self._state, first=False) if self._state.first and data else self._state

    def _flush(self) -> None:
        if self._pending:
            codec = self._state.codec or self.codec
            self._add(self._pending.decode(codec, "replace"))
            self._pending.clear()

    def _add(self, text: str) -> None:
        if not self._state.sink or self._state.hidden:
            return
        self._size += len(text)
        if self._size > limits().characters:
            raise exceeded("characters")
        self._texts.setdefault(self._state.sink, []).append(text)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._state = replace(self._state, star=True)
        elif symbol in "\r\n":
            self._paragraph()
        elif symbol in _SYMBOLS:
            self._add(_SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        if state.first or state.star:
            self._destination(word)
        self._state = replace(self._state, first=False, star=False)
        if word == "bin":
            self._at += max(number or 0, 0)
        elif word == "u":
            self._unicode(number or 0)
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word in ("par", "sect", "page", "column"):
            self._paragraph()
        elif word in ("cell", "nestcell", "row", "nestrow"):
            self._cell(word)
        elif word in ("yr", "mo", "dy"):
            self._day.setdefault(self._state.sink, {})[word] = number or 0
        else:
            self._format(word, number)

    def _destination(self, word: str) -> None:
        """The first word of a group says what the group is for."""
        star, sink = self._state.star, self._state.sink
        if word == "fonttbl":
            sink = "fonts"
        elif word in _ASIDE or (star and word not in _KEPT):
            self.pictures += word == "pict"
            sink = ""
        elif word == "info":
            sink = "info"
        elif word in _FIELDS:
            sink = word if sink == "info" else ""
        elif word in ("footnote", "shptxt") and sink not in ("", "code"):
            sink = "notes" if word == "footnote" else "box"
        elif word == "fldinst" and sink:
            sink = "code"
        self._state = replace(self._state, sink=sink)

    def _format(self, word: str, number: int | None) -> None:
        value = 1 if number is None else number
        if word == "uc":
            self._state = replace(self._state, skip=min(max(value, 0), 8))
        elif word == "ansicpg":
            self.codec = _known(_PAGES.get(value, f"cp{value}"))
        elif word == "f":
            self._font = value
            self._state = replace(self._state, codec=self._fonts.get(value, ""))
        elif word == "fcharset" and self._state.sink == "fonts":
            # Charset 0 says only "Western": the code page of the file is the better guess for Chinese bytes.
            self._fonts[self._font] = _CHARSETS.get(value, "") if value else ""
            self._state = replace(self._state, codec="")
        elif word in ("deleted", "v", "revised"):
            self._change(word, value != 0)
        elif word == "plain":
            self._state = replace(self._state, hidden=False, deleted=False, codec="")
        elif word == "outlinelevel":
            self._level = min(max(value, 0), 8) + 1
        elif word == "pard":
            self._level = 0
        elif word == "intbl" and self._cells is None and self._state.sink == "text":
            self._cells = []

    def _change(self, word: str, on: bool) -> None:
        """Words that were put in or taken out, or that are hidden."""
        counts = on and self._state.sink in ("text", "box", "notes")
        if word == "revised":
            self.inserted += counts
        elif word == "deleted":
            self.deleted += counts and not self._state.deleted
            self._state = replace(self._state, hidden=on, deleted=on)
        else:
            self._state = replace(self._state, hidden=on)

    def _unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        self._add(chr(code) if 0 <= code < 0x110000 else "\ufffd")
        self._due = self._state.skip

    def _cell(self, word: str) -> None:
        if self._state.sink != "text":
            self._add("\n" if word.endswith("row") else " ")
        elif word in ("cell", "nestcell"):
            self._cells = [*(self._cells or []), self._taken()]
        elif self._cells is not None:
            cells, self._cells = [cell.strip() for cell in self._cells if cell.strip()], None
            if len(cells) > 1 and max(map(len, cells)) <= LONGEST_CELL:
                self.script.paragraph(CELLS.join(cells).replace("\n", " "), BlockKind.BOX)
            else:
                for cell in cells:
                    self.script.paragraph(cell)
            self._rest(boxes_only=True)

    def _taken(self) -> str:
        parts = self._texts["text"]
        text = paired("".join(parts))
        parts.clear()
        return text

    def _paragraph(self) -> None:
        """The end of a paragraph; inside a cell or a box only of a line."""
        if self._state.deleted:
            return  # the paragraph goes on in the next one
        if self._state.sink != "text":
            self._add("\n")
        elif self._cells is not None:
            self._texts["text"].append("\n")
        else:
            self.script.paragraph(self._taken(), BlockKind.HEADING if self._level else None)
            self._rest(boxes_only=True)

    def _rest(self, boxes_only: bool = False) -> None:
        """Text boxes behind the paragraph they are anchored in, footnotes behind the text."""
        kept = []
        for sink, text in self._later:
            if boxes_only and sink == "notes":
                kept.append((sink, text))
            else:
                self.script.paragraph(paired(text).strip(), BlockKind.BOX)
        self._later = kept

    def properties(self) -> Properties:
        """Title, author and day of creation as the file tells them."""
        days = [
            "{yr:04d}-{mo:02d}-{dy:02d}".format(**{"yr": 0, "mo": 0, "dy": 0, **self._day.get(name, {})})
            for name in ("creatim", "revtim")
        ]
        title, author = (paired("".join(self._texts.get(name, []))) for name in ("title", "author"))
        return properties(title[:300], author[:300], days[0], days[1])


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "gb18030"
