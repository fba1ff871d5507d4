"""The first article of a table, as it would be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ecodesk.domain.text import Article, BlockKind
from ecodesk.gui.widgets import Elided, hint
from ecodesk.knowledge.messages import message

_INDENT = "　　"


class SampleCard(QFrame):
    """Title, what is told about it, and its paragraphs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._count = hint("")
        self.title = Elided("", name="heading", px=15, bold=True)
        self.about = Elided("")
        self.body = QPlainTextEdit(self)
        self.body.setObjectName("sample")
        self.body.setReadOnly(True)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.document().setDocumentMargin(0)
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName("第一篇的正文")
        head = QHBoxLayout()
        head.addWidget(hint("第一篇这样读", "section"))
        head.addStretch(1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.body, 1)

    def show_articles(self, articles: Sequence[Article], whole: bool, mapped: bool, day: str) -> None:
        """Show the first of the articles that the rows shown give; `day` is what its row says of the date."""
        for widget in (self.title, self.about):
            widget.setVisible(bool(articles))
        if not articles:
            self._count.setText("")
            self.body.setPlainText(message("gui-columns-no-text" if mapped else "gui-columns-no-body"))
            return
        first = articles[0]
        self._count.setText(f"共 {len(articles)} 篇" if whole else f"前几行共 {len(articles)} 篇")
        self.title.show_text(first.title)
        self.about.show_text(" · ".join(_told(first, day)) or "没有来源、日期、作者")
        self.body.setPlainText("\n".join(_INDENT + words for words in _paragraphs(first)))


def _told(article: Article, day: str) -> list[str]:
    found = [article.publisher, article.published or (f"日期认不出：{day}" if day else ""), article.author]
    return [words for words in found if words]


def _paragraphs(article: Article) -> list[str]:
    clean = article.clean
    return [block.span.of(clean.text) for block in clean.blocks if block.kind is not BlockKind.TITLE]
