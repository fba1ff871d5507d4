"""Which district, county or city a figure belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ecodesk.extraction.places import Named, Places
from ecodesk.extraction.sentences import Sentence
from ecodesk.extraction.told import Told
from ecodesk.knowledge.gazetteer import Place, gazetteer
from ecodesk.knowledge.lexicon import cue_pattern

_WHOLE = re.compile(
    r"(?:全|我|该|本)(?P<level>市|省|县|区)|(?<![城])(?P<office>市)(?=政府|委|生态环境局|统计局|发展改革委|教委|卫生健康委)"
)
_NATION = re.compile(r"全国|我国|中国|全社会")
_AT_HOME = ("香港", "澳门", "台湾")
_EACH = re.compile(r"(?:等[^，。]{0,3})?(?:各|均|都|每|分别)")
_SUFFERED = re.compile(r"(?:遭到?|遭受|被)$")


@cache
def _beyond() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('region')})")


@cache
def _self_placed() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('self-placed')})$")


class Whereabouts:
    """Finds the place of each figure of one article.

    A subject that names a place gives it. A company, a mountain or a reserve is where the copy ties it to;
    all else is where the sentence, the paragraph or the article is.
    """

    __slots__ = ("_places", "_sentences", "_text")

    def __init__(self, text: str, sentences: Sequence[Sentence], places: Places) -> None:
        self._text = text
        self._sentences = sentences
        self._places = places

    def place_of(self, index: int, position: int, subject: str) -> Told:
        """Full name of the place that governs a figure of sentence `index`, "" when none does; its rule."""
        subject = subject.strip("“”")
        if _NATION.fullmatch(subject) or (_beyond().match(subject) and not subject.startswith(_AT_HOME)):
            return Told("", "place-nation")
        own = self._of_subject(subject)
        if own is not None and own.is_foreign:
            return Told(self._abroad(self._sentences[index].start, position) or own.name, "place-abroad")
        if own is not None and not _may_lie_in(own, subject):
            return Told(own.usual, "place-subject")
        if own is not None:
            return Told(self._tied(index, position, subject, own) or own.usual, "place-tied")
        if _self_placed().search(subject):
            return Told(self._tied(index, position, subject, None), "place-tied")
        near = self._near(index, position)
        if near is not None:
            return Told(near, "place-near" if near else "place-nation")
        named = self._of_entity(subject, position)
        if named:
            return Told(named, "place-entity")
        main = self._places.main or self._places.prevailing
        return Told(main, "place-main" if main else "place-none")

    def _of_subject(self, subject: str) -> Place | None:
        """The place that the subject itself begins with (巫山脆李), the last of several (浙江省瑞安市)."""
        found: Place | None = None
        end = 0
        for mention in gazetteer().find(subject[:16]):
            if mention.start != end:
                break
            found, end = self._places.named(mention.text) or found, mention.end
        return found or self._places.named(subject)

    def _tied(self, index: int, position: int, subject: str, own: Place | None) -> str:
        """The place a name is tied to where it was spoken of: of its own sentence, else of its first one."""

        def within(low: int, high: int) -> list[Named]:
            found = [one for one in self._places.at_home(low, high) if one.place.level != "province"]
            return [one for one in found if own is None or one.place.province == own.province]

        sentence = self._sentences[index]
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
        centre = self._places.centre
        if own is not None or (centre is not None and centre.level != "province"):
            return self._places.main
        return self._abroad(self._text.rfind("\n", 0, position) + 1, position)

    def _near(self, index: int, position: int) -> str | None:
        """The last place before a figure in its paragraph, else one behind it in its sentence."""
        sentence = self._sentences[index]
        found = self._last(sentence.start, position)
        first = index
        while found is None and first > 0 and self._sentences[first - 1].paragraph == sentence.paragraph:
            first -= 1
            found = self._last(self._sentences[first].start, self._sentences[first].end)
        if found is not None:
            return found
        low = self._sentences[first].start
        if _NATION.search(self._text, low, position):
            return ""
        behind = self._places.at_home(position, sentence.end)
        if behind and self._places.centre is None:
            return behind[0].name
        return self._abroad(low, position) or None

    def _abroad(self, low: int, high: int) -> str:
        """The last country of a range; who attacked (遭某国空袭) does not say where it was."""
        found = [
            one
            for one in self._places.within(low, high)
            if one.place.is_foreign and not _SUFFERED.search(self._text, max(0, one.start - 2), one.start)
        ]
        return found[-1].name if found else ""

    def _of_entity(self, subject: str, position: int) -> str:
        """The place that stood beside the subject where it was named before (梁平竹山镇猎神村)."""
        if len(subject) < 2:
            return ""
        seen = self._text.find(subject, 0, position)
        if seen < 0:
            return ""
        low = max(self._text.rfind("\n", 0, seen), self._text.rfind("。", 0, seen)) + 1
        named = self._places.at_home(low, seen + len(subject))
        return named[-1].name if named else ""

    def _last(self, low: int, high: int) -> str | None:
        """The last place or 全市, 全县 of a range."""
        whole = None
        for match in _WHOLE.finditer(self._text, low, high):
            whole = match
        named = self._places.at_home(low, high)
        if self._places.centre is not None:
            # 重庆 in the name of a company does not move a figure out of the district the article is about.
            named = [one for one in named if one.place.level != "province"]
        if named and (whole is None or named[-1].start > whole.start()):
            return self._joined(named)
        if whole is None:
            return None
        return self._places.whole(whole["level"] or whole["office"], whole.start()) or None

    def _joined(self, named: Sequence[Named]) -> str:
        """向武隆区、巫山县、秀山县各授信: places of one enumeration are kept together before 各."""
        last = named[-1]
        chain = [last.name]
        for earlier, later in zip(reversed(named[:-1]), reversed(named), strict=False):
            if self._text[earlier.end : later.start] not in ("、", "和", "及"):
                break
            chain.insert(0, earlier.name)
        joined = len(chain) > 1 and _EACH.match(self._text[last.end : last.end + 6])
        return "、".join(chain) if joined else last.name


def _may_lie_in(place: Place, subject: str) -> bool:
    """True for an institution's name that begins with a province: it may lie in a county of it."""
    bare = subject in (place.name, place.short, place.usual)
    return place.level == "province" and not bare and len(subject) > len(place.short) + 3
