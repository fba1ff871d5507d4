"""PDF files: columns in reading order, running heads out, sentences whole, a reason where nothing is read."""

from __future__ import annotations

import io
from itertools import zip_longest

import pytest
from making import pdf, set_column

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, Reading, SourceFile
from ecodesk.knowledge.messages import explain
from ecodesk.reading import read_file

SONG = "STSong-Light"
PARTS = [
    "清晨五点，渡口的老船工把缆绳解开，第一班渡船载着三十二名赶集的乡亲往对岸去，江面上的雾还没有散。",
    "渡船公司说，去年共运送乘客十四万人次，比前年多了两万人次，其中学生占到四分之一，雨天也不停航。",
    "对岸的集市原先只有七十个摊位，大桥通车以后扩到二百一十个，卖竹器的、打铁的、补锅的都搬了过来。",
    "镇里的干部介绍，竹编合作社现有社员一百八十户，户均增收六千元，产品卖到了沿海的十几个城市。",
    "合作社的仓库里码着新打的竹席，一张要费两个工，冬天卖得最好，订单已经排到明年的三月。",
    "老船工的儿子在合作社里管账，他说竹子要选三年生的，太嫩了容易生虫，太老了劈不开。",
]
WIDE = 24


def read(data: bytes, name: str = "版.pdf") -> Reading:
    return read_file(SourceFile(name, data))


def texts(reading: Reading) -> list[str]:
    return [
        block.span.of(article.clean.text) for article in reading.articles for block in article.clean.blocks
    ]


def code_of(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert "{" not in explain(caught.value)
    return caught.value.code


def columns(canvas: object, shares: list[list[str]], wide: int, top: float = 760) -> list[list[tuple]]:
    step = (wide + 2) * 10.5
    return [set_column(canvas, share, 40 + number * step, top, wide) for number, share in enumerate(shares)]


def put(canvas: object, lines: list[tuple]) -> None:
    for x, y, words in lines:
        canvas.drawString(x, y, words)


def typed(canvas: object, size: float, lines: list[tuple]) -> None:
    canvas.setFont(SONG, size)
    put(canvas, lines)


@pytest.mark.parametrize(("count", "wide"), [(2, 22), (3, 14)])
@pytest.mark.parametrize("across", [False, True], ids=["by column", "by line"])
def test_columns_come_out_in_reading_order(count: int, wide: int, across: bool) -> None:
    size = len(PARTS) // count
    shares = [PARTS[at : at + size] for at in range(0, len(PARTS), size)]

    def draw(canvas) -> None:
        placed = columns(canvas, shares, wide)
        if across:
            put(canvas, [line for row in zip_longest(*placed) for line in row if line])
        else:
            put(canvas, [line for column in placed for line in column])

    assert texts(read(pdf(draw))) == PARTS


def test_a_headline_across_the_columns() -> None:
    def draw(canvas) -> None:
        canvas.setFont(SONG, 24)
        canvas.drawString(60, 780, "渡口通了大桥")
        canvas.setFont(SONG, 10.5)
        placed = columns(canvas, [PARTS[:3], PARTS[3:]], 22, 740)
        put(canvas, [line for row in zip_longest(*placed) for line in row if line])

    reading = read(pdf(draw))
    assert texts(reading) == ["渡口通了大桥", *PARTS]
    assert reading.articles[0].title == "渡口通了大桥"
    assert reading.articles[0].clean.blocks[0].kind is BlockKind.TITLE


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    def draw(canvas) -> None:
        for number in range(3):
            canvas.setFont(SONG, 9)
            canvas.drawString(250, 810, f"江镇日报 {number + 4}版")
            canvas.drawString(290, 30, f"- {number + 1} -")
            canvas.setFont(SONG, 10.5)
            put(canvas, set_column(canvas, PARTS[2 * number : 2 * number + 2], 60, 760, 40))
            canvas.showPage()

    reading = read(pdf(draw))
    assert texts(reading) == PARTS
    assert any("江镇日报" in warning for warning in reading.warnings)
    assert "江镇日报" in reading.source.text


def test_a_newspaper_page_for_each_article() -> None:
    """Running heads with the date, kicker, byline, a heading, a picture between two halves of a sentence."""

    def draw(canvas) -> None:
        for number, title in enumerate(("渡口通了大桥", "竹席织出新日子")):
            first, torn, last = PARTS[3 * number : 3 * number + 3]
            lines = set_column(canvas, [torn], 40, 600, 22)
            typed(canvas, 9, [(40, 815, "江镇日报"), (480, 815, "2024年3月5日 星期二")])
            typed(canvas, 22, [(60, 780, title)])
            typed(canvas, 10.5, [(60, 735, "■本报记者 江小满"), *set_column(canvas, [first], 40, 710, 22)])
            typed(canvas, 12.5, [(40, 620, "桥通之后")])
            typed(canvas, 10.5, lines[:2])
            canvas.drawImage(picture(), 300, 560, 231, 150)
            typed(canvas, 8, [(300, 548, "新桥上的早市  江小满 摄")])
            behind = [(x + 260, 500 - 16 * at, words) for at, (x, _, words) in enumerate(lines[2:])]
            typed(canvas, 10.5, behind + set_column(canvas, [last], 300, 400, 22))
            typed(canvas, 9, [(290, 25, f"第{number + 3}版")])
            canvas.showPage()

    reading = read(pdf(draw))
    assert [(a.title, a.author, a.published) for a in reading.articles] == [
        ("渡口通了大桥", "江小满", "2024-03-05"), ("竹席织出新日子", "江小满", "2024-03-05"),
    ]
    kinds = ["title", "byline", "body", "heading", "body", "caption", "body"]
    for number, article in enumerate(reading.articles):
        clean = article.clean
        assert [block.kind.value for block in clean.blocks] == kinds
        bodies = [b.span.of(clean.text) for b in clean.blocks if b.kind is BlockKind.BODY]
        assert bodies == PARTS[3 * number : 3 * number + 3]


def test_a_line_at_the_top_that_no_other_page_repeats_is_kept() -> None:
    def draw(canvas) -> None:
        for part in PARTS[:2]:
            canvas.setFont(SONG, 10.5)
            put(canvas, set_column(canvas, [part], 60, 810, 40))
            canvas.showPage()

    assert texts(read(pdf(draw))) == PARTS[:2]


def test_a_sentence_torn_by_page_and_column_is_whole() -> None:
    whole = PARTS[1]
    lines = [(81, 96, whole[:18]), (60, 80, whole[18:38])]

    def draw(canvas) -> None:
        put(canvas, set_column(canvas, PARTS[:1], 60, 160, 20) + lines)
        canvas.drawString(290, 30, "1")
        canvas.showPage()
        canvas.setFont(SONG, 10.5)
        canvas.drawString(290, 30, "2")
        put(canvas, [(60, 760, whole[38:]), *set_column(canvas, PARTS[2:3], 60, 740, 20)])

    assert texts(read(pdf(draw))) == PARTS[:3]


def picture() -> object:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    held = io.BytesIO()
    Image.new("RGB", (60, 40), (90, 120, 90)).save(held, "PNG")
    return ImageReader(io.BytesIO(held.getvalue()))


def test_words_under_a_picture_are_its_caption() -> None:
    def draw(canvas) -> None:
        put(canvas, set_column(canvas, PARTS[:1], 60, 780, 40))
        canvas.drawImage(picture(), 60, 500, 300, 200)
        canvas.setFont(SONG, 8.5)
        canvas.drawString(90, 488, "老船工在新修的码头上理缆绳")
        canvas.setFont(SONG, 10.5)
        put(canvas, set_column(canvas, PARTS[1:2], 60, 440, 40))

    article = read(pdf(draw)).articles[0]
    kinds = {block.span.of(article.clean.text): block.kind for block in article.clean.blocks}
    assert kinds["老船工在新修的码头上理缆绳"] is BlockKind.CAPTION
    assert PARTS[0] in kinds


def test_radicals_are_read_as_the_characters_they_look_like() -> None:
    def draw(canvas) -> None:
        canvas.drawString(60, 700, "⼯业增加值超过18亿元，⼈均收⼊⻓了三成。")

    assert texts(read(pdf(draw))) == ["工业增加值超过18亿元，人均收入长了三成。"]


def test_an_embedded_font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        pdfmetrics.registerFont(TTFont("Fallback", "DroidSansFallbackFull.ttf"))
    except TTFError:
        pytest.skip("no Chinese TrueType font here")

    def draw(canvas) -> None:
        canvas.setFont("Fallback", 10.5)
        put(canvas, set_column(canvas, PARTS[:2], 60, 700, 40))

    assert texts(read(pdf(draw))) == PARTS[:2]


def test_latin_words_keep_their_blanks() -> None:
    def draw(canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 700, "The ferry carried 140000 passengers last")
        canvas.drawString(60, 686, "year, a fifth more than before.")

    expected = "The ferry carried 140000 passengers last year, a fifth more than before."
    assert texts(read(pdf(draw))) == [expected]


def test_figures_in_another_font_stay_in_their_line() -> None:
    def draw(canvas) -> None:
        x, latin = 60, "Helvetica"
        runs = ((SONG, "乘客"), (latin, "140000"), (SONG, "人次，运费"), (latin, "3.6"), (SONG, "亿元。"))
        for font, words in runs:
            canvas.setFont(font, 10.5)
            canvas.drawString(x, 700, words)
            x += canvas.stringWidth(words, font, 10.5)

    assert texts(read(pdf(draw))) == ["乘客140000人次，运费3.6亿元。"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_turned(degrees: int) -> None:
    def draw(canvas) -> None:
        canvas.setPageRotation(degrees)
        wide, high = {90: (595, 0), 180: (595, 842), 270: (0, 842)}[degrees]
        canvas.translate(wide, high)
        canvas.rotate(degrees)
        put(canvas, [line for column in columns(canvas, [PARTS[:3], PARTS[3:]], 22, 500) for line in column])

    assert texts(read(pdf(draw))) == PARTS


def test_the_files_own_fields() -> None:
    def draw(canvas) -> None:
        canvas.setTitle("渡口")
        canvas.setAuthor("江小满")
        put(canvas, set_column(canvas, PARTS, 60, 760, 40))

    article = read(pdf(draw)).articles[0]
    assert (article.title, article.author) == ("渡口", "江小满")
    assert len(article.published) == 10


def test_reasons_for_what_cannot_be_read() -> None:
    def draw(canvas) -> None:
        canvas.drawImage(picture(), 60, 500, 300, 200)

    assert code_of(pdf(draw)) == "read-pdf-image"
    text = pdf(lambda canvas: put(canvas, set_column(canvas, PARTS, 60, 760, 40)))
    assert code_of(text[:300]) == "read-damaged"
    assert code_of(b"%PDF-1.4\n" + bytes(range(256))) == "read-damaged"


def test_a_locked_file() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    for owner_only, readable in ((True, True), (False, False)):
        lock = StandardEncryption("" if owner_only else "芝麻", ownerPassword="x", canPrint=0)
        data = pdf(lambda canvas: put(canvas, set_column(canvas, PARTS, 60, 760, 40)), encrypt=lock)
        if readable:
            assert texts(read(data)) == PARTS
        else:
            assert code_of(data) == "read-password"


def test_pages_of_pictures_between_the_text_are_told() -> None:
    def draw(canvas) -> None:
        put(canvas, set_column(canvas, PARTS, 60, 760, 40))
        canvas.showPage()
        canvas.drawImage(picture(), 60, 500, 300, 200)

    assert "第 2 页" in read(pdf(draw)).warnings[0]


def test_a_pdf_under_another_name() -> None:
    data = pdf(lambda canvas: put(canvas, set_column(canvas, PARTS, 60, 760, 40)))
    for name in ("版.txt", "版.docx", "版"):
        reading = read(data, name)
        assert texts(reading) == PARTS
    assert texts(read(b"Received: by mail\r\n\r\n" + data)) == PARTS
