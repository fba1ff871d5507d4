"""The page 核稿: article, facts and inspector of one selection."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.views import ArticleDetail, FactOrder, FactRow
from ecodesk.domain.wordings import Wording
from ecodesk.gui import scale
from ecodesk.gui.actions import Actions
from ecodesk.gui.article.find import FindBar
from ecodesk.gui.article.list_pane import ArticlesPane
from ecodesk.gui.article.margin import MarginBar
from ecodesk.gui.article.reword import RewordBar
from ecodesk.gui.article.view import ArticleView
from ecodesk.gui.empty import StartButton, StartPage
from ecodesk.gui.facts.cells import FIELDS, CellEditing
from ecodesk.gui.facts.editor import FactEditor
from ecodesk.gui.facts.inspector import Inspector
from ecodesk.gui.facts.pane import FactsPane
from ecodesk.gui.filters.left_pane import LeftPane
from ecodesk.gui.icons import Icons
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.remarks import Remark, remarks_of
from ecodesk.gui.selection import Selection
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint

_ROWS = 190  # pixels high: chips, header and three facts
_LEFT_MOST, _RIGHT_MOST = 0.22, 0.6  # shares of the width, where everything is large


class ReviewPage(QWidget):
    """Three panes and the inspector; keeps them on the same fact."""

    edit_wanted = Signal()

    def __init__(self, selection: Selection, jobs: Jobs, actions: Actions, look: Look, icons: Icons,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._selection = selection
        self._remark: Remark | None = None
        self._before: list[int] = []  # heights of table and inspector before the panel took its room
        self.articles = ArticlesPane(look)
        self.left = LeftPane(self.articles)
        self.view = ArticleView(look)
        self.margin = MarginBar(self.view, look)
        self.find = FindBar(self.view)
        self.reword = RewordBar()
        self.facts = FactsPane(look, icons)
        self.inspector = Inspector(selection, jobs, look, actions, icons)
        self.editor = FactEditor(look)
        self.cells = CellEditing(self.facts.table, self.facts.model, look, self)
        self._lay_out(actions, look)
        self._connect()
        actions.add_review_area(self.work)

    def _lay_out(self, actions: Actions, look: Look) -> None:
        self._middle = QStackedWidget()
        reading = QWidget()
        self.banner = hint("", "banner")
        self.banner.setWordWrap(True)
        self.banner.hide()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.margin)
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.find)
        column.addWidget(self.reword)
        column.addLayout(row, 1)
        self.start = _start_page(actions)
        self._middle.addWidget(self.start)
        self._middle.addWidget(reading)
        self._foot = QWidget()
        self._foot_stack = QStackedLayout(self._foot)
        self._foot_stack.addWidget(self.inspector)
        self._foot_stack.addWidget(self._scrolled(self.editor))
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(self.facts)
        self.right.addWidget(self._foot)
        self.right.setSizes([420, 400])
        self.work = QSplitter(Qt.Orientation.Horizontal)
        self.work.addWidget(self._middle)
        self.work.addWidget(self.right)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.addWidget(self.left)
        self.panes.addWidget(self.work)
        for splitter in (self.right, self.work, self.panes):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.left.setMinimumWidth(180)
        self._middle.setMinimumWidth(320)
        self.right.setMinimumWidth(400)
        self._foot.setMinimumHeight(120)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.panes)
        self.set_default_sizes(1388)
        look.scaled.connect(lambda: self.set_default_sizes(self.width()))
        self.right.hide()

    @staticmethod
    def _scrolled(panel: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(panel)
        return area

    def set_default_sizes(self, width: int) -> None:
        """Widths of the panes for a window of this width."""
        left = scale.scaled(230 if width >= scale.scaled(1300) else 200)
        left = min(left, int(width * _LEFT_MOST))
        right = max(int((width - left) * 0.56), min(scale.scaled(540), int((width - left) * _RIGHT_MOST)))
        right = min(right, scale.scaled(820))
        self.panes.setSizes([left, width - left])
        self.work.setSizes([width - left - right, right])
        height = sum(self.right.sizes())
        rows = min(max(height // 2, scale.scaled(_ROWS)), height - self._foot.minimumHeight())
        self.right.setSizes([rows, height - rows])
        self.panes.setStretchFactor(0, 0)
        self.panes.setStretchFactor(1, 1)
        self.work.setStretchFactor(0, 1)
        self.work.setStretchFactor(1, 0)

    def _connect(self) -> None:
        selection = self._selection
        selection.article_changed.connect(self._article_changed)
        selection.rows_changed.connect(self._rows_changed)
        selection.fact_changed.connect(self._fact_changed)
        self.view.fact_clicked.connect(selection.select)
        self.view.stepped.connect(selection.step)
        self.facts.fact_chosen.connect(selection.open_fact)
        self.facts.opened.connect(self._open_at)
        self.facts.order_changed.connect(selection.set_order)
        self.inspector.fact_wanted.connect(selection.open_fact)
        self.inspector.note_left.connect(self.focus_table)
        self.articles.article_chosen.connect(selection.open_article)
        self.articles.entered.connect(lambda _id: self.focus_table())
        self.editor.closed.connect(self.close_editor)
        self.find.closed.connect(self.focus_table)
        self.reword.closed.connect(self._reword_closed)
        self.cells.closed.connect(self._cells_closed)
        self.cells.panel_wanted.connect(self._open_panel)
        selection.wordings_changed.connect(self.view.update_detail)

    def _article_changed(self, detail: ArticleDetail | None) -> None:
        self.cells.leave()
        self.close_editor()
        self.reword.put_away()
        rows = self._selection.rows
        self._middle.setCurrentIndex(1 if detail else 0)
        self.right.setVisible(detail is not None)
        self.view.show_article(detail, rows, self._selection.remarks)
        self.find.search()
        self._show_banner()
        if not self.facts.listing:
            self.facts.show_rows(rows)
        self.articles.show_article(detail.row.id if detail else None, detail.row.batch_id if detail else None)

    def _rows_changed(self, touched: frozenset[int]) -> None:
        rows = self._selection.rows
        self.view.update_rows(rows, self._selection.remarks)
        self.facts.update_rows(rows, touched)

    def _fact_changed(self, row: FactRow | None) -> None:
        self.cells.leave()
        self.close_editor()
        self.view.set_current(*([row.id] if row else []))
        self.facts.show_current(row.id if row else None)

    def bring_into_sight(self) -> None:
        """Scroll text and table to the current fact, also where it was the current one before."""
        row = self._selection.current
        if row is not None:
            self.view.set_current(row.id)
            self.facts.show_current(row.id)

    def open_cells(self, column: int | None = None) -> None:
        """Correct the current fact in its row of the table; in the panel where the table does not show it."""
        row = self._selection.current
        if row is None or not self.cells.begin(row, self._selection.rows, self._published, column):
            self.open_editor()

    def _open_at(self, column: int) -> None:
        """A double click: the cell where it can be corrected, else the panel."""
        if column in FIELDS:
            self.open_cells(column)
        else:
            self.edit_wanted.emit()

    def open_editor(self) -> None:
        """Correct the current fact in place of the inspector."""
        if self._selection.current is not None:
            self.open_draft(self._selection.current)

    def open_draft(self, row: FactRow) -> None:
        """Correct a fact in place of the inspector, or fill in one that is to be made."""
        self.cells.leave()
        self._foot_stack.setCurrentIndex(1)
        self.editor.show_row(row, self._selection.rows, self._published)
        self._make_room()

    def _make_room(self) -> None:
        """As much height as the panel needs, where the table can spare it."""
        whole, form = sum(self.right.sizes()), self.editor.layout()
        needed = max(form.totalHeightForWidth(self._foot.width()), form.minimumSize().height())
        wanted = min(max(scale.scaled(290), needed), whole - scale.scaled(100))
        if self.right.sizes()[1] < wanted:
            self._before = self.right.sizes()
            self.right.setSizes([whole - wanted, wanted])
            self.bring_into_sight()

    def _open_panel(self, fields: dict[str, str]) -> None:
        """Go on in the panel with what was typed in the table."""
        self.open_editor()
        for name, text in fields.items():
            self.editor.set_field(name, text)

    @property
    def _published(self) -> str:
        detail = self._selection.detail
        return detail.row.published if detail else ""

    def open_reword(self, draft: Wording) -> None:
        """Correct words of the article shown."""
        detail = self._selection.detail
        if detail is not None and detail.row.id == draft.article_id:
            if self.view.showing_source:
                self.toggle_source()
            self.view.show_place(draft.span)
            self.reword.open_for(draft)

    def _reword_closed(self) -> None:
        self.view.show_place(None)
        self.focus_table()

    def _cells_closed(self) -> None:
        self.facts.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> None:
        self.cells.give_up()
        if self._foot_stack.currentIndex() == 1:
            self._foot_stack.setCurrentIndex(0)
            if self._before:
                self.right.setSizes(self._before)
                self._before = []
            self.focus_table()

    def focus_table(self) -> None:
        """The keys go to the facts; on an empty desk to the first thing to do."""
        if self._selection.detail is None:
            self.start.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.facts.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def editing(self) -> bool:
        return self._foot_stack.currentIndex() == 1 or self.cells.active

    def toggle_source(self) -> None:
        """The text as read, or the clean text again, with the same fact ringed."""
        self.view.show_source(not self.view.showing_source)
        self._show_banner()

    def _show_banner(self) -> None:
        detail = self._selection.detail
        self.banner.setVisible(self.view.showing_source and detail is not None)
        if detail:
            encoding = detail.encoding or "不详"
            self.banner.setText(f"原文：与文件 {detail.row.document} 逐字相同，编码 {encoding}。F4 回到净文")

    # Damage and wording

    def remarks(self) -> list[Remark]:
        """Damage of the article shown and findings about its words, in reading order."""
        detail = self._selection.detail
        if detail is None:
            return []
        return remarks_of(detail.row.id, detail.row.title, detail, self._selection.remarks)

    def step_remark(self, by: int) -> str:
        """Go to the next or previous place, round the end; gives what to tell the editor."""
        remarks = self.remarks()
        if not remarks:
            return "本稿没有残损，也没有文字问题" if self._selection.detail else ""
        return self.show_remark(remarks[self._next_of(remarks, by)])

    def show_remark(self, remark: Remark) -> str:
        """Frame one place of the article shown; gives what to tell the editor."""
        self.view.show_place(remark.span)
        self._remark = remark
        remarks = self.remarks()
        number = remarks.index(remark) + 1 if remark in remarks else 1
        return f"{number} / {len(remarks)}　{remark.name}：{remark.words}"

    def _next_of(self, remarks: list[Remark], by: int) -> int:
        if self.view.place is not None and self._remark in remarks:
            return (remarks.index(self._remark) + by) % len(remarks)
        # The first time: the nearest place behind or before the current fact.
        row = self._selection.current
        here = row.original.span.start if row else 0
        behind = sum(remark.span.start <= here for remark in remarks)
        return (behind if by > 0 else behind - 1) % len(remarks)

    def save_layout(self, kept: QSettings) -> None:
        for name, part in self._layouts():
            kept.setValue(name, part.saveState())
        self.facts.columns.save(kept)
        kept.setValue("doubtful_first", self.facts.model.order is FactOrder.DOUBT)

    def restore_layout(self, kept: QSettings) -> None:
        self.facts.columns.restore(kept)
        if kept.value("doubtful_first", False, bool):
            self.facts.turn_order()
        for name, part in self._layouts():
            if kept.contains(name):
                part.restoreState(kept.value(name))

    def _layouts(self) -> tuple[tuple[str, QSplitter], ...]:
        return ("panes", self.panes), ("work", self.work), ("right", self.right)


def _start_page(actions: Actions) -> StartPage:
    items = (("import", "导入文件", "文本、网页、Word、Excel，也可把文件夹拖进窗口"),
             ("paste", "粘贴文字", "复制一篇稿子，直接贴成一篇稿件"),
             ("sample", "打开示例", "先看几篇带着常见错处的示例稿件"))
    buttons = [StartButton(actions[name], title, actions.key_of(name), words, number == 0)
               for number, (name, title, words) in enumerate(items)]
    return StartPage("从一篇稿件开始", "稿件里的每个数据会列成一行，逐条核实、更正或存疑。", buttons)
