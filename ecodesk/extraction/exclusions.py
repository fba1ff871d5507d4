"""Places of a text where a numeral is no figure: dates, titles, names, idioms, codes, list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ecodesk.extraction.bounds import carries_name, cuts_number, opens_figure, set_phrases
from ecodesk.extraction.digits import DIGIT_CHARS, DIGITS
from ecodesk.extraction.numerals import Numeral
from ecodesk.extraction.periods import Period
from ecodesk.extraction.signs import holds_any
from ecodesk.knowledge.gazetteer import PlaceMention

_TITLE = re.compile(r"《[^》]{1,80}》")
_SHORT_QUOTE = re.compile(r"[“‘\"][^”’\"，。；：！？]{1,9}[”’\"]")
_DOUBLE_QUOTE = re.compile(r"“[^”’\"，。；：！？]{1,9}[”’\"]")
"""The same where no other marks are used; one character is found far faster than any of three."""
_QUOTED_AMOUNT = re.compile(r"[0-9.]+[万亿]?[余多]?(?:%|元|亩|吨|公里|千瓦|米|岁|小时|分钟|天|个月)$")
_LINK = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./_?=&%#-]{1,200}")
# 1.2亿 at the head of a line is a decimal, 1.2024年 a list number before a year.
_LIST_NUMBER = re.compile(
    r"\n\s?(?:[0-9]{1,2}(?:[.．](?=(?:19|20)[0-9]{2}年|[^0-9])|、)"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
)
_HEAD_NUMBER = re.compile(r"\n\s?(?P<number>[0-9]{1,2})[.．]")
_SHORTEST_LIST = 3
_is_long_enough = holds_any(*(rf"{_SHORTEST_LIST}[{point}](?<=[\s0]..)" for point in ".．"))
_ORDINAL = re.compile(r"第\s?$")
# Numbers of public lines and services: 12345热线, “12306”, 95306平台.
_SERVICE = (
    r"(?=[“”’」\"]|(?:手机|政务|便民|服务|市民|信息|消费|铁路|网上|全国|智慧)?(?:热线|平台|系统|网站|官网|客户端|信息|售票|购票|发售|首次|车票|电话"
    r"|在线|投诉|举报|中心|专线|急救|报警|指挥|App|APP|app))"
)
_HOTLINES = tuple(
    re.compile(rf"{first}(?<![0-9.,，].){behind}{_SERVICE}")
    for first, behind in (("1", "(?:2[0-9]{3}|000[0-9]|1[0-9]|2[0-2])"), ("9", "[56][0-9]{3,4}"))
)
# 中铁十四局, 中交二公局, 中电科十八所: builders and institutes by number.
_BUILDER = re.compile(
    r"(?:中[铁交建冶核化]|水电|电科|航天科[技工])(?:集团)?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[局院公航所]"
)
# 每10股派现1.8元: what the money is for.
_PER_SHARES = re.compile(r"(?<=每)[0-9]{1,3}股(?=[^，。；]{0,12}(?:派|转|送|分红|现金))")
# X8157次列车: a train by its number.
_TRAIN = re.compile(
    r"(?<=[A-Z）)])[0-9]{1,5}次|(?<![0-9.,行])[0-9]{2,4}次(?=[^，。；]{0,4}(?:列车|班列|专列|动车))"
)
# 188号3栋502室, 3栋2单元: an address.
_ADDRESS = re.compile(
    r"(?<=号)[0-9]{1,3}(?:栋|幢|座|单元|号楼|楼|层|室)(?:[0-9]{1,4}(?:栋|单元|号楼|楼|层|室|号))*"
    r"|[0-9]{1,3}(?:栋|幢|座)(?:[0-9]{1,4}(?:单元|号楼|楼|层|室|号))+"
)
# “15分钟便民生活圈”, 1小时交通圈: names of plans.
_CIRCLE = re.compile(r"[0-9一二三四五两半](?:[0-9.]{0,4})个?(?:小时|分钟|刻钟)[^，。；、：“”0-9]{0,8}圈")
_NUMBERED = ("电话", "热线", "传真", "邮编", "邮箱", "QQ", "微信", "编号", "文号", "代码", "证号", "账号")
_PHONE = re.compile(rf"(?:{'|'.join(_NUMBERED)})[^，。；\n]{{0,6}}[0-9][0-9-]{{3,20}}")

_RARE = (
    (holds_any("中[铁交建冶核化][一二三四五六七八九十0-9集]", "水电", "电科", "航天科"), _BUILDER),
    (holds_any(*_NUMBERED), _PHONE),
    (holds_any("《"), _TITLE),
    (holds_any("://", "www"), _LINK),
    (holds_any("次(?<=[0-9].)"), _TRAIN),
    (holds_any("股(?<=[0-9].)"), _PER_SHARES),
    (holds_any("号[0-9]", *(f"{building}(?<=[0-9].)[0-9]" for building in "栋幢座")), _ADDRESS),
    (holds_any("圈"), _CIRCLE),
)
"""Each with a test that nearly every text without it fails."""


def _patterns_for(text: str) -> Iterator[re.Pattern[str]]:
    yield from _HOTLINES
    for may_hold, pattern in _RARE:
        if may_hold(text):
            yield pattern


def without_list_numbers(text: str) -> str:
    """The text with blanks for list numbers that run into a figure: 7.2名 in line 7 of a list is 2名.

    A list counts its lines from 1 on, without a gap; no length changes.
    """
    lines = f"\n{text}"
    if not _is_long_enough(lines):
        return text
    heads = list(_HEAD_NUMBER.finditer(lines))
    runs: list[list[re.Match[str]]] = [[]]
    for head in heads:
        if int(head["number"]) != len(runs[-1]) + 1:
            runs.append([])
        if int(head["number"]) == len(runs[-1]) + 1:
            runs[-1].append(head)
    listed = (head for run in runs if len(run) >= _SHORTEST_LIST for head in run)
    for head in listed:
        start, end = head.start("number") - 1, head.end() - 1
        if text[end : end + 1].isdigit():
            text = text[:start] + " " * (end - start) + text[end:]
    return text


class Exclusions:
    """Spans in which no numeral is a figure, and the tests that look at a numeral's neighbours."""

    __slots__ = ("_mask",)

    def __init__(self, mask: bytearray) -> None:
        self._mask = mask

    @classmethod
    def of(cls, text: str, periods: Iterable[Period], places: Sequence[PlaceMention]) -> Exclusions:
        """Exclusions of one text."""
        mask = bytearray(len(text))
        spans = [(period.start, period.end) for period in periods if not _is_figure(text, period)]
        spans += [(place.start, place.end) for place in places if not _counts_things(text, place)]
        for pattern in _patterns_for(text):
            spans += [match.span() for match in pattern.finditer(text)]
        spans += set_phrases(text)
        spans += [(match.start(), match.end() - 1) for match in _LIST_NUMBER.finditer("\n" + text)]
        quotes = _SHORT_QUOTE if "‘" in text or '"' in text else _DOUBLE_QUOTE
        spans += [match.span() for match in quotes.finditer(text) if _is_name(match[0])]
        for start, end in spans:
            mask[start:end] = b"\1" * (end - start)
        return cls(mask)

    def with_spans(self, spans: Iterable[tuple[int, int]]) -> Exclusions:
        """These exclusions and further spans."""
        mask = bytearray(self._mask)
        for start, end in spans:
            mask[start:end] = b"\1" * (end - start)
        return Exclusions(mask)

    def covers(self, start: int, end: int) -> bool:
        """True when any character of the range is excluded."""
        return 1 in self._mask[start:end]

    @property
    def mask(self) -> bytearray:
        """One byte for each character, 1 where no numeral is a figure."""
        return self._mask

    def is_name(self, text: str, numeral: Numeral) -> bool:
        """True for a numeral that is part of a name or a code: PM2.5, 5G, 第5号, 米格-29, 1.2.3, 4×100."""
        start, end = numeral.start, numeral.end
        before, after = text[start - 2 if start > 2 else 0 : start], text[end : end + 2]
        last, next_ = before[-1:], after[:1]
        joined = _may_join(last) and _CODE_BEFORE.search(before) is not None
        return (
            ("第" in before and _ORDINAL.search(before) is not None)
            or (
                next_ in ("届", "强")
                and _COUNTED_NAME.match(after) is not None
                and not _several_terms(text, numeral)
            )
            or (joined and not _told_beside(text, numeral))
            or (next_ in _JOINS_BEHIND and _CODE_AFTER.match(after) is not None)
            or (last == "前" and next_ in ("名", "强", "位", "省", "大"))
            or _digits_only(numeral, next_)
            or carries_name(text, numeral)
        )


def _may_join(last: str) -> bool:
    """True for a character that may make a code of the number behind it."""
    return last in _JOINS_BEFORE or (last.isascii() and last.isalpha())


_CODE_BEFORE = re.compile(r"(?:[A-Za-z_·+]|[0-9A-Za-z\u4e00-\u9fff][-/]|[0-9][.×xX*对:：∶])$")
# GDP1.2万亿元, PMI50.1: the number of an indicator, not of a code.
_INDICATOR = re.compile(r"(?<![A-Za-z])(?:GDP|CPI|PPI|PMI|LPR|IPO|ROE|EPS|AQI|R&D)$")
_JOINS_BEFORE = frozenset("_·+-/.×xX*对:：∶")
_CODE_AFTER = re.compile(r"[+·×]|[.:：∶xX*对vV][0-9]")
_JOINS_BEHIND = frozenset("+·×.:：∶xX*对vV")
_COUNTED_NAME = re.compile(r"[届强]|强[国省市县]")
_SEVERAL_TERMS = re.compile(r"(?:连续|历经|已有|举?办了?|培养了?|过|(?<!中)共|逾|近|超|达)$")
_POSITIONAL = re.compile(f"[{DIGIT_CHARS}]{{2,}}")


# 三台机组, 三元一斤, 三门课: no towns of these names.
_THINGS = re.compile(
    r"[一二三四五六七八九]台(?:机|设备|挖|发动|锅炉|空调|服务器|手术|大戏|车|电|新|大型|拖|泵)|[一二三四五六七八九]元(?:[一每/、，。；至到钱左以多角]|$)"
    r"|[一二三四五六七八九]门(?:课|学科|语言|外语|火?炮|功课|手艺|考试|必修|选修|专业|技)|[一二三四五六七八九]枝(?:花|玫瑰|鲜花|步?枪|铅?笔)"
)


def _counts_things(text: str, place: PlaceMention) -> bool:
    """True where what looks like the name of a place is a number or begins inside one."""
    start, end = place.start, place.end
    if cuts_number(text, start):
        return True
    if place.full:
        return False
    counted = text[start] in DIGITS and _THINGS.match(text, start) is not None
    return counted or opens_figure(text, start, end)


_LASTING = re.compile(
    r"(?:持续|历时|耗时|用时|长达|暂停|中断|停工|停运|等待|推迟|延误|延长|缩短|工作|[^不]超)了?$"
)
_SCORED = re.compile(
    r"(?:比分|战胜|击败|不敌|领先|落后|负于|[胜负]|[0-9一二三四五]局)[^，。；、0-9]{0,4}"
    r"(?:[0-9][0-9:：、和与]{1,18})?$"
)
_WON = re.compile(
    r"[0-9:：、和与]{0,18}"
    r"(?:的比分|[^，。；0-9]{0,2}(?:取胜|战胜|击败|获胜|拿下|不敌|落败|告负|险胜|战平|逆转|横扫))"
)
_SPAN = re.compile(r"近(?!年|日|期|[几数])[^来间]{2,6}")


def _is_figure(text: str, period: Period) -> bool:
    """True for a length of time (暂停了近3个小时) and for a score that looks like the time of day."""
    if period.kind == "clock":
        told = _SCORED.search(text, max(0, period.start - 24), period.start)
        return (told or _WON.match(text, period.end)) is not None
    near = text[period.start] == "近" and _SPAN.fullmatch(text, period.start, period.end) is not None
    return near and _LASTING.search(text, max(0, period.start - 3), period.start) is not None


def _several_terms(text: str, numeral: Numeral) -> bool:
    """连续五届, 培养了8届: terms that are counted."""
    before = _SEVERAL_TERMS.search(text, max(0, numeral.start - 4), numeral.start)
    return text[numeral.end] == "届" and before is not None


def _told_beside(text: str, numeral: Numeral) -> bool:
    """GDP1.2万亿元, 100MW/200MWh, 2×66万千瓦: what stands before is an indicator or another size."""
    before = max(0, numeral.start - 6)
    if _INDICATOR.search(text, before, numeral.start):
        return True
    sized = _SIZE_BEFORE.search(text, before, numeral.start) is not None
    return sized and _POWER.match(text, numeral.end) is not None


_SIZE_BEFORE = re.compile(r"[0-9](?:[×xX*]|(?:MW|GW|kW|千瓦|兆瓦|吉瓦)/)$")
_POWER = re.compile(r"(?:千瓦|兆瓦|吉瓦|[kKMG]W|兆伏安|千伏安|[kM]VA)(?:时|[hp])?(?![A-Za-z])")


def _digits_only(numeral: Numeral, after: str) -> bool:
    """Codes and running numbers: 02组, 737型, 二〇五 (digits without places), but not a pair (七八)."""
    if numeral.chinese:
        long = len(numeral.text) > 1 and numeral.value_high == ""
        return long and _POSITIONAL.fullmatch(numeral.text) is not None
    if after in ("号", "版", "型", "后", "路"):
        return True
    return numeral.text[0] == "0" and numeral.text[1:2].isdigit()


def _is_name(quoted: str) -> bool:
    """Quoted words are a name (“百日攻坚”, “1+N”) unless they are an amount said by someone (“3万元”)."""
    return _QUOTED_AMOUNT.search(quoted[1:-1]) is None
