"""Markup goes, text stays, and places where something was cut out are told."""

from __future__ import annotations

import pytest

from ecodesk.domain.text import BlockKind, DamageKind, Reading, SourceFile
from ecodesk.reading import read_file

STYLE = "margin: 20px 0px; text-indent: 2em; font-size: 18px; vertical-align: middle;"


def read(text: str, name: str = "页.html") -> Reading:
    return read_file(SourceFile(name, text.encode()))


def blocks(reading: Reading) -> list[tuple[BlockKind, str]]:
    clean = reading.articles[0].clean
    return [(block.kind, block.span.of(clean.text)) for block in clean.blocks]


def lost(reading: Reading) -> list[str]:
    return [d.message for a in reading.articles for d in a.clean.damage if d.kind is DamageKind.LOST]


def test_a_whole_document() -> None:
    page = """<!DOCTYPE html><html><head><title>渡口的早晨_江城新闻网</title><style>p{color:red}</style>
    <script>var 变量 = "<p>不是正文</p>";</script></head><body><!-- 注释 <p>也不是</p> --><h1>渡口的早晨</h1>
    <p>清早&nbsp;6点，渡船靠岸，<b>菜农</b>挑着担子上了&ldquo;老码头&rdquo;。</p>
    <p>市场去年翻修，摊位增加到140个，
    棚顶也换了。<br>雨天不用打伞。</p></body></html>"""
    reading = read(page)
    assert reading.source.media == "text/html"
    article = reading.articles[0]
    assert article.title == "渡口的早晨"
    body = [text for kind, text in blocks(reading) if kind is BlockKind.BODY]
    assert body == [
        "清早6点，渡船靠岸，菜农挑着担子上了“老码头”。",
        "市场去年翻修，摊位增加到140个，棚顶也换了。",
        "雨天不用打伞。",
    ]
    assert "变量" not in article.clean.text
    assert "也不是" not in article.clean.text
    assert not lost(reading)


def test_markup_under_another_name_is_noticed() -> None:
    reading = read("<p>渡船靠岸，菜农上了码头。</p><p>市场翻修，摊位多了。</p>", "页.txt")
    assert [text for _, text in blocks(reading)] == ["渡船靠岸，菜农上了码头。", "市场翻修，摊位多了。"]


def test_signs_of_comparison_are_no_markup() -> None:
    text = "监测显示PM2.5<35微克，优于去年；二氧化硫>5微克的只有3天。"
    assert read(text, "稿.txt").articles[0].clean.text == text


@pytest.mark.parametrize(
    "cut",
    [
        f"渡船靠岸，菜农上了码头</p><p style={STYLE[:30]}市场去年翻修过，摊位多了。</p>",
        f"渡船靠岸，菜农上了码头ze: 18px; {STYLE[-24:]}>市场去年翻修过，摊位多了。</p>",
        '渡船靠岸，菜农上了码头</p><p style="margin: 0px; 市场去年翻修过，摊位多了。</p>',
    ],
)
def test_a_tag_without_head_or_tail(cut: str) -> None:
    reading = read("<p>" + cut + "<p></p>")
    text = reading.articles[0].clean.text
    assert text == "渡船靠岸，菜农上了码头\n市场去年翻修过，摊位多了。"
    assert len(lost(reading)) == 1


def wrapped(text: str, columns: int = 40) -> list[str]:
    """Lines as a program makes them that counts columns and nothing else."""
    lines, line, used = [], "", 0
    for char in text:
        size = 2 if ord(char) > 0x1100 else 1
        if used + size > columns:
            lines.append(line)
            line, used = "", 0
        line += char
        used += size
    return [*lines, line]


WRAPPED = "".join(
    f"<p style={STYLE}>第{i}户人家住在半山腰上，&ldquo;水缸&rdquo;里养起了金鱼，一共{i}尾。</p>"
    for i in range(101, 109)
)


def test_tags_and_entities_broken_by_line_ends() -> None:
    reading = read("\n".join(wrapped(WRAPPED)), "碎.txt")
    expected = [f"第{i}户人家住在半山腰上，“水缸”里养起了金鱼，一共{i}尾。" for i in range(101, 109)]
    assert reading.articles[0].clean.text.split("\n") == expected
    assert not lost(reading)


def test_lines_cut_out_of_wrapped_markup_are_told_and_not_joined_over() -> None:
    lines = wrapped(WRAPPED)
    del lines[20:23]
    lines[20] = " " + lines[20][3:]
    reading = read("\n".join(lines), "碎.txt")
    assert len(lost(reading)) == 1
    assert reading.articles[0].clean.text.count("户人家") in (7, 8)


def test_entities() -> None:
    page = "<p>&lt;3&gt;&amp;&#8220;一&#x201d;&#150;&middot;&unknown;&hellip;</p><p>完。</p>"
    assert read(page).articles[0].clean.text == "<3>&“一”–·&unknown;…\n完。"


def test_kinds_from_tags() -> None:
    page = (
        "<html><body><h1>大标题在这里</h1><p>渡船靠岸，菜农上了码头。</p><h2>小标题</h2><p>摊位多了。</p>"
        "<figure><img src=a.jpg><figcaption>江边的渡口</figcaption></figure></body></html>"
    )
    assert blocks(read(page)) == [
        (BlockKind.TITLE, "大标题在这里"),
        (BlockKind.BODY, "渡船靠岸，菜农上了码头。"),
        (BlockKind.HEADING, "小标题"),
        (BlockKind.BODY, "摊位多了。"),
        (BlockKind.CAPTION, "江边的渡口"),
    ]


def test_rows_of_a_table_are_a_box() -> None:
    page = (
        "<html><body><div><a href=/>首页</a> &gt; 新闻</div><h1>渡口一年账本</h1><p>渡船靠岸，菜农上岸。</p>"
        "<table><tr><th>年份</th><th>运客</th></tr><tr><td>2023</td><td>12万</td></tr></table></body></html>"
    )
    assert blocks(read(page)) == [
        (BlockKind.RIGHTS, "首页 > 新闻"),
        (BlockKind.TITLE, "渡口一年账本"),
        (BlockKind.BODY, "渡船靠岸，菜农上岸。"),
        (BlockKind.BOX, "年份 运客"),
        (BlockKind.BOX, "2023 12万"),
    ]


def test_markdown() -> None:
    text = "# 渡口的早晨\n\n渡船靠岸，**菜农**上了[码头](http://example.com/a)。"
    text += "\n\n---\n\n## 翻修\n\n> 摊位多了一倍。"
    assert blocks(read(text, "稿.md")) == [
        (BlockKind.TITLE, "渡口的早晨"),
        (BlockKind.BODY, "渡船靠岸，菜农上了码头。"),
        (BlockKind.HEADING, "翻修"),
        (BlockKind.BODY, "摊位多了一倍。"),
    ]
