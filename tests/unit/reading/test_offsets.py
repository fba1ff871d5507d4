"""The map between clean and source text, over texts made up on the spot."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecodesk.domain.text import Article, OffsetMap, Reading, SourceFile
from ecodesk.reading import Strip, join, part, read_file
from ecodesk.reading.characters import HAN, as_shown

HAN_RUN = st.text(alphabet="的一是山水田林县村镇产业增长万亿元吨年月日绿色发展", min_size=1, max_size=30)
NUMBER = st.sampled_from(["3", "18亿元", "2024年", " 16 余万", "5.2%", "1—2月", "１２家", "Ⅱ类", "㎡"])
MARK = st.sampled_from(["，", "。", "、", "“", "”", "（", "）", "：", "；", "……", "——", "《", "》"])
WORD = st.sampled_from(["GDP", " and ", "5G", "App", "NO_x", "PM2.5"])
BLANK = st.sampled_from(
    [" ", "\u3000\u3000", "\xa0", "\u200b", "\xad", "\t", "⼯", "⺠", "\ufeff", "\ud800", "\x00"]
)
BREAK = st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n\n", "\n　　", "\u2028"])
PLAIN = st.lists(st.one_of(HAN_RUN, HAN_RUN, NUMBER, MARK, WORD, BLANK, BREAK), min_size=1, max_size=60).map(
    "".join
)
TAG = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<br/>",
        "<span style=margin: 0px;>",
        "&ldquo;",
        "&rdquo;",
        "&nbsp;",
        "&#8212;",
        "<p style=mar",
        "ze: 18px; margin: 0px;>",
        "&ld",
        "<div",
        "</",
        "<",
        ">",
        "&",
        "<b>",
        "\n",
    ]
)
MARKED = st.lists(st.one_of(HAN_RUN, HAN_RUN, NUMBER, MARK, TAG), min_size=1, max_size=60).map("".join)


def reading_of(text: str, name: str = "稿.txt") -> Reading:
    return read_file(SourceFile(name, ("正文" + text).encode("utf-8", "replace")))


def check_map(article: Article, source: str) -> None:
    clean = article.clean
    assert len(clean.offsets) == len(clean.text)
    for position, shown in enumerate(clean.text):
        at = clean.offsets.to_source(position)
        assert 0 <= at <= len(source)
        if shown in "\n " or at == len(source):
            continue
        origin = source[at]
        same = shown == origin or as_shown(Strip(origin, Strip.of("x").at)).text == shown
        assert same or (origin == "&" and unescape(source[at : at + 12]).startswith(shown)), (
            shown,
            source[at : at + 9],
        )
        assert clean.offsets.to_clean(at) == position


def check_blocks(article: Article) -> None:
    clean = article.clean
    end = -1
    for block in clean.blocks:
        assert block.span.start == end + 1
        assert len(block.span) > 0
        assert "\n" not in block.span.of(clean.text)
        end = block.span.end
    assert end == len(clean.text) or not clean.blocks
    for damage in clean.damage:
        assert damage.span.end <= len(clean.text)
        assert damage.message


def kept(reading: Reading) -> list[str]:
    text = "".join(article.clean.text for article in reading.articles)
    return sorted(re.findall(f"[{HAN}]", text))


@settings(max_examples=150, deadline=None)
@given(PLAIN)
def test_plain_text_maps_to_its_source_and_loses_no_character(text: str) -> None:
    reading = reading_of(text)
    for article in reading.articles:
        check_map(article, reading.source.text)
        check_blocks(article)
    shown = as_shown(Strip.of(reading.source.text)).text
    assert kept(reading) == sorted(re.findall(f"[{HAN}]", shown))


@settings(max_examples=150, deadline=None)
@given(MARKED)
def test_cut_markup_maps_to_its_source_and_loses_no_character(text: str) -> None:
    reading = reading_of("<p>" + text + "</p><p>")
    for article in reading.articles:
        check_map(article, reading.source.text)
        check_blocks(article)
    assert kept(reading) == sorted(re.findall(f"[{HAN}]", reading.source.text))


@settings(max_examples=60, deadline=None)
@example("一5.2%\n\xa0")
@given(PLAIN)
def test_line_ends_of_every_kind_read_the_same(text: str) -> None:
    unix = text.replace("\r\n", "\n")
    windows = unix.replace("\n", "\r\n")
    first, second = reading_of(unix), reading_of(windows)
    assert [a.clean.text for a in first.articles] == [a.clean.text for a in second.articles]


def test_moved_caption_keeps_both_ways_of_the_map() -> None:
    text = (
        "水厂扩建以后，全镇供水能力大大提高，新增用水户达到20\n\n\n\n工人正在检修水泵 摄/赵一\n\n"
        "户，水价没有变化。\n\n镇上的人都说好，夏天再也不用排队挑水，日子过得踏实。"
    )
    reading = read_file(SourceFile("水.txt", text.encode()))
    clean = reading.articles[0].clean
    assert "新增用水户达到20户，水价没有变化。" in clean.text
    start = clean.text.index("20户")
    source = clean.offsets.span_to_source(type(clean.blocks[0].span)(start, start + 3))
    assert source.of(text).startswith("20")
    assert source.of(text).endswith("户")
    check_map(reading.articles[0], text)


def test_untouched_text_has_one_run() -> None:
    text = "全村种下桑树300亩，养蚕的人家多了一倍。"
    clean = read_file(SourceFile("桑.txt", text.encode())).articles[0].clean
    assert clean.offsets == OffsetMap.identity(len(text))


@settings(max_examples=100, deadline=None)
@given(PLAIN, st.integers(0, 400))
def test_parted_and_joined_articles_keep_every_character_and_the_map(text: str, position: int) -> None:
    reading = reading_of(text)
    article = reading.articles[0]
    halves = part(article, min(position, len(article.clean.text)))
    if halves is None:
        return
    for half in halves:
        check_map(half, reading.source.text)
        check_blocks(half)
    whole = join(halves)
    assert whole.clean.text == article.clean.text
    assert len(whole.clean.damage) == len(article.clean.damage)
    check_map(whole, reading.source.text)
    check_blocks(whole)
