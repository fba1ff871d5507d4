"""A desk on a real file, and copy to import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ecodesk.services.desk import Desk, open_desk
from ecodesk.services.settings import Settings

TEA = "甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶3400吨，产值超过18亿元，带动2.3万人就业。\n"
RIVAL = "再访甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶9000吨，产值18.6亿元，山上还有30万亩竹林。\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk."""
    path = tmp_path / "home" / "desk.sqlite3"
    with open_desk(Settings(f"sqlite:///{path}", path.parent, "王", 1)) as opened:
        yield opened


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with two articles, one in a folder below."""
    folder = tmp_path / "来稿"
    (folder / "二版").mkdir(parents=True)
    (folder / "甲县.txt").write_text(TEA, encoding="utf-8")
    (folder / "二版" / "乙县.txt").write_text(RIVAL, encoding="gb18030")
    return folder


@pytest.fixture
def filled(desk: Desk, copy: Path) -> Desk:
    """The desk with both articles imported."""
    report = desk.importing.import_paths([copy])
    assert [row.articles for row in report.rows] == [1, 1]
    return desk
