"""Chinese labels of the desk's codes (resources/labels.csv), the same on screen and in the workbook."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TypeVar

from ecodesk.domain.decisions import GONE, Gone, Status
from ecodesk.domain.entries import EntryState
from ecodesk.domain.facets import Facet
from ecodesk.domain.facts import EDITABLE, RECORD_FIELDS, Measure, Modality, Qualifier
from ecodesk.domain.findings import Verdict
from ecodesk.domain.reasons import Trust
from ecodesk.domain.references import ReferenceColumn, ReferenceOutcome, ReferenceState
from ecodesk.domain.remembering import Alike
from ecodesk.domain.rulings import Choice
from ecodesk.domain.tables import Column
from ecodesk.domain.text import BlockKind, DamageKind
from ecodesk.domain.views import FactOrder, ImportStatus
from ecodesk.knowledge.tables import read_table

COLUMNS = ("group", "code", "label")

GROUPS: dict[str, type[StrEnum]] = {
    "status": Status,
    "gone": Gone,
    "measure": Measure,
    "qualifier": Qualifier,
    "modality": Modality,
    "verdict": Verdict,
    "choice": Choice,
    "damage": DamageKind,
    "block": BlockKind,
    "trust": Trust,
    "alike": Alike,
    "order": FactOrder,
    "facet": Facet,
    "import": ImportStatus,
    "entry": EntryState,
    "column": Column,
    "reference": ReferenceState,
    "referencecolumn": ReferenceColumn,
    "outcome": ReferenceOutcome,
}
Member = TypeVar("Member", bound=StrEnum)
_GROUP_OF = {enum: group for group, enum in GROUPS.items()}
_FIELDS = frozenset(RECORD_FIELDS) | frozenset(EDITABLE) | {"status", "note", "source", GONE}


@cache
def _labels() -> dict[str, dict[str, str]]:
    """group -> code -> label; ValueError where the table and the enums do not fit."""
    table: dict[str, dict[str, str]] = {}
    for row in read_table("labels.csv", COLUMNS):
        group = table.setdefault(row["group"], {})
        if row["code"] in group or not row["label"]:
            raise ValueError(f"labels.csv: {row['group']} {row['code']!r} stands twice or has no label")
        group[row["code"]] = row["label"]
    expected = {group: {str(member) for member in enum} for group, enum in GROUPS.items()}
    expected["field"] = set(_FIELDS)
    for name in ("check", "kind"):  # open to plug-ins, and to units yet to come
        expected[name] = set(table.get(name, {}))
    for name in expected.keys() | table.keys():
        if expected.get(name, set()) != set(table.get(name, {})):
            raise ValueError(f"labels.csv: group {name} does not fit the codes of the program")
    for name, group in table.items():
        if len(set(group.values())) != len(group):
            raise ValueError(f"labels.csv: two codes of {name} share a label")
    return table


def label(code: StrEnum) -> str:
    """The Chinese word for an enum member: Status.VERIFIED -> 已核."""
    return _labels()[_GROUP_OF[type(code)]][str(code)]


def field_label(name: str) -> str:
    """The Chinese heading of a field of the public record, `status`, `note`, `source` or `gone`."""
    return _labels()["field"][name]


def check_label(kind: str) -> str:
    """The Chinese name of a check by the kind of its findings; the kind itself for a plug-in's check."""
    return _labels()["check"].get(kind, kind)


def kind_label(kind: str) -> str:
    """What a kind of unit measures: area is 面积, money:CNY/mass 人民币/重量; count:家 is 家."""
    table = _labels()["kind"]
    return "/".join(table.get(part, part.partition(":")[2] or part) for part in kind.split("/"))


def labels(enum: type[StrEnum]) -> tuple[str, ...]:
    """All labels of an enum in its own order, for a drop-down."""
    return tuple(label(member) for member in enum)


def code_of(enum: type[Member], text: str) -> Member | None:
    """The member that a label or a code names, None where neither: 已核 or verified -> Status.VERIFIED."""
    words = text.strip()
    for member in enum:
        if words in (label(member), str(member)):
            return member
    return None
