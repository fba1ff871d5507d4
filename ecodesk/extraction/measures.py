"""Measure (数别) and modality (语气) of a figure, from the words around it."""

from __future__ import annotations

import re
from functools import cache

from ecodesk.domain.facts import Measure, Modality
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.sentences import Sentence, clause_end, clause_start
from ecodesk.knowledge.lexicon import cue_pattern


@cache
def _change() -> re.Pattern[str]:
    """A change word that is no part of another word, and what may stand between it and the number."""
    return re.compile(rf"(?:{cue_pattern('not-change')})|(?P<change>{cue_pattern('change')})")


@cache
def _change_beside() -> re.Pattern[str]:
    """A change word right before the number that is another word elsewhere (出口成长5%, 学生成长)."""
    return re.compile(rf"(?:{cue_pattern('change-beside')})(?:[了率约近逾超达为至少过]|幅度)*$")


@cache
def _level() -> re.Pattern[str]:
    return re.compile(rf"^了?(?:{cue_pattern('level')})|(?:至|到|为|达)了?$")


def measure_of(text: str, sentence: Sentence, mention: Mention) -> Measure:
    """Measure of a figure; a rise or fall BY an amount is a change, TO an amount is a level."""
    if mention.measure is not None:
        return mention.measure
    changed = _is_change(text, sentence, mention)
    if mention.unit in ("个百分点", "百分点"):
        return Measure.CHANGE
    if changed:
        return Measure.CHANGE
    if mention.unit in ("倍", "番"):
        return Measure.MULTIPLE
    return Measure.PERCENT if mention.unit in ("%", "‰", "％") else Measure.AMOUNT


def _is_change(text: str, sentence: Sentence, mention: Mention) -> bool:
    start = clause_start(text, sentence.start, mention.start)
    prefix = text[start : mention.start]
    if _change_beside().search(prefix[-12:]):
        return True
    last = None
    for match in _change().finditer(prefix):
        if match["change"]:
            last = match
    if last is None:
        return False
    behind = prefix[last.end() :]
    if len(last["change"]) == 1 and len(behind) > 2:
        return False
    if _level().search(behind) and not re.match(r"[^，]{0,6}(?:增速|增幅|涨幅|降幅|增长率)", last[0]):
        return False
    # 新增A15家、B20家: the word governs the whole list, but not a phrase that it adorns (提升的…).
    return not behind.startswith("的") and len(behind) <= 24


@cache
def _planned() -> re.Pattern[str]:
    # 全年料升5%: Hong Kong's word for a forecast, which ends many nouns (材料达到3种).
    expected = r"(?<=[年期度月季，。；：])料(?:将|会|可|升|跌|增|减|达)"
    cues = rf"(?<![工年五业动展总作度此与期者])(?:{cue_pattern('planned')})(?![》”、收生已])"
    return re.compile(f"{cues}|{expected}")


def modality_of(text: str, sentence: Sentence, mention: Mention, period: str, year: int | None) -> Modality:
    """Planned when the sentence says so up to the figure's clause, or the period is in the future."""
    first_year = re.match(r"[0-9]{4}", period)
    if year is not None and first_year is not None and int(first_year[0]) > year:
        return Modality.PLANNED
    # 5大行业将取消审批: the cue may also follow in the figure's own clause.
    governing = text[sentence.start : clause_end(text, mention.end, sentence.end)]
    return Modality.PLANNED if _planned().search(governing) else Modality.ACTUAL
