"""The noun behind a number: what is counted, or what has so much."""

from __future__ import annotations

from collections.abc import Sequence

from ecodesk.extraction.indicators import is_indicator, is_known_indicator
from ecodesk.extraction.phrases import cues, is_list_mark, is_nominal, join, noun_end
from ecodesk.extraction.words import FIGURE, NOMINAL_TAGS, PUNCTUATION, Word

LONGEST_COUNTED = 24
"""Characters of what is counted; what is longer is a list."""
AND_SO_ON = frozenset({"等", "等等"})
_KINDS = frozenset({"重点", "主要", "重大", "典型", "专项", "特色", "大型", "小型", "新型"})
_LONGEST_WITH_VERB = 12


def with_verb_inside(words: Sequence[Word], start: int, end: int) -> tuple[str, int] | None:
    """The counted noun with a verb in it (1000多项促消费活动, 9场巡回招聘会), None for another one."""
    said = words[start:end]
    fits = len(said) > 1 and said[-1].is_noun and not said[-1].text.endswith(_NO_HEAD)
    if not fits or not all(word.is_verb or is_nominal(word) for word in said):
        return None
    text = join(said)
    return (text, end) if len(text) <= _LONGEST_WITH_VERB else None


def further(words: Sequence[Word], start: int, used: int, after: int) -> tuple[str, int] | None:
    """The counted noun that goes on behind a verb in it (县级公共 | 寄递服务中心), None where it does not."""
    stop = noun_end(words[:after], used + 1)
    named = stop > used + 1 and words[stop - 1].is_noun and words[stop - 1].tag not in ("vn", "ns")
    done = stop < after and words[stop].text in ("的", "了")
    if not named or done or (stop == after < len(words) and words[after].tag == FIGURE):
        return None
    text = join(words[start:stop])
    return (text, stop) if len(text) <= _LONGEST_WITH_VERB else None


_NO_HEAD = ("工作", "服务", "全程", "现场")


def noun_behind(words: Sequence[Word], start: int, end: int) -> tuple[str, int]:
    """The noun phrase that follows a number directly or behind 的, and the index behind it."""
    becomes = start + 1 < end and words[start].text in cues("becomes")
    if becomes and words[start + 1].text in ("为", "到", "至"):
        # 由1.7%调整为1.5%
        return "", start
    first = start + (start < end and words[start].text == "的")
    at = first + _adjectives(words, first, end)
    at = _nominal_end(words, at, first, end, listed=first == start)
    at = _before_indicator(words, first, at) if first == start else at
    while at > first and (words[at - 1].text in ("的", "和", "与", "及") or _only_adorns(words, first, at)):
        at -= 1
    while at > first + 1 and _is_manner(words, at - 1, end):
        at -= 1
    text = join(words[first:at]) if at > first else ""
    if len(text) > LONGEST_COUNTED:
        # What is too long for one thing is a list.
        at = next((n for n in range(first + 1, at) if words[n].text == "、"), at)
        text = join(words[first:at])
    if not text:
        behind, stop = _noun_behind_clause(words, start, end)
        text, at = join(words[behind:stop]) if stop else "", max(at, stop, start)
    return (text, at) if text and len(text) <= LONGEST_COUNTED else ("", start)


def _nominal_end(words: Sequence[Word], at: int, first: int, end: int, *, listed: bool) -> int:
    """Index behind the words from `at` on that belong to a phrase from `first` on, a list if `listed`."""
    if at == first < end:
        if words[at].tag in _NO_HEAD_TAGS:
            return at
        at += words[at].text in cues("average")
    while at < end and words[at].text not in AND_SO_ON:
        word = words[at]
        if word.tag not in NOMINAL_TAGS:
            joins = word.text in _INSIDE or (listed and _joins_nouns(words, at, end))
            if at == first or not joins:
                break
        at += 1
    return at


_NO_HEAD_TAGS = frozenset({"f", "m"})
_INSIDE = frozenset({"的", "·", "驻"})


def _is_manner(words: Sequence[Word], at: int, end: int) -> bool:
    """True for how something is done, before its verb: 36家央企现场签约, 1.2万户农户户均增收."""
    told = words[at].text in cues("manner") or words[at].text in cues("average")
    return told and at + 1 < end and words[at + 1].is_verb


def _only_adorns(words: Sequence[Word], first: int, at: int) -> bool:
    """True where a noun phrase would end with what is no noun; a bound noun ends one (钢管桩, 减压舱)."""
    last = words[at - 1]
    if last.is_noun or not last.adorns:
        return False
    return not (at - 1 > first and last.tag in ("q", "ng", "g") and words[at - 2].is_noun)


def _adjectives(words: Sequence[Word], first: int, end: int) -> int:
    """How many words before a noun only say of what kind it is, a verb among them (重点水毁修复项目)."""
    kinds = first < end and words[first].text in _KINDS
    behind = first + 1
    while kinds and behind < end and words[behind].is_verb:
        behind += 1
    return behind - first if kinds and behind < end and words[behind].is_noun else 0


def _noun_behind_clause(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Bounds of the noun behind a verb phrase and 的 that follow a number, (0, 0) where there is none.

    建成100条具有地方特色的绿道, 600名来自各地的工友一起奋战.
    """
    if start >= end or not (words[start].is_verb or words[start].tag == "p"):
        return 0, 0
    last = next((n for n in range(end - 1, start, -1) if words[n].text == "的"), 0)
    stop = noun_end(words[:end], last + 1) if last else 0
    first = next((n for n in range(start + 1, last) if words[n].text == "的"), last)
    ends = noun_end(words[:end], first + 1) if first < last else end
    if first < last and ends < end and words[ends].is_verb and ends > first + 1:
        # 4架携带炸弹的战机空袭了机场附近的……: the noun before its own verb.
        last, stop = first, ends
    joint = next((n for n in range(last + 1, stop) if words[n].text in ("和", "与")), stop)
    if stop < end and joint < stop and words[stop].tag != PUNCTUATION:
        stop = joint
    return (last + 1, stop) if stop > last + 1 and words[stop - 1].is_noun else (0, 0)


def _joins_nouns(words: Sequence[Word], at: int, end: int) -> bool:
    """True for 和 between two nouns of one counted thing (11个人员和装备集中区)."""
    if words[at].text not in ("、", "和", "与", "及") or at + 1 >= end or not words[at + 1].is_noun:
        return False
    # 148部电视剧、网络剧获得许可; but no list goes on to another number.
    stop = at
    while stop < end and (is_nominal(words[stop]) or is_list_mark(words[stop])):
        stop += 1
    goes_on = stop < len(words) and (words[stop].tag == FIGURE or words[stop].text in AND_SO_ON)
    # 产业集群和风、光、储等16条产业链, but 47个国家和地区890家企业
    return not goes_on or (words[at].text != "、" and not any(word.text == "、" for word in words[at:stop]))


def _before_indicator(words: Sequence[Word], first: int, end: int) -> int:
    """Where the counted noun ends: 74个国控断面 | 水质优良比例, 6家企业 | 产值增速."""
    last = words[end - 1] if end > first + 1 else None
    if last is not None and words[first - 1].text[-1] == "元" and last.text in cues("money"):
        # 2亿元中央预算内投资
        return end
    if last is None or not is_indicator(last.text) or end - first > 8:
        return end
    for number in range(first + 1, end):
        if is_known_indicator(join(words[number:end])):
            return number
    return next((n for n in range(first + 1, end - 1) if is_indicator(words[n].text)), end)
