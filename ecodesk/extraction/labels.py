"""Subject and indicator of each figure: what its clause says, completed by what was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ecodesk.domain.facts import Measure
from ecodesk.extraction.antecedents import doer_before
from ecodesk.extraction.changes import carries_meaning
from ecodesk.extraction.completion import behind_group, completed, continued, is_group, level_of, object_again
from ecodesk.extraction.frames import read
from ecodesk.extraction.happenings import event_before, without_event
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.labelled import Label, Labelled, carried_on, is_carried, is_route
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.naming import Entities
from ecodesk.extraction.persons import is_person
from ecodesk.extraction.phrases import cues, join, noun_end, without_lead
from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, sentence_index
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.spots import spots
from ecodesk.extraction.subjects import Subjects, of_group
from ecodesk.extraction.suffixes import as_output, counted_suffix, without_average
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.topics import Topics
from ecodesk.extraction.words import cut, texts
from ecodesk.knowledge.lexicon import cue_words

Figures = Sequence[tuple[Mention, Measure]]
_GROWN = re.compile(
    r"[^，。、]{0,6}?(?P<verb>发展|种植|栽种|栽植|养殖|培育|饲养|播种|套种)(?P<what>(?!面积)[^，。、的]{2,4})"
    r"(?P<count>面积|[株头只羽尾]数)"
)
_GROWN_ENDS = ("面积", "株数", "头数", "只数", "羽数", "尾数")
_PARTS = frozenset({"章", "页", "卷", "集", "层"})
"""Units of what a whole consists of."""
_MERE = ("数", "量", "数量", "总量", "总数")
_PLAIN = (Measure.GRADE, Measure.RANK)


class Labels:
    """Subjects and indicators of one article; ask in reading order, for what was said is carried on."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        figures: Mapping[int, Figures],
        tokens: Tokens,
        topics: Topics,
        entities: Entities,
        places: Places,
    ) -> None:
        self._sentences = sentences
        self._figures = figures
        self._tokens = tokens
        self._topics = topics
        self._entities = entities
        self._places = places
        self._subjects = Subjects(topics, entities, places)
        self._labels: dict[int, Label] = {}
        self._last: Labelled | None = None
        self._levels: dict[str, str] = {}
        self._body = ""
        self._starts = [sentence.start for sentence in sentences]

    def of(self, index: int, mention: Mention) -> Label:
        """Label of a figure of sentence `index`."""
        if mention.start not in self._labels:
            self._label_sentence(index)
        return self._labels[mention.start]

    def _label_sentence(self, index: int) -> None:
        sentence = self._sentences[index]
        words = self._tokens.words(sentence.start, sentence.end)
        told: list[Labelled] = []
        self._body = ""
        for spot in spots(words, self._figures[index]):
            one = self._tell(index, spot, told)
            told.append(one)
            self._labels[spot.mention.start] = one.label
            self._subjects.learn(one.label.subject)
            if spot.measure is not Measure.CHANGE:
                self._levels[spot.mention.unit] = one.level
        self._last = told[-1] if told else self._last
        self._topics.told(index, self._first_named(told))

    def _first_named(self, told: Sequence[Labelled]) -> str:
        """The first subject of a sentence that the next one may go on about, "" for none."""
        for one in told:
            if one.label.subject != self._body and is_carried(one):
                return one.label.subject
        return ""

    def _tell(self, index: int, spot: Spot, told: Sequence[Labelled]) -> Labelled:
        before = self._last if not told and self._goes_on(index, spot) else None
        reading = read(spot, not told and before is None)
        if before is not None and reading.goes_on:
            return continued(spot, reading, [before])
        if reading.goes_on and told and (reading.indicator or not _ends_list(spot)):
            return continued(spot, reading, told)
        name, said, doer = self._subjects.of(reading, spot)
        how = "doer" if doer else "clause"
        if name and said in _MERE and not self._places.named(name):
            # 5G基站 | 数: what is counted is no subject.
            name, said = "", name + said
        if not name:
            how = "whole"
            name, said = self._subjects.whole(spot, said)
        own = name
        if not name:
            own, how = self._elsewhere(index, spot, told, said)
            if own and said[len(own) :] in _MERE and said.startswith(own):
                own = self._topics.before(index)
            said = without_event(said) if how == "event" else said
        plain, said = said, self._filled(spot, said, told)
        whose = join(reading.subject[self._entities.resolve(reading.subject)[1] :]) if reading.light else ""
        if reading.light and not reading.subject and told and spot.lead[0].is_verb:
            # 规上企业实现营收9亿元；实现利润7千万元
            whose = told[-1].whose
            said = whose + said
        frame = reading.frame if said == plain else "shared"
        if reading.frame == "level" and spot.measure is Measure.AMOUNT:
            said = as_output(said, spot.mention.unit)
        indicator = said if spot.measure in _PLAIN else counted_suffix(said, spot.mention.unit)
        indicator = self._without_topic(indicator, own)
        if own and indicator == own + "数" and (spot.mention.unit in _PARTS or own[-1] == "》"):
            # 《条例》共32条
            indicator = spot.mention.unit + "数"
        own, indicator = of_group(own, indicator)
        grown = _GROWN.fullmatch(indicator) if indicator.endswith(_GROWN_ENDS) else None
        if grown is not None:
            # 巫山发展脆李30万亩: what is grown is what the figure is about.
            own, indicator = self._places.short(own) + grown["what"], grown["verb"] + grown["count"]
            how = "grown"
        indicator = _without_list(indicator) if len(indicator) > _LONGEST_SAID else indicator
        label = Label(own, indicator, f"subject-{how}", f"indicator-{frame if indicator else 'none'}")
        return Labelled(spot, label, level_of(spot, label.indicator), doer, whose)

    def _goes_on(self, index: int, spot: Spot) -> bool:
        """True for 其中，三季度增长4.5%: a bare change about the last figure of the sentence before."""
        if index - 1 not in self._figures or spot.noun or spot.measure is not Measure.CHANGE:
            return False
        if self._sentences[index].paragraph != self._sentences[index - 1].paragraph:
            return False
        return not any(carries_meaning(word) for word in spot.own)

    def _elsewhere(self, index: int, spot: Spot, told: Sequence[Labelled], said: str) -> tuple[str, str]:
        """The subject that the clause itself does not name, and the step that gave it.

        What happened in the clause before, a name since the figure before, that figure's, the topic.
        """
        event = event_before(spot)
        if event:
            return event, "event"
        if not _PRONOUNS.isdisjoint(texts(spot.words[spot.start : spot.start + _OPENS])):
            somebody = self._entities.somebody(spot.mention.start)
            if somebody:
                return somebody, "topic"
        if told and told[-1].spot.noun and spot.own and spot.own[0].text in cues("consist"):
            # 发行1万亿元的国债，包括三个品种
            whole = told[-1].spot.own[:1]
            listed = bool(whole) and whole[0].text in cues("consist")
            return (told[-1].label.subject if listed else told[-1].spot.noun), "figure"
        since = told[-1].spot.mention.end if told else -1
        before_clause = spot.words[spot.start].start if told else spot.mention.start
        topic = self._topics.own(index, before_clause, since)
        if told and topic and not (self._places.named(topic) and not self._is_placed(told[-1])):
            return topic, "topic"
        earlier = (one for one in reversed(told) if not is_route(one) and not _has_other(spot, one))
        before = next((one.label for one in earlier), None)
        if before is not None and before.subject:
            return before.subject, carried_on(before)
        if topic:
            return topic, "topic"
        carried = self._topics.before(index)
        plain = is_person(carried) if spot.counts else not self._topics.is_lasting(carried)
        if carried and plain and not said.startswith(carried) and _has_own(said):
            # 设备更新改造投资增长17%。制造业投资增长10%: what the clause is about stands in it.
            carried = self._topics.whole() or carried
        told_by = not carried or carried in cues("national-body") or carried.startswith("国家")
        doer = doer_before(spot) if told_by and not told else ""
        if doer:
            return doer, "doer"
        if not carried:
            self._body = carried = self._topics.national(index) or self._last_resort(index)
        return carried, "before" if carried else "none"

    def _last_resort(self, index: int) -> str:
        """Who did what the paragraph told last, else what its heading opens with; carried no further."""
        last = self._last
        if last is not None and last.label.subject:
            told = sentence_index(self._starts, last.spot.mention.start)
            if self._sentences[told].paragraph == self._sentences[index].paragraph:
                return last.label.subject
        return self._topics.headline(index)

    def _filled(self, spot: Spot, said: str, told: Sequence[Labelled]) -> str:
        """The indicator with what it takes over from figures before it."""
        if not said:
            return self._again(spot, told)
        again = object_again(spot, told) if said == join(spot.bare) else ""
        if again:
            # 受理案件18.7万件，审结17.1万件
            return said + again
        level = self._levels.get(spot.mention.unit, "")
        if level and told and said in cues("extreme") and spot.measure is not Measure.CHANGE:
            # 票价2元起步，最高5元
            return said + without_average(level)
        if level and is_group(spot, said):
            # 居民人均可支配收入5万元；城镇居民6万元
            return said + behind_group().sub("", level)
        return completed(spot, said, told)

    def _is_placed(self, one: Labelled) -> bool:
        """True where a figure is about a place; a place named later does not displace a company."""
        return self._places.named(one.label.subject) is not None

    def _again(self, spot: Spot, told: Sequence[Labelled]) -> str:
        """The indicator of the last figure with the same unit, for one that names only whose it is."""
        if spot.counts or not spot.lead:
            return ""
        before = told[-1] if told else self._last
        return before.level if before is not None and before.spot.mention.unit == spot.mention.unit else ""

    def _without_topic(self, indicator: str, own: str) -> str:
        """The indicator without the subject's name at its beginning."""
        group = own[2:] if own.startswith(cue_words("nation")) else ""
        for name in filter(None, (own, self._places.short(own), group)):
            if len(indicator) > len(name) + 1 and indicator.startswith(name):
                return indicator[len(name) :].removeprefix("的")
        return indicator


_PRONOUNS = frozenset({"他", "她", "他家", "她家"})
_OPENS = 3
"""Words of a clause among which it stands who opens it."""
_LONGEST_SAID = 36
"""Characters of an indicator beyond which only the last of a list is kept."""


def _without_list(indicator: str) -> str:
    """The indicator behind the last mark of a list that makes it too long for a table."""
    at = max(indicator.rfind(mark) + len(mark) for mark in ("、", "以及"))
    return indicator[at:] if 1 < at < len(indicator) - 2 else indicator


def _has_own(said: str) -> bool:
    """True where an indicator says by itself of what it is (制造业投资, 藏羚羊野外种群)."""
    return len([word for word in cut(said) if word.is_noun and word.text not in cues("belonging")]) > 1


def _ends_list(spot: Spot) -> bool:
    """True for 甲、乙等30种: things of their own are counted, whatever was told before."""
    return bool(spot.own) and spot.own[-1].text == "等"


def _has_other(spot: Spot, one: Labelled) -> bool:
    """True where a clause opens with a noun of its own: somebody before it no longer is the subject."""
    if not one.doer or spot.start <= one.spot.start:
        return False
    words = without_lead(spot.words[spot.start : spot.at])
    end = noun_end(words, 0)
    return end > 0 and not is_indicator(words[end - 1].text) and not words[end - 1].text.endswith("年龄")
