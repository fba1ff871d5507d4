"""Where the figures of a sentence stand: each with its clause and the words that belong to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ecodesk.domain.facts import Measure
from ecodesk.extraction.countednouns import AND_SO_ON, LONGEST_COUNTED, further, noun_behind, with_verb_inside
from ecodesk.extraction.enumerations import told_apart, with_predicates
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.phrases import (
    clause_ends,
    cues,
    is_list_mark,
    is_nominal,
    noun_end,
    without_lead,
    without_tail,
)
from ecodesk.extraction.spot import Spot, is_term, read_once
from ecodesk.extraction.words import (
    FIGURE,
    NAME,
    NOUN_TAGS,
    PUNCTUATION,
    TIME,
    Word,
    first_tagged,
    tagged,
    tags,
    texts,
)

_AGES = frozenset({"岁", "周岁"})
_ALONE = frozenset({"人", "人次", "户", "户次", "架次", "车次"})
"""Units that name what is counted by themselves."""


def spots(words: Sequence[Word], figures: Sequence[tuple[Mention, Measure]]) -> list[Spot]:
    """The figures of one sentence in reading order."""
    known = {mention.start: (mention, measure) for mention, measure in figures}
    numbers = list(tagged(words, _FIGURES))
    found: list[Spot] = []
    start = first = 0
    before_clause: Sequence[Word] = ()
    for end in (*clause_ends(words), len(words)):
        behind = bisect_left(numbers, end, first)
        before: Spot | None = None
        for number in range(first, behind):
            at = numbers[number]
            if words[at].start not in known:
                continue
            own = _own(words, start, at, before, before_clause)
            bounds = _Bounds(at, start, numbers[number + 1] if number + 1 < behind else end, end)
            before = _placed(*known[words[at].start], words, bounds, own, _priced(own.words))
            found.append(before)
        before_clause = words[start:end] if end < len(words) and words[end].text == "，" else ()
        start, first = end + 1, behind
    return with_predicates(told_apart(found))


_FIGURES = frozenset({FIGURE})


class _Bounds(NamedTuple):
    """Indexes of a figure, its clause's first word, the next figure (else the clause's end), the end."""

    at: int
    start: int
    after: int
    end: int


_SEEN = frozenset({"方面", "来看"})
_RECORDS = frozenset({"新高", "新低", "纪录", "记录"})


def _spoken(clause: Sequence[Word]) -> Sequence[Word]:
    """What a clause before is about: 龙溪河的水质，常年在……; 出口指数持续回升，12月为……; else ()."""
    rest = without_lead(clause)
    end = noun_end(rest, 0)
    if not end or FIGURE in tags(rest) or not _SEEN.isdisjoint(texts(rest)):
        return ()
    if rest[end - 1].text in _RECORDS:
        # 规模创历史新高，同比增长5.9%
        return ()
    if rest[end - 1].tag in ("a", "z") and end > 1:
        # 某地物产丰饶，有21种矿产
        return ()
    bare = end == len(rest) > 1 and rest[-1].tag not in ("f", "m", TIME)
    done = rest[0].tag in ("ad", "vd", "vn", "z") and end > 1
    return rest[:end] if (bare and not done) or is_indicator(rest[end - 1].text) else ()


def _placed(
    mention: Mention,
    measure: Measure,
    words: Sequence[Word],
    bounds: _Bounds,
    how: _Own,
    own: tuple[Word, ...],
) -> Spot:
    """A figure with the bounds of its clause and the noun behind it."""
    at, start, after, end = bounds
    noun, used = noun_behind(words, at + 1, after)
    open_ended = not noun or words[used - 1].tag == "b"
    if open_ended and after == end and mention.unit in _ACTIVITIES and used < end and _is_object(own):
        noun, used = with_verb_inside(words, at + 1, end) or (noun, used)
    elif noun and used < after and words[used].is_verb and (
        words[used - 1].tag in _UNDONE or words[used - 1].text in cues("nation")
    ):
        noun, used = further(words, at + 1, used, after) or (noun, used)
    elif noun and mention.unit in _TIMES and _names_deed(words, used, after) and _is_object(own):
        # 开展两次水样采集和一次更换操作
        noun, used = noun + words[used].text, used + 1
    elif noun and _is_had_change(words, at, measure) and _names_deed(words, used, after):
        # 支撑了年均6.1%的经济增长
        noun, used = noun + words[used].text, used + 1
    if after == at + 1 < end and words[after].text.endswith("级"):
        # 八个千亿级产业集群
        noun, used = noun_behind(words, after + 1, end)
        noun = words[after].text + noun if noun else ""
    elif mention.unit in _ALONE and words[used - 1].text != "的" and noun and _is_told_of(words, at + 1, end):
        # 2万人逃离北部的难民营: what they did, no kind of them; 5人伤势严重.
        noun, used = "", at + 1
    lead, tail, bare = read_once(own)
    return Spot(
        mention,
        measure,
        words,
        at,
        start,
        after,
        end,
        own,
        noun,
        used,
        max(used, at + 1),
        listed=how.listed,
        after_counted=how.counted,
        said_apart=how.apart,
        lead=lead, tail=tail, bare=bare,
    )


def _is_told_of(words: Sequence[Word], start: int, end: int) -> bool:
    """True where a verb, or a noun and an adjective that end the clause, say something of people counted."""
    return words[start].is_verb or (start + 2 == end and words[start].is_noun and words[start + 1].tag == "a")


_UNDONE = frozenset({"b", "vn"})
"""Classes of words that a counted noun hardly ends with."""
def _names_deed(words: Sequence[Word], at: int, end: int) -> bool:
    """True for a verb of two characters behind a noun that ends the phrase: what is done is meant."""
    if at >= end or not words[at].is_verb or len(words[at].text) != _DEED:
        return False
    return at + 1 >= len(words) or words[at + 1].tag == PUNCTUATION or is_list_mark(words[at + 1])


def _is_had_change(words: Sequence[Word], at: int, measure: Measure) -> bool:
    return measure is Measure.CHANGE and at + 1 < len(words) and words[at + 1].text == "的"


_DEED = 2
_TIMES = frozenset({"次", "场", "轮"})
_ACTIVITIES = frozenset({"项", "场", "个", "次", "处"})
"""Units of what is carried out or set up."""


def _is_object(own: Sequence[Word]) -> bool:
    """True where a verb before a number takes what is counted for its object, and nobody does more there."""
    verb = next((word for word in reversed(without_tail(own)) if word.tag != "ul"), None)
    pivot = cues("cause") | cues("light") | cues("link") | cues("pivot")
    return verb is not None and verb.is_verb and verb.text not in pivot


def _priced(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words without 每吨 and the like that belong to a price (收购价为每吨2580元)."""
    at = len(words) - (2 if len(words) > 2 and words[-2].text == "每" else 1)
    if at > 0 and words[at].text.startswith("每") and any(is_indicator(word.text) for word in words[:at]):
        while words[at - 1].tag in (TIME, "uj", "p"):
            at -= 1
        return words[:at]
    return words


class _Own(NamedTuple):
    """The words of a figure, and how they stand to those of the figure before it."""

    words: tuple[Word, ...]
    listed: bool = False
    apart: bool = False
    counted: bool = False


def _own(words: Sequence[Word], start: int, at: int, before: Spot | None, clause: Sequence[Word]) -> _Own:
    """The words that belong to a figure; `before` is the figure before it in the clause.

    `clause` is the clause before: the noun phrase it is about is the subject where its own clause has none.
    """
    if before is None:
        own = words[start:at]
        return _Own(tuple(own) if first_tagged(own, NOUN_TAGS) >= 0 else (*_spoken(clause), *own))
    aged = before.mention.unit in _AGES and before.mention.qualifier and at > before.at + 1
    if aged and words[before.at + 1].is_noun:
        # 65岁以上老年人健康体检率: whose it is.
        age = words[before.at]
        return _Own((Word(age.start, age.end, age.text, "b"), *words[before.at + 1 : at]))
    low = max(before.used, before.at + 1)
    low += is_term(before) and low < at and words[low].text == "期"
    if not before.noun and at > low + 1 and is_list_mark(words[at - 1]):
        # 13人死亡、57人受伤: what is said of the first is no part of the second.
        return _Own(_shared(before), listed=True, apart=True)
    suffered = low < at and (words[low].text in cues("casualty") or words[low].text == "被")
    if suffered and (low + 1 == at or (before.noun and is_list_mark(words[at - 1]))):
        # 4万名某国人死亡、超过9万人受伤; 18户房屋被掩埋、47人失联; 22人死亡117人受伤
        return _Own(_shared(before), listed=True, apart=True)
    if low < at and is_list_mark(words[low]):
        part = words[low + 1 : at]
        done = len(part) == 1 and part[0].tag == "vn" and any(word.is_verb for word in before.own)
        alone = (done or any(word.is_verb for word in part)) if part else not before.noun
        return _Own((*(() if alone else _shared(before)), *words[low + 1 : at]), listed=True)
    if low < at and words[low].text == "的":
        return _Own(tuple(words[low + 1 : at]))
    if before.noun and words[before.at + 1].text != "的":
        return _behind_counted(words, at, before)
    return _Own(tuple(words[low:at]))


def _behind_counted(words: Sequence[Word], at: int, before: Spot) -> _Own:
    """6家企业产值增速超过50%: what was counted opens what is said here; with a list of names it is a name."""
    rest = words[before.used : at]
    if not rest and _counts_kinds(words, at, before):
        # 购买八大类家电产品1984.3万台
        return _Own((*_shared(before), *words[before.at + 1 : before.used]), listed=True)
    if not rest and before.counts and words[before.at + 1].text != "的":
        # 25个国家223个城市: two counts of one thing done.
        return _Own(_shared(before), listed=True)
    named = before.counts and before.at > before.start and words[before.at - 1].text in AND_SO_ON
    if named:
        return _Own((_counted_name(before), *rest))
    start = before.at + 1 + is_term(before)
    return _Own((*words[start : before.used], *rest), counted=before.counts)


def _counts_kinds(words: Sequence[Word], at: int, before: Spot) -> bool:
    """True where the figure before only says of how many kinds the things are that this one counts."""
    ends = at + 1 >= len(words) or words[at + 1].tag == PUNCTUATION
    return ends and before.mention.unit.endswith(("类", "种", "款", "型"))


def _shared(before: Spot) -> tuple[Word, ...]:
    """The verb that the items of an enumeration share: 新增A15家、B20家."""
    parts = parse(without_tail(before.own))
    if before.noun and parts.object:
        return tuple(before.own)
    if parts.verb and parts.verb[-1].text in cues("cause"):
        return parts.verb[-1:]
    return parts.verb[:1] if parts.verb and parts.verb[0].is_verb else parts.verb


def _counted_name(before: Spot) -> Word:
    """百科鼎盛等6家企业 as one name: what a figure behind it in the clause is about."""
    words, low = before.words, before.at
    if low > before.start and words[low - 1].text in AND_SO_ON:
        while low > before.start and _in_list(words[low - 1]):
            low -= 1
    text = "".join(word.text for word in words[low : before.used])
    text = text if len(text) <= LONGEST_COUNTED else before.noun
    return Word(words[low].start, words[before.used - 1].end, text, NAME)


def _in_list(word: Word) -> bool:
    return is_nominal(word) or word.text in ("、", "等", "和")
