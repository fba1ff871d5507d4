"""Signs of a form: what a text must hold for a slower pattern to find anything in it."""

from __future__ import annotations

import re
from collections.abc import Callable

_SHORTEST_PATTERN = 2


def holds_any(*signs: str) -> Callable[[str], bool]:
    """A test whether a text holds one of the signs: characters, words, or patterns.

    A pattern begins with one literal character and looks back from there: the engine finds a character ten
    times faster than any of a class. Its first character alone is found five times faster still: what a text
    holds none of is not looked for.
    """
    chars = tuple(sign for sign in signs if len(sign) < _SHORTEST_PATTERN)
    words = tuple((sign[0], sign) for sign in signs if sign not in chars and sign.isalnum())
    patterns = (sign for sign in signs if sign not in chars and not sign.isalnum())
    searches = tuple((sign[0], re.compile(sign).search) for sign in patterns)

    def holds(text: str) -> bool:
        # Plain loops: any() takes three times as long.
        for char in chars:
            if char in text:
                return True
        for first, word in words:
            if first in text and word in text:
                return True
        for first, search in searches:  # noqa: SIM110
            if first in text and search(text) is not None:
                return True
        return False

    return holds
