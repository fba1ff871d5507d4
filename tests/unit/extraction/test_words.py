"""Both segmentation engines behind one function cut and class alike."""

from __future__ import annotations

import pytest

from ecodesk.extraction.words import cut, cut_with, fast_engine, plain_engine

TEXTS = (
    "青禾县全年实现地区生产总值72.6亿元，粮食播种面积32.7万亩，城镇化率达到44.6%。",
    "周可昕跑出好成绩，打破保持了9年的赛会纪录；邓雅文、陈廷江也有斩获。",
    "“云账本”平台的A区与B区共有38个技改项目，T2航站楼完成投资62亿元。",
    "桥隧比高达78.6%，人数多达300人，该院\ue000局正推进。",
)


@pytest.mark.parametrize("text", TEXTS)
def test_the_fast_engine_cuts_like_the_plain_one(text):
    fast = fast_engine()
    if fast is None:
        pytest.skip("rjieba is not installed here")
    assert cut_with(fast, text) == cut_with(plain_engine(), text)


@pytest.mark.parametrize("text", TEXTS)
def test_words_cover_the_text_in_order(text):
    words = cut(text, 100)
    assert "".join(word.text for word in words) == text
    assert [word.end for word in words[:-1]] == [word.start for word in words[1:]]
    assert words[0].start == 100


def test_our_own_words_stay_whole():
    words = {word.text: word for word in cut("森林覆盖率提高，归属于上市公司股东的净利润增长")}
    assert words["森林覆盖率"].is_noun
    assert words["归属于上市公司股东的净利润"].is_noun
    assert words["增长"].is_verb
