"""Persons by name: behind what they are (选手谢某), or by a family name that the copy says again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ecodesk.extraction.phrases import cues
from ecodesk.extraction.words import Word, texts
from ecodesk.knowledge.lexicon import cue_words, surnames

_GIVEN = frozenset({"n", "ng", "a", "ag", "nr", "x", "z", "j", "g", "nz"})
_TAGS = frozenset({"nr", "nrt", "x"})


def person(words: Sequence[Word], count: Callable[[str, int], int]) -> tuple[str, int]:
    """Somebody whose name a phrase begins with, and its words' number; else ("", 0).

    `count` tells how often the copy around a position says a name.

    The first of a list of people is nobody by himself.
    """
    if words[0].tag not in _TAGS and cues("role").isdisjoint(texts(words)):
        return "", 0
    # 本地选手谢某: where somebody is from stands before what he is.
    at = _before_role(words)
    while at < len(words) - 1 and words[at].text in cues("role"):
        at += 1
    name = words[at].text
    if at > 0 and len(name) == 1 and name in surnames():
        # 种粮大户郭|建军
        given = next((word for word in words[at + 1 : at + 2] if word.tag in _GIVEN), None)
        return (name + given.text, at + 2) if given is not None and len(given.text) < _LONGEST else ("", 0)
    if at > 0 and len(name) == _GLUED and words[at].tag == "x" and name[-1] in _GLUED_VERBS:
        # 居民冯某某住
        return name[:-1], at + 1
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


def _before_role(words: Sequence[Word]) -> int:
    """Where what somebody is stands behind where he belongs (心血管内科主任张某, 本地选手谢某); else 0."""
    for at in range(1, min(len(words) - 1, _LONGEST_OFFICE)):
        if words[at].text in cues("role") and words[at + 1].tag in _TAGS:
            idle = cues("origin") | {"的"}
            return at if all(word.is_noun or word.text in idle for word in words[:at]) else 0
    return 0


_GLUED, _GLUED_VERBS = 4, frozenset("住说称在有是为从到家")
_LONGEST_OFFICE = 5
_LONGEST_FOREIGN = 7


def is_person(name: str) -> bool:
    """True for what looks like somebody's name by its family name and length."""
    return _SHORTEST <= len(name) <= _LONGEST and name[0] in surnames() and not name.endswith(_NO_PERSON)


_SHORTEST, _LONGEST = 2, 3
_NO_PERSON = tuple("省市县区镇乡村队赛省国军院校河江湖山港")
