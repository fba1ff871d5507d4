"""Old Word files: what their formatting, fields and pieces make of the text. Real ones: test_office."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from olden import (
    ANCHORS,
    BOXES,
    CHARACTERS,
    DELETED,
    HIDDEN,
    IN_TABLE,
    INSERTED,
    ROW_END,
    SYMBOL,
    TEXT_AT,
    clx,
    compound,
    old_word,
    page,
)

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import Reading, SourceFile
from ecodesk.knowledge.messages import explain
from ecodesk.reading import read_file

LINE = "渡船每天开三十二班，雨天也不停航。\r"


def read(data: bytes, name: str = "稿.doc") -> Reading:
    return read_file(SourceFile(name, data))


def texts(data: bytes) -> list[str]:
    return [block.span.of(a.clean.text) for a in read(data).articles for block in a.clean.blocks]


def code_of(data: bytes, name: str = "稿.doc") -> str:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    line = explain(caught.value)
    assert line.startswith(name)
    assert "{" not in line
    return caught.value.code


def runs(text: str, *marks: tuple[str, bytes]) -> list[bytes]:
    """A page of formatting in which each of the words has its modifiers."""
    edges, held = [TEXT_AT], []
    for words, group in marks:
        start = TEXT_AT + 2 * text.index(words)
        edges += [start, start + 2 * len(words)]
        held += [b"", group]
    return [page([*edges, TEXT_AT + 2 * len(text)], [*held, b""], 1)]


def forms(*parts: tuple[str, bytes]) -> list[bytes]:
    """A page of formatting for paragraphs one after the other."""
    edges = [TEXT_AT]
    for words, _ in parts:
        edges.append(edges[-1] + 2 * len(words))
    return [page(edges, [group for _, group in parts], 13)]


def test_what_is_deleted_hidden_or_a_symbol_is_not_read() -> None:
    text = "渡船每天开三十二二十三班(，暗雨天也不停航。\r"
    marks = (("三十二", INSERTED), ("二十三", DELETED), ("(", SYMBOL), ("暗", HIDDEN))
    reading = read(old_word(text, characters=runs(text, *marks)))
    assert reading.articles[0].clean.text == LINE.strip()
    assert "插入 1 处，删除 1 处" in reading.warnings[0]
    assert texts(old_word("甲村(乙村)在江边。\r")) == ["甲村(乙村)在江边。"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    text = "渡船每天\r开三十二班。\r"
    assert texts(old_word(text, characters=runs(text, ("\r", DELETED)))) == ["渡船每天开三十二班。"]
    assert texts(old_word(text, characters=runs(text, ("\r", HIDDEN)))) == ["渡船每天", "开三十二班。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见\x13 HYPERLINK \"a\" \x14公告\x15。", "见公告。"),
        ("共\x13 =SUM(ABOVE) \x1432\x15班。", "共32班。"),
        ("\x13 IF \x13 PAGE \x147\x15 = 1 \x14甲\x13 X \x14乙\x15\x15村。", "甲乙村。"),
        ("空\x13 XE 索引 \x15的。", "空的。"),
        ("\x13 EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(qú),朐)\x15忍。", "朐忍。"),
        ("半个\x13的域。", "半个的域。"),
        ("半个\x15域\x14。", "半个域。"),
        ("连\x1e字\x1f符\x01\x08\x02\x05。", "连-字符。"),
    ],
)
def test_fields_and_special_characters(text: str, expected: str) -> None:
    assert texts(old_word(text + "\r")) == [expected]


def test_breaks_of_pages_and_columns_end_a_paragraph() -> None:
    assert texts(old_word(f"{LINE[:-1]}\x0c{LINE[:-1]}\x0e{LINE}")) == [LINE.strip()] * 3


def test_tables() -> None:
    cells = (("东山\x07", IN_TABLE), ("\x07", IN_TABLE), ("12万\x07", IN_TABLE), ("\x07", ROW_END))
    text = "".join(words for words, _ in cells) * 2 + LINE
    assert texts(old_word(text, paragraphs=forms(*cells, *cells, (LINE, b"")))) == [
        "东山 | 12万", "东山 | 12万", LINE.strip(),
    ]


def test_a_table_without_formatting_keeps_its_words() -> None:
    assert texts(old_word("东山\x0712万\x07\x07" + LINE)) == ["东山 | 12万", LINE.strip()]


def test_styles_of_paragraphs_by_what_they_say_of_the_outline() -> None:
    level = b"\x40\x26\x00"
    parts = ((LINE, b""), ("桥通之后的日子\r", level), (LINE, b""))
    data = old_word("".join(words for words, _ in parts), paragraphs=forms(*parts))
    blocks = read(data).articles[0].clean.blocks
    assert [block.kind.value for block in blocks] == ["body", "heading", "body"]


def test_compressed_pieces_are_western() -> None:
    raw = b"The ferry \x93Hope\x94 \x96 12.5% off\x81\r".ljust(512, b"\0")
    assert texts(old_word(raw, clx([(32, TEXT_AT, True, 0)]), {"text": 32}))[0].startswith(
        "The ferry “Hope” – 12.5% off"
    )


def test_a_text_saved_in_haste() -> None:
    """Pieces in another order than in the file, two halves of a character apart, changes on whole pieces."""
    raw = "班。\r二十三三十二渡船每天开甲丙𠮷".encode("utf-16-le")
    places = {"tail": 0, "old": 6, "new": 12, "head": 18, "one": 28, "two": 30, "high": 32, "low": 34}
    table = clx(
        [
            (1, TEXT_AT + places["high"], False, 0), (1, TEXT_AT + places["low"], False, 0),
            (5, TEXT_AT + places["head"], False, 0),
            (3, TEXT_AT + places["old"], False, 0x41 << 1 | 1 << 8),  # one modifier in short
            (1, TEXT_AT + places["one"], False, 0 << 1 | 1),  # the first group
            (1, TEXT_AT + places["two"], False, 9 << 1 | 1),  # a group that is not there
            (3, TEXT_AT + places["new"], False, 0x42 << 1 | 1 << 8),
            (3, TEXT_AT + places["tail"], False, 0),
        ],
        [HIDDEN],
    )
    reading = read(old_word(raw, table, {"text": 18}))
    assert reading.articles[0].clean.text == "𠮷渡船每天开丙三十二班。"
    assert "插入 1 处，删除 1 处" in reading.warnings[0]


def test_notes_and_boxes_are_read_and_running_heads_and_comments_are_not() -> None:
    parts = {
        "text": LINE + LINE, "footnotes": "\x02 不含学生票。\r\r", "headers": "江镇日报\r",
        "comments": "问过\r", "endnotes": "\x02据台账。\r\r", "boxes": "四百班\r散落的框\r",
        "header_boxes": "报眉\r",
    }
    anchors = struct.pack("<2II22x", 3, 2 * len(LINE), 1026)
    boxes = struct.pack("<2I14xI4x", 0, 4, 1026)
    data = old_word(
        "".join(parts.values()), None, {name: len(words) for name, words in parts.items()},
        more={ANCHORS: anchors, BOXES: boxes},
    )
    line = LINE.strip()
    assert texts(data) == [line, "四百班", line, "散落的框", "不含学生票。", "据台账。"]


def test_a_box_whose_place_was_deleted_is_gone_with_it() -> None:
    text = "\x08" + LINE
    anchors, boxes = struct.pack("<2II22x", 0, len(text), 1026), struct.pack("<2I14xI4x", 0, 4, 1026)
    data = old_word(
        text + "四百班\r", None, {"text": len(text), "boxes": 4},
        characters=runs(text, ("\x08", DELETED)), more={ANCHORS: anchors, BOXES: boxes},
    )
    assert texts(data) == [LINE.strip()]


@pytest.mark.parametrize(
    ("name", "told"), [("稿.doc", ""), ("稿.wps", ""), ("稿.dot", ""), ("稿.docx", "“.docx”"), ("稿", "")]
)
def test_the_name_does_not_matter(name: str, told: str) -> None:
    reading = read(old_word(LINE), name)
    assert reading.articles[0].clean.text == LINE.strip()
    assert len(reading.warnings) == bool(told)
    assert told in "".join(reading.warnings)


def summary(codepage: int, *texts: tuple[int, bytes]) -> bytes:
    """A SummaryInformation stream of byte strings."""
    values = [(1, struct.pack("<IHxx", 2, codepage))]
    for key, raw in texts:
        values.append((key, struct.pack("<II", 30, len(raw)) + raw.ljust(-(-len(raw) // 4) * 4, b"\0")))
    values.append((12, struct.pack("<IQ", 64, 133_541_000_000_000_000)))
    at, head, body = 8 + 8 * len(values), b"", b""
    for key, raw in values:
        head += struct.pack("<2I", key, at + len(body))
        body += raw
    return bytes(44) + struct.pack("<I", 48) + struct.pack("<2I", at + len(body), len(values)) + head + body


@pytest.mark.parametrize(("codepage", "codec"), [(936, "gb18030"), (65001, "utf-8"), (1200, "utf-16-le")])
def test_the_files_own_fields(codepage: int, codec: str) -> None:
    about = summary(codepage, (2, "渡口\0".encode(codec)), (4, "江小满\0".encode(codec)))
    article = read(old_word(LINE, streams={"\x05SummaryInformation": about})).articles[0]
    assert (article.title, article.author, article.published) == ("渡口", "江小满", "2024-03-05")


def test_a_file_of_pictures_says_so() -> None:
    assert code_of(old_word("\x01\r")) == "read-no-text"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (old_word(LINE, flags=0x300), "read-password"),
        (old_word(LINE, flags=0x8300), "read-password"),
        (old_word(LINE, version=104), "read-old-word"),
        (old_word(LINE, magic=0xA5DC, version=101), "read-old-word"),
        (old_word(LINE, magic=0x1234), "read-damaged"),
        (old_word(LINE, flags=0), "read-damaged"),  # the other table stream
        (old_word(LINE, parts={"text": 9999}), "read-damaged"),
        (old_word(LINE, parts={"text": -1}), "read-damaged"),
        (old_word(LINE, b""), "read-damaged"),
        (old_word(LINE, clx([(40_000, TEXT_AT, False, 0)])), "read-damaged"),
        (old_word(LINE, more={CHARACTERS: struct.pack("<3I", 0, 0, 0x3FFFFF)}), "read-damaged"),
        (compound({"Contents": b"", "PlusDoc": b""}), "read-old"),
    ],
)
def test_reasons_for_what_cannot_be_read(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_sheets_and_slides_stay_refused() -> None:
    assert code_of(compound({"Workbook": b""}), "表.xls") == "read-old"
    assert code_of(compound({"PowerPoint Document": b""}), "片.ppt") == "read-old"


def test_a_file_that_was_cut_off_is_damaged_or_whole(converted: Path) -> None:
    data = (converted / "story.doc").read_bytes()
    whole = texts(data)
    codes = set()
    for end in range(512, len(data), 512):
        try:
            assert texts(data[:end]) == whole
        except ReadError as error:
            codes.add(error.code)
    assert codes == {"read-damaged"}
