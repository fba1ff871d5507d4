"""Two kinds of error: expected ones carry a code, anything else is a bug and is never swallowed."""

from __future__ import annotations


class KnownError(Exception):
    """An expected failure. `code` names a row of resources/messages; `values` fill its template.

    The row says in Chinese what happened and what to do; `where` names the file or row.
    """

    def __init__(self, code: str, *, where: str = "", **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.values = values

    def __str__(self) -> str:
        details = " ".join(f"{name}={value}" for name, value in self.values.items())
        return " ".join(part for part in (self.code, self.where, details) if part)


class ReadError(KnownError):
    """A file that cannot be read."""


class StoreError(KnownError):
    """A database that cannot be opened or written."""


class StaleError(StoreError):
    """Another editor decided since: the race was lost, nothing was written."""


class WorkbookError(KnownError):
    """A workbook that cannot be written or taken back."""


class UsageError(KnownError):
    """A call that makes no sense as given."""


class Stopped(Exception):
    """Long work was given up: the editor has cancelled, or its answer is not wanted any more.

    Raised inside a unit of work or while a file is written, it takes all of that back.
    """
