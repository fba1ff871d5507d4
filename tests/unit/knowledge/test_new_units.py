"""A new unit, a new part of a compound and a new measure word are rows of a table, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ecodesk.knowledge.tables import data_folder
from ecodesk.knowledge.units import unit_of

CHECKOUT = Path(__file__).resolve().parents[3]
UNITS = "格令,格令,mass,0.00000006479891\n大格令,大格令,mass,0.00006479891\n"
MEASURE_WORDS = "火把,general\n篾篓,general\n"
SENTENCES = (
    "夜巡队点起12火把。",
    "火药每份重3.5格令每篾篓。",
    "这批火药重250格令。",
    "这批火药重2大格令/篾篓。",
    "这批火药重5000格令（约合5大格令）。",
    "这批火药重5000格令（约合50大格令）。",
)

READ = """
import json, sys
from pathlib import Path
from ecodesk.knowledge import tables
tables.data_folder = lambda name: Path(sys.argv[1])
from ecodesk.checking import check_article
from ecodesk.extraction import extract
from ecodesk.knowledge.units import unit_of
from tests.unit.checking.copydesk import article_of
told = []
for text in sys.argv[2:]:
    article = article_of(text)
    facts = extract(article)
    units = [unit_of(fact.unit) for fact in facts]
    told.append({
        "facts": [(str(fact.value), fact.unit) for fact in facts],
        "units": [unit and (unit.dimension, str(unit.factor)) for unit in units],
        "found": [(finding.kind, finding.verdict) for finding in check_article(article, facts)],
    })
print(json.dumps(told))
"""
"""In a process of its own: every table is read once and kept."""


def read_with(folder: Path) -> list[dict[str, list]]:
    """What is read and found in each sentence with the tables of a folder."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", READ, str(folder), *SENTENCES],
        cwd=CHECKOUT, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> list[dict[str, list]]:
    folder = tmp_path_factory.mktemp("tables") / "resources"
    shutil.copytree(data_folder("resources"), folder)
    for name, lines in (("units.csv", UNITS), ("measure_words.csv", MEASURE_WORDS)):
        with (folder / name).open("a", encoding="utf-8", newline="") as table:
            table.write(lines)
    return read_with(folder)


def test_without_the_rows_none_of_it_is_known():
    assert [unit_of(name) for name in ("格令", "大格令", "火把", "篾篓", "格令每篾篓")] == [None] * 5
    units = [unit for sentence in read_with(data_folder("resources")) for _, unit in sentence["facts"]]
    assert not [unit for unit in units if "格令" in unit or "火把" in unit or "篾篓" in unit]


def test_a_new_measure_word_counts(told):
    assert told[0]["facts"] == [["12", "火把"]]
    assert told[0]["units"] == [["count:火把", "1"]]


def test_a_new_unit_and_a_new_part_make_a_compound(told):
    assert told[1]["facts"] == [["3.5", "格令每篾篓"]]
    assert told[1]["units"] == [["mass/count:篾篓", "6.479891E-8"]]
    assert told[3]["facts"] == [["2", "大格令/篾篓"]]


def test_a_new_unit_has_its_dimension_and_factor(told):
    assert told[2]["facts"] == [["250", "格令"]]
    assert told[2]["units"] == [["mass", "6.479891E-8"]]


def test_the_checks_convert_a_new_unit(told):
    assert ["conversion", "holds"] in told[4]["found"]
    assert ["conversion", "fails"] in told[5]["found"]
