"""Persons by name: behind what they are (选手谢某), or by a family name that the copy says again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter

from ecodesk.extraction.phrases import cues
from ecodesk.extraction.words import TIME, Word, is_word, texts
from ecodesk.knowledge.lexicon import cue_words, surnames

_GIVEN = frozenset({"n", "ng", "a", "ag", "nr", "x", "z", "j", "g", "nz", "ns"})
_TAGS = frozenset({"nr", "nrt", "x"})


def person(words: Sequence[Word], count: Callable[[str, int], int]) -> tuple[str, int]:
    """Somebody whose name a phrase begins with, and its words' number; else ("", 0).

    `count` tells how often the copy around a position says a name.

    The first of a list of people is nobody by himself.
    """
    if words[0].tag not in _TAGS and _tells_no_role(words):
        return "", 0
    # 本地选手谢某: where somebody is from stands before what he is.
    at = _before_role(words)
    while at < len(words) - 1 and is_role(words[at].text):
        at += 1
    name = words[at].text
    if at > 0 and len(name) == 1 and name in surnames():
        # 种粮大户郭|建军
        given = next((word for word in words[at + 1 : at + 2] if word.tag in _GIVEN), None)
        return (name + given.text, at + 2) if given is not None and len(given.text) < _LONGEST else ("", 0)
    if at > 0 and len(name) == _GLUED and words[at].tag == "x" and name[-1] in _GLUED_VERBS:
        # 居民冯某某住
        return name[:-1], at + 1
    if at > 0 and len(name) == _SHORTEST and name[0] in _FAMILIAR and name[1] in surnames():
        # 快递员小赵
        return name, at + 1
    foreign = at > 0 and words[at].tag in ("nr", "nrt") and len(name) > _SHORTEST
    if words[at].tag not in _TAGS or not 1 < len(name) <= (_LONGEST_FOREIGN if foreign else 4):
        return "", 0
    if name[0] not in surnames() and not foreign:
        return "", 0
    listed = at + 1 < len(words) and words[at + 1].text == "、"
    if listed or name.endswith(cue_words("entity")):
        return "", 0
    rest = words[at + 1 : at + 2]
    cut = at > 0 and len(name) == _SHORTEST and rest and len(rest[0].text) == 1 and rest[0].tag in _GIVEN
    if cut:
        # 选手潘展|乐: a given name that the model of unknown words cuts.
        return name + rest[0].text, at + 2
    told = at > 0 or (len(name) == 3 and count(name, words[at].start) > 1)
    return (name, at + 1) if told else ("", 0)


def _tells_no_role(words: Sequence[Word]) -> bool:
    """True where none of the words is, or ends like, what somebody is."""
    return cues("role").isdisjoint(texts(words)) and _ROLE_ENDS.isdisjoint(map(_last, texts(words)))


_last = itemgetter(-1)


@lru_cache(maxsize=1 << 14)
def is_role(text: str) -> bool:
    """True for what somebody is: 选手, 主任, and by its ending 护林员, 茶农, 木匠."""
    return text in cues("role") or (len(text) > 1 and text[-1] in _ROLE_ENDS and text not in cues("people"))


_ROLE_ENDS = frozenset("员农匠户民师长工手")


def _before_role(words: Sequence[Word]) -> int:
    """Where what somebody is stands behind where he belongs (心血管内科主任张某, 本地选手谢某); else 0."""
    for at in range(1, min(len(words) - 1, _LONGEST_OFFICE)):
        name = words[at + 1]
        if is_role(words[at].text) and (name.tag in _TAGS or name.text in surnames()):
            idle = cues("origin") | {"的"}
            return at if all(word.is_noun or word.text in idle for word in words[:at]) else 0
    return 0


_GLUED, _GLUED_VERBS = 4, frozenset("住说称在有是为从到家")
_LONGEST_OFFICE = 5
_FAMILIAR = frozenset("小老阿")
"""Before a family name, of somebody known well."""
_LONGEST_FOREIGN = 7


def is_person(name: str) -> bool:
    """True for what looks like somebody's name by its family name and length."""
    return _SHORTEST <= len(name) <= _LONGEST and name[0] in surnames() and not name.endswith(_NO_PERSON)


_SHORTEST, _LONGEST = 2, 3
_NO_PERSON = tuple("省市县区镇乡村队赛省国军院校河江湖山港")


def named(words: Sequence[Word]) -> str:
    """The full name of somebody who does something, with which the words begin; "" where they do not."""
    name, *behind = words[:2]
    if name.tag not in _TAGS or len(name.text) != _LONGEST or not is_person(name.text) or is_word(name.text):
        return ""
    done = bool(behind) and (behind[0].is_verb or behind[0].tag in _GOES_ON)
    return name.text if done else ""


_GOES_ON = frozenset({"d", "t", "r", "p", "ad", TIME})
