"""Tables of references of our own, written as workbooks and CSV by the tests that read them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

from ecodesk.domain.references import ReferenceColumn as C

PEARS = "2023年，青禾县酥梨种植面积12万亩，酥梨产量60万吨。"
AREA = {C.SUBJECT: "酥梨", C.PLACE: "青禾县", C.INDICATOR: "种植面积", C.VALUE: "13", C.UNIT: "万亩",
        C.PERIOD: "2023", C.SOURCE: "统计年鉴", C.PAGE: "25"}

HEADERS = ("地区", "名称", "指标", "年份", "数值", "单位", "来源", "发布日期", "页码")
YEARBOOK = "青禾县统计年鉴"
ROWS = (
    ("青禾县", "酥梨", "种植面积", 2023, 13, "万亩", YEARBOOK, "2024年3月1日", 25),
    ("青禾县", "酥梨", "产量", 2023, "60万", "吨", YEARBOOK, "2024年3月1日", 26),
    ("青禾县", "", "合作社数", "2023年", 86, "家", YEARBOOK, "2024年3月1日", 28),
)


def workbook(path: Path, rows: Iterable[Sequence[object]] = ROWS, headers: Sequence[str] = HEADERS,
             title: str = "青禾县主要农产品") -> Path:
    """A sheet with a heading of its own above its headers; an empty row stays empty."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "农业"
    if title:
        sheet.append([title])
    sheet.append(list(headers))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def csv_table(path: Path, rows: Iterable[Sequence[object]], headers: Sequence[str] = HEADERS,
              encoding: str = "gb18030") -> Path:
    """The same as text, as offices still send it."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([headers, *rows])
    return path
