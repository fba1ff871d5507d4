"""Where the text cursor stands and what it selects, in places of the clean text."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from ecodesk.domain.text import Span
from ecodesk.domain.views import ArticleDetail
from ecodesk.domain.wordings import Wording
from ecodesk.gui.article.sheet import Sheet

_NEAR = 400  # characters of the source text after the cursor in which one of the clean text is looked for


def place_of(cursor: QTextCursor, sheet: Sheet, source: ArticleDetail | None) -> int | None:
    """Place of the clean text behind the cursor in its paragraph, None where there is none.

    `source` is the article where its source text is shown, None where the clean text is.
    """
    block = cursor.block()
    for position in range(cursor.position(), block.position() + block.length()):
        place = sheet.positions.to_text(position)
        if place is not None:
            return place if source is None else _in_clean(place, source)
    return None


def _in_clean(place: int, detail: ArticleDetail) -> int | None:
    offsets, source = detail.article.clean.offsets, detail.source
    found = (offsets.to_clean(at) for at in range(place, min(place + _NEAR, len(source))))
    return next((at for at in found if at is not None), None)


def span_of(cursor: QTextCursor, sheet: Sheet, source: ArticleDetail | None) -> Span | None:
    """What is selected; None where that is none of the article's words. `source` as for `place_of`."""
    found = sheet.positions.text_range(cursor.selectionStart(), cursor.selectionEnd())
    if found is None or source is None:
        return Span(*found) if found else None
    offsets = source.article.clean.offsets
    places = [place for at in range(*found) if (place := offsets.to_clean(at)) is not None]
    return Span(min(places), max(places) + 1) if places else None


def wording_at(cursor: QTextCursor, sheet: Sheet) -> Wording | None:
    """The correction at the cursor, or the first that the selection meets."""
    low, high = cursor.selectionStart(), cursor.selectionEnd()
    return next((item for start, end, item in sheet.laid if start <= high and low <= end), None)
