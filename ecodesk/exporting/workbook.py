"""The workbook, written row by row under a temporary name and put in place when it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ecodesk.domain.errors import Stopped
from ecodesk.domain.views import Progress
from ecodesk.exporting import look, sheets
from ecodesk.exporting.atomic import in_place_of
from ecodesk.exporting.columns import CODED, COLUMNS, SHEET, index_of
from ecodesk.exporting.content import WorkbookContent
from ecodesk.exporting.help import help_lines
from ecodesk.exporting.look import Pen
from ecodesk.exporting.sheets import Sheet
from ecodesk.knowledge.labels import field_label, label, labels

A4 = 9
"""Code of the paper size in the file format."""

EVERY = 200
"""Rows between two looks at the progress: well within a second."""


def write_workbook(path: Path, content: WorkbookContent, progress: Progress) -> None:
    """Write the workbook; an older file of that name stays until the new one is whole.

    A cancelled export leaves no file. Raises WorkbookError when the target is open in another
    program, the folder cannot be written or the disk is full.
    """
    with in_place_of(path) as temporary:
        book = _book(content, progress)
        progress.step(1, 1, "保存工作簿")
        if progress.cancelled:
            raise Stopped
        book.save(temporary)


def _book(content: WorkbookContent, progress: Progress) -> Any:
    book = Workbook(write_only=True)
    # The formulas carry no stored result: have the spreadsheet work them out when it opens.
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.creator = content.editor or "核稿台"
    book.properties.title = "核稿台核查工作簿"
    tables = sheets.table_sheets(content)
    total = sum(sheet.total for sheet in tables)
    _prose(book, sheets.SUMMARY, content)
    done = 0
    for sheet in tables:
        done = _table(book, sheet, progress, done, total)
    _prose(book, sheets.HELP, None)
    return book


def _prose(book: Any, title: str, content: WorkbookContent | None) -> None:
    """A sheet to be read: the summary with a content, else the help."""
    page = book.create_sheet(title)
    page.sheet_view.showGridLines = False
    for letter, width in zip("ABC", (16, 10, 100), strict=True):
        page.column_dimensions[letter].width = width
    _printed(page, title, repeat=False)
    pen = Pen(page)
    if content is not None:
        for row in sheets.summary_rows(content, pen):
            page.append(row)
        return
    for kind, line in help_lines():
        style = {"title": look.TITLE, "section": look.SECTION}.get(kind, look.PLAIN)
        page.append([pen.text(line, style)])


def _table(book: Any, sheet: Sheet, progress: Progress, done: int, total: int) -> int:
    page = book.create_sheet(sheet.title)
    last = max(sheet.total + 1, 2)
    for number, (_, width) in enumerate(sheet.headings, 1):
        column = page.column_dimensions[get_column_letter(number)]
        column.width = width
        column.hidden = number in sheet.hidden
    page.freeze_panes = sheet.frozen
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{last}"
    _printed(page, sheet.title, repeat=True)
    if sheet.title == SHEET:
        # What lies behind the source is for looking up; printed, it would make the rest too small to read.
        page.print_area = f"A1:{get_column_letter(index_of(field_label('source')))}{last}"
        _drop_downs(page, last)
        _status_colours(page, last)
    pen = Pen(page)
    page.append([pen.text(heading, look.HEADER) for heading, _ in sheet.headings])
    for number, row in enumerate(sheet.rows(pen), 1):
        page.append(row)
        if number % EVERY == 0:
            progress.step(done + number, total, f"写入{sheet.title}")
            if progress.cancelled:
                page.close()
                raise Stopped
    return done + sheet.total


def _printed(page: Any, title: str, repeat: bool) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddFooter.left.text, page.oddFooter.right.text = f"核稿台 {title}", "第 &P 页，共 &N 页"
    if repeat:
        page.print_title_rows = "1:1"


def _drop_downs(page: Any, last: int) -> None:
    for number, column in enumerate(COLUMNS, 1):
        enum = CODED.get(column.field)
        if enum is None:
            continue
        choice = DataValidation(type="list", formula1=f'"{",".join(labels(enum))}"', allow_blank=True)
        choice.errorTitle, choice.error = f"{column.heading}有误", "请从下拉列表里选一项"
        choice.showErrorMessage = True
        letter = get_column_letter(number)
        choice.add(f"{letter}2:{letter}{last}")
        page.data_validations.append(choice)


def _status_colours(page: Any, last: int) -> None:
    place = {column.heading: get_column_letter(number) for number, column in enumerate(COLUMNS, 1)}
    status, verdict = place[field_label("status")], place["核查"]
    for member, fill in look.STATUS_FILL.items():
        rule = FormulaRule([f'${status}2="{label(member)}"'],
                           fill=PatternFill(bgColor=fill, fill_type="solid"),
                           font=Font(color=look.STATUS_INK[member], bold=True))
        page.conditional_formatting.add(f"{status}2:{status}{last}", rule)
    for outcome, ink in look.VERDICT_INK.items():
        rule = FormulaRule([f'${verdict}2="{label(outcome)}"'], font=Font(color=ink, bold=True))
        page.conditional_formatting.add(f"{verdict}2:{verdict}{last}", rule)
