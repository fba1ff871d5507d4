"""Compact JSON and plain columns for the parts of the domain that are not columns by themselves."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import lru_cache

from ecodesk.domain.decisions import FieldChange
from ecodesk.domain.facts import Fact, Measure, Modality, Qualifier, Rewriting
from ecodesk.domain.findings import Extent, Suggestion, Verdict
from ecodesk.domain.reasons import REASONED, Reason
from ecodesk.domain.rulings import Choice, Settlement
from ecodesk.domain.text import Block, BlockKind, Damage, DamageKind, OffsetMap, Run, Span

SEVERITY = {
    Verdict.CONFLICT: 9,
    Verdict.FAILS: 8,
    Verdict.QUERY: 7,
    Verdict.SCOPE: 6,
    Verdict.KEPT: 6,
    Verdict.PERIOD: 5,
    Verdict.ROUNDED: 4,
    Verdict.SAME: 3,
    Verdict.HOLDS: 2,
    Verdict.SINGLE: 1,
    Verdict.NOTE: 0,
}
"""Which verdict a fact shows when it has several: the highest."""

FIELD_TYPES: dict[str, type[str]] = {"qualifier": Qualifier, "measure": Measure, "modality": Modality}

# NUL is refused by PostgreSQL and lone surrogates by both; one character for one, so that spans stay.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with every character that a database refuses replaced by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def digest(text: str) -> str:
    """Hexadecimal SHA-256 of the UTF-8 text."""
    return hashlib.sha256(text.encode()).hexdigest()


def dump(value: object) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def moment_text(at: datetime) -> str:
    """An aware time as sortable UTC text."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime | None:
    """The time back, None for ""."""
    return datetime.fromisoformat(text) if text else None


def magnitude_of(fact: Fact) -> float:
    """The value for sorting, 0 where it is not a number; beyond float range the largest float."""
    number = fact.number
    if number is None:
        return 0.0
    size = float(number)
    return size if math.isfinite(size) else math.copysign(1.7e308, size)


def dump_offsets(offsets: OffsetMap) -> str:
    """Runs as one flat list: clean, source, length, clean, ..."""
    return dump([number for run in offsets.runs for number in (run.clean, run.source, run.length)])


def load_offsets(text: str) -> OffsetMap:
    """The map back."""
    numbers: list[int] = json.loads(text)
    return OffsetMap(Run(*numbers[at : at + 3]) for at in range(0, len(numbers), 3))


def dump_blocks(blocks: Sequence[Block]) -> str:
    """Blocks as [kind, start, end]."""
    return dump([[block.kind, block.span.start, block.span.end] for block in blocks])


def load_blocks(text: str) -> tuple[Block, ...]:
    """The blocks back."""
    return tuple(Block(BlockKind(kind), Span(start, end)) for kind, start, end in json.loads(text))


def dump_damage(damage: Sequence[Damage]) -> str:
    """Damage as [kind, start, end, message]."""
    return dump([[item.kind, item.span.start, item.span.end, storable(item.message)] for item in damage])


def load_damage(text: str) -> tuple[Damage, ...]:
    """The damage back."""
    return tuple(
        Damage(DamageKind(kind), Span(start, end), message) for kind, start, end, message in json.loads(text)
    )


def dump_reasons(reasons: Sequence[Reason]) -> str:
    """Rule and confidence in percent of each reasoned field in turn: unit:98;none:99;;topic:68.

    Every fact has them, so they are kept short: the field is told by the place, its prefix is left out.
    """
    told = {one.field: f"{_bare(one)}:{round(one.confidence * 100)}" for one in reasons}
    return ";".join(told.get(field, "") for field in REASONED) if told else ""


def _bare(reason: Reason) -> str:
    return reason.rule.removeprefix(f"{reason.field}-").replace(";", ",")


@lru_cache(maxsize=50_000)
def load_reasons(text: str) -> tuple[Reason, ...]:
    """The reasons back. The facts of a desk share few of them: each is made once."""
    found = []
    for field, told in zip(REASONED, text.split(";"), strict=False):
        rule, _, percent = told.rpartition(":")
        if rule:
            found.append(Reason(field, f"{field}-{rule}", int(percent) / 100))
    return tuple(found)


def dump_changes(changes: Sequence[FieldChange]) -> str:
    """Field changes as [field, before, after], "" for none."""
    return dump([[change.field, change.before, change.after] for change in changes]) if changes else ""


def load_changes(text: str) -> tuple[FieldChange, ...]:
    """The changes back."""
    return tuple(FieldChange(*parts) for parts in json.loads(text)) if text else ()


def dump_rewritten(rewritten: Sequence[Rewriting]) -> str:
    """Fields that the dictionary wrote as [field, found, entry, given], "" for none."""
    return dump([[item.field, item.found, item.entry, item.given] for item in rewritten]) if rewritten else ""


def load_rewritten(text: str) -> tuple[Rewriting, ...]:
    """They back."""
    return tuple(Rewriting(*parts) for parts in json.loads(text)) if text else ()


def dump_suggestion(suggestion: Suggestion | None) -> str:
    """A suggestion as JSON, "" for none."""
    return dump(asdict(suggestion)) if suggestion else ""


def load_suggestion(text: str) -> Suggestion | None:
    """The suggestion back."""
    return Suggestion(**json.loads(text)) if text else None


def dump_extent(extent: Extent | None) -> str:
    """An extent as JSON, "" for none."""
    return dump(asdict(extent)) if extent else ""


def load_extent(text: str) -> Extent | None:
    """The extent back."""
    return Extent(**json.loads(text)) if text else None


def dump_settlement(settlement: Settlement | None) -> str:
    """What was ruled about a group as JSON, "" for nothing."""
    return dump(asdict(settlement) | {"at": moment_text(settlement.at)}) if settlement else ""


def load_settlement(text: str) -> Settlement | None:
    """It back."""
    if not text:
        return None
    told = json.loads(text)
    told |= {"choice": Choice(told["choice"]), "at": moment_of(told["at"])}
    return Settlement(**told | {"departing": tuple(told["departing"])})


def with_fields(fact: Fact, fields: dict[str, str]) -> Fact:
    """The fact with some editable fields set from their stored text."""
    typed = {name: FIELD_TYPES.get(name, str)(value) for name, value in fields.items()}
    return replace(fact, **typed)  # type: ignore[arg-type]
