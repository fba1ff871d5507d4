"""The plug point Rule: figures of a form of their own, found before plain numbers with units."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

from ecodesk.extraction import compounds, special
from ecodesk.extraction.mention import Mention
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
    """A rule made of one function; only texts with one of the `signs` can hold what it finds."""

    code: str
    title: str
    finder: Callable[[str], Iterable[Mention]]
    signs: tuple[str, ...] = ("",)
    in_names: bool = False

    def find(self, text: str) -> Iterable[Mention]:
        """See Rule.find."""
        for sign in self.signs:
            if sign in text:
                return self.finder(text)
        return ()


BUILTIN: tuple[Rule, ...] = (
    FormRule("rank", "名次", special.ranks, ("第", "前")),
    FormRule("greatest", "第几大", special.greatest, ("第",)),
    FormRule("grade", "等级", special.grades, ("类", "级")),
    FormRule("alert", "响应级别", special.alerts, ("级",), in_names=True),
    FormRule("stars", "星级", special.stars, ("星",), in_names=True),
    FormRule("doubling", "翻番", special.doublings, ("番", "倍")),
    FormRule("structure", "构成比", special.structures, (":", "：", "∶"), in_names=True),
    FormRule("score", "比分", special.scores, ("比", ":", "：", "∶", "-", "–", "—")),
    FormRule("per-many", "十万分比", special.per_many, ("/",)),
    FormRule("tenths", "几成", special.tenths, ("成",)),
    FormRule("great", "几大", special.greats, ("大",)),
    FormRule("scale", "数量级", special.scales, ("级",)),
    FormRule("trillion", "兆", trillions, ("兆",)),
    FormRule("casualties", "伤亡", special.casualties, ("死",)),
    FormRule("medals", "奖牌", special.medals, ("金", "银", "铜")),
    FormRule("half-of", "一半", special.halves_of, ("半",)),
    FormRule("pressure", "血压", special.pressures, ("汞", "mmHg")),
    FormRule("clocked", "用时", compounds.clocked, ("秒",)),
    FormRule("two-units", "两级单位", compounds.two_units),
    FormRule("metres", "米数", compounds.metres, ("米",)),
    FormRule("half", "带半", compounds.halves, ("半",)),
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
