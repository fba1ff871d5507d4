"""Names by their form: places, quoted names, organisations, works, persons, products."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.persons import person
from ecodesk.extraction.phrases import cues, is_nominal, noun_text, project_end, settlement_end
from ecodesk.extraction.places import Places
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.words import NAME, Word, texts
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.indicators import group_of
from ecodesk.knowledge.lexicon import cue_pattern, cue_words

LONG_TITLE = 40
PROPER = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz", "eng", NAME})
_OFTEN, _LONG = 3, 6
"""Times that a phrase without a proper word is said before it counts as a name; a long one only twice."""
FULL_NAME = 5
"""Characters of a building's or a project's name that tells which one (滇中引水工程)."""
_NAME_TAGS = frozenset({"ns", "nr", "nrt"})
_LONGEST_HEAD = 9
"""Words of a name at most."""
_LISTING = frozenset({"、", "和", "与"})


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('entity')})$")


@lru_cache(maxsize=1 << 15)
def ends_like_a_name(text: str) -> bool:
    """True for …公司, …平台, …村."""
    return _ending().search(text) is not None


class NameForms:
    """Tells by form alone whether a phrase of one article begins with a name, and how far that goes."""

    def __init__(self, places: Places, tokens: Tokens) -> None:
        self._places = places
        self._tokens = tokens
        self._lead: set[str] = set()
        self._fuller: dict[str, list[tuple[int, int]]] = {}
        named = places.within(0, len(tokens.text))
        self._openings = {name[:2] for one in named for name in (one.place.short, one.place.name)}

    def learn(self, name: str) -> None:
        """From here on a phrase is a name, whatever its form."""
        self._lead.add(name)

    def places_all(self, words: Sequence[Word], name: str) -> bool:
        """True where a name is nothing but places."""
        placed = self.placed(words)
        return placed > 0 and len("".join(word.text for word in words[:placed])) >= len(name)

    def _learnt(self, words: Sequence[Word]) -> int:
        """How many words make up a name that the headline gave; 0 where none begins."""
        text = ""
        learnt = 0
        for number, word in enumerate(words[:_LONGEST_HEAD], 1):
            text += word.text
            learnt = number if text in self._lead else learnt
        return learnt

    def listed(self, words: Sequence[Word]) -> int:
        """How many words a list of places takes up that a phrase begins with (甲、乙等地); 0 for no list."""
        if _LISTING.isdisjoint(texts(words)):
            return 0
        at = number = 0
        while step := self.placed(words[at:]) if at < len(words) else 0:
            at, number = at + step, number + 1
            if at >= len(words) or words[at].text not in _LISTING:
                break
            at += 1
        if number > 1 and at < len(words) and words[at].text == "等地":
            return at + 1
        closed = number > 1 and words[at - 1].text not in _LISTING
        return at if closed else 0

    def placed(self, words: Sequence[Word]) -> int:
        """How many words make up the place a phrase begins with; 0 when it begins with none."""
        if not words:
            return 0
        opens = words[0].text[:2]
        if len(opens) == 1 and len(words) > 1:
            opens += words[1].text[0]
        if opens not in self._openings:
            return self._above(words) if words[0].tag == "ns" else 0
        text = "".join([word.text for word in words[:4]])
        mention = next(iter(gazetteer().find(text[:10])), None)
        if mention is None or mention.start or not self._places.knows(mention.text):
            return 0
        length = 0
        for number, word in enumerate(words[:4], 1):
            length += len(word.text)
            if length >= mention.end:
                return number if length == mention.end else 0
        return 0

    def _above(self, words: Sequence[Word]) -> int:
        """1 where a province stands right before a place of it that the article speaks of (山东淄博市)."""
        if len(words) < 2 or not words[0].tag == words[1].tag == "ns":
            return 0
        return int(self._places.knows(words[1].text))

    def read(self, words: Sequence[Word]) -> tuple[str, int]:
        """The name that a phrase begins with, and its words' number; else ("", 0)."""
        project = project_end(words)
        if project:
            name, used = self._formed(words[project:])
            if name:
                return name, used + project
        name, used = self._formed(words)
        learnt = self._learnt(words) if self._lead else 0
        return (noun_text(words[:learnt]), learnt) if learnt > used else (name, used)

    def _formed(self, words: Sequence[Word]) -> tuple[str, int]:
        who = person(words, self._tokens.count)
        if who[0]:
            return who
        placed = self.placed(words)
        end = self.last_ending(words)
        if placed:
            return self._with_place(words, placed, end)
        word = words[0]
        at = 0
        while at < _FAR_IN and at + 1 < len(words) and words[at].tag == "n":
            at += 1
        if words[at].tag == NAME and at and ends_like_a_name(words[at].text.strip("“”")):
            # 区属国有企业“某某集团”
            return noun_text(words[at : at + 1]), at + 1
        if end and self.is_proper(words[:end]):
            return noun_text(words[_behind_county(words, end) : end]), end
        settled = settlement_end(words)
        if settled:
            return noun_text(words[:settled]), settled
        if word.text[:1] == "《":
            return self._title(word), 1
        quoted = _quoted_at(words)
        if quoted:
            return noun_text(words[:quoted] if quoted == _PAIR else words[quoted - 1 : quoted]), quoted
        if word.text[0] == "“" and len(words) > 1 and not words[1].text.endswith(cue_words("abstract")):
            # “三公”经费, “金面具”冰箱贴: the quoted word only tells of what kind it is.
            end = next((n for n, one in enumerate(words) if n and not _goes_with(one)), len(words))
            end = next((n for n in range(2, end) if ends_like_a_name(words[n - 1].text)), end)
            return noun_text(words[:end]), end
        named = word.tag in (NAME, "nt") or (word.tag in _NAME_TAGS and len(word.text) > 2)
        if named or word.text in cues("region") or gazetteer().is_foreign(word.text):
            return noun_text(words[:1]), 1
        return "", 0

    def _title(self, word: Word) -> str:
        """The full title that a short one stands for (《条例》), else the title itself."""
        fuller = self._fuller_titles(word.text)
        at = bisect_right(fuller, word.start, key=itemgetter(1))
        start, end = fuller[at - 1] if at else (0, 0)
        full = self._tokens.text[start:end]
        return full if full and len(full) <= LONG_TITLE and "\n" not in full else word.text

    def _fuller_titles(self, short: str) -> list[tuple[int, int]]:
        """Where longer titles begin and end that end in the words of a short one, in order."""
        if short not in self._fuller:
            text = self._tokens.text
            ends = re.finditer(re.escape(short.strip("《》") + "》"), text)
            spans = [(text.rfind("《", 0, one.start()), one.end()) for one in ends]
            self._fuller[short] = [(start, end) for start, end in spans if 0 <= start < end - len(short)]
        return self._fuller[short]

    def is_proper(self, words: Sequence[Word]) -> bool:
        """True where a phrase holds a name or is said again."""
        text = noun_text(words)
        if text in cues("waters"):
            return True
        if len(text) < 3 or text in cues("generic"):
            return False
        if any(word.tag in PROPER and len(word.text) > 1 for word in words):
            return True
        if len(words) == 1 and words[0].tag == "x" and ends_like_a_name(text):
            return True
        built = len(text) >= FULL_NAME and text.endswith(cue_words("built"))
        if built and words[0].text not in cues("kind") and not any(word.text == "期间" for word in words):
            return True
        if is_indicator(words[-1].text):
            # 高水平 said again and again
            return False
        unknown = any(word.tag == "x" for word in words)
        if unknown and text.endswith(cue_words("strong-entity")):
            return True
        said = self._tokens.count(text, words[0].start)
        return (said >= _OFTEN and len(words) > 1) or (said > 1 and (unknown or len(text) >= _LONG))

    def last_ending(self, words: Sequence[Word]) -> int:
        """Words up to the last one that ends like a name, before anything that is measured; 0 when none."""
        end = 0
        for number, word in enumerate(words[:_LONGEST_HEAD], 1):
            joint = word.text in ("与", "和") and _is_meeting(words[number : number + 3])
            if not joint and not is_nominal(word):
                break
            if ends_like_a_name(word.text.strip("“”")):
                end = number
            elif is_indicator(word.text):
                break
        return end

    def _with_place(self, words: Sequence[Word], placed: int, end: int) -> tuple[str, int]:
        """巫山 is 巫山县, 巫山脆李 a product, 綦江高新区 an area."""
        if placed + 2 < len(words) and words[placed].text == "的":
            # 淄川区的惠民农商银行, 连云港的田湾核电站
            name, used = self._called(words[placed + 1 :])
            if used:
                return name, placed + 1 + used
        if end > placed:
            inner = self._inner_place(words, placed, end) or _behind_county(words, end)
            return noun_text(words[inner:end]), end
        further = self.placed(words[placed:])
        if further:
            name, used = self._with_place(words[placed:], further, 0)
            return name, placed + used
        following = words[placed] if placed < len(words) else None
        bare = "".join(word.text for word in words[:placed])
        written_out = bare.endswith(tuple("省市区县"))
        if following is not None and not written_out and self.is_product(following, words[placed + 1 :]):
            return bare + following.text, placed + 1
        return self._places.full_name(bare), placed

    def _called(self, words: Sequence[Word]) -> tuple[str, int]:
        """A name by its ending that a phrase begins with, ("", 0) for what is none."""
        end = self.last_ending(words)
        if end > self.placed(words) and self.is_proper(words[:end]):
            return noun_text(words[:end]), end
        return "", 0

    def _inner_place(self, words: Sequence[Word], placed: int, end: int) -> int:
        """Where the name begins behind the places it lies in (梁平竹山镇猎神村 is 猎神村)."""
        for number in range(end - 1, placed - 1, -1):
            if words[number].tag == NAME and ends_like_a_name(words[number].text):
                return number
            if words[number - 1].text[-1:] in "镇乡街道" and len(words[number - 1].text) > 1:
                return number
        start = 0
        while (step := self.placed(words[start:])) and start + step < end:
            start, before = start + step, start
            if not self.placed(words[start:]):
                return before
        return 0

    def is_product(self, word: Word, behind: Sequence[Word]) -> bool:
        """脆李 of 巫山脆李: a thing, neither what is measured nor people, institutions and fields of work."""
        if word.tag not in ("n", "nz", "nr", "nrt", "x") or not 1 < len(word.text) <= 4:
            return False
        if word.tag == "x" and self._tokens.count(word.text, word.start) < 2:
            return False
        if is_indicator(word.text) or group_of(word.text) or word.text in cues("common"):
            return False
        return not behind or not is_nominal(behind[0]) or is_indicator(behind[0].text)


def _behind_county(words: Sequence[Word], end: int) -> int:
    """Where 高村中学 begins behind the county it lies in, 0 where the name is the county's own."""
    at = next((n for n in range(min(end - 1, _COUNTY), 0, -1) if words[n - 1].text.endswith(("县", "旗"))), 0)
    own = "".join(texts(words[at:end]))
    named = at and len(own) > _OWN_NAME and own.endswith(_SCHOOLS)
    return at if named and not own.startswith(_OF_COUNTY) else 0


_COUNTY = 4
"""Words that a county takes up at most, with what it lies in."""
_SCHOOLS = ("中学", "小学", "幼儿园")
_OF_COUNTY = ("人民", "实验", "第", "中心", "中医", "妇幼", "民族", "职业", "高级", "外国语", "城关")
_OWN_NAME = 3
"""Characters beyond which the name of a school is its own (高村中学)."""
_FAR_IN = 3
"""Words before a quoted name that may tell what it is."""
_PAIR = 2
"""Words of 台风“某某”, which stay together."""


def _is_meeting(words: Sequence[Word]) -> bool:
    """True where what stands behind 与 comes to a meeting (创新合作与发展 | 论坛)."""
    for word in words:
        if word.text.endswith(_MEETINGS):
            return True
        if not is_nominal(word):
            break
    return False


_MEETINGS = ("论坛", "大会", "峰会", "博览会", "展览会", "研讨会", "洽谈会", "交易会", "工程", "委员会")


def _quoted_at(words: Sequence[Word]) -> int:
    """Index behind a quoted name that stands behind what it is (新品种“某某88” | 亩产); 0 elsewhere."""
    at = next((n for n in range(1, min(len(words), _FAR_IN + 1)) if words[n].tag == NAME), 0)
    if not at or words[0].tag == NAME or words[at].text[0] != "“":
        return 0
    if not words[at - 1].text.endswith(cue_words("called")):
        return 0
    if not all(word.is_noun for word in words[:at]):
        return 0
    behind = words[at + 1] if at + 1 < len(words) else None
    return at + 1 if behind is None or not _goes_with(behind) else 0


def _goes_with(word: Word) -> bool:
    """True for a noun that a quoted word before it only describes."""
    return word.tag in ("n", "nz", "x", "ns", "nt", "l", "j") and not is_indicator(word.text)
