"""Hard-wrapped lines are joined, real paragraphs stay."""

from __future__ import annotations

import textwrap

import pytest

from ecodesk.domain.text import BlockKind
from ecodesk.reading import Strip
from ecodesk.reading.blocks import tidy
from ecodesk.reading.characters import as_shown, ends_sentence, width
from ecodesk.reading.lines import open_marks, pieces_of

PARAGRAPHS = (
    "早上六点，渡船靠岸，菜农挑着担子上了码头，新鲜的豆角和茄子还带着露水。摆渡的老人说，一趟船坐二十个人，一天来回跑十六趟。",
    "码头边的市场去年翻修过，摊位从86个增加到140个，棚顶换成了透光的板子，下雨天也不用打伞。",
    "管理员每天收市以后冲洗地面，水流进新修的沉淀池，再也不直接排到江里。",
)


def wrap(text: str, columns: int) -> str:
    return "\n".join(text[i : i + columns] for i in range(0, len(text), columns))


def texts(source: str) -> list[str]:
    return [piece.text for piece in pieces_of(Strip.of(source))]


@pytest.mark.parametrize("columns", [14, 18, 22, 30])
def test_wrapped_paragraphs_parted_by_blank_lines(columns: int) -> None:
    assert texts("\n\n".join(wrap(p, columns) for p in PARAGRAPHS)) == list(PARAGRAPHS)


def test_wrapped_paragraphs_told_by_their_indent() -> None:
    source = "\n".join(wrap("　　" + p, 20) for p in PARAGRAPHS)
    assert texts(source) == list(PARAGRAPHS)


def test_short_last_line_ends_the_paragraph() -> None:
    source = "\n".join(wrap(p, 22) for p in PARAGRAPHS)
    assert texts(source) == list(PARAGRAPHS)


def test_one_paragraph_a_line_is_not_joined() -> None:
    assert texts("\n".join(PARAGRAPHS)) == list(PARAGRAPHS)
    assert texts("\n\n".join(PARAGRAPHS)) == list(PARAGRAPHS)


def test_latin_words_keep_a_space_at_a_line_end() -> None:
    english = (
        "The ferry leaves at six in the morning and carries twenty people on every trip across the river, "
        "and the old man who steers it has never missed a day in thirty years of service."
    )
    assert texts("\n".join(textwrap.wrap(english, 40))) == [english]


def test_blank_lines_of_any_kind() -> None:
    assert texts("第一段话说完了。\n \u3000\n\n\xa0\n第二段话也说完了。") == [
        "第一段话说完了。",
        "第二段话也说完了。",
    ]


@pytest.mark.parametrize(
    ("shown", "clean"),
    [
        ("带动 16 余万户", "带动16余万户"),
        ("2024年 6月末", "2024年6月末"),
        ("建成 100条", "建成100条"),
        ("余额 超过", "余额 超过"),
        ("规模化 and 集约化", "规模化 and 集约化"),
        ("增长 5.2 %，", "增长5.2 %，"),
        ("他说： “好。”", "他说：“好。”"),
        ("生 态 环 境 保 护", "生态环境保护"),
        ("a  b", "a b"),
    ],
)
def test_blanks_in_running_text(shown: str, clean: str) -> None:
    assert tidy(Strip.of(shown), BlockKind.BODY).text == clean


def test_blanks_in_headlines_and_bylines_stay() -> None:
    assert tidy(Strip.of("码头换新颜 渡口立新规"), BlockKind.TITLE).text == "码头换新颜 渡口立新规"
    assert tidy(Strip.of("赵一 钱二"), BlockKind.BYLINE).text == "赵一 钱二"
    assert (
        tidy(Strip.of("江边（摄于 2025年3月） 记者 赵一 摄"), BlockKind.CAPTION).text
        == "江边（摄于2025年3月） 记者 赵一 摄"
    )


def test_what_is_shown_as_another_character() -> None:
    assert as_shown(Strip.of("⼯业⺠⽣⻋间⻓江")).text == "工业民生车间长江"
    assert as_shown(Strip.of("Ⅱ类㎡２０％ⅲ①")).text == "Ⅱ类㎡２０％ⅲ①"
    assert as_shown(Strip.of("软\xad连\u200b字\ufeff符")).text == "软连字符"
    assert as_shown(Strip.of("坏\udc80字")).text == "坏\ufffd字"


def test_small_measures() -> None:
    assert width("ab中，") == 6
    assert ends_sentence("他说：“好。”")
    assert not ends_sentence("他说")
    assert open_marks("“一（二") == 2
    assert open_marks("“一”（二）") == 0
