"""The plug point Rule: figures of a form of their own, found before plain numbers with units."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

from ecodesk.extraction import compounds, special
from ecodesk.extraction.digits import DIGIT_CHARS
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.signs import holds_any
from ecodesk.extraction.trillions import trillions
from ecodesk.knowledge.plugins import load_plugins, run_plugin

GROUP = "ecodesk.rules"


@runtime_checkable
class Rule(Protocol):
    """Finds figures of one form in a text.

    A plug-in offers an instance, or a class without arguments, under the entry points `ecodesk.rules`.
    `in_names` is True for a form that also counts inside titles and quoted names (评为“五星企业”).
    """

    @property
    def code(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def in_names(self) -> bool: ...

    def find(self, text: str) -> Iterable[Mention]:
        """Figures of a text in Simplified with half-width digits; spans are code points of that text."""


@dataclass(frozen=True)
class FormRule:
    """A rule made of one function; only a text that `may_hold` what it finds is looked over."""

    code: str
    title: str
    finder: Callable[[str], Iterable[Mention]]
    may_hold: Callable[[str], bool]
    in_names: bool = False

    def find(self, text: str) -> Iterable[Mention]:
        """See Rule.find."""
        return self.finder(text) if self.may_hold(text) else ()


_RATIOS = tuple(rf"{sign}(?<=[0-9\s].)\s?[0-9.]{{1,6}}\s?[:：∶]" for sign in ":：∶")
BUILTIN: tuple[Rule, ...] = (
    FormRule("rank", "名次", special.ranks, holds_any("第", "前")),
    FormRule("greatest", "第几大", special.greatest, holds_any("第")),
    FormRule("grade", "等级", special.grades, holds_any("类(?<=[Ⅰ-ⅥIV].)", "级(?<=[Ⅰ-ⅥIVA-D+].)")),
    FormRule("alert", "响应级别", special.alerts, holds_any("级(?<=[一二三四].)"), in_names=True),
    FormRule("stars", "星级", special.stars, holds_any("星(?<=[一二三四五1-5].)"), in_names=True),
    FormRule("doubling", "翻番", special.doublings, holds_any("翻")),
    FormRule("structure", "构成比", special.structures, holds_any(*_RATIOS), in_names=True),
    FormRule("score", "比分", special.scores, holds_any("")),
    FormRule("per-many", "十万分比", special.per_many, holds_any("/")),
    FormRule("tenths", "几成", special.tenths, holds_any("成")),
    FormRule("great", "几大", special.greats, holds_any("大")),
    FormRule("scale", "数量级", special.scales, holds_any("级(?<=[十百千万亿元吨瓦亩].)")),
    FormRule("trillion", "兆", trillions, holds_any(f"兆(?<=[0-9,{DIGIT_CHARS}十百千余多].)")),
    FormRule("casualties", "伤亡", special.casualties, holds_any("死")),
    FormRule("medals", "奖牌", special.medals, holds_any(*(f"{metal}(?<=[0-9].)" for metal in "金银铜"))),
    FormRule("half-of", "一半", special.halves_of, holds_any("半")),
    FormRule("pressure", "血压", special.pressures, holds_any("汞", "mmHg")),
    FormRule("clocked", "用时", compounds.clocked, holds_any("秒")),
    FormRule("two-units", "两级单位", compounds.two_units, holds_any("")),
    FormRule("metres", "米数", compounds.metres, holds_any("米(?<=[0-9].)[0-9]")),
    FormRule("half", "带半", compounds.halves, holds_any("半")),
)


@dataclass(frozen=True)
class _Guarded:
    """A plug-in's rule: what it raises is reported, and it finds nothing."""

    rule: Rule

    @property
    def in_names(self) -> bool:
        return self.rule.in_names

    def find(self, text: str) -> Iterable[Mention]:
        return run_plugin(GROUP, self.rule.code, lambda: self.rule.find(text))


@cache
def all_rules() -> tuple[Rule | _Guarded, ...]:
    """Built-in rules, then plug-ins."""
    added = load_plugins(GROUP, Rule)  # type: ignore[type-abstract]
    return (*BUILTIN, *map(_Guarded, added))
