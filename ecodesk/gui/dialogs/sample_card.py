"""The first article of a table, as it would be read."""

from __future__ import annotations

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

    def show_article(self, article: Article, count: int, whole: bool, day: str) -> None:
        """Show the first of `count` articles in the rows shown; `day` is what its row says of the date.

        `whole` tells that there are no further rows.
        """
        self._count.setText(f"共 {count} 篇" if whole else f"前几行共 {count} 篇")
        self._show_head(True)
        self.title.show_text(article.title)
        self.about.show_text(" · ".join(_told(article, day)) or "没有来源、日期、作者")
        self.body.setPlainText("\n".join(_INDENT + words for words in _paragraphs(article)))

    def show_nothing(self, *, mapped: bool) -> None:
        """Say why there is no article: nobody has said where its body is, or nothing stands there."""
        self._count.setText("")
        self._show_head(False)
        self.body.setPlainText(message("gui-columns-no-text" if mapped else "gui-columns-no-body"))

    def _show_head(self, shown: bool) -> None:
        self.title.setVisible(shown)
        self.about.setVisible(shown)


def _told(article: Article, day: str) -> list[str]:
    found = [article.publisher, article.published or (f"日期认不出：{day}" if day else ""), article.author]
    return [words for words in found if words]


def _paragraphs(article: Article) -> list[str]:
    clean = article.clean
    return [block.span.of(clean.text) for block in clean.blocks if block.kind is not BlockKind.TITLE]
