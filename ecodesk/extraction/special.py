"""Figures of a form of their own: ranks, grades, doublings, scores, tenths, 三大… and 百亿级."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ecodesk.domain.facts import Measure, Qualifier
from ecodesk.extraction.digits import DIGIT_CHARS, parse, plain
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.unitmatch import noun_unit_at, unit_at

_CN = f"[0-9{DIGIT_CHARS}十百]"
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}

_RANK_HEAD = (
    r"排名|排行|位列|位居|位次|名列|居于|居|列|跃居|跃升|升至|升到|跻身|进入|稳居|稳坐|第|排|全[国市省区县球]|世界"
)
_RANK = re.compile(
    rf"(?P<ordinal>第(?P<number>{_CN}{{1,4}}))(?P<unit>名|位(?![于置]))"
    rf"|(?P<head>(?:排名|位列|位居|名列|跃居|升至|升到|居|列|排)[^，。；：、0-9第]{{0,12}}|(?<=全[国市省区县球])|(?<=世界))第(?P<place>[0-9]{{1,3}}|[二三四五六七八九十]{{1,3}})(?=[，。；、）)！\s]|的|$)"
    rf"|(?P<top>(?:排名|位列|位居|名列|跻身|进入|稳居|居|列)[^，。；：、0-9第]{{0,10}})(?P<front>前(?P<first>{_CN}{{1,4}})(?P<name>名|位(?![于置])))"
)
_RANK_CUE = re.compile(rf"(?:{_RANK_HEAD})[^，。；：]{{0,8}}$")
_RANK_END = re.compile(r"[，。；、！？）)”\s]|的|好|佳|$")
_GRADE = re.compile(
    r"(?P<worse>劣)?(?P<roman>[ⅠⅡⅢⅣⅤⅥ]|(?<![A-Za-z])(?:IV|V|I{1,3})(?![A-Za-z]))(?P<unit>类|级)(?P<more>及以上|以上|标准以上)?"
    r"|(?<![0-9A-Za-z])(?P<letter>A{1,3}|B{1,3}|C|D)(?P<sign>\+)?(?P<level>级)(?P<up>及以上|以上)?(?!景区|旅游|纳税|通缉|车)"
    r"|(?P<alert>[一二三四])(?P<alarm>级)(?=应急响应|响应|预警)"
    r"|(?<=响应)[^，。；、]{0,5}[至到为](?P<raised>(?P<alert2>[一二三四])级)"
)
_DOUBLING = re.compile(rf"翻了?(?:近|约|超过?)?(?:(?P<count>[{DIGIT_CHARS}0-9])?番|(?:了?一)?倍)(?!计划)")
_STARS = re.compile(
    r"(?:评(?:定|选|级)?为|获评|荣获|授予|达到?|认定为)[^，。；]{0,4}?(?P<grade>(?P<stars>[一二三四五1-5])星级?)"
)
_POINTS = r"[0-9]{1,3}(?:\.[0-9]{1,2})?"
_SCORE = re.compile(rf"(?<![0-9:：.∶比])(?P<a>{_POINTS})\s?[比:：∶]\s?(?P<b>{_POINTS})(?![0-9:：.∶])")
_SET = re.compile(
    r"(?<![0-9.\-/A-Za-z])(?P<a>[0-9]{1,3})[-–—](?P<b>[0-9]{1,3})(?![0-9.\-%/A-Za-z年月日号万亿千百])"
)
_ONE = "零一二三四五六七八九"
_SPOKEN_SCORE = re.compile(rf"(?<![{_ONE}十])(?P<a>[{_ONE}])比(?P<b>[{_ONE}])(?![{_ONE}十])")
_PROPORTION = re.compile(r"比(?:例|值|率)?(?:约?[为是]|达到?|约|由|从|至|到|降至|升至)?$")
_SPORT = re.compile(
    r"胜|负|平局|击败|战平|不敌|逆转|比分|领先|落后|夺冠|淘汰|惜败|横扫|险胜|力克|战绩|扳平|战胜|对阵|大胜|完胜|轻取"
)
_PEOPLE = rf"[0-9]{{1,5}}|{_CN}{{1,3}}"
_DEAD = re.compile(rf"(?<![0-9.第])(?P<dead>{_PEOPLE})死(?P<hurt>{_PEOPLE})伤")
_MEDALS = re.compile(
    r"(?<![0-9.])(?P<number>[0-9]{1,3})(?P<metal>金|银|铜)(?=[、，。0-9的共和；！\s创位排收]|$)"
)
_HALF_OF = re.compile(
    r"(?:(?P<more>超过?|逾|过)|(?P<approx>将?近|约|接近)|(?P<less>不足|不到)|(?<=[占达了的降减省有为])|^|(?<=[，。；、\s]))"
    r"(?:(?P<half>一半)(?:(?P<over>以上)|(?P<under>以下)|左右)?|半数(?P<over2>以上)?|(?<=[近过])半(?=[，。；的数]))"
)
_PRESSURE = re.compile(r"(?<![0-9/.])(?P<value>[0-9]{2,3}/[0-9]{2,3})(?P<unit>毫米汞柱|mmHg)")
_TENTHS = re.compile(
    rf"(?P<tens>[{DIGIT_CHARS}十]{{1,2}}|[0-9](?:\.[0-9])?)成(?:(?P<half>半)|(?P<ones>[一二三四五六七八九])(?![^，。；、的以左]))?"
    r"(?![为立员果本功效交长品都年分绩人语就型群套熟])(?P<more>以上|多)?"
)
_GREAT = re.compile(
    r"(?P<number>[0-9]{1,3}|[二三四五六七八九十两]{1,2})大(?![会家学量型小道众厅楼厦师桥事军队数力中地胆连类理])"
)
_SCALE = re.compile(r"(?P<scale>[十百千]?[万亿]{1,2})(?P<unit>元|吨|千瓦|亩|美元)?级")


def _make(
    start: int,
    end: int,
    value: str,
    unit: str,
    rule: str,
    measure: Measure | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
    value_high: str = "",
    step: str = "1",
) -> Mention:
    return Mention(start, end, value, value_high, unit, qualifier, step, rule, measure)


def _number(text: str) -> str:
    value = parse(text)
    return plain(value.number) if value else ""


def ranks(text: str) -> Iterator[Mention]:
    """第20名, 位列第3, 跻身全国前10名: an attained rank."""
    for match in _RANK.finditer(text):
        if match["ordinal"]:
            value = _number(match["number"])
            # 第一位 … is an ordinal of a list as often as a rank: without a cue it ends the clause.
            cue = _RANK_CUE.search(text, max(0, match.start() - 14), match.start())
            ends = match["number"].isdigit() and _RANK_END.match(text, match.end())
            if value and (cue or ends):
                yield _make(match.start(), match.end(), value, match["unit"], "rank", Measure.RANK)
        elif match["top"]:
            start, end = match.span("front")
            yield _make(start, end, _number(match["first"]), match["name"], "rank", Measure.RANK)
        else:
            start = match.end("head")
            yield _make(start, match.end(), _number(match["place"]), "位", "rank", Measure.RANK)


def grades(text: str) -> Iterator[Mention]:
    """Ⅱ类及以上, A级: an attained grade."""
    for match in _GRADE.finditer(text):
        if match["raised"]:
            start, end = match.span("raised")
            yield _make(start, end, _number(match["alert2"]), "级", "grade", Measure.GRADE)
            continue
        if match["alert"]:
            value, unit, more = _number(match["alert"]), match["alarm"], ""
        elif match["roman"]:
            value, unit, more = str(_ROMAN[match["roman"]]), match["unit"], match["more"]
        else:
            value, unit, more = match["letter"] + (match["sign"] or ""), match["level"], match["up"]
        qualifier = Qualifier.MORE if more else Qualifier.EXACT
        end = match.end()
        if match["more"] and match["more"].startswith("标准"):
            end = match.start("more")
        yield _make(match.start(), end, value, unit, "grade", Measure.GRADE, qualifier)


def stars(text: str) -> Iterator[Mention]:
    """评为五星: an attained grade; 五星级酒店 without such a verb is a name."""
    for match in _STARS.finditer(text):
        start, end = match.span("grade")
        yield _make(start, end, _number(match["stars"]), "星", "stars", Measure.GRADE)


def doublings(text: str) -> Iterator[Mention]:
    """翻番, 翻倍, 翻两番: n 番 is 2 to the power n (RULES.md, doubling)."""
    for match in _DOUBLING.finditer(text):
        count = int(Decimal(_number(match["count"] or "一") or "1"))
        written = text[match.start() : match.end()]
        if match["count"] or written.endswith("倍") or written == "翻番":
            yield _make(match.start(), match.end(), str(2**count), "倍", "doubling", Measure.MULTIPLE)


def scores(text: str) -> Iterator[Mention]:
    """3比0, 21-15 beside a word of sport, 17.4∶1 behind 师生比: a score or a proportion keeps its form."""
    for pattern in (_SCORE, _SET, _SPOKEN_SCORE):
        for match in pattern.finditer(text):
            told = pattern is _SCORE and _PROPORTION.search(text, max(0, match.start() - 6), match.start())
            counted = pattern is _SET and unit_at(text, match.end()) != ""
            if told or (not counted and _SPORT.search(text, max(0, match.start() - 14), match.end() + 14)):
                a, b = (_number(match[side]) or match[side] for side in "ab")
                yield _make(match.start(), match.end(), f"{a}:{b}", "", "score")


def casualties(text: str) -> Iterator[Mention]:
    """2死7伤: two counts of people."""
    for match in _DEAD.finditer(text):
        for name in ("dead", "hurt"):
            start, end = match.span(name)
            yield _make(start, end + 1, _number(match[name]), "人", "casualties")


def medals(text: str) -> Iterator[Mention]:
    """40金27银24铜, 3金: medals by metal."""
    for match in _MEDALS.finditer(text):
        yield _make(match.start(), match.end(), _number(match["number"]), match["metal"], "medals")


def halves_of(text: str) -> Iterator[Mention]:
    """近一半, 一半以上, 过半, 半数以上: a share of one half."""
    for match in _HALF_OF.finditer(text):
        more = match["more"] or match["over"] or match["over2"]
        less = match["less"] or match["under"]
        about = match["approx"] or match[0].endswith("左右")
        if not (more or less or about or match["half"]):
            continue
        kinds = ((more, Qualifier.MORE), (less, Qualifier.LESS), (about, Qualifier.APPROX))
        qualifier = next((kind for told, kind in kinds if told), Qualifier.EXACT)
        yield _make(match.start(), match.end(), "0.5", "", "half-of", Measure.PERCENT, qualifier, step="0.1")


def pressures(text: str) -> Iterator[Mention]:
    """130/80毫米汞柱: a blood pressure keeps its form, as a score does."""
    for match in _PRESSURE.finditer(text):
        yield _make(match.start(), match.end(), match["value"], match["unit"], "pressure")


def tenths(text: str) -> Iterator[Mention]:
    """成: 三成 is 30 %, 二成六 26 %, 四成半 45 %, 2.5成 25 %."""
    for match in _TENTHS.finditer(text):
        value = parse(match["tens"])
        if (
            value is None
            or not 0 < value.number <= 10
            or text[match.start() - 1 : match.start()] in "第构完组合"
        ):
            continue
        before_one = text[max(0, match.start() - 1) : match.start()]
        extended = match["ones"] or match["half"] or match["more"]
        if match["tens"] == "一" and not extended and before_one not in "近约超降增":
            continue
        percent = value.number * 10 + (5 if match["half"] else 0)
        percent += Decimal(_number(match["ones"])) if match["ones"] else 0
        start, qualifier = match.start(), Qualifier.MORE if match["more"] else Qualifier.EXACT
        before = re.search(r"(?P<approx>将近|近|约)|(?P<more>超过?)$", text[max(0, start - 2) : start])
        if before is not None and text[start - len(before[0]) : start] == before[0]:
            start -= len(before[0])
            qualifier = Qualifier.APPROX if before["approx"] else Qualifier.MORE
        yield _make(start, match.end(), plain(percent), "%", "tenths", qualifier=qualifier)


def greats(text: str) -> Iterator[Mention]:
    """5大行业, and 三大…园区 behind a list; names in quotes and 三大…之一 are left out by the caller."""
    for match in _GREAT.finditer(text):
        noun = noun_unit_at(text, match.end(), 10, persons=False)
        arabic = match["number"].isdigit()
        listed = "、" in text[max(0, match.start() - 30) : match.start()] and not _opens(text, match.start())
        if not noun or not (arabic or listed) or text[match.start() - 1 : match.start()] in "“‘第十":
            continue
        end = match.end() + len(noun) if text.startswith(noun, match.end()) else match.end()
        if "之一" not in text[match.end() : match.end() + 14]:
            yield _make(match.start(), end, _number(match["number"]), noun, "great")


def _opens(text: str, position: int) -> bool:
    """True behind punctuation that begins a clause: the list before it belongs to another clause."""
    return text[position - 1 : position] in "，。；：、"


def scales(text: str) -> Iterator[Mention]:
    """百亿级, 千万吨级: an order of magnitude."""
    for match in _SCALE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before.isdigit() or before in DIGIT_CHARS + "十数几":
            continue
        unit = match["unit"] or ("元" if "亿" in match["scale"] else "")
        if unit:
            yield _make(
                match.start(),
                match.end(),
                _number(match["scale"]),
                unit,
                "scale",
                qualifier=Qualifier.APPROX,
                step=_number(match["scale"]),
            )
