"""Numerals that quantify: with unit, qualifier and range; everything else left out.

What counts is settled by the annotation guide: amounts with a unit or measure word, money,
percentages, multiples, ranks, grades, scores; not dates, names, idioms, codes and list numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter

from ecodesk.domain.facts import Qualifier
from ecodesk.extraction.digits import MULTIPLIERS, plain
from ecodesk.extraction.exclusions import Exclusions
from ecodesk.extraction.hedges import BARE_HEAD, hedge_before, hedge_behind, parted
from ecodesk.extraction.hedges import qualifier as qualifier_of
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.neighbours import in_company
from ecodesk.extraction.numerals import Numeral, narrow, scan
from ecodesk.extraction.quantifying import bare_counts, chinese_counts
from ecodesk.extraction.rates import rate_of
from ecodesk.extraction.rules import all_rules
from ecodesk.extraction.runs import without_runs
from ecodesk.extraction.unitmatch import many_unit_at, noun_unit_at, unit_at
from ecodesk.knowledge.lexicon import unit_before
from ecodesk.knowledge.units import measure_words

_CONNECTOR = re.compile(r"[^\S\n]?(?P<sign>—{1,2}|–|-|~|─|－|至|到)[^\S\n]?")
# 从2到3米提高到0.5米: what it rose from is a range.
_THEN = re.compile(
    r"[^，。；：、0-9]{1,4}(?:提高|提升|增加|上升|扩大|缩短|下降|降低|减少|增|升|降|减|扩|变)[至到为]"
)
_FROM = re.compile(
    r"(?:从(?![事而业此])|由(?![于此])|(?<![来各亲独])自(?![治然己动主愿身来贸行费营]))[^，。；：、0-9]{0,12}$"
)
def mentions(text: str, exclusions: Exclusions) -> list[Mention]:
    """Every figure of the text in reading order, without overlaps."""
    narrowed = narrow(text)
    found = _by_rules(narrowed, exclusions)
    taken = exclusions.with_spans((mention.start, mention.end) for mention in found)
    listed = [numeral for numeral in scan(text, taken.mask) if not taken.covers(numeral.start, numeral.end)]
    index = 0
    while index < len(listed):
        figure, used = _figure(narrowed, listed, index, exclusions)
        if figure is not None:
            found.append(figure)
        index += used
    return in_company(narrowed, without_runs(narrowed, sorted(found, key=itemgetter(0))))


_HEDGED = frozenset(("clocked", "two-units", "metres", "half", "casualties", "medals"))


def _hedged(text: str, mention: Mention) -> Mention:
    """近一个半月, 6个半小时以上: the qualifier beside a figure that a rule found."""
    if mention.rule not in _HEDGED:
        return mention
    before = hedge_before(text, mention.start)
    for match in (before, hedge_behind(text, mention.end)):
        if match is not None:
            start, end = min(mention.start, match.start()), max(mention.end, match.end())
            return mention._replace(start=start, end=end, qualifier=qualifier_of(match))
    return mention


def _by_rules(text: str, exclusions: Exclusions) -> list[Mention]:
    """Figures of a form of their own, without overlaps; earlier rules win."""
    found: list[Mention] = []
    taken = bytearray(len(text))
    for rule in all_rules():
        for mention in rule.find(text):
            # 五元三角: a word may stand inside it (三角).
            end = mention.start + 1 if mention.rule == "two-units" else mention.end
            named = not rule.in_names and exclusions.covers(mention.start, end)
            if not named and 1 not in taken[mention.start : mention.end]:
                found.append(_hedged(text, mention))
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return found


def _figure(
    text: str, listed: Sequence[Numeral], index: int, exclusions: Exclusions
) -> tuple[Mention | None, int]:
    """The figure that begins with one numeral, and how many numerals it used up."""
    numeral = listed[index]
    if exclusions.is_name(text, numeral):
        return None, 1
    if index + 1 < len(listed):
        joined = _range(text, numeral, listed[index + 1])
        if joined is not None:
            return joined, 2
    return _single(text, numeral), 1


def _range(text: str, low: Numeral, high: Numeral) -> Mention | None:
    """5—8年, 9亿~16亿, 15%~30%, 20到30岁; not 从27%提升至55% and not 由40至10, which are two figures."""
    between = text[low.end : high.start]
    if between.rstrip()[-1:] not in _SIGNS:
        return None
    first = "" if not between or low.unit else unit_at(text, low.end)
    connector = _CONNECTOR.fullmatch(between[len(first) :])
    if connector is None or low.value_high or high.value_high:
        return None
    parted = connector["sign"] in "至到" and not _THEN.match(text, high.end)
    if parted and _FROM.search(text, max(0, low.start - 16), low.start):
        return None
    unit, rule = (low.unit, "percent-word") if low.unit and not high.unit else _unit(text, high)
    if not unit or (first and first != unit and not unit.startswith(f"{first}/")):
        return None
    factor = _shared_multiplier(low, high) if not first else Decimal(1)
    if low.unit and not high.unit:
        factor, high = Decimal(1), _in_percent(low, high)
    ends = [Decimal(low.value) * factor, Decimal(high.value)]
    if low.text.startswith("零下") and 0 < -ends[0] < ends[1]:
        # 零下12至20度: the sign stands for both.
        ends = [-ends[1], ends[0]]
    if ends[0] >= ends[1]:
        return None
    mention = _finish(text, high._replace(start=low.start), unit, f"range-{rule}")
    return mention._replace(value=plain(ends[0]), value_high=plain(ends[1]))


_SIGNS = frozenset("—–-~─－至到")


def _in_percent(low: Numeral, high: Numeral) -> Numeral:
    """百分之三十到四十: the second number counts the same parts as the first."""
    parts = 1000 if low.text.startswith("千分之") else 100
    return high._replace(value=plain(Decimal(high.value) * 100 / parts), unit=low.unit)


def _shared_multiplier(low: Numeral, high: Numeral) -> Decimal:
    """In 9~16亿 the multiplier belongs to both ends: taken over when the low end then still is lower."""
    if low.text[-1] in "万亿千百萬億":
        return Decimal(1)
    tail = re.search(r"[万亿千百萬億]+$", high.text)
    if tail is None:
        return Decimal(1)
    factor = Decimal(1)
    for char in tail[0]:
        factor *= MULTIPLIERS[char]
    return factor if Decimal(low.value) * factor < Decimal(high.value) else Decimal(1)


def _single(text: str, numeral: Numeral) -> Mention | None:
    unit, rule = _unit(text, numeral)
    if rule == "":
        return None
    if numeral.bare:
        if not bare_counts(text, numeral, unit, rule):
            return None
    elif numeral.chinese and rule not in _SURE:
        if not chinese_counts(text, numeral, unit):
            return None
    elif _is_year(text, numeral, unit, rule):
        return None
    return _finish(text, numeral, unit, rule)


_SURE = frozenset(("percent-word", "fraction", "bare-large"))
_VERSION = re.compile(r"[A-Za-z]\s$")
_YEARS = re.compile(r"19[5-9][0-9]|20[0-4][0-9]")


def _is_year(text: str, numeral: Numeral, unit: str, rule: str) -> bool:
    """2024城市大会, 2009级, MAX 9生产线: a year or a version before a noun without a measure word."""
    if rule != "counted-noun" and measure_words().get(unit) != "weak":
        return False
    versioned = _VERSION.search(text, max(0, numeral.start - 2), numeral.start) is not None
    return versioned or _YEARS.fullmatch(numeral.text) is not None


def _unit(text: str, numeral: Numeral) -> tuple[str, str]:
    """Unit and rule; the rule is "" when the numeral quantifies nothing."""
    if numeral.unit:
        return numeral.unit, "percent-word"
    end = _unit_start(text, numeral.end)
    unit = many_unit_at(text, end)[0] or unit_at(text, end)
    if unit == "级" and numeral.text[-1] in "万亿":
        # 1500亿级新材料产业: an order of magnitude.
        return ("元", "bare-large") if numeral.text[-1] == "亿" else ("", "")
    if unit:
        return unit, "unit" if unit not in measure_words() else "measure-word"
    if _is_fraction(text, numeral):
        return "", "fraction"
    if _LARGE.search(numeral.text):
        return _unit_of_large(text, numeral)
    noun = noun_unit_at(text, end, 5)
    if noun and (not numeral.chinese or len(numeral.text) > 1):
        return noun, "counted-noun"
    shared = None if numeral.chinese else _SHARED_UNIT.match(text, numeral.end)
    if shared is not None:
        return shared["unit"], "unit"
    return ("", "index") if _is_index(text, numeral) else ("", "")


# 分别加快0.9、1.1和0.5个百分点: the unit is written once.
_SHARED_UNIT = re.compile(
    r"(?:[、和及与][0-9]{1,6}(?:\.[0-9]{1,3})?){1,5}"
    r"(?P<unit>个百分点|百分点|%|个基点|基点|℃|摄氏度)"
)


_NO_FRACTION = re.compile(r"[0-9A-Za-z]|决赛|赛|号|决|版|页|财年|学年")


def _is_fraction(text: str, numeral: Numeral) -> bool:
    """三分之一, 1/4; not 八分之一决赛 and not 4/3号决定."""
    written = "分之" in numeral.text or numeral.text[1:2] == "/"
    return written and _NO_FRACTION.match(text, numeral.end) is None


_LARGE = re.compile(r"[万亿萬億][余多]?$|余万")
_MONEYED = re.compile(
    r"(?:级|元)?(?:产业|企业|工程|项目|园区|集群|强[县区镇市]|[县区镇市]|俱乐部|市场|赛道|台阶|大关)"
)


def _unit_start(text: str, end: int) -> int:
    """Where the unit begins: behind blanks, and behind 余 and 多 that stand before it."""
    if text[end : end + 1] not in _BEFORE_UNIT:
        return end
    between = _BETWEEN.match(text, end)
    return between.end() if between and unit_at(text, between.end()) else end


_BEFORE_UNIT = frozenset(" 余多")
_BETWEEN = re.compile(r" ?[余多]? ?")


# 140万巴勒斯坦人: people by where they live.
_PEOPLE = re.compile(r"[一-鿿]{2,6}?(?<![的之个])人(?![口民均才员工力群类物事心生体身为大格机])")


def _unit_of_large(text: str, numeral: Numeral) -> tuple[str, str]:
    """16余万青菜头种植户, 票房突破10亿: the unit of the noun behind, else of the noun before."""
    if "亿" in numeral.text and _MONEYED.match(text, numeral.end):
        return "元", "bare-large"
    noun = noun_unit_at(text, numeral.end, 10) or ("人" if _PEOPLE.match(text, numeral.end) else "")
    if noun:
        return noun, "counted-noun"
    return unit_before(text, numeral.start), "bare-large"


_INDEX = re.compile(
    r"(?:指数|系数|生育率|容积率|BMI|视力|得分|评分|PMI|汇率|中间价|净值|pH值|景气度|信心度)(?:[（(][^）)]{1,8}[）)])?"
    r"(?:(?:[^，。；：、0-9]{0,6})(?:为|达到?|是|至|到|录得|报|升破|跌破|破|超过?|约|的)(?:了)?)?$"
)


def _is_index(text: str, numeral: Numeral) -> bool:
    """A number without a unit behind 指数为, 系数达: an index is a figure by itself."""
    if numeral.chinese:
        return False
    if _INDEX.search(text, max(0, numeral.start - 24), numeral.start):
        return True
    # 指数…从46.0跌至45.2: a decimal that an index rose or fell from or to.
    moved = _INDEX_MOVED.search(text, max(0, numeral.start - 60), numeral.start)
    return "." in numeral.text and moved is not None


_INDEX_MOVED = re.compile(
    r"(?:指数|PMI|景气度|信心度|系数|收入比|比值|评分|得分)[^。！？\n]*(?:[的至到为达于是从由报]|缩小|扩大|上升|下降|回落|提高|降低)$"
)


def _finish(text: str, numeral: Numeral, unit: str, rule: str) -> Mention:
    """Span, qualifier and the rest of a figure around its numeral."""
    end, qualifier = _end(text, numeral, unit)
    start = numeral.start
    before = hedge_before(text, start)
    if before is not None and not _breakthrough(before, text, end):
        qualifier = qualifier_of(before)
        start = before.start()
    elif numeral.bare and qualifier is Qualifier.EXACT:
        head = BARE_HEAD.search(text, max(0, start - 4), start)
        if head is not None and head["more"]:
            start, qualifier = head.start(), Qualifier.MORE
    elif qualifier is Qualifier.EXACT:
        apart = parted(text, start)
        qualifier = qualifier_of(apart) if apart is not None else qualifier
    unit = rate_of(text, start, unit)
    return Mention(start, end, numeral.value, numeral.value_high, unit, qualifier, numeral.step, rule)


_SOLVED = re.compile(r"[^，。；、]{0,6}(?:技术|难题|难关|瓶颈|卡点)")


def _breakthrough(before: re.Match[str], text: str, end: int) -> bool:
    """突破30项关键技术: 突破 is what was done, not a bound."""
    return before[0].startswith("突破") and _SOLVED.match(text, end) is not None


def _end_of_unit(text: str, end: int, unit: str) -> tuple[int, bool]:
    """End of a unit that is not written right behind its numeral, and whether 余 or 多 stands between."""
    many, behind = many_unit_at(text, end)
    if many or not unit:
        return behind, many != ""
    start, written = _unit_start(text, end), unit
    if not text.startswith(unit, start):
        written = unit.partition("/")[0]
    if not text.startswith(written, start):
        return end, False
    return start + len(written), text[end:start].strip() != ""


def _end(text: str, numeral: Numeral, unit: str) -> tuple[int, Qualifier]:
    """End of the figure behind its unit and 以上, 左右 …, with the qualifier these give."""
    end, qualifier = numeral.end, numeral.qualifier
    if qualifier is Qualifier.EXACT and numeral.text[-1] in "余多":
        qualifier = Qualifier.MORE
    if unit and not numeral.unit and text.startswith(unit, end):
        end += len(unit)
    elif not numeral.unit:
        end, more = _end_of_unit(text, end, unit)
        qualifier = Qualifier.MORE if more else qualifier
    after = hedge_behind(text, end)
    if after is not None:
        end, qualifier = after.end(), qualifier_of(after)
    return end, qualifier
