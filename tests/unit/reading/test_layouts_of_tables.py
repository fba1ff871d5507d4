"""Tables with headers of their own: what an editor says of them, what is shown, what is guessed."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from making import packed, xlsx

from ecodesk.domain.errors import ReadError
from ecodesk.domain.tables import Column, TableLayout, TablePreview
from ecodesk.domain.text import Reading, SourceFile
from ecodesk.reading import guess, names_of, preview_path, read_file, read_path, same_headers, sample_of
from ecodesk.reading.preview import CELL, ROWS

ONE = "清晨五点，渡口的老船工把缆绳解开。第一班渡船载着三十二名乡亲往对岸去。"
TWO = "合作社现有社员一百八十户，户均增收六千元，仓库里还存着两千张竹席。"
BODY, TITLE, DAY = Column.BODY, Column.TITLE, Column.PUBLISHED
OWN = (("题", "稿文", "见报"), ("渡口", ONE, "2024/3/5"), ("竹席", TWO, "2024/3/6"))


def comma(rows: tuple, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue().encode(encoding)


def bodies(reading: Reading) -> list[tuple[str, str]]:
    return [(article.title, article.clean.text.split("\n")[-1]) for article in reading.articles]


def preview(folder: Path, data: bytes, name: str = "稿.csv") -> TablePreview:
    (folder / name).write_bytes(data)
    return preview_path(folder / name)


EXPECTED = [("渡口", ONE), ("竹席", TWO)]


def test_a_layout_is_for_tables_with_its_headers() -> None:
    layout = TableLayout((("题", TITLE), ("稿文", BODY), ("见报", DAY)), headers=("题", "稿文", "见报"))
    file = SourceFile("稿.csv", comma(OWN))
    reading = read_file(file, [layout])
    assert bodies(reading) == EXPECTED
    assert [article.published for article in reading.articles] == ["2024-03-05", "2024-03-06"]
    assert "正文＝稿文" in reading.notes[0]
    turned = tuple((row[2], row[0], row[1]) for row in OWN)
    assert bodies(read_file(SourceFile("稿.csv", comma(turned)), [layout])) == EXPECTED
    more = tuple((*row, "x") for row in OWN)
    with pytest.raises(ReadError):
        read_file(SourceFile("稿.csv", comma(more)), [layout])


def test_a_layout_without_headers_is_for_every_table_with_the_column() -> None:
    layout = TableLayout((("题", TITLE), ("稿文", BODY)))
    more = tuple((*row, "甲") for row in OWN)
    for rows in (OWN, more, (("二〇二四年汇总",), (), *OWN)):
        assert bodies(read_file(SourceFile("稿.csv", comma(rows)), [layout])) == EXPECTED
    usual = (("标题", "正文"), ("渡口", ONE), ("竹席", TWO))
    reading = read_file(SourceFile("稿.csv", comma(usual)), [layout])
    assert bodies(reading) == EXPECTED
    assert not reading.notes, "the usual headers need no layout"


def test_what_is_said_goes_before_the_usual_headers() -> None:
    rows = (("标题", "内容", "稿文"), ("渡口", "渡口的一天", ONE), ("竹席", "竹席的今天", TWO))
    file = SourceFile("稿.csv", comma(rows))
    assert bodies(read_file(file))[0][1] == "渡口的一天"
    assert bodies(read_file(file, [TableLayout((("稿文", BODY),))])) == EXPECTED


def test_a_table_without_headers() -> None:
    file = SourceFile("稿.csv", comma(OWN[1:]))
    layout = TableLayout((("第1列", TITLE), ("第2列", BODY)))
    assert bodies(read_file(file, [layout])) == EXPECTED
    with pytest.raises(ReadError):
        read_file(file)
    usual = SourceFile("稿.csv", comma((("正文",), (ONE,))))
    assert len(read_file(usual, [layout]).articles) == 1, "headers that are known stay headers"


def test_layouts_of_single_sheets() -> None:
    data = xlsx({"甲": OWN[:2], "乙": (("名", "文"), ("竹席", TWO)), "丙": OWN})
    layouts = [TableLayout((("题", TITLE), ("稿文", BODY)), ("题", "稿文", "见报"), "甲"),
               TableLayout((("名", TITLE), ("文", BODY)), ("名", "文"), "乙")]
    reading = read_file(SourceFile("稿.xlsx", data), layouts)
    assert bodies(reading) == EXPECTED
    assert "丙" in reading.warnings[0]


def test_columns_without_a_header_and_headers_that_come_twice() -> None:
    assert names_of(("内容", "", "内容", " 内 容："), 5) == ("内容", "第2列", "内容 2", "内 容： 3", "第5列")
    rows = (("栏目", "备注", "备注"), ("要闻", "渡口", ONE, "甲"), ("要闻", "竹席", TWO, "乙"))
    layout = TableLayout((("备注 2", BODY), ("备注", TITLE), ("第4列", Column.AUTHOR)),
                         headers=("栏目", "备注", "备注 2"))
    reading = read_file(SourceFile("稿.csv", comma(rows)), [layout])
    assert bodies(reading) == EXPECTED
    assert [article.author for article in reading.articles] == ["甲", "乙"]
    assert same_headers(("题", "稿 文"), ("稿文：", "题"))
    assert not same_headers(("题",), ("题", "稿文"))


@pytest.mark.parametrize("heading", [(), (("青禾日报二〇二四年来稿，共两篇",),)])
@pytest.mark.parametrize(("encoding", "delimiter"), [
    ("utf-8", ","), ("gb18030", ","), ("utf-16", "\t"), ("gb18030", "\t"),
])
def test_a_preview_of_a_csv_file(tmp_path: Path, encoding: str, delimiter: str, heading: tuple) -> None:
    found = preview(tmp_path, comma((*heading, *OWN), encoding, delimiter))
    assert (found.encoding.replace("-le", ""), found.delimiter) == (encoding, delimiter)
    (sheet,) = found.sheets
    assert (sheet.name, sheet.header, sheet.whole, sheet.width) == ("", len(heading), True, 3)
    assert sheet.rows[len(heading):] == OWN


@pytest.mark.parametrize(("rows", "delimiter"), [
    (OWN, ";"), (OWN, "，"), ((("正文",), ("清晨，船开了。",), ("傍晚，船回来。",)), ","),
    ((("正文",), ("清晨&nbsp;五点",), ("傍晚&nbsp;六点",)), ","),
])
def test_marks_of_the_copy_do_not_part_it(tmp_path: Path, rows: tuple, delimiter: str) -> None:
    found = preview(tmp_path, comma(rows, "utf-8", delimiter))
    assert found.delimiter == delimiter
    assert found.sheets[0].rows == rows


def test_a_preview_is_bounded(tmp_path: Path) -> None:
    rows = (tuple(f"栏{n}" for n in range(150)), *(("渡口", ONE * 200) for _ in range(200)))
    (sheet,) = preview(tmp_path, comma(rows)).sheets
    assert (len(sheet.rows), sheet.whole, sheet.width) == (ROWS, False, 150)
    assert len(sheet.rows[1][1]) == CELL


def test_a_preview_of_a_workbook(tmp_path: Path) -> None:
    found = preview(tmp_path, xlsx({"稿": [("汇总",), *OWN], "空": [], "无名": OWN[1:]}), "稿.xlsx")
    assert [(sheet.name, sheet.header) for sheet in found.sheets] == [("稿", 1), ("无名", None)]
    assert (found.encoding, found.delimiter) == ("", "")


def test_a_preview_through_an_archive_and_what_is_none(tmp_path: Path) -> None:
    (tmp_path / "来稿.zip").write_bytes(packed({"里/稿.csv": comma(OWN)}))
    path = tmp_path / "来稿.zip" / "里" / "稿.csv"
    assert preview_path(path).sheets[0].rows == OWN
    assert bodies(read_path(path, [TableLayout((("题", TITLE), ("稿文", BODY)))])) == EXPECTED
    for name, data, code in (("稿.txt", ONE.encode(), "read-format"), ("空.csv", b" \n", "read-empty")):
        with pytest.raises(ReadError) as caught:
            preview(tmp_path, data, name)
        assert caught.value.code == code
        assert caught.value.where.endswith(name)


def guessed(folder: Path, rows: tuple, name: str = "稿.csv") -> dict[str, Column]:
    data = xlsx({"稿": rows}) if name.endswith("xlsx") else comma(rows)
    (sheet,) = preview(folder, data, name).sheets
    names = names_of(sheet.rows[sheet.header] if sheet.header is not None else (), sheet.width)
    return {names[place]: column for place, column in guess(sheet, sheet.header).items()}


def test_a_guess_by_content(tmp_path: Path) -> None:
    rows = (("编码", "a", "b", "c", "d", "e"),
            ("1", "渡口的清晨", "江小满", ONE, "江镇日报", date(2024, 3, 5)),
            ("2", "竹席走出山门", "林见山", TWO, "江镇日报", date(2024, 3, 6)))
    expected = {"a": TITLE, "b": Column.AUTHOR, "c": BODY, "d": Column.PUBLISHER, "e": DAY}
    assert guessed(tmp_path, rows, "稿.xlsx") == expected
    bare = {f"第{'_abcde'.index(name) + 1}列": column for name, column in expected.items()}
    assert guessed(tmp_path, rows[1:], "稿.xlsx") == bare


def test_a_guess_by_parts_of_the_headers(tmp_path: Path) -> None:
    rows = (("新闻标题（必填）", "正文字数", "导语", "稿件正文（全）", "见报日期一栏", "供稿作者"),
            ("渡口", "36", "渡口恢复通航。", ONE, "3月5日", "甲"),
            ("竹席", "34", "竹席好卖。", TWO, "2024-3-6", "乙丙丁"))
    found = guessed(tmp_path, rows)
    assert found["新闻标题（必填）"] is TITLE
    assert found["稿件正文（全）"] is BODY
    assert found["见报日期一栏"] is DAY
    assert "正文字数" not in found


def test_nothing_is_guessed_of_a_table_of_figures(tmp_path: Path) -> None:
    rows = (("乡镇", "人口", "面积"), ("东山", "3000", "12"), ("西山", "4000", "15"))
    assert BODY not in guessed(tmp_path, rows).values()


def test_the_article_of_a_preview_is_the_one_that_reading_gives(tmp_path: Path) -> None:
    found = preview(tmp_path, comma((OWN[0], ("空", "", ""), *OWN[1:])))
    layout = TableLayout((("题", TITLE), ("稿文", BODY), ("见报", DAY)), ("题", "稿文", "见报"), "")
    shown = sample_of(found.path, found.sheets[0], layout)
    read = read_path(Path(found.path), [layout]).articles[0]
    assert shown is not None
    assert (shown.title, shown.published, shown.clean) == (read.title, read.published, read.clean)
    assert sample_of(found.path, found.sheets[0], TableLayout((("见", BODY),), ("见",))) is None
