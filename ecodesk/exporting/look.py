"""How the cells of the workbook look, and how values are put into them without being changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.exporting.texts import escaped, number_in_cell, safe_text

FONT = "微软雅黑"
INK, FAINT, ACCENT, RAIL, LINE = "1F2933", "6B7280", "0F766E", "123C3A", "DFE2E6"

STATUS_FILL = {Status.VERIFIED: "DCFCE7", Status.CORRECTED: "DBEAFE", Status.REJECTED: "E5E7EB",
               Status.QUERIED: "FEF3C7"}
STATUS_INK = {Status.VERIFIED: "15803D", Status.CORRECTED: "1D4ED8", Status.REJECTED: "6B7280",
              Status.QUERIED: "B45309"}
VERDICT_INK = {Verdict.CONFLICT: "C0271B", Verdict.FAILS: "C0271B", Verdict.QUERY: "B45309",
               Verdict.SCOPE: "B45309", Verdict.KEPT: "1D4ED8", Verdict.PERIOD: "1D4ED8"}


@dataclass(frozen=True, slots=True)
class Look:
    """A cell style; equal looks share one entry of the workbook's style table."""

    size: float = 10
    bold: bool = False
    ink: str = INK
    fill: str = ""
    wrap: bool = False
    align: str = "left"
    form: str = "General"
    underline: bool = False
    rule: bool = True
    quoted: bool = False


TEXT = Look(form="@")
WRAPPED = Look(form="@", wrap=True)
PALE = Look(form="@", ink=FAINT)
PALE_WRAPPED = Look(form="@", ink=FAINT, wrap=True)
HEADER = Look(bold=True, ink="FFFFFF", fill=RAIL, wrap=True, align="center")
TITLE = Look(size=16, bold=True, ink=RAIL, rule=False)
SUBTITLE = Look(ink=FAINT, rule=False)
SECTION = Look(size=11, bold=True, ink=ACCENT, rule=False)
PLAIN = Look(rule=False)
PROSE = Look(rule=False, wrap=True)
LINK = Look(form="@", ink="0B57D0", underline=True)
NUMBER = Look(align="right", form="#,##0")
COUNT = Look(align="right", form="0")
TIME = Look(form="yyyy-mm-dd hh:mm")
RESULT = Look(align="right", form="#,##0.####")


class Pen:
    """Makes the cells of one workbook."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._styles: dict[Look, Any] = {}

    def _cell(self, look: Look) -> Any:
        cell = WriteOnlyCell(self._sheet)
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = _styled(WriteOnlyCell(self._sheet), look)
        # Copying the style array is how openpyxl's documentation repeats a style: setting the
        # parts cell by cell costs four table look-ups each.
        cell._style = style
        return cell

    def text(self, text: str, look: Look = TEXT) -> Any:
        """A text cell, whatever the text begins with: never a formula, an error or a number."""
        text = escaped(safe_text(text))
        if not text:
            return self._cell(look)
        risky = text[0] in "=+-@\t\r"
        cell = self._cell(_quoted(look) if risky else look)
        cell.value = text
        cell.data_type = "s"
        return cell

    def number(self, value: str, look: Look = NUMBER) -> Any:
        """The number a value field holds, as a number where a double keeps all its digits, else as text."""
        fits = number_in_cell(value)
        if fits is None:
            return self.text(value, Look(form="@", align="right"))
        number, decimals = fits
        cell = self._cell(Look(align="right", form=_form(look.form, decimals)))
        cell.value = number
        return cell

    def count(self, number: int) -> Any:
        cell = self._cell(COUNT)
        cell.value = number
        return cell

    def when(self, at: datetime | None) -> Any:
        """An aware time, on the clock of the machine that exports: a cell has no time zone."""
        cell = self._cell(TIME)
        if at is not None:
            cell.value = at.astimezone().replace(tzinfo=None, microsecond=0)
        return cell

    def formula(self, expression: str, look: Look = RESULT) -> Any:
        """A live formula; `expression` begins with = and is ours, never text of an article."""
        cell = self._cell(look)
        cell.value = expression
        return cell

    def link(self, text: str, target: str, place: str) -> Any:
        """Text that leads to a cell of this workbook; `place` is the reference of the cell itself."""
        cell = self.text(text, LINK)
        cell.hyperlink = Hyperlink(ref="", location=target, display=safe_text(text))
        cell.hyperlink.ref = place  # the setter took it for A1: a streamed cell learns its place last
        return cell


def _form(base: str, decimals: int) -> str:
    return f"{base}.{'0' * decimals}" if decimals else base


def _quoted(look: Look) -> Look:
    values = {name: getattr(look, name) for name in Look.__slots__}
    return Look(**{**values, "quoted": True})


def _styled(cell: Any, look: Look) -> Any:
    cell.font = Font(name=FONT, size=look.size, bold=look.bold, color=look.ink,
                     underline="single" if look.underline else None)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    cell.alignment = Alignment(horizontal=look.align, vertical="center" if not look.wrap else "top",
                               wrap_text=look.wrap)
    if look.rule:
        cell.border = Border(bottom=Side(style="thin", color=LINE))
    cell.number_format = look.form
    cell.quotePrefix = look.quoted
    return cell._style
