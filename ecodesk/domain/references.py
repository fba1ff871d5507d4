"""Reference values (权威数据): figures the newsroom trusts, with the source they are taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ecodesk.domain.facts import Measure, Modality, Qualifier
from ecodesk.domain.findings import Verdict
from ecodesk.domain.views import Changes

REFERENCE_KIND = "reference"
"""Code of the check that holds facts against references, and the kind of its findings."""


class ReferenceState(StrEnum):
    """Whether facts are held against a reference."""

    ACTIVE = "active"  # 在用
    REMOVED = "removed"  # 已移除: kept for the record and for undo


class ReferenceColumn(StrEnum):
    """What a column of a table of references holds; a field of the reference each, in the order of a form."""

    SUBJECT = "subject"  # 主体
    INDICATOR = "indicator"  # 指标
    VALUE = "value"  # 数值
    VALUE_HIGH = "value_high"  # 上限
    UNIT = "unit"  # 单位
    PERIOD = "period"  # 时间
    PLACE = "place"  # 地点
    SOURCE = "source"  # 出处
    DATED = "dated"  # 出处日期
    PAGE = "page"  # 页码
    QUALIFIER = "qualifier"  # 约数词
    MEASURE = "measure"  # 数别
    MODALITY = "modality"  # 语气: whether it is an aim or a plan
    NOTE = "note"  # 备注


WHOLE_TABLE = (ReferenceColumn.SOURCE, ReferenceColumn.DATED, ReferenceColumn.PERIOD, ReferenceColumn.PLACE,
               ReferenceColumn.UNIT, ReferenceColumn.SUBJECT, ReferenceColumn.INDICATOR)
"""What may be said once for a whole table that has no column for it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One figure of a source.

    `value` and `value_high` are exact decimals with the multiplier expanded, `unit` is without it, `period`
    is normalised, all as in a Fact. `text` is the figure as the source prints it with its unit (13.5万吨),
    which tells how exact it is. `dated` is the source's date in ISO form, or what is known of it. A
    planned one is an aim, and plans are held against it.
    """

    subject: str = ""
    indicator: str = ""
    value: str = ""
    value_high: str = ""
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    measure: Measure = Measure.AMOUNT
    period: str = ""
    place: str = ""
    source: str = ""
    dated: str = ""
    page: str = ""
    note: str = ""
    text: str = ""
    modality: Modality = Modality.ACTUAL


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A reference as it stands; `facts` counts the current facts of its own time that are held against it.

    `revision` counts its changes; `editor` and `at` (aware UTC) are of the last one.
    """

    id: int
    reference: Reference
    state: ReferenceState
    revision: int
    editor: str
    at: datetime
    facts: int = 0


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One reference that a fact was held against, and how the two stand."""

    row: ReferenceRow
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many facts (claims and rejected ones left out) have a reference of their own time.

    `agreeing` and `differing` are those whose reference says the same, or something else.
    """

    facts: int = 0
    covered: int = 0
    agreeing: int = 0
    differing: int = 0

    @property
    def percent(self) -> int:
        """Share of the facts with a reference, rounded down, in percent."""
        return self.covered * 100 // self.facts if self.facts else 0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(self.facts + other.facts, self.covered + other.covered,
                        self.agreeing + other.agreeing, self.differing + other.differing)


@dataclass(frozen=True, slots=True)
class ReferenceCoverage:
    """Coverage of the whole desk, and of each batch by its row id; `references` counts those in use."""

    references: int = 0
    total: Coverage = field(default_factory=Coverage)
    batches: Mapping[int, Coverage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReferenceLayout:
    """What the columns of a table of references hold: pairs of a column's name and its meaning.

    A column is named by its header, or 第3列 where it has none. `headers` are all headers of the table,
    `sheet` restricts the layout to one sheet. `common` says what holds for every row without a cell of its
    own: the source, its date, the period, the place, the unit.
    """

    columns: tuple[tuple[str, ReferenceColumn], ...] = ()
    headers: tuple[str, ...] = ()
    sheet: str | None = None
    common: tuple[tuple[ReferenceColumn, str], ...] = ()

    def named(self, column: ReferenceColumn) -> str:
        """Name of the column that holds this, "" where none does."""
        return next((name for name, meaning in self.columns if meaning is column), "")


class ReferenceOutcome(StrEnum):
    """What became of a row of a table of references."""

    ADDED = "added"  # 新增
    UPDATED = "updated"  # 更新
    SAME = "same"  # 未变
    SKIPPED = "skipped"  # 跳过
    FAILED = "failed"  # 未导入


@dataclass(frozen=True, slots=True)
class ReferenceImportRow:
    """A row of a table and what became of it; `number` is the row's own in its sheet, from 1.

    `words` say what the row is about, `message` what changed or why it was left out.
    """

    sheet: str
    number: int
    outcome: ReferenceOutcome
    words: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceReport:
    """What an import of references did, row by row; `text` is all of it, to be copied.

    `cancelled`: nothing was taken in, or the facts were not all held against what was (then `unchecked`).
    """

    name: str
    rows: tuple[ReferenceImportRow, ...]
    changes: Changes = field(default_factory=Changes)
    cancelled: bool = False
    unchecked: bool = False
    notes: tuple[str, ...] = ()
    text: str = ""

    def count(self, outcome: ReferenceOutcome) -> int:
        """How many rows came to this."""
        return sum(row.outcome is outcome for row in self.rows)
