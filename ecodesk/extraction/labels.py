"""Subject and indicator of a figure, from the words of its clause and what was spoken of before.

A clause is read as [subject] [verb] [object] number [counted noun]. The indicator is what stands
closest to the number; the subject is what the clause, the sentence or the paragraph is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ecodesk.extraction.figures import Mention
from ecodesk.extraction.periods import Period
from ecodesk.extraction.phrases import Phrases, counted_suffix
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end, clause_start
from ecodesk.extraction.words import Word
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.lexicon import cue_words
from ecodesk.knowledge.units import measure_words


@dataclass(frozen=True, slots=True)
class Label:
    """Subject and indicator; `sure` is False when the subject was carried over from before."""

    subject: str
    indicator: str
    sure: bool


@cache
def _generic() -> frozenset[str]:
    return frozenset(cue_words("generic"))


class Labels:
    """Subjects and indicators of one article, asked figure by figure in reading order."""

    def __init__(self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention],
                 places: Places, times: Sequence[Period]) -> None:
        self._text = text
        self._sentences = sentences
        self._mentions = {mention.start: mention for mention in mentions}
        self._ends = {mention.end: mention for mention in mentions}
        self._places = places
        self._phrases = Phrases(text, times, [(mention.start, mention.end) for mention in mentions])
        self._topics: dict[int, str] = {-1: places.main}

    def of(self, index: int, mention: Mention) -> Label:
        """Label of a figure of sentence `index`."""
        sentence = self._sentences[index]
        low = self._element_start(sentence, mention)
        words = self._phrases.core(low, mention.start)
        after = self._phrases.noun_after(mention.end, clause_end(self._text, mention.end, sentence.end))
        if self._counts_after(mention, after):
            subject, head = self._split_verb(words)
            indicator = head + after + "数" if mention.unit in measure_words() else head + after
            return self._label(index, mention, subject, indicator)
        if not words and low > sentence.start:
            words = self._phrases.core(clause_start(self._text, sentence.start, low), low)
        subject, indicator = self._split(words)
        head = self._shared_head(sentence, mention, low)
        if head and not indicator.startswith(head):
            indicator = head + indicator
        if not indicator and after:
            indicator = after
        return self._label(index, mention, subject, counted_suffix(indicator, mention.unit))

    def topic(self, index: int, position: int) -> str:
        """What sentence `index` is about at a position: its own subject, else the one carried over."""
        own = self._own_topic(self._sentences[index], position)
        return own or self._topic_before(index)

    def _label(self, index: int, mention: Mention, subject: str, indicator: str) -> Label:
        resolved = self._resolve(subject)
        if resolved:
            return Label(resolved, indicator, True)
        sentence = self._sentences[index]
        start = clause_start(self._text, sentence.start, mention.start)
        return Label(self.topic(index, max(start, sentence.start)), indicator, False)

    def _element_start(self, sentence: Sentence, mention: Mention) -> int:
        """Start of the figure's part of its clause: behind the figure before it, if one stands there."""
        start = clause_start(self._text, sentence.start, mention.start)
        for position in range(mention.start, start, -1):
            if position in self._ends:
                return position
        return start

    def _shared_head(self, sentence: Sentence, mention: Mention, low: int) -> str:
        """The verb of an enumeration: 新增A15家、B20家 also means 新增B20家."""
        if self._text[low : low + 1] != "、":
            return ""
        start = clause_start(self._text, sentence.start, low)
        first = next((self._mentions[p] for p in range(start, low + 1) if p in self._mentions), None)
        words = self._phrases.core(start, first.start) if first else []
        for number, word in enumerate(words):
            if word.is_verb and number <= 4:
                return word.text if number == 0 else "".join(w.text for w in words[number - 1 : number + 1] if w.tag != "n")
        return ""

    def _counts_after(self, mention: Mention, after: str) -> bool:
        """True where the counted thing stands behind the number (38个技改项目, 2.1亿元的贷款)."""
        if not after:
            return False
        counted = mention.unit in measure_words()
        return counted or self._text[mention.end : mention.end + 1] == "的"

    def _split(self, words: list[Word]) -> tuple[str, str]:
        """Subject and indicator of the words before a number."""
        for number in range(len(words) - 1, 0, -1):
            if words[number].text == "的" and number < len(words) - 1:
                return self._phrases.trailing_noun(words[:number]), _join(words[number + 1 :])
        verb = next((number for number in range(len(words) - 1, -1, -1) if words[number].is_verb), None)
        if verb is None:
            return self._split_nouns(words)
        if verb == len(words) - 1:
            subject, rest = self._split_nouns(words[:verb])
            return subject, rest + words[verb].text
        start = verb
        while start and words[start - 1].is_verb:
            start -= 1
        return self._phrases.trailing_noun(words[:start]), _join(words[start:])

    def _split_nouns(self, words: list[Word]) -> tuple[str, str]:
        """巫山脆李 | 产量: the longest beginning that names something is the subject."""
        for number in range(len(words) - 1, 0, -1):
            head = _join(words[:number])
            if head in _generic() or self._phrases.is_entity(head) or self._is_known(head):
                return head, _join(words[number:])
        return "", _join(words)

    def _split_verb(self, words: list[Word]) -> tuple[str, str]:
        """Subject, and the verb that governs the counted noun behind the number."""
        verb = next((number for number in range(len(words) - 1, -1, -1) if words[number].is_verb), None)
        if verb is None:
            return _join(words), ""
        return self._phrases.trailing_noun(words[:verb]), words[verb].text

    def _is_known(self, head: str) -> bool:
        """A place followed by a short name of a product (巫山脆李)."""
        mention = next(iter(gazetteer().find(head[:8])), None)
        return mention is not None and mention.start == 0 and mention.end <= len(head) <= mention.end + 4

    def _resolve(self, subject: str) -> str:
        """全市 and place names in full; "" for words that only point back."""
        if not subject:
            return ""
        if subject in _generic():
            if subject[0] in "全我本该" and subject[-1] in "市省县区":
                return self._places.whole(subject[-1])
            return ""
        return self._places.full_name(subject)

    def _topic_before(self, index: int) -> str:
        """The topic carried into a sentence."""
        known = index - 1
        while known not in self._topics:
            known -= 1
        for number in range(known + 1, index):
            own = self._own_topic(self._sentences[number], self._sentences[number].end)
            self._topics[number] = own or self._topics[number - 1]
        return self._topics[index - 1]

    def _own_topic(self, sentence: Sentence, position: int) -> str:
        """The subject that opens a sentence or one of its clauses before a position, the last that names something."""
        topic, start = "", sentence.start
        while start < position:
            end = clause_end(self._text, start, sentence.end)
            opening = self._phrases.opening_noun(start, min(end, start + 40))
            if opening and self._phrases.is_entity(opening):
                topic = self._resolve(opening) or topic
                if topic and start == sentence.start:
                    return topic
            start = end + 1
        return topic


_EDGE = re.compile(r"^[的和与及、在对于]+|[的和与及、]+$")


def _join(words: Sequence[Word]) -> str:
    return _EDGE.sub("", "".join(word.text for word in words))
