"""The place names of an article: what each means there, and which place the article is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ecodesk.extraction.words import cut, is_word
from ecodesk.knowledge.gazetteer import MUNICIPALITIES, Place, PlaceMention, province_of
from ecodesk.knowledge.lexicon import cue_words

_ORGANISATION = re.compile(
    r"^[^，。；：、“”（）\s]{0,14}(?:有限公司|公司|集团|银行|大学|学院|日报|晚报|电视台|出版社|记者|交易所|联合会|合作组织|精神|航空(?!港|城|产业|博|小镇))"
)
_OF_ABROAD = re.compile(r"[文语族洋菜]|河西岸|兰州|海地区|合作|人民")
"""Behind the name of a country: a language or a people (朝鲜文, 朝鲜族), a longer name (印度洋, 马里兰州)."""
_ABROAD_WITHIN = frozenset({"海地", "马里", "不丹", "贝宁", "阿曼", "多哥", "巴林"})
"""Countries whose name also stands across two words (沿海地区)."""
_NATURE = ("山", "河", "江", "湖", "路", "海", "湾", "岭")
_CRAFT = re.compile(r"[一二三四五六七八九十0-9]{1,3}号|舰|时间|[男女](?:篮|足|排|乒|队)|队(?![伍员列长部])")
"""What makes another name of a place's: a satellite, a ship, a team (吉林一号, 福建舰, 龙城队), 北京时间."""
_LEVELS = {"市": "city", "省": "province", "县": "county", "区": "county", "自治区": "province"}
_LIKE_FUNCTION = frozenset("在是的和与从向对到由为于、")
"""Characters before a short name that are hardly the end of another name."""
_TIME_BEFORE = re.compile(r"(?:目前|当前|此前|日前|今年|去年|今天|昨天|其中|截至|预计|显示)$")
"""Words behind which a name begins, though the dictionary knows a word across the two (目前河)."""
_WINDOW = 5
"""Characters on each side of a short name that are cut to see whether it is a word."""
_DATELINE = re.compile(r"[〔【（(〈][^〕】）)〉\n]{1,30}[〕】）)〉]|[^，。\n]{0,12}[讯电](?=[\s：:（(])")
"""〔记者陈怡安／台南报导〕, 本报民勤讯: where a report opens with who sends it."""
_TAIWAN = "71"
_DISTRICT = re.compile(r"(?!地|全|各|市|社|校|园)[一-鿿]{1,2}[区乡镇](?![域长公间])")
_SHORT, _FEW = 32, 2
"""Characters of a heading, and how many headings one item may have."""
_LEVELS_DOWN = ("country", "province", "city", "county")
_ONE_OTHER = 2
"""Provinces and countries that an article about one county names at most."""
_SHORT_NAME = 2
"""Characters of a name abroad that may also stand across two words (小麦加工)."""
_LEAD, _OFTEN = 0.25, 6
"""The place an article is about stands in the first quarter of its text, or is named this often."""


class Named(NamedTuple):
    """A place name of the text, with the full name copy uses and the place it means."""

    start: int
    end: int
    name: str
    place: Place


class Places:
    """The place names of one article, resolved, asked figure by figure."""

    def __init__(self, text: str, found: Sequence[PlaceMention]) -> None:
        self._text = text
        self.abroad = [
            mention
            for mention in found
            if mention.places[0].level == "abroad"
            and text[mention.end : mention.end + 1] != "湾"
            and (len(mention.text) > _SHORT_NAME or _is_word(text, mention.start, mention.end))
        ]
        """Places abroad below the country, which only tell where something is."""
        found = [mention for mention in found if mention.places[0].level != "abroad"]
        provinces = _provinces(found)
        written_out = {place for mention in found if mention.full for place in mention.places}
        self._named: list[Named] = []
        self._by_name: dict[str, Place] = {}
        self._by_full: dict[str, str] = {}
        self._full_names: dict[str, str] = {}
        least = max(1, max(provinces.values(), default=0) / 5)
        for mention in found:
            named = self._resolve(mention, provinces, least, written_out)
            if named is not None:
                self._named.append(named)
        if provinces[_TAIWAN]:
            self._named = sorted([*self._named, *self._districts()], key=lambda named: named.start)
        for named in self._named:
            for name in (named.place.name, named.place.short, named.name):
                self._by_name.setdefault(name, named.place)
            if named.place.short:
                self._by_full.setdefault(named.name, named.place.short)
                self._full_names.setdefault(named.place.short, named.name)
        self._known = {name for named in self._named for name in (named.place.short, named.place.name)}
        self._starts = [named.start for named in self._named]
        self._main = self._main_place()

    def _districts(self) -> Iterator[Named]:
        """Districts and townships that stand behind a city of Taiwan, which the gazetteer does not hold."""
        learned: dict[str, Place] = {}
        for named in self._named:
            behind = _DISTRICT.match(self._text, named.end)
            if behind and named.place.code == _TAIWAN and named.place.level == "city":
                learned[behind[0]] = Place(_TAIWAN, behind[0], "", "county", False)
        if learned:
            for match in re.finditer("|".join(learned), self._text):
                yield Named(match.start(), match.end(), match[0], learned[match[0]])

    @property
    def main(self) -> str:
        """Full name of the place that the article is about, "" when none prevails."""
        return self._main.usual if self._main else ""

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

    def _resolve(
        self, mention: PlaceMention, provinces: Counter[str], least: float, written_out: set[Place]
    ) -> Named | None:
        """The one place a name can mean here; None for ordinary words and for parts of other names.

        `least` is how often a province must be named for short names of its places to count.
        """
        inside = self._within_the_last(mention)
        if self._is_part_of_another(mention, bool(inside)):
            return None
        if mention.places[0].is_foreign:
            place = mention.places[0]
            return Named(mention.start, mention.end, place.name, place)
        hardly = mention.text in cue_words("not-alone")
        candidates = [
            place
            for place in mention.places
            if mention.full
            or (
                provinces[place.province] >= least
                and (not place.common or place in written_out)
                and (not hardly or place in written_out)
            )
        ]
        if inside is not None:
            candidates = inside
        greatest = max(mention.places, key=_rank)
        if inside is None and (greatest.level == "province" or not candidates):
            sure = _is_unmistakable(mention, greatest) and (
                greatest.level != "county" or _is_place_word(self._text, mention)
            )
            candidates = [greatest] if sure else candidates
        city = inside is None and greatest.level == "city" and not mention.full
        if city and _is_hardly_other(mention, greatest):
            candidates = [greatest]
        if not candidates:
            return None
        best = max(candidates, key=lambda place: (_rank(place), provinces[place.province]))
        tail = best.usual.removeprefix(mention.text)
        end = mention.end + len(tail) * self._text.startswith(tail, mention.end)
        return Named(mention.start, end, best.usual, best)

    def _within_the_last(self, mention: PlaceMention) -> list[Place] | None:
        """What a name means right behind another place (青海海南州); None where it stands by itself."""
        last = self._named[-1] if self._named else None
        if last is None or last.end != mention.start or last.place.is_foreign:
            return None
        return [place for place in mention.places if place.code.startswith(last.place.head)]

    def _is_part_of_another(self, mention: PlaceMention, follows: bool) -> bool:
        """True in the name of an organisation, a satellite, a mountain, a language, and across words.

        `follows`: the place that it lies in stands right before it, so that here a word begins (辽宁沈阳).
        """
        following = self._text[mention.end : mention.end + 1]
        if mention.places[0].is_foreign:
            if _OF_ABROAD.match(self._text, mention.end):
                return True
            if mention.text == "中非":
                return not self._text.startswith("共和国", mention.end)
            return mention.text in _ABROAD_WITHIN and not _is_word(self._text, mention.start, mention.end)
        if mention.full:
            return False
        return (
            not (follows or _is_word(self._text, mention.start, mention.end))
            or _ORGANISATION.match(self._text[mention.end : mention.end + 24]) is not None
            or _CRAFT.match(self._text, mention.end) is not None
            or (
                following in _NATURE
                and not mention.text.endswith(following)
                and not self._text.startswith("山区", mention.end)
            )
        )

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
        """The county of an article that names no other, beside the city and the province it lies in."""
        if len(provinces) > _ONE_OTHER:
            return None
        lowest = max(places, key=lambda place: _LEVELS_DOWN.index(place.level))
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


def _is_digest(text: str) -> bool:
    """True for several short items under headings of their own: no place is that of them all."""
    lines = text.split("\n")
    heads = sum(
        len(line) <= _SHORT < len(after) and line[-1:] not in "。：）" for line, after in pairwise(lines)
    )
    return heads > _FEW


def _is_unmistakable(mention: PlaceMention, greatest: Place) -> bool:
    """True for a short name that is no ordinary word and means one place; 西安 is hardly a 西安区."""
    alone = sum(place.level == greatest.level for place in mention.places) == 1
    return alone and not greatest.common


def _is_hardly_other(mention: PlaceMention, greatest: Place) -> bool:
    """True for a short name of one city that otherwise names districts only: 西安 by itself is no 西安区."""
    others = [place for place in mention.places if place != greatest]
    return bool(others) and not greatest.common and all(place.name.endswith("区") for place in others)


def _is_place_word(text: str, mention: PlaceMention) -> bool:
    """True where the dictionary knows the word as a place: 巫山 in 巫山脆李, not 祥云."""
    if mention.text in cue_words("not-alone"):
        return False
    low = max(0, mention.start - _WINDOW)
    words = cut(text[low : mention.end + _WINDOW], low)
    return any((word.start, word.end, word.tag) == (mention.start, mention.end, "ns") for word in words)


def _rank(place: Place) -> int:
    """Of places with one short name the greater is meant: 吉林 is the province."""
    return ("county", "city", "province").index(place.level)


def _is_word(text: str, position: int, end: int) -> bool:
    """True where a word begins, and no longer one: there is no 山南 in 大巴山南麓, no 长治 in 长治久安."""
    if _TIME_BEFORE.search(text, max(0, position - 2), position):
        return not any(map(is_word, (text[position : end + 1], text[position : end + 2])))
    before = text[position - 1 : position]
    behind = text[end : end + 1]
    if not ("一" <= before <= "鿿" or "一" <= behind <= "鿿"):
        return True
    if before in _LIKE_FUNCTION and not any(map(is_word, _overlapping(text, position, end))):
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


def _overlapping(text: str, start: int, end: int) -> Iterator[str]:
    """Stretches of text that would be words instead of a place name: over its beginning, beyond its end."""
    for before in (1, 2):
        for inside in (1, 2):
            yield text[max(0, start - before) : start + inside]
    yield text[start : end + 2]
    yield text[start : end + 3]


def _provinces(found: Sequence[PlaceMention]) -> Counter[str]:
    """How often each province is named, by full names and by short ones that can mean one place only."""
    counts: Counter[str] = Counter()
    repeated = Counter(mention.text for mention in found)
    for mention in found:
        first = mention.places[0]
        if first.is_foreign:
            continue
        meant = {place.province for place in mention.places}
        alone = len(meant) == 1 and not first.common
        if mention.full or (alone and (first.level != "county" or repeated[mention.text] > 2)):
            for province in meant:
                counts[province] += 1
    return counts
