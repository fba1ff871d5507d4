"""Texts and sheets for LibreOffice to convert: flat OpenDocument, one XML file each."""

from __future__ import annotations

from collections.abc import Sequence

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
DATE = (
    '<number:date-style style:name="Day"><number:year number:style="long"/><number:text>年</number:text>'
    "<number:month/><number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style>"
    '<style:style style:name="Date" style:family="table-cell" style:data-style-name="Day"/>'
)
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"),
        ("number", "datastyle"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
STYLES = (
    '<style:style style:name="Hidden" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Frame" style:family="graphic">'
    '<style:graphic-properties style:wrap="parallel"/></style:style>'
    '<style:style style:name="Indented" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:text-indent="24pt"/>'
    '<style:text-properties fo:font-size="12pt"/></style:style>'
    '<style:style style:name="Columns" style:family="section"><style:section-properties>'
    '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>'
    '<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" '
    'fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>'
)
RUNNING_HEAD, RUNNING_FOOT = "江镇日报 要闻", "本版编辑"
_BY = (
    "<office:change-info><dc:creator>江</dc:creator><dc:date>2024-03-05T01:00:00</dc:date>"
    "</office:change-info>"
)
CHANGES = (
    "<text:tracked-changes>"
    f'<text:changed-region text:id="in"><text:insertion>{_BY}</text:insertion></text:changed-region>'
    f'<text:changed-region text:id="out"><text:deletion>{_BY}<text:p>二十三</text:p></text:deletion>'
    "</text:changed-region></text:tracked-changes>"
)


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def heading(words: str) -> str:
    return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{words}</text:h>'


def note(kind: str, *paragraphs: str) -> str:
    """A footnote or an endnote."""
    return (f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation><text:note-body>'
            + "".join(map(p, paragraphs)) + "</text:note-body></text:note>")


def box(words: str) -> str:
    """A text box anchored at a character."""
    return ('<draw:frame draw:style-name="Frame" text:anchor-type="char" svg:width="5cm"><draw:text-box '
            f'fo:min-height="2cm">{p(words)}</draw:text-box></draw:frame>')


def shape(words: str) -> str:
    """A drawn rectangle with words in it."""
    return ('<draw:custom-shape text:anchor-type="char" svg:width="5cm" svg:height="2cm">' + p(words)
            + '<draw:enhanced-geometry svg:viewBox="0 0 9 9" draw:type="rectangle" draw:enhanced-path='
              '"M 0 0 L 9 0 9 9 0 9 0 0 Z N"/></draw:custom-shape>')


def table(*rows: Sequence[str]) -> str:
    """A table; a cell that starts with a tag is taken as it is."""
    cells = ("".join(
        f"<table:table-cell>{cell if cell.startswith('<') else p(cell)}</table:table-cell>" for cell in row
    ) for row in rows)
    held = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return (f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
            f"{held}</table:table>")


def text_document(body: str, about: str = "") -> str:
    """A text with a running head and a page number; it may use the changes `in` and `out`. `about` is XML."""
    changes = CHANGES if "text:change" in body else ""
    return (
        f'{HEAD}<office:document {SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.'
        f'opendocument.text"><office:meta>{about}</office:meta><office:automatic-styles>{STYLES}'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        f'style:page-layout-name="Page"><style:header>{p(RUNNING_HEAD)}</style:header><style:footer>'
        f"{p(RUNNING_FOOT + '<text:page-number>1</text:page-number>')}</style:footer></style:master-page>"
        f"</office:master-styles><office:body><office:text>{changes}{body}</office:text></office:body>"
        "</office:document>"
    )


def sheet(name: str, rows: Sequence[Sequence[str]]) -> str:
    """A sheet; YYYY-MM-DD is a date, with ! before it one without a format; a line end parts paragraphs."""
    held = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return (
        f'{HEAD}<office:document {SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.'
        f'opendocument.spreadsheet"><office:automatic-styles>{DATE}</office:automatic-styles><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{held}</table:table></office:spreadsheet>'
        "</office:body></office:document>"
    )


def _cell(words: str) -> str:
    plain = words.removeprefix("!")
    if len(plain) == 10 and plain[4::3] == "--":
        style = "" if plain != words else 'table:style-name="Date" '
        return f'<table:table-cell {style}office:value-type="date" office:date-value="{plain}"/>'
    held = "".join(f"<text:p>{line}</text:p>" for line in words.split("\n"))
    return f'<table:table-cell office:value-type="string">{held}</table:table-cell>'
