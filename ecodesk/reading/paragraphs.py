"""Paragraphs as Word files of either kind hold them: with a style, in a table's row, with text boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ecodesk.domain.text import BlockKind, SourceText
from ecodesk.knowledge.messages import message
from ecodesk.reading.draft import Draft
from ecodesk.reading.typescript import Typescript
from ecodesk.reading.wordparts import Properties, Style

CELLS = " | "
"""Between the cells of a table's row: no mark of copy, so that numbers of two cells never run together."""
LONGEST_CELL = 120
"""Characters beyond which a cell holds running text: the table only lays out the page."""


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


def append(sink: list[Paragraph], paragraph: Paragraph) -> None:
    """A paragraph at the end of others; one whose end was deleted goes on in it."""
    if sink and sink[-1].goes_on:
        before = sink[-1]
        before.parts += paragraph.parts
        before.goes_on = paragraph.goes_on
        before.boxes += paragraph.boxes
    else:
        sink.append(paragraph)


def row_of(cells: Sequence[list[Paragraph]]) -> list[Paragraph]:
    """A row as one paragraph; where it only lays out the page, what it holds.

    A blank parts the paragraphs of a cell: two numbers one above the other are not one number.
    """
    texts = [" ".join(filter(None, (paragraph.text.strip() for paragraph in cell))) for cell in cells]
    filled = [text for text in texts if text]
    if len(filled) < 2 or max(map(len, filled)) > LONGEST_CELL:
        return [paragraph for cell in cells for paragraph in cell]
    boxes = [box for cell in cells for paragraph in cell for box in paragraph.boxes]
    return [Paragraph([CELLS.join(filled).replace("\n", " ")], kind=BlockKind.BOX, boxes=boxes)]


def draft_of(script: Typescript, source: SourceText, about: Properties, inserted: int, deleted: int) -> Draft:
    """What was set, with what the file's own fields say; tracked changes are told."""
    tracked = message("read-tracked", inserted=inserted, deleted=deleted)
    return Draft(source, tuple(script.pieces), (), (tracked,) if inserted or deleted else (),
                 about.title, about.created, about.author)


def with_boxes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Each paragraph and behind it the text boxes anchored in it."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        found.append(paragraph)
        found += with_boxes(paragraph.boxes)
    return found


def titled(paragraphs: list[Paragraph], styles: dict[str, Style]) -> list[Paragraph]:
    """Paragraphs with the kinds their styles give them.

    Where the text opens with a heading of the first level and nothing is styled as a title, the headings of
    that level are headlines: a file of several articles.
    """
    found = [(paragraph, styles.get(paragraph.style, Style())) for paragraph in paragraphs]
    printed = [(paragraph, style) for paragraph, style in found if paragraph.text.strip()]
    leads = bool(printed) and _level(*printed[0]) == 1
    has_title = any(style.name == "title" for _, style in printed)
    for paragraph, style in found:
        if paragraph.kind is None:
            paragraph.kind = _kind(_level(paragraph, style), style.name, leads and not has_title)
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
