"""Word files: what a reader of the page sees is read, in its order."""

from __future__ import annotations

import pytest
from making import docx, p, row

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, Reading, SourceFile
from ecodesk.reading import read_file

LONG = "全县今年新修村道四百余公里，沿线的果园、茶园和菜地都通了货车，往年要靠肩挑背驮的山货当天就能进城。"
SECOND = "县交通局说，剩下的三十二公里在年底以前完工，届时每个自然村都有一条硬化路。"


def read(data: bytes, name: str = "稿.docx") -> Reading:
    return read_file(SourceFile(name, data))


def blocks(data: bytes) -> list[tuple[str, str]]:
    clean = read(data).articles[0].clean
    return [(block.kind.value, block.span.of(clean.text)) for block in clean.blocks]


def test_styles_give_the_kinds() -> None:
    body = p("山路通了", "a1") + p(LONG) + p("还有多远", "1") + p(SECOND) + p("新路像带子一样绕山", "a8")
    assert blocks(docx(body)) == [
        ("title", "山路通了"), ("body", LONG), ("heading", "还有多远"), ("body", SECOND),
        ("caption", "新路像带子一样绕山"),
    ]


def test_a_file_of_headings_is_a_file_of_articles() -> None:
    body = p("山路通了", "1") + p(LONG) + p("码头搬了", "1") + p(SECOND)
    assert [article.title for article in read(docx(body)).articles] == ["山路通了", "码头搬了"]


def test_tables_row_by_row() -> None:
    table = "<w:tbl>" + row("乡镇", "里程") + row("东山", "12万米") + row("西山", "30万米") + "</w:tbl>"
    found = blocks(docx(p(LONG) + table + p(SECOND)))
    assert [text for _, text in found] == [LONG, "乡镇 | 里程", "东山 | 12万米", "西山 | 30万米", SECOND]
    assert [kind for kind, _ in found[1:4]] == ["box"] * 3


def test_paragraphs_of_a_cell_do_not_run_together() -> None:
    cells = f"<w:tc>{p('12')}{p('')}{p('34')}</w:tc><w:tc>{p('人次')}</w:tc>"
    assert blocks(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{p(LONG)}"))[0] == ("box", "12 34 | 人次")


def test_a_table_that_lays_out_the_page_is_read_as_text() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p(LONG * 3)}{p(SECOND)}</w:tc><w:tc>{p(SECOND)}</w:tc></w:tr></w:tbl>"
    assert [kind for kind, _ in blocks(docx(table))] == ["body"] * 3


def test_tracked_changes_are_accepted() -> None:
    change = (
        "<w:ins><w:r><w:t>三十二</w:t></w:r></w:ins><w:del><w:r><w:delText>二十三</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:r><w:t>公里。</w:t></w:r>"
    )
    reading = read(docx(p("剩下的", inside=change)))
    assert reading.articles[0].clean.text == "剩下的三十二公里。"
    assert "插入 1 处，删除 1 处" in reading.warnings[0]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>村道四百</w:t></w:r></w:p>"
    assert read(docx(first + p("余公里。"))).articles[0].clean.text == "村道四百余公里。"


def test_text_boxes_come_once_behind_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('通车里程四百公里')}</w:txbxContent>"
    anchor = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = p(LONG, inside=anchor + "</mc:AlternateContent></w:r>") + p(SECOND)
    assert blocks(docx(body)) == [("body", LONG), ("box", "通车里程四百公里"), ("body", SECOND)]


def test_footnotes_stand_behind_the_text() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("线")}</w:footnote>'
        f'<w:footnote w:id="1">{p("不含在建里程。")}</w:footnote>'
    )
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    assert blocks(docx(p(LONG, inside=reference) + p(SECOND), notes)) == [
        ("body", LONG), ("body", SECOND), ("box", "不含在建里程。"),
    ]


def test_what_is_not_printed_is_not_read() -> None:
    hidden = (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:ruby><w:rt><w:r><w:t>lù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>路。</w:t></w:r></w:rubyBase></w:ruby>"
    )
    assert read(docx(p("硬化", inside=hidden))).articles[0].clean.text == "硬化路。"


@pytest.mark.parametrize(
    ("core", "title", "author", "published"),
    [
        ("<dc:title>山路</dc:title><dc:creator>江小满</dc:creator><dcterms:created>2024-03-05T01:00:00Z"
         "</dcterms:created>", "山路", "江小满", "2024-03-05"),
        ("<dc:title>文档1</dc:title><dc:creator>微软用户</dc:creator><dcterms:created>2009-03-05T01:00:00Z"
         "</dcterms:created><dcterms:modified>2024-05-06T01:00:00Z</dcterms:modified>", "稿", "",
         "2024-05-06"),
    ],
)
def test_the_files_own_fields(core: str, title: str, author: str, published: str) -> None:
    article = read(docx(p(LONG), core=core)).articles[0]
    assert (article.title, article.author, article.published) == (title, author, published)


def test_the_texts_own_date_outranks_the_files() -> None:
    core = "<dcterms:created>2024-03-05T01:00:00Z</dcterms:created>"
    reading = read(docx(p("山路通了") + p("2023-11-02 10:20") + p(LONG), core=core))
    assert reading.articles[0].published == "2023-11-02"


def test_a_file_of_pictures_says_so() -> None:
    with pytest.raises(ReadError) as caught:
        read(docx("<w:p><w:r><w:drawing/></w:r></w:p>"))
    assert caught.value.code == "read-no-text"


def test_a_wrong_extension_is_told_and_read() -> None:
    reading = read(docx(p(LONG)), "稿.txt")
    assert reading.articles[0].clean.text == LONG
    assert "“.txt”" in reading.warnings[0]


def test_every_character_maps_to_the_source() -> None:
    reading = read(docx(p("山路通了", "a1") + "<w:tbl>" + row("甲", "一") + "</w:tbl>" + p(LONG)))
    clean = reading.articles[0].clean
    for at, char in enumerate(clean.text):
        assert char == "\n" or reading.source.text[clean.offsets.to_source(at)] == char
    assert clean.blocks[0].kind is BlockKind.TITLE
