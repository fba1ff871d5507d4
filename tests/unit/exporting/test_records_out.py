"""CSV, JSON lines and the plug point."""

from __future__ import annotations

import csv
import io
import json
from importlib.metadata import EntryPoint

import pytest
from exporting_rows import FACTS, YIELD, content

from ecodesk.domain.facts import RECORD_FIELDS, record_of
from ecodesk.domain.views import Silent
from ecodesk.exporting import BUILTIN, Exporter, exporters, write_csv, write_jsonl
from ecodesk.exporting.plugins import GROUP
from ecodesk.knowledge.plugins import plugin_failures


def test_jsonl_keeps_chinese_and_one_record_a_line():
    stream = io.StringIO()
    write_jsonl([record_of(YIELD), {"a": "两\n行"}], stream)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert "巫山脆李" in lines[0]
    assert json.loads(lines[0]) == record_of(YIELD)


def test_csv_has_a_mark_a_header_and_all_fields():
    stream = io.StringIO(newline="")
    write_csv([record_of(YIELD)], stream)
    assert stream.getvalue().startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))
    assert list(rows[0]) == list(RECORD_FIELDS)
    assert rows[0] == record_of(YIELD)


@pytest.mark.parametrize(("text", "written"), [
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("@SUM(1)", "'@SUM(1)"), ("+1 表", "'+1 表"),
    ("-减", "'-减"),
    ("\t=1", "'\t=1"), ("-3.5", "-3.5"), ("一,二\"三\"", "一,二\"三\""), ("", ""),
])
def test_csv_never_runs(text, written):
    stream = io.StringIO(newline="")
    write_csv([{"a": text}], stream, fields=("a",))
    body = stream.getvalue().partition("\r\n")[2]
    assert next(csv.reader(io.StringIO(body, newline="")), [""])[0] == written


@pytest.mark.parametrize("exporter", BUILTIN, ids=lambda one: one.code)
def test_every_way_out_writes_all_facts_or_nothing(exporter, tmp_path):
    path = tmp_path / f"出.{exporter.code}"
    exporter.write(path, content(), Silent())
    if exporter.code not in ("xlsx", "txt"):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == len(FACTS) + (exporter.code == "csv")
        assert any("135万吨" in line for line in lines)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_built_ins_have_codes_of_their_own():
    assert len({one.code for one in BUILTIN}) == len(BUILTIN)
    assert all(isinstance(one, Exporter) and one.title for one in BUILTIN)


class MemoExporter:
    """A plug-in."""

    code = "memo"
    title = "备忘"

    def write(self, path, content, progress):
        path.write_text(str(len(content.facts)))


def points(*values):
    return lambda group: [EntryPoint(f"p{number}", value, group) for number, value in enumerate(values)]


@pytest.fixture
def fresh():
    exporters.cache_clear()
    yield
    exporters.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_a_plug_in_adds_itself_and_a_broken_one_is_told(monkeypatch):
    monkeypatch.setattr("ecodesk.knowledge.plugins.entry_points",
                        points(f"{__name__}:MemoExporter", f"{__name__}:FACTS", "没有:这个"))
    assert [one.code for one in exporters()] == [*(one.code for one in BUILTIN), "memo"]
    assert {one.name for one in plugin_failures(GROUP)} == {"p1", "p2"}
