"""The editor says what the columns of a table hold whose headers nobody knows; nothing is read before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.tables import Column, SheetPreview, TableLayout, TablePreview
from ecodesk.gui.dialogs.column_form import ColumnForm
from ecodesk.gui.dialogs.sample_card import SampleCard
from ecodesk.gui.dialogs.table_view import TablePane
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.plain import dialog_button
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo, Elided, hint
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.columns import Columns

_WIDEST = 60  # characters of a row that can be in sight in the drop-down
_DELIMITERS = {",": "逗号", "\t": "制表符", ";": "分号", "，": "全角逗号"}


@dataclass(slots=True)
class Draft:
    """What is said of one sheet so far: the row of its headers, its columns by their places."""

    sheet: SheetPreview
    header: int | None
    columns: dict[int, Column] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows below the headers."""
        return self.sheet.rows[0 if self.header is None else self.header + 1 :]

    def place(self, column: Column) -> int:
        """Where the column is, -1 where nobody has said."""
        return next((place for place, meaning in self.columns.items() if meaning is column), -1)

    @property
    def articles(self) -> list[tuple[str, ...]]:
        """The rows that are read as articles: those with a body."""
        body = self.place(Column.BODY)
        return [row for row in self.rows if 0 <= body < len(row) and row[body].strip()]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of a table: a layout for each sheet that is taken in, and whether to keep them."""

    layouts: tuple[TableLayout, ...]
    keep: bool
    drafts: tuple[Draft, ...] = ()


class MapColumnsDialog(QDialog):
    """One table after the other; the work goes on behind it. Esc leaves, and nothing is taken in."""

    answered = Signal(object)  # Answer
    skipped = Signal()
    stepped_back = Signal()
    columns_wanted = Signal()

    def __init__(self, columns: Columns, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：对应列")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1040, 720)
        self.setMinimumSize(820, 560)
        self._service = columns
        self._preview = TablePreview("", ())
        self._drafts: list[Draft] = []
        self._at = 0
        self._title = Elided("", name="page_title", px=18, bold=True)
        self._place = hint("")
        self._words = hint("")
        self._words.setWordWrap(True)
        self.sheets, self.header = Combo(look, self), Combo(look, self)
        self.pane, self.form, self.card = TablePane(look, self), ColumnForm(look, self), SampleCard(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for part in (self._head(), self._options()):
            column.addLayout(part)
        column.addWidget(self.pane, 3)
        column.addLayout(self._middle(), 2)
        column.addLayout(self._foot())
        self.pane.given.connect(self.form.give)
        self.form.changed.connect(self._take)
        self.sheets.activated.connect(self._show_sheet)
        self.header.activated.connect(self._take_header)

    # Construction

    def _head(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(self._place)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._words)
        return column

    def _options(self) -> QHBoxLayout:
        self._several = QWidget(self)
        several = QHBoxLayout(self._several)
        several.setContentsMargins(0, 0, 12, 0)
        _add_choice(several, self.sheets, "工作表(&W)", "工作表", 160)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._several)
        _add_choice(line, self.header, "列名(&H)", "列名在哪一行", 380)
        line.addStretch(1)
        self._about = hint("")
        line.addWidget(self._about)
        return line

    def _middle(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(self.form, 2)
        line.addWidget(self.card, 3)
        return line

    def _foot(self) -> QHBoxLayout:
        self.keep = QCheckBox("记住，以后同样列名的表照此读取(&R)")
        self.keep.setChecked(True)
        kept = dialog_button("记住的列…", self.columns_wanted.emit, self, "link")
        self.reason = hint("", "reason")
        self.back_button = dialog_button("上一个", self.stepped_back.emit, self)
        self.skip_button = dialog_button("跳过", self.skipped.emit, self)
        cancel = dialog_button("取消", self.reject, self)
        self.take_button = dialog_button("导入", self._answer, self, "primary")
        self.take_button.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.keep)
        line.addWidget(kept)
        line.addStretch(1)
        for widget in (self.reason, self.back_button, self.skip_button, cancel, self.take_button):
            line.addWidget(widget)
        return line

    # One table

    def show_table(self, preview: TablePreview, number: int, total: int, others: int = 0,
                   answer: Answer | None = None) -> None:
        """Ask about a table, the `number`-th of `total`; `others` have the same headers."""
        self.setEnabled(True)
        self._preview = preview
        self._drafts = [Draft(draft.sheet, draft.header, dict(draft.columns)) for draft in answer.drafts] \
            if answer else [self._guessed(sheet, sheet.header) for sheet in preview.sheets]
        self._title.show_text(PurePath(preview.path).name)
        self._title.setToolTip(preview.path)
        self._place.setText(f"第 {number} 个，共 {total} 个" if total > 1 else "")
        more = message("gui-columns-others", count=others) if others else ""
        self._words.setText(message("gui-columns") + more)
        self.back_button.setVisible(number > 1)
        self.skip_button.setVisible(total > 1)
        self.take_button.setText("导入" if number == total else "下一个")
        if answer:
            self.keep.setChecked(answer.keep)
        self.sheets.clear()
        self.sheets.addItems([draft.sheet.name for draft in self._drafts])
        self._several.setVisible(len(self._drafts) > 1)
        self._show_sheet(next((at for at, draft in enumerate(self._drafts) if draft.articles), 0))
        self.form.fields[Column.BODY].setFocus(Qt.FocusReason.OtherFocusReason)

    def _guessed(self, sheet: SheetPreview, header: int | None) -> Draft:
        return Draft(sheet, header, self._service.guess(sheet, header))

    def _show_sheet(self, at: int) -> None:
        self._at = at
        self.sheets.setCurrentIndex(at)
        draft = self._drafts[at]
        self.header.clear()
        self.header.addItem("没有列名，第一行就是稿件", None)
        for row, cells in enumerate(draft.sheet.rows[: self._service.header_rows]):
            filled = "、".join(" ".join(cell.split()) for cell in cells if cell.strip())
            self.header.addItem(f"第 {row + 1} 行：{filled[:_WIDEST]}", row)
        self.header.setCurrentIndex(0 if draft.header is None else draft.header + 1)
        self._about.setText(self._facts_of(draft.sheet))
        self._show_columns()

    def _facts_of(self, sheet: SheetPreview) -> str:
        """GB18030 · 制表符分隔 · 前 30 行"""
        parts = []
        if self._preview.encoding:
            parts += [self._preview.encoding.upper(), f"{_DELIMITERS[self._preview.delimiter]}分隔"]
        count = len(sheet.rows)
        return " · ".join([*parts, f"共 {count} 行" if sheet.whole else f"前 {count} 行"])

    def _show_columns(self) -> None:
        """The rows under their names, and the drop-downs as the draft has them."""
        draft = self._drafts[self._at]
        names = self._service.names(draft.sheet, draft.header)
        examples = [_example(draft.rows, place) for place in range(len(names))]
        self.pane.show_rows(names, draft.rows)
        self.form.show_columns(names, examples, draft.columns)
        self.pane.reveal(max(draft.place(Column.BODY), 0))

    def _take_header(self) -> None:
        """Other headers, other columns: the guess begins anew."""
        self._drafts[self._at] = self._guessed(self._drafts[self._at].sheet, self.header.currentData())
        self._show_columns()

    def _take(self) -> None:
        """The drop-downs have changed: show what the table gives now."""
        draft = self._drafts[self._at]
        fresh = {place for place, column in self.form.columns.items() if draft.columns.get(place) != column}
        draft.columns = self.form.columns
        self.pane.show_columns(draft.columns)
        if fresh:
            self.pane.reveal(min(fresh))
        self._show_state()

    def _layout(self, draft: Draft) -> TableLayout:
        return self._service.layout(draft.sheet, draft.header, draft.columns)

    def _show_state(self) -> None:
        """The first article, the sheets that are taken in, and whether the button may be pressed."""
        self._show_first(self._drafts[self._at])
        for at, item in enumerate(self._drafts):
            self.sheets.setItemText(at, f"{item.sheet.name}（{'导入' if item.articles else '不导入'}）")
        reason = self._lacking()
        self.reason.setText(reason)
        self.take_button.setEnabled(not reason)
        self.take_button.setToolTip(reason)
        self.take_button.setAccessibleDescription(reason)
        taken = [item for item in self._drafts if item.articles] or self._drafts
        self.keep.setEnabled(any(item.header is not None for item in taken))
        self.keep.setToolTip("" if self.keep.isEnabled() else message("gui-columns-bare"))

    def _show_first(self, draft: Draft) -> None:
        rows, day = draft.articles, draft.place(Column.PUBLISHED)
        first = self._service.sample(self._preview.path, draft.sheet, self._layout(draft)) if rows else None
        if first is None:
            self.card.show_nothing(mapped=draft.place(Column.BODY) >= 0)
        else:
            told = rows[0][day].strip() if 0 <= day < len(rows[0]) else ""
            self.card.show_article(first, len(rows), draft.sheet.whole, told)

    def _lacking(self) -> str:
        """Why the table cannot be taken in yet, "" when it can."""
        for draft in self._drafts:
            place = draft.place(Column.BODY)
            if place >= 0 and not draft.articles:
                name = self._service.names(draft.sheet, draft.header)[place]
                return message("gui-columns-empty", name=name)
        return "" if any(draft.articles for draft in self._drafts) else message("gui-columns-body")

    def _answer(self) -> None:
        if not self._lacking():
            layouts = tuple(self._layout(draft) for draft in self._drafts if draft.articles)
            self.answered.emit(Answer(layouts, self.keep.isChecked(), tuple(self._drafts)))


def _add_choice(line: QHBoxLayout, choice: Combo, words: str, name: str, width: int) -> None:
    caption = QLabel(words)
    caption.setBuddy(choice)
    choice.setAccessibleName(name)
    choice.setFixedWidth(width)
    line.addWidget(caption)
    line.addWidget(choice)


def _example(rows: Sequence[Sequence[str]], place: int) -> str:
    """The first cell of a column that holds something."""
    return next((" ".join(row[place].split()) for row in rows if place < len(row) and row[place].strip()), "")
