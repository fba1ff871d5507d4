"""The plug point: what a check is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from ecodesk.checking.layout import Copy
from ecodesk.domain.findings import Finding


@runtime_checkable
class Check(Protocol):
    """A check of one article. `code` is the kind of its findings, `title` its Chinese name.

    A plug-in offers an instance, or a class without arguments, under the entry point group `ecodesk.checks`.
    """

    code: str
    title: str

    def find(self, copy: Copy) -> Iterator[Finding]:
        """Findings about the figures of one article, holding ones included.

        Text and facts are in Simplified, whatever the copy is in; findings come out as the copy writes.
        """
