"""Which time a figure holds for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from ecodesk.extraction.mention import Mention
from ecodesk.extraction.periods import Anchor, Period
from ecodesk.extraction.sentences import Sentence
from ecodesk.extraction.told import Told
from ecodesk.knowledge.lexicon import cue_pattern
from ecodesk.knowledge.units import unit_of

_COMPARED = re.compile(r"(?:比|较|与|同|相比|相较|超过|高于|低于|对比)(?:于|上)?$")
_COMPARED_BEHIND = re.compile(r"^(?:[^，。；]{0,16}(?:相比|之初|的基础上|以来增)|同期(?:水平)?的?)")
_TIMES = re.compile(r"[^，。；]{0,20}的[0-9.]+倍")
# 已登记149家, 累计成交: how things stand when the article appears, not at the date told before.
_STANDS = re.compile(r"(?<!而)已(?!知)|累计|至今|迄今|现有|共有")
# 新华社讯：, 央视网消息（新闻联播）：当地时间 stand before the time that opens the report.
_DATELINE = re.compile(
    r"^[^，。；]{0,24}[：:）)](?:据[^，。；]{2,14})?|当地时间|北京时间|^据[^，。；]{2,14}$"
)
_FOUNDED = re.compile(
    r"^(?:[^，。；、]{0,3})(?:成立|创办|创建|落户|始建|开工|投产|上线|入选|出生|启动|出发|启程)"
)
_DATA = re.compile(r"^[^，。；0-9]{2,24}(?:数据|报告|通报|消息)(?:显示|称|表明)[，,]")
_GROWTH = re.compile(r"同比|环比|增长|下降|占")
_LASTING = frozenset({"duration", "length", "speed", "voltage"})
_YEAR = re.compile(r"[0-9]{4}")
_CLAUSE = re.compile("[，。；：]")
_LEAD = 0.4
"""The one time of a report stands in this first part of its text."""


class Timing:
    """The time expressions of one article, asked figure by figure; `figures` by number of sentence."""

    def __init__(
        self,
        text: str,
        periods: Sequence[Period],
        sentences: Sequence[Sentence],
        figures: Mapping[int, Sequence[Mention]],
        anchor: Anchor,
    ) -> None:
        self._text = text
        self._today = anchor.iso if anchor.date else ""
        self._sentences = sentences
        self._figures = figures
        kinds = ("date", "relative", "vague", "open")
        self._periods = _closed([period for period in periods if period.kind in kinds])
        self._starts = [period.start for period in self._periods]
        self._only = self._one_time()

    def period_of(self, index: int, mention: Mention) -> Told:
        """Normalised period that governs a figure of sentence `index`, "" when none does; its rule."""
        sentence = self._sentences[index]
        own = self._governing(sentence.start, mention)
        if own is not None:
            between = self._text[own.end : mention.start]
            return Told(own.value, "period-sentence" if _CLAUSE.search(between) else "period-clause")
        if _STANDS.search(self._text, sentence.start, mention.start):
            return Told(self._today, "period-stands")
        inside = [period for period in self._within(sentence.start, sentence.end) if self._is_bound(period)]
        if inside or _lasts(mention):
            return Told("", "period-bound" if inside else "period-lasting")
        carried = self._carried(index)
        if carried is not None:
            return Told(carried, "period-carried" if carried else "period-parted")
        if self._only and _GROWTH.search(sentence.text):
            return Told(self._only, "period-only")
        return Told("", "period-none")

    def _within(self, low: int, high: int) -> list[Period]:
        return self._periods[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def _governing(self, low: int, mention: Mention) -> Period | None:
        """The last time before the figure that neither belongs to another figure nor is compared with."""
        for period in reversed(self._within(low, mention.start)):
            if self._is_base(period) or _FOUNDED.match(self._text[period.end : period.end + 8]):
                continue
            between = self._text[period.end : mention.start]
            if self._is_bound(period):
                if len(between) <= 3:
                    return period
                continue
            if not self._is_compared(period) and not _is_told(period, between):
                return period
        return None

    def _is_bound(self, period: Period) -> bool:
        """2017年的41万元: the time belongs to that figure alone."""
        return re.match(r"的(?:约|近|超过?|不足)?[0-9]", self._text[period.end : period.end + 4]) is not None

    def _is_compared(self, period: Period) -> bool:
        before = self._text[max(0, period.start - 4) : period.start]
        behind = self._text[period.end : period.end + 20]
        return _COMPARED.search(before) is not None or _COMPARED_BEHIND.search(behind) is not None

    def _is_base(self, period: Period) -> bool:
        """相当于2019年的4.3倍: the year is what is compared with."""
        before = self._text[max(0, period.start - 4) : period.start]
        behind = self._text[period.end : period.end + 32]
        return before.endswith(("是", "于", "为", "达")) and _TIMES.match(behind) is not None

    def _carried(self, index: int) -> str | None:
        """The time of an earlier sentence of the paragraph, "" where another came between, None if none."""
        for earlier in range(index - 1, -1, -1):
            sentence, after = self._sentences[earlier], self._sentences[earlier + 1]
            if sentence.paragraph != after.paragraph and not after.text.lstrip().startswith("其中"):
                return None
            within = [
                period
                for period in self._within(sentence.start, sentence.end)
                if not self._is_bound(period) and not self._is_compared(period)
            ]
            if within:
                return self._time_of(earlier, within)
        return None

    def _time_of(self, index: int, within: Sequence[Period]) -> str:
        """The time a whole sentence holds for: of its first and last figure, or the one it opens with."""
        figures = self._figures.get(index, ())
        sentence = self._sentences[index]
        if figures:
            first, last = (self._governing(sentence.start, one) for one in (figures[0], figures[-1]))
            return first.value if first is not None and first == last else ""
        first = within[0]
        lead = _DATELINE.sub("", self._text[sentence.start : first.start])
        opens = len(lead) <= 4 and len({period.value for period in within}) == 1
        return first.value if opens and not _FOUNDED.match(self._text[first.end : first.end + 8]) else ""

    def _one_time(self) -> str:
        """The one span of time that a report is about, named in its lead; "" when there are none or more."""
        spans: dict[str, int] = {}
        for index, figures in self._figures.items():
            for mention in (figures[0], figures[-1]):
                period = self._governing(self._sentences[index].start, mention)
                if period is not None and len(period.value) != len("2024-05-01"):
                    spans.setdefault(period.value, mention.start)
        if len(spans) != 1:
            return ""
        ((value, start),) = spans.items()
        return value if start <= _LEAD * len(self._text) else ""


def _closed(periods: Sequence[Period]) -> list[Period]:
    """Periods with 全年, 报告期内 and 年末 resolved by the year last named; left out where none was."""
    found: list[Period] = []
    year = ""
    for period in periods:
        if _YEAR.fullmatch(period.value):
            year = period.value
        if period.kind != "open":
            found.append(period)
        elif year:
            found.append(replace(period, value=year))
    return found


@cache
def _told() -> re.Pattern[str]:
    return re.compile(
        rf"^[，,]?[^。；0-9]{{0,30}}?(?:{cue_pattern('report')}|召开|举行)[^，。；0-9]{{0,12}}[，,]"
    )


def _is_told(period: Period, between: str) -> bool:
    """True for the day on which something was told: 6月12日，市民政局通报情况，……; 今天公布，……."""
    day = len(period.value) == len("2024-05-01") or not period.value
    return _DATA.match(between) is not None or (day and _told().match(between) is not None)


def _lasts(mention: Mention) -> bool:
    """True for lengths, spans of time and the like, which hold beyond the time of the sentence before."""
    unit = unit_of(mention.unit)
    return unit is not None and unit.dimension.split("/")[0] in _LASTING
