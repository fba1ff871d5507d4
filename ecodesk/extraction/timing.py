"""Which time a figure holds for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ecodesk.extraction.mention import Mention
from ecodesk.extraction.periods import Anchor, Period
from ecodesk.extraction.sentences import Sentence

_COMPARED = re.compile(r"(?:比|较|与|同|相比|相较|超过|高于|低于|对比)(?:于|上)?$")
_COMPARED_BEHIND = re.compile(r"^(?:[^，。；]{0,16}(?:相比|之初|的基础上|以来增))")
_TIMES = re.compile(r"[^，。；]{0,20}的[0-9.]+倍")
# 已登记149家, 累计成交: how things stand when the article appears, not at the date told before.
_STANDS = re.compile(r"(?<!而)已(?!知)|累计|至今|迄今|现有|共有")
# 新华社讯：, 央视网消息（新闻联播）：当地时间 stand before the time that opens the report.
_DATELINE = re.compile(
    r"^[^，。；]{0,24}[：:）)](?:据[^，。；]{2,14})?|当地时间|北京时间|^据[^，。；]{2,14}$"
)
_FOUNDED = re.compile(r"^(?:[^，。；、]{0,3})(?:成立|创办|创建|落户|始建|开工|投产|上线|入选|出生|启动)")


class Timing:
    """The time expressions of one article, asked figure by figure."""

    __slots__ = ("_periods", "_starts", "_text", "_today")

    def __init__(self, text: str, periods: Sequence[Period], anchor: Anchor) -> None:
        self._text = text
        self._today = anchor.iso if anchor.date else ""
        self._periods = [period for period in periods if period.kind in ("date", "relative", "vague")]
        self._starts = [period.start for period in self._periods]

    def period_of(self, sentences: Sequence[Sentence], index: int, mention: Mention) -> str:
        """Normalised period that governs a figure of sentence `index`, "" when none clearly does."""
        sentence = sentences[index]
        own = self._governing(sentence.start, mention)
        if own is not None:
            return own.value
        if _STANDS.search(self._text, sentence.start, mention.start):
            return self._today
        if any(self._is_bound(period) for period in self._within(sentence.start, sentence.end)):
            return ""
        return self._carried(sentences, index)

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
            if not self._is_compared(period):
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

    def _carried(self, sentences: Sequence[Sentence], index: int) -> str:
        """The time that opened an earlier sentence of the paragraph, unless another came between."""
        paragraph = sentences[index].paragraph
        for earlier in range(index - 1, -1, -1):
            if sentences[earlier].paragraph != paragraph:
                return ""
            within = [
                period
                for period in self._within(sentences[earlier].start, sentences[earlier].end)
                if not self._is_bound(period) and not self._is_compared(period)
            ]
            if not within:
                continue
            first = within[0]
            lead = _DATELINE.sub("", self._text[sentences[earlier].start : first.start])
            opens = len(lead) <= 4 and len({period.value for period in within}) == 1
            return first.value if opens and not _FOUNDED.match(self._text[first.end : first.end + 8]) else ""
        return ""
