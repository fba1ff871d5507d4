"""Bars of the page 概览 as data: what each counts and what it opens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A coloured part of a bar."""

    count: int
    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its name; `target` is told when it is chosen, None for a bar that opens nothing."""

    name: str
    parts: tuple[Part, ...]
    total: int
    words: str
    target: object = None

    @property
    def told(self) -> str:
        """The bar in words, for tool tips and screen readers."""
        parts = "，".join(f"{part.label} {part.count:,}" for part in self.parts if part.count)
        return f"{self.name}　{self.words}" + (f"（{parts}）" if len(self.parts) > 1 and parts else "")
