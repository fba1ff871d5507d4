"""Real files for the tests of reading: Word, PDF, Excel, rich text and archives, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES = {"a1": "Title", "1": "heading 1", "2": "heading 2", "a8": "caption"}
A_TIME = (2024, 6, 1, 8, 0, 0)


def packed(parts: Mapping[str, str | bytes], flags: int = 0) -> bytes:
    """A ZIP file of the parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, A_TIME), data, zipfile.ZIP_DEFLATED)
    data = bytearray(held.getvalue())
    if flags:
        for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = data.find(magic)
            while place >= 0:
                data[place + at] |= flags
                place = data.find(magic, place + 4)
    return bytes(data)


def p(text: str, style: str = "", inside: str = "") -> str:
    """A paragraph of a Word file; `inside` is raw XML behind its text."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r>{inside}</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def docx(body: str, notes: str = "", core: str = "", prolog: str = "") -> bytes:
    """A Word file around the XML of its body."""
    space = f'xmlns:w="{W}" xmlns:mc="{MC}"'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    parts = {
        "[Content_Types].xml": HEAD + "<Types/>",
        "word/document.xml": f"{HEAD}{prolog}<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"{HEAD}<w:styles {space}>{styles}</w:styles>",
    }
    if notes:
        parts["word/footnotes.xml"] = f"{HEAD}<w:footnotes {space}>{notes}</w:footnotes>"
    if core:
        parts["docProps/core.xml"] = (
            f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        )
    return packed(parts)


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of the rows of its sheets."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(list(cells))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def pdf(draw: Callable[..., None], **options: object) -> bytes:
    """A PDF of A4 pages; `draw` gets reportlab's canvas, on which STSong-Light is set."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), **options)
    canvas.setFont("STSong-Light", 10.5)
    draw(canvas)
    canvas.save()
    return held.getvalue()


def wrapped(text: str, wide: int, indent: int = 2) -> list[tuple[int, str]]:
    """A paragraph's lines as a column sets them: indent in characters, and the words."""
    lines = [(indent, text[: wide - indent])]
    lines += [(0, text[at : at + wide]) for at in range(wide - indent, len(text), wide)]
    return lines


def set_column(canvas: object, paragraphs: Sequence[str], left: float, top: float, wide: int) -> list[tuple]:
    """Where the lines of a column stand: x, y, words."""
    placed, y = [], top
    for text in paragraphs:
        for indent, words in wrapped(text, wide):
            placed.append((left + 10.5 * indent, y, words))
            y -= 16
    return placed


def rtf(body: str, info: str = "") -> bytes:
    """Rich text with the words as \\u escapes, so that it is ASCII."""
    escaped = "".join(
        char if ord(char) < 128 else f"\\u{ord(char) - 65536 * (ord(char) > 32767)}?" for char in body
    )
    told = "".join(
        char if ord(char) < 128 else f"\\u{ord(char) - 65536 * (ord(char) > 32767)}?" for char in info
    )
    return f"{{\\rtf1\\ansi\\ansicpg936\\uc1{{\\info{told}}}\\pard {escaped}}}".encode("ascii")
