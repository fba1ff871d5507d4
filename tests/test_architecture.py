"""The house as DESIGN draws it: layers, top level, plug points, tables."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ecodesk.checking import all_checks
from ecodesk.knowledge.labels import check_label
from ecodesk.knowledge.tables import data_folder, read_table

CHECKOUT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {"pyproject.toml", "README.md", "LICENSE", "ecodesk", "resources", "seeds", "tests", "packaging"}
LAYERS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
TABLES = sorted(data_folder("resources").rglob("*.csv"))


def source() -> str:
    """All code of the package as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "ecodesk").rglob("*.py"))


def readme() -> str:
    return (CHECKOUT / "README.md").read_text(encoding="utf-8")


def table_name(path: Path) -> str:
    return path.relative_to(data_folder("resources")).as_posix()


def test_imports_run_one_way():
    done = subprocess.run([sys.executable, "-c", LAYERS], cwd=CHECKOUT, capture_output=True, text=True,
                          encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_top_level_is_fixed(tracked):
    names = {path.relative_to(CHECKOUT).parts[0] for path in tracked}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_packaging_is_no_package():
    assert not list((CHECKOUT / "packaging").rglob("__init__.py"))


@pytest.mark.parametrize("path", TABLES, ids=table_name)
def test_every_table_is_whole_and_somebody_reads_it(path):
    name = table_name(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    header = next(csv.reader(line for line in lines if line.strip()[:1] not in ("", "#")))
    assert len(set(header)) == len(header)
    rows = list(read_table(name, [cell.strip() for cell in header]))
    assert rows
    assert name.startswith("messages/") or f'"{name}"' in source(), f"nothing reads {name}"


def test_every_plug_point_is_documented():
    groups = set(re.findall(r'"(ecodesk\.(?!_)[a-z]+)"', source()))
    assert {"ecodesk.readers", "ecodesk.rules", "ecodesk.checks", "ecodesk.exporters"} >= groups
    assert len(groups) >= 3
    for group in groups:
        assert f"`{group}`" in readme()


def test_every_variable_of_the_environment_is_documented():
    names = set(re.findall(r'"(ECODESK_[A-Z]+)"', source()))
    assert names
    for name in names:
        assert f"`{name}`" in readme()


def test_every_command_is_documented():
    from ecodesk.cli import main

    commands = re.findall(r'add\("([a-z-]+)"', (CHECKOUT / "ecodesk" / "cli.py").read_text(encoding="utf-8"))
    assert callable(main)
    assert len(commands) >= 5
    for command in commands:
        assert f"`ecodesk {command}" in readme(), command


def test_every_key_of_the_readme_is_one_of_the_window():
    pytest.importorskip("PySide6")
    from ecodesk.gui.actions import SPECS, key_name

    keys = {key_name(key) for spec in SPECS for key in spec.keys}
    told = set(re.findall(r"<kbd>([^<]+)</kbd>", readme()))
    assert len(told) >= 15
    assert told <= keys


def test_every_check_has_its_name_in_the_table():
    lines = (data_folder("resources") / "checking_style.csv").read_text(encoding="utf-8").splitlines()
    rules = [row["code"] for row in csv.DictReader(line for line in lines if line[0] != "#")]
    codes = [*(check.code for check in all_checks()), *rules]
    unnamed = [code for code in codes if check_label(code) == code]
    assert not unnamed


def test_the_codes_of_known_errors_have_messages():
    codes = set(re.findall(r'\b(?:Read|Store|Stale|Workbook|Usage)Error\(\s*"([a-z][a-z.-]+)"', source()))
    told = {row["code"] for path in TABLES if path.parent.name == "messages"
            for row in read_table(table_name(path), ("code", "message", "advice"))}
    assert len(codes) >= 10
    assert codes <= told
