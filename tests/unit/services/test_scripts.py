"""Traditional and Simplified copy on one desk: grouped, known for editions, edited in either script."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.views import FactFilter, FactRow, ImportReport
from ecodesk.knowledge.script import simplified
from ecodesk.services.desk import Desk

TRADITIONAL = (
    "東山縣脆李再獲豐收\n\n2024年，東山縣脆李種植面積達30萬畝，年產量約13.5萬噸，年產值超過18億元。"
    "縣農業局表示，今年新建冷庫12座，新增庫容8000噸，帶動2.6萬戶農戶增收，佔全縣農戶的三成。"
    "「東山脆李」已銷往38個城市，隨著著名電商進駐，網上銷售額達4.2億元，較去年增長25.6%。\n"
)
OTHER = (
    "西川路网调查\n\n2024年，东山县脆李年产值超过18亿元，是全县农业的大头。调查组走访了45个村，"
    "西川县公路通车里程达到3200公里，养护费用每年1.2亿元，人均出行时间缩短20分钟。\n"
)


def take(desk: Desk, folder: Path, text: str, name: str) -> ImportReport:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return desk.importing.import_paths([folder / name])


def fact(desk: Desk, words: str) -> FactRow:
    (row,) = [row for row in desk.queries.facts(FactFilter()) if row.fact.text == words]
    return row


def test_the_editions_of_one_article_are_variants(desk: Desk, tmp_path: Path):
    take(desk, tmp_path, TRADITIONAL, "繁.txt")
    report = take(desk, tmp_path, simplified(TRADITIONAL), "简.txt")
    assert "東山縣脆李再獲豐收" in report.rows[0].message
    across = [row for row in desk.queries.findings() if row.finding.kind == "across"]
    assert across == [], "an edition is no second source"


def test_statements_in_both_scripts_are_put_together(desk: Desk, tmp_path: Path):
    take(desk, tmp_path, TRADITIONAL, "繁.txt")
    take(desk, tmp_path, OTHER, "简.txt")
    (row,) = [row for row in desk.queries.findings() if row.finding.kind == "across"]
    assert row.finding.verdict is Verdict.SAME
    assert [item.fact.text for item in row.rows] == ["超過18億元", "超过18亿元"]
    assert "超過18億元" in row.finding.explanation


def test_decisions_come_over_to_the_other_script(desk: Desk, tmp_path: Path):
    take(desk, tmp_path / "一", TRADITIONAL, "稿.txt")
    desk.reviewing.decide([fact(desk, "30萬畝").id], Status.VERIFIED, "", "縣統計局")
    report = take(desk, tmp_path / "二", simplified(TRADITIONAL), "稿.txt")
    assert report.rows[0].carried == 1
    kept = fact(desk, "30万亩")
    assert (kept.status, kept.source) == (Status.VERIFIED, "縣統計局")
    assert kept.fact.unit == "亩"


def test_a_unit_changed_to_its_other_form_is_found_with_its_kind(desk: Desk, tmp_path: Path):
    take(desk, tmp_path, TRADITIONAL, "繁.txt")
    take(desk, tmp_path, OTHER.replace("超过18亿元", "19亿元").replace("西川路网", "东山县脆李"), "简.txt")
    before = [row.finding.verdict for row in desk.queries.findings() if row.finding.kind == "across"]
    desk.reviewing.edit(fact(desk, "30萬畝").id, {"unit": "亩"})
    after = [row.finding.verdict for row in desk.queries.findings() if row.finding.kind == "across"]
    assert before == after != []


@pytest.mark.parametrize(
    ("typed", "stored"), [("13.5萬", "135000"), ("1.2億", "120000000"), ("2兆", "2000000000000")]
)
def test_values_are_typed_in_either_script(desk: Desk, tmp_path: Path, typed: str, stored: str):
    take(desk, tmp_path, TRADITIONAL, "繁.txt")
    row = fact(desk, "約13.5萬噸")
    desk.reviewing.edit(row.id, {"value": typed})
    assert desk.queries.fact(row.id).fact.value == stored
