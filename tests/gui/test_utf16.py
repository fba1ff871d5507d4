from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecodesk.gui.utf16 import PositionMap, Units, printable, width

TEXT = st.text(alphabet="甲乙1。𠮷😀é", max_size=40)


@pytest.mark.parametrize(("text", "units"), [("甲乙", 2), ("𠮷", 2), ("走一圈😀。", 6), ("", 0)])
def test_width_counts_utf16_units(text, units):
    assert width(text) == units
    assert width(text) == len(text.encode("utf-16-le")) // 2


@given(TEXT)
def test_every_position_comes_back(text):
    units = Units(text)
    for index in range(len(text) + 1):
        position = units.to_qt(index)
        assert position == width(text[:index])
        assert units.to_points(position) == index


def test_the_inside_of_a_pair_is_its_own_character():
    units = Units("a𠮷b")
    assert units.to_points(2) == 1
    assert units.to_points(3) == 2


def test_printable_keeps_the_length_and_no_block_ends():
    text = "甲\r\n乙\u2028丙\u2029丁\0戊\ud800"
    shown = printable(text)
    assert len(shown) == len(text)
    assert not set(shown) & set("\r\n\u2028\u2029\0")
    shown.encode("utf-16-le")


def test_ranges_skip_words_of_ours():
    places = PositionMap()
    places.add(0, 0, "𠮷庆桥")  # document 0..4
    places.add(10, 3, "有人")  # our own words stand between
    assert places.range_of(1, 5) == ((2, 4), (10, 12))
    assert places.to_text(2) == 1
    assert places.to_text(6) is None
    assert places.to_text(11) == 4
    assert places.to_document(4) == 11


def test_blocks_may_stand_in_another_order_than_the_text():
    places = PositionMap()
    places.add(0, 10, "后段")
    places.add(5, 0, "前段")
    assert places.range_of(0, 1) == ((5, 6),)
    assert places.range_of(10, 12) == ((0, 2),)
    assert places.to_text(5) == 0


def test_a_range_of_the_document_is_one_of_the_text_whatever_of_ours_stands_between():
    positions = PositionMap()
    positions.add(0, 0, "甲𠮷乙")
    positions.add(10, 3, "丙丁")  # words of ours before
    assert positions.text_range(0, 3) == (0, 2)
    assert positions.text_range(1, 11) == (1, 4)
    assert positions.text_range(4, 10) is None
    assert positions.text_range(6, 99) == (3, 5)
    assert PositionMap().text_range(0, 9) is None
