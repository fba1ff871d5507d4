"""The newsroom's own dictionary at work: pure values, built by the services from what the store holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from ecodesk.domain.entries import ENTRY_FIELDS, Entry
from ecodesk.domain.facts import Fact, Rewriting
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.indicators import is_indicator_word
from ecodesk.knowledge.lexicon import cue_words
from ecodesk.knowledge.script import simplified
from ecodesk.knowledge.units import unit_of

Key = tuple[str, str, str]
"""Field, found and condition of an entry, folded: two entries with one key would contradict each other."""

_POINTS = tuple("该本此这其全我")
LEAST_NAME = 3
"""Characters of a subject that may be looked for in a text as a name of its own."""


def kind_of(unit: str) -> str:
    """What a unit measures; an unknown unit only itself. Figures of two kinds are never compared."""
    known = unit_of(unit)
    return known.dimension if known else f"count:{simplified(unit)}"


def key_of(entry: Entry) -> Key:
    """By what an entry is told from others, in either script."""
    given = simplified(entry.given)
    if entry.field == "indicator" and given:
        given = kind_of(given)
    return entry.field, simplified(entry.found), given


def condition_of(name: str, unit: str, indicator: str) -> str:
    """The condition under which a correction of a field is taken for an entry."""
    return {"indicator": unit, "unit": indicator}.get(name, "")


def lesson(name: str, extracted: Mapping[str, str], now: Mapping[str, str], sentence: str) -> Entry | None:
    """What a correction of a field teaches, given the fact's fields as extracted and as they are now.

    A subject that stands in the sentence and was not found there teaches its name: which words stood in its
    place says nothing about other articles. What the sentence does not hold is how the desk writes what was
    found. None where the correction speaks of its own fact only.
    """
    found, wanted = extracted[name], now[name]
    # The subject was taken out of the indicator: its name teaches that.
    if name == "indicator" and now["subject"] and simplified(now["subject"]) in simplified(found):
        return None
    given = condition_of(name, extracted["unit"], now["indicator"])
    entry = Entry(name, found, wanted, given)
    if name == "subject" and simplified(wanted) in simplified(sentence):
        entry = Entry(name, wanted, wanted)
    return None if objection(entry) else entry


def objection(entry: Entry) -> str:
    """A word (empty, same, name, unit) that says why this can be no entry, "" when it can."""
    if not entry.found or not entry.wanted:
        return "empty"
    if entry.is_name:
        return "" if _is_telling(simplified(entry.wanted)) else "name"
    if entry.found == entry.wanted:
        return "same"
    if entry.field == "unit" and not _means_the_same(entry.found, entry.wanted):
        return "unit"
    return ""


def _means_the_same(one: str, other: str) -> bool:
    """Two names of one unit, or two measure words: the number beside them stays as it is."""
    first, second = unit_of(one), unit_of(other)
    if first is None or second is None or (first.is_count and second.is_count):
        return all(unit is None or unit.is_count for unit in (first, second))
    return (first.dimension, first.factor) == (second.dimension, second.factor)


def is_general(entry: Entry) -> bool:
    """True where both words are one name, shorter and longer, so that two corrections may speak for all.

    该县 for a county, 公司 for a company or 面积 for 种植面积 are right in their articles only, and so is a
    place for what lies in it.
    """
    found, wanted = simplified(entry.found), simplified(entry.wanted)
    if entry.field == "unit" or entry.is_name:
        return True
    if not (_runs_through(found, wanted) or _runs_through(wanted, found)):
        return False
    if entry.field == "indicator":
        return not is_indicator_word(found)
    if gazetteer().named(found) and not gazetteer().named(wanted):
        return False
    return len(found) > 1 and not found.startswith(_POINTS) and found not in _common()


def _is_telling(name: str) -> bool:
    """True for words that can be kept whole as a name wherever they stand; places are known already."""
    usual = name.startswith(_POINTS) or name in _common()
    return len(name) >= LEAST_NAME and not usual and not gazetteer().named(name)


def _runs_through(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


@cache
def _common() -> frozenset[str]:
    """Nouns that stand for something else in every article."""
    return frozenset((*cue_words("generic"), *cue_words("common")))


@dataclass(frozen=True)
class Lexicon:
    """The entries in use. Applying them to a fact gives another fact; nothing else is touched."""

    entries: tuple[Entry, ...] = ()
    _table: dict[tuple[str, str], tuple[Entry, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: dict[tuple[str, str], tuple[Entry, ...]] = {}
        # Those with a condition first: they know more about the case.
        for entry in sorted(self.entries, key=lambda item: not item.given):
            place = entry.field, simplified(entry.found)
            table[place] = (*table.get(place, ()), entry)
        object.__setattr__(self, "_table", table)

    def __bool__(self) -> bool:
        return bool(self.entries)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of subjects as the desk writes them, in Simplified, to be kept whole; places are known."""
        found = {simplified(entry.wanted) for entry in self.entries if entry.field == "subject"}
        return tuple(sorted(filter(_is_telling, found)))

    def applied(self, fact: Fact) -> Fact:
        """The fact as this desk writes it; each field is written once, by the entry that fits best.

        The fact keeps what was found there in `rewritten`; for a name that is the name itself.
        """
        written: list[Rewriting] = []
        for name in ENTRY_FIELDS:
            found = str(getattr(fact, name))
            entry, wanted = self._wanted(name, found, fact)
            if entry is not None and (wanted != found or entry.is_name):
                fact = fact if wanted == found else _reasoned(_with(fact, {name: wanted}), name)
                written.append(Rewriting(name, found, entry.found, entry.given))
        return replace(fact, rewritten=tuple(written)) if written else fact

    def applied_to(self, facts: Iterable[Fact]) -> Iterable[Fact]:
        """All of the facts as this desk writes them."""
        return map(self.applied, facts) if self.entries else facts

    def _wanted(self, name: str, found: str, fact: Fact) -> tuple[Entry | None, str]:
        entry = self._entry(name, simplified(found), fact)
        if entry is not None:
            return entry, entry.wanted
        return self._of_suffix(found, fact) if name == "subject" else (None, found)

    def _of_suffix(self, found: str, fact: Fact) -> tuple[Entry | None, str]:
        """重庆渝中 by the entry of 渝中: what stands before must be the name of a place."""
        for cut in range(2, len(found) - 1):
            head = found[:cut]
            entry = self._entry("subject", simplified(found[cut:]), fact)
            if entry is not None and gazetteer().named(simplified(head)):
                whole = simplified(entry.wanted).startswith(simplified(head))
                return entry, entry.wanted if whole else head + entry.wanted
        return None, found

    def _entry(self, name: str, found: str, fact: Fact) -> Entry | None:
        fitting = (entry for entry in self._table.get((name, found), ()) if _fits(entry, fact))
        return next(fitting, None)


def _fits(entry: Entry, fact: Fact) -> bool:
    if not entry.given:
        return True
    if entry.field == "indicator":
        return kind_of(entry.given) == kind_of(fact.unit)
    return simplified(entry.given) == simplified(fact.indicator)


def _reasoned(fact: Fact, name: str) -> Fact:
    """The fact with the dictionary as the reason of a field, as sure as what was found there.

    A unit goes with its number, whose reason stays.
    """
    if name == "unit":
        return fact
    reasons = tuple(replace(one, rule=f"{name}-house") if one.field == name else one for one in fact.reasons)
    return replace(fact, reasons=reasons)


def as_found(fact: Fact) -> Fact:
    """The fact as extraction found it, before any entry wrote a field."""
    return _with(fact, {item.field: item.found for item in fact.rewritten}) if fact.rewritten else fact


def _with(fact: Fact, fields: dict[str, str]) -> Fact:
    return replace(fact, **fields)  # type: ignore[arg-type]  # the fields of ENTRY_FIELDS are all text
