"""Codes of Word's fields: the one whose words are printed though it has no result."""

from __future__ import annotations

import re

READING = re.compile(
    r"\s*EQ\s[^()]{0,200}\\o\\a[a-z]?\s*\(\s*\\s\\up\s*\d+\s*\([^()]{0,60}\)\s*[,;](?P<words>[^()]{1,60})\)"
)
"""A reading set above characters, which old Word files and RTF keep as a formula: the characters themselves
are its last argument."""
LONGEST_READING = 400
