"""Every numeral of a text with the words that bound it: ranges, 大于…小于…, 至少, 以上."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ecodesk.domain.facts import Qualifier
from ecodesk.extraction.compounds import compound
from ecodesk.extraction.digits import DIGITS, MULTIPLIERS, Value, plain
from ecodesk.extraction.numerals import Numeral, narrow, scan
from ecodesk.extraction.unitmatch import unit_at
from ecodesk.knowledge.lexicon import not_figures, numbered_nouns
from ecodesk.knowledge.units import unit_names

_LOWER = r"大于|高于|多于|超过|不小于|不低于|不少于|至少|最少"
_UPPER = r"小于|低于|少于|不大于|不高于|不超过|不多于|最多|至多"
_FILLER = r"[^\S\n]?(?:或者?[^\S\n]?等于)?[^\S\n]?(?:有|了|为)?[^\S\n]?"
_WORD = rf"(?P<less>不足|不到|未满|{_UPPER})|(?P<more>(?<!不)(?:逾|突破|{_LOWER}))"
_BEFORE = re.compile(rf"(?:{_WORD}){_FILLER}$")
_SIZE = re.compile(r"(?P<large>大|高|多)|(?P<small>小|低|少)")
_AFTER = re.compile(r"[一-鿿]?(?:或者?)?(?:(?P<more>以上|及以上)|(?P<less>以下|以内|之内))")
_CONNECTOR = re.compile(r"[^\S\n]?(?:—{1,2}|–|-|~|─|至|到)[^\S\n]?")
_AND = re.compile(r"[^\S\n]?[和与][^\S\n]?")
_BETWEEN = re.compile(r"[^\S\n]?(?:之间|间|中间)")
_JOIN = re.compile(r"[\t \u3000，,]{0,3}(?:并且?|而且?|且|同时)?[^\S\n]?$")
# A single 一 that opens one of these is an adverb or a pronoun: 一看, 一些, 一样.
_ADVERBIAL = frozenset("看些样起直般定旦切向律味致边再")
# … and before 个 behind one of these it is the article: 这是一个数.
_ARTICLE = re.compile(r"[是这那某每同有]一$")
_CALENDAR = re.compile(
    r"(?:[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})年(?:[0-9十一二]{1,3}月(?:[0-9十一二三四五六七八九]{1,3}[日号])?)?"
    r"|[0-9十一二]{1,3}月[0-9十一二三四五六七八九]{1,3}[日号]"
)
_REACH = 12


def numerals(text: str) -> list[Numeral]:
    """Every numeral in reading order, ranges joined, bounds in `qualifier`. Linear in the text.

    Calendar dates, set phrases and numbers that are names (9217商店) are left out.
    """
    narrowed = narrow(text)
    idle = bytearray(len(text))
    for start, end in [*set_phrases(narrowed), *(match.span() for match in _CALENDAR.finditer(narrowed))]:
        idle[start:end] = b"\1" * (end - start)
    listed = [
        one for one in scan(text, idle) if 1 not in idle[one.start : one.end] and not _is_word(narrowed, one)
    ]
    found: list[Numeral] = []
    index = 0
    while index < len(listed):
        joined = _joined(narrowed, listed, index)
        found.append(joined or _bounded(narrowed, listed[index]))
        index += 2 if joined else 1
    return [_written(one, text[one.start : one.end]) for one in found]


def _written(numeral: Numeral, words: str) -> Numeral:
    """The numeral with the words of the text."""
    return numeral if numeral.text == words else numeral._replace(text=words)


def set_phrases(text: str) -> list[tuple[int, int]]:
    """Spans of the words and set phrases whose numerals quantify nothing."""
    spans = [match.span() for match in not_figures().finditer(text)]
    return [span for span in spans if not cuts_number(text, span[0]) and not opens_figure(text, *span)]


def opens_figure(text: str, start: int, end: int) -> bool:
    """True for the 十分 of 十分之一 and 十分钟, the 四平 of 四平方米: no word of its own there."""
    after = text[end : end + 1]
    if after == "之":
        return text[end - 1] == "分"
    if end - start != _SHORT_PHRASE or after not in _AS_UNITS_GO_ON:
        return False
    unit = unit_at(text, start + 1)
    return len(unit) >= _SHORT_PHRASE and unit in unit_names()


_SHORT_PHRASE = 2
_AS_UNITS_GO_ON = frozenset("里年岁贝米升钟钱期方台伏特安节字")


def cuts_number(text: str, start: int) -> bool:
    """True where a word would begin inside a number: 7120万载重吨 holds no 万载, 10万物流人员 no 万物."""
    if text[start] not in MULTIPLIERS:
        return False
    before = text[start - 1 : start]
    return before.isdigit() or before in DIGITS


def _is_word(text: str, numeral: Numeral) -> bool:
    """True for a numeral that is part of a word or a name: 一看, 万 alone, a code's digits, 9217商店."""
    before, after = text[numeral.start - 1 : numeral.start], text[numeral.end : numeral.end + 1]
    if numeral.text == "一":
        article = after == "个" and _ARTICLE.search(text, max(0, numeral.start - 1), numeral.end)
        return (after in _ADVERBIAL and after != "") or bool(article)
    if numeral.text in ("万", "亿", "千", "百"):
        return not _BEFORE.search(text[max(0, numeral.start - _REACH) : numeral.start])
    return (before.isascii() and before.isalpha() and len(numeral.text) > 8) or carries_name(text, numeral)


def carries_name(text: str, numeral: Numeral) -> bool:
    """True for three digits and more right before a noun that takes a number as its name: 205国道."""
    long = len(numeral.text) >= 3 and numeral.text.isdigit()
    return long and numbered_nouns().match(text, numeral.end) is not None


def _joined(text: str, listed: Sequence[Numeral], index: int) -> Numeral | None:
    """The range, or the sum of money, that two neighbouring numerals make; None when they make none."""
    if index + 1 >= len(listed):
        return None
    first, second = listed[index], listed[index + 1]
    between = text[first.end : second.start]
    if len(between) > _REACH or first.value_high or second.value_high:
        return None
    if _CONNECTOR.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.match(text, second.end)):
        return _range(first, second) if Decimal(first.value) < Decimal(second.value) else None
    return _money(text, first, second, between) or _from_bounds(text, first, second, between)


_COIN = re.compile(r"[^\S\n]?(角|毛|美分|分|便士|欧分|港仙)(?![之为])")
_NOTE = re.compile(r"[^\S\n]?([^\s0-9又零]{1,2})[^\S\n]?[又零]?[^\S\n]?")


def _money(text: str, first: Numeral, second: Numeral, between: str) -> Numeral | None:
    """五元三毛, 两美元又三美分: one sum in the larger unit."""
    unit, coin = _NOTE.fullmatch(between), _COIN.match(text, second.end)
    if unit is None or coin is None:
        return None
    low, high = (Value(Decimal(one.value), Decimal(one.step)) for one in (first, second))
    whole = compound(low, unit[1], high, coin[1])
    if whole is None or whole.unit != unit[1]:
        return None
    return first._replace(end=coin.end(), value=plain(whole.value), step=plain(whole.step))


def _from_bounds(text: str, first: Numeral, second: Numeral, between: str) -> Numeral | None:
    """大于100并且小于300, 最多100最少20, 比四分之一大，比二分之一小."""
    if between.isascii():
        return None
    ahead = _BEFORE.search(text[max(0, first.start - _REACH) : first.start])
    behind = _BEFORE.search(between)
    if ahead is not None and behind is not None:
        if bool(ahead["more"]) == bool(behind["more"]) or not _JOIN.fullmatch(between[: behind.start()]):
            return None
        low, high = (first, second) if ahead["more"] else (second, first)
    else:
        compared = re.fullmatch(r"([大高多小低少])[，,]?[^\S\n]?(?:并且?|且)?比", between)
        if compared is None or text[first.start - 1 : first.start] != "比":
            return None
        low, high = (first, second) if compared[1] in "大高多" else (second, first)
    return _range(low, high) if Decimal(low.value) < Decimal(high.value) else None


def _range(low: Numeral, high: Numeral) -> Numeral:
    start, end = min(low.start, high.start), max(low.end, high.end)
    return low._replace(start=start, end=end, value_high=high.value, step=high.step)


def _bounded(text: str, numeral: Numeral) -> Numeral:
    """A single numeral with the bound that its neighbours give."""
    lead = text[max(0, numeral.start - _REACH) : numeral.start]
    before = None if lead.isascii() else _BEFORE.search(lead)
    after = _AFTER.match(text, numeral.end)
    size = _SIZE.match(text, numeral.end) if text[numeral.start - 1 : numeral.start] == "比" else None
    for match, more in ((before, "more"), (after, "more"), (size, "large")):
        if match is not None:
            qualifier = Qualifier.MORE if match[more] else Qualifier.LESS
            return numeral._replace(qualifier=qualifier)
    return numeral
