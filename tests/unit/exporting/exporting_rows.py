"""Rows as the store gives them, for the workbook tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ecodesk.domain.decisions import Decision, FieldChange, Status
from ecodesk.domain.facts import Fact, Measure, Qualifier
from ecodesk.domain.findings import Finding, Suggestion, Verdict
from ecodesk.domain.text import Span
from ecodesk.domain.views import ArticleRow, BatchRow, DecisionRow, FactRow, FindingRow
from ecodesk.exporting import WorkbookContent

AT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


def fact(number: int, text: str, value: str, unit: str, **fields: Any) -> Fact:
    """A figure; `number` places it in the text."""
    return Fact(id=f"a-1:{number}-{number + 4}", article_id="a-1", document="样稿", article=1,
                span=Span(number, number + 4), text=text, sentence=f"句子里有{text}。",
                value=value, unit=unit, **{"rule": "amount", "confidence": 0.9, **fields})


def row(number: int, one: Fact, status: Status = Status.OPEN, **fields: Any) -> FactRow:
    return FactRow(id=number, article_id=7, title="石头缝里的李子", fact=one, original=one, status=status,
                   revision=1, **fields)


YIELD = fact(10, "135万吨", "1350000", "吨", subject="巫山脆李", indicator="产量", period="2023",
             place="巫山县")
AREA = fact(30, "30万亩", "300000", "亩", subject="巫山脆李", indicator="种植面积")
INCOME = fact(50, "超过18亿元", "1800000000", "元", subject="巫山脆李", indicator="年产值",
              qualifier=Qualifier.MORE)
LEFT = fact(70, "5480万元", "54800000", "元", subject="小流域", indicator="产品价值")
RIGHT = fact(90, "8290万元", "82900000", "元", subject="小流域", indicator="经营权价值")
TOTAL = fact(110, "1.377亿元", "137700000", "元", subject="小流域", indicator="摘牌价")
POWER = fact(130, "74866.9MWh", "74866.9", "MWh", subject="电站", indicator="送出电量")
HOURS = fact(150, "7648.2万千瓦时", "76482000", "千瓦时", subject="电站", indicator="发电量")
CLAIM = fact(170, "全国首笔", "", "", subject="贷款", measure=Measure.CLAIM)

FACTS = (
    row(11, YIELD, Status.QUERIED, note="=SUM(A1:A9)", source="@林业局", verdict=Verdict.FAILS,
        kind="plausible"),
    row(12, AREA, Status.VERIFIED, editor="周明", decided_at=AT, documents=2),
    row(13, INCOME), row(14, LEFT), row(15, RIGHT), row(16, TOTAL), row(17, POWER), row(18, HOURS),
    row(19, CLAIM),
)


def finding(number: int, kind: str, verdict: Verdict, formula: str, *ids: int, **fields: Any) -> FindingRow:
    rows = tuple(one for one in FACTS if one.id in ids)
    made = Finding(kind=kind, verdict=verdict, facts=tuple(one.fact for one in rows), formula=formula,
                   explanation=f"{kind} 的说明", **fields)
    return FindingRow(number, made, rows)


FINDINGS = (
    finding(1, "plausible", Verdict.FAILS, "135万吨 ÷ 30万亩 = 4.5吨/亩", 11, 12,
            suggestion=Suggestion(YIELD.id, "value", "135000", "13.5万吨")),
    finding(2, "sum", Verdict.HOLDS, "5480万元 + 8290万元 = 1.377亿元", 14, 15, 16, tolerance="±5万元"),
    finding(3, "conversion", Verdict.FAILS, "74866.9MWh = 7486.69万千瓦时", 17, 18),
)


DECISION = Decision(1, 1, 11, Status.OPEN, Status.QUERIED, (FieldChange("qualifier", "", "approx"),), "核",
                    "", "周明", AT)


def content(**fields: Any) -> WorkbookContent:
    """A small desk; `fields` replace parts of it."""
    parts: dict[str, Any] = {
        "created": AT, "editor": "周明", "batches": (BatchRow(1, "三月来稿", AT, 1, 9, 2),),
        "articles": (ArticleRow(7, 1, "样稿", 1, "石头缝里的李子", "2024-07-03", 9, 2, 1, 3, 1),),
        "facts": FACTS, "findings": FINDINGS,
        "decisions": (DecisionRow(DECISION, FACTS[0]),),
    }
    return WorkbookContent(**(parts | fields))
