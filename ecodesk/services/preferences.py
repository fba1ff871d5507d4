"""What this editor has set, kept in a file of the data folder; whoever asks is told of every change."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

from ecodesk.domain.errors import UsageError, WorkbookError
from ecodesk.knowledge.preferences import preference, preferences
from ecodesk.services.kept import put_aside, write_kept

log = logging.getLogger(__name__)

FILE_NAME = "preferences.json"


class Preferences:
    """Values by key, defaults where nothing was set. Only what differs from the defaults is kept."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._values = self._read()
        self._told: list[Callable[[str], None]] = []

    def text(self, key: str) -> str:
        """The value as it is kept."""
        return self._values.get(key, preference(key).default)

    def number(self, key: str) -> int:
        return int(self.text(key))

    def flag(self, key: str) -> bool:
        return self.text(key) == "1"

    def put(self, key: str, value: str) -> None:
        """Set a value and keep it. UsageError when it cannot have that value or cannot be kept; then all is
        as it was."""
        declared = preference(key)
        if not declared.takes(value):
            raise UsageError("services.preference-value", title=declared.title, value=value)
        if value == self.text(key):
            return
        values = {**self._values, key: value}
        if value == declared.default:
            del values[key]
        self._write(values)
        self._values = values
        for tell in self._told:
            tell(key)

    def reset(self) -> None:
        """All defaults again."""
        for key in list(self._values):
            self.put(key, preference(key).default)

    @property
    def changed(self) -> frozenset[str]:
        """Keys that differ from their defaults."""
        return frozenset(self._values)

    def on_change(self, tell: Callable[[str], None]) -> None:
        """Call `tell` with the key of every value set from now on, in the thread that sets it."""
        self._told.append(tell)

    def _read(self) -> dict[str, str]:
        """What the file holds and still fits; a file that cannot be read is put aside, not lost."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            log.warning("preferences %s: %s", self.path, error)
            if isinstance(error, ValueError):
                put_aside(self.path)
            return {}
        values = kept if isinstance(kept, dict) else {}
        known = {one.key: one for one in preferences()}
        return {key: value for key, value in values.items()
                if isinstance(value, str) and key in known and known[key].takes(value)}

    def _write(self, values: dict[str, str]) -> None:
        try:
            write_kept(self.path, values)
        except (WorkbookError, OSError) as error:
            raise UsageError("services.preference-unkept", where=str(self.path)) from error
