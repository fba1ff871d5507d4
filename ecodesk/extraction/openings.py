"""The name that a sentence or a clause opens with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.nameforms import ends_like_a_name
from ecodesk.extraction.naming import Entities
from ecodesk.extraction.parsing import opening, parse
from ecodesk.extraction.phrases import POINTING, clause_ends, cues, is_nominal, noun_text, without_lead
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.words import FIGURE, OF, TIME, Word, first_of, last_of, tags, texts
from ecodesk.knowledge.lexicon import cue_words

_OPENING = 28
"""Characters of a sentence without figures that are cut to find what opens it."""
_LEADS_IN = ("作为", "随着", "自从", "为了", "近年来", "据了解", "与此同时", "此外", "同时", "今年以来")
"""Before a comma behind which a sentence begins in earnest."""
_SCENE = frozenset("里上中内旁前下时后日晨早晚间")
"""Ends of clauses that only tell when or where."""
_EXAMPLE = re.compile(r"(?:比如|例如)?[，]?以([^，。]{2,16}?)为例")
_ONE = frozenset({"一家", "一座", "一位", "一名", "一所", "一个"})
_MASTHEAD = re.compile(r"\s*《[^》]{1,20}》[^一-鿿]*")
"""《某某周报》 (20240307) over a list of headlines: who publishes it is not what they are about."""
_COMPANY = re.compile(r"有限(?:责任)?公司")
_AGAIN = 2
"""Times that copy says a quoted word which names somebody."""
_LEAST_NAME = 4
TELLING = 4
"""Characters that a noun phrase of a heading must have to be a topic."""


class _Opened:
    """A clause and the name that it opens with: None until it is asked for, "" for none.

    `done` is True where it opens with a verb: the name then is of what is done, not of who does it.
    """

    __slots__ = ("clause", "name")

    def __init__(self, clause: list[Word]) -> None:
        self.clause = clause
        self.name: str | None = None

    @property
    def done(self) -> bool:
        lead = without_lead(self.clause)
        return bool(lead) and lead[0].is_verb and lead[0].text not in cues("visit")


class Openings:
    """The names that the sentences and clauses of one article open with.

    `counted` are the sentences with figures, which are cut as a whole.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        counted: frozenset[int],
        tokens: Tokens,
        entities: Entities,
        places: Places,
    ) -> None:
        self._text = tokens.text
        self._sentences = sentences
        self._counted = counted
        self._tokens = tokens
        self._entities = entities
        self._places = places
        self._opened_in: dict[int, list[_Opened]] = {}
        if sentences and _MASTHEAD.fullmatch(sentences[0].text):
            self._opened_in[0] = []
        self._learn()

    def _learn(self) -> None:
        """The noun phrase that opens the headline is a name where the copy says it again."""
        if not self._sentences or not self._counted:
            return
        noun = opening(next(self._clauses(self._sentences[0], 0 in self._counted), []))
        name = next(filter(self._is_said_again, (noun_text(noun[:n]) for n in range(len(noun), 0, -1))), "")
        company = name and _COMPANY.search(self._text, self._text.find(name))
        if name and not company and not self._entities.places_all(noun, name):
            self._entities.learn(name)

    def _is_said_again(self, name: str) -> bool:
        plain = (
            len(name) < _LEAST_NAME or is_indicator(name) or name in cues("common") or name in cues("generic")
        )
        return not plain and self._tokens.count(name) > 1

    def of_sentence(self, index: int) -> str:
        """The name that opens sentence `index`, or the first of its clauses that names something."""
        clauses = self._opened(index)
        return self._example(self._sentences[index]) or next(filter(None, map(self._name_of, clauses)), "")

    def before(self, index: int, position: int, since: int = -1) -> str:
        """The name that opens sentence `index` or, latest first, one of its clauses before a position.

        With `since` only names of clauses that begin behind that position.
        """
        example = self._example(self._sentences[index]) if since < 0 else ""
        if example:
            return example
        found = done = ""
        part = self._text.rfind("；", self._sentences[index].start, position)
        for one in reversed(self._opened(index)):
            if not since < one.clause[0].start < position:
                continue
            name = self._name_of(one)
            if name[:1] == "《" and one.clause[0].start < part:
                # 《意见》印发；万余项工程取得进展
                continue
            if name and one.done:
                # 某省培育四大集群，加快建设一流的某产业集群，力争收入突破万亿元
                done = done or name
                continue
            if name and (not found or name.endswith(cue_words("built"))):
                if since >= 0 or self._places.named(name) is None:
                    # 某某高铁起自甲市，终至乙市，全长290公里: where it leads is not what is told of.
                    return name if not found or name.endswith(cue_words("built")) else found
                found = name
        return found or done

    def _name_of(self, opened: _Opened) -> str:
        if opened.name is None:
            opened.name = self._named(opened.clause)
        return opened.name

    def _opened(self, index: int) -> list[_Opened]:
        """The clauses of a sentence in order, each read when its name is first asked for."""
        if index not in self._opened_in:
            clauses = self._clauses(self._sentences[index], index in self._counted)
            self._opened_in[index] = list(map(_Opened, clauses))
        return self._opened_in[index]

    def _example(self, sentence: Sentence) -> str:
        """以某某为例."""
        example = _EXAMPLE.match(self._text, sentence.start, sentence.end)
        return example[1] if example else ""

    def _clauses(self, sentence: Sentence, full: bool) -> Iterator[list[Word]]:
        """The clauses of a sentence as words; only the opening ones where it is not cut anyway."""
        high = sentence.end
        low = sentence.start
        if self._text[low : low + 1] == "【":
            # The name of a column is not what the copy is about.
            low = max(low, self._text.find("】", low, high) + 1)
        if not full:
            end = clause_end(self._text, low, high)
            if self._text.startswith(_LEADS_IN, low):
                # 作为首个跨海集群工程，某某通道……: what the sentence is about opens its second clause.
                low = min(end + 1, high)
                end = clause_end(self._text, low, high)
            while self._text[end - 1] in _SCENE and end + 1 < high and end - low < _OPENING:
                # 8月5日清早，某村的梨园里，叶某某正摘梨
                low = end + 1
                end = clause_end(self._text, low, high)
            high = min(end, low + _OPENING)
        words = self._tokens.words(low, high)
        start = 0
        for end in (*clause_ends(words), len(words)):
            if end > start:
                yield list(words[start:end])
            start = end + 1

    def _named(self, clause: Sequence[Word]) -> str:
        """The name a clause opens with; who only reports is not what the copy is about."""
        started = self._started(clause)
        if started:
            return started
        noun = opening(clause) or _visited(clause)
        if not noun or _is_example_list(clause):
            return ""
        if len(noun) > _FEWEST_WORDS - 1 and noun[-1].text in cues("thrives"):
            # “一区多园”蓬勃发展
            noun = noun[:-1]
        listed = self._entities.listed(noun)
        name = noun_text(noun[:listed]) if listed else ""
        name = name or self._one(noun) or self._entities.resolve(noun)[0] or _placed_in(clause, noun)
        name = name or self._described(noun)
        if noun[0].text[0] == "“" and not ends_like_a_name(name) and self._tokens.count(name) < _AGAIN:
            # “文博热” and the like, said in passing and only once, are no names of anybody.
            return noun_text(noun) if len(noun) > 1 and noun[-1].text.endswith(_thing_ends()) else ""
        if FIGURE not in tags(clause):
            name = self._behind_of(noun, bool(name)) or name
        office = len(name) > TELLING and name.endswith(cue_words("office"))
        return "" if name in cues("staff") or office or is_report(clause) else name

    def _described(self, noun: Sequence[Word]) -> str:
        """What a pointing word stands before; a short form (数博会) is the name that was told in full."""
        name = _described(noun)
        return name and (self._entities.full_of(name, noun[0].start) or name)

    def _one(self, noun: Sequence[Word]) -> str:
        """Somebody spoken of as one of many: 某区一家显示屏企业."""
        at = first_of(noun, _ONE)
        return noun_text(noun[at + 1 :]) if at >= 0 else ""

    def _behind_of(self, noun: Sequence[Word], placed: bool) -> str:
        """The name behind 的 (去年上线的某平台); behind a place what is like a name will do (某县示范园)."""
        last = last_of(noun, OF)
        behind = noun[last + 1 :] if last > 0 else ()
        if not behind or (placed and not ends_like_a_name(behind[-1].text)):
            return ""
        return self._entities.head(behind)[0] or (noun_text(behind) if placed else "")

    def _started(self, clause: Sequence[Word]) -> str:
        """启动某某工程: what somebody starts, holds or founds is what the copy goes on about."""
        if first_of(clause, _begins()) < 0 or FIGURE in tags(clause):
            return ""
        parts, issued = parse(clause), first_of(clause, cues("issue")) >= 0
        if issued and parts.verb and parts.object and parts.object[-1].text[:1] == "《":
            # 制定《某某方案》，提出10项举措
            return noun_text(parts.object[-1:])
        thing = [word for word in parts.object if word.tag not in ("ul", "u")]
        if not thing or parts.verb[-1].text not in cues("launch") or not ends_like_a_name(thing[-1].text):
            return ""
        plain = all(is_nominal(word) or word.is_verb for word in thing)
        return noun_text(thing) if plain else ""


@cache
def _begins() -> frozenset[str]:
    return cues("issue") | cues("launch")


def _described(noun: Sequence[Word]) -> str:
    """这家智能座舱企业, 本届链博会: what stands behind a pointing word, where it tells which one is meant."""
    if noun[0].text not in POINTING or len(noun) < _FEWEST_WORDS:
        return ""
    behind = noun[1:]
    text = noun_text(behind)
    tells = len(text) >= TELLING or (noun[0].text == "本届" and len(text) > 2)
    named = behind[-1].names and not is_indicator(behind[-1].text) and text not in cues("generic")
    return text if tells and named and not any(word.text == "的" for word in behind) else ""


_FEWEST_WORDS = 2


@cache
def _thing_ends() -> tuple[str, ...]:
    return (*cue_words("entity"), *(word for word in cue_words("kind-head") if len(word) > 1), "馆")


def _visited(clause: Sequence[Word]) -> Sequence[Word]:
    """Where somebody goes whom the clause does not name: 走进某县某村; () elsewhere."""
    for at, word in enumerate(clause):
        if word.tag not in _IDLE:
            return clause[at + 1 :] if word.text in cues("visit") else ()
    return ()


_IDLE = frozenset({TIME, "d", "t"})


def _placed_in(clause: Sequence[Word], noun: Sequence[Word]) -> str:
    """在某某纪念馆 as a clause by itself: where what follows is told of; "" elsewhere."""
    if noun[-1] is not clause[-1] or not ends_like_a_name(noun[-1].text):
        return ""
    where = next((word for word in clause if word.tag not in (TIME, "d", "c", "t")), clause[0])
    if where.text != "在":
        return ""
    text = noun_text(noun)
    return text if len(text) >= TELLING else ""


def _is_example_list(clause: Sequence[Word]) -> bool:
    """True for 《甲》《乙》等9部影片: the names are examples of what is counted."""
    listed = "等" in texts(clause)
    return listed and any(word.text == "等" and behind.tag == FIGURE for word, behind in pairwise(clause))


def is_report(clause: Sequence[Word]) -> bool:
    """True for 商务部发布数据, 他说, 据了解: a clause that only tells who says it."""
    if FIGURE in tags(clause):
        return False
    if clause[0].text in ("据", "记者"):
        return True
    if cues("report").isdisjoint(texts(clause)) or not cues("accounts").isdisjoint(texts(clause)):
        return False
    if clause[-1].text in cues("report"):
        return True
    verb = next((word for word in clause if word.is_verb or word.tag == "vn"), None)
    return verb is not None and verb.text in cues("report")
