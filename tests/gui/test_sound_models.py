"""Every model that a view of the window shows keeps the rules of Qt, with rows and without."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import openpyxl
import pytest
from PySide6.QtCore import QAbstractItemModel

import ecodesk.gui
from ecodesk.domain.decisions import Status
from ecodesk.domain.entries import Entry
from ecodesk.domain.facets import DeskFilter, Facet
from ecodesk.domain.tables import Column, TableLayout
from ecodesk.domain.views import FactFilter
from ecodesk.gui.dialogs.import_report import ImportModel
from ecodesk.gui.dialogs.palette import CommandsModel
from ecodesk.gui.dialogs.remembered_columns import LayoutsModel
from ecodesk.gui.dialogs.table_view import CellsModel
from ecodesk.gui.dialogs.take_back import ChangesModel
from ecodesk.gui.filters.model import FacetsModel
from ecodesk.gui.models.articles import ArticlesModel
from ecodesk.gui.models.entries import EntriesModel
from ecodesk.gui.models.facts import FactsModel
from ecodesk.gui.models.findings import FindingsModel
from ecodesk.gui.models.levels import TwoLevels
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.models.rules import WordsModel, ranges_model
from ecodesk.gui.overview.record_page import DecisionsModel
from ecodesk.gui.references.model import ReferencesModel
from ecodesk.gui.references.report import ReportModel
from ecodesk.gui.search import ResultsModel
from ecodesk.gui.theme import Look, Scheme
from ecodesk.services.desk import Desk, open_desk
from tests.reference_tables import workbook


@pytest.fixture
def desk(settings, qtbot):
    with open_desk(settings) as opened:
        yield opened


@pytest.fixture
def look(qtbot):
    return Look(Scheme.LIGHT)


def models() -> Iterator[type[QAbstractItemModel]]:
    """Every class of a model that the window has."""
    for found in pkgutil.walk_packages(ecodesk.gui.__path__, "ecodesk.gui."):
        module = importlib.import_module(found.name)
        yield from (one for one in vars(module).values() if isinstance(one, type)
                    and issubclass(one, QAbstractItemModel) and one.__module__ == module.__name__)


def facts(desk: Desk, _look: Look, _tmp_path) -> QAbstractItemModel:
    model = FactsModel()
    model.show_rows(tuple(desk.queries.facts(FactFilter())))
    return model


def articles(desk: Desk, _look: Look, _tmp_path) -> QAbstractItemModel:
    model, batch = ArticlesModel(), desk.queries.batches()[0]
    model.show_batches([batch])
    model.show_articles(batch.id, desk.queries.articles(batch.id))
    return model


def findings(desk: Desk, _look: Look, _tmp_path) -> QAbstractItemModel:
    model = FindingsModel()
    model.show_rows(desk.queries.findings())
    model.show_facet("rounded")
    return model


def decisions(desk: Desk, _look: Look, _tmp_path) -> QAbstractItemModel:
    desk.reviewing.decide([desk.queries.facts(FactFilter())[0].id], Status.VERIFIED)
    model = DecisionsModel()
    model.show_rows(desk.queries.decisions())
    return model


def found(desk: Desk, _look: Look, _tmp_path) -> QAbstractItemModel:
    model = ResultsModel()
    model.show_rows(desk.queries.facts(FactFilter()))
    return model


def facets(desk: Desk, _look: Look, _tmp_path) -> QAbstractItemModel:
    model = FacetsModel()
    for facet in Facet:
        model.show_tally(desk.queries.tally(DeskFilter(), facet, 3))
    model.show_filter(DeskFilter(frozenset({(Facet.STATUS, "open"), (Facet.PLACE, "青禾县")})))
    return model


def entries(desk: Desk, look: Look, _tmp_path) -> QAbstractItemModel:
    desk.dictionary.add(Entry("subject", "青禾", "青禾县", ""))
    model = EntriesModel(look)
    model.show_rows(desk.dictionary.rows())
    return model


def layouts(_desk: Desk, _look: Look, _tmp_path) -> QAbstractItemModel:
    model = LayoutsModel()
    model.show_layouts([TableLayout((("稿文", Column.BODY),), ("题目", "稿文"))])
    return model


def cells(_desk: Desk, look: Look, _tmp_path) -> QAbstractItemModel:
    model = CellsModel(look)
    model.show_rows(("题目", "稿文"), [("十村账本", "酥梨12万亩"), ("缺一列",)])
    model.show_columns({1: Column.BODY})
    return model


def imported(desk: Desk, look: Look, tmp_path) -> QAbstractItemModel:
    (tmp_path / "空稿.txt").write_bytes(b"")
    model = ImportModel(look)
    model.show_rows(desk.importing.import_paths([tmp_path / "空稿.txt"]).rows)
    return model


def changes(desk: Desk, _look: Look, tmp_path) -> QAbstractItemModel:
    path = tmp_path / "交稿.xlsx"
    desk.exporting.export_workbook(path)
    book = openpyxl.load_workbook(path)
    sheet = book["数据明细"]
    state = next(cell.column for cell in sheet[1] if cell.value == "状态")
    sheet.cell(2, state).value = "已核"
    book.save(path)
    return ChangesModel(desk.exporting.preview_workbook(path))


def references(desk: Desk, look: Look, tmp_path) -> QAbstractItemModel:
    desk.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    model, rows = ReferencesModel(look), desk.references.rows()
    model.show_rows(rows[:2], False)
    model.add_rows(rows[2:], True)
    return model


def report(desk: Desk, look: Look, tmp_path) -> QAbstractItemModel:
    model = ReportModel(look)
    model.show_rows(desk.references.import_file(workbook(tmp_path / "年鉴.xlsx")).rows, None)
    return model


def rules(desk: Desk, look: Look, _tmp_path) -> QAbstractItemModel:
    model = ranges_model(look, look)
    model.show_rows(desk.rules.range_rows())
    return model


MAKERS = {FactsModel: facts, ArticlesModel: articles, FindingsModel: findings, DecisionsModel: decisions,
          ResultsModel: found, FacetsModel: facets, EntriesModel: entries, LayoutsModel: layouts,
          CellsModel: cells, ImportModel: imported, ChangesModel: changes, ReferencesModel: references,
          ReportModel: report, WordsModel: rules}
EMPTY = (FactsModel, ArticlesModel, FindingsModel, DecisionsModel, ResultsModel, FacetsModel, LayoutsModel)


@pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)
def test_a_model_with_rows_is_sound(kind, desk, look, tmp_path, qtmodeltester):
    model = MAKERS[kind](desk, look, tmp_path)
    assert isinstance(model, kind)
    assert model.rowCount() > 0
    qtmodeltester.check(model)


@pytest.mark.parametrize("kind", EMPTY, ids=lambda kind: kind.__name__)
def test_a_model_without_rows_is_sound(kind, qtbot, qtmodeltester):
    model = kind()
    assert model.rowCount() in (0, 1 + len(Facet)), "the panel shows its facets before any count"
    qtmodeltester.check(model)


def test_no_model_is_left_out():
    # The commands are tested with the palette; plain rows and two levels are only the bases of others.
    assert set(models()) == {*MAKERS, CommandsModel, RowsModel, TwoLevels}
