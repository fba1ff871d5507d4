"""A draft imported beside the older story it follows: the wrong figure stands out, the right ones do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecodesk.domain.findings import Verdict
from ecodesk.services.desk import Desk

STORY = (
    "白鹤湖迎来候鸟\n\n{date}白鹤湖湿地总面积12.35万亩，今年监测到候鸟86种。湿地管理站说，保护区投入资金4600万元，"
    "修复湿地2180亩，聘请护鸟员137名。\n\n周边三个村开办民宿52家，去年接待游客{count}万人次，旅游收入8650万元。\n"
)


@pytest.mark.parametrize("later", ["", "2024年3月9日，"], ids=["undated", "dated later"])
def test_the_wrong_figure_of_a_draft_is_the_only_conflict(desk: Desk, tmp_path: Path, later: str) -> None:
    for name, date, count in (("旧稿", "2024年3月1日，", "126.5"), ("新稿", later, "125.6")):
        path = tmp_path / f"{name}.txt"
        path.write_text(STORY.format(date=date, count=count), encoding="utf-8")
        desk.importing.import_paths([path])
    found = [row.finding for row in desk.queries.findings() if row.finding.verdict is Verdict.CONFLICT]
    assert [{fact.text for fact in finding.facts} for finding in found] == [{"126.5万人次", "125.6万人次"}]
    assert "颠倒" in found[0].explanation
