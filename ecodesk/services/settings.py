"""Where the desk lies and who works at it: read once at the start, then handed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

FILE_NAME = "desk.sqlite3"
_USER_VARIABLES = ("ECODESK_EDITOR", "USER", "LOGNAME", "USERNAME")
_NOBODY = "编辑"


@dataclass(frozen=True, slots=True)
class Settings:
    """`database_url` is sqlite:///path or postgresql://…; `workers` counts processes for long tasks."""

    database_url: str
    data_folder: Path
    editor: str
    workers: int


def load_settings(environ: Mapping[str, str], database: str | None = None) -> Settings:
    """Settings from the environment; `database`, a URL or a path, goes before ECODESK_DATABASE.

    ECODESK_HOME is the data folder (else the system's own place for user data), ECODESK_EDITOR the
    editor's name (else the account's). Nothing is created.
    """
    home = environ.get("ECODESK_HOME", "").strip()
    folder = Path(home).expanduser() if home else Path(platformdirs.user_data_dir("EcoDesk", appauthor=False))
    chosen = (database or environ.get("ECODESK_DATABASE", "")).strip()
    url = database_url(chosen) if chosen else database_url(str(folder / FILE_NAME))
    names = (environ.get(variable, "").strip() for variable in _USER_VARIABLES)
    editor = next((name for name in names if name), _NOBODY)
    return Settings(url, folder, editor, min(os.cpu_count() or 1, 4))


def database_url(text: str) -> str:
    """A URL as it is, a path as an SQLite URL."""
    if "://" in text:
        return text
    return f"sqlite:///{Path(text).expanduser().absolute()}"
