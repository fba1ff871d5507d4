"""Which district, county or city a figure belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ecodesk.extraction.sentences import Sentence
from ecodesk.knowledge.gazetteer import MUNICIPALITIES, Place, PlaceMention, gazetteer, province_of

_ORGANISATION = re.compile(
    r"^[^，。；：、“”（）\s]{0,14}(?:有限公司|公司|集团|银行|大学|学院|日报|晚报|电视台|出版社|记者|交易所|联合会)"
)
_WHOLE = re.compile(
    r"(?:全|我|该|本)(?P<level>市|省|县|区)|(?<![城])(?P<office>市)(?=政府|委|生态环境局|统计局|发展改革委|教委|卫生健康委)"
)
_LEVELS = {"市": "city", "省": "province", "县": "county", "区": "county"}


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
        self._named = [named for mention in found if (named := self._resolve(mention, provinces))]
        self._starts = [named.start for named in self._named]
        self._main = self._main_place()

    @property
    def main(self) -> str:
        """Full name of the place that the article is about, "" when none prevails."""
        return self._main.name if self._main else ""

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

    def full_name(self, subject: str) -> str:
        """The subject with a bare short place name written out (巫山 to 巫山县)."""
        return next((named.name for named in self._named if named.place.short == subject), subject)

    def short(self, name: str) -> str:
        """Short name of a place of the article (巫山 for 巫山县); the name itself when it is no place."""
        return next(
            (named.place.short for named in self._named if named.name == name and named.place.short), name
        )

    def place_of(self, sentences: Sequence[Sentence], index: int, position: int, subject: str) -> str:
        """Full name of the place that governs a figure, "" when none does."""
        own = self._of_subject(subject)
        if own:
            return own
        sentence = sentences[index]
        found = self._last(sentence.start, position)
        for earlier in range(index - 1, -1, -1):
            if found is not None or sentences[earlier].paragraph != sentence.paragraph:
                break
            found = self._last(sentences[earlier].start, sentences[earlier].end)
        if found is not None:
            return found
        return self._of_entity(subject, position) or self.main or self.prevailing

    def _of_entity(self, subject: str, position: int) -> str:
        """The place that stood beside the subject where it was named before (梁平竹山镇猎神村)."""
        if len(subject) < 2:
            return ""
        seen = self._text.find(subject, 0, position)
        if seen < 0:
            return ""
        low = max(self._text.rfind("\n", 0, seen), self._text.rfind("。", 0, seen)) + 1
        named = self._within(low, seen + len(subject))
        return named[-1].name if named else ""

    @property
    def prevailing(self) -> str:
        """The province-level place an article keeps to, "" when it names several or none twice."""
        counts = Counter(named.place.province for named in self._named)
        if not counts:
            return ""
        (head, count), *others = counts.most_common(2)
        province = province_of(head)
        return (
            province.name
            if province is not None and count >= 3 and count > 3 * (others[0][1] if others else 0)
            else ""
        )

    def _resolve(self, mention: PlaceMention, provinces: Counter[str]) -> _Named | None:
        """The one place a name can mean here; None for ordinary words and names of organisations."""
        if _ORGANISATION.match(self._text[mention.end : mention.end + 24]) and not mention.full:
            return None
        least = max(provinces.values(), default=0) / 5
        candidates = [
            place for place in mention.places if mention.full or provinces[place.province] >= max(least, 1)
        ]
        if not mention.full:
            candidates = [place for place in candidates if not place.common]
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
        return _Named(mention.start, mention.end, best.name, best)

    def _main_place(self) -> Place | None:
        counts = Counter(named.place for named in self._named if named.place.level != "province")
        if not counts:
            counts = Counter(named.place for named in self._named)
        if not counts:
            return None
        first, count = counts.most_common(1)[0]
        return first if count >= 3 and count > counts.total() / 2 else None

    def _within(self, low: int, high: int) -> list[_Named]:
        return self._named[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def _of_subject(self, subject: str) -> str:
        """The place that the subject itself begins with (巫山脆李)."""
        for mention in gazetteer().find(subject[:8]):
            for named in self._named:
                if mention.start == 0 and (mention.text in (named.place.name, named.place.short)):
                    return named.name
            break
        return ""

    def _last(self, low: int, high: int) -> str | None:
        """The last place or 全市, 全县 of a range."""
        whole = None
        for match in _WHOLE.finditer(self._text, low, high):
            whole = match
        named = self._within(low, high)
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
        if len(chain) > 1 and re.match(
            r"(?:等[^，。]{0,3})?(?:各|均|都|每)", self._text[last.end : last.end + 6]
        ):
            return "、".join(chain)
        return last.name

    def _whole(self, word: str, position: int | None = None) -> str | None:
        """全市, 全区 …: the last place of that level before a position, or the municipality it lies in."""
        level = _LEVELS[word]
        counts = Counter(named.place for named in self._named if named.place.level == level)
        if level == "city":
            heads = Counter(named.place.province for named in self._named)
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
            return self._main.name
        if before and position is not None:
            return before[-1].name
        return counts.most_common(1)[0][0].name if counts else None


def _provinces(found: Sequence[PlaceMention]) -> Counter[str]:
    """How often each province is named, by full names and by short ones that can mean one place only."""
    counts: Counter[str] = Counter()
    repeated = Counter(mention.text for mention in found)
    for mention in found:
        first = mention.places[0]
        alone = len(mention.places) == 1 and not first.common
        if mention.full or (alone and (first.level != "county" or repeated[mention.text] > 2)):
            counts.update({place.province for place in mention.places})
    return counts
