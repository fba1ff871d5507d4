"""Learning from the editor in the window: what a correction teaches is told, and used on request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ecodesk.domain.entries import Entry, EntryRow, EntryState
from ecodesk.domain.views import Changes, FactRow
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.dialogs.entry_form import EntryForm
from ecodesk.gui.dialogs.house_words import HouseWordsDialog
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.models.entries import words_of
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.theme import Look
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_NAMED = 2  # entries that the message bar names
_TABLE = "词条表 (*.csv)"


class HouseWords(QObject):
    """Offers entries in the message bar, and shows the dictionary beside the window."""

    fact_wanted = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs, reviewer: Reviewer, actions: Actions, look: Look,
                 bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._jobs, self._reviewer = desk, jobs, reviewer
        self._actions, self._look, self._bar, self._window = actions, look, bar, window
        self.dialog: HouseWordsDialog | None = None
        self.form: EntryForm | None = None
        actions.on("dictionary", self.show)
        actions.on("answer", bar.answer)
        reviewer.corrected.connect(self.look_at)
        reviewer.changed.connect(self._changed)

    # What corrections teach

    def look_at(self, fact_ids: Sequence[int]) -> None:
        """Facts were corrected by hand: offer what that teaches."""
        ids, dictionary = tuple(fact_ids), self._desk.dictionary
        # The write lane: the answer belongs to the correction just made, whatever is read meanwhile.
        self._jobs.write(lambda: (dictionary.noted(ids), dictionary.contradicted(ids)),
                         lambda found: self._offer(*found))

    def _offer(self, rows: Sequence[EntryRow], contradicted: Sequence[EntryRow]) -> None:
        if contradicted:
            shown = "；".join(words_of(row.entry) for row in contradicted)
            self._tell(message("gui-entry-contradicted", words=shown),
                       self._keyed("停用词条"), lambda: self._switch(contradicted, False))
            return
        proposed = [row for row in rows if row.state is EntryState.PROPOSED]
        active = [row for row in rows if row.state is EntryState.ACTIVE]
        if active:
            self._offer_open([row.entry for row in active], "gui-entry-learned")
        elif len(proposed) > _NAMED:
            self._tell(message("gui-entries-noted", count=len(proposed)), self._keyed("看词条"),
                           lambda: self.show(EntryState.PROPOSED))
        elif proposed:
            words = message("gui-entry-noted", words="；".join(words_of(row.entry) for row in proposed))
            self._tell(words, self._keyed("以后都这样写"), lambda: self._activate(proposed))

    def _activate(self, rows: Sequence[EntryRow]) -> None:
        entries = [row.entry for row in rows]
        self._reviewer.do(lambda: self._desk.dictionary.switch(rows, on=True),
                          lambda: self._offer_open(entries, "gui-entry-active"))

    def _offer_open(self, entries: Sequence[Entry], code: str) -> None:
        """Tell that entries are in use, with how many open facts they would write otherwise."""
        self._jobs.write(lambda: self._desk.dictionary.open_like(entries),
                         lambda rows: self._tell_open(entries, rows, code))

    def _tell_open(self, entries: Sequence[Entry], rows: Sequence[FactRow], code: str) -> None:
        shown = "；".join(words_of(entry) for entry in entries[:_NAMED])
        more = message("gui-entry-more", count=len(entries)) if len(entries) > _NAMED else ""
        words = message(code, words=shown + more)
        if rows:
            self._tell(words + message("gui-entry-open", count=len(rows)),
                           self._keyed(f"改写这 {len(rows)} 条"), lambda: self._apply(entries))
        else:
            self._tell(words, self._keyed("看词条"), self.show)

    def _apply(self, entries: Sequence[Entry]) -> None:
        written: list[int] = []

        def call() -> Changes:
            changes = self._desk.dictionary.apply(entries)
            written.extend(changes.facts)
            return changes

        self._reviewer.do(call, lambda: self._tell(message("gui-entry-applied", count=len(set(written))),
                                                       self._keyed("撤销"), self._reviewer.undo))

    def _tell(self, words: str, button: str = "", call: Callable[[], None] | None = None) -> None:
        """In the message bar, and in the dictionary, which may lie over it."""
        self._bar.tell(words, button, call)
        if self.dialog is not None:
            self.dialog.told.setText(f"{words}　{button}")

    def _keyed(self, words: str) -> str:
        key = self._actions.key_of("answer")
        return f"{words}（{key}）" if key else words

    # The dictionary

    def show(self, state: EntryState | None = None) -> None:
        """The dictionary beside the window, entries of one state or all."""
        if self.dialog is None:
            self.dialog = self._open()
        self.dialog.choose_state(state)
        self._read()
        self.dialog.show()
        self.dialog.activateWindow()

    def _open(self) -> HouseWordsDialog:
        dialog = HouseWordsDialog(self._look, self._window)
        dialog.add_wanted.connect(self._add)
        dialog.edit_wanted.connect(self._edit)
        dialog.switched.connect(self._switch)
        dialog.removed.connect(self._remove)
        dialog.apply_wanted.connect(self._ask_open)
        dialog.copied.connect(self._copy)
        dialog.save_wanted.connect(self._choose_target)
        dialog.load_wanted.connect(self._choose_source)
        dialog.fact_wanted.connect(self.fact_wanted)
        dialog.destroyed.connect(self._closed)
        for name in ("undo", "redo", "answer"):
            dialog.addAction(self._actions[name])
        return dialog

    def _closed(self) -> None:
        self.dialog = None

    def _read(self) -> None:
        self._jobs.read(self._desk.dictionary.rows, self._show_rows)

    def _show_rows(self, rows: list[EntryRow]) -> None:
        if self.dialog is not None:
            self.dialog.show_rows(rows)

    def _changed(self, changes: Changes) -> None:
        if self.dialog is not None and (changes.entries or changes.facts or changes.lists):
            self._read()

    def _add(self) -> None:
        self._show_form(None, lambda entry: self._desk.dictionary.add(entry))

    def _edit(self, row: EntryRow) -> None:
        self._show_form(row.entry, lambda entry: self._desk.dictionary.change(row, entry))

    def _show_form(self, entry: Entry | None, keep: Callable[[Entry], Changes]) -> None:
        if self.form is not None:
            self.form.activateWindow()
            return
        self.form = form = EntryForm(self._look, entry, self.dialog)
        form.saved.connect(lambda wanted: self._reviewer.do(
            lambda: keep(wanted), lambda: self._kept(wanted), form.show_error))
        form.destroyed.connect(self._form_closed)
        form.show()
        form.activateWindow()

    def _kept(self, entry: Entry) -> None:
        if self.form is not None:
            self.form.close()
        self._offer_open([entry], "gui-entry-active")

    def _form_closed(self) -> None:
        self.form = None
        if self.dialog is not None:
            self.dialog.activateWindow()

    def _switch(self, rows: Sequence[EntryRow], on: bool) -> None:
        if on:
            self._activate(rows)
            return
        self._reviewer.do(lambda: self._desk.dictionary.switch(rows, on=False),
                          lambda: self._told("gui-entry-off", len(rows)))

    def _remove(self, rows: Sequence[EntryRow]) -> None:
        self._reviewer.do(lambda: self._desk.dictionary.remove(rows),
                          lambda: self._told("gui-entry-removed", len(rows)))

    def _ask_open(self, rows: Sequence[EntryRow]) -> None:
        self._offer_open([row.entry for row in rows], "gui-entry-active")

    def _told(self, code: str, count: int) -> None:
        self._tell(message(code, count=count), self._keyed("撤销"), self._reviewer.undo)

    # Tables

    def _copy(self, rows: Sequence[EntryRow]) -> None:
        QGuiApplication.clipboard().setText(self._desk.dictionary.lines_of(rows))
        if self.dialog is not None:
            self.dialog.told.setText(f"已复制 {len(rows)} 条")

    def _choose_target(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self.dialog, "导出词条", "本社词条.csv", _TABLE)
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the dictionary as CSV."""
        target = path if path.suffix else path.with_suffix(".csv")
        self._jobs.write(lambda: self._desk.dictionary.save(target),
                         lambda _none: self._tell(f"已导出 {target.name}"))

    def _choose_source(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self.dialog, "导入词条", "", _TABLE)
        if path:
            self.load(Path(path))

    def load(self, path: Path) -> None:
        """Take entries of a CSV, as one step."""
        self._reviewer.do(lambda: self._desk.dictionary.take_file(path),
                          lambda: self._tell(message("gui-entries-taken", name=path.name),
                                                 self._keyed("撤销"), self._reviewer.undo))
