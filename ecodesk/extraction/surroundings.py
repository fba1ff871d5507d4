"""The places that stand around a figure: in its sentence, its paragraph, its item and its article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end
from ecodesk.extraction.sites import Site, Sites
from ecodesk.knowledge.gazetteer import Place

_AND = re.compile(r"(?:[（(][^）)]{1,8}[）)])?(?:、|和|及|与|以及)")
_EXAMPLE = re.compile(r"[^，。；]{0,30}(?:等|这)$")
LYING = re.compile(r"(?:在|位于|地处)[^，。；]{0,4}$")
_COUNTRIES = re.compile(r"[近超约逾]?[^，。；个]{1,6}个?(?:国家|国(?!际|内))")
_CLOSE = 3
"""Characters between a list of places and the number of what is listed (等近)."""
_OFTEN = 4
"""Earlier mentions of a subject that are asked for a place beside them."""
_MEDIA = re.compile(r"媒体|通讯社|电视台|国家通讯社")
_STRETCH = 50_000
"""Characters back within which a name counts as told before: no article is as long, only a book."""
_REACH = 400
"""Characters before a paragraph in which the place lies that media of its country go on about."""
_AT_HOME_TOO = re.compile(r"中国|我国|中方")


class Surroundings:
    """The places around a figure: before it in its sentence, in its paragraph, its item and its article."""

    __slots__ = ("_places", "_sites", "_text")

    def __init__(self, text: str, sites: Sites, places: Places) -> None:
        self._text = text
        self._sites = sites
        self._places = places

    def before(self, sentence: Sentence, position: int) -> list[Site]:
        """The places of a sentence before a figure that may govern it."""
        found = [one for one in self._sites.within(sentence.start, position) if one.kind != "source"]
        found = [one for one in found if not self._is_example(one, position)]
        if found and found[-1].kind == "abroad" and _COUNTRIES.match(self._text, position):
            # 法国、德国等20多个国家设立展台: the countries are what is counted.
            low = max(self._text.rfind(mark, 0, position) for mark in "，。；") + 1
            listed = "、" in self._text[low:position] and found[-1].end >= position - _CLOSE
            found = [one for one in found if one.start < low] if listed else found
        centre = self._places.centre
        if centre is None:
            return found
        # 重庆 in the name of a company does not move a figure out of the district the article is about.
        # 四川省12个试点县 are the province's all the same.
        return [
            one
            for one in found
            if one.place is None or one.end == position or not _lies_above(one.place, centre)
        ]

    def _is_example(self, site: Site, position: int) -> bool:
        """True for 铜陵段治理、乐平水利枢纽等13项工程: places in the names of examples."""
        between = self._text[site.end : position]
        return (
            "、" not in between[:1]
            and between[:1] not in "等（("
            and between.endswith(("等", "这"))
            and _EXAMPLE.fullmatch(between) is not None
            and (self._text.rfind("、", max(0, site.start - 30), site.start) >= 0 or "、" in between)
        )

    def listed(self, sites: Sequence[Site]) -> list[Site]:
        """The enumeration that ends with the last place (武隆区、巫山县、秀山县)."""
        chain = [sites[-1]]
        for earlier in reversed(sites[:-1]):
            gap = self._text[earlier.end : chain[0].start]
            if not _AND.fullmatch(gap) or earlier.kind != chain[0].kind or earlier.holds(chain[0]):
                break
            chain.insert(0, earlier)
        return chain

    def printed(self, site: Site) -> str:
        """A country as the copy prints it (印尼); a place in it by its name."""
        return site.name if site.place is None else self._text[site.start : site.end]

    def of_item(self, start: int, position: int) -> str:
        """The first place that an item of a digest names before a position."""
        named = (one for one in self._sites.within(start, position) if one.kind in ("home", "abroad"))
        return next((one.name for one in named), "")

    def of_article(self) -> str:
        """The place the article is about; a country where it is not told of beside China."""
        centre = self._places.centre
        if centre is None or not centre.is_foreign:
            return self._places.main or self._places.prevailing or self._places.lead
        there = any(
            centre.name in (one.name, one.country)
            for one in self._sites.within(0, len(self._text))
            if one.kind == "abroad"
        )
        return centre.name if there and not _AT_HOME_TOO.search(self._text) else ""

    def lying_behind(self, sentence: Sentence, position: int) -> str | None:
        """The place behind a figure in its own clause, where it tells where (7人在加沙地带……身亡)."""
        end = clause_end(self._text, position, sentence.end)
        for one in self._sites.within(position, end):
            if one.kind in ("home", "abroad") and LYING.search(self._text, max(0, one.start - 8), one.start):
                return one.name
        return None

    def abroad(self, position: int) -> str:
        """The last place abroad of the paragraph before a figure, else who tells it."""
        low = self._text.rfind("\n", 0, position) + 1
        found = self._sites.within(low, position)
        last = next((one for one in reversed(found) if one.kind == "abroad"), None)
        if last is not None:
            return self.printed(last)
        tells = next((one for one in reversed(found) if one.kind == "source"), None)
        if tells is None:
            return ""
        return self._of_its_country(tells, low) if _MEDIA.match(self._text, tells.end) else tells.name

    def _of_its_country(self, tells: Site, low: int) -> str:
        """The place that media of a country go on about: the last of that country before their paragraph."""
        before = self._sites.within(max(0, low - _REACH), low)
        return next((one.name for one in reversed(before) if one.country == tells.name), tells.name)

    def beside_entity(self, subject: str, position: int) -> str:
        """The place that stood beside the subject where it was named before (梁平竹山镇猎神村)."""
        if len(subject) < 2:
            return ""
        seen = self._text.find(subject, max(0, position - _STRETCH), position)
        for _ in range(_OFTEN):
            if seen < 0:
                break
            low = max(self._text.rfind("\n", 0, seen), self._text.rfind("。", 0, seen)) + 1
            named = [
                one for one in self._sites.within(low, seen + len(subject)) if one.kind in ("home", "abroad")
            ]
            if named:
                return named[-1].name
            seen = self._text.find(subject, seen + len(subject), position)
        return ""


def _lies_above(place: Place, centre: Place) -> bool:
    """True for a province that holds the place the article is about."""
    return place.level == "province" and centre != place and centre.code.startswith(place.head)
