"""Places: provinces, cities and counties of China (resources/gazetteer.csv), countries (countries.csv) and
places abroad (places_abroad.csv).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import NamedTuple

from ecodesk.knowledge.tables import read_table

MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""Division code heads of 北京, 天津, 上海 and 重庆: 全市 means the whole province-level city there."""


@dataclass(frozen=True, eq=False)
class Place:
    """One division: six-digit code, full name 綦江区, short name 綦江, level province, city or county.

    `common` marks a short name that is also an ordinary word (和平, 新城). A country other than China has
    the level country and a code of its own; a place abroad the level abroad and the country's code.
    A place is made once and equal to itself alone: texts ask thousands of times what it is.
    """

    code: str
    name: str
    short: str
    level: str
    common: bool

    @cached_property
    def province(self) -> str:
        """First two digits of the code; a country stands by itself."""
        return self.code if self.is_foreign else self.code[:2]

    @cached_property
    def is_foreign(self) -> bool:
        """True for a country or region outside China."""
        return self.level in ("country", "abroad")

    @cached_property
    def head(self) -> str:
        """The digits of its code that places within it share: 2 of a province, 4 of a city, else all 6."""
        return self.code[: {"province": 2, "city": 4}.get(self.level, 6)]

    def lies_with(self, other: Place) -> bool:
        """True when one of two places is the other or lies in it."""
        return self.code.startswith(other.head) or other.code.startswith(self.head)

    @cached_property
    def usual(self) -> str:
        """The full name as copy writes it: 秀山县 for 秀山土家族苗族自治县, 恩施州 for the prefecture."""
        if self.short and self.level != "province":
            for long, usual in (("自治县", "县"), ("自治州", "州")):
                if self.name.endswith(long):
                    return self.short.removesuffix(usual) + usual
        return self.name


class PlaceMention(NamedTuple):
    """A place name in a text; several places may share a short name."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    full: bool


_make_mention = partial(tuple.__new__, PlaceMention)
"""Makes a mention of its parts in a third of the time of a call of the class."""
_NOWHERE: tuple[tuple[Place, ...], bool] = ((), False)


class Gazetteer:
    """Finds place names in a text, longest first, without overlaps."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._full: dict[str, list[Place]] = defaultdict(list)
        self._short: dict[str, list[Place]] = defaultdict(list)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        self.countries = tuple(place for place in places if place.level == "country")
        self._provinces = {place.province: place for place in places if place.level == "province"}
        for place in places:
            self._full[place.name].append(place)
            if place.short:
                self._short[place.short].append(place)
        # A name to its places, and whether it is a full name: that goes before a short one.
        self._meant = {name: (tuple(found), False) for name, found in self._short.items()}
        self._meant |= {name: (tuple(found), True) for name, found in self._full.items()}
        for name in self._meant:
            lengths = self._lengths[name[:2]]
            if len(name) not in lengths:
                lengths.append(len(name))
                lengths.sort(reverse=True)
        self._heads = _finder(self._lengths)

    def find(self, text: str) -> list[PlaceMention]:
        """Mentions in reading order. Linear in the length of the text."""
        found: list[PlaceMention] = []
        end = 0
        lengths_of = self._lengths.get
        for match in self._heads.finditer(text):
            position = match.start()
            lengths = lengths_of(text[position : position + 2])
            if lengths is None or position < end:
                continue
            mention = self._at(text, position, lengths)
            if mention is not None:
                found.append(mention)
                end = mention.end
        return found

    def at(self, text: str, position: int) -> PlaceMention | None:
        """The longest name that begins at a position, None where none does."""
        return self._at(text, position, self._lengths.get(text[position : position + 2], []))

    def _at(self, text: str, position: int, lengths: list[int]) -> PlaceMention | None:
        for length in lengths:
            word = text[position : position + length]
            meant = self._meant.get(word)
            if meant is not None:
                return _make_mention((position, position + len(word), word, *meant))
        return None

    def province(self, head: str) -> Place | None:
        """The province-level place with these first two digits of its code, None when unknown."""
        return self._provinces.get(head)

    def is_foreign(self, name: str) -> bool:
        """True for the name of a country or region outside China."""
        places, _ = self._meant.get(name, _NOWHERE)
        return bool(places) and places[0].is_foreign

    @property
    def names(self) -> tuple[str, ...]:
        """Full names, the greater places first, each once."""
        return tuple(self._full)

    def named(self, name: str) -> tuple[Place, ...]:
        """Places of that full or short name."""
        return self._meant.get(name, _NOWHERE)[0]


_GROUPS = 8
"""Groups of second characters: fewer let more places pass in vain, more take longer to tell apart."""


def _finder(heads: Iterable[str]) -> re.Pattern[str]:
    """Finds where two characters stand that may begin a name, and few others.

    The second characters are in groups, each asked for together with the first ones that its names have.
    """
    firsts: dict[str, set[str]] = defaultdict(set)
    for head in heads:
        firsts[head[1]].add(head[0])
    seconds = sorted(firsts, key=lambda second: (-len(firsts[second]), second))
    size = -(-len(seconds) // _GROUPS)
    groups = [seconds[at : at + size] for at in range(0, len(seconds), size)]
    told = (f"{_set_of(group)}(?<={_set_of(*map(firsts.__getitem__, group))}.)" for group in groups)
    return re.compile(f"{_set_of(*firsts.values())}(?={_set_of(seconds)})(?={'|'.join(told)})")


def _set_of(*characters: Iterable[str]) -> str:
    return f"[{''.join(sorted(set().union(*characters)))}]"


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of resources/, read once."""
    rows = read_table("gazetteer.csv", ("code", "name", "short", "level", "common"))
    places = [
        Place(row["code"], row["name"], row["short"], row["level"], row["common"] == "1") for row in rows
    ]
    abroad = read_table("countries.csv", ("name", "other"))
    for number, row in enumerate(abroad):
        places.append(Place(f"9{number:05}", row["name"], row["other"], "country", False))
    codes = {place.name: place.code for place in places if place.level == "country"}
    taken = {name for place in places for name in (place.name, place.short)}
    places += [
        Place(codes[row["country"]], row["name"], "", "abroad", False)
        for row in read_table("places_abroad.csv", ("name", "country"))
        if row["name"] not in taken
    ]
    return Gazetteer(tuple(places))


_OWN_REGION = re.compile("本(?P<short>[港澳])(?!口)")


def own_region(text: str) -> Place | None:
    """What copy of Hong Kong and Macao means by 本港 and 本澳, None for copy without these words.

    Copy in Simplified means its own port by 本港: ask for Traditional copy only.
    """
    own = _OWN_REGION.search(text)
    return gazetteer().named({"港": "香港", "澳": "澳门"}[own["short"]])[0] if own is not None else None


def province_of(code: str) -> Place | None:
    """The province-level place of a division code, None when unknown."""
    return gazetteer().province(code[:2])
