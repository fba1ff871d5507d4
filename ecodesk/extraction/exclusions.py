"""Places of a text where a numeral is no figure: dates, titles, names, idioms, codes, list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ecodesk.extraction.numerals import Numeral
from ecodesk.extraction.periods import Period
from ecodesk.knowledge.gazetteer import PlaceMention
from ecodesk.knowledge.lexicon import not_figures

_TITLE = re.compile(r"《[^》]{1,80}》")
_SHORT_QUOTE = re.compile(r"[“‘\"][^”’\"，。；：！？]{1,9}[”’\"]")
_QUOTED_AMOUNT = re.compile(r"[0-9.]+[万亿]?[余多]?(?:%|元|亩|吨|公里|千瓦|米|岁|小时|分钟|天|个月)$")
_LINK = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./_?=&%#-]{1,200}")
_LIST_NUMBER = re.compile(
    r"(?:(?<=\n)|^)\s?(?:[0-9]{1,2}[.．、]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
)
_ORDINAL = re.compile(r"第\s?$")
_PHONE = re.compile(
    r"(?:电话|热线|传真|邮编|邮箱|QQ|微信|编号|文号|代码|证号|账号)[^，。；\n]{0,6}[0-9][0-9-]{3,20}"
)


class Exclusions:
    """Spans in which no numeral is a figure, and the tests that look at a numeral's neighbours."""

    __slots__ = ("_mask",)

    def __init__(self, mask: bytearray) -> None:
        self._mask = mask

    @classmethod
    def of(cls, text: str, periods: Iterable[Period], places: Sequence[PlaceMention]) -> Exclusions:
        """Exclusions of one text."""
        mask = bytearray(len(text))
        spans = [(period.start, period.end) for period in periods]
        spans += [(place.start, place.end) for place in places]
        for pattern in (_TITLE, _LINK, _LIST_NUMBER, _PHONE, not_figures()):
            spans += [match.span() for match in pattern.finditer(text)]
        spans += [match.span() for match in _SHORT_QUOTE.finditer(text) if _is_name(match[0])]
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
        return any(self._mask[start:end])

    def is_name(self, text: str, numeral: Numeral) -> bool:
        """True for a numeral that is part of a name or a code: PM2.5, 5G, 第5号, A-12, 3.0版."""
        before = text[max(0, numeral.start - 2) : numeral.start]
        after = text[numeral.end : numeral.end + 1]
        if _ORDINAL.search(before) or (before[-1:] == "前" and after in ("名", "强", "位")):
            return True
        last = before[-1:]
        if last.isascii() and (last.isalpha() or last == "_"):
            return True
        if last in ("-", "/", "+") and before[:1].isascii() and before[:1].isalnum():
            return True
        if after == "+" or (last == "+" and not numeral.chinese):
            return True
        return after in ("号", "版") and not numeral.chinese


def _is_name(quoted: str) -> bool:
    """Quoted words are a name (“百日攻坚”, “1+N”) unless they are an amount said by someone (“3万元”)."""
    return _QUOTED_AMOUNT.search(quoted[1:-1]) is None
