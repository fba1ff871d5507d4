"""Damage and wording: on the page 互校 under their articles, in the article by key and by chip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtWidgets import QApplication, QMenu

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.text import Span
from ecodesk.domain.views import FactFilter, FindingRow
from ecodesk.gui.article.list_pane import chip_rect
from ecodesk.gui.findings.gather import RemarkReader
from ecodesk.gui.models.articles import ROW_ROLE
from ecodesk.gui.models.findings import WORDS, Heading
from ecodesk.gui.remarks import Remark, remarks_of
from tests.gui.window_support import settings_in, wait_idle, window_on

TORN = """坏稿一则

青禾日报记者 周小满 2024年5月6日

青禾县的梨园有12万亩，合作社86家，“这是老乡说的话，
可是没有说完。

县里的冷库and仓房容量有5万吨，冷库里坏了的字是\ufffd\ufffd，没有人补上。
"""


@pytest.fixture
def torn(tmp_path, qtbot):
    path = tmp_path / "坏稿.txt"
    path.write_text(TORN, encoding="utf-8")
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        window.transfers.take_in([path])
        wait_idle(window, qtbot)
        if window.transfers.report is not None:
            window.transfers.report.close()
        window.activateWindow()
        with qtbot.waitActive(window):
            pass
        yield window


def words_facet(window, qtbot):
    window.actions_["page_cross"].trigger()
    wait_idle(window, qtbot)
    window.cross.pane.chips.choose(WORDS)
    return window.cross.pane


def test_damage_is_listed_under_its_article(torn, qtbot):
    pane = words_facet(torn, qtbot)
    damage = torn.selection.detail.article.clean.damage
    assert len(damage) >= 2
    assert pane.model.counts()[WORDS] == len(damage)
    heading = pane.model.index(0).data(ROW_ROLE)
    assert isinstance(heading, Heading)
    assert heading.count == len(damage)
    assert not pane.model.index(0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert isinstance(pane.current, Remark)
    assert torn.cross.sides[0].view.place == pane.current.span


def test_nothing_can_be_decided_on_words(torn, qtbot):
    before = {row.id: row.status for row in torn._desk.queries.facts(FactFilter())}
    pane = words_facet(torn, qtbot)
    assert not torn.actions_["verify"].isEnabled()
    for key in (Qt.Key.Key_V, Qt.Key.Key_F7, Qt.Key.Key_F8):
        qtbot.keyClick(pane.list, key)
    wait_idle(torn, qtbot)
    assert {row.id: row.status for row in torn._desk.queries.facts(FactFilter())} == before


def test_enter_opens_a_remark_in_the_article(torn, qtbot):
    pane = words_facet(torn, qtbot)
    assert torn.toolbar.primary.text() == "在核稿页打开"
    pane.step(1)
    wanted = pane.current
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert torn.pages.currentWidget() is torn.review
    assert torn.review.view.place == wanted.span
    assert wanted.words in torn.bar.words
    assert torn.toolbar.primary.text() == "核实并下一条"


def test_f9_goes_from_place_to_place_and_round(torn, qtbot):
    table = torn.review.facts.table
    seen = []
    for _ in range(len(torn.review.remarks()) + 1):
        qtbot.keyClick(table, Qt.Key.Key_F9)
        seen.append(torn.review.view.place)
    assert len(set(seen)) == len(torn.review.remarks())
    assert seen[0] == seen[-1]
    qtbot.keyClick(table, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert torn.review.view.place == seen[-2]
    torn.selection.step(1)
    assert torn.review.view.place is None


def test_the_chip_of_an_article_lists_its_damage(torn, qtbot):
    tree, model = torn.review.articles.tree, torn.review.articles.model
    index = model.index(0, 0, model.index(0, 0, QModelIndex()))
    rect = tree.visualRect(index)
    chip = chip_rect(QRectF(0, rect.top(), rect.right() + 1, rect.height()), index.data(ROW_ROLE))
    assert not chip.isNull()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=chip.center().toPoint())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == len(torn.review.remarks())
    menu.actions()[1].trigger()
    assert torn.review.view.place == torn.review.remarks()[1].span
    menu.close()


def test_findings_without_facts_join_the_damage_in_reading_order(window):
    detail = window.selection.detail
    place = Span(12, 16)
    finding = Finding("style", Verdict.QUERY, (), "用字不合规范", article_id=detail.article.id, span=place)
    found = remarks_of(detail.row.id, detail.row.title, detail, [FindingRow(1, finding, ())])
    assert place in [remark.span for remark in found]
    assert [remark.span.start for remark in found] == sorted(remark.span.start for remark in found)
    read = RemarkReader(window._desk.queries).read([FindingRow(1, finding, ())])
    assert [(remark.article_id, remark.words) for remark in read if remark.span == place] == \
        [(detail.row.id, "用字不合规范")]


def test_an_article_without_damage_says_so(window, qtbot):
    article = next(row for row in window._desk.queries.articles() if not row.damage)
    window.selection.open_article(article.id)
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F9)
    assert "没有残损" in window.bar.words
    assert window.selection.current.status is Status.OPEN
