"""What a sentence is about: the name that opens it, else the one carried over from before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice, pairwise, takewhile

from ecodesk.domain.text import BlockKind
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.items import item_of, item_starts
from ecodesk.extraction.nameforms import ends_like_a_name
from ecodesk.extraction.naming import Entities
from ecodesk.extraction.persons import is_person
from ecodesk.extraction.phrases import (
    POINTING,
    cues,
    is_clause_end,
    is_nominal,
    noun_end,
    noun_text,
    opening,
    parse,
    without_lead,
)
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.words import FIGURE, PUNCTUATION, TIME, Word
from ecodesk.knowledge.lexicon import cue_pattern, cue_words

_OPENING = 28
"""Characters of a sentence without figures that are cut to find what opens it."""
_LEADS_IN = ("作为", "随着", "自从", "为了", "近年来", "据了解", "与此同时", "此外", "同时", "今年以来")
"""Before a comma behind which a sentence begins in earnest."""
_EXAMPLE = re.compile(r"(?:比如|例如)?[，]?以([^，。]{2,16}?)为例")
_ONE = re.compile("一[家座位名所个]")
_APART = frozenset({BlockKind.BOX, BlockKind.CAPTION})
_HEADS = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.SUBTITLE})
_COPY = _HEADS | {BlockKind.BODY}
_COMPANY = re.compile(r"有限(?:责任)?公司")
_OFTEN = 3
_LIVED_IN = ("村", "镇", "乡", "街道", "社区", "队", "高速", "铁路")
_LEAST_NAME = 4
_NATIONAL = 2
"""Times that copy says 我国 or 全国 where the country is what is left to be spoken of."""
_TELLING = 4
"""Characters that a noun phrase of a heading must have to be a topic."""
_TOLD_BY = 3
"""Sentences of a paragraph before a figure in which it may stand who tells it."""
_LEAD = 3
"""Sentences, the title among them, that tell what the copy is about."""


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


class Topics:
    """Topics of one article; ask in reading order.

    `items` is where the items of a digest begin, () for other copy.
    `counted` are the sentences with figures, which are cut as a whole; `kinds` gives the role of each
    paragraph by its number, where the reading told one.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        counted: frozenset[int],
        kinds: Mapping[int, BlockKind],
        tokens: Tokens,
        entities: Entities,
        places: Places,
    ) -> None:
        self._text = tokens.text
        self._sentences = sentences
        self._counted = counted
        self._kinds = kinds
        self._tokens = tokens
        self._entities = entities
        self._places = places
        self._kept: dict[int, str] = {-1: ""}
        self._opened_in: dict[int, list[_Opened]] = {}
        self._lead: str | None = None
        self._national: dict[int, str] = {}
        self._headlines: dict[int, str] = {}
        self.items = item_starts(sentences, kinds)
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

    def of(self, index: int, position: int) -> str:
        """What sentence `index` is about at a position, "" when nothing tells."""
        return self.own(index, position) or self.before(index)

    def opens(self, index: int) -> str:
        """The name that opens sentence `index`, or the first of its clauses that names something."""
        clauses = self._opened(index)
        return self._example(self._sentences[index]) or next(filter(None, map(self._name_of, clauses)), "")

    def own(self, index: int, position: int, since: int = -1) -> str:
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
            high = min(end, low + _OPENING)
        words = self._tokens.words(low, high)
        ends = [at for at, word in enumerate(words) if word.tag == PUNCTUATION and is_clause_end(word)]
        start = 0
        for end in (*ends, len(words)):
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
        if noun[0].text[0] == "“" and not ends_like_a_name(name) and self._tokens.count(name) < _OFTEN - 1:
            # “文博热” and the like, said in passing and only once, are no names of anybody.
            return noun_text(noun) if len(noun) > 1 and noun[-1].text.endswith(_thing_ends()) else ""
        if not any(word.tag == FIGURE for word in clause):
            name = self._behind_of(noun, bool(name)) or name
        office = len(name) > _TELLING and name.endswith(cue_words("office"))
        return "" if name in cues("staff") or office or is_report(clause) else name

    def _described(self, noun: Sequence[Word]) -> str:
        """What a pointing word stands before; a short form (数博会) is the name that was told in full."""
        name = described(noun)
        return name and (self._entities.full_of(name, noun[0].start) or name)

    def _one(self, noun: Sequence[Word]) -> str:
        """Somebody spoken of as one of many: 某区一家显示屏企业."""
        at = next((n for n, word in enumerate(noun) if _ONE.fullmatch(word.text)), -1)
        return noun_text(noun[at + 1 :]) if at >= 0 else ""

    def _behind_of(self, noun: Sequence[Word], placed: bool) -> str:
        """The name behind 的 (去年上线的某平台); behind a place what is like a name will do (某县示范园)."""
        last = next((n for n in range(len(noun) - 1, 0, -1) if noun[n].text == "的"), 0)
        behind = noun[last + 1 :] if last else ()
        if not behind or (placed and not ends_like_a_name(behind[-1].text)):
            return ""
        return self._entities.head(behind)[0] or (noun_text(behind) if placed else "")

    def _started(self, clause: Sequence[Word]) -> str:
        """启动某某工程: what somebody starts, holds or founds is what the copy goes on about."""
        said = {word.text for word in clause}
        issued = not said.isdisjoint(cues("issue"))
        if (not issued and said.isdisjoint(cues("launch"))) or any(word.tag == FIGURE for word in clause):
            return ""
        parts = parse(clause)
        if issued and parts.verb and parts.object and parts.object[-1].text[:1] == "《":
            # 制定《某某方案》，提出10项举措
            return noun_text(parts.object[-1:])
        thing = [word for word in parts.object if word.tag not in ("ul", "u")]
        if not thing or parts.verb[-1].text not in cues("launch") or not ends_like_a_name(thing[-1].text):
            return ""
        plain = all(is_nominal(word) or word.is_verb for word in thing)
        return noun_text(thing) if plain else ""

    def before(self, index: int) -> str:
        """The topic carried into sentence `index`; a box or a caption stands by itself."""
        paragraph = self._sentences[index].paragraph
        if self._kinds.get(paragraph) in _APART:
            return self._places.main or self._places.prevailing
        silent: list[int] = []
        known = index - 1
        while known not in self._kept:
            name = self.opens(known)
            if name and not (name in cues("nation") and self._places.main and not self.is_digest):
                # In copy about a place what is told of the country in passing is carried no further.
                self._kept[known] = name
            else:
                silent.append(known)
                known -= 1
        for number in reversed(silent):
            self._kept[number] = self._carried(number)
        return self._kept[index - 1] if self._same_paragraph(index) else self._carried(index)

    def told(self, index: int, subject: str) -> None:
        """Sentence `index` turned out to be about a subject: carried on where its own words name none."""
        if not (subject in cues("nation") and self._places.main and not self.is_digest):
            self._kept.setdefault(index, subject)

    def _same_paragraph(self, index: int) -> bool:
        return index > 0 and self._sentences[index].paragraph == self._sentences[index - 1].paragraph

    def _carried(self, index: int) -> str:
        """The topic before a sentence; a new paragraph drops a name that the article hardly uses."""
        if self._is_heading(index):
            return self._heading(index)
        topic = self._kept[index - 1]
        if self._same_paragraph(index):
            return topic
        if index > 0 and self._is_heading(index - 1):
            return topic or (self._places.main or self._places.prevailing if not self.items else "")
        start = self._sentences[index].start
        if self.items and item_of(self.items, start) >= 0:
            return topic
        often = topic and self._tokens.count(topic.strip("“”"), start) >= _OFTEN
        return topic if often else self._fallback()

    def _is_heading(self, index: int) -> bool:
        return self._kinds.get(self._sentences[index].paragraph) in _HEADS

    def _heading(self, index: int) -> str:
        """The noun phrase before the verb of a heading, if it is long enough to tell something."""
        sentence = self._sentences[index]
        parts = parse(self._tokens.words(sentence.start, sentence.end))
        noun = parts.subject
        if not noun or not parts.verb or is_indicator(noun[-1].text):
            return ""
        text = noun_text(noun)
        if self.items:
            # Each item of a digest is about what its heading opens with.
            return self._entities.resolve(noun)[0] or (text if len(text) >= _TELLING else "")
        return text if len(text) >= _TELLING else ""

    def is_lasting(self, name: str) -> bool:
        """True for what copy goes on about for many sentences: places, somebody, what it often says."""
        if not name:
            return False
        lasting = self._places.named(name) is not None or name in cues("region") or name in cues("nation")
        if lasting or name == self._whole_lead() or name.endswith(cue_words("strong-entity")):
            return True
        return self._weight(name) >= _OFTEN

    def whole(self) -> str:
        """What copy that is no digest is about as a whole, "" when nothing tells."""
        return "" if self.is_digest else self._fallback()

    def _fallback(self) -> str:
        """What the copy as a whole is about: the name in its title or lead, else its place."""
        return self._whole_lead() or self._places.prevailing or self._nation or self._places.lead

    def headline(self, index: int) -> str:
        """The noun phrase that the heading over sentence `index` opens with, "" where it opens otherwise."""
        number = index
        while number > 0 and not self._is_heading(number):
            number -= 1
        if number not in self._headlines:
            words = self._tokens.words(self._heading_start(number), self._sentences[number].end)
            clause = without_lead(list(takewhile(lambda word: not is_clause_end(word), words)))
            noun = list(takewhile(lambda word: word.tag not in ("l", "i"), clause[: noun_end(clause, 0)]))
            while noun and (not noun[-1].names or noun[-1].text in _OVERALL):
                noun.pop()
            text = noun_text(noun) if self._is_heading(number) else ""
            plain = text in cues("common") or is_person(text) or text.startswith(("多", "各"))
            often = len(text) >= _TELLING or self._tokens.count(text) >= _OFTEN - 1
            self._headlines[number] = text if often and not plain else ""
        return self._headlines[number]

    def _heading_start(self, number: int) -> int:
        sentence = self._sentences[number]
        column = self._text.startswith("【", sentence.start)
        return self._text.find("】", sentence.start, sentence.end) + 1 if column else sentence.start

    def national(self, index: int) -> str:
        """我国 or 全国 where a body of the country tells the figures of sentence `index`, else ""."""
        if index not in self._national:
            self._national[index] = self._told_by_nation(index)
        return self._national[index]

    def _told_by_nation(self, index: int) -> str:
        number = index + 1 if self._is_heading(index) else index
        low = max(index - _TOLD_BY, 0)
        while low <= number < len(self._sentences):
            sentence = self._sentences[number]
            if number < index and sentence.paragraph != self._sentences[index].paragraph:
                return ""
            if self._places.within(sentence.start, sentence.end):
                return ""
            if _bodies().search(sentence.text):
                return "我国" if self._tokens.count("我国") else "全国"
            number -= 1
        return ""

    def _whole_lead(self) -> str:
        if self._lead is None:
            self._lead = self._leading()
        return self._lead

    @property
    def _nation(self) -> str:
        """我国 or 全国, whichever the copy says more; "" for copy that hardly speaks of the country."""
        ours, all_of_it = self._tokens.count("我国"), self._tokens.count("全国")
        if ours + all_of_it < _NATIONAL:
            return ""
        return "我国" if ours >= all_of_it else "全国"

    def _leading(self) -> str:
        """The first name in title and lead that the copy says again, else the article's place.

        Who publishes its own accounts is what the copy is about.
        """
        if self._tokens.publishers:
            return self._tokens.publishers[0]
        place = self._places.main
        copy = (
            number
            for number, one in enumerate(self._sentences)
            if self._kinds.get(one.paragraph, BlockKind.BODY) in _COPY
        )
        for number in islice(copy, _LEAD):
            name = self.own(number, self._sentences[number].end)
            titled = self._kinds.get(self._sentences[number].paragraph) is BlockKind.TITLE
            if name and self._weight(name) * (1 + titled) >= _OFTEN - 1:
                return name
            strong = name.endswith(cue_words("strong-entity")) and not name.endswith(_LIVED_IN)
            if name and strong and not self.is_digest:
                return name
        return place

    @cached_property
    def is_digest(self) -> bool:
        """True for several items under headings of their own: no lead is that of them all."""
        return sum(kind is BlockKind.HEADING for kind in self._kinds.values()) > 1

    def _weight(self, name: str) -> int:
        """How often a name is spoken of, in full or by the noun it ends with (医院, 公司)."""
        said = self._tokens.count(name)
        ending = next((word for word in _longer_entities() if name.endswith(word)), "")
        return said + (self._tokens.count(ending) if ending and ending != name else 0)


@cache
def _longer_entities() -> tuple[str, ...]:
    return tuple(word for word in cue_words("entity") if len(word) > 1)


@cache
def _bodies() -> re.Pattern[str]:
    others = "国家[一-鿿]{2,7}(?:局|署)|中国[一-鿿]{2,8}(?:协会|联合会)"
    return re.compile(rf"(?:{cue_pattern('national-body')}|{others})")


def described(noun: Sequence[Word]) -> str:
    """这家智能座舱企业, 本届链博会: what stands behind a pointing word, where it tells which one is meant."""
    if noun[0].text not in POINTING or len(noun) < _FEWEST_WORDS:
        return ""
    behind = noun[1:]
    text = noun_text(behind)
    tells = len(text) >= _TELLING or (noun[0].text == "本届" and len(text) > 2)
    named = behind[-1].names and not is_indicator(behind[-1].text) and text not in cues("generic")
    return text if tells and named and not any(word.text == "的" for word in behind) else ""


_FEWEST_WORDS = 2
_OVERALL = ("整体", "总体", "态势", "形势", "情况", "经济运行", "运行")
@cache
def _thing_ends() -> tuple[str, ...]:
    return (*cue_words("entity"), *(word for word in cue_words("kind-head") if len(word) > 1), "馆")


def _visited(clause: Sequence[Word]) -> Sequence[Word]:
    """Where somebody goes whom the clause does not name: 走进某县某村; () elsewhere."""
    at = next((n for n, word in enumerate(clause) if word.tag not in (TIME, "d", "t")), 0)
    return clause[at + 1 :] if clause[at].text in cues("visit") else ()


def _placed_in(clause: Sequence[Word], noun: Sequence[Word]) -> str:
    """在某某纪念馆 as a clause by itself: where what follows is told of; "" elsewhere."""
    where = next((word for word in clause if word.tag not in (TIME, "d", "c", "t")), clause[0])
    if where.text != "在" or noun[-1] is not clause[-1] or not ends_like_a_name(noun[-1].text):
        return ""
    text = noun_text(noun)
    return text if len(text) >= _TELLING else ""


def _is_example_list(clause: Sequence[Word]) -> bool:
    """True for 《甲》《乙》等9部影片: the names are examples of what is counted."""
    return any(word.text == "等" and behind.tag == FIGURE for word, behind in pairwise(clause))


def is_report(clause: Sequence[Word]) -> bool:
    """True for 商务部发布数据, 他说, 据了解: a clause that only tells who says it."""
    if any(word.tag == FIGURE for word in clause):
        return False
    if clause[0].text in ("据", "记者"):
        return True
    if not cues("accounts").isdisjoint([word.text for word in clause]):
        return False
    if clause[-1].text in cues("report"):
        return True
    verb = next((word for word in clause if word.is_verb or word.tag == "vn"), None)
    return verb is not None and verb.text in cues("report")
