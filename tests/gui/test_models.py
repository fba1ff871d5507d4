from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactFilter
from ecodesk.gui.models.articles import ArticlesModel
from ecodesk.gui.models.facts import FACETS, HEADERS, Column, FactsModel
from ecodesk.gui.models.findings import FindingsModel
from ecodesk.gui.overview.record_page import DecisionsModel
from ecodesk.services.desk import open_desk
from tests.gui.window_support import fact_named


@pytest.fixture
def desk(settings):
    with open_desk(settings) as opened:
        yield opened


@pytest.fixture
def rows(desk):
    article = next(row for row in desk.queries.articles() if row.title == "酥梨账本")
    return desk.queries.facts(FactFilter(article_id=article.id))


def cell(model, row: int, column: Column) -> str:
    return model.index(row, column).data()


def test_the_facts_model_is_sound(rows, qtmodeltester, qtbot):
    model = FactsModel()
    model.show_rows(rows)
    qtmodeltester.check(model)
    assert model.rowCount() == len(rows)
    assert [model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
            for column in Column] == list(HEADERS)


def test_numbers_stand_right_as_printed_and_units_apart(rows):
    model = FactsModel()
    model.show_rows(rows)
    place = next(number for number, row in enumerate(rows) if row.fact.text == "12万亩")
    assert (cell(model, place, Column.VALUE), cell(model, place, Column.UNIT)) == ("12万", "亩")
    align = model.index(place, Column.VALUE).data(Qt.ItemDataRole.TextAlignmentRole)
    assert align & Qt.AlignmentFlag.AlignRight


def test_no_cell_can_be_edited(rows):
    model = FactsModel()
    model.show_rows(rows)
    assert not any(model.flags(model.index(row, column)) & Qt.ItemFlag.ItemIsEditable
                   for row in range(model.rowCount()) for column in Column)


def test_facets_count_and_filter(rows):
    model = FactsModel()
    model.show_rows(rows)
    counts = model.counts()
    assert counts["all"] == len(rows)
    for facet in FACETS:
        model.show_facet(facet)
        assert model.rowCount() == counts[facet]
    assert counts["claims"] == 1
    assert counts["queried"] >= 2


def test_an_update_touches_only_its_row(rows, desk, qtbot):
    model = FactsModel()
    model.show_rows(rows)
    desk.reviewing.decide([rows[2].id], Status.VERIFIED)
    fresh = [desk.queries.fact(row.id) for row in rows]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        model.update_rows(fresh, frozenset({rows[2].id}))
    assert told.args[0].row() == told.args[1].row() == 2
    assert model.row_at(2).status is Status.VERIFIED


def test_a_decided_row_stays_in_its_facet_until_it_is_chosen_again(rows, desk):
    model = FactsModel()
    model.show_rows(rows)
    model.show_facet("open")
    before = model.rowCount()
    desk.reviewing.decide([rows[0].id], Status.VERIFIED)
    model.update_rows([desk.queries.fact(row.id) for row in rows], frozenset({rows[0].id}))
    assert model.rowCount() == before
    assert model.counts()["open"] == before - 1


def test_the_article_tree_is_sound_and_lazy(desk, qtmodeltester, qtbot):
    model = ArticlesModel()
    model.show_batches(desk.queries.batches())
    top = model.index(0, 0)
    assert model.hasChildren(top)
    assert model.rowCount(top) == 0
    with qtbot.waitSignal(model.wanted) as asked:
        model.fetchMore(top)
    batch_id = asked.args[0]
    model.show_articles(batch_id, desk.queries.articles(batch_id))
    qtmodeltester.check(model)
    assert model.rowCount(top) == 2
    first = desk.queries.articles()[0]
    assert model.row_of(model.index_of(first.id)) == first
    assert model.index_of(99_999) == QModelIndex()


def test_refreshed_batches_keep_their_articles(desk):
    model = ArticlesModel()
    batch = desk.queries.batches()[0]
    model.show_batches([batch])
    model.show_articles(batch.id, desk.queries.articles(batch.id))
    desk.reviewing.decide([fact_named(desk, "86家").id], Status.VERIFIED)
    model.show_batches(desk.queries.batches())
    assert model.rowCount(model.index(0, 0)) == 2
    assert model.batches()[0].decided == 1


def test_findings_by_facet(desk, qtmodeltester, qtbot):
    model = FindingsModel()
    model.show_rows(desk.queries.findings())
    counts = model.counts()
    assert counts["doubt"] >= 1
    assert counts["rounded"] >= 1
    model.show_facet("rounded")
    qtmodeltester.check(model)
    assert model.rowCount() == counts["rounded"]


def test_the_record_lists_decisions_newest_first(desk, rows, qtmodeltester, qtbot):
    desk.reviewing.decide([rows[0].id], Status.VERIFIED)
    desk.reviewing.edit(rows[1].id, {"value": "600000"})
    model = DecisionsModel()
    model.show_rows(desk.queries.decisions())
    qtmodeltester.check(model)
    assert "600000" in model.index(0, 5).data()
    assert model.index(1, 5).data() == "待核 → 已核"
