"""Tables of the store as they are now; migrations/ says how a file comes to have them.

Numbers of the copy are exact text; `magnitude` beside them is a float and serves sorting only.
Times are UTC ISO text with microseconds, so that they sort and compare alike on both databases.
"""

from __future__ import annotations

from ecodesk.store.tables.base import META, Base
from ecodesk.store.tables.checked import BLOCK, COMMON, COMPARED, FINDING, FINDING_FACT, LINK
from ecodesk.store.tables.copy import ARTICLE, BATCH, FACT, SKETCH, SOURCE_FILE, VERSION
from ecodesk.store.tables.decided import DECISION, EDITOR, ENTRY, RULING, STEP, WORDING
from ecodesk.store.tables.trusted import FACT_REFERENCE, REFERENCE, REFERENCE_CHANGE

__all__ = [
    "ARTICLE",
    "BATCH",
    "BLOCK",
    "COMMON",
    "COMPARED",
    "DECISION",
    "EDITOR",
    "ENTRY",
    "FACT",
    "FACT_REFERENCE",
    "FINDING",
    "FINDING_FACT",
    "LINK",
    "META",
    "REFERENCE",
    "REFERENCE_CHANGE",
    "RULING",
    "SKETCH",
    "SOURCE_FILE",
    "STEP",
    "VERSION",
    "WORDING",
    "Base",
]
