"""Files with markup in them: HTML documents, fragments, and fragments that were wrapped and cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from ecodesk.domain.text import BlockKind
from ecodesk.reading.characters import as_shown, is_han, width
from ecodesk.reading.draft import Mark, Piece
from ecodesk.reading.lines import LINE_END, pieces_of
from ecodesk.reading.markup import LOST_TEXT, Cleaner, Run
from ecodesk.reading.strips import Strip

_SIGNS = re.compile(
    r"</?(?:p|div|span|br|strong|table|td|tr|h[1-6]|a|img|li|ul|font|b|em|body|html|center|section)\b[^<>]{0,300}>?"
    r"|&(?:[lr][sd]quo|nbsp|mdash|hellip|middot|amp|quot|lt|gt|#\d{2,6});",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE | re.DOTALL
)
_STYLE_ONLY = re.compile(r"[\w\s:;,.%#()\"'=/-]*[a-z-]{2,30}\s*:\s*[\w.#%]+[\w\s:;,.%#()\"'=/-]*", re.ASCII)
_VALUE_DUE = re.compile(r"[a-z-]{3,20}:[^:;<>]{0,40}$")
_VALUE = re.compile(
    r"\s+(?:[\d.#][\w.%]*|justify|center|left|right|top|middle|bottom|none|auto|normal|bold|inherit|solid)"
    r"(?:\s[\w.%]+){0,4}\s?[;,)]"
)
_PROPERTY_DUE = re.compile(r"[a-z-]{3,20}:\s[^:;]{1,40};$")
_PROPERTY = re.compile(
    r"\s+(?:margin|padding|color|width|height|border|display|(?:text|line|letter|font|vertical|background)-[a-z]{4,8})\s?:"
)
_WRAPPED_AT = (
    (_VALUE_DUE, _VALUE),
    (_PROPERTY_DUE, _PROPERTY),
    (re.compile(r"<[A-Za-z][A-Za-z0-9]{0,10}$"), re.compile(r"\s+[a-z]{2,12}\s?=")),
)
_BLANKS = re.compile(r"[ \t]*(?:(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*|[ \t]{2,})")


def has_markup(text: str) -> bool:
    """True when the text carries HTML tags or entities, whatever the file's name."""
    return _DOCUMENT.match(text[:2000]) is not None or sum(1 for _ in _SIGNS.finditer(text[:200_000])) >= 2


def is_document(text: str) -> bool:
    """True for a whole HTML document, where a line end is only a blank."""
    return _DOCUMENT.match(text[:2000]) is not None


def _line_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that holds something."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in LINE_END.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def cut_width(widths: Sequence[int]) -> int | None:
    """The fixed width the file was wrapped at, whatever the words; None when it was not.

    Four lines in five end within an eighth of the same width; text broken at tags or words varies more.
    """
    if len(widths) < 8:
        return None
    usual = round(median(widths))
    near = sum(abs(w - usual) * 8 <= usual for w in widths)
    return usual if near * 5 >= len(widths) * 4 and 20 <= usual <= 200 else None


def _fragments(source: Strip, spans: list[tuple[int, int]], usual: int) -> Iterator[Strip]:
    """Fragments of a file wrapped at a fixed width, lines joined.

    A line that begins with a blank though most do not was cut out of its context: a fragment begins there.
    """
    text = source.text
    blank = [text[start] in " \t" for start, _ in spans]
    cutting = sum(blank) * 2 < len(blank)
    parts: list[Strip] = []
    for index, (start, end) in enumerate(spans):
        if parts and cutting and blank[index] and not _natural_blank(parts[-1].text, text[start:end]):
            yield Strip.join(parts)
            parts = []
        parts.append(source.slice(start, end))
        # A line far short of the width is a paragraph of its own, such as the headline.
        if width(text[start:end]) < 0.6 * usual and end < len(text):
            parts.append(Strip.char("\n", end))
    yield Strip.join(parts)


def _natural_blank(before: str, line: str) -> bool:
    """True when a style sheet was wrapped right at one of its blanks, so that nothing is lost."""
    if before.endswith(" "):
        return False
    return any(due.search(before[-60:]) and given.match(line) for due, given in _WRAPPED_AT)


def _wrapped(source: Strip, spans: list[tuple[int, int]], usual: int) -> tuple[list[Run], list[Mark]]:
    cleaner = Cleaner()
    for number, fragment in enumerate(_fragments(source, spans, usual)):
        if number:
            cleaner.stream.lose(fragment.at[0], LOST_TEXT)
        cleaner.feed(fragment)
    return cleaner.close(), cleaner.stream.marks


def flow(strip: Strip) -> Strip:
    """Line ends and runs of blanks as HTML shows them: one space between Latin words, else none."""
    parts: list[Strip] = []
    position = 0
    for match in _BLANKS.finditer(strip.text):
        start, end = match.span()
        parts.append(strip.slice(position, start))
        before, after = strip.text[start - 1 : start], strip.text[end : end + 1]
        chinese = match[1] and (
            not before or not after or is_han(before) or is_han(after) or ord(before) > 0x2000
        )
        if not chinese:
            parts.append(Strip.char(" ", strip.at[start]))
        position = end
    parts.append(strip.slice(position))
    return Strip.join([part for part in parts if part.text])


def pieces_of_markup(source: Strip, flowing: bool = False) -> tuple[list[Piece], list[Mark]]:
    """The paragraphs of a text with markup, and the places where it was cut.

    `flowing` says that the file is HTML by its name, so that a line end is only a blank.
    """
    spans = _line_spans(source.text)
    document = is_document(source.text)
    usual = None if document else cut_width([width(source.text[a:b]) for a, b in spans])
    if usual:
        runs, marks = _wrapped(source, spans, usual)
    else:
        cleaner = Cleaner()
        cleaner.feed(source)
        runs, marks = cleaner.close(), cleaner.stream.marks
    pieces: list[Piece] = []
    for run in runs:
        pieces.extend(_pieces_of_run(run, flowing or document))
    return _one_title(_without_styles(pieces)), marks


def _pieces_of_run(run: Run, flowing: bool) -> Iterator[Piece]:
    found = [Piece(as_shown(flow(run.strip)).strip())] if flowing else list(pieces_of(run.strip))
    for number, piece in enumerate(found):
        if piece.text:
            cut = run.cut and not number
            yield Piece(piece.strip, max(piece.gap, 1), run.kind, piece.full, cut, level=run.level)


def _one_title(pieces: list[Piece]) -> list[Piece]:
    """Without the window's title where the page itself prints the headline."""
    if not pieces or pieces[0].kind is not BlockKind.TITLE:
        return pieces
    title = pieces[0].text
    printed = any(len(piece.text) >= 4 and piece.text in title for piece in pieces[1:40])
    return pieces[1:] if printed else pieces


def _without_styles(pieces: list[Piece]) -> list[Piece]:
    """Without pieces that are nothing but the rest of a style sheet."""
    return [piece for piece in pieces if not _STYLE_ONLY.fullmatch(piece.text[:4000])]
