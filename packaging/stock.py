"""What the pictures show: the sample batch with decisions of each kind, tables and articles made for it."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from sample import sample_files

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactFilter, FactRow
from ecodesk.services.desk import Desk

ORCHARD = "2023年，青禾县酥梨种植面积12万亩，酥梨产量600万吨，酥梨产值9亿元，合作社86家。"


def fill(desk: Desk) -> None:
    """The sample batch, with decisions of each kind."""
    desk.importing.import_paths(sample_files())
    ids = [row.id for row in desk.queries.facts(FactFilter())]
    desk.reviewing.decide(ids[10:26], Status.VERIFIED, "与原稿相符", "统计公报")
    desk.reviewing.decide(ids[27:29], Status.REJECTED)
    desk.reviewing.decide(ids[30:32], Status.QUERIED, "口径待问")
    desk.reviewing.edit(ids[33], {"indicator": "新增岗位数"}, "照通稿补全")
    desk.reviewing.decide(ids[60:70], Status.VERIFIED)
    desk.reviewing.decide(ids[100:130:3], Status.VERIFIED, "核过年鉴", "统计年鉴")


def yearbook(path: Path) -> Path:
    """A table of a yearbook as newsrooms have them: a heading above, and a row that cannot be read."""
    headers = ("地区", "名称", "指标", "年份", "数值", "单位", "页码")
    rows: list[tuple[object, ...]] = [("青禾县主要农产品",), headers]
    for year in range(2018, 2024):
        rows += [("青禾县", "酥梨", "种植面积", year, 8.2 + (year - 2018) * 0.76, "万亩", 25),
                 ("青禾县", "酥梨", "产量", year, 41.5 + (year - 2018) * 3.7, "万吨", 26),
                 ("青禾县", "酥梨", "产值", year, 6.1 + (year - 2018) * 0.58, "亿元", 27)]
    rows += [("青禾县", "酥梨", "合作社数", 2023, 86, "家", 28),
             ("青禾县", "酥梨", "产值", "去年", 9, "亿元", 27)]
    write_book(path, {"农业": rows})
    return path


def teach(desk: Desk, folder: Path) -> None:
    """Corrections of each kind, and what an editor says about them."""
    sentences = ("云脊去年接待游客1200万人次。", "云脊前年接待游客950万人次。", "雾岭去年接待游客830万人次。",
                 "雾岭前年接待游客790万人次。", "青禾茶业去年产茶3400吨。", "全市新增停车场28个。",
                 "全区粮食作物种面12万亩。", "该企业年纳税款1200万元。")
    wanted = ({"subject": "云脊区"}, {"subject": "云脊区"}, {}, {},
              {"subject": "青禾茶业", "indicator": "产茶"}, {"unit": "处"},
              {"indicator": "粮食播种面积"}, {"indicator": "纳税额"})
    for words, fields in zip(sentences, wanted, strict=True):
        row = imported(desk, folder, words)
        if fields:
            desk.reviewing.edit(row.id, fields)
    imported(desk, folder, "云脊今年接待游客1350万人次。")
    proposed = {row.entry.found: row for row in desk.dictionary.rows()}
    desk.dictionary.switch([proposed["青禾茶业"], proposed["个"]], on=True)
    desk.dictionary.switch([proposed["年纳税款"]], on=False)


def imported(desk: Desk, folder: Path, words: str) -> FactRow:
    """The first fact of a sentence taken in as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{words[:8]}.txt"
    path.write_text(words, encoding="utf-8")
    desk.importing.import_paths([path])
    return next(row for row in desk.queries.facts(FactFilter()) if row.fact.sentence == words)


def unknown_tables(folder: Path) -> list[Path]:
    """Tables of our own with headers of their own, beside a file that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [(f"{number}", f"青禾县河滩新景之{number}", "青禾日报", f"2024年6月{number}日", "林见山",
             f"沿河新修步道{number}8公里，建成公园{number}个，去年接待游客{number}.6万人次。走一圈要40分钟。")
            for number in range(1, 9)]
    headers = ("流水号", "题目栏", "刊发单位", "见报", "撰写", "稿文")
    for name in ("六月来稿.csv", "七月来稿.csv"):
        shift = rows if name[0] == "六" else [(*row[:-1], row[-1].replace("公里", "千米")) for row in rows]
        with (folder / name).open("w", encoding="gb18030", newline="") as stream:
            csv.writer(stream).writerows([headers, *shift])
    write_book(folder / "两张表.xlsx", {"稿件": [("青禾日报来稿登记",), ("篇名", "全稿", "见报"),
                                        *((row[1], row[5] + "据统计。", row[3]) for row in rows[:4])],
                                  "乡镇": [("乡镇", "人口"), ("东山", 3000), ("西山", 4200)]})
    with (folder / "没有列名.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([(row[1], row[5] + "没有列名。", row[3]) for row in rows[:5]])
    (folder / "空稿.txt").write_bytes(b"")
    (folder / "旧稿.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "见闻.txt").write_text("山里的雾\n\n清早的雾漫过茶园，采茶人说着家常。\n", encoding="utf-8")
    return sorted(folder.iterdir())


def write_book(path: Path, sheets: dict[str, list[tuple[object, ...]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
