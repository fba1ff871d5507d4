"""What the desk is filtered by: facets, the words looked for, and filters kept under a name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Facet(StrEnum):
    """One side of a fact by which lists are filtered and counted.

    Values are as stored: the code of a status or a verdict, the kind of the check that speaks loudest, the
    title of a batch, a document's name, the kind of a unit (area, count:家), Trust for `trust`; "" is a fact
    that has none.
    """

    STATUS = "status"  # 审定
    FINDING = "finding"  # 核查结果
    KIND = "kind"  # 核查种类
    TRUST = "trust"  # 把握
    BATCH = "batch"  # 批次
    DOCUMENT = "document"  # 稿件
    SUBJECT = "subject"  # 主体
    INDICATOR = "indicator"  # 指标
    UNIT = "unit"  # 单位种类
    PERIOD = "period"  # 时间
    PLACE = "place"  # 地点
    EDITOR = "editor"  # 审定人


Picks = frozenset[tuple[Facet, str]]
"""Values that were chosen: of one facet any of them will do, every facet named must agree."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What typed words ask for.

    A fact answers when a text about it holds one of `words`, in either script; when its own words hold one of
    `forms`; or when its value or upper value is `value` and, unless `kind` is "", its unit is of that kind.
    """

    words: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    value: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """Which facts of the desk an editor wants to see: values chosen by facet, and words."""

    chosen: Picks = frozenset()
    words: str = ""

    def of(self, facet: Facet) -> frozenset[str]:
        """Values chosen of one facet."""
        return frozenset(value for name, value in self.chosen if name is facet)

    def turned(self, facet: Facet, value: str) -> DeskFilter:
        """With the value chosen, or no longer chosen."""
        return replace(self, chosen=self.chosen ^ {(facet, value)})

    def without(self, facet: Facet) -> DeskFilter:
        """As if nothing of this facet were chosen."""
        return replace(self, chosen=frozenset(pair for pair in self.chosen if pair[0] is not facet))

    @property
    def empty(self) -> bool:
        return not self.chosen and not self.words.strip()


@dataclass(frozen=True, slots=True)
class Tally:
    """Values of one facet with how many facts have each, the most frequent first; `more` were left out."""

    facet: Facet
    values: tuple[tuple[str, int], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """A filter kept under a name."""

    name: str
    filter: DeskFilter
