"""XML read as a stream: no document type, hence no entities from inside or outside, and bounded nesting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Protocol
from xml.parsers import expat

from ecodesk.domain.errors import ReadError
from ecodesk.reading.limits import exceeded, limits

_SHORT = (
    (re.compile(r"/wordprocessingml/(?:\d{4}/)?main$"), "w"),
    (re.compile(r"/markup-compatibility/2006$"), "mc"),
    (re.compile(r"/math$"), "m"),
    (re.compile(r"/dc/elements/1\.1/$"), "dc"),
    (re.compile(r"/dc/terms/$"), "dcterms"),
)


class Handler(Protocol):
    """What is told of a document; names are short (w:p), unknown name spaces fall away."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _PrologOnly(Exception):
    """Raised to stop behind the first tag."""


@lru_cache(maxsize=4096)
def short(name: str) -> str:
    """A name with its name space as a short one, whichever edition of the standard the file follows."""
    space, _, local = name.rpartition(" ")
    prefix = next((prefix for ending, prefix in _SHORT if ending.search(space)), "")
    return f"{prefix}:{local}" if prefix else local


def parse(chunks: Iterable[bytes], handler: Handler, what: str) -> None:
    """Tell the handler of each element. `what` names the kind of file in Chinese.

    Raises ReadError read-xml-dtd for a document type, read-limit-nesting, read-damaged.
    """
    depth = 0
    most = limits().nesting

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > most:
            raise exceeded("nesting")
        handler.start(short(name), {short(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(short(name))

    _feed(chunks, what, start, end, handler.text)


def check_prolog(chunks: Iterable[bytes], what: str) -> None:
    """Refuse a document type; reads as far as the first tag only, for parts that a library parses."""

    def start(name: str, attributes: dict[str, str]) -> None:
        raise _PrologOnly

    try:
        _feed(chunks, what, start, lambda name: None, lambda text: None)
    except _PrologOnly:
        return


def _feed(
    chunks: Iterable[bytes],
    what: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: an encoding it does not know
        raise ReadError("read-damaged", format=what) from error


def _refuse(*_: object) -> None:
    raise ReadError("read-xml-dtd")
