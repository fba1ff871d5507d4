"""Which district, county or city a figure belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter

from ecodesk.extraction.items import item_of
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence
from ecodesk.extraction.sites import ACTOR, NATION, Site, Sites
from ecodesk.extraction.surroundings import LYING, Surroundings
from ecodesk.extraction.told import Told
from ecodesk.knowledge.gazetteer import Place, gazetteer
from ecodesk.knowledge.lexicon import cue_pattern

_AT_HOME = ("香港", "澳门", "台湾")
_EACH_IN_TURN = re.compile(r"分别|依次")
_HEADING, _BELOW = 60, 4
"""Characters of a heading, and paragraphs under it in which its figure is told again."""
_NEAR_BEHIND = 20
_OF_WHAT = re.compile(r"(?:的[^，。；、0-9]{0,16})?(?:——)?")
"""Between a figure and the place of what it describes (气温18摄氏度的漠河北极村)."""
_PARTS = re.compile(r"[、和][^，。；]{0,8}[0-9一二两三四五六七八九十]+个?[省市县区州]")
_BOTH = ("两国", "双方", "双边")
# Each alternative begins with its character: a branch of literals is searched for ten times as fast.
_ANNIVERSARY = re.compile(r"建交|外交关系|中华人民共和国成立|新中国成立|建党|建军|双[方边]贸易|两国贸易")
_OF_TABLE = re.compile(r"积[0-9]{1,3}分|净胜球|积分榜|胜[0-9]{1,2}负|平[0-9]{1,2}负")
"""How a team stands over a season, which has no place."""
_TRADE = re.compile(r"出口|进口|外贸")


@cache
def _beyond() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('region')})")


@cache
def _self_placed() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('self-placed')})$")


_FORCES = ("军", "部队", "武装")
_FAR_BACK = 40
"""Sentences of a paragraph through which a place is carried: no paragraph of copy has more."""


class Whereabouts:
    """Finds the place of each figure of one article.

    A place of the figure's own sentence gives it, before all the one that the subject itself names. A
    company, a mountain or a reserve is where the copy ties it to; all else is where the sentence before, the
    paragraph or the article is.
    """

    __slots__ = (
        "_around", "_figures", "_items", "_known", "_mentions", "_places", "_sentences", "_sites",
        "_subjects", "_tables", "_text",
    )

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        places: Places,
        figures: Mapping[int, Sequence[Mention]],
        items: Sequence[int] = (),
    ) -> None:
        """`items` is where the items of a digest begin: none is where the copy as a whole is."""
        self._items = items
        self._text = text
        self._sentences = sentences
        self._places = places
        self._figures = figures
        self._mentions = {one.start: one for group in figures.values() for one in group}
        self._tables: dict[int, bool] = {}
        self._known: dict[int, list[Site]] = {}
        self._subjects: dict[str, Place | None] = {}
        self._sites = Sites(text, places)
        self._around = Surroundings(text, self._sites, places)

    def place_of(self, index: int, position: int, subject: str) -> Told:
        """Full name of the place that governs a figure of sentence `index`, "" when none does; its rule."""
        sentence, subject = self._sentences[index], subject.strip("“”")
        here = bool(subject) and self._text.find(subject, sentence.start, position) >= 0
        if subject not in self._subjects:
            self._subjects[subject] = self._of_subject(subject)
        own = self._subjects[subject]
        sites = self._around.before(sentence, position)
        if _ANNIVERSARY.search(
            self._text, max(sentence.start, position - 14), min(sentence.end, position + 4)
        ):
            return Told("", "place-nation")
        if not sites and self._is_of_table(index):
            return Told("", "place-nation")
        described = self._described(index, position, sites)
        if described is not None:
            return Told(described, "place-described")
        if here or not sites:
            by_subject = self._by_subject(index, position, subject, own, sites)
            if by_subject is not None:
                return by_subject
        if sites:
            return Told(self._last(sentence, position, sites), "place-near")
        around = self._from_around(index, position, subject)
        if subject.endswith(_FORCES) and self._is_country(around.value):
            # What an army tells of its deeds happens in no country as a whole.
            return Told("", "place-actor")
        return around

    def _is_country(self, name: str) -> bool:
        place = self._places.named(name)
        return place is not None and place.is_foreign and not name.endswith("地带")

    def _by_subject(
        self, index: int, position: int, subject: str, own: Place | None, sites: Sequence[Site]
    ) -> Told | None:
        """The place that the subject tells, None where it tells nothing."""
        seller = self._sells_abroad(index, subject, sites)
        if seller is not None:
            return Told(seller.usual, "place-main")
        if (
            subject in _BOTH
            or NATION.fullmatch(subject)
            or (_beyond().match(subject) and not subject.startswith(_AT_HOME))
        ):
            return Told("", "place-nation")
        if own is not None and own.is_foreign and ACTOR.match(subject, len(own.name)):
            return Told("", "place-actor") if not sites else None
        if own is not None and own.is_foreign:
            return None if sites else Told(self._around.abroad(position) or own.name, "place-abroad")
        if own is not None and sites and sites[-1].place is not None and sites[-1].place != own:
            joined = self._last(self._sentences[index], position, sites)
            if own.usual in joined.split("、") or sites[-1].place.code.startswith(own.head):
                return Told(joined, "place-near")
        if own is not None and not _may_lie_in(own, subject):
            return Told(own.usual, "place-subject")
        if own is None and subject in self._places.names_abroad:
            # 旧金山 is no mountain.
            return Told(subject, "place-subject")
        if own is not None or _self_placed().search(subject):
            tied = self._tied(index, position, subject, own)
            return Told(tied or (own.usual if own else ""), "place-tied")
        return None

    def _sells_abroad(self, index: int, subject: str, sites: Sequence[Site]) -> Place | None:
        """The place the article is about, where exports go from there to 东盟 or 非洲."""
        centre = self._places.centre
        if centre is None or centre.is_foreign or not _beyond().match(subject):
            return None
        traded = _TRADE.search(self._sentences[index].text) is not None
        return centre if traded and all(one.kind == "nation" for one in sites) else None

    def _described(self, index: int, position: int, sites: Sequence[Site]) -> str | None:
        """The place of the thing that a figure stands before (投资200亿元的……工程——深圳配套工程)."""
        mention = self._mentions.get(position)
        if mention is None or self._text[mention.end : mention.end + 1] != "的":
            return None
        behind = self._sites.within(mention.end, mention.end + _NEAR_BEHIND)
        first = next((one for one in behind if one.kind in ("home", "abroad")), None)
        if first is None:
            return None
        gap = self._text[mention.end : first.start]
        tight = gap == "的" or (
            _OF_WHAT.fullmatch(gap) is not None and bool(sites) and sites[-1].holds(first)
        )
        return first.name if tight and not self._is_listed(first) else None

    def _is_listed(self, site: Site) -> bool:
        return self._text[site.end : site.end + 1] in ("、", "等", "和")

    def _is_of_table(self, index: int) -> bool:
        if index not in self._tables:
            self._tables[index] = _OF_TABLE.search(self._sentences[index].text) is not None
        return self._tables[index]

    def _of_subject(self, subject: str) -> Place | None:
        """The place that the subject itself begins with (巫山脆李), the last of several (浙江省瑞安市)."""
        found: Place | None = None
        end = 0
        while (mention := gazetteer().at(subject[:16], end)) is not None:
            found, end = self._places.named(mention.text) or found, mention.end
            end += subject.startswith("州", end)
        if found is not None and subject.startswith("籍", end):
            return None
        return found or self._places.named(subject)

    def _tied(self, index: int, position: int, subject: str, own: Place | None) -> str:
        """The place a name is tied to where it was spoken of: of its own sentence, else of its first one."""

        def within(low: int, high: int) -> list[Site]:
            found = [one for one in self._sites.within(low, high) if one.kind == "home"]
            return [
                one
                for one in found
                if one.place is not None
                and one.place.level != "province"
                and (own is None or one.place.province == own.province)
            ]

        sentence = self._sentences[index]
        before = within(sentence.start, position)
        if before:
            return self._last(sentence, position, before)
        seen = self._text.find(subject)
        if seen >= 0:
            low = self._text.rfind("\n", 0, seen) + 1
            high = self._text.find("\n", seen)
            around = within(low, high if high >= 0 else len(self._text))
            if around:
                return min(around, key=lambda one: abs(one.start - seen)).name
        centre = self._places.centre
        if own is not None or (centre is not None and centre.level != "province"):
            return self._places.main
        return self._around.abroad(position)

    def _last(self, sentence: Sentence, position: int, sites: Sequence[Site]) -> str:
        """The last of the places before a figure, with those that are told of together with it."""
        last = sites[-1]
        if last.kind == "nation":
            return ""
        chain = self._around.listed(sites)
        if len(chain) == 1:
            return self._narrowed(sentence, position, last)
        if _EACH_IN_TURN.search(self._text, last.end, position):
            turn = self._turn(sentence, last, position)
            if turn is not None and turn < len(chain):
                return chain[turn].name
        return "、".join(dict.fromkeys(one.name for one in chain))

    def _number_of(self, sentence: Sentence) -> int:
        return bisect_left(self._sentences, sentence.start, key=itemgetter(0))

    def _turn(self, sentence: Sentence, last: Site, position: int) -> int | None:
        """The how-manieth figure after 分别 one is: each place takes its own."""
        index = self._number_of(sentence)
        starts = [one.start for one in self._figures.get(index, ()) if one.start > last.end]
        return starts.index(position) if position in starts else None

    def _narrowed(self, sentence: Sentence, position: int, site: Site) -> str:
        """The place where something lies within a country told before (日本……7.6级，震中位于石川县)."""
        if site.kind != "abroad":
            return site.name
        for one in self._sites.within(position, sentence.end):
            if site.holds(one) and LYING.search(self._text, max(0, one.start - 8), one.start):
                return one.name
        if site.place is None:
            return site.name
        printed = self._around.printed(site)
        below = self._told_below(self._number_of(sentence), position, "")
        return (
            below.value if below is not None and below.value and below.rule != "place-abroad" else printed
        )

    def _from_around(self, index: int, position: int, subject: str) -> Told:
        """The place of a figure whose sentence names none before it."""
        sentence = self._sentences[index]
        lying = self._around.lying_behind(sentence, position)
        if lying is not None:
            return Told(lying, "place-behind")
        first = index
        while first > max(0, index - _FAR_BACK) and (
            self._sentences[first - 1].paragraph == sentence.paragraph
        ):
            first -= 1
            before, sites = self._sentences[first], self._of_sentence(first)
            if not sites:
                continue
            part = self._text.find("其中", before.start, before.end)
            if part >= 0 and _PARTS.search(self._text, part, before.end):
                # 其中某、某4省: places of a part of what the sentence tells.
                sites = [one for one in sites if one.start < part]
            if sites:
                return Told(self._last(before, before.end, sites), "place-carried")
        below = self._told_below(index, position, subject)
        if below is not None:
            return below
        entity = self._around.beside_entity(subject, position)
        if entity:
            return Told(entity, "place-entity")
        abroad = self._around.abroad(position)
        if abroad:
            return Told(abroad, "place-abroad")
        item = item_of(self._items, position)
        main = self._around.of_item(item, position) if item >= 0 else self._around.of_article()
        return Told(main, "place-main" if main else "place-none")

    def _of_sentence(self, index: int) -> list[Site]:
        """The places of a whole sentence that may govern a figure behind it."""
        if index not in self._known:
            sentence = self._sentences[index]
            self._known[index] = self._around.before(sentence, sentence.end)
        return self._known[index]

    def _told_below(self, index: int, position: int, subject: str) -> Told | None:
        """The place of the same figure where the copy under a heading tells it."""
        sentence = self._sentences[index]
        if len(sentence.text) > _HEADING or sentence.text[-1:] in "。；" or self._places.centre is not None:
            return None
        mention = self._mentions.get(position)
        if mention is None:
            return None
        for later in range(index + 1, len(self._sentences)):
            if self._sentences[later].paragraph > sentence.paragraph + _BELOW:
                return None
            for other in self._figures.get(later, ()):
                if (other.value, other.unit) == (mention.value, mention.unit):
                    return Told(self.place_of(later, other.start, subject).value, "place-below")
        return None


def _may_lie_in(place: Place, subject: str) -> bool:
    """True for an institution's name that begins with a province: it may lie in a county of it."""
    bare = subject in (place.name, place.short, place.usual)
    return place.level == "province" and not bare and len(subject) > len(place.short) + 3
