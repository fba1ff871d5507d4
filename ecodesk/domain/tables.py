"""Tables with one article a row: what their columns hold, and their first rows for an editor to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """What a column says about the article of its row."""

    TITLE = "title"  # 标题
    BODY = "body"  # 正文
    PUBLISHER = "publisher"  # 来源
    PUBLISHED = "published"  # 日期
    AUTHOR = "author"  # 作者


@dataclass(frozen=True, slots=True)
class TableLayout:
    """What the columns of a table hold, as an editor said: pairs of a column's name and its meaning.

    A column is named by its header, or 第3列 where it has none. `headers` are all headers of the table: only
    a table with exactly these, in any order, is meant. Without `headers` every table is meant that has the
    named columns; where all of them are numbered, the first row holds an article already. `sheet` restricts
    the layout to one sheet of a workbook.
    """

    columns: tuple[tuple[str, Column], ...]
    headers: tuple[str, ...] = ()
    sheet: str | None = None

    def named(self, column: Column) -> str:
        """Name of the column that holds this, "" where none does."""
        return next((name for name, meaning in self.columns if meaning is column), "")


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The first rows of a table that hold something, long cells cut.

    `header` is the place of the row that looks like headers, None where the first row holds an article.
    `whole` tells that there are no further rows.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    header: int | None
    whole: bool

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True)
class TablePreview:
    """A file's tables before anybody has said what their columns hold.

    `path` is what the file was asked for by. `encoding` and `delimiter` are those of a CSV file, "" for a
    workbook.
    """

    path: str
    sheets: tuple[SheetPreview, ...]
    encoding: str = ""
    delimiter: str = ""
