"""The places of an article: what is named where, and which place the article is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from ecodesk.extraction.placenames import Named, places_abroad, places_named
from ecodesk.knowledge.gazetteer import MUNICIPALITIES, Place, PlaceMention, province_of

_LEVELS = {"市": "city", "省": "province", "县": "county", "区": "county", "自治区": "province"}
_DATELINE = re.compile(r"[〔【（(〈][^〕】）)〉\n]{1,30}[〕】）)〉]|[^，。\n]{0,12}[讯电](?=[\s：:（(])")
"""〔记者陈怡安／台南报导〕, 本报民勤讯: where a report opens with who sends it."""
_SHORT, _FEW = 32, 2
"""Characters of a heading, and how many headings one item may have."""
_LEVELS_DOWN = ("country", "province", "city", "county")
_ONE_OTHER = 2
"""Provinces and countries that an article about one county names at most."""
_LEAD, _OFTEN = 0.25, 6
"""The place an article is about stands in the first quarter of its text, or is named this often."""


class Places:
    """The place names of one article, resolved, asked figure by figure.

    `home` is the region that the copy calls its own, which it is about unless another place prevails.
    """

    def __init__(self, text: str, found: Sequence[PlaceMention], home: Place | None = None) -> None:
        self._text = text
        self.abroad = places_abroad(text, found)
        """Places abroad below the country, which only tell where something is."""
        self.names_abroad = frozenset(one.text for one in self.abroad)
        self._named = _without_asides(text, places_named(text, found))
        self._by_name: dict[str, Place] = {}
        self._by_full: dict[str, str] = {}
        self._full_names: dict[str, str] = {}
        for named in self._named:
            for name in (named.place.name, named.place.short, named.name):
                self._by_name.setdefault(name, named.place)
            if named.place.short:
                self._by_full.setdefault(named.name, named.place.short)
                self._full_names.setdefault(named.place.short, named.name)
        self._known = {name for named in self._named for name in (named.place.short, named.place.name)}
        self._starts = [named.start for named in self._named]
        self._main = self._main_place() or home

    @property
    def main(self) -> str:
        """Full name of the place that the article is about, "" when none prevails."""
        return self._main.usual if self._main else ""

    @property
    def topic(self) -> str:
        """The same as copy speaks of it: 新疆 and 香港 without what kind of region they are."""
        region = self._main is not None and self.main.endswith(("自治区", "行政区"))
        return self._main.short if self._main and region else self.main

    def whole(self, level: str, position: int) -> str:
        """What 全市, 全省, 全县 or 全区 means at a position, by its last character; "" when nothing tells."""
        return self._whole(level, position) or ""

    def knows(self, name: str) -> bool:
        """True when the name was resolved to a place somewhere in the article."""
        return name in self._known

    @property
    def shorts(self) -> tuple[str, ...]:
        """Short names of the article's places in China, each once."""
        return tuple(
            dict.fromkeys(
                one.place.short for one in self._named if one.place.short and not one.place.is_foreign
            )
        )

    def full_name(self, subject: str) -> str:
        """The subject with a bare short place name written out (巫山 to 巫山县); 新疆, 内蒙古 stay short."""
        name = self._full_names.get(subject, subject)
        return subject if name.endswith(("自治区", "行政区")) else name

    def short(self, name: str) -> str:
        """Short name of a place of the article (巫山 for 巫山县); the name itself when it is no place."""
        return self._by_full.get(name, name)

    @cached_property
    def lead(self) -> str:
        """The first place in China of the first sentence under the heading, "" in a digest."""
        end = self._text.find("。", self._text.find("\n") + 1)
        found = self.at_home(self._text.find("\n") + 1, max(end, 0))
        return found[0].name if found and not _is_digest(self._text) else ""

    @cached_property
    def prevailing(self) -> str:
        """The province-level place an article keeps to, "" when it names several or none twice."""
        counts = Counter(named.place.province for named in self._named if not named.place.is_foreign)
        if not counts:
            return ""
        (head, count), *others = counts.most_common(2)
        province = province_of(head)
        rare = count < 3 or count <= 3 * (others[0][1] if others else 0)
        start = next(named.start for named in self._named if named.place.province == head)
        return "" if province is None or rare or start > _LEAD * len(self._text) else province.name

    def _main_place(self) -> Place | None:
        """The place that most mentions are of, when it stands in the lead or comes again and again."""
        chinese = [named for named in self._named if not named.place.is_foreign]
        counts = Counter(named.place for named in chinese if named.place.level != "province")
        if not counts:
            counts = Counter(named.place for named in chinese or self._named)
        if not counts:
            return None
        told = self._of_lead(chinese)
        if told is not None:
            return told
        first, count = counts.most_common(1)[0]
        if count >= 3 and count > counts.total() / 2 and (self._leads(first) or count >= _OFTEN):
            return first
        return self._alone(list(counts), {named.place.province for named in self._named})

    def _of_lead(self, chinese: Sequence[Named]) -> Place | None:
        """The county or city that heading and first sentence name, or the only one of that sentence."""
        body = self._text.find("\n") + 1
        if not 0 < body <= _SHORT or _is_digest(self._text):
            return None
        heads = {one.place for one in chinese if one.start < body and one.place.level != "province"}
        end = self._text.find("。", body)
        lead = [one for one in chinese if body <= one.start < end]
        if not lead:
            return None
        dateline = _DATELINE.match(self._text, body)
        first = lead[0]
        for one in lead[1:]:
            told = dateline is not None and first.end <= dateline.end() <= one.start
            if not (one.start == first.end or told) or not one.place.code.startswith(first.place.head):
                break
            first = one
        if len(heads) == 1:
            return first.place if first.place.code.startswith(heads.pop().head) else None
        others = heads or any(not first.place.code.startswith(one.place.head) for one in lead)
        return None if others or first.place.level == "province" else first.place

    def _leads(self, place: Place) -> bool:
        """True for a place that stands in the first part of the text."""
        start = next(named.start for named in self._named if named.place == place)
        return start <= _LEAD * len(self._text)

    def _alone(self, places: Sequence[Place], provinces: set[str]) -> Place | None:
        """The county of an article that names no other, beside the city and the province it lies in.

        Of several counties of one city it is the city.
        """
        if len(provinces) > _ONE_OTHER:
            return None
        lowest = max(places, key=lambda place: _LEVELS_DOWN.index(place.level))
        if [place.level for place in places].count(lowest.level) > 1:
            lowest = next((place for place in places if place.level == "city"), lowest)
        one = not any(place.code[:4] != lowest.code[:4] or place.is_foreign for place in places)
        found = lowest if one and lowest.level != "province" and self._leads(lowest) else None
        return None if _is_digest(self._text) else found

    def within(self, low: int, high: int) -> list[Named]:
        """The places named in a range of the text, in order."""
        return self._named[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def at_home(self, low: int, high: int) -> list[Named]:
        """Those in China."""
        return [named for named in self.within(low, high) if not named.place.is_foreign]

    def named(self, name: str) -> Place | None:
        """The place that a full or short name was resolved to, None where the article names no such place."""
        return self._by_name.get(name) if name else None

    @property
    def centre(self) -> Place | None:
        """The place the article is about, None when none prevails."""
        return self._main

    def _whole(self, word: str, position: int) -> str | None:
        """全市, 全区 …: the place last named so in the paragraph, the article's own, or any before."""
        level = _LEVELS[word]
        near = self._named_so(word, self._text.rfind("\n", 0, position) + 1, position) if position else None
        main = self._main if self._main and self._main.usual.endswith(word) else None
        if near is not None and not (main and near.place.code.startswith(main.head)):
            return near.name
        if level == "city" and self._municipality:
            return self._municipality
        if self._main is not None and self._main.usual.endswith(word):
            return self._main.usual
        before = self._named_so(word, 0, position) if position else None
        if before is not None:
            return before.name
        return self._oftenest.get(level)

    @cached_property
    def _municipality(self) -> str:
        """The city under the central government that the article speaks of most; "" for another province."""
        heads = Counter(named.place.province for named in self._named if not named.place.is_foreign)
        for head, _ in heads.most_common(1):
            province = province_of(head)
            if head in MUNICIPALITIES and province is not None:
                return province.name
        return ""

    @cached_property
    def _oftenest(self) -> dict[str, str]:
        """Level to the place of that level which the article names most."""
        found: dict[str, str] = {}
        for place, _ in Counter(named.place for named in self._named).most_common():
            found.setdefault(place.level, place.usual)
        return found

    def _named_so(self, word: str, low: int, high: int) -> Named | None:
        """The last place in China of a range whose name ends with 市, 省, 县 or 区."""
        for at in range(bisect_left(self._starts, high) - 1, bisect_left(self._starts, low) - 1, -1):
            if self._named[at].name.endswith(word) and not self._named[at].place.is_foreign:
                return self._named[at]
        return None


def _without_asides(text: str, named: list[Named]) -> list[Named]:
    """The places without those of a venue of state and of who sends a report that tells of elsewhere."""
    sent = _DATELINE.match(text, text.find("\n") + 1)
    kept: list[Named] = []
    for one in named:
        venue = _VENUE.match(text, one.end)
        aside = sent is not None and sent.start() <= one.start < sent.end()
        if not venue and not (aside and text.count(one.place.short) < _AGAIN):
            kept.append(one)
    return kept


_VENUE = re.compile("人民大会堂|钓鱼台国宾馆|中南海")
_AGAIN = 2


def _is_digest(text: str) -> bool:
    """True for several short items under headings of their own: no place is that of them all."""
    lines = text.split("\n")
    heads = sum(
        len(line) <= _SHORT < len(after) and line[-1:] not in "。：）" for line, after in pairwise(lines)
    )
    return heads > _FEW
