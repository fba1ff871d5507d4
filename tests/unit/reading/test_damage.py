"""Damage is told where it is, and nowhere else."""

from __future__ import annotations

import pytest

from ecodesk.domain.text import Damage, DamageKind, SourceFile
from ecodesk.reading import read_file

FIRST = "渡口的老船工守了三十年江面，如今坐在新修的候船室里。"


def damage(*paragraphs: str) -> list[tuple[DamageKind, str]]:
    clean = read_file(SourceFile("稿.txt", "\n\n".join((FIRST, *paragraphs)).encode())).articles[0].clean
    return [(item.kind, item.span.of(clean.text)) for item in clean.damage]


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("三所学校先后挂牌挂牌为示范学校。", DamageKind.DOUBLED, "挂牌挂牌"),
        ("镇里打造“渡口人家”“渡口人家”两个品牌。", DamageKind.DOUBLED, "“渡口人家”“渡口人家”"),
        ("县里印发《航运办法》、《航运办法》等文件。", DamageKind.DOUBLED, "《航运办法》、《航运办法》"),
        ("大家都去跑运输了跑运输了。", DamageKind.DOUBLED, "跑运输了跑运输了"),
        (
            "全力打造“渡口人家”，建了码头；全力打造“渡口人家”，修了公路。",
            DamageKind.DOUBLED,
            "全力打造“渡口人家”",
        ),
        ("为航运规模化 and 集约化发展创造了条件。", DamageKind.FOREIGN, " and "),
        ("修了码头、公路the候船室。", DamageKind.FOREIGN, "the"),
        ("码头上方的NO_x浓度下降了。", DamageKind.RESIDUE, "NO_x"),
        ("老人说&ldquo;好。", DamageKind.RESIDUE, "&ldquo;"),
        ("渡口的font-size: 18px;候船室修好了。", DamageKind.RESIDUE, "font-size: 18px;"),
        ("我们不走了，就在这里。”老人说。", DamageKind.QUOTES, "”"),
        ("老人说：“我们不走了，就在这里。", DamageKind.QUOTES, "“"),
        ("候船室（新修的能坐80人。", DamageKind.QUOTES, "（"),
        ("，把省下来的钱修了公路。", DamageKind.LOST, "，"),
        ("候船室能坐\ufffd\ufffd人。", DamageKind.BROKEN, "\ufffd\ufffd"),
        ("老人坐在门口。。江风很大。", DamageKind.DOUBLED, "。。"),
        ("老人坐在门口，，江风很大。", DamageKind.DOUBLED, "，，"),
        ("码头、，江面都看得见。", DamageKind.DOUBLED, "、，"),
        ("老人坐在门口。（摄于2023年5月1日）。", DamageKind.DOUBLED, "（摄于2023年5月1日）。"),
    ],
)
def test_damage_is_told_at_its_place(text: str, kind: DamageKind, where: str) -> None:
    assert damage(text) == [(kind, where)]


@pytest.mark.parametrize(
    "text",
    [
        "候船室整整齐齐，一项项制度挂在墙上，人人都看得清清楚楚。",
        "渡口人民建，渡口为人民；人民渡口人民管。",
        "大家坐下来研究研究、讨论讨论，一个一个地解决，一年一年地坚持。",
        "近年来越来越多的人来渡口，给镇上带来越来越多的生意。",
        "黑龙江龙江县的客人也来了，俄罗斯罗斯托夫州的客人也来了。",
        "年全年全国客运量上升。",
        "他用5G和App登记，买了iPhone手机，听了The Beatles的歌。",
        "“渡口”“码头”“航道”三个词，都在《航运办法》《航道办法》里。",
        "一是修码头；二是修公路。（一）先修码头。",
        "1）先修码头（长80米）。",
        "“渡口人家”做出了牌子，“渡口人家”也做出了里子。",
        "国民经济和社会发展“十四五”规划写进了“渡口“十四五”规划”。",
        "电子邮箱为du_kou@example.com。",
        "谢谢谢谢，哈哈哈哈，轰隆轰隆。",
        "人大代表代表群众提了三条意见。",
    ],
)
def test_sound_copy_has_no_damage(text: str) -> None:
    assert damage(text) == []


def test_a_paragraph_printed_twice() -> None:
    text = "候船室新修好了，能坐80人，冬天有暖气，夏天有空调。"
    assert damage(text, "渡口恢复通航那天，来了很多人。", text) == [(DamageKind.PARAGRAPH, text)]


def test_messages_are_chinese_and_end_plainly() -> None:
    clean = read_file(SourceFile("稿.txt", "三所学校挂牌挂牌。老人说&ldquo;好。".encode())).articles[0].clean
    assert all(isinstance(item, Damage) and item.message and "{" not in item.message for item in clean.damage)
    assert [item.span.start for item in clean.damage] == sorted(item.span.start for item in clean.damage)


def test_a_byline_amid_the_text_is_misplaced_unless_the_parts_are_signed() -> None:
    body = "渡口的候船室里坐着十几个等船的人，江风从门口吹进来。"
    assert (DamageKind.MISPLACED, "本报记者 赵一鸣") in damage(body, "本报记者 赵一鸣", body)
    signed = damage(body, "本报记者 赵一鸣", "老船工的早晨", body, "本报记者 钱小二", "修船的师傅", body)
    assert DamageKind.MISPLACED not in {kind for kind, _ in signed}
    assert DamageKind.MISPLACED not in {kind for kind, _ in damage(body, "本报记者 赵一鸣")}


def test_undecodable_bytes_are_spelt_out() -> None:
    data = f"{FIRST}候船室能坐".encode() + b"\xff\xfe" + "人。".encode()
    clean = read_file(SourceFile("稿.txt", data)).articles[0].clean
    (broken,) = [item for item in clean.damage if item.kind is DamageKind.BROKEN]
    assert broken.span.of(clean.text) == "\ufffd\ufffd"
    assert "FF FE" in broken.message
