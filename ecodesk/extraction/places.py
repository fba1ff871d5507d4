"""Which district, county or city a figure belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ecodesk.extraction.sentences import Sentence
from ecodesk.extraction.words import cut
from ecodesk.knowledge.gazetteer import MUNICIPALITIES, Place, PlaceMention, gazetteer, province_of
from ecodesk.knowledge.lexicon import cue_pattern

_ORGANISATION = re.compile(
    r"^[^，。；：、“”（）\s]{0,14}(?:有限公司|公司|集团|银行|大学|学院|日报|晚报|电视台|出版社|记者|交易所|联合会)"
)
_WHOLE = re.compile(
    r"(?:全|我|该|本)(?P<level>市|省|县|区)|(?<![城])(?P<office>市)(?=政府|委|生态环境局|统计局|发展改革委|教委|卫生健康委)"
)
_LEVELS = {"市": "city", "省": "province", "县": "county", "区": "county"}
_NATION = re.compile(r"全国|我国|中国|全社会")
_EACH = re.compile(r"(?:等[^，。]{0,3})?(?:各|均|都|每|分别)")
_SELF_PLACED = re.compile(rf"(?:{cue_pattern('self-placed')})$")
_WINDOW = 5
"""Characters on each side of a short name that are cut to see whether it is a word."""
_LEAD, _OFTEN = 0.25, 6
"""The place an article is about stands in the first quarter of its text, or is named this often."""


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    name: str
    place: Place


class Places:
    """The place names of one article, resolved, asked figure by figure."""

    __slots__ = ("_main", "_named", "_starts", "_text")

    def __init__(self, text: str, found: Sequence[PlaceMention]) -> None:
        self._text = text
        provinces = _provinces(found)
        written_out = {place for mention in found if mention.full for place in mention.places}
        self._named = [
            named for mention in found if (named := self._resolve(mention, provinces, written_out))
        ]
        self._starts = [named.start for named in self._named]
        self._main = self._main_place()

    @property
    def main(self) -> str:
        """Full name of the place that the article is about, "" when none prevails."""
        return self._main.usual if self._main else ""

    @property
    def city(self) -> str:
        """What 全市 means in the article, "" when nothing tells."""
        return self._whole("市") or ""

    def whole(self, level: str, position: int) -> str:
        """What 全市, 全省, 全县 or 全区 means at a position, by its last character; "" when nothing tells."""
        return self._whole(level, position) or ""

    def knows(self, name: str) -> bool:
        """True when the name was resolved to a place somewhere in the article."""
        return any(name in (named.place.short, named.place.name) for named in self._named)

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
        for named in self._named:
            if named.place.short == subject:
                return subject if named.name.endswith(("自治区", "行政区")) else named.name
        return subject

    def short(self, name: str) -> str:
        """Short name of a place of the article (巫山 for 巫山县); the name itself when it is no place."""
        return next(
            (named.place.short for named in self._named if named.name == name and named.place.short), name
        )

    def place_of(self, sentences: Sequence[Sentence], index: int, position: int, subject: str) -> str:
        """Full name of the place that governs a figure, "" when none does."""
        if _NATION.fullmatch(subject):
            return ""
        subject = subject.strip("“”")
        own = self._of_subject(subject)
        if own is not None and own.is_foreign:
            abroad = [one for one in self._within(sentences[index].start, position) if one.place.is_foreign]
            return abroad[-1].name if abroad else own.name
        if own is not None and not self._may_lie_in(own, subject):
            return own.usual
        self_placed = _SELF_PLACED.search(subject) is not None
        if own is not None or self_placed:
            tied = self._tied(sentences, index, position, subject, own)
            if tied or own is not None:
                return tied or (own.usual if own else "")
            return ""
        near = self._near(sentences, index, position)
        if near is not None:
            return near
        return self._of_entity(subject, position) or self.main or self.prevailing

    def _may_lie_in(self, place: Place, subject: str) -> bool:
        """True for an institution's name that begins with a province: it may lie in a county of it."""
        bare = subject in (place.name, place.short, place.usual)
        return place.level == "province" and not bare and len(subject) > len(place.short) + 3

    def _tied(
        self, sentences: Sequence[Sentence], index: int, position: int, subject: str, own: Place | None
    ) -> str:
        """The place a name is tied to where it was spoken of: of its own sentence, else of its first one."""

        def within(low: int, high: int) -> list[_Named]:
            found = [one for one in self._chinese(low, high) if one.place.level != "province"]
            return [one for one in found if own is None or one.place.province == own.province]

        sentence = sentences[index]
        before = within(sentence.start, position)
        if before:
            return self._joined(before)
        seen = self._text.find(subject)
        if seen >= 0:
            low = self._text.rfind("\n", 0, seen) + 1
            high = self._text.find("\n", seen)
            around = within(low, high if high >= 0 else len(self._text))
            if around:
                return min(around, key=lambda one: abs(one.start - seen)).name
        county = self._main is not None and self._main.level != "province"
        return self.main if county or own is not None else ""

    def _near(self, sentences: Sequence[Sentence], index: int, position: int) -> str | None:
        """The last place before a figure in its paragraph, else one behind it in its sentence."""
        sentence = sentences[index]
        found = self._last(sentence.start, position)
        first = index
        while found is None and first > 0 and sentences[first - 1].paragraph == sentence.paragraph:
            first -= 1
            found = self._last(sentences[first].start, sentences[first].end)
        if found is not None:
            return found
        low = sentences[first].start
        if _NATION.search(self._text, low, position):
            return ""
        behind = self._chinese(position, sentence.end)
        if behind and self._main is None:
            return behind[0].name
        abroad = [one for one in self._within(low, position) if one.place.is_foreign]
        return abroad[-1].name if abroad else None

    def _of_entity(self, subject: str, position: int) -> str:
        """The place that stood beside the subject where it was named before (梁平竹山镇猎神村)."""
        if len(subject) < 2:
            return ""
        seen = self._text.find(subject, 0, position)
        if seen < 0:
            return ""
        low = max(self._text.rfind("\n", 0, seen), self._text.rfind("。", 0, seen)) + 1
        named = self._chinese(low, seen + len(subject))
        return named[-1].name if named else ""

    @property
    def prevailing(self) -> str:
        """The province-level place an article keeps to, "" when it names several or none twice."""
        counts = Counter(named.place.province for named in self._named if not named.place.is_foreign)
        if not counts:
            return ""
        (head, count), *others = counts.most_common(2)
        province = province_of(head)
        return (
            province.name
            if province is not None and count >= 3 and count > 3 * (others[0][1] if others else 0)
            else ""
        )

    def _resolve(
        self, mention: PlaceMention, provinces: Counter[str], written_out: set[Place]
    ) -> _Named | None:
        """The one place a name can mean here; None for ordinary words and names of organisations."""
        if mention.places[0].is_foreign:
            place = mention.places[0]
            return _Named(mention.start, mention.end, place.name, place)
        if not mention.full and not _is_word(self._text, mention.start):
            return None
        if _ORGANISATION.match(self._text[mention.end : mention.end + 24]) and not mention.full:
            return None
        least = max(provinces.values(), default=0) / 5
        candidates = [
            place for place in mention.places if mention.full or provinces[place.province] >= max(least, 1)
        ]
        if not mention.full:
            candidates = [place for place in candidates if not place.common or place in written_out]
            following = self._text[mention.end : mention.end + 1]
            if following in ("山", "河", "江", "湖", "路", "海") and not mention.text.endswith(following):
                return None
        if not candidates:
            unique = (
                len(mention.places) == 1
                and not mention.places[0].common
                and mention.places[0].level != "county"
            )
            candidates = list(mention.places) if unique else []
        if not candidates:
            return None
        best = max(candidates, key=lambda place: (provinces[place.province], place.level == "city"))
        return _Named(mention.start, mention.end, best.usual, best)

    def _main_place(self) -> Place | None:
        """The place that most mentions are of, when it stands in the lead or comes again and again."""
        chinese = [named for named in self._named if not named.place.is_foreign]
        counts = Counter(named.place for named in chinese if named.place.level != "province")
        if not counts:
            counts = Counter(named.place for named in chinese or self._named)
        if not counts:
            return None
        first, count = counts.most_common(1)[0]
        leads = next(named.start for named in self._named if named.place == first) <= _LEAD * len(self._text)
        return first if count >= 3 and count > counts.total() / 2 and (leads or count >= _OFTEN) else None

    def _within(self, low: int, high: int) -> list[_Named]:
        return self._named[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def _chinese(self, low: int, high: int) -> list[_Named]:
        return [named for named in self._within(low, high) if not named.place.is_foreign]

    def _of_subject(self, subject: str) -> Place | None:
        """The place that the subject itself begins with (巫山脆李), the last of several (浙江省瑞安市)."""
        found: Place | None = None
        end = 0
        for mention in gazetteer().find(subject[:16]):
            if mention.start != end:
                break
            found, end = self._place_named(mention.text) or found, mention.end
        return found or self._place_named(subject)

    def _place_named(self, name: str) -> Place | None:
        if not name:
            return None
        return next(
            (one.place for one in self._named if name in (one.place.name, one.place.short, one.name)), None
        )

    def _last(self, low: int, high: int) -> str | None:
        """The last place or 全市, 全县 of a range."""
        whole = None
        for match in _WHOLE.finditer(self._text, low, high):
            whole = match
        named = self._chinese(low, high)
        if self._main is not None:
            # 重庆 in the name of a company does not move a figure out of the district the article is about.
            named = [one for one in named if one.place.level != "province"]
        if named and (whole is None or named[-1].start > whole.start()):
            return self._joined(named)
        if whole is None:
            return None
        return self._whole(whole["level"] or whole["office"], whole.start())

    def _joined(self, named: list[_Named]) -> str:
        """向武隆区、巫山县、秀山县各授信: places of one enumeration are kept together before 各."""
        last = named[-1]
        chain = [last.name]
        for earlier, later in zip(reversed(named[:-1]), reversed(named), strict=False):
            if self._text[earlier.end : later.start] not in ("、", "和", "及"):
                break
            chain.insert(0, earlier.name)
        joined = len(chain) > 1 and _EACH.match(self._text[last.end : last.end + 6])
        return "、".join(chain) if joined else last.name

    def _whole(self, word: str, position: int | None = None) -> str | None:
        """全市, 全区 …: the last place of that level before a position, or the municipality it lies in."""
        level = _LEVELS[word]
        counts = Counter(named.place for named in self._named if named.place.level == level)
        if level == "city":
            heads = Counter(named.place.province for named in self._named if not named.place.is_foreign)
            for head, _ in heads.most_common(1):
                province = province_of(head)
                if head in MUNICIPALITIES and province is not None:
                    return province.name
        before = [
            named
            for named in self._named
            if named.place.level == level
            and named.name.endswith(word)
            and (position is None or named.start < position)
        ]
        if self._main is not None and self._main.level == level:
            return self._main.usual
        if before and position is not None:
            return before[-1].name
        return counts.most_common(1)[0][0].usual if counts else None


def _is_word(text: str, position: int) -> bool:
    """True where a word begins at a position: 山南 is none in 大巴山南麓."""
    before = text[position - 1 : position]
    if not "一" <= before <= "鿿":
        return True
    low = max(0, position - _WINDOW)
    return any(word.start == position for word in cut(text[low : position + _WINDOW], low))


def _provinces(found: Sequence[PlaceMention]) -> Counter[str]:
    """How often each province is named, by full names and by short ones that can mean one place only."""
    counts: Counter[str] = Counter()
    repeated = Counter(mention.text for mention in found)
    for mention in found:
        first = mention.places[0]
        alone = len(mention.places) == 1 and not first.common
        if not first.is_foreign and (
            mention.full or (alone and (first.level != "county" or repeated[mention.text] > 2))
        ):
            counts.update({place.province for place in mention.places})
    return counts
