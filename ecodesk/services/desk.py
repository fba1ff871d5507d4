"""The desk: one open store and all that can be done with it."""

from __future__ import annotations

import logging
from pathlib import Path
from types import TracebackType
from typing import Self

from ecodesk.domain.errors import KnownError
from ecodesk.services.checking import Checking
from ecodesk.services.columns import Columns
from ecodesk.services.dictionary import Dictionary
from ecodesk.services.editing import Editing
from ecodesk.services.exporting import Exporting
from ecodesk.services.importing import Importing
from ecodesk.services.maintenance import Maintenance
from ecodesk.services.parting import Parting
from ecodesk.services.preferences import Preferences
from ecodesk.services.queries import Queries
from ecodesk.services.references import References
from ecodesk.services.remembering import Memory
from ecodesk.services.reviewing import Reviewing
from ecodesk.services.rewording import Rewording
from ecodesk.services.settings import Settings
from ecodesk.services.settling import Settling
from ecodesk.services.views import Views
from ecodesk.services.withdrawals import Withdrawals
from ecodesk.store.store import Store, open_store, restore_file

log = logging.getLogger(__name__)

BACKUPS = "backups"
"""Folder beside the desk's file that holds its rolling backups."""


class Desk:
    """The services over one store. All of them may be called from any thread."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self.settings = settings
        self.queries = Queries(store)
        self.checking = Checking(store)
        self.rules = self.checking.rules
        self.views = Views(store)
        self.memory = Memory(store)
        self.columns = Columns(settings.data_folder)
        self.preferences = Preferences(settings.data_folder)
        self.reviewing = Reviewing(store, self.checking, self.editor)
        self.settling = Settling(store, self.checking, self.reviewing, self.editor)
        self.dictionary = Dictionary(store, self.reviewing, self.editor)
        self.references = References(store, self.checking, self.editor, settings.data_folder)
        self.importing = Importing(store, self.checking, self.columns, self.dictionary, self.editor,
                                   settings.workers)
        self.parting = Parting(store, self.checking, self.dictionary, self.editor)
        self.editing = Editing(store, self.reviewing, self.dictionary, self.editor)
        self.rewording = Rewording(store, self.reviewing, self.editor)
        self.withdrawals = Withdrawals(store, self.checking, self.editor)
        self.exporting = Exporting(store, self.reviewing, self.editor)
        self.maintenance = Maintenance(store, self.reviewing.forget)
        self.preferences.on_change(self._preferred)

    @property
    def editor(self) -> str:
        """Who signs what is decided: the name set, else the account's."""
        return self.preferences.text("editor") or self.settings.editor

    def _preferred(self, key: str) -> None:
        if key == "editor":
            for service in (self.importing, self.reviewing, self.dictionary, self.references, self.parting,
                            self.exporting, self.settling, self.editing, self.rewording,
                            self.withdrawals):
                service.editor = self.editor
            # The next undo is the last step under the new name.
            self.reviewing.forget()

    @property
    def place(self) -> str:
        """Where the desk lies: a file, or a server's address without the password."""
        return self._store.place

    def close(self) -> None:
        """Close the store; everything decided is in it already.

        Once a day, when something was written, a desk in a file leaves a backup in `backups` beside it:
        at the end, so that no start waits for it.
        """
        self._roll()
        self._store.close()

    def _roll(self) -> None:
        path = self._store.path
        if path is None or not self._store.written:
            return
        try:
            self.maintenance.roll(path.parent / BACKUPS, self.preferences.number("backups"))
        except (KnownError, OSError) as error:
            log.warning("no backup of %s: %s", path, error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()


def open_desk(settings: Settings) -> Desk:
    """Open the desk, making or upgrading its database. StoreError when it must not or cannot be opened."""
    return Desk(open_store(settings.database_url), settings)


def restore_desk(settings: Settings, backup: Path) -> Path | None:
    """Restore a desk that may be too damaged to open; returns where its former state was kept.

    StoreError when the backup is not sound, or the desk is on a server.
    """
    return restore_file(settings.database_url, backup)


