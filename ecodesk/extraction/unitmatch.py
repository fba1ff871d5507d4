"""Which unit or measure word stands behind a numeral."""

from __future__ import annotations

import re
from functools import cache

from ecodesk.knowledge.lexicon import counted_nouns
from ecodesk.knowledge.units import measure_words, unit_names, unit_of

_LONGEST = 10
_NOT_AFTER_NUMERAL = frozenset("ABKGtFKVWsh")
"""One-letter symbols that follow a digit far more often as a name (5G, 4K, 5A) than as a unit."""

# A unit's character that goes on as another word: 3成为, 5分别, 2天然, 10元素 …
_GOES_ON = {
    "成": "为立员果本功效交长品都年分绩人语就型群员套熟", "分": "别之布为成配享支析公工发散化局类开",
    "天": "然津府上空气宫河台文", "元": "素旦宵件器首帅", "折": "合算旧射叠", "家": "庭属具长乡",
    "名": "单称牌义列誉目胜录", "处": "理于置在罚方", "项": "链", "条": "例件约款理", "人": "均民工口才类物力大行事",
    "户": "均籍外型口", "场": "景馆地所合上镇", "头": "部条", "口": "岸径碑号子", "米": "粉饭线价",
    "克": "服里隆", "度": "过假", "升": "级至到高值", "方": "面式案法向便针志式程可", "代": "表替理码价",
    "级": "别", "点": "多位击评名亮燃", "支": "持付撑出行部", "只": "有要是能", "本": "地市省区县报身轮次",
    "台": "风湾商账州儿", "次": "生", "轮": "胎流", "批": "准复评示发", "组": "织成合建装团", "节": "约能日目省气假奏水",
    "门": "店口户诊", "课": "程题堂", "站": "点位", "面": "积临对向貌", "道": "路德", "层": "面次级", "倍": "增",
    "年": "轻龄货画味夜", "周": "边围密转", "种": "养子业粮", "类": "型别似", "期": "间待货",
    "队": "伍员", "版": "权本图块", "里": "程面", "分钟": "别", "位": "于置列居", "封": "闭控建", "份": "额",
    "座": "谈右", "起": "来步点", "件": "事", "根": "据本治", "张": "家", "套": "餐", "段": "落", "所": "有在以需谓属",
    "粒": "子", "间": "接", "股": "份东权票", "双": "方向边", "对": "于外比口接此", "把": "握", "班": "级子列",
    "单": "位个一", "桥": "梁", "岛": "屿", "国": "家际内有务", "县": "域委级", "区": "域委级间块", "市": "场委民级区政", "村": "民",
    "省": "委级份市", "乡": "村亲", "镇": "村", "场次": "", "手": "机段术", "团": "队圆体结", "步": "伐", "号": "召", "下": "降",
}


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(unit_names() | set(measure_words())) - _NOT_AFTER_NUMERAL


def unit_at(text: str, position: int) -> str:
    """The longest unit or measure word that begins there, compounds included; "" when none does."""
    vocabulary = _vocabulary()
    for length in range(min(_LONGEST, len(text) - position), 0, -1):
        word = text[position : position + length]
        if word in vocabulary and not _continues(text, position + length, word):
            return word + _per(text, position + length, word)
    return ""


def _continues(text: str, end: int, word: str) -> bool:
    following = text[end : end + 1]
    if not following:
        return False
    if word[-1].isascii() and word[-1].isalpha():
        return following.isascii() and following.isalnum()
    return following in _GOES_ON.get(word, "")


_PER = re.compile(r"[/／](?=[^0-9\s])|每(?=[^一-十0-9])")


def _per(text: str, position: int, above: str) -> str:
    """/年, /公斤, 每立方米 behind a unit."""
    sign = _PER.match(text, position)
    if sign is None or above == "%":
        return ""
    for length in range(min(6, len(text) - sign.end()), 0, -1):
        below = text[sign.end() : sign.end() + length]
        if below in _vocabulary() and unit_of(below) is not None:
            # 万元每年 is a rate; 10万吨每天都… is not, and cannot be told apart: only / binds a time.
            if sign[0] == "每" and unit_of(below).dimension == "duration":  # type: ignore[union-attr]
                return ""
            return sign[0] + below
    return ""


_CHINESE_RUN = re.compile(r"[一-鿿“”]{1,10}")


def noun_unit_at(text: str, position: int, reach: int, *, persons: bool = True) -> str:
    """The unit of the first counted noun that ends within `reach` characters (16余万青菜头种植户: 户).

    Without `persons`, nouns counted in 人 are passed over (三大制造业代表性园区 counts 园区).
    """
    run = _CHINESE_RUN.match(text, position)
    if run is None:
        return ""
    window = run[0][:reach]
    nouns = counted_nouns()
    for end in range(2, len(window) + 1):
        for length in (6, 5, 4, 3, 2):
            if length <= end and window[end - length : end] in nouns and (
                    persons or nouns[window[end - length : end]] != "人"):
                longer = next((window[end - length : longest] for longest in range(len(window), end, -1)
                               if window[end - length : longest] in nouns), "")
                return nouns[longer or window[end - length : end]]
    return ""
