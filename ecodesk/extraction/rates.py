"""Rates whose lower unit stands before the number: 每吨2580元, 时速120公里, 每秒10米."""

from __future__ import annotations

import re

from ecodesk.knowledge.units import unit_of

_HEDGE = r"(?:可以?|最[高低])?(?:达到?|为|约|有|[只仅]有|是|控制在|提[高升]至|降至)?"
_PER = re.compile(
    r"每(?P<unit>立方厘米|立方米|平方公里|平方千米|平方米|公顷|毫升|升|公斤|千克|吨|市?斤|亩|桶|盎司|公里|千米|坪|呎)"
    r"(?:的|中)?(?:空气|水|土地)?(?:含量|含有|偏差|误差|价格|售价|收购价|均价)?"
    r"(?:约有|约|有|为|达到?)?$"
)
_SPEED = re.compile(
    rf"(?:(?P<hour>时速|每小时)|(?P<second>秒速|每秒))钟?(?:行驶|飞行|航行|移动|前进)?{_HEDGE}$"
)
_REACH = 16


def rate_of(text: str, start: int, unit: str) -> str:
    """The unit of a figure that begins at `start`, with the lower unit that stands before it."""
    if not unit or "/" in unit or "每" in unit:
        return unit
    before = text[max(0, start - _REACH) : start]
    if "每" not in before and "速" not in before:
        return unit
    per = _PER.search(text, max(0, start - _REACH), start)
    if per is not None:
        return f"{unit}/{per['unit']}"
    speed = _SPEED.search(text, max(0, start - _REACH), start)
    known = unit_of(unit) if speed is not None else None
    if speed is None or known is None or known.dimension != "length":
        return unit
    return f"{unit}/{'小时' if speed['hour'] else '秒'}"
