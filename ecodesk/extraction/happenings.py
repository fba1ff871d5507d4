"""What happened in the clause before: whose deed or which event brought about what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ecodesk.extraction.phrases import cues, is_clause_end, noun_text, parse, without_lead
from ecodesk.extraction.readings import is_event
from ecodesk.extraction.spots import Spot
from ecodesk.extraction.topics import is_report
from ecodesk.extraction.words import FIGURE, TIME, Word
from ecodesk.knowledge.lexicon import cue_pattern

_LONGEST_EVENT = 24
"""Characters of a clause that may stand as what caused something."""


def event_before(spot: Spot) -> str:
    """What caused something, told in the clause before: 一栋楼遭到袭击，造成9人死亡; "" elsewhere."""
    own = without_lead(spot.own)
    caused = bool(own) and own[0].text in cues("cause")
    suffered = not own and any(
        word.text in cues("casualty") for word in spot.words[spot.at + 1 : spot.at + 4]
    )
    if not (caused or suffered) or spot.listed:
        return ""
    end = spot.start - 1
    start = next((n + 1 for n in range(end - 1, -1, -1) if is_clause_end(spot.words[n])), 0)
    clause = without_lead(spot.words[start : max(end, 0)])
    if not clause or not clause[0].is_noun or is_report(clause):
        return ""
    named = _event_named(clause)
    if named or suffered:
        return named
    text = "".join(word.text for word in clause if word.tag != TIME)
    happened = any(word.is_verb for word in clause) and not any(word.tag == FIGURE for word in clause)
    return text if happened and len(text) <= _LONGEST_EVENT else ""


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
    if last is not None and is_event(last) and any(word.text in cues("occur") for word in parts.verb):
        thing = [word for word in parts.object if word.tag not in ("m", "q", "ul", "r", FIGURE)]
        return noun_text(parts.subject) + noun_text(thing)
    done = next((word for word in (*parts.verb, *parts.object[-1:]) if is_event(word)), None)
    # 甲军空袭多地, 甲方对某地发动空袭
    return noun_text(parts.subject) + done.text if done is not None else ""


@lru_cache(maxsize=1 << 12)
def event_named(name: str) -> str:
    """The word for what happened that a longer name ends with (地震 of 某地地震); "" for another name."""
    found = _ending().search(name)
    return found[0] if found is not None and found.start() else ""


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('event')})$")
