"""Which time a figure holds for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from ecodesk.extraction.matches import NEXT_MATCH, day_of_match
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.namedtimes import DAY, FOUNDED, HAPPENED, NamedTimes, is_told
from ecodesk.extraction.periods import Anchor, Period
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end, clause_start
from ecodesk.extraction.signs import holds_any
from ecodesk.extraction.sites import NATION
from ecodesk.extraction.told import Told
from ecodesk.knowledge.units import unit_of

# 累计成交: how things stand when the article appears, not at the date told before.
_STANDS = re.compile(r"至今|迄今|现有")
_SO_FAR = re.compile(r"已(?<!而已)(?!知)")
# 新华社讯：, 央视网消息（新闻联播）：当地时间 stand before the time that opens the report.
_DATELINE = re.compile(
    r"^[^，。；]{0,24}[：:）)](?:据[^，。；]{2,14})?|当地时间|北京时间|^据[^，。；]{2,14}$"
)
_GROWTH = re.compile(r"同比|环比|增长|下降|占|分别|依次|合计")
_GOES_ON = re.compile(
    r"\s*(?:其中|(?:从|分|按)[^，。；0-9]{1,12}(?:来?看|分|划分)[，,]|[^，。；0-9]{2,5}方面[，,])"
)
"""A paragraph that opens so goes on with the statistics of the one before."""
_OF_THE_DAY = re.compile(
    r"\s*(?:其中|另|分|从|按|在[^，。；]{1,8}方面|这些|本[次届场站]|此次|据悉|当[天日晚]|同时|此外|全场|现场)"
)
"""A sentence that opens so goes on with what was told of a day."""
_TOOK_PLACE = re.compile(r"参展|参会|展览|赶赴|出动|调派|扑救|扑灭")
_HOW_IT_STANDS = re.compile(r"截至|截止|为止|收盘|最高负荷")
_YEAR_END = "-12-31"
_FROM = re.compile(r"(?:由|从|自)[^，。；0-9]{0,10}$")
_may_be_from = holds_any("由", "从", "自")
_TO = re.compile(
    r"[^，。；]{0,10}?(?:提高|提升|增长|增加|增至|上升|升|下降|降|减|缩短|缩减|压缩|扩大|扩展|跌|涨|变|跃|攀|拓展)"
)
_BROKE_OUT = re.compile(r"发生|突发|爆发|起火|坠毁|坠落|遭遇|遭受|遭到|登陆|侧翻|相撞|坍塌|垮塌|决口")
_DONE_BY_EVENT = re.compile(
    r"死亡|遇难|身亡|丧生|受伤|伤亡|轻伤|重伤|擦伤|失踪|失联|被困|获救|救出|倒塌|损毁|受损|被淹|受淹|受灾|过火|损失|停电|断电|断水|转移|疏散|撤离"
)
_DESCRIBES = re.compile(
    r"总投资|全长|总长|长度|占地|面(?<!播种面)(?<!种植面)(?<!销售面)(?<!收获面)(?<!造林面)(?<!完成面)积|桥隧比|设计|车道|海拔|装机|库容|容量|载重|载客|排水量|额定|设有|设置|共设|"
    r"配备|配置|配有|位于|组成|规格|由[^，。；]{0,8}(?:建设|打造)"
)
"""Words for what a thing is like, which holds beyond the time of the sentence before."""
_LASTING = frozenset({"duration", "length", "speed", "voltage"})
_BULLETIN = re.compile(r"公报|统计|年报|季报|财报|经济运行|成绩单|数据")
"""Headings of reports that tell of one span of time from beginning to end."""
_SPAN = re.compile(r"(?:每隔?|为期|历时|一连|耗时|用时|长达)$")
_CLAUSE = re.compile("[，。；：]")
_LEAD = 0.4
"""The one time of a report stands in this first part of its text."""
_OPENING = 4
"""Characters in which the place stands that a sentence opens with."""
_HEADING = 60
"""Characters a heading has at most."""


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
        self._times = NamedTimes(text, periods, self._today)

    @cached_property
    def _match_day(self) -> str:
        return day_of_match(self._text, self._times.periods, self._today)

    @cached_property
    def _names_today(self) -> bool:
        return any(period.value == self._today != "" for period in self._times.periods)

    def period_of(self, index: int, mention: Mention) -> Told:
        """Normalised period that governs a figure of sentence `index`, "" when none clearly does; its rule.

        What is nearest to the figure comes first.
        """
        sentence = self._sentences[index]
        if self._is_first_of_two(sentence, mention):
            bound = self._times.bound(sentence.start, mention)
            return Told(bound.value, "period-clause") if bound else Told("", "period-first")
        if _lasts(mention) and _SPAN.search(
            self._text[max(sentence.start, mention.start - 4) : mention.start]
        ):
            return Told("", "period-lasting")
        own = self._times.governing(sentence, mention)
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
        named = self._times.within(sentence.start, sentence.end)
        inside = [period for period in named if self._times.is_bound(period)]
        if inside or _lasts(mention):
            return Told("", "period-bound" if inside else "period-lasting")
        return self._from_before(index, mention)

    def _from_before(self, index: int, mention: Mention) -> Told:
        """The time that a sentence without one of its own takes from the copy before."""
        sentence = self._sentences[index]
        carried = self._carried(index)
        if carried and carried.endswith(_YEAR_END):
            # 年末企业486家。居民人均收入2万元: of the year, not of its last day.
            carried = carried[:4]
        if carried is not None:
            start = clause_start(self._text, sentence.start, mention.start)
            end = clause_end(self._text, mention.end, sentence.end)
            described = _DESCRIBES.search(self._text, start, end) is not None
            of_another_day = DAY.fullmatch(carried) is not None and not self._is_of_that_day(sentence)
            if carried and (described or of_another_day):
                return Told("", "period-describes")
            return Told(carried, "period-carried" if carried else "period-parted")
        if self._event_day and self._is_of_event(sentence, mention):
            return Told(self._event_day, "period-event")
        only = self._one_time or self._of_all
        if only and _GROWTH.search(sentence.text):
            return Told(only, "period-only")
        bulletin = self._of_all and _BULLETIN.search(self._text, 0, _HEADING)
        if bulletin and not _DESCRIBES.search(sentence.text):
            return Told(self._of_all, "period-only")
        return (
            Told(self._today, "period-stands") if self._so_far(sentence, mention) else Told("", "period-none")
        )

    def _is_of_that_day(self, sentence: Sentence) -> bool:
        """True where a sentence goes on with what happened on a day, or with how things stood on it."""
        if any(found(sentence.text) for found in (HAPPENED.search, _TOOK_PLACE.search, _OF_THE_DAY.match)):
            return True
        paragraph = self._text.rfind("\n", 0, sentence.start) + 1
        return _HOW_IT_STANDS.search(self._text, paragraph, sentence.start) is not None

    def _of_whole(self, index: int) -> str:
        """The time of the last figure of the sentence before, of which 其中 tells a part."""
        before = self._figures.get(index - 1, ())
        alike = before and self._sentences[index].paragraph == self._sentences[index - 1].paragraph
        return self.period_of(index - 1, before[-1]).value if alike else ""

    def _so_far(self, sentence: Sentence, mention: Mention) -> bool:
        """True for 已转移3万人 and the like where the article tells of its own day."""
        return (
            self._names_today
            and HAPPENED.search(sentence.text) is not None
            and _SO_FAR.search(self._text, sentence.start, mention.start) is not None
        )

    def _is_first_of_two(self, sentence: Sentence, mention: Mention) -> bool:
        """从40分钟缩短至15分钟: the first value is of a time before, which the copy mostly leaves open."""
        low = mention.start - 14
        before = self._text[low if low > sentence.start else sentence.start : mention.start]
        if not _may_be_from(before):
            return False
        behind = self._text[mention.end : min(sentence.end, mention.end + 16)]
        return _FROM.search(before) is not None and _TO.match(behind) is not None

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
                for period in self._times.within(sentence.start, sentence.end)
                if not self._times.is_bound(period) and not self._times.is_compared(period)
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
            first, last = (self._times.governing(sentence, one) for one in (figures[0], figures[-1]))
            return first.value if first and last and first.value == last.value else ""
        untold = [period for period in within if not is_told(period, self._text[period.end : sentence.end])]
        if len({period.value for period in untold}) == 1 < len(within):
            opens = self._text[untold[0].start - 1] in "，：；"
        else:
            untold = list(within)
            lead = _DATELINE.sub("", self._text[sentence.start : within[0].start])
            opens = len(lead) <= 4 and len({period.value for period in within}) == 1
        first = untold[0]
        return first.value if opens and not FOUNDED.match(self._text[first.end : first.end + 8]) else ""

    def _is_vague(self, period: Period) -> bool:
        """今年 and 今年以来 are named beside any other time and make no span of a report."""
        return period.value == self._today[:4] and period.kind == "relative"

    @cached_property
    def _event_day(self) -> str:
        """The day on which what the copy tells of happened: the only one of its first sentence."""
        body = self._text.find("\n") + 1
        end = self._text.find("。", body)
        days = {one.value for one in self._times.within(body, max(end, body)) if DAY.fullmatch(one.value)}
        happened = len(days) == 1 and _BROKE_OUT.search(self._text, body, max(end, body)) is not None
        return days.pop() if happened and body <= _HEADING else ""

    def _is_of_event(self, sentence: Sentence, mention: Mention) -> bool:
        """True for what the event did, told in a sentence without a time of its own."""
        start = clause_start(self._text, sentence.start, mention.start)
        end = clause_end(self._text, mention.end, sentence.end)
        return _DONE_BY_EVENT.search(self._text, start, end) is not None

    @cached_property
    def _of_all(self) -> str:
        """The span of time that the heading names and the lead again, "" when there is none."""
        body = self._text.find("\n") + 1
        heading = self._times.within(0, min(body, _HEADING))
        named = {one.value for one in heading if one.value and not DAY.match(one.value)}
        lead = {one.value for one in self._times.within(body, self._text.find("\n", body))}
        return named.pop() if len(named) == 1 and named <= lead else ""

    @cached_property
    def _one_time(self) -> str:
        """The one span of time that a report is about, named in its lead; "" when there are none or more."""
        spans: dict[str, int] = {}
        for index, figures in self._figures.items():
            for mention in (figures[0], figures[-1]):
                period = self._times.governing(self._sentences[index], mention)
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


_BELOW = 4
"""Paragraphs under a heading in which its figure is told again."""


def _lasts(mention: Mention) -> bool:
    """True for lengths, spans of time and the like, which hold beyond the time of the sentence before."""
    unit = unit_of(mention.unit)
    return unit is not None and unit.dimension.split("/")[0] in _LASTING
