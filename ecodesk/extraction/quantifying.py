"""Whether a numeral that may be part of an idiom quantifies: 千万元, 两个, 一人失踪; not 千家万户, 一个."""

from __future__ import annotations

import re

from ecodesk.extraction.hedges import BARE_HEAD, BEFORE, parted
from ecodesk.extraction.numerals import Numeral
from ecodesk.knowledge.units import measure_words, unit_of


def bare_counts(text: str, numeral: Numeral, unit: str, rule: str) -> bool:
    """千万元 behind 超, 近, 达 … counts, 百余家 too; 千家万户 and 百年 do not."""
    headed = BARE_HEAD.search(text, max(0, numeral.start - 4), numeral.start) is not None
    if len(numeral.text) == 1 and not unit:
        # 装机过亿 counts, 成达万高铁 does not.
        return text[numeral.start - 1 : numeral.start] in tuple("超过破近逾上")
    if not headed and unit:
        # 增发万亿元国债, 千列以上: money, or a bound behind it, makes a number of it, too.
        known, end = unit_of(unit), numeral.end + len(unit)
        moneyed = known is not None and known.dimension.startswith("money:") and len(numeral.text) > 1
        return (moneyed and _STEP.match(text, end) is None) or _BOUND.match(text, end) is not None
    return headed and (bool(unit) or rule == "bare-large")


_STEP = re.compile(r"台阶|大关|级|俱乐部|户|产[值业]")
_BOUND = re.compile(r"(?:及?以上|以下|左右)")


_STRUCTURE_UNITS = frozenset("方面里分度代日月刻级类层季辈")
_WHOLE_UNITS = frozenset(
    ("倍", "吨", "亩", "公里", "公斤", "平方米", "立方米", "平方公里", "公顷", "千瓦时", "千瓦", "美元")
) | frozenset(("海里", "毫米", "厘米", "个百分点", "百分点", "摄氏度"))
"""Units that 一 counts: 近一吨, 一公里; with the others it is the article or an idiom."""
# 十四届全国人大三次会议: an ordinal, unless meetings were held three times.
_SESSION = re.compile(r"(?:常委|委员长|主席|党组|全体|代表)?(?:会议|大会|全会)|产业|党代会|人代会")
_HELD = re.compile(r"(?:召开|举行|举办|开)了?$")
_LAST_MILE = re.compile(r"最[后初]$")


def chinese_counts(text: str, numeral: Numeral, unit: str) -> bool:
    """Whether a Chinese numeral quantifies: 两个, 三年, 七八亩 do; 一个, 二次, 三级, 四方 do not."""
    if unit == "次" and _SESSION.match(text, numeral.end + 1):
        return _HELD.search(text, max(0, numeral.start - 3), numeral.start) is not None
    if len(numeral.text) > 1:
        return not (unit in _ORDERED and numeral.text in ("一二", "二三"))
    kind = measure_words().get(unit, "general" if unit_of(unit) else "weak")
    behind = text[numeral.end + len(unit) : numeral.end + len(unit) + 1]
    if unit in ("周", "日", "天") and (behind == "内" or text[numeral.start - 1 : numeral.start] == "每"):
        return numeral.text != "一"
    if unit == "周" and text[numeral.start - 1 : numeral.start] in tuple("上下前后这头"):
        return False
    if unit not in _STRUCTURE_UNITS:
        before = text[max(0, numeral.start - 24) : numeral.start]
        if kind != "weak" and (BEFORE.search(before[-8:]) or parted(before, len(before))):
            return True
    if numeral.text == "一":
        return _one_counts(text, numeral, unit)
    # 二 before a measure word is an ordinal (二次会议, 二套房); the cardinal is 两.
    if numeral.text not in "两俩三四五六七八九十":
        return numeral.text == "二" and _CASUALTY.match(text, numeral.end) is not None
    if kind == "general" and unit not in _STRUCTURE_UNITS:
        return True
    return _is_listed(text, numeral, unit) or (kind == "paired" and numeral.text == "两")


_ORDERED = frozenset("期类线级等产季楼届批")
"""Units of which 一二 and 二三 name the first and the second: 一二类苗, 一二期项目."""
_CASUALTY = re.compile(
    r"[人名位](?:[^，。；、]{0,8}?)(?:死亡|受伤|失踪|遇难|身亡|丧生|轻伤|重伤|失联|获救|被困)"
)
_LASTING = re.compile(r"(?:持续|历时|为期|长达|耗时|用时)了?$")
_STRUCK = re.compile(r"(?:击落|击沉|击毁|摧毁|损毁|炸毁|缴获|坠毁|沉没|发射)了?$")
_STRUCK_UNITS = frozenset("架艘枚辆座栋")
"""What is struck or shot is counted, one of it, too: 击落一架战机."""
_POINTED = re.compile(
    r"点(?:[^，。；、]{0,4})(?:建议|主张|意见|要求|希望|共识|倡议|体会|看法|原则|启示|思考)"
)
_LIST_BEFORE = re.compile(r"、[^，。；、]{1,12}[和及与][^，。；、]{1,8}$")


def _one_counts(text: str, numeral: Numeral, unit: str) -> bool:
    """近一吨, 一公里, 一人失踪, 为期一周; with other units 一 is the article or an idiom."""
    if unit in ("周", "年", "天", "个", "个月", "星期", "个星期"):
        return _LASTING.search(text, max(0, numeral.start - 3), numeral.start) is not None
    if _CASUALTY.match(text, numeral.end):
        return True
    if unit in _STRUCK_UNITS and _STRUCK.search(text, max(0, numeral.start - 4), numeral.start):
        return True
    return unit in _WHOLE_UNITS and not _LAST_MILE.search(text, max(0, numeral.start - 2), numeral.start)


def _is_listed(text: str, numeral: Numeral, unit: str) -> bool:
    """Counts of what the words before list or the words behind name: 等六省市, 电视和手机三类, 五点建议."""
    if unit == "点":
        return _POINTED.match(text, numeral.end) is not None
    if text[numeral.start - 1 : numeral.start] == "等":
        return unit not in _STRUCTURE_UNITS or unit in ("类", "方面")
    return unit == "类" and _LIST_BEFORE.search(text, max(0, numeral.start - 24), numeral.start) is not None
