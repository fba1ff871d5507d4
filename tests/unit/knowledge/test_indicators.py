from __future__ import annotations

import pytest

from ecodesk.knowledge.indicators import group_of, groups_in, modifiers


@pytest.mark.parametrize(
    ("indicator", "group"),
    [
        ("年产值", "产值"),
        ("总产值", "产值"),
        ("旅游综合收入", "旅游收入"),
        ("累计交易量", "交易量"),
        ("登记量", "登记量"),
        ("农村居民人均可支配收入", "农村居民收入"),
        ("城市森林覆盖率", "森林覆盖率"),
        ("石阶级数", None),
    ],
)
def test_wordings_of_one_indicator_share_a_group(indicator: str, group: str | None) -> None:
    assert group_of(indicator) == group


def test_the_last_word_says_what_is_counted() -> None:
    assert groups_in("登记企业") == ("登记量", "企业数")
    assert group_of("登记企业") == "企业数"


def test_what_is_left_narrows_the_scope() -> None:
    assert modifiers("年产值") == ""
    assert modifiers("线上产值") == "线上"
