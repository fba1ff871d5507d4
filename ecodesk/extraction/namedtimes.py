"""The times that an article names, and which of them governs a figure of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from ecodesk.extraction.mention import Mention
from ecodesk.extraction.periods import Period
from ecodesk.extraction.sentences import Sentence, clause_end
from ecodesk.extraction.signs import holds_any
from ecodesk.knowledge.lexicon import cue_pattern

_COMPARED = re.compile(
    r"(?:比|较|占|与|同|相比|相较|高于|低于|多于|少于|好于|优于|不及|对比|超过?了?|高出)(?:于|上|了)?$"
)
_COMPARED_BEHIND = re.compile(r"[^，。；]{0,16}(?:相比|之初|的基础上|以来增)|同期(?:水平)?的?")
_may_be_compared = holds_any("相比", "之初", "的基础上", "以来增", "同期")
_BESIDE = re.compile(r"[和与及、的]?")
"""较一季度和去年四季度: what stands between two times that are both compared with."""
_BASE_BEFORE = re.compile(r"(?:是|于|为|达|到|至)了?$")
_ENDS_BASE = frozenset("是于为达到至了")
_TIMES = re.compile(r"[^，。；]{0,20}的(?:[0-9.]+倍|[一二三四五六七八九十]+(?:成|倍))")
_UNTIL = re.compile(r"(?:持续|延续|延长|推迟|延期|顺延|延迟|保留)到?至?$")
_BACKGROUND = re.compile(r"正值|正是|恰逢")
"""眼下正值冬春交替之际 says nothing of the figures of a forecast."""
_AS_OF = re.compile(r"(?:截至|截止)(?:当地时间|北京时间|到)?$")
FOUNDED = re.compile(r"^(?:[^，。；、]{0,3})(?:成立|创办|创建|落户|始建|入选|出生(?![人率0-9]))")
_BEGUN = re.compile(r"^[^，。；、]{0,3}(?:开工|投产|上线|启动|出发|启程)[^，。；]{0,16}?[的，]")
_DATA = re.compile(r"^[^，。；0-9]{2,24}(?:数据|报告|通报|消息)(?:显示|称|表明)[，,]")
_BOUND = re.compile(r"的(?:每[一-鿿]{1,2})?(?:约|近|超过?|不足)?[0-9]")
HAPPENED = re.compile(
    r"死亡|遇难|身亡|丧生|罹难|受伤|伤亡|失踪|失联|失去联系|下落不明|被困|获救|救出|击落|摧毁|打死|击毙|炸毁|拦截|击退|抓捕|"
    r"逮捕|空袭|袭击|打击|轰炸|停电|断水|停运|疏散|撤离|转移|流离失所|确诊|感染|倒塌|被淹|过火|控制了|缴获|发射|抢通|阻断|中断"
)
"""Words for what happened: the day on which it is told is the day it holds for."""
_EVENT_NAME = re.compile(
    r"[^，。；的、0-9召举开]{0,12}(?:[动园冬亚览年峰交洽服]会(?!议)|[标联大决]赛|世界杯|奥运|论坛|[术化影乐]节|花市)"
)
_YEAR = re.compile(r"[0-9]{4}")
_YEAR_EARLIER = re.compile(r"同期(?=亏|为|仅|只|是|盈|净|尚|录得)")
_AGAINST = re.compile(
    r"[0-9][^，。；0-9]{0,6}，(?:同比)?(?:[降增涨跌]幅|下降|增长|减少|增加|回落|上升|下滑)[^，。；0-9]{0,4}$"
)
_MONTHS = re.compile(r"[0-9]{4}-[0-9]{2}(?:/[0-9]{4}-[0-9]{2})?")
_YEAR_OF = re.compile(r"(?P<year>[0-9]{4})(?:-|$|/(?P=year))")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = len("2024-05-01")
_DAY_WORDS = "日天号晚晨早夜"
"""Ends of words that name a day; 目前 does not."""
_AHEAD = re.compile(r"预计|预测|预期|力争|有望|计划(?!目标|的|内)|确保|料(?![理子])")
_CLAUSE = re.compile("[，。；]")
_OTHER_YEAR = re.compile(r"[0-9]{4}年|[去上前]年")
_NEAR = 14
"""Characters beside 全年 in which a forecast says that it is one."""
_REACH = 200
"""Characters in which 届时 looks back for the time that it means."""


class NamedTimes:
    """The times that one article names, in order, and which of them governs a figure of its sentence.

    `today` is the day of the article, "" where it is not known.
    """

    def __init__(self, text: str, periods: Sequence[Period], today: str) -> None:
        self._text = text
        self._today = today
        self._has_titles = "《" in text
        self.periods = list(self._resolved(periods))
        self._starts = [period.start for period in self.periods]
        self._governed: dict[int, Period | None] = {}

    def within(self, low: int, high: int) -> list[Period]:
        """The times that a range of the text names, in order."""
        return self.periods[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def _resolved(self, periods: Sequence[Period]) -> Iterator[Period]:
        """Periods that may govern a figure; 全年, 当天, 届时 by what was named last."""
        year = whole = day = ""
        ahead: Period | None = None
        for period in periods:
            value = period.value
            if period.kind == "open":
                value = year if self._text.startswith(("当年", "同年"), period.start) else whole
                if self._text.startswith("全年", period.start):
                    # 一季度……，全年力争: of the year that the copy is in.
                    value = year if year == self._today[:4] else whole
                    value = self._today[:4] if value < self._today[:4] and self._is_ahead(period) else value
                if value and self._text.startswith("年末", period.start):
                    value += "-12-31"
            elif year and period.kind == "relative" and self._text.startswith("上年", period.start):
                yield period._replace(value=_year_before(year, value))
                continue
            elif period.kind == "same-day":
                value = day
            elif period.kind == "clock" and _AS_OF.search(
                self._text, max(0, period.start - 10), period.start
            ):
                value = day or self._today
            elif period.kind == "then":
                near = ahead is not None and period.start - ahead.end < _REACH
                value = ahead.value if ahead is not None and near else ""
            elif period.kind not in ("date", "relative", "vague") or self._is_in_title(period):
                continue
            if not value and period.kind in ("open", "same-day", "clock"):
                continue
            is_year = len(value) == len("2024")
            named = _YEAR_OF.match(value) if period.kind != "relative" or is_year else None
            year = named["year"] if named else year
            whole = value if is_year else whole
            if len(value) >= _DAY and DAY.match(value) and self._text[period.end - 1] in _DAY_WORDS:
                day = value[-_DAY:]
            if period.kind in ("date", "relative") and self._today and value[:10] > self._today[: len(value)]:
                ahead = period
            yield period if value == period.value else period._replace(value=value)

    def _is_ahead(self, period: Period) -> bool:
        """True for 预计全年 and 全年力争: what is foretold of a whole year is foretold of the copy's own.

        Not where its sentence names another year before.
        """
        high = period.end + _NEAR
        opens = max(self._text.rfind(mark, 0, period.start) for mark in "。\n") + 1
        if _OTHER_YEAR.search(self._text, opens, period.start):
            return False
        before = self._text[max(opens, period.start - _NEAR) : period.start]
        behind = _CLAUSE.split(self._text[period.end : high].lstrip("，"), 1)[0]
        return (_AHEAD.search(before) or _AHEAD.search(behind)) is not None

    def _is_in_title(self, period: Period) -> bool:
        """True within 《数字中国发展报告（2023年）》."""
        if not self._has_titles:
            return False
        opened = self._text.rfind("《", max(0, period.start - 40), period.start)
        return opened >= 0 and "》" not in self._text[opened : period.start]

    def governing(self, sentence: Sentence, mention: Mention) -> Period | None:
        """The last time before the figure that neither belongs to another figure nor is compared with."""
        if mention.start not in self._governed:
            self._governed[mention.start] = self._last_before(sentence, mention)
        return self._governed[mention.start]

    def _last_before(self, sentence: Sentence, mention: Mention) -> Period | None:
        named: Period | None = None
        for period in reversed(self.within(sentence.start, mention.start)):
            between = self._text[period.end : mention.start]
            if self._is_base(period):
                continue
            if "，" in between and _AGAINST.search(between) and self._text.startswith("同期", period.end):
                # 净利润2亿元，而上年同期是3亿元，降幅约三成
                continue
            if _YEAR_EARLIER.match(self._text, period.end):
                earlier = self._year_earlier(period)
                if earlier is not None:
                    return earlier
            if self.is_bound(period):
                if len(between) <= 3:
                    return period
                continue
            if self._is_beside_the_point(period, between):
                continue
            if _YEAR.fullmatch(period.value) and _EVENT_NAME.match(self._text, period.end):
                named = named or (period if period.value <= self._today[:4] else None)
                continue
            if not is_told(period, between) or self._happened(sentence, period, mention):
                return period
        return named

    def _year_earlier(self, period: Period) -> Period | None:
        """去年同期为26.7亿元: the span told before, a year earlier."""
        low = self._text.rfind("\n", 0, period.start) + 1
        spans = [one for one in self.within(low, period.start) if _MONTHS.fullmatch(one.value)]
        if not spans:
            return None
        value = _YEAR.sub(lambda year: str(int(year[0]) - 1), spans[-1].value)
        return period._replace(value=value)

    def _is_beside_the_point(self, period: Period, between: str) -> bool:
        """True for a time that is compared with, that only ends something, or that tells a founding."""
        if self.is_compared(period) or _BACKGROUND.match(self._text, period.end):
            return True
        behind = self._text[period.end : period.end + 24]
        if FOUNDED.match(behind) or ((begun := _BEGUN.match(behind)) and begun.end() <= len(between)):
            return True
        if period.value == "" and between and self._is_last_day(period):
            return True
        if "”" in between and self._text[period.start - 2 : period.start] in ("“到", "“至"):
            # 实现“到2030年零增长”目标，……
            return True
        return _UNTIL.search(self._text, max(0, period.start - 5), period.start) is not None

    def _is_last_day(self, period: Period) -> bool:
        """过去一天, 过去24小时: up to when it is told."""
        return self._text[period.start : period.end].startswith(("过去一天", "过去24小时", "过去一昼夜"))

    def _happened(self, sentence: Sentence, period: Period, mention: Mention) -> bool:
        """27日称，……打死3人: of what happened the day that it is told is kept, of states it is not."""
        if not DAY.match(period.value):
            return False
        end = clause_end(self._text, mention.end, sentence.end)
        return HAPPENED.search(self._text, period.end, min(end + 12, sentence.end)) is not None

    def bound(self, low: int, mention: Mention) -> Period | None:
        for period in reversed(self.within(low, mention.start)):
            if self.is_bound(period) and mention.start - period.end <= 3:
                return period
        return None

    def is_bound(self, period: Period) -> bool:
        """2017年的41万元: the time belongs to that figure alone."""
        return _BOUND.match(self._text, period.end) is not None

    def is_compared(self, period: Period) -> bool:
        before = self._text[max(0, period.start - 4) : period.start]
        behind = self._text[period.end : period.end + 20]
        if _COMPARED.search(before) is not None:
            return True
        if _may_be_compared(behind) and _COMPARED_BEHIND.match(behind) is not None:
            return True
        at = bisect_left(self._starts, period.start) - 1
        if at < 0 or not _BESIDE.fullmatch(self._text, self.periods[at].end, period.start):
            return False
        return self.is_compared(self.periods[at])

    def _is_base(self, period: Period) -> bool:
        """相当于2019年的4.3倍: the year is what is compared with."""
        if self._text[period.start - 1 : period.start] not in _ENDS_BASE:
            return False
        before = self._text[max(0, period.start - 4) : period.start]
        return _BASE_BEFORE.search(before) is not None and _TIMES.match(self._text, period.end) is not None


def _year_before(year: str, value: str) -> str:
    """上年, 上年末: the year before the one that the copy tells of, which need not be the article's own."""
    return f"{int(year) - 1}{value[len(year) :]}"


@cache
def _told() -> re.Pattern[str]:
    told = rf"(?:{cue_pattern('report')}|召开|举行)"
    return re.compile(rf"^，?[^，。；0-9]{{0,30}}?{told}[^，。；0-9]{{0,12}}[，,]")


def is_told(period: Period, between: str) -> bool:
    """True for the day on which something was told: 6月12日，市民政局通报情况，……; 今天公布，……."""
    if "，" not in between and "," not in between:
        return False
    day = len(period.value) == len("2024-05-01") or not period.value
    return _DATA.match(between) is not None or (day and _told().match(between) is not None)
