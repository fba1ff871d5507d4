"""What names something: places, quoted names, organisations, works; what 该项目, 全市, 公司 point back to."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from functools import cache, lru_cache

from ecodesk.extraction.persons import person
from ecodesk.extraction.phrases import (
    POINTING,
    THIS_TIME,
    cues,
    is_nominal,
    noun_text,
    points,
    project_end,
    settlement_end,
)
from ecodesk.extraction.places import Places
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.words import NAME, TIME, Word
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.indicators import group_of, is_indicator_word
from ecodesk.knowledge.lexicon import cue_pattern, cue_words

_NATION = ("全国", "我国", "中国", "全社会")
_POINTS = frozenset("全我本该")
_WHOLE = re.compile(r"[全我本该](?P<level>[市省县区])$")
_INSIDE = re.compile(r"(?P<level>[市省县区])里")
_LOCAL = re.compile(r"(?:[全我该本](?P<level>[镇乡村校院])|(?P<inside>[镇乡村校院])[里内])$")
_LONG_TITLE = 40
_EDITION = re.compile(r"(?:第[\d一二三四五六七八九十百]{1,5}[届次]|(?<!\d)20\d\d)$")
_FAR = 600
"""Characters after which a bare noun no longer points back to a name."""
_PROPER = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz", "eng", NAME})
_OFTEN, _LONG = 3, 6
"""Times that a phrase without a proper word is said before it counts as a name; a long one only twice."""
_FULL = 5
"""Characters of a building's or a project's name that tells which one (滇中引水工程)."""
_NAME_TAGS = frozenset({"ns", "nr", "nrt"})
_LONGEST_HEAD = 9
"""Words of a name at most."""
_INDICATOR = re.compile(
    r"(?:[量值率额数价费款度耗]|海拔|气温|水位|比例|比率|等级|级别|面积|收入|支出|增速|增幅|降幅|涨幅|水平|规模|比重|占比|余额|人口|能力|需求|利润|成本|时间|周期|期限|工期|车程|份额|间隔|用时|年限|时长|历史|流动量|浓度|"
    r"时速|全长|里程|投资|投入|贷款|存款|储备|顺差|进出口|出口|进口|装机|效率|指数|名次|排名)$"
)


@lru_cache(maxsize=1 << 15)
def is_indicator(word: str) -> bool:
    """True for a noun that names what is measured (产量, 增加值, 可支配收入)."""
    return len(word) > 1 and _INDICATOR.search(word) is not None


def is_known_indicator(phrase: str) -> bool:
    """True for a phrase of the table of indicators (水质优良比例, 门票收入)."""
    return is_indicator_word(phrase)


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('entity')})$")


@lru_cache(maxsize=1 << 15)
def ends_like_a_name(text: str) -> bool:
    """True for …公司, …平台, …村."""
    return _ending().search(text) is not None


class Entities:
    """Decides which phrases of one article name something.

    What is named again is a name, too: `tokens` know the text.
    """

    def __init__(self, places: Places, tokens: Tokens) -> None:
        self._places = places
        self._tokens = tokens
        self._products: dict[str, str] = {}
        self._known: list[tuple[int, str]] = []
        self._heads: dict[tuple[Word, ...], tuple[str, int]] = {}
        self._lead: set[str] = set()
        self._shorts = {short: number for number, short in enumerate(places.shorts)}
        named = places.within(0, len(tokens.text))
        self._openings = {name[:2] for one in named for name in (one.place.short, one.place.name)}

    def learn(self, name: str) -> None:
        """From here on a phrase is a name: the headline opens with it and the copy says it again."""
        self._lead.add(name)
        self._heads.clear()

    def full_of(self, short: str, position: int) -> str:
        """The last name before a position that a short form stands for (农交会), "" where none does."""
        form = _SHORT_FORM.match(short)
        at = bisect_left(self._known, (position, ""))
        names = (name for _, name in reversed(self._known[max(0, at - _RECENT) : at])) if form else ()
        return next((name for name in names if form and _is_short_for(form[0], name)), "")

    def places_all(self, words: Sequence[Word], name: str) -> bool:
        """True where a name is nothing but places."""
        placed = self._placed(words)
        return placed > 0 and len("".join(word.text for word in words[:placed])) >= len(name)

    def _learnt(self, words: Sequence[Word]) -> int:
        """How many words make up a name that the headline gave; 0 where none begins."""
        text = ""
        learnt = 0
        for number, word in enumerate(words[:_LONGEST_HEAD], 1):
            text += word.text
            learnt = number if text in self._lead else learnt
        return learnt

    def head(self, words: Sequence[Word]) -> tuple[str, int]:
        """The name a noun phrase begins with, places written out, and its words' number; else ("", 0)."""
        if not words:
            return "", 0
        key = tuple(words)
        found = self._heads.get(key)
        if found is None:
            found = self._heads[key] = self._head(words)
        return found

    def _head(self, words: Sequence[Word]) -> tuple[str, int]:
        if words[0].tag == NAME and words[0].text[0] == "“" and len(words) > 2 and words[1].text == "的":
            # “太空出差”的某某乘组
            behind, used = self.head(words[2:])
            if behind:
                return behind, used + 2
        found = self._whole(words) or self._in_full(words, *self._by_form(words))
        if found[0] and "等" not in found[0]:
            insort(self._known, (words[0].start, found[0]))
        return found

    def _in_full(self, words: Sequence[Word], name: str, used: int) -> tuple[str, int]:
        """A name with its number (第七届某某峰会), and the longer one that a common phrase is short for."""
        if not name:
            return "", 0
        text, start = self._tokens.text, words[0].start
        if text.startswith(name, start):
            number = _EDITION.search(text, max(0, start - 8), start)
            if number is not None and (number[0][0] == "第" or used > 1):
                return number[0] + name, used
            if start and text[start - 2 : start] in ("本届", "本次"):
                full = re.search(rf"第[\d一二三四五六七八九十百]{{1,5}}[届次]{re.escape(name)}", text[:start])
                return (full[0] if full else name), used
        common = used > 1 and len(name) > 2 and not any(word.tag in _PROPER | {"x"} for word in words[:used])
        if common and not name.startswith("“"):
            longer = self._behind((name,), start, False)
            return longer or name, used
        return name, used

    def resolve(self, words: Sequence[Word]) -> tuple[str, int]:
        """What `head` gives; 公司, 该院, 园区 are the name they point back to.

        A word that points back to nothing known gives ("", 1), 该项目 as two words ("", 2).
        """
        if not words:
            return "", 0
        if points(words[0]) and words[0].text not in POINTING:
            return self._pointed(words[0].text[1:], words[0].start), 1
        first = words[0].text
        local = _LOCAL.fullmatch(first) if first[0] in _POINTS or first[-1] in "里内" else None
        if local is not None:
            return self._behind((local["level"] or local["inside"],), words[0].start, False), 1
        if words[0].text in THIS_TIME and len(words) > 1:
            return self._this_time(words)
        pointing = words[0].text in POINTING and len(words) > 1
        found = ("", 0) if pointing else self.head(words)
        if found[0]:
            return found
        noun = words[pointing].text
        if pointing and len(words) > _PAIR and words[0].text != "本届":
            told = self._described(words)
            if told[0]:
                return told
        if not pointing and noun not in cues("generic") and not (len(noun) > 1 and noun in cues("entity")):
            return self._product(words)
        name = self._pointed(noun, words[0].start, bool(pointing))
        if not name and words[0].text == "本届":
            # 本届数|博会: of what the copy is about, however its short form is cut.
            return "", next((n for n, word in enumerate(words[1:4], 2) if word.text.endswith("会")), 2)
        return name, 1 + pointing if name or pointing or noun in cues("generic") else 0

    def _described(self, words: Sequence[Word]) -> tuple[str, int]:
        """这家智能座舱企业: what a pointing word stands before, where that tells which one is meant."""
        end = next((n for n, word in enumerate(words) if n and not (word.is_noun or word.adorns)), len(words))
        while end > 1 and is_indicator(words[end - 1].text):
            end -= 1
        head = words[end - 1] if end > _PAIR else None
        if head is None or not head.names or len(noun_text(words[1:end])) < _FULL or points(words[1]):
            return "", 0
        known = self._pointed(noun_text(words[1:end]), words[0].start)
        return (known or noun_text(words[1:end])), end

    def _this_time(self, words: Sequence[Word]) -> tuple[str, int]:
        """此次交换行动: the name it points back to, else what it is called here."""
        end = next((n for n, word in enumerate(words) if n and not (word.is_noun or word.adorns)), len(words))
        noun = noun_text(words[1:end])
        name = self._pointed(noun, words[0].start) if noun else ""
        happens = len(noun) > 2 and words[end - 1].text in cues("event")
        if not name and not happens:
            return "", next((n for n, word in enumerate(words[1:4], 2) if word.text.endswith("会")), 1)
        return (name or noun), end

    def _product(self, words: Sequence[Word]) -> tuple[str, int]:
        """脆李 where the copy also says 巫山脆李."""
        if not self._is_product(words[0], words[1:]):
            return "", 0
        word = words[0].text
        if word not in self._products:
            self._products[word] = self._product_of(word, words[0].start)
        return self._products[word], int(bool(self._products[word]))

    def _product_of(self, word: str, position: int) -> str:
        text, shorts = self._tokens.near(position), self._shorts
        lengths = {len(short) for short in shorts}
        # Looked for by the word: each short name's product by itself takes the square of the length.
        starts = (match.start() for match in re.finditer(re.escape(word), text))
        before = {text[at - length : at] for at in starts for length in lengths if at >= length}
        before &= shorts.keys()
        return min(before, key=shorts.__getitem__) + word if before else ""

    def _pointed(self, noun: str, position: int, sure: bool = True) -> str:
        """The last name before a position that a bare noun stands for; "" when none fits or it is far off.

        `sure` is True behind 该 and 本: then any longer noun phrase with that ending will do.
        """
        called = self._tokens.text.rfind(noun + "“", max(0, position - _FAR), position) if noun else -1
        close = self._tokens.text.find("”", called, called + _LONG_TITLE) if called >= 0 else -1
        if close > 0 and sure:
            # 该品种 behind 新品种“中早88”
            return self._tokens.text[called + len(noun) + 1 : close]
        endings = (noun, *_STANDS_FOR.get(noun, ()))
        low, high = (bisect_left(self._known, (at, "")) for at in (position - _FAR + 1, position))
        for _, name in reversed(self._known[low:high]):
            if len(name) > len(noun) and name.strip("“”").endswith(endings):
                return name
        return self._behind(endings, position, sure)

    def _behind(self, endings: Sequence[str], position: int, sure: bool, full: bool = False) -> str:
        """The last name with one of these endings that stands anywhere in the text before a position.

        With `full` it is the whole phrase, not only the name that it begins with.
        """
        text = self._tokens.text
        for ending in endings:
            at = text.rfind(ending, max(0, position - _FAR), position)
            for _ in range(3):
                if at < 0:
                    break
                if text[at + len(ending)] == "长" and len(ending) == 1:
                    # 镇长 is nobody's town.
                    at = text.rfind(ending, max(0, position - _FAR), at)
                    continue
                if text[at + len(ending)] in "堂" and ending.endswith("会"):
                    # 人民大会堂 is no 大会.
                    at = text.rfind(ending, max(0, position - _FAR), at)
                    continue
                name = self._ending_at(at + len(ending), sure, full)
                if len(name) > len(ending) + 1:
                    return name
                at = text.rfind(ending, max(0, position - _FAR), at)
        return ""

    def _ending_at(self, end: int, sure: bool, full: bool = False) -> str:
        """The name that ends at a position, "" when the words there name nobody."""
        text = self._tokens.text
        low = max(0, end - 30)
        low = max(low, *(text.rfind(mark, low, end) + 1 for mark in "\n，。；："))
        words = self._tokens.words(low, end)
        start = len(words)
        while start and (is_nominal(words[start - 1]) or words[start - 1].tag == NAME):
            start -= 1
        named = words[start:]
        if not named:
            return ""
        if not full and self._is_proper(named):
            return self.head(named)[0]
        whose = words[start - 2] if start > 1 and words[start - 1].text == "的" else None
        placed = whose is not None and whose.tag == "ns" and self._places.knows(whose.text)
        if whose is not None and (whose.tag == NAME or placed):
            # 某某街道的社区食堂
            return noun_text([whose]) + noun_text(named)
        return noun_text(named) if sure and len(named) > 1 else ""

    def listed(self, words: Sequence[Word]) -> int:
        """How many words a list of places takes up that a phrase begins with (甲、乙等地); 0 for no list."""
        at = number = 0
        while step := self._placed(words[at:]) if at < len(words) else 0:
            at, number = at + step, number + 1
            if at >= len(words) or words[at].text not in ("、", "和", "与"):
                break
            at += 1
        if number > 1 and at < len(words) and words[at].text == "等地":
            return at + 1
        closed = number > 1 and words[at - 1].text not in ("、", "和", "与")
        return at if closed else 0

    def event(self, word: Word) -> str:
        """The event that a bare noun stands for (灾害 is 某路塌方灾害), "" when none was told before."""
        return self._behind((word.text,), word.start, True, full=True)

    def whole(self, word: Word) -> str:
        """The place that 全市, 全县 … stands for, "" for another word."""
        level = _WHOLE.fullmatch(word.text) if word.text[0] in _POINTS else None
        return self._places.whole(level["level"], word.start) if level else ""

    def _whole(self, words: Sequence[Word]) -> tuple[str, int] | None:
        """全县 is the last county named before it, 湖北全省 is 湖北; so is 县里."""
        inside = _INSIDE.fullmatch(words[0].text) if words[0].text[-1] == "里" else None
        if inside is not None:
            return self._places.whole(inside["level"], words[0].start), 1
        for number, word in enumerate(words[:2]):
            whole = _WHOLE.match(word.text) if word.text[0] in _POINTS else None
            if whole is not None and number == 0 and len(words) > 1 and words[1].text in cues("agency"):
                name = self._places.whole(whole["level"], word.start)
                return (name + words[1].text, 2) if name else (self._unnamed(word), 1)
            if whole is not None and number == 0:
                return self._places.whole(whole["level"], word.start) or self._unnamed(word), 1
            if whole is not None and words[0].text != word.text and self._placed(words):
                return self._places.full_name(words[0].text), 2
        if words[0].text in _NATION:
            return self._nation(words)
        return None

    def _unnamed(self, word: Word) -> str:
        """全省, 我市 by themselves, where nothing tells which."""
        return word.text if word.text[0] in "全我" else ""

    def _nation(self, words: Sequence[Word]) -> tuple[str, int]:
        """我国 before an indicator; but 中国女排, 全国人大 name somebody, 我国西部地区 a region."""
        if len(words) > 1 and words[1].text in cues("region"):
            return noun_text(words[:2]), 2
        if len(words) > 1 and words[0].text == "全国" and words[1].text in cues("nationwide"):
            # 全国首创142项, 全国模范法官某某: of somebody else.
            return self.head(words[2:]) if words[1].text != "首创" else ("", 0)
        end = self._last_ending(words)
        proper = end > 1 and words[0].text in ("中国", "全国")
        proper = proper and not (words[0].text == "全国" and any(word.tag == "vn" for word in words[1:end]))
        return (noun_text(words[:end]), end) if proper else (words[0].text, 1)

    def _placed(self, words: Sequence[Word]) -> int:
        """How many words make up the place a phrase begins with; 0 when it begins with none."""
        text = "".join(word.text for word in words[:4])
        if text[:2] not in self._openings:
            return self._above(words) if words and words[0].tag == "ns" else 0
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

    def _by_form(self, words: Sequence[Word]) -> tuple[str, int]:
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
        placed = self._placed(words)
        end = self._last_ending(words)
        if placed:
            return self._with_place(words, placed, end)
        word = words[0]
        at = next((n for n, one in enumerate(words[:4]) if one.tag != "n"), 0)
        if words[at].tag == NAME and at and ends_like_a_name(words[at].text.strip("“”")):
            # 区属国有企业“某某集团”
            return noun_text(words[at : at + 1]), at + 1
        if end and self._is_proper(words[:end]):
            return noun_text(words[:end]), end
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
        inner = word.text.strip("《》")
        end = self._tokens.text.rfind(f"{inner}》", 0, word.start)
        start = self._tokens.text.rfind("《", 0, end) if end > 0 else -1
        full = self._tokens.text[start : end + len(inner) + 1] if start >= 0 else ""
        return full if 0 < len(full) <= _LONG_TITLE and "\n" not in full else word.text

    def _is_proper(self, words: Sequence[Word]) -> bool:
        """True where a phrase holds a name or is said again."""
        text = noun_text(words)
        if text in cues("waters"):
            return True
        if len(text) < 3 or text in cues("generic"):
            return False
        if any(word.tag in _PROPER and len(word.text) > 1 for word in words):
            return True
        if len(words) == 1 and words[0].tag == "x" and ends_like_a_name(text):
            return True
        built = len(text) >= _FULL and text.endswith(cue_words("built"))
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

    def _last_ending(self, words: Sequence[Word]) -> int:
        """Words up to the last one that ends like a name, before anything that is measured; 0 when none."""
        end = 0
        for number, word in enumerate(words[:_LONGEST_HEAD], 1):
            joint = word.text in ("与", "和") and _is_meeting(words[number : number + 3])
            if not joint and (
                word.tag == TIME or word.text in ("的", "、") or not (is_nominal(word) or word.tag == "m")
            ):
                break
            if is_indicator(word.text) and not ends_like_a_name(word.text):
                break
            if ends_like_a_name(word.text.strip("“”")):
                end = number
        return end

    def _with_place(self, words: Sequence[Word], placed: int, end: int) -> tuple[str, int]:
        """巫山 is 巫山县, 巫山脆李 a product, 綦江高新区 an area."""
        if placed + 2 < len(words) and words[placed].text == "的":
            # 淄川区的惠民农商银行, 连云港的田湾核电站
            name, used = self._called(words[placed + 1 :])
            if used:
                return name, placed + 1 + used
        if end > placed:
            inner = self._inner_place(words, placed, end)
            return noun_text(words[inner:end]), end
        further = self._placed(words[placed:])
        if further:
            name, used = self._with_place(words[placed:], further, 0)
            return name, placed + used
        following = words[placed] if placed < len(words) else None
        bare = "".join(word.text for word in words[:placed])
        written_out = bare.endswith(tuple("省市区县"))
        if following is not None and not written_out and self._is_product(following, words[placed + 1 :]):
            return bare + following.text, placed + 1
        return self._places.full_name(bare), placed

    def _called(self, words: Sequence[Word]) -> tuple[str, int]:
        """A name by its ending that a phrase begins with, ("", 0) for what is none."""
        end = self._last_ending(words)
        if end > self._placed(words) and self._is_proper(words[:end]):
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
        while (step := self._placed(words[start:])) and start + step < end:
            start, before = start + step, start
            if not self._placed(words[start:]):
                return before
        return 0

    def _is_product(self, word: Word, behind: Sequence[Word]) -> bool:
        """脆李 of 巫山脆李: a thing, neither what is measured nor people, institutions and fields of work."""
        if word.tag not in ("n", "nz", "nr", "nrt", "x") or not 1 < len(word.text) <= 4:
            return False
        if word.tag == "x" and self._tokens.count(word.text, word.start) < 2:
            return False
        if is_indicator(word.text) or group_of(word.text) or word.text in cues("common"):
            return False
        return not behind or not is_nominal(behind[0]) or is_indicator(behind[0].text)


_SHORT_FORM = re.compile(r"[一-鿿]{2,4}会")
_RECENT = 40
"""Names told before that a short form may stand for."""


def _is_short_for(short: str, name: str) -> bool:
    """True where a name holds the characters of a short form in their order, not as they stand."""
    rest = iter(name)
    return short not in name and name.endswith("会") and all(char in rest for char in short)


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
    at = next((n for n, word in enumerate(words[:4]) if word.tag == NAME), 0)
    if not at or words[at].text[0] != "“" or not words[at - 1].text.endswith(cue_words("called")):
        return 0
    if not all(word.is_noun for word in words[:at]):
        return 0
    behind = words[at + 1] if at + 1 < len(words) else None
    return at + 1 if behind is None or not _goes_with(behind) else 0


def _goes_with(word: Word) -> bool:
    """True for a noun that a quoted word before it only describes."""
    return word.tag in ("n", "nz", "x", "ns", "nt", "l", "j") and not is_indicator(word.text)


_STANDS_FOR = {
    "园区": ("高新区", "开发区", "产业园", "工业园", "新区"),
    "项目": ("工程", "电站", "风电场", "电厂", "基地", "大桥", "隧道", "产业园"),
    "工程": ("隧道", "大桥", "铁路", "高铁", "高速", "高速公路", "公路", "水库", "电站",
             "运河", "机场", "航道"),
    "企业": ("公司", "集团", "厂"),
    "公司": ("集团", "股份"),
    "行": ("银行",),
    "院": ("医院", "法院", "学院", "博物院", "研究院"),
    "馆": ("博物馆", "图书馆", "纪念馆"),
}
