"""Where the tables of resources/ lie, and how a table is read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path


@cache
def data_folder(name: str) -> Path:
    """Folder `resources` or `seeds`: inside an installed package, else beside it in a checkout.

    Raises FileNotFoundError when the installation is broken.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"data folder {name} is missing beside {package}")


def resource_path(name: str) -> Path:
    """Path of a file in resources/."""
    return data_folder("resources") / name


def read_table(name: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Rows of a UTF-8 CSV table of resources/, stripped; lines that begin with # are comments.

    Raises ValueError with file and line when the header or a row does not fit `columns`.
    """
    path = resource_path(name)
    with path.open(encoding="utf-8", newline="") as handle:
        lines = ((number, line) for number, line in enumerate(handle, 1) if line.strip() and line[0] != "#")
        numbered = list(lines)
    reader = csv.reader([line for _, line in numbered])
    for (number, _), cells in zip(numbered, reader, strict=True):
        cells = [cell.strip() for cell in cells]
        if number == numbered[0][0]:
            if cells != list(columns):
                raise ValueError(f"{path}:{number}: header {cells}, expected {list(columns)}")
            continue
        if len(cells) != len(columns):
            raise ValueError(f"{path}:{number}: {len(cells)} cells, expected {len(columns)}")
        yield dict(zip(columns, cells, strict=True))
