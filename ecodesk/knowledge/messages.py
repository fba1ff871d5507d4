"""One table of messages for screen, workbook and command line (resources/messages/*.csv)."""

from __future__ import annotations

from functools import cache

from ecodesk.domain.errors import KnownError
from ecodesk.knowledge.tables import data_folder, read_table

COLUMNS = ("code", "message", "advice")


@cache
def _messages() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for path in sorted((data_folder("resources") / "messages").glob("*.csv")):
        for row in read_table(f"messages/{path.name}", COLUMNS):
            if row["code"] in table:
                raise ValueError(f"{path}: code {row['code']} stands twice")
            table[row["code"]] = (row["message"], row["advice"])
    return table


def message(code: str, **values: object) -> str:
    """The Chinese message of a code, its {names} filled with `values`; KeyError for an unknown code."""
    return _messages()[code][0].format(**values)


def advice(code: str, **values: object) -> str:
    """What the user can do about it, "" where nothing."""
    return _messages()[code][1].format(**values)


def explain(error: KnownError) -> str:
    """A known error in one Chinese line: where, what, what to do."""
    what = message(error.code, **error.values)
    todo = advice(error.code, **error.values)
    line = f"{what}。{todo}" if todo else what
    return f"{error.where}：{line}" if error.where else line
