"""Place names: which place each name of a text means there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from ecodesk.extraction.phrases import cues
from ecodesk.extraction.words import cut, is_word
from ecodesk.knowledge.gazetteer import Place, PlaceMention

_BODY = "公司|集团|银行|大学|学院|日报|晚报|电视台|出版社|记者|交易所|联合会|合作组织|精神|航空"
_MAY_BE_BODY = re.compile(_BODY)
_ORGANISATION = re.compile(
    rf"[^，。；：、“”（）\s0-9的]{{0,14}}(?<![家个些类])(?<!上市)"
    rf"(?:有限公司|(?:{_BODY})(?:(?<!航空)|(?!港|城|产业|博|小镇)))"
)
_OF_ABROAD = re.compile(r"[文语族洋菜]|河西岸|兰州|海地区|合作|人民")
"""Behind the name of a country: a language or a people (朝鲜文, 朝鲜族), a longer name (印度洋, 马里兰州)."""
_ABROAD_WITHIN = frozenset({"海地", "马里", "不丹", "贝宁", "阿曼", "多哥", "巴林"})
"""Countries whose name also stands across two words (沿海地区)."""
_NATURE = ("山", "河", "江", "湖", "路", "海", "湾", "岭")
_CRAFT = re.compile(r"[一二三四五六七八九十0-9]{1,3}号|舰|时间|[男女](?:篮|足|排|乒|队)|队(?![伍员列长部])")
"""What makes another name of a place's: a satellite, a ship, a team (吉林一号, 福建舰, 龙城队), 北京时间."""
_LIKE_FUNCTION = frozenset("在是的和与从向对到由为于、")
"""Characters before a short name that are hardly the end of another name."""
_TIME_BEFORE = re.compile(r"(?:目前|当前|此前|日前|今年|去年|今天|昨天|其中|截至|预计|显示)$")
_ENDS_OF_TIME = frozenset("前年天中至计示")
"""Words behind which a name begins, and their last characters.

The dictionary may know a word across the two (目前河).
"""
_WINDOW = 5
"""Characters on each side of a short name that are cut to see whether it is a word."""
_TAIWAN = "71"
_DISTRICT = re.compile(r"(?!地|全|各|市|社|校|园)[一-鿿]{1,2}[区乡镇](?![域长公间])")
_SHORT_NAME = 2
"""Characters of a name abroad that may also stand across two words (小麦加工)."""


class Named(NamedTuple):
    """A place name of the text, with the full name copy uses and the place it means."""

    start: int
    end: int
    name: str
    place: Place


_make_named = partial(tuple.__new__, Named)
"""Makes a name of its parts in a third of the time of a call of the class."""


def places_abroad(text: str, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The names of places abroad below the country."""
    return [
        mention
        for mention in found
        if mention.places[0].level == "abroad"
        and text[mention.end : mention.end + 1] != "湾"
        and not (mention.text[0] == "都" and text[mention.start - 1 : mention.start] == "首")
        and (len(mention.text) > _SHORT_NAME or _is_word(text, mention.start, mention.end))
    ]


def places_named(text: str, found: Sequence[PlaceMention]) -> list[Named]:
    """The names of countries and of places in China, each with the one place that it means, in order."""
    return _Meanings(text, [mention for mention in found if mention.places[0].level != "abroad"]).named


class _Meanings:
    """What the place names of one text mean, by what stands around them and by the provinces it names."""

    def __init__(self, text: str, found: Sequence[PlaceMention]) -> None:
        self._text = text
        self._provinces = _provinces(found)
        # How often a province must be named for short names of its places to count.
        self._least = max(1, max(self._provinces.values(), default=0) / 5)
        self._written_out = {place for mention in found if mention.full for place in mention.places}
        self.named: list[Named] = []
        for mention in found:
            named = self._resolve(mention)
            if named is not None:
                self.named.append(named)
        if self._provinces[_TAIWAN]:
            self.named = sorted([*self.named, *self._districts()], key=lambda named: named.start)

    def _districts(self) -> Iterator[Named]:
        """Districts and townships that stand behind a city of Taiwan, which the gazetteer does not hold."""
        learned: dict[str, Place] = {}
        for named in self.named:
            behind = _DISTRICT.match(self._text, named.end)
            if behind and named.place.code == _TAIWAN and named.place.level == "city":
                learned[behind[0]] = Place(_TAIWAN, behind[0], "", "county", False)
        if learned:
            for match in re.finditer("|".join(learned), self._text):
                yield Named(match.start(), match.end(), match[0], learned[match[0]])

    def _resolve(self, mention: PlaceMention) -> Named | None:
        """The one place a name can mean here; None for ordinary words and for parts of other names."""
        inside = self._within_the_last(mention)
        if self._is_part_of_another(mention, bool(inside)):
            return None
        first = mention.places[0]
        if first.is_foreign:
            return _make_named((mention.start, mention.end, first.name, first))
        candidates = self._candidates(mention, inside)
        if not candidates:
            return None
        best = candidates[0]
        if len(candidates) > 1:
            best = max(candidates, key=lambda place: (_rank(place), self._provinces[place.province]))
        tail = best.usual.removeprefix(mention.text)
        end = mention.end + len(tail) * self._text.startswith(tail, mention.end)
        return _make_named((mention.start, end, best.usual, best))

    def _candidates(self, mention: PlaceMention, inside: Sequence[Place] | None) -> Sequence[Place]:
        """What a name may mean; `inside` as _within_the_last."""
        if mention.full and len(mention.places) == 1 and inside is None:
            return mention.places
        greatest = mention.places[0] if len(mention.places) == 1 else max(mention.places, key=_rank)
        city = inside is None and greatest.level == "city" and not mention.full
        if city and _is_hardly_other(mention, greatest):
            return [greatest]
        if inside is not None:
            return inside
        candidates = mention.places if mention.full else self._likely(mention)
        if greatest.level == "province" or not candidates:
            sure = _is_unmistakable(mention, greatest) and (
                greatest.level != "county" or _is_place_word(self._text, mention)
            )
            return [greatest] if sure else candidates
        return candidates

    def _likely(self, mention: PlaceMention) -> Sequence[Place]:
        """The places of a short name that the article makes likely, by their provinces and full names."""
        hardly = mention.text in cues("not-alone")
        return [
            place
            for place in mention.places
            if self._provinces[place.province] >= self._least
            and (not (place.common or hardly) or place in self._written_out)
        ]

    def _within_the_last(self, mention: PlaceMention) -> list[Place] | None:
        """What a name means right behind another place (青海海南州); None where it stands by itself."""
        last = self.named[-1] if self.named else None
        if last is None or last.end != mention.start or last.place.is_foreign:
            return None
        return [place for place in mention.places if place.code.startswith(last.place.head)]

    def _is_part_of_another(self, mention: PlaceMention, follows: bool) -> bool:
        """True in the name of an organisation, a satellite, a mountain, a language, and across words.

        `follows`: the place that it lies in stands right before it, so that here a word begins (辽宁沈阳).
        """
        if mention.places[0].is_foreign:
            if _OF_ABROAD.match(self._text, mention.end):
                return True
            if mention.text == "中非":
                return not self._text.startswith("共和国", mention.end)
            return mention.text in _ABROAD_WITHIN and not _is_word(self._text, mention.start, mention.end)
        if mention.full:
            return False
        following = self._text[mention.end : mention.end + 1]
        return (
            not (follows or _is_word(self._text, mention.start, mention.end))
            or _names_organisation(self._text[mention.end : mention.end + 24])
            or _CRAFT.match(self._text, mention.end) is not None
            or (
                following in _NATURE
                and not mention.text.endswith(following)
                and not self._text.startswith("山区", mention.end)
            )
        )


def _names_organisation(behind: str) -> bool:
    """True for 银行 and the like behind the name of a place."""
    return _MAY_BE_BODY.search(behind) is not None and _ORGANISATION.match(behind) is not None


def _is_unmistakable(mention: PlaceMention, greatest: Place) -> bool:
    """True for a short name that is no ordinary word and means one place; 西安 is hardly a 西安区."""
    if greatest.common:
        return False
    return len(mention.places) == 1 or [place.level for place in mention.places].count(greatest.level) == 1


def _is_hardly_other(mention: PlaceMention, greatest: Place) -> bool:
    """True for a short name of one city that otherwise names districts only: 西安 by itself is no 西安区."""
    if len(mention.places) == 1 or greatest.common:
        return False
    return all(place.name.endswith("区") for place in mention.places if place != greatest)


def _is_place_word(text: str, mention: PlaceMention) -> bool:
    """True where the dictionary knows the word as a place: 巫山 in 巫山脆李, not 祥云."""
    if mention.text in cues("not-alone"):
        return False
    low = max(0, mention.start - _WINDOW)
    words = cut(text[low : mention.end + _WINDOW], low)
    return any((word.start, word.end, word.tag) == (mention.start, mention.end, "ns") for word in words)


def _rank(place: Place) -> int:
    """Of places with one short name the greater is meant: 吉林 is the province."""
    return ("county", "city", "province").index(place.level)


def _is_word(text: str, position: int, end: int) -> bool:
    """True where a word begins, and no longer one: there is no 山南 in 大巴山南麓, no 长治 in 长治久安."""
    before = text[position - 1 : position]
    if before in _ENDS_OF_TIME and _TIME_BEFORE.search(text, max(0, position - 2), position):
        return not any(map(is_word, (text[position : end + 1], text[position : end + 2])))
    behind = text[end : end + 1]
    if not ("一" <= before <= "鿿" or "一" <= behind <= "鿿"):
        return True
    if before in _LIKE_FUNCTION and not _is_overlapped(text, position, end):
        return True
    low = max(0, position - _WINDOW)
    return _is_word_of(text[low : position + _WINDOW], position - low, end - low)


@lru_cache(maxsize=1 << 14)
def _is_word_of(window: str, position: int, end: int) -> bool:
    """True where the segmenter begins a word, and no longer one."""
    words = cut(window)
    for at, word in enumerate(words):
        if word.start == position:
            foreign = at > 0 and words[at - 1].tag == "x" and len(words[at - 1].text) > 1
            return not foreign and (word.end <= end + 1 or word.tag in ("ns", "nt", "nz"))
    return False


def _is_overlapped(text: str, start: int, end: int) -> bool:
    """True where a word would stand instead of a place name: over its beginning, beyond its end."""
    for low in (start - 1, start - 2 if start > 1 else 0):
        if is_word(text[low : start + 1]) or is_word(text[low : start + 2]):
            return True
    return is_word(text[start : end + 2]) or is_word(text[start : end + 3])


def _provinces(found: Sequence[PlaceMention]) -> Counter[str]:
    """How often each province is named, by full names and by short ones that can mean one place only."""
    counts: Counter[str] = Counter()
    repeated = Counter(mention.text for mention in found)
    for mention in found:
        first = mention.places[0]
        if first.is_foreign:
            continue
        meant = {place.province for place in mention.places} if len(mention.places) > 1 else {first.province}
        alone = len(meant) == 1 and not first.common
        if mention.full or (alone and (first.level != "county" or repeated[mention.text] > 2)):
            for province in meant:
                counts[province] += 1
    return counts
