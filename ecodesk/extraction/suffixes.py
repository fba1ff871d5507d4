"""How the indicator of something counted or measured ends: 面积 for an area, 人数, 数, 量."""

from __future__ import annotations

import re

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
    if not indicator or indicator.endswith(_HAS_COUNT) or (unit == "点" and indicator[-1] == "指"):
        # 沪指报3000点 is an index, 五点建议 are five.
        return indicator
    known = unit_of(unit)
    if known is not None and known.dimension == "mass" and indicator.endswith(cue_words("weighed")):
        return indicator + "量"
    spread = known is not None and known.dimension == "area"
    if spread and "面积" not in indicator and not indicator.endswith("率"):
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


_OUTPUT = {"生产": "产量", "销售": "销量", "售出": "销量", "卖出": "销量", "出口": "出口", "进口": "进口"}
_DONE = re.compile(r"^(累计|共|合计)?(生产|销售|售出|卖出|出口|进口)(?P<what>[^，。、]{0,8})$")
_AVERAGE = re.compile(r"^(?:累计|日均|平均|年均|月均|户均|人均)")
_NO_THING = (
    "数", "量", "额", "率", "收入", "增长", "下降", "比重", "占比", "产品数", "均价", "价格", "值", "面积",
)


def as_output(said: str, unit: str) -> str:
    """原油产量 for 生产原油, 咖啡出口量 for 出口咖啡: what was made or sold, by the name of its measure."""
    done = _DONE.match(said)
    known = unit_of(unit)
    money = known is not None and known.dimension.startswith("money")
    if money and said.endswith(("进出口", "出口", "进口")):
        return said + "额"
    if done is None or not unit or done["what"].endswith(_NO_THING):
        return said
    if known is not None and not money and known.dimension.split("/")[0] not in ("mass", "volume", "energy"):
        return said
    if not done["what"] and done[2] in ("出口", "进口"):
        return said
    name = _OUTPUT[done[2]]
    if money:
        name = name + "额" if name in ("出口", "进口") else "销售额" if name == "销量" else "产值"
    elif name in ("出口", "进口"):
        name += "量"
    return (done[1] or "").replace("共", "") + done["what"] + name


def without_average(indicator: str) -> str:
    """The indicator without 累计, 日均 and the like at its head."""
    return _AVERAGE.sub("", indicator)
