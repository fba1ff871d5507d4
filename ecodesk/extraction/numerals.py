"""Every numeral of a text: span, exact value or range, qualifier.

`numerals` lists bare numerals too; whether one is a figure is decided in `figures`.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from functools import lru_cache, partial
from typing import NamedTuple

from ecodesk.domain.facts import Qualifier
from ecodesk.extraction.digits import DIGIT_CHARS, DIGITS, MULTIPLIER_CHARS, MULTIPLIERS, Value, parse, plain

_FULL_WIDTH = {0xFF10 + i: chr(0x30 + i) for i in range(10)}
_FULL_WIDTH |= {0xFF21 + i: chr(0x41 + i) for i in range(26)} | {0xFF41 + i: chr(0x61 + i) for i in range(26)}
_FULL_WIDTH |= {0xFF05: "%", 0xFF0E: ".", 0xFF0F: "/", 0xFF5E: "~", 0x301C: "~", 0xFF0D: "-", 0x2212: "-"}


_WIDE = re.compile(f"[{''.join(map(chr, _FULL_WIDTH))}]")
_FULL_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@lru_cache(maxsize=2)
def narrow(text: str) -> str:
    """The same text with full-width digits, letters and signs made half-width; no length changes."""
    if _WIDE.search(text) is None:
        return text
    return _FULL_COMMA.sub(",", text).translate(_FULL_WIDTH)


# A point with digits on both sides is a decimal point; a chain of points (1.2.3) is a version or an address.
_ARABIC = (
    r"(?:(?<![0-9]\.)(?:[0-9]{1,3}(?:,[0-9]{3}){1,12}(?![0-9])|[0-9]{1,60})\.[0-9]{1,30}(?!\.?[0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,12}(?![0-9])|[0-9]{1,60}"
    r"|(?<![0-9A-Za-z一-鿿.)）])\.[0-9]{1,30}(?!\.?[0-9]))"
)
# 千 before 瓦, 克 … is the prefix of a unit (3千瓦), not a multiplier. 三千米 stays 3000 米.
_PREFIXED = r"[瓦克伏焦卡帕赫]|安(?![排置全装])|牛(?![羊奶犊])|字节|比特"
_MULTIPLIER = rf"(?:[万亿萬億]|(?<![万亿])(?:[拾佰仟十]|千(?!{_PREFIXED}|[米升])|百(?![帕升分姓货])))"
_PLACES = rf"(?:零?(?:[0-9],[0-9]{{3}}|[0-9]{{1,8}}){_MULTIPLIER}{{1,3}}){{0,4}}"
# 7万 5千 4百: a blank between two places, the second the next lower one.
_SPACED = r"(?:(?<=亿)[^\S\n][0-9]{1,4}万)?(?:(?<=万)[^\S\n][0-9]千)?(?:(?<=千)[^\S\n][0-9]百)?"
# 35 万平方米: a blank before the multiplier, where it does not open a word (12 万科).
_BLANK = r"(?: (?=[万亿](?![科里州达象物能众事一华国])))?"
_MIXED = (
    rf"{_ARABIC}(?:{_BLANK}{_MULTIPLIER}{{1,4}}{_PLACES}{_SPACED}(?:零?(?:[0-9],[0-9]{{3}}|[0-9]{{1,4}})(?![0-9.A-Za-z岁]|周岁))?)?"
)
_MORE = r"(?:[余餘多几]|来(?![自到源华京访信电]))"
_MORE_INSIDE = rf"(?:[^\S\n]?{_MORE}[^\S\n]?{_MULTIPLIER}{{1,3}}(?:[多余]{_MULTIPLIER}{{1,2}})?|{_MORE})"

_RUN = f"{DIGIT_CHARS}{MULTIPLIER_CHARS}"
_PLAIN_DIGITS = "".join(char for char in DIGIT_CHARS if char not in "两兩")
# 两 opens a numeral or stands before a multiplier; behind a digit it is the weight (1234两), not in 一两个.
_LIANG_FIRST = rf"(?:(?<![0-9{_RUN}])[两兩]|两(?=[个名位家种项条次年天批只台座]))"
_LIANG = r"(?:[两兩](?=[十百千万亿])|(?<=一)两(?=[个天年次句分月周名位人步件处间小日]))"
# Places fall from left to right: 五十千 ends behind 五十.
_FALLING = (
    rf"(?:(?<![十拾万亿])[十拾]|(?<![十百拾佰万亿])(?:佰|百(?!姓))|(?<![十百千拾佰仟万亿])(?:仟|千(?!{_PREFIXED}))|[万亿萬億])"
)
_CN = rf"(?:[{_PLAIN_DIGITS}]|{_LIANG}|{_FALLING})"
# A capital numeral alone is often a word or a name (陆地, 伍先生, 拾起): these count only in a run.
_LONE = rf"(?<![{_RUN}])[肆伍陆拾佰仟參陸](?![{_RUN}点])"
_CHINESE = (
    rf"(?!{_LONE}|百分点)(?:{_LIANG_FIRST}|{_CN}){_CN}{{0,39}}"
    rf"(?:点[0-9{_PLAIN_DIGITS}]{{1,20}}(?!十)[万亿千百]{{0,3}})?"
)
_SOME = r"[几幾数數](?:[十百千]{1,2}[万亿]{0,2}|[万亿]{1,2})"

_START = re.compile(rf"[0-9{_RUN}几幾数數]")
_SOME_NUMERAL = re.compile(rf"(?P<some>{_SOME})(?P<ratio>)(?P<chinese>)")
_ARABIC_NUMERAL = re.compile(rf"(?P<some>)(?P<ratio>)(?:{_MIXED}{_MORE_INSIDE}?)(?P<chinese>)")
_CHINESE_NUMERAL = re.compile(
    rf"(?P<some>)(?:(?P<ratio>[百千万]{{1,3}})分之(?=[0-9{_RUN}几])|(?P<chinese>{_CHINESE}{_MORE_INSIDE}?))"
)


# Most numerals are Arabic digits or one Chinese digit that nothing behind carries on; the patterns of all
# forms take ten times as long.
_GOES_ON = rf"\s分余餘多几来{MULTIPLIER_CHARS}"
_PLAIN_ARABIC = re.compile(rf"(?P<some>)(?P<ratio>)(?P<chinese>)[0-9]{{1,60}}(?![0-9.,/{_GOES_ON}])")
_PLAIN_CHINESE = re.compile(
    rf"(?P<some>)(?P<ratio>)(?P<chinese>[零〇一二三四五六七八九]|(?<![0-9{_RUN}])两)(?![0-9点{_RUN}{_GOES_ON}])"
)


def _notation(first: str) -> re.Pattern[str]:
    """The pattern of the numerals that begin with a character."""
    if first in "几幾数數":
        return _SOME_NUMERAL
    return _ARABIC_NUMERAL if first.isascii() else _CHINESE_NUMERAL


_CORE = re.compile(rf"(?:{_MIXED}|{_CHINESE}){_MORE_INSIDE}?")
_BLANKS = 2
_BLANK_OR_TWO = rf"[^\S\n]{{0,{_BLANKS}}}"
_FRACTION = re.compile(
    rf"(?P<below>{_CHINESE}|{_ARABIC}){_BLANK_OR_TWO}分{_BLANK_OR_TWO}之{_BLANK_OR_TWO}(?P<minus>负)?(?P<above>{_CHINESE}|{_ARABIC})"
)
_SLASH_FRACTION = re.compile(r"(?<![0-9/.])([1-9])/([2-9]|[1-9][0-9])(?![0-9/.年月])")
_AND = re.compile(r"[^\S\n]?又[^\S\n]?")


class Numeral(NamedTuple):
    """One numeral. `value` and `value_high` are exact decimal texts with multipliers expanded.

    `unit` is "%" for 百分之五 and "" otherwise; `step` is the worth of the last written digit;
    `chinese` tells Chinese from Arabic notation; `bare` marks a multiplier without a digit (千万).
    """

    start: int
    end: int
    text: str
    value: str
    value_high: str = ""
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    step: str = "1"
    chinese: bool = False
    bare: bool = False


_make_numeral = partial(tuple.__new__, Numeral)
"""Makes a numeral of its parts in a third of the time of a call of the class."""


def scan(text: str, idle: bytearray | None = None) -> list[Numeral]:
    """Every plain numeral in reading order, without ranges and bounds. Linear in the length of the text.

    Those that begin at a character marked in `idle` are passed over unread.
    """
    narrowed = narrow(text)
    found: list[Numeral] = []
    position = 0
    while start := _START.search(narrowed, position):
        if idle is not None and idle[start.start()]:
            position = _behind_idle(narrowed, idle, start.start())
            if position > start.start():
                continue
        match = _written_at(narrowed, start, position)
        at = match.start() if match is not None else start.start()
        passed = match is None or (idle is not None and idle[at])
        numeral = None if match is None or passed else _read(narrowed, match)
        if match is None or numeral is None:
            position = match.end() if match is not None else start.end()
            continue
        beside = narrowed[numeral.start - 1 : numeral.start] + narrowed[numeral.end : numeral.end + 2]
        if not _ADDS.isdisjoint(beside):
            numeral = _tenths(narrowed, _signed(narrowed, _mixed(narrowed, numeral)))
        written = text[numeral.start : numeral.end]
        found.append(numeral if numeral.text == written else numeral._replace(text=written))
        position = numeral.end
    return found


# What numerals are written with, blanks apart.
_MAY_CARRY_ON = frozenset(f"0123456789.,/点分之余餘多几幾数數来{_RUN}")


def _behind_idle(text: str, idle: bytearray, at: int) -> int:
    """The end of the marked stretch around `at`; `at` itself where a numeral may reach over its ends."""
    if text[at - 1 : at] == ".":
        return at
    end = idle.find(0, at)
    if end < 0:
        return len(text)
    return at if text[end] in _MAY_CARRY_ON or text[end].isspace() else end


def _written_at(text: str, start: re.Match[str], position: int) -> re.Match[str] | None:
    """The numeral that begins with the character found behind `position`, or with a point before it."""
    at = start.start()
    if at > position and text[at - 1] == ".":
        # Behind a digit or a point .5 is no numeral.
        match = _ARABIC_NUMERAL.match(text, at - 1)
        if match is not None:
            return match
    plain = _PLAIN_ARABIC if start[0].isascii() else _PLAIN_CHINESE
    return plain.match(text, at) or _notation(start[0]).match(text, at)


_MINUS = re.compile(r"负|零下[^\S\n]?|(?<![0-9A-Za-z\u4e00-\u9fff)）%/—~-])-")
_BEFORE_NUMERAL = frozenset("负下- \t\u3000")
_ADDS = _BEFORE_NUMERAL.union("又成折")
"""Characters beside a numeral that may make more of it: a sign before, a fraction or 成 behind."""
_MINUS_OF_UNIT = re.compile(r"(?<=[\u4e00-\u9fff])-")
_SIGNED_UNIT = re.compile(r"[^\S\n]?(?:℃|°C|摄氏度|度|%|‰|个?百分点|个?基点|[万亿]?元|米)")


def _signed(text: str, numeral: Numeral) -> Numeral:
    """负六点六, 零下5, -5: the sign taken in; 8-5, 二〇二五-二六 and 米格-29 have none."""
    if numeral.value_high or text[numeral.start - 1 : numeral.start] not in _BEFORE_NUMERAL:
        return numeral
    signs = (_minus(text, numeral.start - back, numeral) for back in (1, 2, 3))
    sign = next((sign for sign in signs if sign is not None), None)
    if sign is None or (sign[0] == "-" and numeral.chinese):
        return numeral
    return numeral._replace(start=sign.start(), value=plain(Decimal(numeral.value).copy_negate()))


def _minus(text: str, start: int, numeral: Numeral) -> re.Match[str] | None:
    """The sign that reaches from `start` to the numeral; behind a word - needs a unit that takes signs."""
    if start < 0:
        return None
    sign = _MINUS.match(text, start)
    if sign is None and _SIGNED_UNIT.match(text, numeral.end):
        sign = _MINUS_OF_UNIT.match(text, start)
    return sign if sign is not None and sign.end() == numeral.start else None


# 成 opens many a word (成为, 成员); some nouns behind a share begin as those words end (七成员工).
NOT_TENTH = (
    r"为|立|员(?!工)|果(?![园农树])|本|功|效|交|长(?!期)|品(?!牌)|都|年(?!轻)|分|绩|人(?![口员群士])|语"
    r"|就(?!业)|型|群(?!众)|套|熟"
)
_TENTH = re.compile(rf"[^\S\n]?(?:成(?!{NOT_TENTH}|[一-九])|折(?![合算旧射叠]))")


def _tenths(text: str, numeral: Numeral) -> Numeral:
    """三成 is 30 %, 9.9折 99 %; 五五折 is 55 % already."""
    tail = text[numeral.end : numeral.end + 2]
    sign = _TENTH.match(text, numeral.end) if "成" in tail or "折" in tail else None
    if sign is None or numeral.unit or numeral.qualifier is not Qualifier.EXACT or numeral.bare:
        return numeral
    factor = 1 if Decimal(numeral.value) > 10 else 10
    value, step = _times(numeral.value, Decimal(factor)), _times(numeral.step, Decimal(factor))
    return numeral._replace(end=sign.end(), value=value, step=step, unit="%")


def _read(text: str, match: re.Match[str]) -> Numeral | None:
    if match["some"]:
        return _some(match)
    if match["ratio"]:
        return _hundredths(text, match)
    end = match.end()
    if match[0] in ("零", "〇") and text[end : end + 1] in ("上", "下"):
        return None
    fraction = _slash(text, match)
    if fraction is None and "分" in text[end : end + _BLANKS + 1]:
        fraction = _fraction(text, match.start())
    if fraction is not None:
        return fraction
    return _core(match[0], match.start(), chinese=bool(match["chinese"]))


def _mixed(text: str, whole: Numeral) -> Numeral:
    """3又一千分之23: a whole number and a fraction."""
    link = _AND.match(text, whole.end) if "又" in text[whole.end : whole.end + 2] else None
    part = _fraction(text, link.end()) if link and whole.qualifier is Qualifier.EXACT else None
    if part is None or whole.value_high:
        return whole
    with localcontext(prec=60):
        value = plain(Decimal(whole.value) + Decimal(part.value))
    return whole._replace(end=part.end, value=value, step=part.step)


def _some(match: re.Match[str]) -> Numeral:
    """几十 is 10 to 99, 几十万 100000 to 990000, 数千 1000 to 9999 (annotation guide, settled cases)."""
    word = match[0][1:]
    low = Decimal(1)
    for char in word:
        low *= MULTIPLIERS[char]
    small = [MULTIPLIERS[char] for char in word if MULTIPLIERS[char] < 10_000]
    digits = Decimal(10 ** len(str(small[0])) - 1) / small[0] if small else Decimal(9)
    return Numeral(
        match.start(),
        match.end(),
        match[0],
        plain(low),
        plain((low * digits).normalize()),
        qualifier=Qualifier.APPROX,
        step=plain(low),
        chinese=True,
    )


def _hundredths(text: str, match: re.Match[str]) -> Numeral | None:
    """百分之五, 千分之一, 百分之三十到四十: in percent."""
    scale = Decimal(1)
    for char in match["ratio"]:
        scale *= MULTIPLIERS[char]
    core = _CORE.match(text, match.end())
    value = _core(core[0], core.start(), chinese=True) if core else None
    if core is None or value is None:
        return None
    with localcontext(prec=60):
        factor = 100 / scale
        return value._replace(
            start=match.start(),
            unit="%",
            bare=False,
            value=_times(value.value, factor),
            value_high=_times(value.value_high, factor),
            step=_times(value.step, factor),
        )


def _times(text: str, factor: Decimal) -> str:
    return plain(Decimal(text) * factor) if text else ""


def _fraction(text: str, start: int) -> Numeral | None:
    """三分之一 as a decimal of at most 15 places."""
    match = _FRACTION.match(text, start)
    below, above = (parse(match["below"]), parse(match["above"])) if match else (None, None)
    if match is None or below is None or above is None or not below.number:
        return None
    numeral = _quotient(start, match.end(), above, below, chinese=True)
    return numeral._replace(value=f"-{numeral.value}") if match["minus"] else numeral


def _slash(text: str, match: re.Match[str]) -> Numeral | None:
    """1/3 where neither a date nor a unit can be meant."""
    slashed = text.startswith("/", match.start() + 1) and not match["chinese"]
    rest = _SLASH_FRACTION.match(text, match.start()) if slashed else None
    if rest is None:
        return None
    above, below = Decimal(rest[1]), Decimal(rest[2])
    one = Decimal(1)
    return _quotient(rest.start(), rest.end(), Value(above, one), Value(below, one), chinese=False)


def _quotient(start: int, end: int, above: Value, below: Value, *, chinese: bool) -> Numeral:
    with localcontext(prec=15):
        number = above.number / below.number
    return Numeral(start, end, "", plain(number), step="0.000001", chinese=chinese)


_PAIR = re.compile(
    rf"(?P<head>[{_RUN}]*[{MULTIPLIER_CHARS}])?(?P<low>[一二三四五六七八两])(?P<high>[两二三四五六七八九])"
    rf"(?P<tail>[{MULTIPLIER_CHARS}]{{0,3}})"
)
_INSIDE = re.compile(
    rf"(?P<head>.+?)[^\S\n]?(?P<word>[余餘多来几])[^\S\n]?(?P<tail>[{MULTIPLIER_CHARS}]{{0,3}}(?:[多余][{MULTIPLIER_CHARS}]{{1,2}})?)"
)
_ONLY_MULTIPLIERS = re.compile(f"[{MULTIPLIER_CHARS}]+")


def _core(word: str, start: int, *, chinese: bool) -> Numeral | None:
    """A numeral word with an inner 余, 多 or 几, an adjacent pair, or plain."""
    if word.isascii() and word.isdigit():
        return Numeral(start, start + len(word), word, word.lstrip("0") or "0", chinese=chinese)
    known = _worth(word, chinese)
    return _make_numeral((start, start + len(word), *known[2:])) if known is not None else None


@lru_cache(maxsize=4096)
def _worth(word: str, chinese: bool) -> Numeral | None:
    """The numeral that a word makes wherever it stands, as if at the head of a text."""
    end = len(word)
    word = "".join(word.split())
    inside = _INSIDE.fullmatch(word)
    if inside is not None:
        return _with_inside(inside, end, chinese)
    pair = _PAIR.fullmatch(word)
    if pair is not None and _is_pair(pair["low"], pair["high"]):
        head, tail = pair["head"] or "", pair["tail"]
        low, high = parse(head + pair["low"] + tail), parse(head + pair["high"] + tail)
        # 二三十 is 20 to 30 and 十七八 is 17 to 18: a shortened last place (百二) cannot be meant here.
        if low is not None and high is not None:
            return Numeral(
                0,
                end,
                word,
                plain(low.number),
                plain(high.number),
                qualifier=Qualifier.APPROX,
                step=plain(low.step),
                chinese=True,
            )
    value = parse(word)
    if value is None:
        return None
    bare = _ONLY_MULTIPLIERS.fullmatch(word) is not None and word not in ("十", "拾")
    return Numeral(0, end, word, plain(value.number), step=plain(value.step), chinese=chinese, bare=bare)


def _is_pair(low: str, high: str) -> bool:
    """七八, 两三 and 三五 are approximate pairs; 三八 or 五一 are not."""
    return DIGITS[high] - DIGITS[low] == 1 or (low, high) == ("三", "五")


def _with_inside(inside: re.Match[str], end: int, chinese: bool) -> Numeral | None:
    """16余万, 十多亿, 二十几: more than the written part."""
    head = parse(inside["head"].rstrip("零〇"))
    if head is None:
        return None
    factor = Decimal(1)
    for char in inside["tail"]:
        factor *= MULTIPLIERS.get(char, 1)
    return Numeral(
        0,
        end,
        inside[0],
        plain(head.number * factor),
        qualifier=Qualifier.MORE,
        step=plain(head.step * factor),
        chinese=chinese,
    )
