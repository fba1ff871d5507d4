"""Subject, verb and object of a clause, and what stands before them: fronted phrases, modifiers, times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ecodesk.extraction.phrases import (
    cues,
    is_clause_end,
    is_nominal,
    noun_end,
    points,
    without_lead,
)
from ecodesk.extraction.words import FIGURE, OF, TIME, Word, first_of, last_of, tags

_SAYS = frozenset(
    {"称", "说", "表示", "宣布", "指出", "透露", "声称", "预计", "预测", "认为", "证实", "强调"}
)
_WAYS = frozenset({"方式", "形式", "名义"})
_UNTIL = frozenset({"到", "至", "截至"})


class Parts(NamedTuple):
    """A clause up to a number: noun phrase before its verb, verb, what follows it, and what 在 governs.

    Without a verb everything is `subject`. `within` is the noun of a phrase with 在 or 于 between subject
    and verb.
    """

    subject: tuple[Word, ...] = ()
    verb: tuple[Word, ...] = ()
    object: tuple[Word, ...] = ()
    within: tuple[Word, ...] = ()


def phrase_end(words: Sequence[Word], start: int) -> int:
    """Index behind the prepositional phrase that begins at `start` (在……中, 对共建国家, 随着……)."""
    at = noun_end(words, start + 1)
    way = first_of(words[start + 1 : at], _WAYS)
    if way >= 0:
        return start + way + 2
    for number in range(at, min(len(words), start + _LONGEST_PHRASE)):
        # 在……的基础上, 在改造完成后: a localizer closes the phrase.
        if words[number].tag == "f":
            return number + 1
        if words[number].tag == FIGURE or is_clause_end(words[number]):
            break
    return at


_LONGEST_PHRASE = 14


def parse(words: Sequence[Word]) -> Parts:
    """Subject, verb and object of the words before a number; phrases with a preposition are left out."""
    rest = _behind_since(behind_modifier(behind_fronted(_without_until(without_lead(words)))[0]))
    end = noun_end(rest, 0)
    if 1 < end < len(rest) and rest[end].is_verb and rest[end - 1].text in cues("sets-about"):
        # 某省部署推进六项工程
        end -= 1
        rest[end] = rest[end]._replace(tag="v")
    if 0 < end < len(rest) - 1 and rest[end].text in _SAYS:
        # 甲国称空袭多地目标: what is said is told of somebody of its own, else of who says it.
        told = parse(rest[end + 1 :])
        return told if told.subject or not told.verb else told._replace(subject=tuple(rest[:end]))
    middle: list[Word] = []
    within: tuple[Word, ...] = ()
    at = end
    while at < len(rest) and not rest[at].is_verb:
        if rest[at].tag == "p" and rest[at].text not in cues("towards"):
            stop = max(phrase_end(rest, at), at + 1)
            owned = _owned(rest, at, stop) if at == end > 0 else 0
            if owned:
                # 以军在加沙地带的行动, 公司在华东的收入
                return parse(rest[stop:])._replace(subject=(*rest[:end], *rest[owned:stop]))
            if _is_way(rest, at, stop):
                middle += rest[at + 1 : stop]
            elif rest[at].text in ("在", "于"):
                within = tuple(word for word in rest[at + 1 : stop] if word.tag != "f")
            at = stop
        else:
            middle.append(rest[at])
            at += 1
    stop = at
    while stop < len(rest) and (
        rest[stop].is_verb
        or rest[stop].tag in ("ul", "uz")
        or (stop > at and rest[stop].tag == "d" and rest[stop + 1 : stop + 2] and rest[stop + 1].is_verb)
    ):
        stop += 1
    if stop == at:
        return Parts((*rest[:end], *middle), within=within)
    return Parts(tuple(rest[:end]), (*middle, *rest[at:stop]), tuple(rest[stop:]), within)


def _behind_since(words: list[Word]) -> list[Word]:
    """The words behind 冲突以来 or 促销期间, which tell since when or while what."""
    at = first_of(words[:_FAR_IN], _SINCE)
    behind = words[at + 1] if 0 < at < len(words) - 1 else None
    if behind is None or not (behind.is_noun or behind.is_verb or behind.tag == "d"):
        return words
    plain = all(is_nominal(word) or word.is_verb or word.tag in (TIME, "t") for word in words[:at])
    return words[at + 1 :] if plain else words


_SINCE = frozenset({"以来", "期间", "之后", "以后"})
_FAR_IN = 6
"""Words of a clause among which it stands since when something is."""


_PASSING = frozenset({"通过", "经过", "途经"})


def _passed(words: Sequence[Word], end: int) -> int:
    """Where the noun begins in 通过某运河的船只数量下降, which only looks like a phrase; 0 elsewhere."""
    verbal = end < len(words) and words[end].is_verb
    of = next((n for n in range(end - 2, 1, -1) if words[n].text == "的"), 0) if verbal else 0
    return of + 1 if of and words[end - 1].text in _AMOUNTS else 0


_AMOUNTS = frozenset({"数量", "流量", "总量", "人数", "次数", "客流", "车流", "车辆", "船只", "船舶", "旅客"})


def _is_way(words: Sequence[Word], start: int, end: int) -> bool:
    """True for 以市场采购方式, which says of what kind the trade is that is told."""
    traded = end < len(words) and words[end].text in ("进出口", "出口", "进口", "成交")
    return words[start].text == "以" and end > start + 2 and words[end - 1].text in _WAYS and traded


def _owned(words: Sequence[Word], start: int, end: int) -> int:
    """Where the noun begins that 在某地的 describes; 0 where the phrase ends otherwise."""
    if words[start].text != "在" or words[end - 1].tag == "f":
        return 0
    return next((n + 1 for n in range(end - 2, start + 1, -1) if words[n].text == "的"), 0)


def _without_until(words: list[Word]) -> list[Word]:
    """The words without 到 or 至 before a time (计划到2027年建成)."""
    if TIME not in tags(words):
        return words
    behind = [*words[1:], words[-1]]
    return [
        word
        for word, after in zip(words, behind, strict=True)
        if word.text not in _UNTIL or after.tag != TIME
    ]


def behind_fronted(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """The words behind the phrases that open a clause with a preposition, and the noun of 在 or 于."""
    place: list[Word] = []
    while words and words[0].tag == "p" and words[0].text not in cues("towards"):
        end = phrase_end(words, 0)
        if _is_way(words, 0, end):
            break
        passed = _passed(words, end) if words[0].text in _PASSING else 0
        if passed:
            return words[passed:], place
        if words[0].text in ("在", "于"):
            place = [word for word in words[1:end] if word.tag != "f"]
        words = without_lead(words[max(end, 1) :])
    return words, place


def behind_modifier(words: list[Word]) -> list[Word]:
    """The words behind a phrase with a verb and 的 that opens a clause (暴雨引发的洪水造成……).

    The phrase stays where nothing but the number follows its noun: 通行的班列 is what is counted.
    """
    last = last_of(words, OF)
    if last <= 0:
        return words
    verb = noun_end(words, 0)
    while 0 < verb < last and words[verb].tag in ("t", "d", TIME):
        verb += 1
    if verb >= last or not words[verb].is_verb:
        return words
    end = noun_end(words, last + 1)
    if verb == 0 and words[0].text in ("来自", "位于", "前来") and end > last + 1:
        return words[last + 1 :]
    said = (word for word in words[end:] if word.text not in cues("link"))
    follows = end > last + 1 and any(word.is_verb or word.tag == "p" for word in said)
    alone = verb == 0 and words[0].is_verb and end == len(words) > last + 2
    if alone and words[-1].text in cues("told-of-things"):
        # 执行此次任务的某某火箭全长43米
        return words[last + 1 :]
    if follows and words[verb].text in cues("occur") and end == last + 2:
        # 某省11日晚发生的洪灾造成……
        return [*(word for word in words[:verb] if word.is_noun and not points(word)), *words[last + 1 :]]
    return words[last + 1 :] if follows else words


def opening(words: Sequence[Word]) -> list[Word]:
    """The noun phrase that opens a clause, or that it comes to: 在某厂, …, 坐拥美称的某地."""
    rest, place = behind_fronted(without_lead(words))
    if not rest:
        return place
    rest = behind_modifier(rest)
    end = noun_end(rest, 0)
    if end == 1 and len(rest) > 2 and points(rest[0]):
        # 这家刚入驻的智能座舱企业
        had = last_of(rest, OF)
        if had > 1 and noun_end(rest, had + 1) == len(rest):
            return [rest[0], *rest[had + 1 :]]
    if end:
        return rest[:end]
    last = last_of(rest, OF)
    closes = last > 0 and noun_end(rest, last + 1) == len(rest) > last + 1
    return rest[last + 1 :] if closes else []
