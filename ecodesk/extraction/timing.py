"""Which time a figure holds for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ecodesk.extraction.matches import NEXT_MATCH, day_of_match
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.periods import Anchor, Period
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end, clause_start
from ecodesk.extraction.sites import NATION
from ecodesk.extraction.told import Told
from ecodesk.knowledge.lexicon import cue_pattern
from ecodesk.knowledge.units import unit_of

_COMPARED = re.compile(
    r"(?:比|较|占|与|同|相比|相较|高于|低于|多于|少于|好于|优于|不及|对比|超过?了?|高出)(?:于|上|了)?$"
)
_COMPARED_BEHIND = re.compile(r"^(?:[^，。；]{0,16}(?:相比|之初|的基础上|以来增)|同期(?:水平)?的?)")
_BESIDE = re.compile(r"[和与及、的]?")
"""较一季度和去年四季度: what stands between two times that are both compared with."""
_BASE_BEFORE = re.compile(r"(?:是|于|为|达|到|至)了?$")
_TIMES = re.compile(r"[^，。；]{0,20}的(?:[0-9.]+倍|[一二三四五六七八九十]+(?:成|倍))")
_UNTIL = re.compile(r"(?:持续|延续|延长|推迟|延期|顺延|延迟|保留)到?至?$")
_BACKGROUND = re.compile(r"正值|正是|恰逢")
"""眼下正值冬春交替之际 says nothing of the figures of a forecast."""
_AS_OF = re.compile(r"(?:截至|截止)(?:当地时间|北京时间|到)?$")
# 累计成交: how things stand when the article appears, not at the date told before.
_STANDS = re.compile(r"累计|至今|迄今|现有|共有")
_SO_FAR = re.compile(r"已(?<!而已)(?!知)")
# 新华社讯：, 央视网消息（新闻联播）：当地时间 stand before the time that opens the report.
_DATELINE = re.compile(
    r"^[^，。；]{0,24}[：:）)](?:据[^，。；]{2,14})?|当地时间|北京时间|^据[^，。；]{2,14}$"
)
_FOUNDED = re.compile(r"^(?:[^，。；、]{0,3})(?:成立|创办|创建|落户|始建|入选|出生(?![人率0-9]))")
_BEGUN = re.compile(r"^[^，。；、]{0,3}(?:开工|投产|上线|启动|出发|启程)[^，。；]{0,16}?[的，]")
_DATA = re.compile(r"^[^，。；0-9]{2,24}(?:数据|报告|通报|消息)(?:显示|称|表明)[，,]")
_GROWTH = re.compile(r"同比|环比|增长|下降|占|分别|依次|合计")
_GOES_ON = re.compile(
    r"\s*(?:其中|(?:从|分|按)[^，。；0-9]{1,12}(?:来?看|分|划分)[，,]|[^，。；0-9]{2,5}方面[，,])"
)
"""A paragraph that opens so goes on with the statistics of the one before."""
_YEAR_END = "-12-31"
_BOUND = re.compile(r"的(?:每[一-鿿]{1,2})?(?:约|近|超过?|不足)?[0-9]")
_FROM = re.compile(r"(?:由|从|自)[^，。；0-9]{0,10}$")
_TO = re.compile(
    r"^[^，。；]{0,10}?(?:提高|提升|增长|增加|增至|上升|升|下降|降|减|缩短|缩减|压缩|扩大|扩展|跌|涨|变|跃|攀|拓展)"
)
_HAPPENED = re.compile(
    r"死亡|遇难|身亡|丧生|罹难|受伤|伤亡|失踪|失联|失去联系|下落不明|被困|获救|救出|击落|摧毁|打死|击毙|炸毁|拦截|击退|抓捕|"
    r"逮捕|空袭|袭击|打击|轰炸|停电|断水|停运|疏散|撤离|转移|流离失所|确诊|感染|倒塌|被淹|过火|控制了|缴获|发射|抢通|阻断|中断"
)
"""Words for what happened: the day on which it is told is the day it holds for."""
_BROKE_OUT = re.compile(r"发生|突发|爆发|起火|坠毁|坠落|遭遇|遭受|遭到|登陆|侧翻|相撞|坍塌|垮塌|决口")
_DONE_BY_EVENT = re.compile(
    r"死亡|遇难|身亡|丧生|受伤|伤亡|轻伤|重伤|擦伤|失踪|失联|被困|获救|救出|倒塌|损毁|受损|被淹|受淹|受灾|过火|损失|停电|断电|断水|转移|疏散|撤离"
)
_DESCRIBES = re.compile(
    r"总投资|全长|总长|长度|占地|(?<!播种)(?<!种植)(?<!销售)(?<!收获)(?<!造林)(?<!完成)面积|桥隧比|设计|车道|海拔|装机|库容|容量|载重|载客|排水量|额定|设有|设置|共设|"
    r"配备|配置|配有|位于|组成|规格|由[^，。；]{0,8}(?:建设|打造)"
)
"""Words for what a thing is like, which holds beyond the time of the sentence before."""
_LASTING = frozenset({"duration", "length", "speed", "voltage"})
_BULLETIN = re.compile(r"公报|统计|年报|季报|财报|经济运行|成绩单|数据")
"""Headings of reports that tell of one span of time from beginning to end."""
_EVENT_NAME = re.compile(
    r"[^，。；的、0-9召举开]{0,12}(?:[动园冬亚览年峰交洽服]会(?!议)|[标联大决]赛|世界杯|奥运|论坛|[术化影乐]节|花市)"
)
_SPAN = re.compile(r"(?:每隔?|为期|历时|一连|耗时|用时|长达)$")
_YEAR = re.compile(r"[0-9]{4}")
_CLAUSE = re.compile("[，。；：]")
_YEAR_EARLIER = re.compile(r"同期(?=亏|为|仅|只|是|盈|净|尚|录得)")
_MONTHS = re.compile(r"[0-9]{4}-[0-9]{2}(?:/[0-9]{4}-[0-9]{2})?")
_ANY_YEAR = re.compile(r"[0-9]{4}")
_YEAR_OF = re.compile(r"(?P<year>[0-9]{4})(?:-|$|/(?P=year))")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_WORDS = "日天号晚晨早夜"
"""Ends of words that name a day; 目前 does not."""
_LEAD = 0.4
"""The one time of a report stands in this first part of its text."""
_OPENING = 4
"""Characters in which the place stands that a sentence opens with."""
_HEADING = 60
"""Characters a heading has at most."""
_REACH = 200
"""Characters in which 届时 looks back for the time that it means."""


class Timing:
    """The time expressions of one article, asked figure by figure; `figures` by number of sentence."""

    def __init__(
        self,
        text: str,
        periods: Sequence[Period],
        sentences: Sequence[Sentence],
        figures: Mapping[int, Sequence[Mention]],
        anchor: Anchor,
        places: Places,
    ) -> None:
        self._text = text
        self._today = anchor.iso if anchor.date else ""
        self._sentences = sentences
        self._figures = figures
        self._places = places
        self._periods = list(self._resolved(periods))
        self._starts = [period.start for period in self._periods]
        self._governed: dict[int, Period | None] = {}
        self._of_all = self._time_of_heading()
        self._only = self._one_time() or self._of_all
        self._match_day = day_of_match(text, self._periods, self._today)
        self._event_day = self._day_of_event()
        self._names_today = any(period.value == self._today != "" for period in self._periods)

    def period_of(self, index: int, mention: Mention) -> Told:
        """Normalised period that governs a figure of sentence `index`, "" when none clearly does; its rule.

        What is nearest to the figure comes first.
        """
        sentence = self._sentences[index]
        if self._is_first_of_two(sentence, mention):
            bound = self._bound(sentence.start, mention)
            return Told(bound.value, "period-clause") if bound else Told("", "period-first")
        if _lasts(mention) and _SPAN.search(
            self._text[max(sentence.start, mention.start - 4) : mention.start]
        ):
            return Told("", "period-lasting")
        own = self._governing(sentence, mention)
        if own is not None:
            between = self._text[own.end : mention.start]
            return Told(own.value, "period-sentence" if _CLAUSE.search(between) else "period-clause")
        again = self._told_below(index, mention) if self._is_heading(sentence) else None
        if again is not None:
            return Told(again, "period-below")
        if _STANDS.search(self._text, sentence.start, mention.start):
            return Told(self._today, "period-stands")
        if self._match_day and not NEXT_MATCH.search(self._text, sentence.start, mention.start):
            return Told(self._match_day, "period-event")
        part = self._of_whole(index) if sentence.text.startswith("其中") and not _lasts(mention) else ""
        if part:
            return Told(part, "period-carried")
        inside = [period for period in self._within(sentence.start, sentence.end) if self._is_bound(period)]
        if inside or _lasts(mention):
            return Told("", "period-bound" if inside else "period-lasting")
        return self._from_before(index, mention)

    def _from_before(self, index: int, mention: Mention) -> Told:
        """The time that a sentence without one of its own takes from the copy before."""
        sentence = self._sentences[index]
        carried = self._carried(index)
        if carried and carried.endswith(_YEAR_END) and self._of_all == carried[:4]:
            carried = self._of_all
        if carried is not None:
            start = clause_start(self._text, sentence.start, mention.start)
            end = clause_end(self._text, mention.end, sentence.end)
            described = carried and _DESCRIBES.search(self._text, start, end)
            if described:
                return Told("", "period-describes")
            return Told(carried, "period-carried" if carried else "period-parted")
        if self._event_day and self._is_of_event(sentence, mention):
            return Told(self._event_day, "period-event")
        if self._only and _GROWTH.search(sentence.text):
            return Told(self._only, "period-only")
        bulletin = self._of_all and _BULLETIN.search(self._text, 0, _HEADING)
        if bulletin and not _DESCRIBES.search(sentence.text):
            return Told(self._of_all, "period-only")
        return (
            Told(self._today, "period-stands") if self._so_far(sentence, mention) else Told("", "period-none")
        )

    def _of_whole(self, index: int) -> str:
        """The time of the last figure of the sentence before, of which 其中 tells a part."""
        before = self._figures.get(index - 1, ())
        alike = before and self._sentences[index].paragraph == self._sentences[index - 1].paragraph
        return self.period_of(index - 1, before[-1]).value if alike else ""

    def _so_far(self, sentence: Sentence, mention: Mention) -> bool:
        """True for 已转移3万人 and the like where the article tells of its own day."""
        return (
            self._names_today
            and _HAPPENED.search(sentence.text) is not None
            and _SO_FAR.search(self._text, sentence.start, mention.start) is not None
        )

    def _within(self, low: int, high: int) -> list[Period]:
        return self._periods[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

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
            named = _YEAR_OF.match(value) if period.kind != "relative" or _YEAR.fullmatch(value) else None
            year = named["year"] if named else year
            whole = value if _YEAR.fullmatch(value) else whole
            if _DAY.match(value) and self._text[period.end - 1] in _DAY_WORDS:
                day = value[-len("2024-05-01") :]
            if period.kind in ("date", "relative") and self._today and value[:10] > self._today[: len(value)]:
                ahead = period
            yield period if value == period.value else period._replace(value=value)

    def _is_in_title(self, period: Period) -> bool:
        """True within 《数字中国发展报告（2023年）》."""
        opened = self._text.rfind("《", max(0, period.start - 40), period.start)
        return opened >= 0 and "》" not in self._text[opened : period.start]

    def _governing(self, sentence: Sentence, mention: Mention) -> Period | None:
        """The last time before the figure that neither belongs to another figure nor is compared with."""
        if mention.start not in self._governed:
            self._governed[mention.start] = self._last_before(sentence, mention)
        return self._governed[mention.start]

    def _last_before(self, sentence: Sentence, mention: Mention) -> Period | None:
        named: Period | None = None
        for period in reversed(self._within(sentence.start, mention.start)):
            between = self._text[period.end : mention.start]
            if self._is_base(period):
                continue
            if _YEAR_EARLIER.match(self._text, period.end):
                earlier = self._year_earlier(period)
                if earlier is not None:
                    return earlier
            if self._is_bound(period):
                if len(between) <= 3:
                    return period
                continue
            if self._is_beside_the_point(period, between):
                continue
            if _YEAR.fullmatch(period.value) and _EVENT_NAME.match(self._text, period.end):
                named = named or (period if period.value <= self._today[:4] else None)
                continue
            if not _is_told(period, between) or self._happened(sentence, period, mention):
                return period
        return named

    def _year_earlier(self, period: Period) -> Period | None:
        """去年同期为26.7亿元: the span told before, a year earlier."""
        low = self._text.rfind("\n", 0, period.start) + 1
        spans = [one for one in self._within(low, period.start) if _MONTHS.fullmatch(one.value)]
        if not spans:
            return None
        value = _ANY_YEAR.sub(lambda year: str(int(year[0]) - 1), spans[-1].value)
        return period._replace(value=value)

    def _is_beside_the_point(self, period: Period, between: str) -> bool:
        """True for a time that is compared with, that only ends something, or that tells a founding."""
        if self._is_compared(period) or _BACKGROUND.match(self._text, period.end):
            return True
        behind = self._text[period.end : period.end + 24]
        if _FOUNDED.match(behind) or ((begun := _BEGUN.match(behind)) and begun.end() <= len(between)):
            return True
        if period.value == "" and between and self._is_last_day(period):
            return True
        return _UNTIL.search(self._text, max(0, period.start - 5), period.start) is not None

    def _is_last_day(self, period: Period) -> bool:
        """过去一天, 过去24小时: up to when it is told."""
        return self._text[period.start : period.end].startswith(("过去一天", "过去24小时", "过去一昼夜"))

    def _happened(self, sentence: Sentence, period: Period, mention: Mention) -> bool:
        """27日称，……打死3人: of what happened the day that it is told is kept, of states it is not."""
        if not _DAY.match(period.value):
            return False
        end = clause_end(self._text, mention.end, sentence.end)
        return _HAPPENED.search(self._text, period.end, min(end + 12, sentence.end)) is not None

    def _bound(self, low: int, mention: Mention) -> Period | None:
        for period in reversed(self._within(low, mention.start)):
            if self._is_bound(period) and mention.start - period.end <= 3:
                return period
        return None

    def _is_bound(self, period: Period) -> bool:
        """2017年的41万元: the time belongs to that figure alone."""
        return _BOUND.match(self._text, period.end) is not None

    def _is_first_of_two(self, sentence: Sentence, mention: Mention) -> bool:
        """从40分钟缩短至15分钟: the first value is of a time before, which the copy mostly leaves open."""
        before = self._text[max(sentence.start, mention.start - 14) : mention.start]
        behind = self._text[mention.end : min(sentence.end, mention.end + 16)]
        return _FROM.search(before) is not None and _TO.match(behind) is not None

    def _is_compared(self, period: Period) -> bool:
        before = self._text[max(0, period.start - 4) : period.start]
        behind = self._text[period.end : period.end + 20]
        if _COMPARED.search(before) is not None or _COMPARED_BEHIND.search(behind) is not None:
            return True
        at = bisect_left(self._starts, period.start) - 1
        if at < 0 or not _BESIDE.fullmatch(self._text[self._periods[at].end : period.start]):
            return False
        return self._is_compared(self._periods[at])

    def _is_base(self, period: Period) -> bool:
        """相当于2019年的4.3倍: the year is what is compared with."""
        before = self._text[max(0, period.start - 4) : period.start]
        return _BASE_BEFORE.search(before) is not None and _TIMES.match(self._text, period.end) is not None

    def _is_heading(self, sentence: Sentence) -> bool:
        """True for a short paragraph without a full stop."""
        alone = self._text[sentence.start - 1 : sentence.start] in ("", "\n")
        ends = self._text[sentence.end : sentence.end + 1] in ("", "\n")
        return alone and ends and len(sentence.text) <= _HEADING and sentence.text[-1:] not in "。；：:"

    def _told_below(self, index: int, mention: Mention) -> str | None:
        """The time of the same figure where the copy under the heading tells it."""
        paragraph = self._sentences[index].paragraph
        for later in range(index + 1, len(self._sentences)):
            if self._sentences[later].paragraph > paragraph + _BELOW:
                return None
            if self._is_heading(self._sentences[later]):
                continue
            for other in self._figures.get(later, ()):
                if (other.value, other.unit) == (mention.value, mention.unit):
                    return self.period_of(later, other).value
        return None

    def _carried(self, index: int) -> str | None:
        """The time of an earlier sentence of the paragraph, "" where another came between, None if none."""
        for earlier in range(index - 1, -1, -1):
            sentence, after = self._sentences[earlier], self._sentences[earlier + 1]
            if sentence.paragraph != after.paragraph and not _GOES_ON.match(after.text):
                return None
            within = [
                period
                for period in self._within(sentence.start, sentence.end)
                if not self._is_bound(period) and not self._is_compared(period)
            ]
            if within and all(self._is_now(period) for period in within):
                return ""
            if within:
                return "" if self._moves_on(earlier, index) else self._time_of(earlier, within)
        return None

    def _is_now(self, period: Period) -> bool:
        """目前 and 如今 hold for their own sentence."""
        return self._text.startswith(("目前", "如今", "现在", "当前", "眼下", "现阶段"), period.start)

    def _moves_on(self, earlier: int, index: int) -> bool:
        """True where a sentence opens with a place that the earlier one does not speak of: 甘肃……完成80%."""
        sentence, before = self._sentences[index], self._sentences[earlier]
        opening = self._places.at_home(sentence.start, sentence.start + _OPENING)
        if not opening or _GROWTH.search(sentence.text):
            return False
        spoken = self._places.at_home(before.start, before.end)
        if not spoken:
            return NATION.search(before.text) is not None
        return not any(opening[0].place.lies_with(one.place) for one in spoken)

    def _time_of(self, index: int, within: Sequence[Period]) -> str:
        """The time a whole sentence holds for: of its first and last figure, or the one it opens with."""
        figures = self._figures.get(index, ())
        sentence = self._sentences[index]
        if figures:
            first, last = (self._governing(sentence, one) for one in (figures[0], figures[-1]))
            return first.value if first and last and first.value == last.value else ""
        untold = [period for period in within if not _is_told(period, self._text[period.end : sentence.end])]
        if len({period.value for period in untold}) == 1 < len(within):
            opens = self._text[untold[0].start - 1] in "，：；"
        else:
            untold = list(within)
            lead = _DATELINE.sub("", self._text[sentence.start : within[0].start])
            opens = len(lead) <= 4 and len({period.value for period in within}) == 1
        first = untold[0]
        return first.value if opens and not _FOUNDED.match(self._text[first.end : first.end + 8]) else ""

    def _is_vague(self, period: Period) -> bool:
        """今年 and 今年以来 are named beside any other time and make no span of a report."""
        return period.value == self._today[:4] and period.kind == "relative"

    def _day_of_event(self) -> str:
        """The day on which what the copy tells of happened: the only one of its first sentence."""
        body = self._text.find("\n") + 1
        end = self._text.find("。", body)
        days = {one.value for one in self._within(body, max(end, body)) if _DAY.fullmatch(one.value)}
        happened = len(days) == 1 and _BROKE_OUT.search(self._text, body, max(end, body)) is not None
        return days.pop() if happened and body <= _HEADING else ""

    def _is_of_event(self, sentence: Sentence, mention: Mention) -> bool:
        """True for what the event did, told in a sentence without a time of its own."""
        start = clause_start(self._text, sentence.start, mention.start)
        end = clause_end(self._text, mention.end, sentence.end)
        return _DONE_BY_EVENT.search(self._text, start, end) is not None

    def _time_of_heading(self) -> str:
        """The span of time that the heading names and the lead again, "" when there is none."""
        body = self._text.find("\n") + 1
        heading = self._within(0, min(body, _HEADING))
        named = {one.value for one in heading if one.value and not _DAY.match(one.value)}
        lead = {one.value for one in self._within(body, self._text.find("\n", body))}
        return named.pop() if len(named) == 1 and named <= lead else ""

    def _one_time(self) -> str:
        """The one span of time that a report is about, named in its lead; "" when there are none or more."""
        spans: dict[str, int] = {}
        for index, figures in self._figures.items():
            for mention in (figures[0], figures[-1]):
                period = self._governing(self._sentences[index], mention)
                if (
                    period is not None
                    and len(period.value) != len("2024-05-01")
                    and not self._is_vague(period)
                ):
                    spans.setdefault(period.value, mention.start)
        if len(spans) != 1:
            return ""
        ((value, start),) = spans.items()
        return value if start <= _LEAD * len(self._text) else ""


def _year_before(year: str, value: str) -> str:
    """上年, 上年末: the year before the one that the copy tells of, which need not be the article's own."""
    return f"{int(year) - 1}{value[len(year) :]}"


_BELOW = 4
"""Paragraphs under a heading in which its figure is told again."""


@cache
def _told() -> re.Pattern[str]:
    told = rf"(?:{cue_pattern('report')}|召开|举行)"
    return re.compile(rf"^，?[^，。；0-9]{{0,30}}?{told}[^，。；0-9]{{0,12}}[，,]")


def _is_told(period: Period, between: str) -> bool:
    """True for the day on which something was told: 6月12日，市民政局通报情况，……; 今天公布，……."""
    day = len(period.value) == len("2024-05-01") or not period.value
    return _DATA.match(between) is not None or (day and _told().match(between) is not None)


def _lasts(mention: Mention) -> bool:
    """True for lengths, spans of time and the like, which hold beyond the time of the sentence before."""
    unit = unit_of(mention.unit)
    return unit is not None and unit.dimension.split("/")[0] in _LASTING
