"""Noun phrases among the words of a clause, and the words that lead it in and end it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ecodesk.extraction.words import (
    FIGURE,
    NAME,
    NOMINAL_TAGS,
    PUNCTUATION,
    TIME,
    Word,
    tagged,
    texts,
)
from ecodesk.knowledge.lexicon import cue_words

_CLAUSE_ENDS = frozenset("，,；;：:。！？!?—…（）()\n")
_LIST_MARKS = frozenset({"、", "和", "及", "与", "以及"})
_WEAK_TAGS = frozenset({"d", "p", "c", "u", "ul", "uj", "uz", "ud", "y", "zg", "r", TIME})
_JOINTS = _LIST_MARKS | {"的", "·"}
_NEGATIONS = frozenset({"不", "未", "没有", "非", "无", "尚未", "不再"})
THIS_TIME = frozenset({"此次", "这次", "此轮", "这轮", "本次", "本轮"})
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


def noun_text(words: Sequence[Word]) -> str:
    """Text of a noun phrase without quotation marks around all of it, "" when it is too long for a name."""
    kept = list(words)
    while len(kept) > 1 and kept[-1].tag in ("m", "t", "f", TIME):
        kept.pop()
    text = "".join(word.text for word in kept if word.tag != TIME).strip("的、· ")
    if text and text[0] in _CLOSING and text.find(_CLOSING[text[0]]) == len(text) - 1:
        text = text if text[0] == "《" else text[1:-1]
    return text if len(text) <= _LONGEST_NAME else ""


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
