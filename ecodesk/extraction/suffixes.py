"""How the indicator of something counted or measured ends: 面积 for an area, 人数, 数, 量."""

from __future__ import annotations

from ecodesk.knowledge.lexicon import cue_words
from ecodesk.knowledge.units import measure_words, unit_of

_HAS_COUNT = ("数", "量", "震级", "最低价", "规模", "人口", "次数", "名单", "人次", "架次", "总数", "户次")
_PERSON_ENDS = (
    "人员",
    "者",
    "学生",
    "考生",
    "教师",
    "医生",
    "护士",
    "患者",
    "选手",
    "运动员",
    "员工",
    "新生儿",
    "志愿者",
    "居民",
    "工人",
    "毕业生",
    "从业员",
    "党员",
    "队员",
    "专家",
)
"""Nouns that tell by themselves that people are counted."""
_PERSONS = ("人", "户", "株", "种", "只", "头", "笔", "人次", "架次", "户次")


def counted_suffix(indicator: str, unit: str) -> str:
    """The indicator as an editor names it: …面积 for an area, …人数, …数 for things counted."""
    if not indicator or indicator.endswith(_HAS_COUNT):
        return indicator
    known = unit_of(unit)
    if known is not None and known.dimension == "mass" and indicator.endswith(cue_words("weighed")):
        return indicator + "量"
    if known is not None and known.dimension == "area" and not indicator.endswith(("面积", "率")):
        return indicator + "面积"
    if unit in ("场", "次") and not indicator.endswith(unit):
        return f"{indicator}{unit}数"
    if unit.endswith("次") and len(unit) > 1:
        return indicator.removesuffix(unit) + unit
    if unit == "人" and len(indicator) > 2 and indicator.endswith(_PERSON_ENDS):
        return indicator + "数"
    if unit in _PERSONS and not indicator.endswith(unit):
        return f"{indicator}{unit}数"
    return indicator + "数" if unit in measure_words() else indicator
