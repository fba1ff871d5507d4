"""Kinds of blocks, several articles in one file, and what an article says about itself."""

from __future__ import annotations

import pytest

from ecodesk.domain.text import Article, BlockKind, SourceFile
from ecodesk.reading import read_file
from ecodesk.reading.kinds import is_couplet, is_name, names_of

BODY = (
    "渡口的老船工守了三十年江面，如今坐在新修的候船室里，看年轻人登记旅客。",
    "镇上的人都说好，日子过得踏实。",
)


def articles(*paragraphs: str, gap: str = "\n\n") -> tuple[Article, ...]:
    return read_file(SourceFile("稿.txt", gap.join(paragraphs).encode())).articles


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(article.clean.text)) for block in article.clean.blocks]


def test_parts_of_a_page() -> None:
    (found,) = articles(
        "渡口是一座镇子的脸面。",
        "——老船工的话",
        "江面连通新日子 渡口写下新篇章",
        "老渡口为什么又热闹了",
        "■江城晚报首席记者 赵一鸣",
        BODY[0],
        "候船室里故事多",
        BODY[1],
        "▲渡口的清晨（摄于2023年5月1日）。 记者 钱小二 摄/图库",
        "责任编辑：孙三立",
    )
    assert [kind for kind, _ in kinds(found)] == [
        "quote",
        "quote",
        "subtitle",
        "title",
        "byline",
        "body",
        "heading",
        "body",
        "caption",
        "rights",
    ]
    assert found.title == "老渡口为什么又热闹了"
    assert found.author == "赵一鸣"
    assert found.publisher == "江城晚报"


def test_first_of_equal_headlines_leads() -> None:
    (found,) = articles("渡口人家的账本", "船工老李算了三笔", *BODY)
    assert [kind for kind, _ in kinds(found)][:2] == ["title", "subtitle"]


def test_a_file_without_a_headline_is_named_after_itself() -> None:
    (found,) = articles(*BODY)
    assert found.title == "稿"


SECOND = (
    "山上的茶园也热闹",
    "茶农清早进园子，露水打湿了裤脚，一上午采了三斤鲜叶。",
    "收购站就设在山脚下，价钱写在黑板上。",
    "周一凡 吴小满",
)


def test_two_articles_on_one_page() -> None:
    found = articles(
        "老渡口又热闹了",
        *BODY,
        "赵一鸣 钱小二",
        "图片由江城县委宣传部提供",
        "\n\n工人在候船室里擦玻璃",
        *SECOND,
    )
    assert [a.title for a in found] == ["老渡口又热闹了", "山上的茶园也热闹"]
    assert [a.author for a in found] == ["赵一鸣、钱小二", "周一凡、吴小满"]
    assert [a.number for a in found] == [1, 2]
    assert found[0].id[:12] == found[1].id[:12]
    assert found[0].clean.text.endswith("工人在候船室里擦玻璃")


def test_a_byline_among_headings_does_not_split() -> None:
    assert len(articles("老渡口又热闹了", *BODY, "赵一鸣", "候船室里故事多", BODY[0], BODY[1])) == 1


def test_a_box_behind_the_byline_belongs_to_the_first_article() -> None:
    found = articles(
        "老渡口又热闹了",
        *BODY,
        "赵一鸣 钱小二",
        "数读",
        "渡口一年账本",
        "● 运客12万人次。",
        "● 运货3000吨。",
        *SECOND,
    )
    assert [a.title for a in found] == ["老渡口又热闹了", "山上的茶园也热闹"]
    assert [text for kind, text in kinds(found[0]) if kind == "box"][-1] == "● 运货3000吨。"


def test_wire_items_under_their_headlines() -> None:
    found = articles(
        "渡口恢复通航",
        "新华社江城3月5日电（记者 赵一鸣）老渡口5日恢复通航，首日运客800人次。",
        "茶园开采",
        "本报讯 山上的茶园6日开采，比去年早了三天。",
    )
    assert [a.title for a in found] == ["渡口恢复通航", "茶园开采"]


@pytest.mark.parametrize(
    ("paragraphs", "published"),
    [
        (("老渡口又热闹了", "2024年3月5日 来源：江城晚报", *BODY), "2024-03-05"),
        (("老渡口又热闹了", "2024-03-05 10:20", *BODY), "2024-03-05"),
        (("老渡口又热闹了", "新华社江城2024年3月5日电 老渡口恢复通航。", *BODY), "2024-03-05"),
        (("江城新闻（20240305）", *BODY), "2024-03-05"),
        (("老渡口又热闹了", "2025年是老渡口通航60周年。", *BODY), "2025"),
        (("老渡口又热闹了", "今年是2023年，渡口修了新码头。", *BODY), "2023"),
        (
            (
                "老渡口又热闹了",
                *BODY,
                "▲渡口的清晨（摄于2023年5月1日）。",
                "▲渡口的傍晚（摄于2024年2月1日）。",
            ),
            "2024",
        ),
        (("老渡口又热闹了", *BODY, "计划到2030年再修两座。", "▲渡口（摄于2023年5月1日）。"), "2023"),
        (("老渡口又热闹了", "2025年1月，渡口恢复通航。", *BODY, "▲渡口（摄于2023年5月1日）。"), ""),
        (("老渡口又热闹了", "截至2024年6月末，渡口运客12万人次。", *BODY), ""),
        (("老渡口又热闹了", "2021年4月，渡口开始翻修。", *BODY), ""),
        (("老渡口又热闹了", "2024年2月31日 来源：江城晚报", *BODY), ""),
        (("老渡口又热闹了", *BODY, "[原文](https://example.org/2024/03/05/dukou.shtml)"), "2024-03-05"),
        (("老渡口又热闹了", *BODY, "https://example.org/20240305/dukou.html"), "2024-03-05"),
        (("老渡口又热闹了", *BODY, "旧闻在https://example.org/2019/03/05/a.html还能读到，值得一看。"), ""),
    ],
)
def test_date_of_publication(paragraphs: tuple[str, ...], published: str) -> None:
    assert articles(*paragraphs)[0].published == published


def test_the_line_under_a_headline_of_the_web() -> None:
    line = "2024-05-06 10:20:30 来源：江城晚报 作者：赵一鸣"
    (found,) = articles("老渡口又热闹了", line, *BODY, "（记者 钱小二）")
    assert (found.published, found.author, found.publisher) == ("2024-05-06", "赵一鸣", "江城晚报")
    assert [kind for kind, _ in kinds(found)] == ["title", "byline", "body", "body", "byline"]


def test_names() -> None:
    assert is_name("赵一鸣")
    assert is_name("欧阳小满")
    assert not is_name("高质量发展")
    assert not is_name("日子好")
    assert names_of("赵一鸣 钱二") == ["赵一鸣", "钱二"]
    assert names_of("江面 渡口") == []
    assert names_of("王芳") == []


def test_couplets() -> None:
    assert is_couplet("江面连通新日子 渡口写下新篇章")
    assert is_couplet("“渡口”连通新日子 老镇写下新篇章")
    assert not is_couplet("老渡口为什么又热闹了")
    assert not is_couplet("渡口 写下老镇的新篇章")


def test_box_and_bullets_without_text() -> None:
    (found,) = articles("老渡口又热闹了", *BODY, "数读", "● 运客：12万人次", "●", "●")
    assert kinds(found)[-1] == (BlockKind.BOX.value, "● 运客：12万人次")
    assert [d.kind.value for d in found.clean.damage] == ["residue"]


WIRE = "江城新闻网消息：渡口昨天运送旅客1.2万人次，比上一天多三成。"


def markdown(text: str) -> tuple[Article, ...]:
    return read_file(SourceFile("汇编.md", text.encode())).articles


def test_items_of_a_digest_are_articles_even_without_their_text() -> None:
    opened = "央视网消息：渡口昨天运送旅客1.2万人次，比上一天多三成。"
    found = markdown(
        f"# 江城播报\n\n今天的内容。\n\n### 渡口重开\n\n{opened}\n\n### 中外记者采访渡口\n\n{opened}\n\n"
        f"### 货运增长12%\n\n[查看原文](x.html)\n\n### 船工老李\n\n{opened}\n"
    )
    titles = ["江城播报", "渡口重开", "中外记者采访渡口", "货运增长12%", "船工老李"]
    assert [one.title for one in found] == titles


def test_headings_of_one_article_do_not_part_it() -> None:
    parts = "\n\n".join(f"## {season}\n\n{BODY[1]}" for season in "春夏秋冬")
    assert len(markdown(f"# 渡口的一年\n\n{BODY[0]}\n\n{parts}\n")) == 1


def test_items_in_brackets_are_articles() -> None:
    found = articles(
        f"【渡口老码头今日重开】{WIRE}",
        f"【江边新绿道全线贯通】{BODY[0]}",
        f"【镇上学校招收新学生】{BODY[1]}",
    )
    assert [one.title for one in found] == ["渡口老码头今日重开", "江边新绿道全线贯通", "镇上学校招收新学生"]


def test_two_bracketed_labels_do_not_part_an_article() -> None:
    labelled = [f"【{label}】{BODY[0]}" for label in ("案例", "点评", "记者手记")]
    assert len(articles("渡口的一年", *labelled)) == 1


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("本报记者 赵一鸣", True),
        ("本报记者赵一鸣、实习生钱小二", True),
        ("作者：江城社会科学院", True),
        ("欢迎中外记者采访渡口开航", False),
        ("渡口船工与记者见面会在京举行", False),
    ],
)
def test_a_byline_names_somebody(line: str, is_one: bool) -> None:
    (found,) = articles("渡口的一年", line, *BODY)
    assert ("byline" in [kind for kind, _ in kinds(found)]) is is_one


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("▲渡口的清晨（摄于2023年5月1日）。 记者 钱小二 摄/图库", "钱小二"),
        ("渡口的清晨 摄/赵一鸣", "赵一鸣"),
        ("图为渡口（江城晚报记者 孙三立 摄）", "孙三立"),
        ("摄影：赵一鸣 钱小二", "赵一鸣、钱小二"),
        ("渡口的清晨。江城晚报供图", ""),
    ],
)
def test_who_took_the_pictures(line: str, names: str) -> None:
    (found,) = articles("渡口的一年", BODY[0], line, BODY[1])
    assert found.photographer == names


def test_who_wrote_and_took_the_pictures() -> None:
    (found,) = articles("渡口的一年", "本报记者赵一鸣、实习生钱小二 文/图", *BODY)
    assert found.author == found.photographer == "赵一鸣、钱小二"
