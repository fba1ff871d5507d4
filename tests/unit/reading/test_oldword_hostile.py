"""Old Word files made to hurt: each is refused or read within seconds and a little memory."""

from __future__ import annotations

import random
import struct
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from making import docx, p, rtf
from olden import (
    DELETED,
    FREE,
    PAGE,
    TEXT_AT,
    clx,
    compound,
    entry,
    old_word,
    page,
)

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile
from ecodesk.knowledge.messages import explain
from ecodesk.reading import read_file
from ecodesk.reading.limits import MIB, limits

LINE = "渡船每天开三十二班，雨天也不停航。\r"
LARGE = 8_000_000
"""Bytes of the large files here, a quarter of the limit."""


def outcome(data: bytes, name: str = "稿.doc") -> str:
    """The code of the error, "" for a file that is read."""
    try:
        for article in read_file(SourceFile(name, data)).articles:
            article.clean.text.encode()
    except ReadError as error:
        return error.code if "{" not in explain(error) else explain(error)
    return ""


def patched(at: int, layout: str, *values: int, data: bytes = b"") -> bytes:
    """A sound file with numbers of one's own in its header, or elsewhere."""
    held = bytearray(data or old_word(LINE))
    struct.pack_into(layout, held, at, *values)
    return bytes(held)


def circle(name: str) -> bytes:
    """A stream that says it is large and whose sectors lead back to their first."""
    data = bytearray(old_word(LINE * 2000))
    place = data.index(name.encode("utf-16-le"))
    start = struct.unpack_from("<I", data, place + 116)[0]
    struct.pack_into("<I", data, place + 120, 0x7FFFFFFF)
    tables = len(data) - 512 * struct.unpack_from("<I", data, 44)[0]
    struct.pack_into("<I", data, tables + 4 * (start + 1), start)
    return bytes(data)


def directory_in_a_circle() -> bytes:
    data = bytearray(old_word(LINE))
    start = struct.unpack_from("<I", data, 48)[0]
    tables = len(data) - 512 * struct.unpack_from("<I", data, 44)[0]
    struct.pack_into("<I", data, tables + 4 * start, start)
    return bytes(data)


def directory_of(count: int) -> bytes:
    """Very many streams, each the neighbour of the one before."""
    return compound({"WordDocument": bytes(4096), **{f"s{number}": b"" for number in range(count)}})


def tables_in_a_circle() -> bytes:
    """Half a million sectors of allocation table, all of them the same one."""
    data = bytearray(old_word(LINE * 100_000))
    sector = len(data) // 512 - 1
    data += struct.pack("<I", 0) * 127 + struct.pack("<I", sector)
    count = 4000
    struct.pack_into("<I", data, 44, 109 + 127 * count)
    struct.pack_into("<2I", data, 68, sector, count)
    return bytes(data)


def groups_over_each_other() -> bytes:
    """Pages in which each of a hundred stretches has the whole page for its modifiers."""
    held = bytearray(PAGE)
    struct.pack_into("<101I", held, 0, *range(TEXT_AT, TEXT_AT + 101))
    for number in range(100):
        held[404 + number] = 100 - number % 90
    held[PAGE - 1] = 100
    return old_word(LINE * (LARGE // 40), characters=[bytes(held)] * (LARGE // 1024), shift=12)


def long_groups() -> bytes:
    """Paragraphs whose modifiers lie in the other stream, 64 KiB each and all the same."""
    group = b"\x46\x66" + struct.pack("<I", 0)
    edges = [TEXT_AT + at for at in range(29)]
    data = struct.pack("<H", 0xFFFF) + b"\x46\x66\0\0\0\0" + b"\x16\x24\x01" * 21_843
    pages = [page(edges, [group] * 28, 13)] * 2000
    return old_word(LINE * 60_000, paragraphs=pages, streams={"Data": data}, shift=12)


def properties() -> bytes:
    """A property that says it is a list of four milliard values of no size."""
    body = struct.pack("<I", 48) + struct.pack("<2I", 100, 0xFFFFFFFF) + struct.pack("<2I", 2, 16)
    body += struct.pack("<2I", 0x1000, 0xFFFFFFFF)
    return old_word(LINE, streams={"\x05SummaryInformation": bytes(44) + body})


def many_runs() -> bytes:
    """A deletion at every other character, in as many pages as the file holds."""

    def held(number: int) -> bytes:
        edges = [TEXT_AT + 192 * number + 2 * at for at in range(97)]
        return page(edges, [DELETED if at % 2 else b"" for at in range(96)], 1)

    pages = LARGE // 1024
    text = "甲乙" * (48 * pages)
    return old_word(text, characters=[held(number) for number in range(pages)], shift=12)


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "sectors in a circle": (lambda: circle("WordDocument"), {"read-damaged"}),
    "table sectors in a circle": (lambda: circle("1Table"), {"read-damaged"}),
    "a directory in a circle": (directory_in_a_circle, {"read-damaged"}),
    "a directory of 20,000 streams": (lambda: directory_of(20_000), {"read-damaged"}),
    "a deep directory": (lambda: directory_of(3000), {"read-damaged"}),
    "allocation tables in a circle": (tables_in_a_circle, {"read-damaged"}),
    "a count of allocation tables": (lambda: patched(44, "<I", 0x7FFFFFFF), {"read-damaged"}),
    "a count of small sectors": (lambda: patched(60, "<2I", 0, 0xFFFFFFFF), {"", "read-damaged"}),
    "sectors of 2 GiB": (lambda: patched(30, "<H", 31), {"read-damaged"}),
    "sectors of one byte": (lambda: patched(30, "<2H", 0, 0), {"read-damaged"}),
    "small sectors of one byte": (lambda: patched(32, "<H", 0), {"read-damaged"}),
    "groups over each other": (groups_over_each_other, {"read-damaged"}),
    "long groups": (long_groups, {"read-damaged"}),
    "a list of properties": (properties, {""}),
    "many runs": (many_runs, {""}),
    "a piece many times": (
        lambda: old_word(bytes(4096), clx([(4000, TEXT_AT, True, 0)] * 4000)), {"read-limit-characters"},
    ),
    "more characters than the limit": (
        lambda: old_word(bytes(4096), clx([(limits().characters + 1, TEXT_AT, True, 0)])),
        {"read-limit-characters"},
    ),
    "pieces of one character": (
        lambda: old_word("渡" * 2048, clx([(1, TEXT_AT, False, 0)] * 100_000), {"text": 100_000}), {""},
    ),
    "too many pieces": (lambda: old_word(LINE, clx([(0, 0, False, 0)] * 500_001)), {"read-damaged"}),
    "fields in fields": (lambda: old_word("\x13" * 100_000), {"read-limit-nesting"}),
    "fields behind fields": (lambda: old_word("\x13\x15" * 500_000 + LINE, shift=12), {""}),
    "tables in tables": (
        lambda: old_word("甲\r", paragraphs=[page([TEXT_AT, TEXT_AT + 4], [b"\x49\x66\0\0\1\0"], 13)]),
        {"read-limit-nesting"},
    ),
    "paragraphs": (lambda: old_word("\r" * 500_001, shift=12), {"read-limit-paragraphs"}),
    "cells": (lambda: old_word("\x07" * 500_001, shift=12), {"read-limit-paragraphs"}),
    "halves of characters": (lambda: old_word(b"\x00\xd8" * 500_000, shift=12), {""}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bounded_work(name: str) -> None:
    make, codes = HOSTILE[name]
    data = make()
    start = time.process_time()
    assert outcome(data) in codes
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", ["sectors in a circle", "allocation tables in a circle", "too many pieces"])
def test_bounded_memory(name: str) -> None:
    data = HOSTILE[name][0]()
    tracemalloc.start()
    outcome(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * MIB


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("稿.doc", old_word(LINE * 60)), ("稿.docx", docx(p("甲村") * 60)),
        ("稿.rtf", rtf("甲村\\par " * 60)), ("稿.txt", "甲村的集市很热闹。\n\n".encode() * 60),
    ],
)
def test_paragraphs_have_a_limit(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    assert outcome(data, name) == ""
    monkeypatch.setenv("ECODESK_LIMITS", "paragraphs=50")
    limits.cache_clear()
    try:
        assert outcome(data, name) == "read-limit-paragraphs"
    finally:
        monkeypatch.undo()
        limits.cache_clear()


def test_real_files_with_false_numbers(converted: Path) -> None:
    """Numbers overwritten where the file keeps them: its header, the head of the text, tables, directory."""
    whole, chance = (converted / "story.doc").read_bytes(), random.Random(20240603)
    odd = (0, 1, 2, 63, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
    seen = set()
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at = chance.choice((chance.randrange(24, 1500), chance.randrange(24, len(data) - 4)))
            struct.pack_into("<I", data, at & ~1, chance.choice((*odd, chance.randrange(1 << 32))))
        start = time.process_time()
        seen.add(outcome(bytes(data)))
        assert time.process_time() - start < 5
    assert {"", "read-damaged"} <= seen


def test_what_is_no_directory_entry() -> None:
    data = bytearray(old_word(LINE))
    place = data.index("WordDocument".encode("utf-16-le"))
    data[place : place + 128] = entry("WordDocument", 9, FREE, FREE, 0, 4096)
    assert outcome(bytes(data)) == "read-damaged"


