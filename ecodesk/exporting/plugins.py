"""The plug point Exporter: what a desk can be written to."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol, runtime_checkable

from ecodesk.domain.facts import record_of
from ecodesk.domain.views import Progress
from ecodesk.exporting.atomic import in_place_of
from ecodesk.exporting.content import WorkbookContent
from ecodesk.exporting.records import write_csv, write_jsonl
from ecodesk.knowledge.plugins import load_plugins

GROUP = "ecodesk.exporters"


@runtime_checkable
class Exporter(Protocol):
    """A way out. `code` is also the file's extension, `title` its Chinese name in dialogs.

    A plug-in offers an instance, or a class without arguments, under the entry points `ecodesk.exporters`.
    """

    code: str
    title: str

    def write(self, path: Path, content: WorkbookContent, progress: Progress) -> None:
        """Write the content to the path, whole or not at all; WorkbookError where that fails."""


class ExcelExporter:
    """The workbook that can come back."""

    code = "xlsx"
    title = "Excel 工作簿"

    def write(self, path: Path, content: WorkbookContent, progress: Progress) -> None:
        from ecodesk.exporting.workbook import write_workbook

        write_workbook(path, content, progress)


class CsvExporter:
    """The public records as a table for other programs."""

    code = "csv"
    title = "CSV 表格"

    def write(self, path: Path, content: WorkbookContent, progress: Progress) -> None:
        with in_place_of(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
            write_csv((record_of(row.fact) for row in content.facts), stream)


class JsonLinesExporter:
    """The public records, one JSON object a line."""

    code = "jsonl"
    title = "JSON 行"

    def write(self, path: Path, content: WorkbookContent, progress: Progress) -> None:
        with in_place_of(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
            write_jsonl((record_of(row.fact) for row in content.facts), stream)


class TextExporter:
    """The articles as they read with every correction laid in, blank lines between their paragraphs."""

    code = "txt"
    title = "改后全文"

    def write(self, path: Path, content: WorkbookContent, progress: Progress) -> None:
        with in_place_of(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
            for text in content.texts:
                stream.write(text.replace("\n", "\n\n") + "\n\n")


BUILTIN: tuple[Exporter, ...] = (ExcelExporter(), CsvExporter(), JsonLinesExporter(), TextExporter())


@cache
def exporters() -> tuple[Exporter, ...]:
    """Built-in exporters, then those of plug-ins; one that fails is reported and left out."""
    return BUILTIN + load_plugins(GROUP, Exporter)  # type: ignore[type-abstract]
