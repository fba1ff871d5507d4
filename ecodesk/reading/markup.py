"""A tolerant cleaner of HTML, whole or cut to pieces: markup goes, not one Chinese character with it.

HTML libraries take the text behind a cut tag for an attribute and lose it. Here a tag ends at the first
Chinese character, and what is left of a tag's head or tail is recognised by its looks.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from html.entities import html5

from ecodesk.domain.text import BlockKind, DamageKind
from ecodesk.reading.characters import CJK
from ecodesk.reading.draft import Mark
from ecodesk.reading.strips import Strip

_BLOCK_TAGS = """
    address article aside blockquote br center dd details dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table
    tbody tfoot thead title tr ul body head html
"""
BLOCK_TAGS = frozenset(_BLOCK_TAGS.split())
_UNSEEN_TAGS = """
    script style noscript template svg math iframe object select textarea button nav
"""
UNSEEN_TAGS = frozenset(_UNSEEN_TAGS.split())
KINDS = {"title": BlockKind.TITLE, "h1": BlockKind.TITLE}
KINDS |= {"figcaption": BlockKind.CAPTION, "tr": BlockKind.BOX}
KINDS |= {f"h{level}": BlockKind.HEADING for level in range(2, 7)}
LEVELS = {f"h{level}": level for level in range(1, 7)}

_TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{{0,30}})"
    rf"(?P<attributes>(?:[^<>\"'{CJK}]++|\"[^\"<>]{{0,2000}}+\"|'[^'<>]{{0,2000}}+')*+)(?P<end>>)?"
)
_TAG_REST = re.compile(rf"[\"'][^<>{CJK}]{{0,2000}}>?")
_DECLARATION = re.compile(rf"<[!?][^<>{CJK}]{{0,2000}}>?")
_BARE = re.compile("</?(?![A-Za-z])")
_ENTITY = re.compile(
    r"&(?:#(?P<dec>\d{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));?"
)
_SCRAP = string.ascii_letters + string.digits + string.whitespace + "-_:;,.%#()\"'=/!"
_STYLE = re.compile(r"[a-z-]{1,30}\s*:\s*[^;:]{1,60};|^[\s;:]*[a-z]{0,16}\s*[;:]|=", re.ASCII | re.IGNORECASE)
_ENTITY_TAIL = re.compile(r"\s*([a-z]{1,8});", re.ASCII)
_COMMON_ENTITIES = ("ldquo", "rdquo", "lsquo", "rsquo", "nbsp", "mdash", "hellip", "middot", "quot", "amp")
_WINDOWS_1252 = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0)}

LOST_TAG = "此处的标记被截断，前后可能缺字"
LOST_END = "文件在标记中间中断，结尾可能缺失"
LOST_TEXT = "此处缺一段文字，前后接不上"


@dataclass(frozen=True, slots=True)
class Run:
    """Text between two block tags; `kind` and `level` where a heading's tag says so."""

    strip: Strip
    kind: BlockKind | None = None
    cut: bool = False
    level: int = 0


@dataclass(slots=True)
class Stream:
    """Collects the text of a markup file, block by block."""

    marks: list[Mark] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    parts: list[Strip] = field(default_factory=list)
    kind: BlockKind | None = None
    level: int = 0
    cut: bool = False

    def add(self, strip: Strip) -> None:
        if strip.text:
            self.parts.append(strip)

    def end_block(self) -> None:
        """Close the block; blank ones leave no trace."""
        strip = Strip.join(self.parts)
        if strip.text.strip():
            self.runs.append(Run(strip, self.kind, self.cut, self.level))
            self.cut = False
        self.parts = []

    def lose(self, at: int, message: str) -> None:
        """Text is lost at a source position: what follows is another paragraph."""
        self.end_block()
        self.kind, self.level = None, 0
        if not (self.cut and self.marks):
            self.marks.append(Mark(DamageKind.LOST, at, message))
        self.cut = True


def decode_entity(match: re.Match[str]) -> str:
    """The character an entity stands for; "" when there is no such entity."""
    if match["name"]:
        return html5.get(match["name"] + ";", "")
    code = int(match["dec"]) if match["dec"] else int(match["hex"], 16)
    if code in _WINDOWS_1252:
        return _WINDOWS_1252[code]
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


class Cleaner:
    """Takes the markup out of fragments that follow each other, with text lost between them."""

    def __init__(self) -> None:
        self.stream = Stream()
        self._missing: set[str] = set()
        self._open_at = -1

    def feed(self, fragment: Strip) -> None:
        """Clean one fragment; a tag or an entity may be cut at either end."""
        self._missing.clear()
        self._open_at = -1
        position = self._head(fragment)
        text = fragment.text
        while position < len(text):
            found = _next(text, position)
            if found > position:
                self.stream.add(fragment.slice(position, found))
                position = found
            if position < len(text):
                position = self._markup(fragment, position)

    def close(self) -> list[Run]:
        """End the last block and return all of them."""
        if self._open_at >= 0:
            self.stream.marks.append(Mark(DamageKind.LOST, self._open_at, LOST_END))
        self.stream.end_block()
        return self.stream.runs

    def _head(self, fragment: Strip) -> int:
        """Length of the tail of a cut entity or tag at the fragment's start."""
        match = _ENTITY_TAIL.match(fragment.text)
        cut = match is not None and self.stream.cut
        return match.end() if match and cut and any(n.endswith(match[1]) for n in _COMMON_ENTITIES) else 0

    def _markup(self, fragment: Strip, position: int) -> int:
        """Handle the `<`, `>` or `&` at a position; returns the position behind it."""
        mark = fragment.text[position]
        if mark == "&":
            return self._entity(fragment, position)
        if mark == ">":
            return self._scrap(fragment, position)
        return self._tag(fragment, position)

    def _entity(self, fragment: Strip, position: int) -> int:
        match = _ENTITY.match(fragment.text, position)
        if match is None:
            if position + 1 == len(fragment):
                return position + 1
            self.stream.add(fragment.slice(position, position + 1))
            return position + 1
        shown = decode_entity(match)
        if shown:
            self.stream.add(Strip.char(shown, fragment.at[position]))
        elif match.end() < len(fragment) or match[0].endswith(";"):
            self.stream.add(fragment.slice(position, match.end()))
        return match.end()

    def _scrap(self, fragment: Strip, position: int) -> int:
        """A `>` without its `<`: the text before it may be the rest of a tag."""
        stream = self.stream
        held = stream.parts[-1] if stream.parts else Strip()
        kept = held.slice(0, len(held.text.rstrip(_SCRAP)))
        scrap = held.text[len(kept) :]
        whole = not kept.text and len(stream.parts) <= 1
        # Where text is known to be lost anything goes; elsewhere only what looks like a style.
        if len(scrap) <= 2000 and ((whole and stream.cut) or (scrap.strip() and _STYLE.search(scrap))):
            start = held.at[len(kept)] if scrap else fragment.at[position]
            stream.parts[-1:] = [kept] if kept.text else []
            if not (whole and stream.cut):
                stream.lose(start, LOST_TAG)
            return position + 1
        stream.add(fragment.slice(position, position + 1))
        return position + 1

    def _tag(self, fragment: Strip, position: int) -> int:
        text = fragment.text
        if text.startswith("<!--", position):
            return self._comment(fragment, position)
        match = _TAG.match(text, position)
        if match is None:
            return self._bare(fragment, position)
        end = match.end()
        name = match["name"].lower()
        if not match["end"]:
            rest = _TAG_REST.match(text, end)
            end = rest.end() if rest else end
            return self._cut_tag(fragment, name, position, end, text[end - 1] == ">")
        if name in UNSEEN_TAGS and not match["close"] and not match["attributes"].endswith("/"):
            return self._unseen(text, name, end)
        self._block(name, bool(match["close"]))
        return end

    def _block(self, name: str, closing: bool) -> None:
        if name in BLOCK_TAGS:
            self.stream.end_block()
            if name != "br":
                self.stream.kind = None if closing else KINDS.get(name)
                self.stream.level = 0 if closing else LEVELS.get(name, 0)
        elif name in ("td", "th") and self.stream.parts and not closing:
            last = self.stream.parts[-1]
            self.stream.add(Strip.char(" ", last.at[-1] + 1))

    def _cut_tag(self, fragment: Strip, name: str, position: int, end: int, closed: bool) -> int:
        """A tag without its end: what stands behind it is text again."""
        self._block(name, False)
        if not closed:
            if end < len(fragment):
                self.stream.lose(fragment.at[position], LOST_TAG)
            else:
                self._open_at = fragment.at[position]
        return end

    def _unseen(self, text: str, name: str, end: int) -> int:
        """Skip an element nobody sees; one that is never closed keeps its text."""
        if name in self._missing:
            return end
        closing = re.compile(rf"</{name}\b[^<>]{{0,200}}>?", re.IGNORECASE).search(text, end)
        if closing is None:
            self._missing.add(name)
        return closing.end() if closing else end

    def _comment(self, fragment: Strip, position: int) -> int:
        if "-->" not in self._missing:
            found = fragment.text.find("-->", position + 4)
            if found >= 0:
                return found + 3
            self._missing.add("-->")
        return position + 4

    def _bare(self, fragment: Strip, position: int) -> int:
        """A `<` that opens no tag: a declaration, the stump of a tag at the end, or a sign of comparison."""
        declaration = _DECLARATION.match(fragment.text, position)
        if declaration:
            return declaration.end()
        stump = _BARE.match(fragment.text, position)
        if stump and (stump.end() == len(fragment.text.rstrip()) or stump[0] == "</"):
            return stump.end()
        self.stream.add(fragment.slice(position, position + 1))
        return position + 1


_SPECIAL = re.compile("[<>&]")


def _next(text: str, position: int) -> int:
    match = _SPECIAL.search(text, position)
    return match.start() if match else len(text)
