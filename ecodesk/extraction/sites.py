"""What the copy names as places: which of them tell where something is, and which only name a thing.

上海合作组织, 送往山东, 西安至延安高铁 and 以色列军队 name a place and are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ecodesk.extraction.placenames import Named
from ecodesk.extraction.places import Places
from ecodesk.knowledge.gazetteer import Place, gazetteer

_GOES_TO = (
    "来自|往返|送往|运往|发往|开往|飞往|飞赴|驶往|驶向|前往|赶赴|奔赴|输往|销往|远销|流向|送电|出口到|出口至|调往|抵达|途经|途径|"
    "直达|通达|直飞|经停|毗邻|邻近|比|较|籍贯|祖籍|北京时间|首次访问|访问|对话|回到|推广到|推广至|扩展到|延伸至|辐射|覆盖|惠及"
)
_TARGET = re.compile(f"(?:{_GOES_TO})$")
"""Before a place to which something goes, from which it comes or with which it is compared."""
_ROUTE = re.compile(
    r"(?:站|[（(][^）)]{1,8}[）)])?\s?(?:至|到|—{1,2}|-|－|─|⇌)\s?[^，。；、\s]{2,10}?(?:高铁|铁路|高速|航道|航线|公路|城际|段|航班|"
    r"班列|[0-9一二三四五六七八九十]|专线|动车|列车|专列|输电|特高压|直流|管道|首发|开通|通车)"
)
"""Between the ends of a line or a flight, which are not where its figures are (西安至延安高铁)."""
_ROUTE_END = re.compile(r"[一-鿿）)](?:至|到|—{1,2}|-|－|─|⇌)$")
_BY_NAME = re.compile(
    r"[一-鿿]{0,6}(?:始发|发车|开往|飞往)|[一-鿿]{0,3}(?:图书馆|美术馆|队(?!伍)|籍|菜|时间|舰|大使|方面(?=[0-9一二三四五六七八九十]|称)|方向|模式|精神|协定|公约|奥运)"
)
_MAY_BE_NAME, _NAMED_WITHIN = re.compile("[发车往馆队籍菜间舰使面向式神定约运]"), 8
"""The last characters of those names, and characters behind a place within which one of them ends."""
ACTOR = re.compile(
    r"(?:国防军|国防部|军|武装|空军|海军|国?务院|政府问责|总统|总理|外长|外交|国会|参议|众议|白宫|情报|方面|司令|部队|战机|导弹|"
    r"无人机|防长|首相|国王|财政部|司法部|贸易代表|代表团|伊斯兰|选手|运动员|人(?![口类])|籍|制|产|队|大使|驻)"
)
"""Behind a country: who does or says something is not where it is."""
_WHO_SAYS = re.compile(
    r"[^，。；：\n]{0,14}?(?:[0-9]{1,2}日|当天|今天|昨天|方面)?(?:称|报道|表示|消息|证实|宣布|通报|说|公布)"
)
_MAY_SAY = re.compile("[称报表消证宣通说公]")
_SAID_WITHIN = 18
"""Characters behind a country in which the word begins by which it tells something."""
_GOVERNS = re.compile(r"政府|当局|警方")
_ATTACKS = re.compile(
    r"[^，。；\n]{0,8}?(?:对|向)[^，。；\n]{1,24}?(?:空袭|袭击|轰炸|打击|开火|攻击|进攻|制裁|行动)"
)
_ATTACKS_WITHIN = 9
"""Characters behind a country within which 对 or 向 stands."""
_SUFFERED = re.compile(r"(?:遭到?|遭受|被|受)$")
_BILATERAL_BEFORE = re.compile(r"(?:[与同和对跟向]|连接)$")
_TARGET_ENDS = frozenset(word[-1] for word in _GOES_TO.split("|")) | {"\n"}
_ROLE_ENDS = _TARGET_ENDS | set("遭到受被与同和对跟向接")
"""Last characters of what stands before a place that is none: of most places the character tells enough."""
_BILATERAL = re.compile(
    r"[^，。；]{0,6}(?:贸易|进出口|出口|进口|投资|建交|关系|合作|往来|重派|军售|援助|签署|提供|捐|赠|派)"
)
_PARTNERS_BEFORE = re.compile(r"[对向从自](?:[一-鿿]{1,6}、){0,4}(?:[一-鿿]{1,6}[和及与])?$")
_TRADED = re.compile(
    r"(?:[、和及与][一-鿿]{1,6}){0,5}(?:等[一-鿿]{0,4})?的?(?:分别|累计)?(?:进出口|出口|进口)"
)
"""对美国、欧盟和日本分别出口: with whom trade is, one or several."""
_WITHOUT_RANK = re.compile(
    r"(?:的)?(?:第[一二三]|首|唯一|最|前列|领先|人大|政协|统一|各地|性|劳模|先进|一流|粮食总|同类|平均)"
)
_OPENS = re.compile(
    r"(?:^|[，。；：！？\s“”（—]|在|从|年|月|日|季度|目前|来|期间|今天|显示|预计|帮助|推动|使|让|带动)$"
)
"""Before 全国 where the copy goes over to the whole country; 占全国, 居全国 go on about the place."""
_WHOLE = re.compile(
    r"(?:全|我|该|本)(?P<level>市|省|县|区)(?!别|分|间|域|块|位)|(?<![城])(?P<office>市)(?=政府|委|生态环境局|统计局|发展改革委|教委|卫生健康委)|"
    r"(?<![一-鿿])(?P<region>自治区)(?=[已共下累安今]|党委|政府|财政)|(?P<isle>全台(?![账词])|全港|本港)"
)
_ISLES = {"台": "台湾", "港": "香港"}
NATION = re.compile(r"全国|我国|中国")
_WIDE = re.compile(
    r"(?:东北|华北|华东|华南|华中|西北|西南|江南|江淮|黄淮)(?!部|角|方)|南方|北方|东盟|欧盟|欧元区|非洲|欧洲|亚洲|拉美|中东(?!部)|中亚|东南亚|全球"
)
_REGION = re.compile(r"(?:粤港澳)?大湾区|京津冀|长三角|珠三角|成渝地区双城经济圈|长江经济带")
_SUB = re.compile(
    r"(?:中部|东部|西部|南部|北部|西北部|东北部|东南部|西南部|首都|港口城市|的){0,2}"
    r"(?P<name>(?![的多各该全本上在与等这两部沿政首])[一-鿿]{1,6}?(?:州|省|县|(?<![政首])府|(?<![城超股楼上后门])市|(?<!半)岛|邦|大区))"
)
_MAY_END_SUB, _SUB_WITHIN = re.compile("[州省县府市岛邦区]"), 16
"""The last characters of those names, and characters behind a country within which one of them ends."""
_PART = re.compile(
    r"(?:中部|东部|西部|南部|北部|西北部|东北部|东南部|西南部|首都|第[一二三]大城市|港口城市|的|境内)?"
)


_PART_OF = {"加沙地带": "巴勒斯坦"}
"""Of the table of countries those that are part of another."""
_ABBREVIATIONS = {"黎": "黎巴嫩", "叙": "叙利亚", "俄": "俄罗斯", "乌": "乌克兰", "伊": "伊朗", "埃": "埃及"}
_ABBREVIATED = re.compile(r"[黎叙俄乌伊埃](?=[东西南北中]部|境内)")


class Site(NamedTuple):
    """A place of the text: span, the name as an editor writes it, its kind and the place of the gazetteer.

    Kinds: `home`, `abroad` (a country, or a place of `country`), `nation` (全国 and 大湾区, which are no
    places), and `source` for who tells, which gives the place where nothing else does.
    """

    start: int
    end: int
    name: str
    kind: str
    place: Place | None = None
    country: str = ""

    def holds(self, other: Site) -> bool:
        """True when the other lies within this one."""
        if self.kind == "abroad":
            return other.kind == "abroad" and other.country == self.name
        if self.place is None or other.place is None:
            return False
        return other.place != self.place and other.place.code.startswith(self.place.head)


@cache
def _countries() -> dict[str, str]:
    return {place.code: place.name for place in gazetteer().countries}


def _country(place: Place) -> str:
    return _countries()[place.code]


def _isle(word: str) -> str:
    """全台 and 本港: the full names of 台湾 and 香港."""
    (place, *_) = gazetteer().named(_ISLES[word[-1]])
    return place.usual


def _start(site: Site) -> int:
    return site.start


class Sites:
    """The places of one article in reading order."""

    __slots__ = ("_all", "_aside_end", "_places", "_starts", "_text")

    def __init__(self, text: str, places: Places) -> None:
        self._text = text
        self._places = places
        named = places.within(0, len(text))
        found = [*self._at_home(named), *self._regions()]
        if places.abroad or any(one.place.is_foreign for one in named):
            found += self._abroad([one for one in named if one.place.is_foreign])
        self._all = sorted(found, key=_start)
        self._starts = [site.start for site in self._all]

    def within(self, low: int, high: int) -> list[Site]:
        """The places that start in a range of the text."""
        return self._all[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def _at_home(self, named: Sequence[Named]) -> Iterator[Site]:
        """Chains (云南昭通市镇雄县) as one place, the last of the chain; 全市 as the city it means."""
        chain: Named | None = None
        start = 0
        self._aside_end = -1
        for one in [one for one in named if not one.place.is_foreign]:
            if chain is not None:
                if one.start == chain.end and one.place.code.startswith(chain.place.head):
                    chain = one
                    continue
                yield from self._site(chain, start)
            chain, start = one, one.start
        if chain is not None:
            yield from self._site(chain, start)

    def _site(self, named: Named, start: int) -> Iterator[Site]:
        before, end = self._before(start), named.end
        beside = self._aside_end >= 0 and self._text[self._aside_end : start] in ("、", "和", "及", "与")
        aside = (
            beside
            or (before[-1:] in _TARGET_ENDS and _TARGET.search(before) is not None)
            or _ROUTE.match(self._text, end) is not None
            or (_ROUTE_END.search(before) is not None and self._is_route_end(start, end))
            or (
                not named.name.endswith(self._text[end - 1 : end])
                and self._is_by_name(end)
            )
        )
        if aside:
            self._aside_end = end
        else:
            yield Site(start, end, named.name, "home", named.place)

    def _is_route_end(self, start: int, end: int) -> bool:
        """True for 延安 in 西安至延安高铁."""
        low = max(0, start - 14)
        return any(
            match.end() > start for match in _ROUTE.finditer(self._text, low, min(len(self._text), end + 14))
        )

    def _regions(self) -> Iterator[Site]:
        """全市 and the like, 全国, and regions with a name."""
        for match in _whole_words(self._text):
            level = match["level"] or match["office"] or match["region"]
            if level or match["isle"]:
                name = self._places.whole(level, match.start()) if level else _isle(match[0])
                if name:
                    place = self._places.named(name)
                    yield Site(match.start(), match.end(), place.usual if place else name, "home", place)
            elif match["named"]:
                if not _WITHOUT_RANK.match(
                    self._text, match.end() + 2 * self._text.startswith("地区", match.end())
                ):
                    yield Site(match.start(), match.end(), "", "nation")
            elif _OPENS.search(self._before(match.start())) and not _WITHOUT_RANK.match(
                self._text, match.end()
            ):
                yield Site(match.start(), match.end(), "", "nation")

    def _abroad(self, countries: Sequence[Named]) -> Iterator[Site]:
        """Countries and what lies in them, together where they stand together (日本石川县)."""
        taken = 0
        last: Site | None = None
        for site in sorted(self._abroad_one_by_one(countries), key=_start):
            if site.start < taken:
                continue
            if last is not None and site.start == last.end:
                site, last = site._replace(start=last.start), None
            if last is not None:
                yield from self._told(last)
            last, taken = site, site.end
        if last is not None:
            yield from self._told(last)

    def _told(self, site: Site) -> Iterator[Site]:
        kind = self._role(site)
        if kind:
            yield site if kind == site.kind else site._replace(kind=kind)

    def _abroad_one_by_one(self, countries: Sequence[Named]) -> Iterator[Site]:
        """Countries, the places of the table, and those that the article itself puts behind a country."""
        learned: dict[str, str] = {}
        for one in countries:
            may_be = _MAY_END_SUB.search(self._text, one.end, one.end + _SUB_WITHIN)
            sub = _SUB.match(self._text, one.end) if may_be is not None else None
            if sub and not gazetteer().named(sub["name"]) and not self._is_inside_home(*sub.span("name")):
                learned[sub["name"]] = one.place.name
        parts = sorted(self._parts({one.place.name for one in countries}, learned), key=_start)
        starts = [part.start for part in parts]
        joined: set[int] = set()
        for one in countries:
            country = Site(one.start, one.end, one.name, "abroad", one.place, _PART_OF.get(one.name, ""))
            gap = _PART.match(self._text, country.end)
            at = bisect_left(starts, country.end)
            if gap is not None and starts[at : at + 1] == [gap.end()]:
                joined.add(at)
                yield parts[at]._replace(start=country.start)
            elif not (at and parts[at - 1].end > country.start):
                yield country
        yield from (part for at, part in enumerate(parts) if at not in joined)

    def _parts(self, named: set[str], learned: dict[str, str]) -> Iterator[Site]:
        """Places abroad below the country; `learned` are those the table does not hold."""
        for one in self._places.abroad:
            yield Site(one.start, one.end, one.text, "abroad", None, _country(one.places[0]))
        short = {sign: country for sign, country in _ABBREVIATIONS.items() if country in named}
        for match in _ABBREVIATED.finditer(self._text) if short else ():
            if match[0] in short:
                yield Site(match.start(), match.end(), short[match[0]], "abroad")
        if learned:
            for match in re.compile("|".join(map(re.escape, learned))).finditer(self._text):
                yield Site(match.start(), match.end(), match[0], "abroad", None, learned[match[0]])

    def _is_inside_home(self, start: int, end: int) -> bool:
        return any(one.start < end and start < one.end for one in self._places.at_home(start - 4, end))

    def _role(self, site: Site) -> str:
        """What a place abroad is to the copy: `abroad`, `source`, or "" where it is none."""
        text, end, before = self._text, site.end, self._before(site.start)
        if before[-1:] in _ROLE_ENDS:
            if _TARGET.search(before) or _SUFFERED.search(before):
                return ""
            if _BILATERAL_BEFORE.search(before) and _BILATERAL.match(text, end):
                return ""
        if self._is_by_name(end):
            return ""
        low = max(0, site.start - 24)
        if _TRADED.match(text, end) and _PARTNERS_BEFORE.search(text, low, site.start):
            return ""
        if site.place is not None and (ACTOR.match(text, end) or self._attacks(end)):
            return ""
        if site.place is not None and _GOVERNS.match(text, end):
            return "source"
        says = _MAY_SAY.search(text, end, end + _SAID_WITHIN) and _WHO_SAYS.match(text, end)
        return "source" if says else "abroad"

    def _is_by_name(self, end: int) -> bool:
        """True where something behind a place is only named after it (重庆图书馆)."""
        may_be = _MAY_BE_NAME.search(self._text, end, end + _NAMED_WITHIN)
        return may_be is not None and _BY_NAME.match(self._text, end) is not None

    def _attacks(self, end: int) -> bool:
        """True for a country that does something to another."""
        behind = self._text[end : end + _ATTACKS_WITHIN]
        return ("对" in behind or "向" in behind) and _ATTACKS.match(self._text, end) is not None

    def _before(self, position: int) -> str:
        return self._text[position - 5 if position > 5 else 0 : position]


# The first two characters of what _WORDS finds: one place of a hundred is left to look at.
_OPENS_WORD = re.compile(
    "[全我该本市自粤大京长珠成中东华西南北江淮黄非欧亚拉]"
    "(?=[市省县区政委生统发教卫治台港国北东南中淮方盟元洲美亚球湾津三渝江])"
)
_WORDS = re.compile(f"{_WHOLE.pattern}|(?P<named>{_REGION.pattern})|{NATION.pattern}|{_WIDE.pattern}")


def _whole_words(text: str) -> Iterator[re.Match[str]]:
    """全市 and the like, 全国, and the names of regions in reading order."""
    end = 0
    for opening in _OPENS_WORD.finditer(text):
        start = opening.start()
        match = _WORDS.match(text, start) if start >= end else None
        if match is not None:
            yield match
            end = match.end()
