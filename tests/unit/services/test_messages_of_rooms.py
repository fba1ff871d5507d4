"""Every message that store, services and command line name is in their tables, and every row is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.rulings import Choice
from ecodesk.domain.views import ImportStatus
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.tables import read_table
from ecodesk.services.entry_tables import COLUMNS as ENTRY_COLUMNS
from ecodesk.services.reference_words import COLUMNS as REPORT
from ecodesk.services.reports import COLUMNS

NAMED = re.compile(r'"((?:store|services|cli|doctor|progress|import|report|entry|references)\.[a-z-]+)"')
CHECKS = ("version", "integrity", "guards", "texts", "spans", "findings", "decisions", "plugins")
MADE = (
    {f"import.{status}" for status in ImportStatus} | {f"doctor.{check}" for check in CHECKS}
    | {f"report.{name}" for name in COLUMNS} | {f"entry.{name}" for name in ENTRY_COLUMNS}
    | {f"step.{name}" for name in (*Status, "annotate", "workbook", "carried", "part", "join", "entry",
                                    "rewrite", "reference", "add", "remove", "restore", "split", "merge",
                                    "reword", "unword", "withdraw", "kept", "ruled-note",
                                    *(f"ruled-{choice}" for choice in Choice))}
    | {f"references.{name}" for name in REPORT}
    | {f"services.reference-{why}" for why in ("subject", "indicator", "value", "order", "claim", "grade")}
)


@pytest.fixture(scope="module")
def named(checkout: Path) -> set[str]:
    """Codes that stand in the sources, or are put together there."""
    files = [checkout / "ecodesk" / name for name in ("cli.py", "cli_arguments.py", "cli_references.py")]
    for room in ("store", "services", "exporting"):
        files += (checkout / "ecodesk" / room).glob("*.py")
    return MADE | {code for file in files for code in NAMED.findall(file.read_text(encoding="utf-8"))}


def test_every_code_has_its_row_and_every_row_its_use(named: set[str]) -> None:
    rows = {row["code"] for name in ("store", "services")
            for row in read_table(f"messages/{name}.csv", ("code", "message", "advice"))}
    assert named - rows == set()
    assert rows - named == set()


def test_errors_are_told_in_chinese() -> None:
    for row in read_table("messages/store.csv", ("code", "message", "advice")):
        assert re.search("[\u4e00-\u9fff]", message(row["code"], url="u", found=2, known=1))
        assert row["advice"], f"{row['code']}: what can the editor do?"
