"""Words of the facets: what a value is called, how many facts have it, which places answer what was typed."""

from __future__ import annotations

import re
from itertools import islice

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import DeskFilter, Facet, Sought
from ecodesk.domain.findings import Verdict
from ecodesk.domain.reasons import Trust
from ecodesk.domain.text import Span
from ecodesk.domain.views import FactRow
from ecodesk.gui.labels import period_text
from ecodesk.knowledge.labels import check_label, kind_label, label
from ecodesk.knowledge.script import pattern_of

_ENUMS = {Facet.STATUS: Status, Facet.FINDING: Verdict, Facet.TRUST: Trust}
_NONE = {Facet.FINDING: "没有核查结果", Facet.TRUST: "没有记下把握", Facet.SUBJECT: "没有主体",
         Facet.INDICATOR: "没有指标", Facet.PERIOD: "没有时间", Facet.PLACE: "没有地点",
         Facet.EDITOR: "还没有人审定", Facet.DOCUMENT: "没有文件名", Facet.KIND: "没有核查结果"}
_UNITLESS = "count:"
MOST_HITS = 500
_APART = "(?<![0-9.,])"


def value_words(facet: Facet, value: str) -> str:
    """What a value of a facet is called on the screen."""
    if facet is Facet.UNIT:
        return "没有单位" if value == _UNITLESS else kind_label(value)
    if not value:
        return _NONE.get(facet, "没有")
    if facet is Facet.KIND:
        return check_label(value)
    if facet in _ENUMS:
        members = {str(member): member for member in _ENUMS[facet]}
        return label(members[value]) if value in members else value
    return period_text(value) if facet is Facet.PERIOD else value


def count_words(count: int) -> str:
    """A count that fits a narrow column: 9,999 as it is, 12.3万 beyond."""
    if count < 10_000:
        return f"{count:,}"
    return f"{count / 10_000:.1f}万".replace(".0万", "万")


def filter_words(wanted: DeskFilter) -> str:
    """A filter in one line, for tool tips: 审定：待核、存疑；地点：巫山县；“脆李”."""
    parts = []
    for facet in Facet:
        values = sorted(value_words(facet, value) for value in wanted.of(facet))
        if values:
            parts.append(f"{label(facet)}：{'、'.join(values)}")
    if wanted.words.strip():
        parts.append(f"“{wanted.words.strip()}”")
    return "；".join(parts) or "全部事实"


def hits_pattern(sought: Sought | None) -> re.Pattern[str] | None:
    """Finds what was typed in a text, in either script; a number never as the end of a longer one."""
    if sought is None:
        return None
    forms = sorted({*sought.words, *sought.forms}, key=len, reverse=True)
    parts = [(_APART if form[0].isdigit() else "") + pattern_of(form).pattern for form in forms if form]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def is_value_hit(sought: Sought | None, row: FactRow) -> bool:
    """True for a fact of just the value that was typed."""
    return sought is not None and bool(sought.value) and sought.value in (row.fact.value, row.fact.value_high)


def hit_places(sought: Sought | None, text: str, rows: tuple[FactRow, ...]) -> list[Span]:
    """Places of an article that answer what was typed: its words, and facts of its value."""
    pattern = hits_pattern(sought)
    if pattern is None:
        return []
    matches = islice(pattern.finditer(text), MOST_HITS)
    found = [Span(*match.span()) for match in matches if match[0]]
    values = (row.fact.span for row in rows if is_value_hit(sought, row))
    return found + [span for span in values
                    if not any(span.start <= hit.start and hit.end <= span.end for hit in found)]
