"""Tables: one article a row, known by the headers, and a clear word where the headers say nothing."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest
from making import HEAD, packed, xlsx

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, Reading, SourceFile
from ecodesk.knowledge.messages import explain
from ecodesk.reading import read_file
from ecodesk.reading.sheet import published

ONE = "清晨五点，渡口的老船工把缆绳解开。\n第一班渡船载着三十二名乡亲往对岸去。"
TWO = "合作社现有社员一百八十户，户均增收六千元。"
HEADER = ("序号", "标题", "正文", "来源", "日期", "作者")


def read(data: bytes, name: str = "稿.xlsx") -> Reading:
    return read_file(SourceFile(name, data))


def comma(rows: list[tuple], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue().encode(encoding)


def told(reading: Reading) -> list[tuple[str, ...]]:
    return [(a.title, a.publisher, a.published, a.author, a.clean.text) for a in reading.articles]


EXPECTED = [
    ("渡口", "江镇日报", "2024-03-05", "江小满", "渡口\n" + ONE),
    ("竹席", "", "2024", "", "竹席\n" + TWO),
]


def test_one_article_a_row() -> None:
    rows = [
        ("二〇二四年稿件汇总",), HEADER, (1, "渡口", ONE, "江镇日报", datetime(2024, 3, 5), "江小满"), (),
        (2, "竹席", TWO, None, 2024, None),
    ]
    reading = read(xlsx({"稿": rows}))
    assert told(reading) == EXPECTED
    assert [article.number for article in reading.articles] == [1, 2]
    assert reading.articles[0].clean.blocks[0].kind is BlockKind.TITLE
    for article in reading.articles:
        for at, char in enumerate(article.clean.text):
            assert char == "\n" or reading.source.text[article.clean.offsets.to_source(at)] == char


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t")]
)
def test_csv(encoding: str, delimiter: str) -> None:
    rows = [HEADER, (1, "渡口", ONE, "江镇日报", "2024/3/5", "江小满"), (2, "竹席", TWO, "", "2024年", "")]
    assert told(read(comma(rows, encoding, delimiter), "稿.csv")) == EXPECTED


def test_synonyms_of_the_headers() -> None:
    header = ("新闻标题", " 全 文：", "出处", "发布时间", "记者")
    rows = [header, ("渡口", ONE, "江镇日报", date(2024, 3, 5), "江小满")]
    assert told(read(xlsx({"稿": rows}))) == EXPECTED[:1]


def test_unknown_headers_are_named() -> None:
    data = xlsx({"稿": [("乡镇", "人口"), ("东山", 3000)]})
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.code == "read-columns"
    line = explain(caught.value)
    assert "“乡镇”、“人口”" in line
    assert "“对应列”" in line
    assert "--columns 正文=列名" in line


def test_several_sheets_and_rows_without_text() -> None:
    rows = [HEADER, (1, "渡口", ONE), (2, "只有标题", "")]
    people = [("乡镇", "人口"), ("东山", 3000)]
    reading = read(xlsx({"甲": rows, "人口": people, "乙": [HEADER, (3, "竹席", TWO)]}))
    assert [article.title for article in reading.articles] == ["渡口", "竹席"]
    assert "人口" in reading.warnings[0]
    assert "1 行" in reading.warnings[1]


def test_markup_in_a_cell() -> None:
    cell = "<p>清晨五点。</p><p>老船工&ldquo;阿水&rdquo;来了。</p>"
    first, second = read(xlsx({"稿": [("标题", "正文"), ("渡口", cell), ("竹席", TWO)]})).articles
    assert first.clean.text == "渡口\n清晨五点。\n老船工“阿水”来了。"
    assert second.clean.text == "竹席\n" + TWO


def test_an_xlsx_that_is_a_web_page_is_read_and_told() -> None:
    table = f"<table><tr><td>标题</td><td>正文</td></tr><tr><td>{TWO}</td></tr></table>"
    reading = read(f"<html><body>{table}</body></html>".encode())
    assert TWO in reading.articles[0].clean.text
    assert "“.xlsx”" in reading.warnings[0]


def test_a_document_type_in_a_workbook_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;">]>'
    book = f"{HEAD}{bomb}<workbook>&b;</workbook>"
    parts = {"[Content_Types].xml": HEAD + "<Types/>", "xl/workbook.xml": book}
    with pytest.raises(ReadError) as caught:
        read(packed(parts))
    assert caught.value.code == "read-xml-dtd"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-03-05 10:20", "2024-03-05"), ("20240305", "2024-03-05"), ("2024年3月", "2024-03"),
        ("2024.3", "2024-03"), ("2024", "2024"), ("45356", "2024-03-05"), ("2024-02-31", ""),
        ("三月", ""), ("", ""),
    ],
)
def test_dates(cell: str, expected: str) -> None:
    assert published(cell) == expected
