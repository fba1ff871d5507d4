"""Things counted or had: the noun stands behind the number."""

from __future__ import annotations

from collections.abc import Sequence

from ecodesk.domain.facts import Measure
from ecodesk.extraction.changes import carries_meaning
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.parsing import Parts, parse
from ecodesk.extraction.phrases import cues, join, noun_end, without_tail
from ecodesk.extraction.readings import (
    FROM,
    Reading,
    is_cause,
    is_event,
    is_had,
    predicate,
    said_of,
    without_list,
)
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.suffixes import counted_suffix
from ecodesk.extraction.words import TIME, Word, last_of
from ecodesk.knowledge.lexicon import cue_words
from ecodesk.knowledge.units import unit_of

_PLAIN = (Measure.GRADE, Measure.RANK)
_HEADLESS = {"人": "人数", "名": "人数", "位": "人数", "户": "户数", "家": "数", "头": "数", "方面": "方面数"}
_TOLLS = {"死": "死亡人数", "伤": "受伤人数"}
"""What is counted where a figure says so by its last character (13死57伤)."""
_HEADLESS |= {unit: unit for unit in ("人次", "架次", "车次", "辆次", "班次", "户次")}
"""What is counted where only the measure word names it (造成13人死亡)."""


def counted(spot: Spot) -> Reading | None:
    """38个技改项目, 2.1亿元的贷款, 造成13人死亡, 5家企业获评绿色工厂."""
    counts = spot.counts
    if spot.measure in _PLAIN or not _may_be_counted(spot, counts):
        return None
    parts = parse(without_tail(without_list(spot.own, bool(spot.noun) and counts)))
    if not counts and not (is_had(spot) or _is_given(spot, parts) or _is_spread(spot, parts)):
        return None
    if _is_again(spot):
        return Reading("", goes_on=True)
    if len(parts.verb) > 1 and not parts.subject and parts.verb[-1].text in cues("cause"):
        # 空袭已造成13人死亡: what happened is the subject.
        event = [word for word in parts.verb[:-1] if word.is_verb]
        parts = parts._replace(subject=tuple(event[-1:]), verb=parts.verb[-1:])
    if len(parts.verb) > 1 and parts.subject and is_event(parts.verb[0]) and is_cause(parts.verb[1:]):
        # 某军当天的空袭已造成50人死亡
        parts = parts._replace(subject=(*parts.subject, parts.verb[0]), verb=parts.verb[-1:])
    if _is_caused_behind(parts):
        # 某军空袭住宅致10人死亡: the deed before is the subject, whatever it was done to.
        deed = next((word for word in parts.verb if is_event(word)), None)
        parts = Parts((*parts.subject, deed) if deed else parts.subject, parts.object[-1:])
    toll = _toll(spot)
    if toll:
        # 某军空袭某地22人死亡, 致13死57伤
        event = [word for word in parts.verb if is_event(word)]
        if event or spot.words[spot.at].text[-1] in _TOLLS:
            return Reading(toll, (*parts.subject, *event[:1]), doer=True, agent=bool(event))
    if spot.own and spot.own[-1].text in ("将", "把"):
        # 要赶在节前将20根辅助桩拆除: what is done to them stands behind.
        parts = Parts(parts.subject)
    from_here = _starts_from(spot.own)
    verb = said_of(parts.verb)
    said = predicate(spot) if not from_here and (not verb or is_cause(parts.verb)) else ""
    if said and _is_among(spot) and not parts.verb:
        return Reading(f"{spot.noun}{said}的", goes_on=True, in_front=True)
    if not spot.noun and not (said and spot.mention.unit in _HEADLESS):
        return None
    name = spot.noun + _count_word(spot)
    had = _had_by_thing(spot)
    if had is not None:
        return had
    if parts.verb and parts.verb[-1].text in cues("consist"):
        return Reading(name)
    if parts.verb:
        thing = "" if said else join(parts.object)
        harm = parts.verb[-1].text in cues("harm")
        return Reading(("" if harm else verb) + thing + said + name, parts.subject, doer=True, agent=harm)
    return Reading(f"{said}的{name}" if len(said) > 6 else said + name, parts.subject)


def _had_by_thing(spot: Spot) -> Reading | None:
    """打造一个拥有252颗卫星的观测网: what is counted belongs to the thing behind 的; None elsewhere."""
    own = spot.own
    if len(own) < _A_THING or own[-1].text not in cues("light") or own[-2].text not in _ONE:
        return None
    of = next((n for n in range(spot.at + 2, min(spot.used + 1, spot.end)) if spot.words[n].text == "的"), 0)
    stop = noun_end(spot.words[: spot.end], of + 1) if of else 0
    if stop <= of + 1:
        return None
    thing = join(spot.words[spot.at + 1 : of])
    counted_so = counted_suffix(thing, spot.mention.unit)
    return Reading(counted_so, tuple(spot.words[of + 1 : stop]), doer=True, agent=True)


_A_THING = 3
_ONE = frozenset({"一个", "一座", "一家", "一所", "一条", "一支", "一艘", "一台"})


def _toll(spot: Spot) -> str:
    """死亡人数 of 22人死亡 and of 22死, "" for what is no toll."""
    said = spot.words[spot.at + 1].text if spot.at + 1 < spot.end else ""
    counted_so = _TOLLS.get(spot.words[spot.at].text[-1], "")
    return counted_so or (f"{said}人数" if said in cues("casualty") and spot.mention.unit == "人" else "")


def _may_be_counted(spot: Spot, counts: bool) -> bool:
    """True where a noun stands behind, or the unit names what is counted; `counts` as of the spot."""
    if counts:
        return bool(spot.noun) or spot.mention.unit in _HEADLESS or _is_among(spot)
    return bool(spot.noun) and (is_had(spot) or _is_thing(spot))


def _is_among(spot: Spot) -> bool:
    """True for 其中3人获救: of those told before."""
    return spot.start > 0 and bool(spot.own) and spot.own[0].text == "其中"


def _is_caused_behind(parts: Parts) -> bool:
    """True where 致 or 造成 ends what stands between the verb and the number."""
    return len(parts.object) > 1 and parts.object[-1].text in ("致", "造成", "导致", "致使")


_NEAR = 4


def _starts_from(own: Sequence[Word]) -> bool:
    """True for 由18人减为5人, 从去年末的8320户增加: what a change begins with."""
    near = own[-_NEAR:]
    at = last_of(near, FROM)
    return at >= 0 and all(word.tag in (TIME, "uj", "f", "d", "t") for word in near[at + 1 :])


def _is_given(spot: Spot, parts: Parts) -> bool:
    """下达5亿元预算内投资, 发送6万吨货物: verb, amount, thing; but 突破3万亿元大关 names nothing."""
    if spot.measure is not Measure.AMOUNT or not said_of(parts.verb) or parts.object:
        return False
    return spot.noun not in cues("mark") and spot.at + 1 < spot.end


def _is_spread(spot: Spot, parts: Parts) -> bool:
    """1460万亩晚稻迎来收割: so much of a thing is what is spoken of."""
    unit = unit_of(spot.mention.unit)
    if (
        unit is None
        or not unit.dimension.startswith(("area", "mass", "volume", "money"))
        or any(word.text not in cues("ensure") for word in parts.verb)
        or (spot.mention.qualifier == "more" and not unit.dimension.startswith("area"))
    ):
        return False
    return not any(is_indicator(word.text) for word in spot.own)


def _is_thing(spot: Spot) -> bool:
    """True where a noun follows, not what was done with it (投入5000万元改造设施)."""
    following = spot.words[spot.at + 1]
    if following.tag in ("a", "vn") and spot.noun.endswith(cue_words("money")):
        return True
    return following.is_noun and following.tag != "vn"


def _is_again(spot: Spot) -> bool:
    """True for 从98个席位增加到148个席位: the same noun, with a change between."""
    if not spot.after_counted or not spot.noun:
        return False
    if not "".join(word.text for word in spot.own).startswith(spot.noun):
        return False
    rest = [word for word in spot.own if word.text not in spot.noun]
    return bool(rest) and not any(carries_meaning(word) for word in rest)


def _count_word(spot: Spot) -> str:
    """数 behind what is counted, 人数 where only the unit names it."""
    if not spot.noun:
        return _HEADLESS[spot.mention.unit]
    return (
        counted_suffix(spot.noun, spot.mention.unit)[len(spot.noun) :]
        if spot.counts or spot.measure is Measure.AMOUNT
        else ""
    )
