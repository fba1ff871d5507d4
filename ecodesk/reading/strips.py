"""Strips: pieces of text whose every character knows where it stood in the source."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field


def _no_positions() -> array[int]:
    return array("q")


@dataclass(frozen=True, slots=True)
class Strip:
    """Text with the source position of each of its characters; `text` and `at` have the same length."""

    text: str = ""
    at: array[int] = field(default_factory=_no_positions)

    def __post_init__(self) -> None:
        if len(self.text) != len(self.at):
            raise ValueError(f"{len(self.text)} characters, {len(self.at)} positions")

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Strip:
        """The part of a source text from `start` to `end`, unchanged."""
        stop = len(source) if end is None else end
        return cls(source[start:stop], array("q", range(start, stop)))

    @classmethod
    def char(cls, text: str, position: int) -> Strip:
        """Text that stands for something else at `position`, such as an entity."""
        return cls(text, array("q", [position]) * len(text))

    @classmethod
    def join(cls, parts: Iterable[Strip]) -> Strip:
        """The parts one after the other."""
        held = list(parts)
        if len(held) == 1:
            return held[0]
        at = array("q")
        for part in held:
            at.extend(part.at)
        return cls("".join(part.text for part in held), at)

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int | None = None) -> Strip:
        """The part from `start` to `end`; negative numbers count from the end."""
        return Strip(self.text[start:end], self.at[start:end])

    def strip(self, characters: str | None = None) -> Strip:
        """The part without white space (or `characters`) at both ends."""
        text = self.text.lstrip(characters)
        start = len(self.text) - len(text)
        text = text.rstrip(characters)
        return self if len(text) == len(self.text) else self.slice(start, start + len(text))

    def without(self, spans: Iterable[tuple[int, int]]) -> Strip:
        """The strip with the given ranges cut out; the ranges ascend and do not overlap."""
        parts: list[Strip] = []
        position = 0
        for start, end in spans:
            if start > position:
                parts.append(self.slice(position, start))
            position = end
        if not position:
            return self
        parts.append(self.slice(position))
        return Strip.join(parts)

    def drop(self, pattern: re.Pattern[str]) -> Strip:
        """The strip without what the pattern matches."""
        return self.without([match.span() for match in pattern.finditer(self.text) if match.group()])

    def replace_text(self, text: str) -> Strip:
        """The same positions with other characters, one for one."""
        return self if text == self.text else Strip(text, self.at)
