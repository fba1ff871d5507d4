"""The command line as a user meets it: a program of its own, its streams and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ecodesk import __version__, cli
from ecodesk.domain.entries import Entry
from ecodesk.domain.facts import RECORD_FIELDS
from ecodesk.domain.views import FactFilter
from ecodesk.services.desk import open_desk
from ecodesk.services.settings import load_settings

TEA = "甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶3400吨，产值超过18亿元，带动2.3万人就业。\n"
RIVAL = "再访甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶9000吨，产值18.6亿元，山上还有30万亩竹林。\n"
TRACE = "Traceback"
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> list[str]:
    """Two articles."""
    names = []
    for name, text in (("甲县.txt", TEA), ("乙县.txt", RIVAL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        names.append(str(tmp_path / name))
    return names


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment without a word of Chinese in its locale, whose desk is in the test's folder."""
    ours = ("LC_", "ECODESK", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"LANG": "C", "ECODESK_HOME": str(tmp_path / "home"), "ECODESK_EDITOR": "王"}


def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The program from outside."""
    command = [sys.executable, "-m", "ecodesk", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, check=False, timeout=120, cwd=CHECKOUT)


def call(environ: dict[str, str], *arguments: str) -> int:
    """The same from inside: faster."""
    return cli.main(arguments, environ)


def test_extract_writes_json_lines_and_nothing_else(environ: dict[str, str], copy: list[str]) -> None:
    done = run(environ, "extract", "--format", "jsonl", *copy)
    assert (done.returncode, done.stderr) == (0, b"")
    records = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert len(records) >= 7
    assert all(tuple(record) == RECORD_FIELDS for record in records)
    assert all(isinstance(value, str) for record in records for value in record.values())
    assert "甲县" in done.stdout.decode("utf-8"), "characters as they are, not escapes"
    assert b"\r" not in done.stdout
    texts = {"甲县": TEA, "乙县": RIVAL}
    for record in records:
        assert record["text"] in texts[record["document"]]
    assert [record["document"] for record in records] == sorted(
        (record["document"] for record in records), reverse=True), "in the order asked for"


def test_extract_names_every_file_that_failed(environ: dict[str, str], copy: list[str],
                                              tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = run(environ, "extract", copy[0], str(tmp_path / "空.txt"), str(tmp_path / "没有.txt"))
    told = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert "空.txt" in told
    assert "没有.txt" in told
    assert TRACE not in told
    assert all(json.loads(line)["document"] == "甲县" for line in done.stdout.splitlines())
    assert done.stdout


def test_check_finds_inside_and_across_files(environ: dict[str, str], copy: list[str],
                                             capsys: pytest.CaptureFixture[str]) -> None:
    assert call(environ, "check", "--format", "jsonl", *copy) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    documents = [{fact["document"] for fact in record["facts"]} for record in records]
    assert {"甲县", "乙县"} in documents
    assert {"甲县"} in documents
    assert {"kind", "verdict", "facts", "formula", "explanation", "suggestion"} <= set(records[0])


def test_neither_makes_a_database(environ: dict[str, str], copy: list[str], tmp_path: Path,
                                  capsys: pytest.CaptureFixture[str]) -> None:
    call(environ, "extract", *copy)
    call(environ, "check", *copy)
    assert capsys.readouterr().out
    assert not (tmp_path / "home").exists()


def test_a_reader_that_goes_away_is_no_disaster(environ: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("长文\n\n" + "\n\n".join(f"第{n}年全县产茶{n}00吨，产值{n}亿元。" for n in range(1, 900)))
    program = subprocess.Popen([sys.executable, "-m", "ecodesk", "extract", str(path)], env=environ,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=CHECKOUT)
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.read(10)
    program.stdout.close()
    told = program.stderr.read()
    program.stderr.close()
    assert program.wait(60) in (0, 1)
    assert told == b""


def test_the_way_of_a_batch(environ: dict[str, str], copy: list[str], tmp_path: Path,
                            capsys: pytest.CaptureFixture[str]) -> None:
    book, backup = tmp_path / "表.xlsx", tmp_path / "backup.sqlite3"
    assert call(environ, "import", *copy) == 0
    assert "稿件 2 篇" in capsys.readouterr().out
    assert call(environ, "import", *copy) == 0
    assert capsys.readouterr().out.count("跳过") == 2
    assert call(environ, "check") == 0
    assert "问题" in capsys.readouterr().out
    assert call(environ, "export", "--output", str(book)) == 0
    assert book.read_bytes().startswith(b"PK")
    assert call(environ, "export", "--output", str(tmp_path / "表.jsonl")) == 0
    assert all(json.loads(line) for line in (tmp_path / "表.jsonl").read_text("utf-8").splitlines())
    capsys.readouterr()
    assert call(environ, "export", "--output", str(tmp_path / "表.odt")) == 2
    assert ".jsonl" in capsys.readouterr().err
    assert call(environ, "import-workbook", str(book)) == 0
    assert call(environ, "backup", str(backup)) == 0
    assert call(environ, "doctor", "--database", str(backup)) == 0
    assert call(environ, "restore", str(backup)) == 0
    assert call(environ, "backup", str(backup)) == 1
    assert call(environ, "backup", "--replace", str(backup)) == 0
    assert call(environ, "doctor") == 0
    capsys.readouterr()


def test_import_reports_a_bad_file_and_keeps_the_others(environ: dict[str, str], copy: list[str],
                                                        tmp_path: Path,
                                                        capsys: pytest.CaptureFixture[str]) -> None:
    assert call(environ, "import", copy[0], str(tmp_path / "没有.txt")) == 1
    told = capsys.readouterr()
    assert "没有.txt" in told.err
    assert "甲县.txt" in told.out


@pytest.mark.parametrize("arguments", [
    ["nonsense"], ["extract"], ["import"], ["export"], ["check", "--format", "jsonl"],
    ["extract", "--format", "xml", "a"], ["check", "--database", "x.db", "a.txt"],
    ["doctor", "--nonsense"], [],
])
def test_wrong_usage_is_status_2_in_chinese(environ: dict[str, str], arguments: list[str],
                                            capsys: pytest.CaptureFixture[str]) -> None:
    assert call(environ, *arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "用法" in told.err or "文件" in told.err
    assert "usage" not in told.err
    assert "error" not in told.err


@pytest.mark.parametrize("command", ["import", "check", "export", "import-workbook", "doctor", "backup",
                                     "restore", "extract"])
def test_every_command_explains_itself_in_chinese(environ: dict[str, str], command: str,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    assert call(environ, command, "--help") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"用法：ecodesk {command}")
    assert "选项" in told
    assert "show this help" not in told


def test_the_version(environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(environ, "--version") == 0
    assert capsys.readouterr().out == f"ecodesk {__version__}\n"


def test_a_file_that_is_no_desk_is_told_without_a_traceback(environ: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("dear editor")
    done = run(environ, "doctor", "--database", str(path))
    told = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert "不是核稿台的数据库" in told
    assert TRACE not in told
    assert path.read_text() == "dear editor"


def test_the_command_line_does_not_load_the_window(environ: dict[str, str]) -> None:
    code = "import sys, ecodesk.cli; print([name for name in sys.modules if name.startswith('PySide6')])"
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, check=True,
                          timeout=60, cwd=CHECKOUT)
    assert done.stdout.strip() == b"[]"


def test_columns_of_a_table_are_told_on_the_command_line(environ: dict[str, str], tmp_path: Path,
                                                         capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "来稿.csv"
    path.write_text("题,稿文\n甲县茶园,去年甲县茶园产茶3400吨。\n", encoding="utf-8")
    assert call(environ, "import", str(path)) == 1
    told = capsys.readouterr()
    assert "--columns 正文=列名" in told.err
    assert "“题”、“稿文”" in told.err
    assert call(environ, "extract", str(path), "--columns", "正文=没有") == 1
    assert "--columns" in capsys.readouterr().err
    for command in ("extract", "check", "import"):
        assert call(environ, command, str(path), "--columns", "标题=题,body=稿文") == 0
        told = capsys.readouterr()
        assert told.err == ""
        assert "3400吨" in told.out or command != "extract"
    assert "稿件 1 篇" in told.out
    assert "正文＝稿文" in told.out
    assert not (tmp_path / "home" / "columns.json").exists(), "what is typed is for once"
    for wrong in ("正文", "摘要=题"):
        assert call(environ, "import", str(path), "--columns", wrong) == 2
        assert "正文" in capsys.readouterr().err


def test_only_what_uses_the_desk_uses_its_dictionary(environ: dict[str, str], tmp_path: Path,
                                                     capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "游客.txt"
    path.write_text("云脊去年接待游客1200万人次。\n", encoding="utf-8")
    with open_desk(load_settings(environ)) as desk:
        desk.dictionary.add(Entry("subject", "云脊", "云脊区"))
    assert call(environ, "extract", str(path)) == 0
    assert json.loads(capfd.readouterr().out)["subject"] == "云脊"
    assert call(environ, "import", str(path)) == 0
    with open_desk(load_settings(environ)) as desk:
        assert [row.fact.subject for row in desk.queries.facts(FactFilter())] == ["云脊区"]


def test_rules_are_left_out_for_a_run_or_for_good(
    environ: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "会议.txt"
    path.write_text("会议改期\n\n会议改在第4季度，下午14:30开始，约50人左右参加。\n", encoding="utf-8")

    def found(*options: str) -> set[str]:
        assert call(environ, "check", *options, str(path)) == 0
        return {json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()}

    assert found() >= {"clock", "doubled-approx"}
    assert found("--without", "clock,style") == set()
    assert "house-quarter" in found("--form", "house-quarter=chinese")
    assert call(environ, "check", "--without", "klock", str(path)) == 2
    assert "ecodesk rules" in capsys.readouterr().err
    assert call(environ, "rules", "--off", "clock", "--form", "house-quarter=chinese") == 0
    listed = capsys.readouterr().out
    assert "关　clock" in listed
    assert "chinese　house-quarter" in listed
    assert call(environ, "import", str(path)) == 0
    assert call(environ, "check") == 0
    told = capsys.readouterr().out
    assert "季度用汉字" in told
    assert "十二小时制" not in told


def test_an_import_is_withdrawn_and_brought_back(environ: dict[str, str], copy: list[str],
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    assert call(environ, "import", *copy) == 0
    capsys.readouterr()
    assert call(environ, "withdraw") == 0
    number, _, rest = capsys.readouterr().out.partition("　")
    assert "2 篇" in rest
    assert call(environ, "withdraw", number) == 0
    assert "已撤销导入" in capsys.readouterr().out
    assert call(environ, "withdraw", number) == 1
    assert "找不到这一批稿件" in capsys.readouterr().err
    assert call(environ, "undo") == 0
    assert "已撤销：撤回导入 2 篇" in capsys.readouterr().out
    assert call(environ, "withdraw") == 0
    assert "2 篇" in capsys.readouterr().out
    assert call(environ, "undo", "--redo") == 0
    assert call(environ, "undo", "--redo") == 1
    assert "没有可以撤销" in capsys.readouterr().err
