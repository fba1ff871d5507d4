"""`ecodesk references`: import, list and export, their streams and their exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecodesk import cli
from tests.reference_tables import PEARS, ROWS, csv_table, workbook


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A desk of its own."""
    return {"ECODESK_HOME": str(tmp_path / "home"), "ECODESK_EDITOR": "王"}


def test_a_table_comes_in_and_the_check_tells_of_it(environ, tmp_path, capsys):
    (tmp_path / "甲.txt").write_text(PEARS, encoding="utf-8")
    assert cli.main(["import", str(tmp_path / "甲.txt")], environ) == 0
    path = str(workbook(tmp_path / "年鉴.xlsx"))
    capsys.readouterr()
    assert cli.main(["references", "import", path], environ) == 0
    assert "3 个数，新增 3 条" in capsys.readouterr().out
    assert cli.main(["references", "import", path], environ) == 0
    assert "未变 3 条" in capsys.readouterr().out
    assert cli.main(["check"], environ) == 0
    assert "与权威数据不符：稿中12万亩，权威数据13万亩" in capsys.readouterr().out
    assert cli.main(["rules", "--off", "reference"], environ) == 0
    assert cli.main(["check"], environ) == 0
    assert "与权威数据不符" not in capsys.readouterr().out.partition("下次核查")[2]


def test_rows_that_do_not_fit_are_told_and_the_status_says_so(environ, tmp_path, capsys):
    rows = [*ROWS, ("青禾县", "酥梨", "产值", "去年", 9, "亿元", "年鉴", "", 27)]
    assert cli.main(["references", "import", str(workbook(tmp_path / "年鉴.xlsx", rows))], environ) == 1
    told = capsys.readouterr()
    assert "农业 第 6 行　未导入" in told.err
    assert "新增 3 条，未导入 1 条" in told.out


def test_columns_and_what_the_table_lacks_are_said_on_the_line(environ, tmp_path, capsys):
    headers = ("县名", "作物", "甲", "乙")
    path = csv_table(tmp_path / "表.csv", [("青禾县", "酥梨", "种植面积", "13.0")], headers)
    arguments = ["references", "import", str(path), "--columns", "地点=县名,主体=作物,指标=甲,数值=乙",
                 "--unit", "万亩", "--period", "2023", "--source", "县志"]
    assert cli.main(["references", "import", str(path)], environ) == 1
    assert "没有找到" in capsys.readouterr().err
    assert cli.main(arguments, environ) == 0
    capsys.readouterr()
    assert cli.main(["references", "list"], environ) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "青禾县酥梨 · 种植面积 · 2023\t13.0万亩\t《县志》"
    assert lines[1].startswith("权威数据 1 条")
    assert cli.main(["references", "list", "小麦"], environ) == 0
    assert capsys.readouterr().out.startswith("权威数据 0 条")


def test_what_is_exported_comes_in_again(environ, tmp_path, capsys):
    assert cli.main(["references", "import", str(workbook(tmp_path / "年鉴.xlsx"))], environ) == 0
    for name in ("出.csv", "出.xlsx"):
        assert cli.main(["references", "export", str(tmp_path / name)], environ) == 0
        assert "已导出 3 条" in capsys.readouterr().out
        assert cli.main(["references", "import", str(tmp_path / name)], environ) == 0
        assert "未变 3 条" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [
    ["references"], ["references", "import"], ["references", "forget"],
    ["references", "import", "x.csv", "--columns", "颜色=甲"], ["references", "export", "x.txt"],
])
def test_wrong_usage_is_told_in_chinese(environ, arguments, capsys):
    assert cli.main(arguments, environ) == 2
    told = capsys.readouterr().err
    assert any(word in told for word in ("缺少", "不能", "不是"))


def test_a_file_that_is_not_there_is_a_failure(environ, tmp_path, capsys):
    assert cli.main(["references", "import", str(tmp_path / "没有.xlsx")], environ) == 1
    assert "没有.xlsx" in capsys.readouterr().err
