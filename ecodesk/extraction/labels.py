"""Subject and indicator of each figure: what its clause says, completed by what was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ecodesk.domain.facts import Measure
from ecodesk.extraction.antecedents import doer_before
from ecodesk.extraction.changes import carries_meaning
from ecodesk.extraction.frames import read
from ecodesk.extraction.happenings import event_before, event_named, without_event
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.naming import Entities
from ecodesk.extraction.persons import is_person
from ecodesk.extraction.phrases import (
    cues,
    is_list_mark,
    join,
    noun_end,
    noun_text,
    parse,
    points,
    without_lead,
)
from ecodesk.extraction.places import Places
from ecodesk.extraction.readings import Reading, is_event
from ecodesk.extraction.sentences import Sentence, sentence_index
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.spots import spots
from ecodesk.extraction.suffixes import as_output, counted_suffix, without_average
from ecodesk.extraction.tokens import Tokens
from ecodesk.extraction.topics import Topics
from ecodesk.extraction.words import TIME, Word, cut
from ecodesk.knowledge.lexicon import cue_pattern, cue_words

Figures = Sequence[tuple[Mention, Measure]]


class Label(NamedTuple):
    """Subject and indicator, each with the code of its rule in resources/rules.csv."""

    subject: str
    indicator: str
    subject_rule: str
    indicator_rule: str


class _Told(NamedTuple):
    """A figure of the sentence that has its label.

    `level` is the indicator that a change would be of; `doer` is True where the subject is no name, only
    the noun before the verb, which is carried no further than the sentence. `whose` is who reached what was
    told (规模以上企业 of 全市规模以上企业实现利润), without the name before.
    """

    spot: Spot
    label: Label
    level: str
    doer: bool = False
    whose: str = ""


_GROWN = re.compile(
    r"[^，。、]{0,6}?(?P<verb>发展|种植|栽种|栽植|养殖|培育|饲养|播种|套种)(?P<what>[^，。、的]{2,4})"
    r"(?P<count>面积|[株头只羽尾]数)"
)
_MERE = ("数", "量", "数量", "总量", "总数")
_NEVER_SHARED = ("耗", "长度", "全长", "面积")
"""Ends of indicators that a bare noun behind them does not share (埋深 behind 长度)."""
_LONGEST_BARE = 16
"""Characters of a noun that may stand for itself and the indicator before it."""
_COUNTS = ("人数", "户数", "次数", "指数", "总数", "系数", "分数")
"""Ends of indicators that are a word with 数."""
_NAMING = frozenset({"x", "nz", "nr", "nrt", "nt", "eng"})
"""Classes of words that a name no table has is made of."""
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
        self._labels: dict[int, Label] = {}
        self._last: _Told | None = None
        self._levels: dict[str, str] = {}
        self._happened: dict[str, str] = {}
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
        told: list[_Told] = []
        self._body = ""
        for spot in spots(words, self._figures[index]):
            one = self._tell(index, spot, told)
            told.append(one)
            self._labels[spot.mention.start] = one.label
            happened = event_named(one.label.subject)
            if happened:
                self._happened[happened] = one.label.subject
            if spot.measure is not Measure.CHANGE:
                self._levels[spot.mention.unit] = one.level
        self._last = told[-1] if told else self._last
        subjects = (one.label.subject for one in told if _is_carried(one))
        named = next((one for one in subjects if one != self._body), "")
        self._topics.told(index, named)

    def _tell(self, index: int, spot: Spot, told: Sequence[_Told]) -> _Told:
        before = self._last if not told and self._goes_on(index, spot) else None
        reading = read(spot, not told and before is None)
        if before is not None and reading.goes_on:
            return _continued(spot, reading, [before])
        if reading.goes_on and told and (reading.indicator or not _ends_list(spot)):
            return _continued(spot, reading, told)
        name, said, doer = self._split(reading, spot)
        how = "doer" if doer else "clause"
        if name and said in _MERE and not self._places.named(name):
            # 5G基站 | 数: what is counted is no subject.
            name, said = "", name + said
        if not name:
            how = "whole"
            name, said = self._whole(spot, said)
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
        own, indicator = _of_group(own, indicator)
        grown = _GROWN.fullmatch(indicator)
        if grown is not None:
            # 巫山发展脆李30万亩: what is grown is what the figure is about.
            own, indicator = self._places.short(own) + grown["what"], grown["verb"] + grown["count"]
            how = "grown"
        indicator = _without_list(indicator) if len(indicator) > _LONGEST_SAID else indicator
        label = Label(own, indicator, f"subject-{how}", f"indicator-{frame if indicator else 'none'}")
        return _Told(spot, label, _level_of(spot, label.indicator), doer, whose)

    def _goes_on(self, index: int, spot: Spot) -> bool:
        """True for 其中，三季度增长4.5%: a bare change about the last figure of the sentence before."""
        if index - 1 not in self._figures or spot.noun or spot.measure is not Measure.CHANGE:
            return False
        if self._sentences[index].paragraph != self._sentences[index - 1].paragraph:
            return False
        return not any(carries_meaning(word) for word in spot.own)

    def _split(self, reading: Reading, spot: Spot) -> tuple[str, str, bool]:
        """A reading's subject, the indicator with its other words, and whether the subject is no name."""
        words = reading.subject
        name, used = self._entities.resolve(words)
        bare = not reading.indicator and not spot.counts
        whole = len([word for word in words if word.names]) == 1
        if bare and whole and (words[0].tag == "ns" or (name and self._places.named(name))):
            # 目前河南超过300万吨: of what was told before.
            return name or words[0].text, "", False
        if name and not reading.indicator and used == len(words) and not reading.doer:
            # 新建学校6所: what is counted is no subject.
            return "", join(words), False
        listed = self._entities.listed(words) if name else 0
        if listed and not reading.doer:
            # 北京、天津等地最高气温
            return noun_text(words[:listed]), join(words[listed:]) + reading.indicator, False
        happening = _happening(words) if reading.agent else ""
        if reading.agent and reading.doer and used < len(words) and (name or happening):
            return happening or noun_text(words), reading.indicator, False
        if name and reading.doer and used < len(words) and is_list_mark(words[used]):
            return noun_text(words), reading.indicator, False
        of = _had_by(words, used)
        if of and not reading.doer:
            # 当地纺织企业的生产效率
            return name + noun_text(words[used:of]), join(words[of:]) + reading.indicator, False
        if not name and not used and not reading.doer:
            used = _named_before_time(words)
            name = noun_text(words[: used - 1]) if used else ""
        if name and not reading.doer and used < len(words) and is_list_mark(words[used]):
            # 某水库及下游河流水质: of all of them.
            listed_all = noun_text(words[:-1]) if is_indicator(words[-1].text) else ""
            if listed_all:
                return listed_all, words[-1].text + reading.indicator, False
        if name or (used and (reading.indicator or used < len(words))):
            return name, join(words[used:]) + reading.indicator, False
        if reading.doer and _is_circumstance(words):
            # 赛道沿线摆了22个医疗点
            return "", reading.indicator, False
        thing = _thing_before(words) if not reading.doer else 0
        if thing:
            # 某某水资源配置工程总长490公里
            return noun_text(words[:thing]), join(words[thing:]) + reading.indicator, False
        words = words if any(word.names for word in words) else ()
        if words and reading.doer and not spot.after_counted and not self._is_measured(words, reading, spot):
            if len(words) == 1 and is_event(words[0]):
                event = self._entities.event(words[0]) or self._told_before(words[0].text)
                event = event or event_before(spot)
                return event or self._placed_event(words[0].text), reading.indicator, not event
            if len(words) == 1 and words[0].text in cues("belonging"):
                # 客户遍布40多个国家: of what the copy is about.
                return "", words[0].text + reading.indicator, False
            if _is_staff(words) and not reading.agent:
                # 组委会备下香蕉: of what the copy is about.
                host = self._topics.whole() if words[-1].text in cues("host") else ""
                return host, reading.indicator or join(words), False
            return noun_text(words), reading.indicator, True
        return "", join(reading.subject) + reading.indicator, False

    def _placed_event(self, word: str) -> str:
        """桃源县暴雨: what happened, by the place that the copy is about where it is about one."""
        return self._places.main + word

    def _told_before(self, word: str) -> str:
        """What happened that a word stands for: by its last word, else the last that happened (事故)."""
        last = next(reversed(self._happened.values()), "") if word in cues("happening") else ""
        return self._happened.get(word, last)

    def _whole(self, spot: Spot, said: str) -> tuple[str, str]:
        """全市, 全县 inside the words of a figure (同期全市贷款余额), and the indicator without it."""
        for word in spot.own:
            place = self._entities.whole(word)
            if place and word.text in said:
                return place, said.replace(word.text, "", 1)
        return "", said

    def _is_measured(self, words: Sequence[Word], reading: Reading, spot: Spot) -> bool:
        """True where noun, verb and object are one indicator (有机物排放浓度), not somebody's doing."""
        if is_indicator(words[-1].text):
            return True
        return not spot.counts and not reading.agent and is_indicator(reading.indicator)

    def _elsewhere(self, index: int, spot: Spot, told: Sequence[_Told], said: str) -> tuple[str, str]:
        """The subject that the clause itself does not name, and the step that gave it.

        What happened in the clause before, a name since the figure before, that figure's, the topic.
        """
        event = event_before(spot)
        if event:
            return event, "event"
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
        carried_on = (one for one in reversed(told) if not _is_route(one) and not _has_other(spot, one))
        before = next((one.label for one in carried_on), None)
        if before is not None and before.subject:
            return before.subject, _carried_on(before)
        if topic:
            return topic, "topic"
        doer = doer_before(spot) if not told else ""
        if doer:
            return doer, "doer"
        carried = self._topics.before(index)
        plain = is_person(carried) if spot.counts else not self._topics.is_lasting(carried)
        if carried and plain and not said.startswith(carried) and _has_own(said):
            # 设备更新改造投资增长17%。制造业投资增长10%: what the clause is about stands in it.
            carried = self._topics.whole() or carried
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

    def _filled(self, spot: Spot, said: str, told: Sequence[_Told]) -> str:
        """The indicator with what it takes over from figures before it."""
        if not said:
            return self._again(spot, told)
        again = _object_again(spot, told) if said == join(spot.bare) else ""
        if again:
            # 受理案件18.7万件，审结17.1万件
            return said + again
        level = self._levels.get(spot.mention.unit, "")
        if level and told and said in cues("extreme") and spot.measure is not Measure.CHANGE:
            # 票价2元起步，最高5元
            return said + without_average(level)
        if level and _is_group(spot, said):
            # 居民人均可支配收入5万元；城镇居民6万元
            return said + _behind_group().sub("", level)
        return _completed(spot, said, told)

    def _is_placed(self, one: _Told) -> bool:
        """True where a figure is about a place; a place named later does not displace a company."""
        return self._places.named(one.label.subject) is not None

    def _again(self, spot: Spot, told: Sequence[_Told]) -> str:
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


def _of_group(own: str, indicator: str) -> tuple[str, str]:
    """我国 | 民营企业进出口额 is told of 我国民营企业; of a country's people and firms, not of a county's."""
    if own not in cues("nation") or not _owners().search(indicator):
        return own, indicator
    words = cut(indicator)
    ends = cue_words("owner")
    at = next((n for n in range(len(words) - 1, 0, -1) if words[n - 1].text.endswith(ends)), 0)
    group = "".join(word.text for word in words[:at])
    plain = 0 < len(group) <= _LONGEST_GROUP and all(word.is_noun or word.adorns for word in words[:at])
    rest = indicator[len(group) :]
    done = len(rest) > 1 and cut(rest)[0].tag in ("v", "d")
    had = plain and not is_list_mark(words[at]) and (done or is_indicator(_changed().sub("", rest) or rest))
    return (own + group, rest) if had else (own, indicator)


_LONGEST_GROUP = 10


@cache
def _owners() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue_pattern('owner')})(?=.)")


_LONGEST_SAID = 36
"""Characters of an indicator beyond which only the last of a list is kept."""


def _without_list(indicator: str) -> str:
    """The indicator behind the last mark of a list that makes it too long for a table."""
    at = max(indicator.rfind(mark) + len(mark) for mark in ("、", "以及"))
    return indicator[at:] if 1 < at < len(indicator) - 2 else indicator


def _has_own(said: str) -> bool:
    """True where an indicator says by itself of what it is (制造业投资, 藏羚羊野外种群)."""
    return len([word for word in cut(said) if word.is_noun and word.text not in cues("belonging")]) > 1


def _happening(words: Sequence[Word]) -> str:
    """能登地区强震 of 该县能登地区的强震: what happened where, "" for what does not happen."""
    if len(words) < 2 or not is_event(words[-1]):
        return ""
    return noun_text([word for word in words if word.text != "的" and not points(word)])


def _is_staff(words: Sequence[Word]) -> bool:
    """True where nothing is named but who acts for what the copy is about (组委会, 赛道沿线)."""
    named = [word for word in words if word.tag not in ("f", "m", "r", TIME)]
    named = [word for word in named if word.text not in ("建议", "提议")]
    return len(named) == 1 and named[0].text in cues("staff")


def _is_circumstance(words: Sequence[Word]) -> bool:
    """True for 开幕式前共, 春运期间: when or where something is, no subject."""
    named = [word for word in words if word.tag != "d"]
    return bool(named) and (named[-1].tag == "f" or named[-1].text in cues("circumstance"))


def _named_before_time(words: Sequence[Word]) -> int:
    """How many words 某某科技第三季 takes up where what is measured follows; 0 elsewhere."""
    at = next((n for n, word in enumerate(words) if word.tag == TIME), 0)
    if not at or at + 1 >= len(words) or not is_indicator(words[-1].text):
        return 0
    before = words[:at]
    named = any(word.tag in _NAMING for word in before) and all(word.is_noun for word in before)
    return at + 1 if named and not is_indicator(before[-1].text) else 0


def _thing_before(words: Sequence[Word]) -> int:
    """Index behind something built that a noun phrase is of, before what it has by itself; 0 elsewhere."""
    last = next((n for n in range(len(words) - 1, 0, -1) if words[n].text in cues("told-of-things")), 0)
    if not last or not words[last - 1].text.endswith(cue_words("built")):
        return 0
    text = noun_text(words[:last])
    return last if len(text) > len(words[last - 1].text) + 1 and words[0].text not in cues("kind") else 0


def _had_by(words: Sequence[Word], used: int) -> int:
    """Where 的 stands between who has something and what is measured of it; 0 where it does not."""
    at = next((n for n in range(len(words) - 1, used, -1) if words[n].text == "的"), 0)
    if not at or at + 1 >= len(words) or not is_indicator(words[-1].text):
        return 0
    owner = words[at - 1]
    plain = (
        owner.names and not is_indicator(owner.text) and (at - used > 1 or owner.text not in cues("generic"))
    )
    return at if plain and not any(word.text in ("、", "的") for word in words[used:at]) else 0


def _object_again(spot: Spot, told: Sequence[_Told]) -> str:
    """What was counted before, where a clause says only what else was done with it; "" elsewhere."""
    before = told[-1].spot if told else None
    if before is None or not spot.counts or spot.noun or before.mention.unit != spot.mention.unit:
        return ""
    done = all(word.is_verb or word.tag in ("vn", "d", "ul") for word in spot.bare)
    if not spot.bare or not done or spot.bare[-1].text in cues("change") | cues("link"):
        return ""
    return before.noun or join(parse(before.tail).object)


def _is_group(spot: Spot, said: str) -> bool:
    """True where nothing but a group is named whose figure is told (城镇居民6万元)."""
    plain = not spot.noun and not spot.counts and spot.measure is not Measure.CHANGE
    return plain and said.endswith(cue_words("people-group")) and not any(word.is_verb for word in spot.own)


@cache
def _behind_group() -> re.Pattern[str]:
    return re.compile(rf"^[^，]{{0,12}}?(?:{cue_pattern('people-group')})+")


def _completed(spot: Spot, said: str, told: Sequence[_Told]) -> str:
    """水路3122万人次 behind 铁路客运量5.13亿人次: a bare noun shares the last word of the one before."""
    before = told[-1] if told else None
    unit = spot.mention.unit
    if before is None or spot.noun or before.spot.mention.unit != unit or (spot.counts and unit[-1:] != "次"):
        return said
    if any(word.is_verb and word.text not in cues("change") | cues("link") for word in spot.own):
        return said
    changed = _changed().search(said) if spot.measure is Measure.CHANGE else None
    bare = said[: changed.start()] if changed else said
    plain = not changed and spot.measure is Measure.CHANGE
    head = cut(before.level)[-1].text if before.level else ""
    if head.endswith(_NEVER_SHARED):
        return said
    parallel = before.spot.measure is spot.measure and is_indicator(head) and len(before.level) > len(head)
    if plain or not bare or len(bare) > _LONGEST_BARE or is_indicator(bare) or not parallel:
        return said
    return bare + head + said[len(bare) :]


def _carried_on(before: Label) -> str:
    """How sure a subject taken over from the figure before is: no surer than it was there."""
    how = before.subject_rule.removeprefix("subject-")
    return how if how in ("topic", "before", "doer") else "figure"


def _ends_list(spot: Spot) -> bool:
    """True for 甲、乙等30种: things of their own are counted, whatever was told before."""
    return bool(spot.own) and spot.own[-1].text == "等"


def _is_route(one: _Told) -> bool:
    """True for 大理到漾濞, which nothing but the time it takes is told of."""
    return one.label.indicator_rule == "indicator-route"


def _is_carried(one: _Told) -> bool:
    """True for a figure whose subject the next sentence may go on about."""
    return bool(one.label.subject) and not one.doer and not _is_route(one)


def _has_other(spot: Spot, one: _Told) -> bool:
    """True where a clause opens with a noun of its own: somebody before it no longer is the subject."""
    if not one.doer or spot.start <= one.spot.start:
        return False
    words = without_lead(spot.words[spot.start : spot.at])
    end = noun_end(words, 0)
    return end > 0 and not is_indicator(words[end - 1].text) and not words[end - 1].text.endswith("年龄")


def _level_of(spot: Spot, indicator: str) -> str:
    """The indicator that a figure behind may go on about: 增加值 of 增加值同比增长, 指数 of 指数连续上升."""
    if spot.measure is Measure.CHANGE:
        return _changed().sub("", indicator)
    return indicator.partition("连续")[0] or indicator


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:同比|环比|比|较)[^，]{{0,8}}?)?(?:{cue_pattern('change')})+$")


def _continued(spot: Spot, reading: Reading, told: Sequence[_Told]) -> _Told:
    """Label of a figure that goes on about one told before: the last, or its own of a list (分别)."""
    back = spot.of if spot.each >= 0 and spot.of <= len(told) else 1
    term = back == 1 < len(told) and told[-1].label.indicator == "期限"
    origin = told[-back - term]
    level = origin.level
    if reading.frame == "share" and level.endswith("数") and not level.endswith(_COUNTS):
        # 教师318名，占全体的23%
        level = level.removesuffix("数")
    if not reading.indicator and level.endswith("户数") and spot.mention.unit == "人":
        # 惠及5000万户1.5亿人口
        level = level.removesuffix("户数") + "人数"
    if reading.indicator in ("单价", "均价"):
        level = ""
    both = (reading.indicator, level) if reading.in_front else (level, reading.indicator)
    indicator = "".join(both)
    how = f"subject-{_carried_on(origin.label) if origin.label.subject else 'none'}"
    said = "indicator-route" if _is_route(origin) else f"indicator-{reading.frame}-on"
    label = Label(origin.label.subject, indicator, how, said)
    level = origin.level if spot.measure in (Measure.CHANGE, Measure.MULTIPLE) else label.indicator
    return _Told(spot, label, level, whose=origin.whose)
