"""What a step found out about a figure, with the rule that told it."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """A period or a place ("" where nothing tells) and the code of its rule in resources/rules.csv."""

    value: str
    rule: str
