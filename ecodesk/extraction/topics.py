"""What a sentence is about: the name that opens it, else the one carried over from before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import islice, takewhile

from ecodesk.domain.text import BlockKind
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.items import headline_starts, item_of, item_starts
from ecodesk.extraction.nameforms import ends_like_a_name
from ecodesk.extraction.naming import Entities
from ecodesk.extraction.openings import TELLING, Openings
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.persons import is_person
from ecodesk.extraction.phrases import cues, is_clause_end, noun_end, noun_text, without_lead
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence
from ecodesk.extraction.tokens import Tokens
from ecodesk.knowledge.lexicon import cue_pattern, cue_words

_APART = frozenset({BlockKind.BOX, BlockKind.CAPTION})
_HEADS = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.SUBTITLE})
_COPY = _HEADS | {BlockKind.BODY}
_OFTEN = 3
_LIVED_IN = ("村", "镇", "乡", "街道", "社区", "队", "高速", "铁路")
_NATIONAL = 2
"""Times that copy says 我国 or 全国 where the country is what is left to be spoken of."""
_TOLD_BY = 3
"""Sentences of a paragraph before a figure in which it may stand who tells it."""
_LEAD = 3
"""Sentences, the title among them, that tell what the copy is about."""


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
        self._kinds = kinds
        self._tokens = tokens
        self._entities = entities
        self._places = places
        self._openings = Openings(sentences, counted, tokens, entities, places)
        self._kept: dict[int, str] = {-1: ""}
        self._lead: str | None = None
        self._national: dict[int, str] = {}
        self._headlines: dict[int, str] = {}
        lines = headline_starts(sentences)
        self._lines = frozenset(lines)
        self.items = lines or item_starts(sentences, kinds)

    def of(self, index: int, position: int) -> str:
        """What sentence `index` is about at a position, "" when nothing tells."""
        return self._openings.before(index, position) or self.before(index)

    def own(self, index: int, position: int, since: int = -1) -> str:
        """The name that opens sentence `index` or, latest first, one of its clauses before a position.

        With `since` only names of clauses that begin behind that position.
        """
        return self._openings.before(index, position, since)

    def before(self, index: int) -> str:
        """The topic carried into sentence `index`; a box or a caption stands by itself."""
        paragraph = self._sentences[index].paragraph
        if self._kinds.get(paragraph) in _APART:
            return self._places.topic or self._places.prevailing
        if self._sentences[index].start in self._lines:
            return self._nation_named(index)
        silent: list[int] = []
        known = index - 1
        while known not in self._kept:
            name = self._openings.of_sentence(known)
            if name and not (name in cues("nation") and self._places.main and not self.is_digest):
                # In copy about a place what is told of the country in passing is carried no further.
                self._kept[known] = name
            else:
                silent.append(known)
                known -= 1
        for number in reversed(silent):
            self._kept[number] = self._carried(number)
        return self._kept[index - 1] if self._same_paragraph(index) else self._carried(index)

    def _nation_named(self, index: int) -> str:
        """我国 or 全国 where a line of a list says so: nothing is carried into it."""
        return next((word for word in ("我国", "全国") if word in self._sentences[index].text), "")

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
            return topic or (self._places.topic or self._places.prevailing if not self.items else "")
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
            return self._entities.resolve(noun)[0] or (text if len(text) >= TELLING else "")
        return text if len(text) >= TELLING else ""

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
        if self._lines:
            return ""
        number = self._headings[bisect_right(self._headings, index) - 1]
        if number not in self._headlines:
            words = self._tokens.words(self._heading_start(number), self._sentences[number].end)
            clause = without_lead(list(takewhile(lambda word: not is_clause_end(word), words)))
            noun = list(takewhile(lambda word: word.tag not in ("l", "i"), clause[: noun_end(clause, 0)]))
            while noun and (not noun[-1].names or noun[-1].text in _OVERALL):
                noun.pop()
            text = noun_text(noun) if self._is_heading(number) else ""
            plain = text in cues("common") or is_person(text) or text.startswith(("多", "各"))
            often = ends_like_a_name(text) or self._tokens.count(text) >= _OFTEN - 1
            self._headlines[number] = text if often and not plain else ""
        return self._headlines[number]

    @cached_property
    def _headings(self) -> list[int]:
        """The sentences that are headings, and the first sentence."""
        return [n for n in range(len(self._sentences)) if n == 0 or self._is_heading(n)]

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
        place = self._places.topic
        copy = (
            number
            for number, one in enumerate(self._sentences)
            if self._kinds.get(one.paragraph, BlockKind.BODY) in _COPY
        )
        for number in islice(copy, _LEAD):
            name = self._openings.before(number, self._sentences[number].end)
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
        ending = _entity_at_end(name)
        return said + (self._tokens.count(ending) if ending and ending != name else 0)


def _entity_at_end(name: str) -> str:
    """The first of the longer words for bodies (医院, 公司) that a name ends with, "" where none does."""
    if not name.endswith(_longer_entities()):
        return ""
    return next(word for word in _longer_entities() if name.endswith(word))


@cache
def _longer_entities() -> tuple[str, ...]:
    return tuple(word for word in cue_words("entity") if len(word) > 1)


@cache
def _bodies() -> re.Pattern[str]:
    others = "国家[一-鿿]{2,7}(?:局|署)|中国[一-鿿]{2,8}(?:协会|联合会)"
    return re.compile(rf"(?:{cue_pattern('national-body')}|{others})")


_OVERALL = ("整体", "总体", "态势", "形势", "情况", "经济运行", "运行")
