"""The workbook in LibreOffice: it opens, its formulas calculate, and it comes back as it went."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from exporting_rows import FACTS, FINDINGS, content

from ecodesk.domain.views import Silent
from ecodesk.exporting.taking import read_workbook
from ecodesk.exporting.workbook import write_workbook
from tests.libreoffice import Office

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
ERROR = re.compile(r"#(?:NAME|VALUE|REF|DIV/0|N/A|NUM|NULL)[?!]?|Err:\d+|错误:\d+")


@dataclass(frozen=True)
class Opened:
    """The workbook as written, as saved again by LibreOffice, and its sheets as LibreOffice shows them."""

    written: Path
    saved: Path
    sheets: dict[str, list[list[str]]]
    picture: Path


@pytest.fixture(scope="module")
def opened(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("workbook")
    book, out = folder / "核查.xlsx", folder / "out"
    write_workbook(book, content(), Silent())
    for kind in (EVERY_SHEET, "xlsx", "pdf"):
        office.convert([book], kind, out)
    sheets = {}
    for path in out.glob("核查-*.csv"):
        with path.open(encoding="utf-8", newline="") as held:
            sheets[path.stem.removeprefix("核查-")] = list(csv.reader(held))
    return Opened(book, out / "核查.xlsx", sheets, out / "核查.pdf")


def test_every_sheet_opens_and_no_formula_fails(opened: Opened) -> None:
    assert set(opened.sheets) == {
        "摘要", "数据明细", "存疑与冲突", "勾稽算式", "稿件", "修改记录", "说明",
    }
    cells = [cell for rows in opened.sheets.values() for row in rows for cell in row]
    assert len(cells) > 300
    assert not [cell for cell in cells if ERROR.search(cell)]
    assert opened.picture.read_bytes().startswith(b"%PDF")


def test_the_formulas_calculate(opened: Opened) -> None:
    head, *rows = opened.sheets["勾稽算式"]
    found = {row[head.index("核查")]: row for row in rows}
    assert len(rows) == len(FINDINGS)
    total, density = found["分项与合计"], found["合理区间"]
    computed, printed, difference = (head.index(name) for name in ("算得", "稿中数", "差额"))
    assert [total[computed], total[printed], total[difference]] == ["137700000", "137700000", "0"]
    assert float(density[computed]) == pytest.approx(4.5)


def test_saved_by_another_program_nothing_has_changed(opened: Opened) -> None:
    """Numbers, codes that look like numbers, and notes that look like formulas come back as they went."""
    rows = read_workbook(opened.saved)
    assert rows == read_workbook(opened.written)
    assert [row.fact_id for row in rows] == [row.id for row in FACTS]
    assert not any(row.changed for row in rows)
