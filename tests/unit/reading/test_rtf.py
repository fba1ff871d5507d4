"""Rich text: code pages, escapes, tables, boxes and notes; what is deleted or hidden is not read."""

from __future__ import annotations

import time

import pytest
from making import rtf

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import Reading, SourceFile
from ecodesk.reading import read_file

LONG = "清晨五点，渡口的老船工把缆绳解开，第一班渡船载着三十二名赶集的乡亲往对岸去，江面上的雾还没有散。"
NEXT = "对岸的集市扩到二百一十个摊位，卖竹器的、打铁的、补锅的都搬了过来。"


def read(data: bytes, name: str = "稿.rtf") -> Reading:
    return read_file(SourceFile(name, data))


def texts(data: bytes) -> list[str]:
    return [block.span.of(a.clean.text) for a in read(data).articles for block in a.clean.blocks]


def hexes(text: str) -> str:
    """The text in GBK, the bytes that are ASCII left as they are, as some programs do."""
    return "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("gb18030"))


def test_unicode_escapes_and_their_fallbacks() -> None:
    assert texts(rtf(LONG + "\\par " + NEXT)) == [LONG, NEXT]
    assert texts(rtf("𠮷祥村到了。".replace("𠮷", "\\u-10174?\\u-8265?"))) == ["𠮷祥村到了。"]


def test_gbk_bytes_by_the_code_page_and_by_the_font() -> None:
    body = hexes("镕基村的匠人，" + NEXT)  # 镕 ends in an ASCII byte
    page = f"{{\\rtf1\\ansi\\ansicpg936 {body}}}"
    font = f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0\\fcharset134 SimSun;}}}}\\f0 {body}}}"
    for data in (page, font):
        assert texts(data.encode("ascii")) == ["镕基村的匠人，" + NEXT]


def test_tables_boxes_and_notes() -> None:
    body = (
        LONG + "{\\footnote 不含学生票。}" + "{\\shp{\\*\\shpinst{\\shptxt 渡船四百班\\par}}}\\par "
        "\\trowd\\intbl 乡镇\\cell 12万人\\cell\\row\\pard " + NEXT
    )
    assert texts(rtf(body)) == [LONG, "渡船四百班", "乡镇 | 12万人", NEXT, "不含学生票。"]


def test_what_is_not_printed_is_not_read() -> None:
    aside = "{\\header 江镇日报}{\\pict 0102}{\\*\\unknown 甲}{\\deleted 乙}{\\v 丙}"
    assert texts(rtf(aside + "{\\field{\\*\\fldinst PAGE}{\\fldrslt 渡口}}开了。")) == ["渡口开了。"]


def test_tracked_changes_are_accepted_and_told() -> None:
    """The time of a change has ten digits, and none of them is text."""
    change = (
        "{\\revised\\revauth1\\revdttm1203972160 三十二}{\\deleted\\revdttmdel1203972160 二十三}"
        "{\\deleted\\par }班。"
    )
    reading = read(rtf("渡船每天开" + change))
    assert reading.articles[0].clean.text == "渡船每天开三十二班。"
    assert "插入 1 处，删除 2 处" in reading.warnings[0]


def test_words_under_a_reading_are_kept() -> None:
    formula = "EQ \\\\* jc2 \\\\o\\\\ad(\\\\s\\\\up 9(q\\u250?),朐)"
    code = f"{{\\field{{\\*\\fldinst {{ {formula}}}}}{{\\fldrslt }}}}"
    assert texts(rtf(code + "忍古渡到了。")) == ["朐忍古渡到了。"]


def test_binary_data_is_passed_over() -> None:
    data = rtf("渡口{\\pict\\bin4 }}}}}开了。")
    assert texts(data) == ["渡口开了。"]


def test_the_files_own_fields() -> None:
    info = "{\\title 渡口}{\\author 江小满}{\\creatim\\yr2024\\mo3\\dy5\\hr1}"
    article = read(rtf(LONG, info)).articles[0]
    assert (article.title, article.author, article.published) == ("渡口", "江小满", "2024-03-05")


def test_rich_text_named_doc_is_read_and_told() -> None:
    reading = read(rtf(LONG), "稿.doc")
    assert reading.articles[0].clean.text == LONG
    assert "“.doc”" in reading.warnings[0]


@pytest.mark.parametrize(
    "body", ["\\'", "\\u", "\\u99999999 ", "}" * 100 + "甲", "\\ansicpg77777 \\'d6\\'d0", "\\bin-5 甲", "{\\"]
)
def test_damaged_rich_text_keeps_its_words(body: str) -> None:
    assert LONG in "".join(texts(rtf(LONG)[:-1] + body.encode("gb18030")))


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read(rtf(LONG)[:-1] + b"{" * 5000)
    assert caught.value.code == "read-limit-nesting"


def test_the_time_grows_with_the_file() -> None:
    field = b"{\\field{\\*\\fldinst{ HYPERLINK \"x\"" * 20000
    start = time.process_time()
    with pytest.raises(ReadError):
        read(b"{\\rtf1 " + field)
    read(rtf(LONG + "\\par ")[:-1] + b"\\fonttbl\\f0" * 60000 + b"}")
    assert time.process_time() - start < 10
