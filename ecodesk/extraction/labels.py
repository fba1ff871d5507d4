"""Subject and indicator of a figure, from the words of its clause and what was spoken of before.

A clause is read as [subject] [verb] [object] number [counted noun]. The indicator is what stands
closest to the number; the subject is what the clause, the sentence or the paragraph is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ecodesk.domain.facts import Measure
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.naming import Entities, counted_suffix
from ecodesk.extraction.phrases import Phrases
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end, clause_start
from ecodesk.extraction.words import Word
from ecodesk.knowledge.lexicon import cue_pattern
from ecodesk.knowledge.units import measure_words


@dataclass(frozen=True, slots=True)
class Label:
    """Subject and indicator; `sure` is False when the subject was carried over from before."""

    subject: str
    indicator: str
    sure: bool


@cache
def _only_change() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('change')}|升|降|翻|达|是|为|比|较|至|到|增长到|则|又|再|的)*")


_OPENING = 24
"""Characters of a clause that are cut to find the noun phrase that opens it."""
_GROWN = re.compile(
    r"[^，。、]{0,6}?(?P<verb>发展|种植|栽种|栽植|养殖|培育|饲养|播种|套种)(?P<what>[^，。、的]{2,4})"
    r"(?P<count>面积|[株头只羽尾]数)"
)
_EXAMPLE = re.compile(r"(?:比如|例如)?[，]?以([^，。]{2,16}?)为例")
_PURPOSE = re.compile(r"(?:专项|主要)?(?:用于|投向|来自|归|划入|留作)[^，。；0-9]{2,20}")
_LISTED = re.compile(r"等(?:共|约|的)?$")


class Labels:
    """Subjects and indicators of one article; ask in reading order, for what was said is carried on."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        places: Places,
        phrases: Phrases,
        apart: frozenset[int],
    ) -> None:
        self._apart = apart
        self._text = text
        self._sentences = sentences
        self._places = places
        self._phrases = phrases
        self._entities = Entities(places)
        self._topics: dict[int, str] = {-1: ""}
        self._last: tuple[int, Mention, Label] | None = None

    def of(self, index: int, mention: Mention) -> Label:
        """Label of a figure of sentence `index`."""
        sentence = self._sentences[index]
        low = self._element_start(index, sentence, mention)
        words = self._phrases.core(low, mention.start)
        subject, indicator = self._read(sentence, mention, low, words)
        label = self._label(index, mention, low, subject, indicator)
        self._last = (index, mention, label)
        return label

    def _read(self, sentence: Sentence, mention: Mention, low: int, words: list[Word]) -> tuple[str, str]:
        """Subject ("" when the clause names none) and indicator ("" when nothing names what is measured)."""
        high = clause_end(self._text, mention.end, sentence.end)
        purpose = _PURPOSE.match(self._text, mention.end, high) if mention.unit == "%" else None
        if purpose is not None:
            return "", f"{purpose[0]}的比例"
        after = self._phrases.noun_after(mention.end, high)
        if _LISTED.search(self._text[low : mention.start]):
            words = self._before_list(words)
        head = self._shared_head(sentence, low)
        if self._counts_after(mention, after):
            return self._counted(mention, words, after, high, head)
        subject, indicator = self._split(words)
        if head and not indicator.startswith(head):
            indicator = head + indicator
        if not indicator:
            indicator = after
        plain = mention.measure in (Measure.GRADE, Measure.RANK)
        return subject, indicator if plain else counted_suffix(indicator, mention.unit)

    def topic(self, index: int, position: int) -> str:
        """What sentence `index` is about at a position: its own subject, else the one carried over."""
        return self._own_topic(self._sentences[index], position) or self._topic_before(index)

    def _label(self, index: int, mention: Mention, low: int, subject: str, indicator: str) -> Label:
        entity = self._entities.of(subject, mention.start)
        if subject and not entity and not self._entities.is_generic(subject):
            indicator = indicator if subject in indicator else _EDGE.sub("", subject) + indicator
        same = self._last if self._last is not None and self._last[0] == index else None
        if same is not None and not entity and self._repeats(mention, indicator):
            # 由41万元增长至334万元, 达3.8万元，翻了一番: the same indicator again.
            return Label(same[2].subject, same[2].indicator, False)
        own = entity or self._own_topic(self._sentences[index], low)
        if same is not None and (
            not own or (not entity and same[2].subject.startswith(self._places.short(own)))
        ):
            own = same[2].subject
        own = own or self._topic_before(index)
        grown = _GROWN.fullmatch(indicator)
        if grown is not None:
            # 巫山发展脆李30万亩: what is grown is what the figure is about.
            return Label(
                self._places.short(own) + grown["what"], grown["verb"] + grown["count"], bool(entity)
            )
        return Label(own, indicator, bool(entity))

    def _repeats(self, mention: Mention, indicator: str) -> bool:
        """True where the figure goes on about the indicator before it."""
        if not indicator:
            return mention.unit in ("%", "倍", "个百分点", self._last[1].unit if self._last else "")
        return _only_change().fullmatch(indicator) is not None

    def _element_start(self, index: int, sentence: Sentence, mention: Mention) -> int:
        """Start of the figure's part of its clause: behind the figure before it, if one stands there."""
        start = clause_start(self._text, sentence.start, mention.start)
        if self._last is not None and self._last[0] == index and start < self._last[1].end <= mention.start:
            return self._last[1].end
        return start

    def _shared_head(self, sentence: Sentence, low: int) -> str:
        """The verb of an enumeration: 新增A15家、B20家 also means 新增B20家."""
        if self._last is None or self._text[low : low + 1] not in ("、", "和", "及"):
            return ""
        first = self._last[2].indicator
        words = self._phrases.core(clause_start(self._text, sentence.start, low), self._last[1].start)
        verb = next((word.text for word in words if word.is_verb), "")
        return verb if verb and verb in first[:6] else ""

    def _before_list(self, words: list[Word]) -> list[Word]:
        """The words before a list of names: A、B、C等5家企业 is about five companies, not about C."""
        kept = list(words)
        while kept and (kept[-1].is_noun or kept[-1].adorns or kept[-1].text in ("、", "等", "和")):
            kept.pop()
        return kept

    def _counts_after(self, mention: Mention, after: str) -> bool:
        """True where the counted thing stands behind the number (38个技改项目, 2.1亿元的贷款)."""
        if not after or mention.measure in (Measure.GRADE, Measure.RANK):
            return False
        return mention.unit in measure_words() or self._text[mention.end : mention.end + 1] == "的"

    def _counted(
        self, mention: Mention, words: list[Word], after: str, high: int, head: str
    ) -> tuple[str, str]:
        """Labels of 38个技改项目 and 5家企业获评绿色工厂: verb, counted noun, and what is said of it."""
        verb = next((number for number in range(len(words) - 1, -1, -1) if words[number].is_verb), None)
        ending = "数" if mention.unit in measure_words() else ""
        if verb is not None:
            subject = self._phrases.trailing_noun(words[:verb])
            return subject, _join([words[verb]]) + after + ending
        if head:
            return "", head + after + ending
        said = self._phrases.predicate_after(mention.end + len(after), high)
        subject = self._phrases.trailing_noun(words)
        return subject, (f"{said}的{after}{ending}" if said else after + ending)

    def _split(self, words: list[Word]) -> tuple[str, str]:
        """Subject and indicator of the words before a number."""
        for number in range(len(words) - 2, 0, -1):
            if words[number].text == "的":
                rest = words[number + 1 :]
                if not any(word.is_verb for word in rest):
                    return self._phrases.trailing_noun(words[:number]), _join(rest)
                break
        verb = next((number for number in range(len(words) - 1, -1, -1) if words[number].is_verb), None)
        if verb is None:
            return self._split_nouns(words)
        if verb == len(words) - 1:
            subject, noun = self._split_nouns(words[:verb])
            return subject, noun + words[verb].text
        while verb and words[verb - 1].is_verb:
            verb -= 1
        return self._phrases.trailing_noun(words[:verb]), _join(words[verb:])

    def _split_nouns(self, words: list[Word]) -> tuple[str, str]:
        """巫山脆李 | 产量: the longest beginning that names something is the subject."""
        for number in range(len(words) - 1, 0, -1):
            head = _join(words[:number])
            if self._entities.is_generic(head) or self._entities.of(head, words[0].start) == head:
                return head, _join(words[number:])
        for number in range(len(words) - 1, 0, -1):
            head = _join(words[:number])
            if self._entities.of(head, words[0].start):
                return head, _join(words[number:])
        return "", _join(words)

    def _topic_before(self, index: int) -> str:
        """The topic carried into a sentence; a box or a caption stands by itself."""
        if self._sentences[index].paragraph in self._apart:
            return self._places.main or self._places.prevailing
        known = index - 1
        while known not in self._topics:
            known -= 1
        for number in range(known + 1, index):
            own = self._own_topic(self._sentences[number], self._sentences[number].end)
            self._topics[number] = own or self._kept(number)
        return self._topics[index - 1] or self._places.main or self._places.prevailing

    def _kept(self, number: int) -> str:
        """The topic before a sentence; a new paragraph drops a name that the article hardly uses."""
        topic = self._topics[number - 1]
        same = number > 0 and self._sentences[number].paragraph == self._sentences[number - 1].paragraph
        return topic if same or self._text.count(topic) >= 3 else self._places.main

    def _own_topic(self, sentence: Sentence, position: int) -> str:
        """The entity that opens a sentence or one of its clauses before a position."""
        example = _EXAMPLE.match(self._text, sentence.start, sentence.end)
        if example is not None:
            return example[1]
        topic, start = "", sentence.start
        while start < position:
            end = clause_end(self._text, start, sentence.end)
            opening = self._phrases.opening_noun(start, min(end, start + _OPENING))
            entity = self._entities.of(opening or self._phrases.closing_noun(start, end), start)
            if entity and (not topic or start == sentence.start):
                topic = entity
            start = end + 1
        return topic


_EDGE = re.compile(r"^(?:[的和与及、在对于已共还再]|累计|合计)+|[的和与及、]+$")


def _join(words: Sequence[Word]) -> str:
    return _EDGE.sub("", "".join(word.text for word in words))
