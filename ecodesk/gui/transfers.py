"""Files in and out of the desk: one long task at a time, with its progress sheet and its news."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ecodesk.domain.tables import TableLayout
from ecodesk.domain.views import Changes, CheckReport, ImportReport, ImportStatus
from ecodesk.gui.bars import MessageBar, ProgressSheet
from ecodesk.gui.dialogs.import_report import ImportReportDialog, summary_of
from ecodesk.gui.dialogs.take_back import TakeBackDialog
from ecodesk.gui.jobs import Job, JobProgress, Jobs
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.mapping import Mapper
from ecodesk.gui.theme import Look
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.tables import data_folder

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk
    from ecodesk.services.exporting import WorkbookChange

PASTED = "粘贴"
"""Folder of the data folder that keeps pasted articles."""

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_NAME = 40  # characters of the first line that name the file

FILTER = (
    "稿件 (*.txt *.md *.html *.htm *.docx *.docm *.doc *.wps *.pdf *.rtf *.xlsx *.xlsm *.csv *.tsv *.zip)"
    ";;所有文件 (*)"
)
EXPORTS = "Excel 工作簿 (*.xlsx);;改后全文 (*.txt)"
REPORTS = "CSV 表格 (*.csv);;制表符分隔 (*.tsv);;文本 (*.txt)"


class Transfers(QObject):
    """Import, export and checking of the whole desk."""

    imported = Signal(object)  # ImportReport
    changed = Signal(object)  # Changes
    withdraw_wanted = Signal(int)  # row id of a batch
    corrected = Signal(object)  # row ids of facts that a workbook corrected

    def __init__(self, desk: Desk, jobs: Jobs, look: Look, sheet: ProgressSheet, bar: MessageBar,
                 window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._jobs = jobs
        self._look = look
        self._sheet = sheet
        self._bar = bar
        self._window = window
        self._job: Job | None = None
        self.sampled = False  # what was imported last is the sample batch
        self._folder = _first_folder()
        self.report: ImportReportDialog | None = None
        self.take_back: TakeBackDialog | None = None
        self.mapper = Mapper(desk, jobs, look, bar, window)
        self.mapper.mapped.connect(self._take_mapped)
        sheet.cancelled.connect(self._cancel)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def _remember(self, *paths: str) -> None:
        if paths:
            self._folder = Path(paths[0]).parent

    def choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, "导入稿件", str(self._folder), FILTER)
        self._remember(*names)
        self.take_in([Path(name) for name in names])

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, "导入文件夹", str(self._folder))
        self.take_in([Path(name)] if name else [])

    def paste(self) -> None:
        """The words on the clipboard as an article of their own, or the files that were copied."""
        clipboard = QGuiApplication.clipboard()
        data = clipboard.mimeData()  # None where the clipboard cannot be read
        files = local_files(data) if data is not None else []
        if files:
            self.take_in(files)
            return
        words = clipboard.text().strip()
        if not words:
            self._bar.tell(message("gui-paste-empty"))
            return
        try:
            path = keep_pasted(words, self._desk.settings.data_folder / PASTED)
        except OSError as error:
            self._bar.warn(message("gui-paste-failed", reason=error.strerror or str(error)))
            return
        self.take_in([path])

    def take_in_sample(self) -> None:
        """The sample articles that come with the desk."""
        folder = data_folder("seeds")
        self.take_in(sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".md"))

    @staticmethod
    def _is_sample(paths: Sequence[Path]) -> bool:
        folder = data_folder("seeds").resolve()
        return all(folder in path.resolve().parents for path in paths)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Import files and folders as one batch."""
        wanted = list(paths)
        if wanted:
            self.sampled = self._is_sample(wanted)
            self._begin("正在导入", lambda progress: self._desk.importing.import_paths(wanted, progress),
                        self._imported)

    def choose_workbook(self) -> None:
        name = str(self._folder / f"{APP_NAME} {datetime.now():%Y-%m-%d}.xlsx")
        path, chosen = QFileDialog.getSaveFileName(self._window, "导出", name, EXPORTS)
        if path:
            self._remember(path)
            whole = ".txt" in chosen and Path(path).suffix.lower() != ".txt"
            self.export(Path(path).with_suffix(".txt") if whole else Path(path))

    def export(self, path: Path) -> None:
        """Write the workbook, or the corrected copy of all articles where the name ends in .txt."""
        known = path.suffix.lower() in (".xlsx", ".txt")
        path = path if known else path.with_name(path.name + ".xlsx")
        self._begin("正在导出", lambda progress: self._desk.exporting.export(path, progress),
                    lambda _result: self._tell_written("已导出", path))

    def choose_edited(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, "收回工作簿", str(self._folder),
                                              "Excel 工作簿 (*.xlsx)")
        if path:
            self._remember(path)
            self.preview(Path(path))

    def preview(self, path: Path) -> None:
        """Show what an edited workbook would change."""
        self._jobs.read(lambda: self._desk.exporting.preview_workbook(path),
                        lambda changes: self._show_preview(path, changes))

    def _show_preview(self, path: Path, changes: Sequence[WorkbookChange]) -> None:
        self.take_back = TakeBackDialog(path.name, changes, self._window)
        self.take_back.accepted_changes.connect(lambda both: self._take_back(path, both))
        self.take_back.destroyed.connect(self._take_back_closed)
        self.take_back.show()

    def _take_back(self, path: Path, both: bool) -> None:
        self._jobs.write(lambda: self._desk.exporting.apply_workbook(path, both=both), self._taken)

    def _taken(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self._bar.tell(f"采用了工作簿里 {len(changes.facts)} 条修改，可以撤销")
        self.corrected.emit(changes.facts)

    def _take_back_closed(self) -> None:
        self.take_back = None

    def recheck(self) -> None:
        """Check the whole desk again, while the editor goes on."""
        self._begin("正在核查", self._desk.checking.check_all, self._checked, beside=True)

    def recheck_if_due(self) -> None:
        """Compare a desk that an older program left, without being asked."""
        self._jobs.read(self._desk.checking.is_due, lambda due: self.recheck() if due else None)

    def show_report(self, report: ImportReport) -> None:
        """The report of an import, beside the window; in the place of the one that is open."""
        if self.report is not None:
            self.report.show_report(report)
            return
        self.report = ImportReportDialog(report, self._desk.importing, self._look, self._window)
        self.report.map_wanted.connect(self._map_reported)
        self.report.columns_wanted.connect(self.mapper.show_remembered)
        self.report.save_wanted.connect(self.choose_report)
        self.report.withdraw_wanted.connect(self.withdraw_wanted)
        self.report.destroyed.connect(self._report_closed)
        self.report.show()

    def _map_reported(self, first: str) -> None:
        if self.report is not None:
            self.mapper.begin(self.report.shown, first)

    def _take_mapped(self, report: ImportReport, chosen: Mapping[str, Sequence[TableLayout]],
                     keep: Sequence[TableLayout]) -> None:
        importing = self._desk.importing
        if self._begin("正在导入", lambda progress: importing.import_mapped(report, chosen, keep, progress),
                       self._imported):
            self.mapper.close()

    def choose_report(self) -> None:
        """Ask where the report that is shown is to be saved."""
        name = str(self._folder / f"导入报告 {datetime.now():%Y-%m-%d}.csv")
        path, chosen = QFileDialog.getSaveFileName(self.report, "保存报告", name, REPORTS)
        if path:
            self._remember(path)
            suffix = chosen.rpartition("*")[2].strip(")")
            self.save_report(Path(path) if Path(path).suffix else Path(path + suffix))

    def save_report(self, path: Path) -> None:
        """Write the report that is shown."""
        if self.report is not None:
            report = self.report.shown
            self._jobs.write(lambda: self._desk.importing.save_report(report, path),
                             lambda _none: self._tell_written("已保存", path))

    def run(self, title: str, work: Callable[[JobProgress], Any], done: Callable[[Any], None]) -> bool:
        """Any other long task with the same progress; False when another is still running, which is told."""
        return self._begin(title, work, done)

    def _begin(self, title: str, work: Callable[[JobProgress], Any], done: Callable[[Any], None], *,
               beside: bool = False) -> bool:
        """Start a long task; False when another is still running, which is told."""
        if self._job is not None:
            self._bar.tell("上一项还没有做完，请等它结束或停止它")
            return False
        self._sheet.begin(title)
        self._job = self._jobs.long(work, done, self._sheet.step, beside=beside)
        self._job.signals.finished.connect(self._finished)
        return True

    def _finished(self) -> None:
        self._job = None
        self._sheet.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.progress.cancel()

    def _imported(self, report: ImportReport) -> None:
        self.imported.emit(report)
        if self.report is not None or any(row.status is not ImportStatus.DONE for row in report.rows):
            self.show_report(report)
        if report.unmapped:
            self._bar.tell(summary_of(report), "对应列", lambda: self.mapper.begin(report))
        else:
            self._bar.tell(summary_of(report), "查看报告", lambda: self.show_report(report))

    def _tell_written(self, words: str, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self._bar.tell(f"{words} {path.name}", "打开文件夹", lambda: QDesktopServices.openUrl(folder))

    def _checked(self, report: CheckReport) -> None:
        self.changed.emit(report.changes)
        self._bar.tell(checked_text(report))

    def _report_closed(self) -> None:
        self.report = None


def checked_text(report: CheckReport) -> str:
    """What checking the whole desk did, in a sentence."""
    told = {"done": report.done, "total": report.total, "facts": len(report.changes.facts)}
    if report.finished:
        return message("gui-checked" if report.changes.facts else "gui-checked-same", **told)
    return message("gui-checked-inside" if report.done == report.total else "gui-checked-part", **told)


def _first_folder() -> Path:
    """The documents of the account; its home where there is no such folder."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(documents))
    return folder if folder.is_dir() else Path.home()


def local_files(data: QMimeData) -> list[Path]:
    """Files that were copied or dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def keep_pasted(words: str, folder: Path) -> Path:
    """Write pasted words to a file of the folder, named by their first line; same words, same file.

    The file is the source that the article refers to, so it stays. OSError when it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    line = next(line.strip() for line in words.splitlines() if line.strip())
    name = _UNFIT.sub(" ", line).strip(" .")[:_NAME] or "粘贴的文字"
    data = (words + "\n").encode("utf-8")
    for number in count(1):
        path = folder / (f"{name}.txt" if number == 1 else f"{name} {number}.txt")
        if not path.exists():
            path.write_bytes(data)
            break
        if path.read_bytes() == data:
            break
    return path
