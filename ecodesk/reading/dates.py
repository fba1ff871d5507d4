"""When an article was published, as far as its own words tell.

Rules, best first: a date line (2024-03-05 10:20; 新华社北京2024年3月5日电); the day in the path of the copy's
own link, which stands by itself at its beginning or end; today's year said outright
(今年是2024年; 2025年是…20周年); the year in which its newest picture was taken. Anything else, such as
截至2024年6月末, only says "not before", and is no date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ecodesk.domain.text import BlockKind
from ecodesk.knowledge.script import simplified

# Taiwan's years of the Republic: 民国113年 is 2024.
_REPUBLIC_BEFORE = 1911
_FULL = re.compile(
    r"(?:(?<!\d)(?P<y>19\d\d|20\d\d)|民国\s?(?P<republic>\d{2,3}))\s?(?:年\s?(?P<m>1[0-2]|0?[1-9])\s?月\s?(?P<d>3[01]|[12]\d|0?[1-9])\s?日"
    r"|(?P<sign>[-/.])(?P<m2>1[0-2]|0?[1-9])(?P=sign)(?P<d2>3[01]|[12]\d|0?[1-9])(?!\d))"
)
_REPUBLIC_LINE = re.compile(
    r"(?:发布|发表|刊登|更新|出版|时间|日期)[^\d。]{0,6}(?P<republic>1\d\d)\s?(?P<sign>[-/.年])"
    r"\s?(?P<m>1[0-2]|0?[1-9])\s?[-/.月]\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\s\d{1,2}:\d{2})?(?=[)）])"
)
_DATE_LINE = re.compile(
    r"记者|通讯员|本报|(?:发布|发表|刊发|更新|出版|来源|时间|日期|编辑)[^。]{0,20}|\d{1,2}:\d{2}|[日\d]\s*第?\s*\d{0,2}\s*版"
)
_LINKED = re.compile(
    r"https?://[!-.0-~]{4,60}/(?:[!-.0-~]{1,40}/){0,4}?"
    r"(?P<y>20[0-9]{2})[-/]?(?P<m>0[1-9]|1[0-2])[-/]?(?P<d>[0-2][0-9]|3[01])/[!-~]*"
)
_BESIDE_LINK = 10
"""Characters beside its link in a paragraph that is there for the link (查看原文)."""
_WIRE = re.compile(r"\s?(?:电|讯|消息|报道)(?:[）)（(：:\s]|$)")
_THIS_YEAR = re.compile(
    r"今年是\s?(20\d\d)年|(?:^|[。！？；“\n])\s*(20\d\d)年，?(?:正?是|恰逢|适逢|迎来|正值|系)[^。]{0,40}?(?:\d|[一二三四五六七八九十百])+周年"
    r"|(?:^|[。！？；“\n])\s*(20\d\d)年，?是[^。]{0,30}(?:开局|收官|起步|攻坚|关键)之?年"
)
_TAKEN = re.compile(r"摄于\s?(20\d\d)\s?年")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?年")
_SENTENCE = re.compile("[^。！？；\n]+")
_PLANNED = re.compile(
    r"计划|规划|预计|力争|目标|将于|将在|争取|有望|拟|未来|20\d\d\s?年(?:底|末)?(?:之?前|以前)"
)


def iso(year: str, month: str, day: str) -> str:
    """An ISO date, "" when there is no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def full_date(text: str) -> str:
    """The first full date of a text in ISO form, "" when it has none."""
    match = _FULL.search(simplified(text))
    if match is None:
        return ""
    year = match["y"] or str(_REPUBLIC_BEFORE + int(match["republic"]))
    return iso(year, match["m"] or match["m2"], match["d"] or match["d2"])


def _date_line(text: str) -> str:
    """Date of a paragraph that is there to tell it: nothing else in it, or a wire's opening."""
    text = simplified(text)
    compact = _COMPACT.search(text) if len(text) <= 60 else None
    if compact:
        return iso(compact["y"], compact["m"], compact["d"])
    republic = _REPUBLIC_LINE.search(text) if len(text) <= 60 else None
    if republic:
        return iso(str(_REPUBLIC_BEFORE + int(republic["republic"])), republic["m"], republic["d"])
    match = _FULL.search(text[:80])
    if match is None:
        return ""
    rest = (text[: match.start()] + text[match.end() :]).strip(" ()（）|　-—")
    if len(rest) <= 4 or (len(text) <= 70 and _DATE_LINE.search(rest) and "，" not in rest):
        return full_date(text)
    return full_date(text) if _WIRE.match(text[match.end() : match.end() + 3]) else ""


def date_line(texts: Sequence[str]) -> str:
    """The first date line among paragraphs, "" when there is none."""
    return next((found for text in texts if (found := _date_line(text))), "")


def _link_date(text: str) -> str:
    """The day in the path of a link that makes up a paragraph (…/2024/03/05/…), "" elsewhere."""
    match = _LINKED.search(text)
    alone = match is not None and len(text) - len(match[0]) <= _BESIDE_LINK
    return iso(match["y"], match["m"], match["d"]) if match is not None and alone else ""


def published(blocks: Sequence[tuple[BlockKind, str]]) -> str:
    """ISO date or year of publication, "" when the text does not tell."""
    blocks = [(kind, simplified(text)) for kind, text in blocks]
    told = date_line([text for _, text in [*blocks[:6], *blocks[-4:]]])
    if told:
        return told
    linked = next((day for _, text in [*blocks[:3], *blocks[-4:]] if (day := _link_date(text))), "")
    if linked:
        return linked
    said = [
        year for _, text in blocks for match in _THIS_YEAR.finditer(text) for year in match.groups() if year
    ]
    if said:
        return max(said)
    taken = [year for _, text in blocks for year in _TAKEN.findall(text)]
    return max(taken) if taken and _newest(blocks) <= max(taken) else ""


def _newest(blocks: Sequence[tuple[BlockKind, str]]) -> str:
    """The newest year the text speaks of as past or present."""
    sentences = (match[0] for _, text in blocks for match in _SENTENCE.finditer(text))
    return max(
        (year for sentence in sentences if not _PLANNED.search(sentence) for year in _YEAR.findall(sentence)),
        default="",
    )
