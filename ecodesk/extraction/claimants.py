"""Of whom or what a claim is made: what is called so before it, or the thing that follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ecodesk.extraction.claims import Claim
from ecodesk.extraction.phrases import (
    cues,
    is_clause_end,
    is_nominal,
    noun_end,
    noun_text,
    points,
    without_lead,
)
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end, clause_start
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.topics import Topics
from ecodesk.extraction.words import FIGURE, Word

_CALLED = re.compile(
    r"(?:是|为|成为|作为|入选|获评|评为|列为|列入|跻身|进入|位[列居]|名列|稳居|居|达到?|保持|处于|处在|排名?|荣获|堪称|属于?|获得?"
    r"|具有|纳入)了?[^，。是]{0,24}$"
)
"""Words before a claim by which it is made of what was named before: 某县是…, 某品牌入选…."""
_BARE = frozenset({"claim-number", "claim-lead"})
_WIDE = ("全社会", "全国", "我国", "中国", "全球", "世界", "国际")
_DONE_BY = ("首次", "率先")
_LONGEST = 24


class Claimants:
    """Subjects of the claims of one article; ask in reading order."""

    def __init__(self, text: str, tokens: Tokens, topics: Topics, places: Places) -> None:
        self._text = text
        self._places = places
        self._tokens = tokens
        self._topics = topics

    def of(self, index: int, sentence: Sentence, claim: Claim) -> tuple[str, str]:
        """The subject and by which rule: thing, called, topic, before or none."""
        low = clause_start(self._text, sentence.start, claim.start)
        called = next(_CALLED.finditer(self._text, low, claim.start), None)
        does = self._text.endswith(_DONE_BY, claim.start, claim.end)
        if called is None and not does and claim.rule not in _BARE:
            thing = self._behind(claim, sentence)
            if thing:
                return thing, "thing"
        if called is not None:
            name = self._called(low, called.start())
            name = name or self._clause_before(sentence.start, low, called.start())
            if name:
                return self._places.full_name(name), "called"
        own = self._topics.own(index, claim.start)
        if own and own not in _WIDE:
            return own, "topic"
        subject = self._topics.before(index)
        if subject and subject not in _WIDE:
            return subject, "before"
        thing = self._behind(claim, sentence)
        return thing, "thing" if thing else "none"

    def _behind(self, claim: Claim, sentence: Sentence) -> str:
        """全市首例某案件, 距离城区最近、规模最大的产业带: the thing behind, with what adorns it left out."""
        words = self._tokens.words(claim.end, clause_end(self._text, claim.end, sentence.end))
        stop = next((n for n, word in enumerate(words) if is_clause_end(word)), len(words))
        words = words[:stop]
        ends = (n for n in range(len(words) - 1, -1, -1) if words[n].text == "的" or words[n].tag == FIGURE)
        words = words[next(ends, -1) + 1 :]
        if not _is_compound(words):
            return noun_text(words[: noun_end(words, 0)])
        # Too long for a name: what stands behind the last mark of its list.
        listed = next((n for n in range(len(words) - 1, -1, -1) if words[n].text == "、"), -1)
        return noun_text(words) or noun_text(words[listed + 1 :])

    def _clause_before(self, first: int, low: int, called: int) -> str:
        """地处库区的某县，曾是…: the noun that the clause before ends with, where this one has none."""
        if low <= first or self._text[low:called].strip("曾还也被先后已经，"):
            return ""
        start = clause_start(self._text, first, low - 1)
        words = self._tokens.words(start, low - 1)
        last = next((n for n in range(len(words) - 1, -1, -1) if words[n].text == "的"), -1)
        tail = words[last + 1 :]
        named = last >= 0 and tail and all(is_nominal(word) for word in tail) and not _is_vague(tail)
        return noun_text(tail) if named else ""

    def _called(self, low: int, high: int) -> str:
        """The noun phrase that a clause opens with (荣昌猪作为…), "" where it only points back."""
        words = without_lead(self._tokens.words(low, high))
        end = noun_end(words, 0)
        if not end or not all(is_nominal(word) or word.text == "的" for word in words[:end]):
            return ""
        if end < len(words) or points(words[0]) or _is_vague(words[:end]):
            return ""
        text = noun_text(words[:end])
        return text if 1 < len(text) <= _LONGEST else ""


def _is_compound(words: Sequence[Word]) -> bool:
    """True for a noun with verbs inside (高山康养度假产业带), not for a thing and what it does."""
    if not words or words[-1].tag != "n":
        return False
    says = cues("link") | {"是", "在", "有", "来自"}
    return all(
        (is_nominal(word) or word.is_verb or word.text in "、“”")
        and word.text not in says
        and word.tag not in ("f", "t", FIGURE)
        for word in words
    )


def _is_vague(words: Sequence[Word]) -> bool:
    """True for 公司, 项目, 这 and the like, which stand for a name."""
    word = words[0]
    return len(words) == 1 and (word.text in cues("generic") or word.tag == "r" or len(word.text) < 2)
