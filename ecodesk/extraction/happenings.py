"""What happened in the clause before: whose deed or which event brought about what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ecodesk.extraction.openings import is_report
from ecodesk.extraction.parsing import behind_fronted, parse
from ecodesk.extraction.phrases import cues, is_clause_end, noun_text, without_lead
from ecodesk.extraction.readings import is_event
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.words import FIGURE, TIME, Word, texts
from ecodesk.knowledge.lexicon import cue_pattern

_REPORTS = 3
"""Clauses back that are looked at behind those that only tell who says it."""
_LONGEST_EVENT = 24
"""Characters of a clause that may stand as what caused something."""


def event_before(spot: Spot) -> str:
    """What caused something, told in the clause before: 一栋楼遭到袭击，造成9人死亡; "" elsewhere."""
    suffered = not cues("casualty").isdisjoint(texts(spot.words[spot.at + 1 : spot.at + 4]))
    if spot.listed or not (suffered or not cues("cause").isdisjoint(texts(spot.lead))):
        return ""
    own = behind_fronted(list(spot.lead))[0]
    suffered = suffered and not own
    if not suffered and not (own and _is_caused(own)):
        return ""
    clause = _clause_before(spot.words, spot.start - 1)
    while clause and clause[0].tag == "f":
        # 东部多地遭以军袭击
        clause = clause[1:]
    if len(clause) > 1 and is_event(clause[0]) and clause[0].is_verb and clause[1].text in cues("cause"):
        # 袭击引发大火，造成3人受伤
        return clause[0].text
    if not clause or not clause[0].is_noun:
        return ""
    named = _event_named(clause)
    if named or suffered or len(own) > 1:
        return named
    text = "".join(word.text for word in clause if word.tag != TIME)
    happened = any(word.is_verb for word in clause) and not any(word.tag == FIGURE for word in clause)
    return text if happened and len(text) <= _LONGEST_EVENT else ""


def _is_caused(own: Sequence[Word]) -> bool:
    """True for 造成 and for 袭击造成 at the head of the words of a figure."""
    if own[0].text in cues("cause"):
        return True
    told = next((word for word in own[1:] if word.tag != "d"), None)
    return is_event(own[0]) and told is not None and told.text in cues("cause")


def _clause_before(words: Sequence[Word], end: int) -> list[Word]:
    """The clause that ends at a mark, behind those that only tell who says it."""
    for _ in range(_REPORTS):
        if end <= 0:
            break
        start = next((n + 1 for n in range(end - 1, -1, -1) if is_clause_end(words[n])), 0)
        clause = without_lead(words[start:end])
        if clause and not is_report(clause):
            return clause
        end = start - 1
    return []


def _brief(words: Sequence[Word]) -> str:
    """Whom or what something befell: 某州机库 for 某国某州机场附近一座在建的机库."""
    last = next((n for n in range(len(words) - 1, 0, -1) if words[n].text == "的"), 0)
    text = noun_text(words)
    if not last or len(text) <= _BRIEF:
        return text
    place = [word for word in words[:last] if word.tag == "ns"][:2]
    return noun_text([*place[-1:], *words[last + 1 :]])


_BRIEF = 12
"""Characters of a name up to which nothing of it is left out."""


def _event_named(clause: Sequence[Word]) -> str:
    """The name of what a clause tells: 甲军空袭 of 甲军空袭多地, 某山区雪崩 of 某山区发生雪崩; else ""."""
    parts = parse(clause)
    last = parts.object[-1] if parts.object else None
    if any(word.text in cues("suffer") for word in parts.verb):
        by = parts.object[:-1]
        struck = last is not None and is_event(last) and by and all(word.names for word in by)
        return noun_text(parts.object) if struck else ""
    if not parts.subject:
        return ""
    if is_event(parts.subject[-1]) or is_event(parts.subject[0]):
        # 台风“珊珊”继续影响多地
        return noun_text(parts.subject)
    if last is not None and is_event(last) and any(word.text in cues("occur") for word in parts.verb):
        thing = [word for word in parts.object if word.tag not in ("m", "q", "ul", "r", FIGURE)]
        return _brief(parts.subject) + noun_text(thing)
    if any(word.text in cues("occur") for word in parts.verb):
        # 某地发生三次爆炸并引发大火
        happened = next((word for word in parts.object if is_event(word)), None)
        if happened is not None:
            return noun_text(parts.subject) + happened.text
    done = next((word for word in (*parts.verb, *parts.object[-1:]) if is_event(word)), None)
    # 甲军空袭多地, 甲方对某地发动空袭
    return _brief(parts.subject) + done.text if done is not None else ""


@lru_cache(maxsize=1 << 12)
def event_named(name: str) -> str:
    """The word for what happened that a longer name ends with (地震 of 某地地震); "" for another name."""
    found = _ending().search(name)
    return found[0] if found is not None and found.start() else ""


def without_event(said: str) -> str:
    """An indicator without the word for what happened at its head (袭击死亡人数), which is the subject."""
    return _beginning().sub("", said)


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(rf"^(?:{cue_pattern('event')})(?=.)")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('event')})$")
