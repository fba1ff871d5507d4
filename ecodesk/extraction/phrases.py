"""Noun phrases, prepositional phrases and verbs among the words of a clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ecodesk.extraction.words import (
    FIGURE,
    NAME,
    NOMINAL_TAGS,
    PUNCTUATION,
    TIME,
    Word,
    first_of,
    last_of,
    tagged,
    tags,
    texts,
)
from ecodesk.knowledge.lexicon import cue_words

_CLAUSE_ENDS = frozenset("，,；;：:。！？!?—…（）()\n")
_LIST_MARKS = frozenset({"、", "和", "及", "与", "以及"})
_WEAK_TAGS = frozenset({"d", "p", "c", "u", "ul", "uj", "uz", "ud", "y", "zg", "r", TIME})
_JOINTS = _LIST_MARKS | {"的", "·"}
_NEGATIONS = frozenset({"不", "未", "没有", "非", "无", "尚未", "不再"})
_SAYS = frozenset(
    {"称", "说", "表示", "宣布", "指出", "透露", "声称", "预计", "预测", "认为", "证实", "强调"}
)
THIS_TIME = frozenset({"此次", "这次", "此轮", "这轮", "本次", "本轮"})
_WAYS = frozenset({"方式", "形式", "名义"})
_UNTIL = frozenset({"到", "至", "截至"})
_LEADING_TAGS = frozenset({"c", "d", "u", "uj", "ul", "y", "t", "m", TIME, PUNCTUATION})
_UNNAMED_TAGS = frozenset({"d", "u", "uj", "ul", "uz", "ud", "y", TIME, PUNCTUATION})
"""Classes of words that an indicator drops, but for cue words and the marks of a list."""
_AND_SO_ON = frozenset({"等", "等等"})
_LONGEST_NAME = 24
POINTING = frozenset({
    "该", "本", "此", "这", "这家", "这座", "这个", "这项", "这所", "这条", "这一", "这台", "这款", "这批",
    "这支", "这辆", "这艘", "这架", "这片", "这处", "这套", "该型", "该批", "该类", "本届",
})
"""Words that point back with the noun behind them."""
_COMPARING = frozenset({"比", "较"})
"""Before a time that an indicator keeps (比2022年下降)."""
_CLOSING = {"“": "”", "《": "》"}


@cache
def cues(kind: str) -> frozenset[str]:
    """The cue words of one kind."""
    return frozenset(cue_words(kind))


class Parts(NamedTuple):
    """A clause up to a number: noun phrase before its verb, verb, what follows it, and what 在 governs.

    Without a verb everything is `subject`. `within` is the noun of a phrase with 在 or 于 between subject
    and verb.
    """

    subject: tuple[Word, ...] = ()
    verb: tuple[Word, ...] = ()
    object: tuple[Word, ...] = ()
    within: tuple[Word, ...] = ()


def is_clause_end(word: Word) -> bool:
    """True for the marks that end a clause; 、 and quotation marks do not."""
    return word.tag == PUNCTUATION and word.text in _CLAUSE_ENDS


def clause_ends(words: Sequence[Word]) -> list[int]:
    """Indexes of the marks that end clauses."""
    return [at for at in tagged(words, _MARKS) if words[at].text in _CLAUSE_ENDS]


_MARKS = frozenset({PUNCTUATION})


def is_list_mark(word: Word) -> bool:
    """True for 、, 和 and the like."""
    return word.text in _LIST_MARKS


def is_nominal(word: Word) -> bool:
    """True for a word that may stand in a noun phrase."""
    return word.tag in NOMINAL_TAGS and word.text not in _AND_SO_ON


def is_weak(word: Word) -> bool:
    """True for what may stand between an indicator and its number and names nothing."""
    if word[3] in _WEAK_TAGS or word[2] in _weak():
        return True
    return word[3] == PUNCTUATION and word[2] != "%"


@cache
def _weak() -> frozenset[str]:
    return cues("link") | cues("drop")


def without_tail(words: Sequence[Word]) -> list[Word]:
    """The words before a number, without linking words and adverbs at the end."""
    end = len(words)
    while end and is_weak(words[end - 1]) and words[end - 1].text not in cues("keep"):
        end -= 1
    return list(words[:end])


def without_lead(words: Sequence[Word]) -> list[Word]:
    """The words of a clause without what leads it in (其中, 同时, 据介绍) and without its times."""
    for at, (_, _, text, tag) in enumerate(words):
        if text in _leads() or (tag in _LEADING_TAGS and text not in cues("keep")):
            continue
        doubtful = tag == FIGURE or text in _MAY_LEAD
        if not (doubtful and (_is_manner(words, at) or _is_term(words, at))):
            return list(words[at:])
    return []


@cache
def _leads() -> frozenset[str]:
    return (cues("lead") | _AND_SO_ON) - cues("keep")


_MANNERS = ("重点", "主要")
_MAY_LEAD = frozenset({*_MANNERS, "期"})


def _is_manner(words: Sequence[Word], at: int) -> bool:
    """True for 重点 and 主要 before a verb or a preposition: how it is done, not a thing."""
    if words[at].text not in _MANNERS or at + 1 >= len(words):
        return False
    return words[at + 1].is_verb or words[at + 1].tag == "p"


def _is_term(words: Sequence[Word], at: int) -> bool:
    """True for 20年 and 期 of 20年期国债: of what term something is."""
    if words[at].text == "期":
        return at > 0 and words[at - 1].tag == FIGURE
    return words[at].tag == FIGURE and at + 1 < len(words) and words[at + 1].text == "期"


def join(words: Sequence[Word]) -> str:
    """Text of an indicator's words: adverbs, 了, 的 and times left out, marks of a list kept."""
    if not words:
        return ""
    drop = cues("drop")
    kept = [
        word
        for at, word in enumerate(words)
        if (word[3] not in _UNNAMED_TAGS and word[2] not in drop)
        or word[2] in _kept()
        or (word[3] == TIME and at and words[at - 1].text in _COMPARING)
    ]
    while kept and (kept[-1][2] in _LIST_MARKS or kept[-1][3] in _UNENDED):
        kept.pop()
    while kept and kept[0][2] in _LIST_MARKS:
        kept.pop(0)
    return "".join(texts(kept))


_UNENDED = frozenset({"p", "c", "ad"})
"""Classes of words that an indicator does not end with."""


@cache
def _kept() -> frozenset[str]:
    return cues("keep") | _NEGATIONS | {"、", "·", "%"}


def points(word: Word) -> bool:
    """True for 该, 本 and the like, and for 该院, 本市, which may be cut as one word."""
    text = word[2]
    if text[0] not in _POINTING_HEADS:
        return False
    joined = word[3] in ("x", "r") and len(text) > 1 and text[0] in "该本"
    return text in POINTING or (joined and text[1] not in "地身人")


_POINTING_HEADS = frozenset(text[0] for text in POINTING | THIS_TIME)


def noun_end(words: Sequence[Word], start: int) -> int:
    """Index behind the noun phrase that begins at `start`; `start` itself where none does."""
    at = end = len(words)
    if start >= end:
        return start
    first = words[start]
    pointed = first[2][0] in _POINTING_HEADS and (points(first) or first[2] in THIS_TIME)
    for at in range(start + pointed, end):
        _, _, text, tag = words[at]
        if tag in NOMINAL_TAGS and text not in _AND_SO_ON:
            continue
        if at == start or not (text in _JOINTS or tag == TIME or tag == "k" or text in THIS_TIME):
            break
    else:
        at = end
    while at > start and words[at - 1][2] in _LOOSE:
        at -= 1
    return at


_LOOSE = _LIST_MARKS | {"的"}
"""Words that a noun phrase does not end with."""


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


def noun_text(words: Sequence[Word]) -> str:
    """Text of a noun phrase without quotation marks around all of it, "" when it is too long for a name."""
    kept = list(words)
    while len(kept) > 1 and kept[-1].tag in ("m", "t", "f", TIME):
        kept.pop()
    text = "".join(word.text for word in kept if word.tag != TIME).strip("的、· ")
    if text and text[0] in _CLOSING and text.find(_CLOSING[text[0]]) == len(text) - 1:
        text = text if text[0] == "《" else text[1:-1]
    return text if len(text) <= _LONGEST_NAME else ""


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


_OF = frozenset({"的"})
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
    last = last_of(words, _OF)
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
        had = last_of(rest, _OF)
        if had > 1 and noun_end(rest, had + 1) == len(rest):
            return [rest[0], *rest[had + 1 :]]
    if end:
        return rest[:end]
    last = last_of(rest, _OF)
    closes = last > 0 and noun_end(rest, last + 1) == len(rest) > last + 1
    return rest[last + 1 :] if closes else []


def is_name(word: Word) -> bool:
    """True for a quoted name, a company, a place or an organisation of the dictionary."""
    return word.tag in (NAME, "ns", "nt")


def project_end(words: Sequence[Word]) -> int:
    """Index behind 控制性工程, 重点项目 and the like, which tell of the name behind; 0 elsewhere."""
    for at in range(1, min(len(words) - 1, 9)):
        if words[at].text in ("工程", "项目") and words[at - 1].text in cues("landmark"):
            return at + 1
    return 0


_KINDS_OF_PLACE = frozenset({"县", "镇", "乡", "村", "港", "街道"})


def settlement_end(words: Sequence[Word]) -> int:
    """How many words 青禾县 or 云岭村 takes up, a place that no table has; 0 where none begins."""
    first, kind = words[0], words[1].text if len(words) > 1 else ""
    if first.tag == "x" and len(first.text) > 2 and first.text[-1] in _KINDS_OF_PLACE:
        return 1
    unknown = first.tag in ("x", "ns", "nr") and 1 < len(first.text) < 4
    return 2 if unknown and kind in _KINDS_OF_PLACE else 0
