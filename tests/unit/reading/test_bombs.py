"""Files made to hurt: each is refused within seconds and a little memory, with the limit it passed."""

from __future__ import annotations

import time
import tracemalloc
import zlib

import pytest
from making import HEAD, W, docx, p, packed, pdf, xlsx

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile
from ecodesk.knowledge.messages import explain
from ecodesk.reading import read_file
from ecodesk.reading.limits import MIB

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE l [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def stream_bomb(layers: int) -> bytes:
    """A PDF whose only stream unfolds to 300 MiB, packed once or twice."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(MIB)) for _ in range(300)) + packer.flush()
    filters = "/FlateDecode " * layers
    for _ in range(layers - 1):
        data = zlib.compress(data)
    head = f"%PDF-1.4\n1 0 obj<</Length {len(data)}/Filter[{filters}]>>stream\n".encode()
    return head + data + b"\nendstream endobj\n%%EOF"


def sheet(rows: int, columns: int) -> bytes:
    return xlsx({"稿": [("正文",) * columns] + [("甲",)] * rows})


def book(sheet_xml: str) -> bytes:
    """A workbook with a sheet's XML of one's own."""
    import io
    import zipfile

    held = zipfile.ZipFile(io.BytesIO(sheet(1, 1)))
    parts = {name: held.read(name) for name in held.namelist()}
    return packed({**parts, "xl/worksheets/sheet1.xml": sheet_xml})


BOMBS = {
    "entities": ("稿.docx", lambda: docx(p("&l9;"), prolog=BILLION), "read-xml-dtd"),
    "a file of this machine": ("稿.docx", lambda: docx(p("&e;"), prolog=OUTSIDE), "read-xml-dtd"),
    "a document type elsewhere": ("稿.docx", lambda: docx(p("甲"), prolog=REMOTE), "read-xml-dtd"),
    "entities in notes": (
        "稿.docx",
        lambda: packed({
            "[Content_Types].xml": "<Types/>", "word/document.xml": f'<w:document xmlns:w="{W}"/>',
            "word/footnotes.xml": f'{HEAD}{BILLION}<w:footnotes xmlns:w="{W}">&l9;</w:footnotes>',
        }),
        "read-xml-dtd",
    ),
    "entities in a sheet": ("稿.xlsx", lambda: book(f"{HEAD}{BILLION}<x>&l9;</x>"), "read-xml-dtd"),
    "nested tags": ("稿.docx", lambda: docx("<w:p>" * 50_000 + "</w:p>" * 50_000), "read-limit-nesting"),
    "nested tables": ("稿.docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 9_000), "read-limit-nesting"),
    "nested groups": ("稿.rtf", lambda: b"{\\rtf1" + b"{" * 900_000, "read-limit-nesting"),
    "a docx of blanks": ("稿.docx", lambda: docx(p(" " * 60 * MIB)), "read-limit-ratio"),
    "an xlsx of blanks": ("稿.xlsx", lambda: book(" " * 60 * MIB), "read-limit-ratio"),
    "a docx of 20,001 parts": (
        "稿.docx",
        lambda: packed({"[Content_Types].xml": "<T/>", **{f"word/{n}.xml": "" for n in range(20_001)}}),
        "read-limit-entries",
    ),
    "a pdf stream": ("稿.pdf", lambda: stream_bomb(1), "read-limit-unpacked"),
    "a pdf stream packed twice": ("稿.pdf", lambda: stream_bomb(2), "read-limit-unpacked"),
    "columns": ("稿.xlsx", lambda: sheet(1, 201), "read-limit-columns"),
    "columns of csv": ("稿.csv", lambda: ("正文," * 300).encode(), "read-limit-columns"),
    "rows of csv": ("稿.csv", lambda: ("正文\n" + "甲\n" * 50_001).encode(), "read-limit-rows"),
    "characters": ("稿.rtf", lambda: b"{\\rtf1 " + b"a" * 12_000_001 + b"}", "read-limit-characters"),
    "pages": (
        "稿.pdf", lambda: pdf(lambda canvas: [canvas.showPage() for _ in range(3001)]), "read-limit-pages",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(name: str) -> None:
    file, make, code = BOMBS[name]
    data = make()
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(ReadError) as caught:
        read_file(SourceFile(file, data))
    took, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == code
    assert took < 20
    assert peak < 400 * MIB
    line = explain(caught.value)
    assert "{" not in line
    assert code == "read-xml-dtd" or f"{caught.value.values['limit']}" in line
    assert code == "read-xml-dtd" or "ECODESK_LIMITS=" in line


def test_a_false_size_does_not_unfold() -> None:
    """zipfile gives no more of a part than its directory says, whatever the part holds."""
    data = bytearray(docx(p("甲" * 3_000_000)))
    place = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    with pytest.raises(ReadError) as caught:
        read_file(SourceFile("稿.docx", bytes(data)))
    assert caught.value.code == "read-damaged"


@pytest.mark.parametrize("kind", ["docx", "rtf", "csv"])
def test_one_line_of_a_million_characters(kind: str) -> None:
    text = "渡口的老船工守了三十年江面" * 77_000
    made = {
        "docx": lambda: packed_plainly(text),
        "rtf": lambda: b"{\\rtf1\\ansicpg936 " + text.encode("gb18030") + b"}",
        "csv": lambda: ("正文\n" + text).encode(),
    }[kind]()
    start = time.process_time()
    assert read_file(SourceFile("稿." + kind, made)).articles[0].clean.text == text
    assert time.process_time() - start < 20


def packed_plainly(text: str) -> bytes:
    """A Word file that is stored, not packed: a million repeated characters would look like a bomb."""
    import io
    import zipfile

    held, plain = zipfile.ZipFile(io.BytesIO(docx(p(text)))), io.BytesIO()
    with zipfile.ZipFile(plain, "w") as made:
        for name in held.namelist():
            made.writestr(name, held.read(name))
    return plain.getvalue()
