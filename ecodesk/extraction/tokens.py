"""The words of one article, cut where they are asked for; figures, times and names are one word each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ecodesk.extraction.companies import publishers
from ecodesk.extraction.periods import Period
from ecodesk.extraction.phrases import POINTING, THIS_TIME, cues
from ecodesk.extraction.words import (
    FIGURE,
    NAME,
    PUNCTUATION,
    TIME,
    Word,
    cut,
    is_word,
    make_word,
    pairs,
    tagged,
)
from ecodesk.knowledge.lexicon import surnames

_QUOTED = re.compile(r"[“《][^”》\n]{1,60}[”》]")
_BRACKETS = re.compile(r"[（(][^）)\n]{0,30}[）)]")
_COMPANY_END = re.compile(r"(?:股份)?有限(?:责任)?公司")
_NOT_IN_COMPANY = re.compile(r"[^一-鿿]|[的从由与和向在是为对被将让]")
_VILLAGE = re.compile(r"[市区县旗镇乡](?=([一-鿿]{1,4}?(?:街道|社区|[镇乡村])))")
_HOLE, _ODD = "\ue000", "\ufffd"
"""What stands for a figure, a time or a name while the words around it are cut, and for itself in copy."""
_Span = tuple[int, int, str]
_STRETCH = 50_000
"""Characters on each side within which a name counts as said again: no article is as long."""
_BEFORE_DAY = frozenset("月日号至到和于在从自由年是的了而据者为与及即截")
_AREAS = frozenset({"地区", "半岛", "州", "省", "县"})
_DOUBTFUL = frozenset({"v", "vn"})
_SIZED = frozenset({"船长", "桥长", "路长", "楼高", "塔高", "桥宽"})
"""A thing and its size, taken for one word."""
_SPECIAL = frozenset({"等", " ", "\u3000", "站", "了"}) | _SIZED
"""Classes and words that may be something else by their neighbours; others are passed over at once."""
_PEOPLE = frozenset({"nr", "nrt", "nrfg", "x"})
"""Classes of what the segmenter takes for a person or does not know."""
_CUT_OFF = frozenset({"v", "n", "a", "ng", "vg", "ag", "nr", "x", "z", "j", "g", "q", "ad", "zg"})
"""Classes of a character that may belong to the name before it."""
_LONG = 3
_JOINING = frozenset("并已还又也再将共")
_SAID_OF = frozenset("说称是有在到会访抵赴致出去来看问想要")
"""Verbs of one character that follow a name."""
_MEASURED = frozenset("量率额费")
_ACTION = frozenset({"vn", "n", "a", "an", "ad", "nz", "nr"})


def _companies(text: str) -> Iterator[tuple[int, int]]:
    """Spans of company names by their ending; a name begins behind the last function word."""
    for match in _COMPANY_END.finditer(text) if "公司" in text else ():
        start = max(0, match.start() - 24)
        for stop in _NOT_IN_COMPANY.finditer(text, start, match.start()):
            start = stop.end()
        if match.start() - start >= 2:
            yield start, match.end()


def _is_number_of(text: str, start: int, end: int) -> bool:
    """True for the number of a craft or a building (神舟十七号), which is no day of a month."""
    return (
        text[end - 1] == "号"
        and end - start < 5
        and "一" <= text[start - 1 : start] <= "鿿"
        and text[start - 1] not in _BEFORE_DAY
    )


def _villages(text: str) -> set[str]:
    """Names of villages and streets that stand behind the place they lie in."""
    found: set[str] = set()
    end = 0
    for match in _VILLAGE.finditer(text):
        if match.start(1) >= end:
            end = match.end(1)
            found.add(match[1])
    return {name for name in found if len(name) > 2}


def _names(text: str, known: Sequence[str]) -> list[_Span]:
    """Spans of names that are one word each: quoted ones, companies, villages, and known ones."""
    spans = [match.span() for match in _QUOTED.finditer(text)]
    spans += _companies(text)
    for name in _villages(text):
        spans += [match.span() for match in re.finditer(re.escape(name), text)]
    if known:
        spans += [match.span() for match in _any_of(tuple(known)).finditer(text)]
    return [(start, end, NAME) for start, end in sorted(spans, key=lambda span: (span[0], -span[1]))]


@lru_cache(maxsize=4)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


class Tokens:
    """Words of an article: time expressions, figures and names stand as one word, brackets are left out.

    `known` are names that the desk's own dictionary adds; `publishers` the companies that publish accounts.
    """

    def __init__(self, text: str, times: Sequence[Period], figures: Sequence[tuple[int, int]],
                 known: Sequence[str] = ()) -> None:
        self.text = text
        self._plain = text.replace(_HOLE, _ODD)
        told: list[_Span] = [(start, end, FIGURE) for start, end in figures]
        aside = [(*match.span(), "") for match in _BRACKETS.finditer(text)]
        timed: list[_Span] = [
            (time.start, time.end, TIME) for time in times if not _is_number_of(text, time.start, time.end)
        ]
        self.publishers = publishers(text)
        names = _names(text, (*known, *self.publishers))
        self._holes = _apart(len(text), (*told, *aside, *timed, *names))
        self._starts = [start for start, _, _ in self._holes]
        self._cache: dict[tuple[int, int], tuple[Word, ...]] = {}
        self._counts: dict[tuple[str, int], int] = {}

    def near(self, position: int) -> str:
        """The copy around a position: all of an article, but of a book no more than keeps it linear."""
        if len(self.text) <= 2 * _STRETCH:
            return self.text
        start = position // _STRETCH * _STRETCH
        return self.text[max(0, start - _STRETCH) : start + 2 * _STRETCH]

    def count(self, words: str, position: int = 0) -> int:
        """How often the article says some words, that is the copy around a position."""
        key = words, position // _STRETCH
        if key not in self._counts:
            self._counts[key] = self.near(position).count(words)
        return self._counts[key]

    def words(self, low: int, high: int) -> tuple[Word, ...]:
        """Words of a range, in order."""
        known = self._cache.get((low, high))
        if known is None:
            known = self._cache[low, high] = tuple(in_context(self._with_whole_names(self._cut(low, high))))
        return known

    def _with_whole_names(self, words: list[Word]) -> list[Word]:
        """The words with names of people in one piece that are cut before their last character (郭进|考).

        Wherever the copy says the first piece, and it says it more than once, that character follows.
        """
        people = list(tagged(words, _PEOPLE))
        if people and people[-1] == len(words) - 1:
            people.pop()
        for at in reversed(people):
            name, rest = words[at], words[at + 1]
            if len(rest.text) != 1 or rest.tag not in _CUT_OFF or len(name.text) > _LONG:
                continue
            abroad = name.tag == "nrt" and rest.text not in _SAID_OF
            if not abroad and (name.text[0] not in surnames() or is_word(name.text)):
                continue
            said = self.count(name.text, name.start)
            whole = name.text + rest.text
            if said > 1 and said == self.count(whole, name.start):
                words[at : at + 2] = [Word(name.start, rest.end, whole, "nr")]
        return words

    def _cut(self, low: int, high: int) -> list[Word]:
        """One pass of the segmenter: what is one word already stands as one mark meanwhile."""
        inside = self._holes[bisect_left(self._starts, low) : bisect_right(self._starts, high)]
        holes = [hole for hole in inside if hole[1] <= high]
        if not holes:
            return cut(self.text[low:high], low)
        pieces: list[str] = []
        position = low
        for start, end, _ in holes:
            pieces += (self._plain[position:start], _HOLE)
            position = end
        pieces.append(self._plain[position:high])
        found: list[Word] = []
        position, behind = low, iter(holes)
        for token, tag in pairs("".join(pieces)):
            start, end = position, position + len(token)
            if token == _HOLE:
                start, end, tag = next(behind)
                token = self.text[start:end]
            if tag:
                found.append(make_word((start, end, token, tag)))
            position = end
        return found


def in_context(words: list[Word]) -> list[Word]:
    """The words with the class that their neighbours give them; the list itself is changed.

    The dictionary knows one class for a word. Before 了, and between an adverb and what it is done to, a noun
    of action is a verb (培育了, 正建设); between a noun or a number and a noun of the kind that verbs specify
    a verb is none (421家智能制造示范工厂).
    """
    last = len(words) - 1
    doubtful = [n for n, word in enumerate(words) if word[3] in _DOUBTFUL or word[2] in _SPECIAL]
    for at in doubtful:
        if words[at][2] == "了":
            again = at > 0 and _before_done(words, at - 1)
        else:
            again = at < last and _READINGS.get(words[at][3], _special)(words, at)
        if again:
            return in_context(words)
    return words


def _before_done(words: list[Word], at: int) -> bool:
    """Before 了 a noun of action is a verb. These readings are True where they cut the words anew."""
    word = words[at]
    if word.tag == "x" and len(word.text) > _LONG - 1 and word.text[0] not in _JOINING:
        # 巴依卡接|了: the model of unknown words takes the verb for a part of the name.
        cut_at = word.end - 1
        name = Word(word.start, cut_at, word.text[:-1], "x")
        words[at : at + 1] = [name, Word(cut_at, word.end, word.text[-1], "v")]
        return True
    if word.tag in _ACTION and len(word.text) > 1:
        words[at] = word._replace(tag="v")
    return False


def _special(words: list[Word], at: int) -> bool:
    """等地 is one word, a blank may part clauses, 站 behind a noun is one."""
    word, after = words[at], words[at + 1]
    if word.text == "等" and after.text == "地":
        words[at : at + 2] = [Word(word.start, after.end, "等地", "n")]
        return True
    if word.text in " \u3000" and at and _parts_clauses(words[at - 1], after):
        # A headline parts its clauses with a blank.
        words[at] = word._replace(text="，")
    if word.text in _SIZED and at and after.tag == FIGURE and words[at - 1].text in POINTING:
        # 该|船长|200米
        middle = word.end - 1
        thing, size = Word(word.start, middle, word.text[0], "n"), Word(middle, word.end, word.text[1], "a")
        words[at : at + 1] = [thing, size]
        return True
    if word.text == "站" and at and words[at - 1].is_noun and after.text not in _STANDS:
        words[at] = word._replace(tag="n")
    return False


def _noun_of_action(words: list[Word], at: int) -> bool:
    word, after = words[at], words[at + 1]
    if at and words[at - 1].tag == "d" and words[at - 1].text not in cues("average"):
        if after.tag == FIGURE or after.is_noun:
            words[at] = word._replace(tag="v")
    elif after.text in _MEASURED and len(word.text) == 2:
        return _measured(words, at)
    return False


def _measured(words: list[Word], at: int) -> bool:
    """接诊|量, 化解|率: what is measured of a deed."""
    word, after = words[at], words[at + 1]
    words[at : at + 2] = [Word(word.start, after.end, word.text + after.text, "n")]
    return True


def _verb(words: list[Word], at: int) -> bool:
    word, after = words[at], words[at + 1]
    before = words[at - 1] if at else _NOTHING
    tag = ""
    if after.text in _AREAS and len(word.text) > 1 and not (before.is_noun and before.tag != "ns"):
        # An unknown place that is a verb by chance (能登地区).
        tag = "ns"
    elif before.tag == FIGURE and after.tag == PUNCTUATION:
        # 发动数十次空袭。
        tag = "vn" if before.text[-1] in "次起场轮" else ""
    elif before.text in THIS_TIME and after.is_noun:
        # 此次交换行动
        tag = "vn"
    elif after.text in _MEASURED and len(word.text) == 2:
        return _measured(words, at)
    elif word.text == "站" and before.is_noun and after.text not in _STANDS:
        tag = "n"
    elif word.text in cues("nominal-verb") and _may_end(after) and _tells_kind(words, at):
        tag = "vn"
        if not after.is_noun:
            words[at + 1] = after._replace(tag="n")
    if tag:
        words[at] = word._replace(tag=tag)
    return False


def _tells_kind(words: Sequence[Word], at: int) -> bool:
    """True for a verb between a noun or a number and a noun of the kind that verbs specify."""
    before = words[at - 1] if at else _NOTHING
    return (before.tag == FIGURE or before.is_noun or before.adorns) and _ends_kind(words, at + 1)


_READINGS = {"v": _verb, "vn": _noun_of_action}
_NOTHING = Word(0, 0, "", "")
"""What stands before the first word."""
_STANDS = frozenset({"在", "着", "了"})


def _may_end(word: Word) -> bool:
    """True for a noun and for what only here is one (安置点)."""
    return word.is_noun or (len(word.text) == 1 and word.text in cues("kind-head"))


def _parts_clauses(before: Word, after: Word) -> bool:
    """True for a blank between clauses of a headline, none that stands inside 超过 20% or between letters."""
    if not _is_han(before.text[-1]):
        return False
    figure = after.tag == FIGURE and before.text not in cues("link")
    return figure or _is_han(after.text[0])


def _is_han(char: str) -> bool:
    return "一" <= char <= "鿿"


def _ends_kind(words: Sequence[Word], start: int) -> bool:
    """True where a noun phrase comes to a noun like 工厂, 队伍, 设备."""
    for at in range(start, min(start + 3, len(words))):
        if not (_may_end(words[at]) or words[at].tag == "v"):
            return False
        text = words[at].text
        if text in cues("kind-head") or (len(text) > 2 and text[-2:] in cues("kind-head")):
            # 国家标准 as 标准
            return True
    return False


def _apart(length: int, spans: Iterable[_Span]) -> list[_Span]:
    """The spans in order of place, without those that overlap one before them in the list."""
    taken = bytearray(length)
    kept: list[_Span] = []
    for span in spans:
        start, end, _ = span
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(span)
    return sorted(kept)
