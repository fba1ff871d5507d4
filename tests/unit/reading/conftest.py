"""Real files of LibreOffice, made once for all tests of reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from opendocument import sheet, text_document
from sources import ABOUT, COLUMNS, ROWS, STORY, TABLES

from tests.libreoffice import Office


@pytest.fixture(scope="session")
def converted(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of story.doc, .docx and .rtf, tables.doc and .docx, columns.pdf and list.xlsx."""
    folder = tmp_path_factory.mktemp("converted")
    texts = {"story": (STORY, ABOUT), "tables": (TABLES, ""), "columns": (COLUMNS, "")}
    for name, (body, about) in texts.items():
        (folder / f"{name}.fodt").write_text(text_document(body, about), encoding="utf-8")
    (folder / "list.fods").write_text(sheet("稿", ROWS), encoding="utf-8")
    for kind, names in (
        ("doc", ("story.fodt", "tables.fodt")), ("docx", ("story.fodt", "tables.fodt")),
        ("rtf", ("story.fodt",)), ("pdf", ("columns.fodt",)), ("xlsx", ("list.fods",)),
    ):
        office.convert([folder / name for name in names], kind, folder)
    return folder
