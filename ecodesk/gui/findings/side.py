"""One of the two articles of a finding, with a choice where more than two speak of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ecodesk.domain.text import Span
from ecodesk.domain.views import ArticleDetail, FactRow
from ecodesk.domain.wordings import Wording
from ecodesk.gui.article.margin import MarginBar
from ecodesk.gui.article.view import ArticleView
from ecodesk.gui.facts.statements import marks_beside
from ecodesk.gui.labels import date_text
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Elided


class Side(QWidget):
    """An article scrolled to the facts of a finding."""

    fact_clicked = Signal(int)
    other_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.view = ArticleView(look)
        self.view.fact_clicked.connect(self.fact_clicked)
        self._title = Elided(name="section", bold=True)
        self._choice = QPushButton("换一篇 ▾")
        self._choice.setObjectName("link")
        self._choice.clicked.connect(self._choose)
        self._others: list[tuple[int, str]] = []
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 10, 6)
        row.addWidget(self._title, 1)
        row.addWidget(self._choice)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.view, 1)
        body.addWidget(MarginBar(self.view, look))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body, 1)
        self._article: int | None = None
        self._wordings: tuple[Wording, ...] = ()
        self._rows: list[FactRow] = []

    @property
    def article_id(self) -> int | None:
        return self._article

    @property
    def rows(self) -> list[FactRow]:
        """The facts of the finding in the article shown."""
        return self._rows

    def mark_against(self, others: list[FactRow]) -> None:
        """Tint the digits of each figure that differ from the first of these that says otherwise."""
        places = []
        for row in self._rows:
            text = row.original.span.of(self.view.text)
            found = (marks_beside(text, row.fact, other.fact, other.original.text) for other in others)
            start = row.original.span.start
            places += [Span(start + low, start + high) for low, high in next(filter(None, found), ())]
        self.view.show_hits(places, None)

    def show_article(self, detail: ArticleDetail, rows: list[FactRow], others: list[tuple[int, str]]) -> None:
        """An article and the facts of the finding in it; `others` may take its place."""
        same = self._article == detail.row.id
        reworded = same and self._wordings != detail.wordings
        self._wordings = detail.wordings
        self._article = detail.row.id
        date = date_text(detail.article.published)
        self._title.show_text(f"《{detail.row.title}》", f" · {date}" if date else "")
        self._others, self._rows = others, rows
        self._choice.setVisible(bool(others))
        self.setVisible(True)
        if reworded:
            self.view.update_detail(detail)
        if same:
            self.view.update_rows(rows)
        else:
            self.view.show_article(detail, rows)
        self.view.set_current(*(row.id for row in rows))

    def show_active(self, active: bool) -> None:
        """Whether the fact to decide on stands in this article."""
        self._title.setProperty("active", active)
        self._title.style().unpolish(self._title)
        self._title.style().polish(self._title)

    def _choose(self) -> None:
        menu = QMenu(self)
        for article_id, title in self._others:
            menu.addAction(title, lambda article_id=article_id: self.other_wanted.emit(article_id))
        menu.popup(self._choice.mapToGlobal(QPoint(0, self._choice.height())))
