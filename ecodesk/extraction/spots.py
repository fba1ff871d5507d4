"""Where the figures of a sentence stand: each with its clause and the words that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ecodesk.domain.facts import Measure
from ecodesk.extraction.indicators import is_indicator, is_known_indicator
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.phrases import (
    cues,
    is_clause_end,
    is_list_mark,
    is_nominal,
    join,
    noun_end,
    parse,
    without_lead,
    without_tail,
)
from ecodesk.extraction.words import FIGURE, NAME, PUNCTUATION, TIME, Word
from ecodesk.knowledge.units import measure_words, unit_of

_LONGEST_COUNTED = 24
_AND_SO_ON = frozenset({"等", "等等"})
_KINDS = frozenset({"重点", "主要", "重大", "典型", "专项", "特色", "大型", "小型", "新型"})
_AGES = frozenset({"岁", "周岁"})
_EACH = frozenset({"分别", "依次"})
_ALONE = frozenset({"人", "人次", "户", "户次", "架次", "车次"})
"""Units that name what is counted by themselves."""


class Spot(NamedTuple):
    """A figure among the words of its sentence.

    `own` are the words before it that belong to it: those of its clause behind the figure before, with the
    verb or the list item it shares. `noun` is what stands behind it and is counted or had (38个技改项目,
    2.1亿元的贷款), `used` the index behind that noun; `next` is the next figure of the clause or the
    clause's end, `end` the end of the clause. `each` is the number of the figure in a list told apart by
    分别, -1 elsewhere, and `of` the length of that list; `listed` is True behind 、 or 和. `said` is where
    a predicate of what is counted begins, behind the last noun of an enumeration. `after_counted` is True
    where `own` begins with what the figure before counts; `said_apart` where each figure of a list has a
    predicate of its own. `lead` is `own` without what leads the clause in, `tail` without the linking words
    at its end, `bare` without both.
    """

    mention: Mention
    measure: Measure
    words: Sequence[Word]
    at: int
    start: int
    next: int
    end: int
    own: tuple[Word, ...] = ()
    noun: str = ""
    used: int = 0
    said: int = 0
    each: int = -1
    of: int = 0
    listed: bool = False
    after_counted: bool = False
    said_apart: bool = False
    lead: tuple[Word, ...] = ()
    tail: tuple[Word, ...] = ()
    bare: tuple[Word, ...] = ()

    @property
    def counts(self) -> bool:
        """True for a unit that is a measure word or a counted noun (38个, 60万农民)."""
        return self.mention.unit in measure_words() or self.mention.rule == "counted-noun"


def spots(words: Sequence[Word], figures: Sequence[tuple[Mention, Measure]]) -> list[Spot]:
    """The figures of one sentence in reading order."""
    known = {mention.start: (mention, measure) for mention, measure in figures}
    marks = [at for at, word in enumerate(words) if word.tag in _MARKS]
    found: list[Spot] = []
    start = 0
    before_clause: Sequence[Word] = ()
    beyond = _beyond(words, marks)
    for at in marks:
        word = words[at]
        if is_clause_end(word):
            before_clause = words[start:at] if word.text == "，" else ()
            start = at + 1
        elif word.tag == FIGURE and word.start in known:
            before = found[-1] if found and found[-1].at >= start else None
            own = _own(words, start, at, before, before_clause)
            bounds = _Bounds(at, start, *beyond[at])
            found.append(_placed(*known[word.start], words, bounds, own, _priced(own.words)))
    return _with_predicates(_told_apart(found))


def _read_once(own: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...], tuple[Word, ...]]:
    """The words of a figure as all frames read them: its `lead`, `tail` and `bare`."""
    tail = without_tail(own)
    return tuple(without_lead(own)), tuple(tail), tuple(without_lead(tail))


_MARKS = frozenset({PUNCTUATION, FIGURE})


class _Bounds(NamedTuple):
    """Indexes of a figure, its clause's first word, the next figure (else the clause's end), the end."""

    at: int
    start: int
    after: int
    end: int


def _beyond(words: Sequence[Word], marks: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Behind each figure the next one of its clause, else the clause's end; and the clause's end."""
    found: dict[int, tuple[int, int]] = {}
    after = end = len(words)
    for at in reversed(marks):
        if words[at].tag == FIGURE:
            found[at] = after, end
            after = at
        elif is_clause_end(words[at]):
            after = end = at
    return found


def _spoken(clause: Sequence[Word]) -> Sequence[Word]:
    """What a clause before is about: 龙溪河的水质，常年在……; 出口指数持续回升，12月为……; else ()."""
    rest = without_lead(clause)
    end = noun_end(rest, 0)
    if not end or any(word.tag == FIGURE or word.text in ("方面", "来看") for word in rest):
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
    noun, used = _noun_behind(words, at + 1, after)
    open_ended = not noun or words[used - 1].tag == "b"
    if open_ended and after == end and mention.unit in _ACTIVITIES and used < end and _is_object(own):
        noun, used = _with_verb_inside(words, at + 1, end) or (noun, used)
    if after == at + 1 < end and words[after].text.endswith("级"):
        # 八个千亿级产业集群
        noun, used = _noun_behind(words, after + 1, end)
        noun = words[after].text + noun if noun else ""
    elif mention.unit in _ALONE and words[used - 1].text != "的" and noun and _is_told_of(words, at + 1, end):
        # 2万人逃离北部的难民营: what they did, no kind of them; 5人伤势严重.
        noun, used = "", at + 1
    lead, tail, bare = _read_once(own)
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


_ACTIVITIES = frozenset({"项", "场", "个", "次", "处"})
"""Units of what is carried out or set up."""
_LONGEST_WITH_VERB = 12


def _is_object(own: Sequence[Word]) -> bool:
    """True where a verb before a number takes what is counted for its object, and nobody does more there."""
    verb = next((word for word in reversed(without_tail(own)) if word.tag != "ul"), None)
    pivot = cues("cause") | cues("light") | cues("link") | cues("pivot")
    return verb is not None and verb.is_verb and verb.text not in pivot


def _with_verb_inside(words: Sequence[Word], start: int, end: int) -> tuple[str, int] | None:
    """The counted noun with a verb in it (1000多项促消费活动, 9场巡回招聘会), None for another one."""
    said = words[start:end]
    fits = len(said) > 1 and said[-1].is_noun and not said[-1].text.endswith(_NO_HEAD)
    if not fits or not all(word.is_verb or is_nominal(word) for word in said):
        return None
    text = join(said)
    return (text, end) if len(text) <= _LONGEST_WITH_VERB else None


_NO_HEAD = ("工作", "服务", "全程", "现场")


def _noun_behind(words: Sequence[Word], start: int, end: int) -> tuple[str, int]:
    """The noun phrase that follows a number directly or behind 的, and the index behind it."""
    becomes = start + 1 < end and words[start].text in cues("becomes")
    if becomes and words[start + 1].text in ("为", "到", "至"):
        # 由1.7%调整为1.5%
        return "", start
    first = start + (start < end and words[start].text == "的")
    at = first + _adjectives(words, first, end)
    while at < end and words[at].text not in _AND_SO_ON:
        joined = first == start and _joins_nouns(words, at, end)
        inside = at > first and (words[at].text in ("的", "·", "驻") or joined)
        inside = inside or (at == first and words[at].text in cues("average"))
        if not (is_nominal(words[at]) or inside) or (words[at].tag in ("f", "m") and at == first):
            break
        at += 1
    at = _before_indicator(words, first, at) if first == start else at
    while at > first and (words[at - 1].text in ("的", "和", "与", "及") or _only_adorns(words, first, at)):
        at -= 1
    while at > first + 1 and _is_manner(words, at - 1, end):
        at -= 1
    text = join(words[first:at])
    if len(text) > _LONGEST_COUNTED:
        # What is too long for one thing is a list.
        at = next((n for n in range(first + 1, at) if words[n].text == "、"), at)
        text = join(words[first:at])
    if not text:
        behind, stop = _noun_behind_clause(words, start, end)
        text, at = join(words[behind:stop]), max(at, stop)
    at = max(at, start)
    return (text, at) if text and len(text) <= _LONGEST_COUNTED else ("", start)


def _is_manner(words: Sequence[Word], at: int, end: int) -> bool:
    """True for how something is done, before its verb: 36家央企现场签约, 1.2万户农户户均增收."""
    told = words[at].text in cues("manner") or words[at].text in cues("average")
    return told and at + 1 < end and words[at + 1].is_verb


def _only_adorns(words: Sequence[Word], first: int, at: int) -> bool:
    """True where a noun phrase would end with what is no noun; a bound noun ends one (钢管桩, 减压舱)."""
    last = words[at - 1]
    bound = at - 1 > first and last.tag in ("q", "ng", "g") and words[at - 2].is_noun
    return last.adorns and not last.is_noun and not bound


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
    goes_on = stop < len(words) and (words[stop].tag == FIGURE or words[stop].text in _AND_SO_ON)
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
        return _Own(tuple(own) if any(word.is_noun for word in own) else (*_spoken(clause), *own))
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
    if before.noun and low + 1 < at and is_list_mark(words[at - 1]) and words[low].text in cues("casualty"):
        # 4万名某国人死亡、超过9万人受伤
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
    if not rest and before.counts and words[before.at + 1].text != "的":
        # 25个国家223个城市: two counts of one thing done.
        return _Own(_shared(before), listed=True)
    named = before.counts and before.at > before.start and words[before.at - 1].text in _AND_SO_ON
    if named:
        return _Own((_counted_name(before), *rest))
    start = before.at + 1 + is_term(before)
    return _Own((*words[start : before.used], *rest), counted=before.counts)


def is_term(spot: Spot) -> bool:
    """True for 20年期国债: the figure is the term of what stands behind."""
    unit = unit_of(spot.mention.unit)
    behind = spot.words[spot.at + 1].text if spot.at + 1 < spot.end else ""
    return behind == "期" and unit is not None and unit.dimension == "duration"


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
    if low > before.start and words[low - 1].text in _AND_SO_ON:
        while low > before.start and _in_list(words[low - 1]):
            low -= 1
    text = "".join(word.text for word in words[low : before.used])
    text = text if len(text) <= _LONGEST_COUNTED else before.noun
    return Word(words[low].start, words[before.used - 1].end, text, NAME)


def _in_list(word: Word) -> bool:
    return is_nominal(word) or word.text in ("、", "等", "和")


def _told_apart(found: list[Spot]) -> list[Spot]:
    """A、B分别为1和2: each figure of the list gets the item it belongs to."""
    result = list(found)
    done = 0
    for number, spot in enumerate(found):
        at = next((n for n, word in enumerate(spot.own) if word.text in _EACH), -1)
        if at < 0 or number < done:
            continue
        group = _list_from(found, number)
        done = number + len(group)
        named = at
        while named and spot.own[named - 1].text in cues("keep"):
            named -= 1
        items = _items(spot.own[:named], len(group))
        said = (*spot.own[named:at], *spot.own[at + 1 :])
        for place, member in enumerate(group):
            changed = place and member.own and member.own[-1].text in cues("change")
            own = (*items[place], *said) if items else member.own if changed else spot.own
            lead, tail, bare = _read_once(own)
            result[number + place] = member._replace(
                own=own, each=-1 if items else place, of=len(group), lead=lead, tail=tail, bare=bare
            )
    return result


def _with_predicates(found: list[Spot]) -> list[Spot]:
    """17条河流、29个站点超警: what is said behind an enumeration is said of each of its nouns."""
    result: list[Spot] = []
    for spot in reversed(found):
        behind = result[-1] if result else None
        joined = behind is not None and behind.listed and not behind.said_apart and behind.start == spot.start
        result.append(spot._replace(said=behind.said) if joined and behind is not None else spot)
    return result[::-1]


def _list_from(found: Sequence[Spot], number: int) -> list[Spot]:
    """The figures that one 分别 tells apart: joined by list marks, with nothing else between."""
    group = [found[number]]
    for spot in found[number + 1 :]:
        between = spot.words[group[-1].at + 1 : spot.at]
        joined = between and (is_list_mark(between[-1]) or _is_changed_too(between))
        if spot.start != group[-1].start or not joined:
            break
        group.append(spot)
    return group


def _is_changed_too(between: Sequence[Word]) -> bool:
    """True for 、增长 and 和下降 between two changes of one list."""
    return is_list_mark(between[0]) and len(between) == 2 and between[1].text in cues("change")


def _items(words: Sequence[Word], wanted: int) -> list[tuple[Word, ...]]:
    """The items of a list before 分别; [] when there are not as many as figures."""
    words = without_tail(words)
    parts: list[list[Word]] = [[]]
    for word in words:
        if is_list_mark(word):
            parts.append([])
        else:
            parts[-1].append(word)
    if len(parts) == wanted and all(parts):
        towards = next((n for n, word in enumerate(parts[0]) if word.text in cues("towards")), -1)
        if towards >= 0 and not any(word.tag == "p" for part in parts[1:] for word in part):
            # 对甲国、乙国出口分别增长……
            parts[1:] = [[*parts[0][: towards + 1], *part] for part in parts[1:]]
        head = parts[-1][-1]
        shared = len(parts[-1]) > 1 and is_indicator(head.text)
        # 铁路、民航客运量分别突破……
        return [
            (*part, head) if shared and not is_indicator(part[-1].text) else tuple(part) for part in parts
        ]
    pair = _PAIRS.get(words[-1].text) if words and wanted == 2 else None
    if pair is None:
        return []
    last = words[-1]
    return [(*words[:-1], Word(last.start, last.end, one, last.tag)) for one in pair]


_PAIRS = {
    "产销量": ("产量", "销量"),
    "产销": ("产量", "销量"),
    "进出口": ("进口", "出口"),
    "进出口额": ("进口额", "出口额"),
    "收支": ("收入", "支出"),
    "存贷款余额": ("存款余额", "贷款余额"),
}
"""Words for two indicators at once, in the order their figures follow."""
