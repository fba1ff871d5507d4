"""Traditional beside Simplified: the fold, its way back, and the tables both stand on."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecodesk.knowledge.script import QUOTES, Written, forms, pattern_of, simplified
from ecodesk.knowledge.tables import read_table

ROWS = list(read_table("simplified.csv", ("simplified", "traditional")))
SHARED = list(read_table("simplified_shared.csv", ("character", "simplified", "before", "after", "never")))
TRADITIONAL = "".join(char for row in ROWS for char in row["traditional"] if char != row["simplified"])
BESIDE_SHARED = "".join(
    sorted({char for row in SHARED for cell in row.values() for char in cell if char != "|"})
)
# GB 2312-80 lists a handful of Traditional and variant characters beside its Simplified ones.
SLIPS_OF_GB2312 = frozenset("後於摺拚捱醣菸榘麴")


def gb2312(first: int, last: int) -> str:
    """The characters of these rows: 16 to 55 the common ones, 56 to 87 the others."""
    codes = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(first, last + 1) for cell in range(1, 95))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


COMMON = gb2312(16, 55)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("年產值超過18億元、30萬畝、約3.5萬噸", "年产值超过18亿元、30万亩、约3.5万吨"),
        ("去年全縣預計新增餘額，佔比三成", "去年全县预计新增余额，占比三成"),
        ("皇后大道以後的里程，隻身一隻，祇有", "皇后大道以后的里程，只身一只，只有"),
        ("臺北、台中的檯面與颱風", "台北、台中的台面与台风"),
        ("關係、繫於、製造制度、發展理髮", "关系、系于、制造制度、发展理发"),
        ("衞生署説羣眾為綫下戶口爲零", "卫生署说群众为线下户口为零"),
        ("「引『號』」", "“引‘号’”"),
    ],
)
def test_traditional_is_folded(written, plain):
    assert simplified(written) == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("隨著著名作家沿著顯著的著作著手", "随着著名作家沿着显著的著作着手"),
        ("乾隆年間乾燥的餅乾，乾坤未定", "乾隆年间干燥的饼干，乾坤未定"),
        ("特徵、徵收，宮商角徵羽", "特征、征收，宫商角徵羽"),
        ("瞭解瞭望塔", "了解瞭望塔"),
        ("藉由慰藉由衷，憑藉狼藉", "借由慰藉由衷，凭借狼藉"),
        ("神祇祇能", "神祇只能"),
        ("回覆覆蓋，收回覆蓋", "回复覆盖，收回覆盖"),
        ("傢俱一應俱全", "家具一应俱全"),
    ],
)
def test_what_both_scripts_have_goes_by_its_neighbours(written, plain):
    assert simplified(written) == plain


def test_simplified_copy_stays_as_it_is():
    assert len(COMMON) == 3755
    assert simplified(COMMON) == COMMON
    others = gb2312(56, 87)
    changed = {char for char, plain in zip(others, simplified(others), strict=True) if char != plain}
    assert changed == SLIPS_OF_GB2312 & set(others)


@pytest.mark.parametrize(
    "text",
    [
        "成效显著的著名著作",
        "鲁迅著《呐喊》，原著三册",
        "乾县、乾安县与乾清宫",
        "魏徵、文徵明",
        "狼藉与慰藉",
        "瞭望",
        "反覆无常地颠覆覆盖",
        "一应俱全",
        "PM2.5 and 5G",
        "",
    ],
)
def test_words_of_simplified_copy_stay(text):
    expected = text.replace("反覆", "反复")
    assert simplified(text) == expected


@given(
    st.text(st.one_of(st.sampled_from(TRADITIONAL + BESIDE_SHARED), st.sampled_from(COMMON), st.characters()))
)
def test_the_fold_keeps_the_length_and_is_done_once(text):
    plain = simplified(text)
    assert len(plain) == len(text)
    assert simplified(plain) == plain


@given(st.text(st.sampled_from(BESIDE_SHARED), max_size=12))
def test_a_fold_beside_a_fold_is_done_once(text):
    assert simplified(simplified(text)) == simplified(text)


@given(st.text(st.sampled_from(sorted(set(COMMON) - {row["character"] for row in SHARED}))))
def test_common_simplified_characters_never_change(text):
    assert simplified(text) is text or simplified(text) == text


def test_the_tables_are_sound():
    plain = {row["simplified"] for row in ROWS}
    assert len(plain) == len(ROWS) > 2500
    assert len(set(TRADITIONAL)) == len(TRADITIONAL), "a Traditional character stands for two"
    assert plain.isdisjoint(TRADITIONAL)
    shared = {row["character"] for row in SHARED}
    assert shared.isdisjoint(TRADITIONAL)
    for char in plain | set(TRADITIONAL) | shared:
        # One code point and one UTF-16 unit each, so that no span drifts on the way to the window either.
        assert len(char) == 1
        assert ord(char) < 0x10000
        assert unicodedata.category(char) == "Lo"


def test_neighbours_are_written_in_simplified():
    for row in SHARED:
        words = [
            word for cell in (row["before"], row["after"], row["never"]) for word in cell.split("|") if word
        ]
        assert words
        assert all(simplified(word) == word for word in row["never"].split("|") if word), row
        assert all(row["character"] in word for word in row["never"].split("|") if word)
        assert not set("".join(words)) & set(TRADITIONAL), row


def test_forms_of_a_character():
    assert set(forms("产")) == set(forms("產")) == {"产", "產", "産"}
    assert set("发發髮") == set(forms("髮"))
    assert forms("髮")[0] == "髮"
    assert set("干乾") <= set(forms("乾"))
    assert forms("A") == "A"
    assert set(forms("「")) == {"「", "“"}


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("产值", "總產值", "產值"),
        ("總產值", "总产值18亿", "总产值"),
        ("後", "皇后", "后"),
        ("台湾", "臺灣", "臺灣"),
        ("a.b", "A.B", "A.B"),
        ("[元]", "x[元]", "[元]"),
    ],
)
def test_words_are_found_in_either_script(words, text, found):
    assert pattern_of(words).search(text)[0] == found


@given(st.text(max_size=20))
def test_any_words_are_found_in_themselves(words):
    assert pattern_of(words).fullmatch(words)
    assert pattern_of(words).fullmatch(simplified(words))


def test_words_come_back_as_the_text_writes_them():
    text = Written("臺北市的臺商在台東縣種植水稻30萬畝，理髮店與發展局")
    assert text.again("台北市") == "臺北市"
    assert text.again("台东县") == "台東縣"
    assert text.again("理发") == "理髮"
    assert text.again("发展") == "發展"
    assert text.again("种植面积") == "種植面積"
    assert text.again("户数") == "戶數"
    assert text.again("“亩”") == "「畝」"


def test_the_nearest_place_tells_how_a_word_is_written():
    text = "台灣說台灣，臺灣說臺灣"
    assert Written(text).again("台湾", 6, len(text)) == "臺灣"
    assert Written(text).again("台湾", 0, 5) == "台灣"


def test_a_simplified_text_with_one_traditional_character_keeps_to_simplified():
    text = Written("重庆市的种植户陳某有30万亩")
    assert text.folded
    assert text.again("种植户数") == "种植户数"
    assert text.again("个") == "个"
    assert text.again("陈") == "陳"


def test_untouched_text_gives_words_back_untouched():
    text = Written("全县30万亩")
    assert not text.folded
    assert text.again("亩產") == "亩產"


@given(st.text(st.sampled_from(TRADITIONAL + COMMON), min_size=1), st.data())
def test_any_part_of_the_text_comes_back(text, data):
    written = Written(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    part = written.plain[start:end]
    assert simplified(written.again(part)) == part
    if written.plain.count(part) == 1:
        assert written.again(part, start, end) == text[start:end]


def test_folding_is_fast():
    plain = "全县种植面积达到30万亩，预计年产值超过18亿元。" * 4000
    mixed = "全縣種植面積達到30萬畝，預計年產值超過18億元。" * 4000
    simplified("萬")
    for text in (plain, mixed):
        started = time.process_time()
        simplified(text)
        assert len(text) / (time.process_time() - started) > 1_000_000


def test_quotes_go_in_pairs():
    assert simplified("".join(QUOTES)) == "“”‘’"
