"""Files that LibreOffice has written, for every reader of office files: what was set is what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from opendocument import RUNNING_FOOT, RUNNING_HEAD
from sources import FERRY, MARKET, PARTS, ROWS, WEAVERS

from ecodesk.domain.text import Reading
from ecodesk.reading import read_path

STORY = [
    ("title", "渡口通了大桥"),
    ("body", FERRY),
    ("heading", "桥通之后"),
    ("body", MARKET),
    ("box", "渡船四百班"),
    ("body", "见渡运公告，第1页，12-3456吨 整，上半句下半句。"),
    ("body", "朐忍古渡在𠮷祥村，船工发来😀。"),
    ("body", "Of 4,500 passengers, 12.5%“commute”daily."),
    ("box", "乡镇 | 人数"),
    ("box", "东山 | 12 34"),
    ("body", "渡船每天开三十二班。"),
    ("body", WEAVERS),
    ("box", "不含学生票。"),
    ("box", "另有包船四班。"),
    ("box", "据渡运公司的台账。"),
]


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [
        (block.kind.value, block.span.of(article.clean.text))
        for article in reading.articles for block in article.clean.blocks
    ]


@pytest.mark.parametrize("kind", ["doc", "docx", "rtf"])
def test_a_text_with_everything_in_it(converted: Path, kind: str) -> None:
    """Notes, a text box, a link, hidden words, ruby, a table, tracked changes; running heads left out."""
    reading = read_path(converted / f"story.{kind}")
    assert blocks(reading) == STORY
    article = reading.articles[0]
    assert (article.title, article.author, article.published) == ("渡口通了大桥", "江小满", "2024-03-05")
    assert len(reading.warnings) == 1
    assert "插入 1 处，删除 1 处" in reading.warnings[0]
    for words in (RUNNING_HEAD, RUNNING_FOOT, "二十三", "藏起来", "a.example"):
        assert words not in reading.source.text


@pytest.mark.parametrize("kind", ["doc", "docx", "rtf"])
def test_every_character_maps_to_the_source(converted: Path, kind: str) -> None:
    reading = read_path(converted / f"story.{kind}")
    clean = reading.articles[0].clean
    for at, char in enumerate(clean.text):
        assert char.isspace() or reading.source.text[clean.offsets.to_source(at)] == char


@pytest.mark.parametrize("kind", ["doc", "docx"])
def test_wide_tables_tables_in_tables_and_drawn_shapes(converted: Path, kind: str) -> None:
    found = blocks(read_path(converted / f"tables.{kind}"))
    assert [text for _, text in found[1:4]] == [
        " | ".join(f"{row}-{column}" for column in range(60)) for row in range(3)
    ]
    assert found[4:] == [
        ("body", FERRY), ("box", "渡口村"), ("box", "外甲 内甲 内丙 | 内丁 外乙 | 外丙"), ("body", MARKET),
    ]


def test_a_page_of_two_columns(converted: Path) -> None:
    reading = read_path(converted / "columns.pdf")
    found = [text for kind, text in blocks(reading) if kind == "body"]
    assert found == PARTS
    assert reading.articles[0].title == "渡口通了大桥"


def test_a_list_of_articles(converted: Path) -> None:
    """One date is set as a date, the other is the bare number of its day."""
    reading = read_path(converted / "list.xlsx")
    assert [(a.title, a.publisher, a.published, a.author) for a in reading.articles] == [
        ("渡口", "江镇日报", "2024-03-05", "江小满"), ("竹席", "", "2024-04-06", ""),
    ]
    assert [a.clean.text for a in reading.articles] == [f"{row[0]}\n{row[1]}" for row in ROWS[1:]]
