"""What names something: places, quoted names, organisations, works; and how an indicator is named."""

from __future__ import annotations

import re
from functools import cache

from ecodesk.extraction.places import Places
from ecodesk.extraction.words import cut
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.lexicon import cue_pattern, cue_words
from ecodesk.knowledge.units import measure_words, unit_of


@cache
def _generic() -> frozenset[str]:
    return frozenset(cue_words("generic"))


@cache
def _ending() -> re.Pattern[str]:
    """A name up to its telling last word: …公司, …平台, …村."""
    return re.compile(rf".{{0,24}}?(?:{cue_pattern('entity')})(?!{cue_pattern('entity')})")


_NATION = ("全国", "我国", "中国")
_NO_NAME = re.compile(r"[0-9、，]|^[一二三四五六七八九十两几]+[个家条座处项名位]|[一-鿿]{2,}人$")
_VILLAGE = re.compile(r"(?P<town>[^的]{1,4}?(?:街道|[镇乡]))(?:的)?(?P<village>[^的]{1,4}?(?:村|社区))?")
_WHOLE = re.compile(r"[全我本该](?P<level>[市省县区])$")
_UNPAIRED = re.compile(r"“[^”]*$")
_QUOTED_HEAD = re.compile(r"“[^”]{1,24}”")


class Entities:
    """Decides which phrases of an article name something."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def is_generic(self, phrase: str) -> bool:
        """True for words that only point back: 园区, 该项目, 全区."""
        return phrase in _generic()

    def of(self, phrase: str, position: int) -> str:
        """The name a noun phrase begins with, places written out; "" when it names nothing.

        `position` is where the phrase stands: 全县 means the last county named before it.
        """
        whole = _WHOLE.match(phrase)
        if whole is not None:
            return self._places.whole(whole["level"], position)
        if len(phrase) < 2 or phrase in _generic() or _NO_NAME.search(phrase):
            return ""
        quoted = _QUOTED_HEAD.match(phrase)
        if quoted is not None:
            rest = phrase[quoted.end() :]
            follows = _ending().match(rest) if rest else None
            return quoted[0] + (follows[0] if follows and len(follows[0]) <= 6 else "")
        mention = next(iter(gazetteer().find(phrase)), None)
        placed = mention is not None and mention.start == 0 and self._places.knows(mention.text)
        if mention is not None and placed:
            return self._with_place(_UNPAIRED.sub("", phrase), mention.end)
        if phrase[:2] in _NATION and not phrase.endswith(cue_words("entity")):
            return phrase[:2]
        if phrase.endswith(cue_words("entity")) and 3 <= len(phrase) <= 24 and "的" not in phrase:
            return phrase
        return ""

    def _with_place(self, phrase: str, end: int) -> str:
        """巫山 is 巫山县, 巫山脆李 a product, 綦江高新区 an area; 巫山充分利用 is the county again."""
        rest = phrase[end:]
        if not rest or rest[0] == "的":
            return self._places.full_name(phrase[:end])
        village = _VILLAGE.match(rest)
        if village is not None:
            return village["village"] or village["town"]
        named = _ending().match(rest)
        if named is not None and "的" not in named[0]:
            return phrase[:end] + named[0]
        if phrase[end - 1] in "省市区县":
            return phrase[:end]
        words = cut(rest)
        first = words[0].text
        if (
            words[0].tag in ("n", "nz", "nr", "nrt", "x")
            and 1 <= len(first) <= 4
            and not _is_indicator(first)
        ):
            return phrase[:end] + first
        return self._places.full_name(phrase[:end])


_INDICATOR = re.compile(
    r"(?:量|值|率|额|数|面积|价值|收入|水平|规模|比重|占比|余额|总数|人口|经济|生态|工业|农业|环境|居民|市民|村民|群众|企业|政府)$"
)


def _is_indicator(word: str) -> bool:
    return _INDICATOR.search(word) is not None


_HAS_COUNT = ("数", "量", "规模", "人口", "次数", "名单")


def counted_suffix(indicator: str, unit: str) -> str:
    """The indicator as an editor names it: …面积 for an area, …人数, …数 for things counted."""
    if not indicator or indicator.endswith(_HAS_COUNT):
        return indicator
    known = unit_of(unit)
    if known is not None and known.dimension == "area" and not indicator.endswith(("面积", "率")):
        return indicator + "面积"
    if unit in ("人", "户", "株", "种", "只", "头", "条", "笔") and not indicator.endswith(unit):
        return f"{indicator}{unit}数"
    return indicator + "数" if unit in measure_words() else indicator
