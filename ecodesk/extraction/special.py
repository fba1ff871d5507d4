"""Figures of a form of their own: ranks, grades, doublings, scores, tenths, 三大… and 百亿级."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ecodesk.domain.facts import Measure, Qualifier
from ecodesk.extraction.digits import DIGIT_CHARS, parse, plain
from ecodesk.extraction.hedges import qualifier as qualifier_of
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.numerals import NOT_TENTH
from ecodesk.extraction.signs import holds_any
from ecodesk.extraction.unitmatch import noun_unit_at, unit_at

# Patterns begin with the character that tells the form, and look back from there: that keeps a scan fast.
_DIGIT = f"[0-9{DIGIT_CHARS}十百]"
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}

_RANKED = r"排名|位列|位居|名列|跃居|升至|升到|居|列|排"
_RANK = re.compile(
    rf"第(?P<number>{_DIGIT}{{1,4}})(?:(?P<unit>名|位(?![于置]))|(?=[，。；、）)！\s]|的|$))"
)
_RANK_CUE = re.compile(
    rf"(?:{_RANKED}|排行|位次|居于|跃升|跻身|进入|稳居|稳坐|第|榜|[获夺取]得?|拿下|摘得|斩获|全[国市省区县球]|世界)[^，。；：]{{0,8}}$"
)
_RANK_END = re.compile(r"[，。；、！？）)”\s]|的|好|佳|[升跃提降跌]|$")
_SCORED = re.compile(r"的(?:好?成绩|佳绩|名次|位置)")
_PLACE_CUE = re.compile(rf"(?:(?:{_RANKED})[^，。；：、0-9第]{{0,12}}|全[国市省区县球]|世界)$")
_FRONT = re.compile(rf"前(?P<first>{_DIGIT}{{1,4}})(?P<unit>名|位(?![于置]))")
_FRONT_CUE = re.compile(r"(?:排名|位列|位居|名列|跻身|进入|稳居|居|列)[^，。；：、0-9第]{0,10}$")
_ROMAN_GRADE = re.compile(
    r"(?P<grade>[ⅠⅡⅢⅣⅤⅥIV][IV]{0,2})(?P<unit>[类级])(?P<more>及以上|以上|标准以上)?"
)
_LETTER_GRADE = re.compile(
    r"(?P<grade>[ABCD]{1,3}\+?)(?P<unit>级)(?P<more>及以上|以上)?(?!景区|旅游|纳税|通缉|车)"
)
_LETTERS = re.compile(r"(?:A{1,3}|B{1,3}|C|D)\+?")
_ALERT = re.compile(r"(?P<grade>[一二三四])级(?=应急响应|响应|预警)")
_RAISED_ALERT = re.compile(r"响应[^，。；、]{0,5}[至到为](?P<raised>(?P<grade>[一二三四])级)")
_DOUBLING = re.compile(rf"翻了?(?:近|约|超过?)?(?:(?P<count>[{DIGIT_CHARS}0-9])?番|(?:了?一)?倍)(?!计划)")
_STARS = re.compile(
    r"(?:评(?:定|选|级)?为|获评|荣获|授予|达到?|认定为)[^，。；]{0,4}?(?P<grade>(?P<stars>[一二三四五1-5])星级?)"
)
_MORE_POINTS = r"[0-9]{0,2}(?:\.[0-9]{1,2})?"
_SCORE = re.compile(
    rf"(?P<a>[0-9](?<![0-9:：.∶比][0-9]){_MORE_POINTS})\s?[比:：∶]\s?(?P<b>[0-9]{_MORE_POINTS})(?![0-9:：.∶])"
)
_SET = re.compile(
    r"(?P<a>[0-9](?<![0-9.\-/A-Za-z][0-9])[0-9]{0,2})[-–—](?P<b>[0-9]{1,3})(?![0-9.\-%/A-Za-z年月日号万亿千百])"
)
_STRUCTURE = re.compile(
    r"(?:[比构重例为至成]|由(?:上年|去年)?的?)(?P<parts>[0-9]{1,3}(?:\.[0-9]{1,2})?(?:\s?[:：∶]\s?[0-9]{1,3}(?:\.[0-9]{1,2})?){2,4})(?![0-9:：∶.])"
)
_ONE = "零一二三四五六七八九"
_SPOKEN_SCORE = re.compile(rf"(?P<a>[{_ONE}](?<![{_ONE}十][{_ONE}]))比(?P<b>[{_ONE}])(?![{_ONE}十])")
_SCORES = (
    (holds_any(*(rf"{sign}(?<=[0-9\s].)\s?[0-9]" for sign in "比:：∶")), _SCORE),
    (holds_any(*(f"{sign}(?<=[0-9].)[0-9]" for sign in "-–—")), _SET),
    (holds_any(f"比(?<=[{_ONE}].)[{_ONE}]"), _SPOKEN_SCORE),
)
_PROPORTION = re.compile(r"比(?:例|值|率)?(?:约?[为是]|达到?|约|由|从|至|到|降至|升至)?$")
_SPORT = re.compile(
    r"胜|负|平局|击败|战平|不敌|逆转|比分|领先|落后|夺冠|淘汰|惜败|横扫|险胜|力克|战绩|扳平|战胜|对阵|大胜|完胜|轻取"
)
_HURT = re.compile(rf"死(?P<hurt>[0-9]{{1,5}}|{_DIGIT}{{1,3}})(?P<more>[余多])?伤")
_DEAD = re.compile(rf"(?<![0-9.第{DIGIT_CHARS}十百])(?P<dead>[0-9]{{1,5}}|{_DIGIT}{{1,3}})$")
_MEDALS = re.compile(
    r"(?P<number>[0-9](?<![0-9.][0-9])[0-9]{0,2})(?P<metal>[金银铜])(?=[、，。0-9的共和；！\s创位排收]|$)"
)
_HALF_OF = re.compile(r"一半(?:以上|以下|左右)?|半数(?:以上)?|半(?=[，。；的！\s]|$)")
_HALF_HEDGE = re.compile(r"(?:(?P<more>超过?|逾|过)|(?P<approx>将?近|约|接近)|(?P<less>不足|不到))$")
_HALF_HEAD = re.compile(r"(?:[占达了的降减省有为，。；、\s]|^)$")
_PRESSURE = re.compile(
    r"(?P<value>[0-9](?<![0-9/.][0-9])[0-9]{1,2}/[0-9]{2,3})(?P<unit>毫米汞柱|mmHg)"
)
_TENTHS = re.compile(
    rf"成(?<=[0-9十{DIGIT_CHARS}].)(?:(?P<half>半)|(?P<ones>[一二三四五六七八九])(?![^，。；、的以左]))?"
    rf"(?!{NOT_TENTH})(?P<more>以上|多)?"
)
_TENS = re.compile(rf"(?:[{DIGIT_CHARS}十]{{1,2}}|[0-9](?:\.[0-9])?)$")
_GREAT = re.compile(
    r"大(?<=[0-9二三四五六七八九十两].)(?![会家学量型小道众厅楼厦师桥事军队数力中地胆连理])"
)
_GREAT_NUMBER = re.compile(r"(?:[0-9]{1,3}|[二三四五六七八九十两]{1,2})$")
_SCALE = re.compile(r"(?P<scale>[十百千万亿][万亿]{0,2})(?P<unit>元|吨|千瓦|亩|美元)?级")


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


def _behind(pattern: re.Pattern[str], text: str, position: int, reach: int) -> re.Match[str] | None:
    """A match of the pattern that ends at a position, at most `reach` characters long."""
    return pattern.search(text, max(0, position - reach), position)


def ranks(text: str) -> Iterator[Mention]:
    """第20名, 位列第3, 跻身全国前10名: an attained rank."""
    for match in _RANK.finditer(text):
        number, unit = match["number"], match["unit"]
        if unit:
            # 第一位 … is an ordinal of a list as often as a rank: without a cue it ends the clause.
            scored = _SCORED.match(text, match.end()) is not None
            ends = scored or (number.isdigit() and _RANK_END.match(text, match.end()) is not None)
            ranked = ends or _behind(_RANK_CUE, text, match.start(), 14) is not None
        else:
            # 居世界第一 is a claim.
            placed = _behind(_PLACE_CUE, text, match.start(), 16) is not None
            ranked = placed and number != "一" and len(number) <= 3
        if ranked and _number(number):
            yield _make(match.start(), match.end(), _number(number), unit or "位", "rank", Measure.RANK)
    for match in _FRONT.finditer(text):
        if _behind(_FRONT_CUE, text, match.start(), 16):
            value = _number(match["first"])
            yield _make(match.start(), match.end(), value, match["unit"], "rank", Measure.RANK)


_GREATEST = re.compile(rf"第(?P<number>{_DIGIT}{{1,3}})大(?!道|街|会|类|项|队|桥|楼|厦)(?=[一-鿿])")


def greatest(text: str) -> Iterator[Mention]:
    """第一大贸易伙伴, 全国第三大灌区: a rank by size."""
    for match in _GREATEST.finditer(text):
        if _number(match["number"]):
            yield _make(match.start(), match.end(), _number(match["number"]), "", "rank", Measure.RANK)


def grades(text: str) -> Iterator[Mention]:
    """Ⅱ类及以上, A级: an attained grade."""
    for match in _ROMAN_GRADE.finditer(text):
        if match["grade"] in _ROMAN and not _is_latin(text, match.start() - 1):
            start = match.start() - text.startswith("劣", match.start() - 1)
            yield _grade(match, start, str(_ROMAN[match["grade"]]))
    for match in _LETTER_GRADE.finditer(text):
        coded = _is_latin(text, match.start() - 1) or text[match.start() - 1 : match.start()].isdigit()
        if _LETTERS.fullmatch(match["grade"]) and not coded:
            yield _grade(match, match.start(), match["grade"])


def alerts(text: str) -> Iterator[Mention]:
    """四级应急响应, 响应提升至三级: the level of an alert; 市、区、镇、村四级 is structure."""
    for match in _ALERT.finditer(text):
        yield _make(*match.span(), _number(match["grade"]), "级", "grade", Measure.GRADE)
    for match in _RAISED_ALERT.finditer(text):
        yield _make(*match.span("raised"), _number(match["grade"]), "级", "grade", Measure.GRADE)


def _grade(match: re.Match[str], start: int, value: str) -> Mention:
    more = match["more"] or ""
    # Ⅱ类标准以上: 标准 names the scale and is no part of the figure.
    end = match.start("more") if more.startswith("标准") else match.end()
    qualifier = Qualifier.MORE if more else Qualifier.EXACT
    return _make(start, end, value, match["unit"], "grade", Measure.GRADE, qualifier)


def _is_latin(text: str, position: int) -> bool:
    return position >= 0 and text[position].isascii() and text[position].isalpha()


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
    for may_hold, pattern in _SCORES:
        for match in pattern.finditer(text) if may_hold(text) else ():
            told = pattern is _SCORE and _PROPORTION.search(text, max(0, match.start() - 6), match.start())
            counted = pattern is _SET and unit_at(text, match.end()) != ""
            if told or (not counted and _SPORT.search(text, max(0, match.start() - 24), match.end() + 14)):
                a, b = (_number(match[side]) or match[side] for side in "ab")
                yield _make(match.start(), match.end(), f"{a}:{b}", "", "score")


def structures(text: str) -> Iterator[Mention]:
    """三次产业结构比为7.1∶38.3∶54.6: a proportion of three parts and more keeps its form."""
    for match in _STRUCTURE.finditer(text):
        value = re.sub(r"\s?[:：∶]\s?", ":", match["parts"])
        if "." in value or _PROPORTION.search(text, max(0, match.start() - 6), match.start("parts")):
            yield _make(*match.span("parts"), value, "", "score")


_PER_MANY = re.compile(
    r"(?P<number>[0-9](?<![0-9./][0-9])[0-9]{0,3}(?:\.[0-9]{1,3})?)(?P<unit>/(?:10万|百万|万))(?![一-鿿A-Za-z0-9])"
)


def per_many(text: str) -> Iterator[Mention]:
    """孕产妇死亡率15.1/10万: so many of a hundred thousand."""
    for match in _PER_MANY.finditer(text):
        yield _make(*match.span(), match["number"], match["unit"], "per-many", step=_step(match["number"]))


def _step(number: str) -> str:
    return plain(Decimal(1).scaleb(-len(number.partition(".")[2])))


def casualties(text: str) -> Iterator[Mention]:
    """2死7伤: two counts of people."""
    for match in _HURT.finditer(text):
        dead = _behind(_DEAD, text, match.start(), 6)
        if dead is not None:
            yield _make(dead.start(), dead.end() + 1, _number(dead["dead"]), "人", "casualties")
            qualifier = Qualifier.MORE if match["more"] else Qualifier.EXACT
            value = _number(match["hurt"])
            yield _make(match.start("hurt"), match.end(), value, "人", "casualties", qualifier=qualifier)


def medals(text: str) -> Iterator[Mention]:
    """40金27银24铜, 3金: medals by metal."""
    for match in _MEDALS.finditer(text):
        yield _make(match.start(), match.end(), _number(match["number"]), match["metal"], "medals")


def halves_of(text: str) -> Iterator[Mention]:
    """近一半, 一半以上, 过半, 半数以上: a share of one half."""
    for match in _HALF_OF.finditer(text):
        written, start = match[0], match.start()
        hedge = _behind(_HALF_HEDGE, text, start, 2)
        closed = text[match.end() : match.end() + 1] in ("，", "。", "；")
        headed = written.startswith("一半") and (closed or _behind(_HALF_HEAD, text, start, 1))
        tail = {"以上": Qualifier.MORE, "以下": Qualifier.LESS, "左右": Qualifier.APPROX}.get(written[-2:])
        if hedge is None and tail is None and not headed:
            continue
        if hedge is not None:
            start = hedge.start()
        qualifier = tail or (qualifier_of(hedge) if hedge else Qualifier.EXACT)
        yield _make(start, match.end(), "50", "%", "half-of", qualifier=qualifier, step="10")


def pressures(text: str) -> Iterator[Mention]:
    """130/80毫米汞柱: a blood pressure keeps its form, as a score does."""
    for match in _PRESSURE.finditer(text):
        yield _make(match.start(), match.end(), match["value"], match["unit"], "pressure")


def tenths(text: str) -> Iterator[Mention]:
    """成: 三成 is 30 %, 二成六 26 %, 四成半 45 %, 2.5成 25 %."""
    for match in _TENTHS.finditer(text):
        tens = _behind(_TENS, text, match.start(), 3)
        value = parse(tens[0]) if tens else None
        if tens is None or value is None or not 0 < value.number <= 10:
            continue
        start = tens.start()
        before = text[start - 1 : start] if start else ""
        if before in ("第", "构", "完", "组", "合", ".") or before.isdigit():
            continue
        extended = match["ones"] or match["half"] or match["more"]
        if tens[0] == "一" and not extended and before not in tuple("近约超降增"):
            continue
        percent = value.number * 10 + (5 if match["half"] else 0)
        percent += Decimal(_number(match["ones"])) if match["ones"] else 0
        hedge = _behind(_TENTHS_HEDGE, text, start, 4)
        qualifier = Qualifier.MORE if match["more"] else Qualifier.EXACT
        if hedge is not None:
            start, qualifier = hedge.start(), qualifier_of(hedge)
        yield _make(start, match.end(), plain(percent), "%", "tenths", qualifier=qualifier)


_TENTHS_HEDGE = re.compile(
    r"(?:(?P<approx>将近|近|约)|(?P<more>超过?|逾|(?<![通经超胜不难])过)了?|(?P<less>不足|不到))$"
)


def greats(text: str) -> Iterator[Mention]:
    """5大行业, 两大主题; names in quotes, 十大新闻 and 三大…之一 are left out."""
    for match in _GREAT.finditer(text):
        number = _behind(_GREAT_NUMBER, text, match.start(), 3)
        if number is None or text[number.start() - 1 : number.start()] in tuple("“‘第十百千0123456789."):
            continue
        noun = _great_noun(text, match.end())
        named = _behind(_GREAT_NAME, text, number.start(), 4) or _GREAT_SET.match(text, match.end())
        if noun and not named:
            end = match.end() + len(noun) if text.startswith(noun, match.end()) else match.end()
            yield _make(number.start(), end, _number(number[0]), noun, "great")


_GREAT_PHRASE = re.compile(r"[^在将与和对为从把被及了是有由向于以等，。；、]{2,10}")


def _great_noun(text: str, position: int) -> str:
    """What is counted behind 大: 类 right there (四大类), else the first counted noun of the phrase."""
    if text.startswith("类", position) and not text.startswith(("类别", "类型"), position):
        return "类"
    phrase = _GREAT_PHRASE.match(text, position)
    return noun_unit_at(text, position, len(phrase[0]), persons=False) if phrase else ""


# 年度十大案件, 我国四大…之一: a list that others drew up.
_GREAT_NAME = re.compile(r"(?:国[内际]|年度|全[国球]|世界|我国|中国|文联|作协)(?:的)?$")
_GREAT_SET = re.compile(r"[^，。；]{0,13}之[一首]|新闻|进展|考古|案[件例]|科技|杰出|人物|品牌|标志性|全球")


def scales(text: str) -> Iterator[Mention]:
    """百亿级, 千万吨级: an order of magnitude."""
    for match in _SCALE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        inside = before.isdigit() or before in tuple(DIGIT_CHARS + "十数几百千")
        if inside or match["scale"][-1] not in "万亿":
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
