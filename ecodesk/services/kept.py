"""Small JSON files of the data folder that an editor may also look at: written whole, never lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

DAMAGED = ".damaged"
"""Added to the name of a file that cannot be read any more, when a new one is written."""


def write_kept(path: Path, value: object) -> None:
    """Write a value in place of what the file held. WorkbookError or OSError when it cannot be written."""
    # What is only read at the start needs no spreadsheets.
    from ecodesk.exporting.atomic import in_place_of

    path.parent.mkdir(parents=True, exist_ok=True)
    with in_place_of(path) as temporary:
        temporary.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def put_aside(path: Path) -> None:
    """Keep a damaged file under another name, so that nothing is lost. OSError when it cannot be moved."""
    os.replace(path, path.with_name(path.name + DAMAGED))
