"""Reports of a match or a race: what they tell holds for the day on which it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ecodesk.extraction.periods import Period

_LEAD, _WORDS = 800, 4
"""Different words of sport that the first characters of a report of a match hold at least."""
_OF_MATCH = re.compile(
    r"联赛|锦标赛|公开赛|小组赛|决赛|马拉松|赛季|主场|客场|主队|客队|进球|射门|冠军|夺冠|亚军|选手|球员|完赛|比分|战胜|"
    r"击败|得分|净胜|积分|本届赛事"
)
NEXT_MATCH = re.compile(r"下一?[轮场站]|明年|下届|将")
"""Words that lead on from the match told of."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of_match(text: str, periods: Sequence[Period], today: str) -> str:
    """The first day (ISO) up to `today` in the lead of a report of a match, "" for any other text."""
    days = (period.value for period in periods if period.start < _LEAD // 2)
    day = next((day for day in days if day <= today and _DAY.fullmatch(day)), "")
    return day if day and len(set(_OF_MATCH.findall(text[:_LEAD]))) >= _WORDS else ""
