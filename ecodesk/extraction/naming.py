"""What names something: by its form, or by what 该项目, 全市, 公司 point back to."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.nameforms import FULL_NAME, LONG_TITLE, PROPER, NameForms
from ecodesk.extraction.persons import named
from ecodesk.extraction.phrases import POINTING, THIS_TIME, cues, is_nominal, noun_text, points
from ecodesk.extraction.places import Places
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.words import NAME, Word

_NATION = ("全国", "我国", "中国", "全社会")
_POINTS = frozenset("全我本该")
_WHOLE = re.compile(r"[全我本该](?P<level>[市省县区])$")
_INSIDE = re.compile(r"(?P<level>[市省县区])里")
_LOCAL = re.compile(r"(?:[全我该本](?P<level>[镇乡村校院])|(?P<inside>[镇乡村校院])[里内])$")
_EDITION = re.compile(r"(?:第[\d一二三四五六七八九十百]{1,5}[届次]|(?<!\d)20\d\d)$")
_POINTED = 2
"""Words of 该项目, which only points back."""
_NEAR = 160
"""Characters back in which somebody is looked for whom a pronoun stands for."""
_FAR = 600
"""Characters after which a bare noun no longer points back to a name."""


class Entities:
    """Decides which phrases of one article name something.

    What is named again is a name, too: `tokens` know the text.
    """

    def __init__(self, places: Places, tokens: Tokens) -> None:
        self._places = places
        self._tokens = tokens
        self._forms = NameForms(places, tokens)
        self._products: dict[str, str] = {}
        self._known: list[tuple[int, str]] = []
        self._heads: dict[tuple[Word, ...], tuple[str, int]] = {}
        self._shorts = {short: number for number, short in enumerate(places.shorts)}
        self._lengths = frozenset(map(len, self._shorts))

    def learn(self, name: str) -> None:
        """From here on a phrase is a name: the headline opens with it and the copy says it again."""
        self._forms.learn(name)
        self._heads.clear()

    def places_all(self, words: Sequence[Word], name: str) -> bool:
        """True where a name is nothing but places."""
        return self._forms.places_all(words, name)

    def full_of(self, short: str, position: int) -> str:
        """The last name before a position that a short form stands for (农交会), "" where none does."""
        form = _SHORT_FORM.match(short)
        at = bisect_left(self._known, (position, ""))
        names = (name for _, name in reversed(self._known[max(0, at - _RECENT) : at])) if form else ()
        return next((name for name in names if form and _is_short_for(form[0], name)), "")

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
        found = self._whole(words) or self._in_full(words, *self._forms.read(words))
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
        common = used > 1 and len(name) > 2 and not any(word.tag in PROPER | {"x"} for word in words[:used])
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
        if pointing and len(words) > _POINTED and words[0].text != "本届":
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
        head = words[end - 1] if end > _POINTED else None
        if head is None or not head.names or len(noun_text(words[1:end])) < FULL_NAME or points(words[1]):
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
        if not self._forms.is_product(words[0], words[1:]):
            return "", 0
        word = words[0].text
        if word not in self._products:
            self._products[word] = self._product_of(word, words[0].start)
        return self._products[word], int(bool(self._products[word]))

    def _product_of(self, word: str, position: int) -> str:
        text, shorts, lengths = self._tokens.near(position), self._shorts, self._lengths
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
        close = self._tokens.text.find("”", called, called + LONG_TITLE) if called >= 0 else -1
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
        if not named or _tells_kind(words[:start]):
            return ""
        name = self.head(named)[0] if not full and self._forms.is_proper(named) else ""
        if name:
            return name
        whose = words[start - 2] if start > 1 and words[start - 1].text == "的" else None
        placed = whose is not None and whose.tag == "ns" and self._places.knows(whose.text)
        if whose is not None and (whose.tag == NAME or placed):
            # 某某街道的社区食堂
            return noun_text([whose]) + noun_text(named)
        return noun_text(named) if sure and len(named) > 1 else ""

    def listed(self, words: Sequence[Word]) -> int:
        """How many words a list of places takes up that a phrase begins with (甲、乙等地); 0 for no list."""
        return self._forms.listed(words)

    def somebody(self, position: int) -> str:
        """The person told of last before a position, for whom 他 and 她 stand; "" where none is near."""
        text = self._tokens.text
        low = max(text.rfind("\n", 0, position) + 1, position - _NEAR)
        words = self._tokens.words(low, position)
        found = (named(words[at:]) for at in range(len(words) - 1, -1, -1))
        return next(filter(None, found), "")

    def event(self, word: Word) -> str:
        """The event that a bare noun stands for (灾害 is 某路塌方灾害), "" when none was told before."""
        return self._behind((word.text,), word.start, True, full=True)

    def whole(self, words: Sequence[Word]) -> tuple[str, str]:
        """The place that the first 全市, 全县 … among some words stands for, and that word; else ("", "")."""
        for word in words:
            level = _WHOLE.fullmatch(word.text) if word.text[0] in _POINTS else None
            place = self._places.whole(level["level"], word.start) if level else ""
            if place:
                return place, word.text
        return "", ""

    def _whole(self, words: Sequence[Word]) -> tuple[str, int] | None:
        """全县 is the last county named before it, 湖北全省 is 湖北; so is 县里."""
        inside = _INSIDE.fullmatch(words[0].text) if words[0].text[-1] == "里" else None
        if inside is not None:
            return self._places.whole(inside["level"], words[0].start), 1
        for number, word in enumerate(words[:2]):
            whole = _WHOLE.match(word.text) if word.text[0] in _POINTS else None
            if whole is None:
                continue
            if number == 0 and len(words) > 1 and words[1].text in cues("agency"):
                name = self._places.whole(whole["level"], word.start)
                return (name + words[1].text, 2) if name else (self._unnamed(word), 1)
            if number == 0:
                return self._places.whole(whole["level"], word.start) or self._unnamed(word), 1
            if words[0].text != word.text and self._forms.placed(words):
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
        end = self._forms.last_ending(words)
        proper = end > 1 and words[0].text in ("中国", "全国")
        proper = proper and not (words[0].text == "全国" and any(word.tag == "vn" for word in words[1:end]))
        return (noun_text(words[:end]), end) if proper else (words[0].text, 1)


def _tells_kind(words: Sequence[Word]) -> bool:
    """True for 这是国内首座 before 斜拉大桥: of what kind something is, no name of it."""
    ranked = any(word.text[0] == "首" or word.text == "唯一" for word in words)
    return ranked and any(word.text.endswith(("是", "为")) for word in words)


_SHORT_FORM = re.compile(r"[一-鿿]{2,4}会")
_RECENT = 40
"""Names told before that a short form may stand for."""


def _is_short_for(short: str, name: str) -> bool:
    """True where a name holds the characters of a short form in their order, not as they stand."""
    rest = iter(name)
    return short not in name and name.endswith("会") and all(char in rest for char in short)


_SCHOOLS = ("中学", "小学", "大学", "学院", "高中", "初中", "幼儿园", "职校", "学校")
_STANDS_FOR = {
    "园区": ("高新区", "开发区", "产业园", "工业园", "新区"),
    "项目": ("工程", "电站", "风电场", "电厂", "基地", "大桥", "隧道", "产业园"),
    "工程": ("隧道", "大桥", "铁路", "高铁", "高速", "高速公路", "公路", "水库", "电站",
             "运河", "机场", "航道"),
    "企业": ("公司", "集团", "厂"),
    "公司": ("集团", "股份"),
    "行": ("银行",),
    "院": ("医院", "法院", "学院", "博物院", "研究院"),
    "校": _SCHOOLS,
    "学校": _SCHOOLS,
    "馆": ("博物馆", "图书馆", "纪念馆"),
}
