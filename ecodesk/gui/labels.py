"""Words of the window that are put together from a fact; names of codes come from knowledge.labels."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from ecodesk.domain.decisions import GONE, Gone, Status
from ecodesk.domain.facts import Fact, Measure, Modality, Qualifier
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import REFERENCE_KIND
from ecodesk.domain.text import DamageKind
from ecodesk.domain.views import FactRow
from ecodesk.domain.wordings import Wording
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.script import simplified

APP_NAME = "核稿台"
DEPARTS = "与采用值不符"

# Words that stand inside a paragraph, where 断句 alone would not say where or what.
DAMAGE_NOTE = {
    DamageKind.LOST: "此处缺字", DamageKind.CUT: "此处断句", DamageKind.FOREIGN: "异文混入",
    DamageKind.BROKEN: "坏字", DamageKind.DOUBLED: "文字重复", DamageKind.PARAGRAPH: "段落重复",
    DamageKind.MISPLACED: "疑为错位",
}

_ENUMS: dict[str, type[StrEnum]] = {
    "status": Status, GONE: Gone, "qualifier": Qualifier, "measure": Measure, "modality": Modality,
}
_SHORT = {Qualifier.APPROX: "约", Qualifier.MORE: "超", Qualifier.LESS: "不足"}
_HEDGE = re.compile(
    r"不超过|不少于|超过|将近|大约|左右|上下|以上|以下|以内|不足|突破|至少|约|近|超|逾|余|多|几")
_BRIEF = {"超过": "超", "将近": "近", "大约": "约"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_TRUSTED = {Verdict.SAME: "= 权威", Verdict.ROUNDED: "≈ 权威", Verdict.PERIOD: "不同期"}
_UNUSUAL = ("range", "plaus", "ratio")


def hedge_of(fact: Fact) -> str:
    """The word of the copy that makes a figure vague (余, 超), the enum's name where it stands apart."""
    if fact.qualifier is Qualifier.EXACT or fact.is_claim:
        return ""
    found = _HEDGE.search(simplified(fact.text))
    if found is None:
        return _SHORT[fact.qualifier][:2]
    brief = _BRIEF.get(found[0], found[0])[:2]
    start = found.start() + found[0].index(brief)
    return fact.text[start : start + len(brief)]


def date_text(published: str) -> str:
    """2024-09-12 as 2024年9月12日; other text as it stands."""
    found = _DATE.fullmatch(published)
    if not found:
        return published
    year, month, day = found.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def moment(at: datetime) -> str:
    """A stored UTC time as the editor's own clock shows it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def period_text(period: str) -> str:
    """A period as printed: 2016/2020 as 2016–2020."""
    return period.replace("/", "–")


def fact_title(fact: Fact) -> str:
    """巫山脆李 · 产量 · 2023: what a fact is about."""
    parts = [part for part in (fact.subject, fact.indicator, period_text(fact.period)) if part]
    return " · ".join(parts) or fact.text


def change_text(item: Wording) -> str:
    """A correction to the wording: 135万吨 → 13.5万吨."""
    return f"{item.before or '（无）'} → {item.after or '（删去）'}"


def wording_text(item: Wording) -> str:
    """The same with who made it and why."""
    return "　".join(part for part in (f"改字：{change_text(item)}", item.editor, item.note) if part)


def verdict_text(verdict: Verdict, kind: str = "") -> str:
    """A verdict in words; a figure outside its usual range is 不合常理, one that departs is named so."""
    if kind == "kept":
        return DEPARTS
    if verdict is Verdict.QUERY and any(word in kind for word in _UNUSUAL):
        return "不合常理"
    return label(verdict)


def cross_text(row: FactRow) -> str:
    """What the cross-check column says of a fact."""
    count = f" {row.documents} 篇" if row.documents > 1 else ""
    if row.kind == REFERENCE_KIND and row.verdict in _TRUSTED:
        return _TRUSTED[row.verdict]
    match row.verdict:
        case None | Verdict.SINGLE | Verdict.NOTE:
            return "单一来源"
        case Verdict.SAME:
            return "=" + (count or " 一致")
        case Verdict.ROUNDED:
            return "≈" + (count or " 约数一致")
        case Verdict.PERIOD:
            return "↗ 趋势"
        case Verdict.HOLDS:
            return "✓ 相符"
        case Verdict.KEPT:
            return "✓ 已采用"
    return "≠ 采用值" if row.kind == "kept" else verdict_text(row.verdict, row.kind)


def field_value(field: str, value: str) -> str:
    """A field's stored value in Chinese, for histories and previews."""
    if field in _ENUMS:
        members = {str(member): member for member in _ENUMS[field]}
        return label(members[value]) if value in members else value
    return value or "空"
