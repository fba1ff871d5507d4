"""Words that hedge a figure (约数词): before it, parted from it, and behind it."""

from __future__ import annotations

import re

from ecodesk.domain.facts import Qualifier

_ABOUT = r"(?<![节条合公制预签契简和履违集大隐婚])约"
_MORE = (
    r"超过了?|突破了?|超出|逾|至少|不少于|不低于|不小于|不下于?|大于|高于|多于|最少|起码"
    r"|升破|(?<![打刷侦告跌击攻爆突升识])破|(?<![赶反])(?:(?<=最高)|(?<!高))超"
)
_APPROX = rf"大约|大概|接近|将近|几近|差不多|约为|约合|{_ABOUT}|(?<![附最邻靠远临亲贴])近"
_LESS = (
    r"跌破|不足|不到|不超过|不高于|不大于|不多于|至多|最多|低于|少于|小于|未满|不满|(?<![^，。；、：])少说"
)
_FILLER = r"\s?(?:[有为了]|人民币|新?台币|港币|美金)?\s?$"
# What a hedge begins with: most characters are told by this one step.
_OPENINGS = "[超突逾至不大高多最起升破约接将几差附近跌低少小未]"
_OPENS = f"(?={_OPENINGS})"
_OPENING = re.compile(_OPENINGS)
BEFORE = re.compile(rf"{_OPENS}(?:(?P<more>{_MORE})|(?P<approx>{_APPROX})|(?P<less>{_LESS})){_FILLER}")
"""A hedge right before a number: 超过18亿元, 约有50个."""

_NEAR = 8
"""Characters before a number within which such a hedge stands."""


def hedge_before(text: str, start: int) -> re.Match[str] | None:
    """The hedge right before the number at `start`, None where there is none."""
    first = _OPENING.search(text, start - _NEAR if start > _NEAR else 0, start)
    return BEFORE.search(text, first.start(), start) if first is not None else None


_CHANGED = (
    r"(?:可|能|将|会)?(?:增长|减少|下降|降低|提高|提升|增加|节约|节省|缩短|上升|新增|需要?|占|达到?|有)了?"
)
_OF = r"(?:[^，。；：、0-9]{1,14}的|每(?:秒|天|日|年|月|周|小时|分钟|人|户|亩|公斤|吨|平方米))"
PARTED = re.compile(
    rf"{_OPENS}(?:(?:(?P<more>至少|不少于|不低于|起码)|(?P<less>至多|最多(?!达)|不超过)"
    rf"|(?P<approx>大约|{_ABOUT})){_CHANGED}$"
    r"|(?:(?P<more_by>至少)|(?P<less_by>至多))[一-鿿]{1,4}$"
    r"|(?:(?P<more_of>超过|不少于|不低于|高于|多于)|(?P<less_of>不超过|不高于|不足|低于|少于)"
    rf"|(?P<approx_of>约占|大约|接近)){_OF}$)"
)
"""A hedge with a verb or a whole between it and the number: 至少减少20万元, 不高于产值的80%."""

_PARTING = re.compile("不[少低超高足]|大约|多于|高于|最多|至[少多]|约|超过|低于|少于|接近|起码")
"""What such a hedge begins with."""
_REACH = 24
"""Characters before a number within which such a hedge stands."""


def parted(text: str, start: int) -> re.Match[str] | None:
    """The hedge that something parts from the number at `start`, None where there is none."""
    first = _PARTING.search(text, start - _REACH if start > _REACH else 0, start)
    return PARTED.search(text, first.start(), start) if first is not None else None


BARE_HEAD = re.compile(
    r"(?P<more>超过?|突破|逾|上|过|破)了?$|(?:近|达到?|约|成|数|高达|多达|不足|不到|为|至|保持)了?$"
)
"""What makes a multiplier without a digit a number: 上千名, 近百家, 达千万元."""

_OPENS_BEHIND = frozenset("（及以开有之余出多左上前内不")
AFTER = re.compile(
    r"\s?(?:(?P<more>(?:（含）)?及?以上|开外|有余|之多(?=的)|余(?![下额地热])|出头"
    r"|多(?![个种样项元次年家名万数为是于功方边彩维]))"
    r"|(?P<approx>左右|上下(?!游)|前后(?!端))"
    r"|(?P<less>(?:（含）)?及?以下|以内|之内|(?<=[天日时钟周月年里])内(?![地容部外存置需销涵心参饰服科衣环陆河江蒙功政分脏控设])"
    r"|不到(?=[，。；])))"
)
"""A hedge behind a figure: 800人以上, 3年左右, 5分钟内."""


def hedge_behind(text: str, end: int) -> re.Match[str] | None:
    """The hedge behind a figure that ends at `end`; most characters begin none."""
    first = text[end : end + 1]
    return AFTER.match(text, end) if first in _OPENS_BEHIND or first.isspace() else None


def qualifier(match: re.Match[str]) -> Qualifier:
    """The qualifier that a match of one of these patterns gives, by the name of its group."""
    for name, text in match.groupdict().items():
        if text:
            return Qualifier(name.partition("_")[0])
    return Qualifier.EXACT
