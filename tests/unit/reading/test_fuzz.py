"""Files of every format, mutated: nothing but a reading or a ReadError comes out, and none takes long.

ECODESK_FUZZ sets how many inputs are tried, as in ECODESK_FUZZ=10000; the seed is fixed.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest
from making import docx, p, packed, pdf, row, rtf, xlsx
from olden import DELETED, IN_TABLE, ROW_END, TEXT_AT, old_word, page

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile
from ecodesk.knowledge.messages import explain
from ecodesk.reading import members, read_file, read_path

INPUTS = int(os.environ.get("ECODESK_FUZZ", "900"))
LONGEST = 10.0
"""Seconds one small file may take; the usual is a few milliseconds."""
TEXT = "清晨五点，渡口的老船工把缆绳解开，第一班渡船载着三十二名乡亲往对岸去。"
PAGE = f"<html><head><title>渡口</title></head><body><h1>渡口</h1><p>{TEXT}</p><div>{TEXT}</div></html>"
LITTLE = (
    *(b"\x00", b"\xff" * 4, b"<", b"&#x110000;", b"]]>", b"\\'"),
    *(b"{{", b"PK\x03\x04", b"%PDF", b"\x80" * 9, b"-1"),
)
SUFFIXES = ("docx", "pdf", "txt", "xlsx", "rtf", "csv", "doc")


def draw(canvas) -> None:
    for number in range(2):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(60, 700, TEXT)
        canvas.drawString(300, 30, str(number))
        canvas.showPage()


def old() -> bytes:
    """An old Word file with a field, a table, deleted words and a note."""
    text, s = f"甲\x07乙\x07\x07{TEXT}\x13 PAGE \x141\x15\r", TEXT_AT
    characters = page([s, s + 20, s + 24, s + 2 * len(text)], [b"", DELETED, b""], 1)
    edges = [s, s + 4, s + 8, s + 10, s + 2 * len(text)]
    paragraphs = page(edges, [IN_TABLE, IN_TABLE, ROW_END, b""], 13)
    parts = {"text": len(text), "footnotes": len(TEXT)}
    return old_word(text + TEXT, parts=parts, characters=[characters], paragraphs=[paragraphs])


def seeds() -> dict[str, bytes]:
    """A small whole file of each format."""
    word = docx(p("渡口", "a1") + p(TEXT) + "<w:tbl>" + row("乡镇", "12万") + "</w:tbl>", p(TEXT))
    return {
        "a.doc": old(),
        "a.docx": word,
        "a.xlsx": xlsx({"稿": [("标题", "正文"), ("渡口", TEXT)]}),
        "a.pdf": pdf(draw, pageCompression=1),
        "b.pdf": pdf(draw, pageCompression=0),
        "a.rtf": rtf(TEXT + "\\par\\trowd\\intbl 甲\\cell 乙\\cell\\row\\pard " + TEXT),
        "a.csv": f"标题,正文\n渡口,{TEXT}\n".encode("gb18030"),
        "a.html": PAGE.encode(),
        "a.md": f"# 渡口\n\n**{TEXT}**\n\n- {TEXT}\n".encode(),
        "a.txt": (TEXT + "\n").encode("utf-16"),
    }


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut out, doubled, put in, or the end lost."""
    held = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(held) + 1)
        what = chance.randrange(5)
        if what == 0 and at < len(held):
            held[at] = chance.randrange(256)
        elif what == 1:
            del held[at : at + chance.randint(1, 40)]
        elif what == 2:
            held[at:at] = chance.choice(LITTLE)
        elif what == 3:
            held[at:at] = held[max(0, at - chance.randint(1, 200)) : at]
        elif chance.random() < 0.3:
            del held[at:]
    return bytes(held)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """As mutated, inside one part of an office file, so that its XML is what breaks."""
    held = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: held.read(name) for name in held.namelist()}
    name = chance.choice(sorted(parts))
    return packed({**parts, name: mutated(parts[name], chance)})


@pytest.mark.slow
def test_mutated_files() -> None:
    chance = random.Random(20240601)
    files = seeds()
    outcomes = {"read": 0, "refused": 0}
    for number in range(INPUTS):
        name = sorted(files)[number % len(files)]
        inside = name.endswith("x") and chance.random() < 0.6
        data = (mutated_inside if inside else mutated)(files[name], chance)
        name = name if chance.random() < 0.9 else "a." + chance.choice(SUFFIXES)
        start = time.process_time()
        try:
            for article in read_file(SourceFile(name, data)).articles:
                article.clean.text.encode()
            outcomes["read"] += 1
        except ReadError as error:
            outcomes["refused"] += bool(explain(error))
        took = time.process_time() - start
        assert took < LONGEST, f"input {number} ({name}) took {took:.1f} s"
    assert sum(outcomes.values()) == INPUTS
    assert min(outcomes.values()) > INPUTS // 20


@pytest.mark.slow
def test_mutated_files_of_libreoffice(converted: Path) -> None:
    """Real files have the parts that made ones leave out: styles, drawings, fonts, small streams."""
    chance = random.Random(20240604)
    paths = [path for path in converted.iterdir() if path.suffix[1:] in SUFFIXES]
    files = {path.name: path.read_bytes() for path in paths}
    outcomes = {"read": 0, "refused": 0}
    for number in range(INPUTS // 3):
        name = sorted(files)[number % len(files)]
        start = time.process_time()
        try:
            outcomes["read"] += bool(read_file(SourceFile(name, mutated(files[name], chance))).articles)
        except ReadError as error:
            outcomes["refused"] += bool(explain(error))
        took = time.process_time() - start
        assert took < LONGEST, f"input {number} ({name}) took {took:.1f} s"
    assert len(files) == 7
    assert min(outcomes.values()) > INPUTS // 60


@pytest.mark.slow
def test_mutated_archives(tmp_path: Path) -> None:
    chance = random.Random(20240602)
    inner = packed({"甲.txt": TEXT})
    whole = packed({"渡口.txt": TEXT, "内.zip": inner, "../外.txt": TEXT, "乙/丙.md": TEXT})
    outcomes = {"read": 0, "refused": 0}
    for number in range(INPUTS // 4):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(mutated(whole, chance))
        for member in members(path):
            assert path == member or path in member.parents
            try:
                outcomes["read"] += bool(read_path(member).articles)
            except ReadError as error:
                outcomes["refused"] += bool(explain(error))
    assert min(outcomes.values()) > INPUTS // 20
