"""Whose or of what a figure is, as its own clause tells: the subject parted from the indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ecodesk.extraction.completion import changed_end
from ecodesk.extraction.happenings import event_before, event_named
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.nameforms import ends_like_a_name
from ecodesk.extraction.naming import Entities
from ecodesk.extraction.phrases import cues, is_list_mark, join, noun_text, points
from ecodesk.extraction.places import Places
from ecodesk.extraction.readings import Reading, is_event
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.topics import Topics
from ecodesk.extraction.words import OF, TIME, Word, cut, first_tagged, last_of
from ecodesk.knowledge.lexicon import cue_pattern, cue_words

_NAMING = frozenset({"x", "nz", "nr", "nrt", "nt", "eng"})
"""Classes of words that a name no table has is made of."""


class Subjects:
    """Parts what a clause says into the subject and the indicator, in one article."""

    def __init__(self, topics: Topics, entities: Entities, places: Places) -> None:
        self._topics = topics
        self._entities = entities
        self._places = places
        self._happened: dict[str, str] = {}

    def learn(self, subject: str) -> None:
        """From here on the word for what happened stands for a subject, if that happened itself."""
        happened = event_named(subject)
        if happened:
            self._happened[happened] = subject

    def of(self, reading: Reading, spot: Spot) -> tuple[str, str, bool]:
        """A reading's subject, the indicator with its other words, and whether the subject is no name."""
        words = reading.subject
        name, used = self._entities.resolve(words)
        bare = not reading.indicator and not spot.counts
        if bare and len([word for word in words if word.names]) == 1 and (
            words[0].tag == "ns" or words[0].text in cues("region") or (name and self._places.named(name))
        ):
            # 目前河南超过300万吨: of what was told before.
            return name or words[0].text, "", False
        if name and not reading.indicator and used == len(words) and not reading.doer:
            # 新建学校6所: what is counted is no subject.
            return "", join(words), False
        listed = self._entities.listed(words) if name else 0
        if listed and not reading.doer:
            # 北京、天津等地最高气温
            return noun_text(words[:listed]), join(words[listed:]) + reading.indicator, False
        happening = _happening(words) if reading.agent else ""
        if reading.agent and reading.doer and used < len(words) and (name or happening):
            return happening or noun_text(words), reading.indicator, False
        if name and reading.doer and used < len(words) and is_list_mark(words[used]):
            return noun_text(words), reading.indicator, False
        of = _had_by(words, used)
        if of and not reading.doer:
            # 当地纺织企业的生产效率
            return name + noun_text(words[used:of]), join(words[of:]) + reading.indicator, False
        if not name and not used and not reading.doer:
            used = _named_before_time(words)
            name = noun_text(words[: used - 1]) if used else ""
        if name and not reading.doer and used < len(words) and is_list_mark(words[used]):
            # 某水库及下游河流水质: of all of them.
            listed_all = noun_text(words[:-1]) if is_indicator(words[-1].text) else ""
            if listed_all:
                return listed_all, words[-1].text + reading.indicator, False
        if name or (used and (reading.indicator or used < len(words))):
            return name, join(words[used:]) + reading.indicator, False
        if reading.doer and _is_circumstance(words):
            # 赛道沿线摆了22个医疗点
            return "", reading.indicator, False
        thing = _thing_before(words) if not reading.doer else 0
        if thing:
            # 某某水资源配置工程总长490公里
            return noun_text(words[:thing]), join(words[thing:]) + reading.indicator, False
        words = words if any(word.names for word in words) else ()
        if words and reading.doer and not spot.after_counted and not self._is_measured(words, reading, spot):
            if len(words) == 1 and is_event(words[0]):
                event = self._entities.event(words[0]) or self._told_before(words[0].text)
                event = event or event_before(spot)
                return event or self._placed_event(words[0].text), reading.indicator, not event
            if len(words) == 1 and words[0].text in cues("belonging"):
                # 客户遍布40多个国家: of what the copy is about.
                return "", words[0].text + reading.indicator, False
            if _is_staff(words) and not reading.agent:
                # 组委会备下香蕉: of what the copy is about.
                host = self._topics.whole() if words[-1].text in cues("host") else ""
                return host, reading.indicator or join(words), False
            return noun_text(words), reading.indicator, True
        return "", join(reading.subject) + reading.indicator, False

    def _placed_event(self, word: str) -> str:
        """桃源县暴雨: what happened, by the place that the copy is about where it is about one."""
        return self._places.main + word

    def _told_before(self, word: str) -> str:
        """What happened that a word stands for: by its last word, else the last that happened (事故)."""
        last = next(reversed(self._happened.values()), "") if word in cues("happening") else ""
        return self._happened.get(word, last)

    def whole(self, spot: Spot, said: str) -> tuple[str, str]:
        """全市, 全县 inside the words of a figure (同期全市贷款余额), and the indicator without it."""
        place, word = self._entities.whole(spot.own)
        return (place, said.replace(word, "", 1)) if place and word in said else ("", said)

    def _is_measured(self, words: Sequence[Word], reading: Reading, spot: Spot) -> bool:
        """True where noun, verb and object are one indicator (有机物排放浓度), not somebody's doing."""
        if is_indicator(words[-1].text):
            return True
        return not spot.counts and not reading.agent and is_indicator(reading.indicator)


def of_group(own: str, indicator: str) -> tuple[str, str]:
    """我国 | 民营企业进出口额 is told of 我国民营企业; of a country's people and firms, not of a county's."""
    if own not in cues("nation") or not _owners().search(indicator):
        return own, indicator
    words = cut(indicator)
    ends = cue_words("owner")
    at = next((n for n in range(len(words) - 1, 0, -1) if words[n - 1].text.endswith(ends)), 0)
    group = "".join(word.text for word in words[:at])
    plain = 0 < len(group) <= _LONGEST_GROUP and all(word.is_noun or word.adorns for word in words[:at])
    rest = indicator[len(group) :]
    done = len(rest) > 1 and cut(rest)[0].tag in ("v", "d")
    had = plain and not is_list_mark(words[at])
    had = had and (done or is_indicator(changed_end().sub("", rest) or rest))
    return (own + group, rest) if had else (own, indicator)


_LONGEST_GROUP = 10


@cache
def _owners() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('owner')})(?=.)")


def _happening(words: Sequence[Word]) -> str:
    """能登地区强震 of 该县能登地区的强震: what happened where, "" for what does not happen."""
    if len(words) < 2 or not is_event(words[-1]):
        return ""
    return noun_text([word for word in words if word.text != "的" and not points(word)])


def _is_staff(words: Sequence[Word]) -> bool:
    """True where nothing is named but who acts for what the copy is about (组委会, 赛道沿线)."""
    named = [word for word in words if word.tag not in ("f", "m", "r", TIME)]
    named = [word for word in named if word.text not in ("建议", "提议")]
    return len(named) == 1 and named[0].text in cues("staff")


_TIMES = frozenset({TIME})


def _is_circumstance(words: Sequence[Word]) -> bool:
    """True for 开幕式前共, 春运期间: when or where something is, no subject."""
    named = [word for word in words if word.tag != "d"]
    return bool(named) and (named[-1].tag == "f" or named[-1].text in cues("circumstance"))


def _named_before_time(words: Sequence[Word]) -> int:
    """How many words 某某科技第三季 takes up where what is measured follows; 0 elsewhere."""
    if not words or not is_indicator(words[-1].text):
        return 0
    at = first_tagged(words, _TIMES)
    if at <= 0 or at + 1 >= len(words):
        return 0
    before = words[:at]
    named = any(word.tag in _NAMING for word in before) and all(word.is_noun for word in before)
    return at + 1 if named and not is_indicator(before[-1].text) else 0


def _thing_before(words: Sequence[Word]) -> int:
    """Index behind something built that a noun phrase is of, before what it has by itself; 0 elsewhere."""
    last = last_of(words, cues("told-of-things"))
    name = words[last - 1].text if last > 0 else ""
    if not (name.endswith(cue_words("built")) or ends_like_a_name(name)):
        return 0
    text = noun_text(words[:last])
    whole = len(text) > max(len(name) + 1, _SHORTEST_THING)
    return last if whole and words[0].text not in cues("kind") else 0


_SHORTEST_THING = 4
"""Characters beyond which the name of a thing tells which one is meant."""


def _had_by(words: Sequence[Word], used: int) -> int:
    """Where 的 stands between who has something and what is measured of it; 0 where it does not."""
    at = last_of(words, OF)
    if at <= used or at + 1 >= len(words) or not is_indicator(words[-1].text):
        return 0
    owner = words[at - 1]
    plain = (
        owner.names and not is_indicator(owner.text) and (at - used > 1 or owner.text not in cues("generic"))
    )
    return at if plain and not any(word.text in ("、", "的") for word in words[used:at]) else 0
