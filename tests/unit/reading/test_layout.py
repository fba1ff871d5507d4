"""Torn sentences are joined again, whole ones are left alone."""

from __future__ import annotations

import pytest

from ecodesk.domain.text import Article, BlockKind, DamageKind, SourceFile
from ecodesk.reading import read_file

WHOLE = "渡口的老船工守了三十年江面，如今坐在新修的候船室里，看年轻人用平板电脑登记旅客。"
END = "镇上的人都说好，夏天再也不用排队挑水，日子过得踏实。"


def article(*paragraphs: str) -> Article:
    articles = read_file(SourceFile("稿.txt", "\n\n".join(paragraphs).encode())).articles
    assert len(articles) == 1
    return articles[0]


def texts(found: Article, kind: BlockKind = BlockKind.BODY) -> list[str]:
    return [block.span.of(found.clean.text) for block in found.clean.blocks if block.kind is kind]


def torn(found: Article) -> int:
    return sum(damage.kind is DamageKind.TORN for damage in found.clean.damage)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("水厂扩建完工，管网多铺了37公里，最远的一户人家在半山", "腰上，也通了自来水。"),
        ("去年全镇新增用水户，供水能力比前年提高了四成，", "管网漏损却降了下来。"),
        ("厂长说：“水价没有", "涨，损耗倒是降了。”他指着墙上的图表。"),
        ("水费一年收了86万元。如何把钱", "用好，镇里开了三次会。"),
        ("全镇新建的水窖有120", "个，家家户户都用上了。"),
        ("管网改造以后的漏损率降", "的幅度最大，达到四成。"),
    ],
)
def test_two_halves_are_joined(first: str, second: str) -> None:
    found = article(WHOLE, first, second, END)
    assert first + second in texts(found)
    assert torn(found) == 1


def test_three_pieces_are_joined() -> None:
    found = article(
        WHOLE,
        "水厂去年扩建完工，管网一共多铺了37公里，最远的一户",
        "人家住在半山腰上，从前吃水要走两里山路，如今在院子",
        "里拧开龙头就有。",
    )
    assert "最远的一户人家住在半山腰上，从前吃水要走两里山路，如今在院子里拧开龙头就有。" in found.clean.text
    assert torn(found) == 2


def test_intruders_move_behind_in_their_order() -> None:
    found = article(
        WHOLE,
        "水厂扩建完工，管网多铺了37公里，最远的一户人家在半山",
        "老水缸的新用处",
        "\n\n工人正在检修水泵 摄/赵一",
        "腰上，也通了自来水。",
        END,
    )
    kinds = [(block.kind, block.span.of(found.clean.text)) for block in found.clean.blocks]
    assert kinds[1:4] == [
        (BlockKind.BODY, "水厂扩建完工，管网多铺了37公里，最远的一户人家在半山腰上，也通了自来水。"),
        (BlockKind.HEADING, "老水缸的新用处"),
        (BlockKind.CAPTION, "工人正在检修水泵 摄/赵一"),
    ]
    message = next(d.message for d in found.clean.damage if d.kind is DamageKind.TORN)
    assert "工人正在检修水泵" in message


@pytest.mark.parametrize(
    "paragraphs",
    [
        (WHOLE, "老水缸的新用处", END),
        (WHOLE, "小渡口，大民生", END),
        (WHOLE, "“老水缸”换成自来水 半山腰通上幸福泉", END),
        (WHOLE, "他说：“我们不走了。”", END),
        (WHOLE, "这样的例子还有很多……", END),
        (WHOLE, "办法有三条：", "一是修管网。", "二是换水表。"),
        (WHOLE, "（一）修管网，换水表", "管网修到了半山腰，水表换了1200只。"),
    ],
)
def test_complete_paragraphs_are_not_joined(paragraphs: tuple[str, ...]) -> None:
    found = article(*paragraphs)
    assert [block.span.of(found.clean.text) for block in found.clean.blocks] == list(paragraphs)
    assert not torn(found)


def test_a_heading_alone_is_not_read_over() -> None:
    first = "水厂扩建完工，管网多铺了37公里，最远的一户人家在半山腰，他们从前要"
    found = article(WHOLE, first, "老水缸的新用处", END)
    assert first in texts(found)
    assert [d.kind for d in found.clean.damage] == [DamageKind.CUT]


def test_a_quotation_of_several_paragraphs_is_whole() -> None:
    found = article(WHOLE, "“我们那时候没有自来水。", "“现在有了，拧开就来。”他说。", END)
    assert not found.clean.damage


def test_items_of_a_wrapped_box() -> None:
    found = read_file(
        SourceFile(
            "稿.txt",
            (
                "水厂扩建完工以后管网多铺了三十多公里最\n远的一户人家在半山腰上从前吃水要走两里\n山路现在拧开龙头就有水流出来，人人都说\n好得很。\n\n"
                "数读\n\n● 供水：\n"
                "日均供水能力由每天8000吨提高到\n\n1.2万吨\n全镇管网总长比三年前多出很多\n\n一共37公里"
            ).encode(),
        )
    ).articles[0]
    assert texts(found, BlockKind.BOX) == [
        "数读",
        "● 供水：",
        "日均供水能力由每天8000吨提高到1.2万吨",
        "全镇管网总长比三年前多出很多一共37公里",
    ]
