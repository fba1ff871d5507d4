from __future__ import annotations

import json

import pytest

from ecodesk.domain.errors import UsageError
from ecodesk.knowledge.preferences import Kind, preference, preferences
from ecodesk.services.kept import DAMAGED
from ecodesk.services.preferences import FILE_NAME, Preferences


@pytest.mark.parametrize("declared", preferences(), ids=lambda one: one.key)
def test_every_setting_is_declared_whole(declared):
    assert declared.title
    assert declared.description
    assert declared.takes(declared.default)
    assert not declared.takes("\n")
    if declared.kind is Kind.NUMBER:
        assert declared.low < declared.high
        assert not declared.takes(str(declared.high + 1))
    if declared.kind is Kind.CHOICE:
        assert len(declared.choices) > 1
        assert all(value and words for value, words in declared.choices)


def test_what_is_set_is_kept_and_told(tmp_path):
    kept, told = Preferences(tmp_path), []
    kept.on_change(told.append)
    kept.put("article_size", "19")
    kept.put("article_size", "19")
    kept.put("advance", "0")
    assert told == ["article_size", "advance"]
    again = Preferences(tmp_path)
    assert again.number("article_size") == 19
    assert not again.flag("advance")
    assert again.changed == {"article_size", "advance"}
    again.reset()
    assert Preferences(tmp_path).changed == frozenset()
    assert again.number("article_size") == int(preference("article_size").default)


@pytest.mark.parametrize(("key", "value"), [("article_size", "99"), ("article_size", "大"), ("theme", "蓝"),
                                            ("editor", "很长的名字" * 20), ("backups", "-1")])
def test_a_wrong_value_is_refused_and_changes_nothing(tmp_path, key, value):
    kept = Preferences(tmp_path)
    with pytest.raises(UsageError):
        kept.put(key, value)
    assert kept.changed == frozenset()
    assert not (tmp_path / FILE_NAME).exists()


def test_a_damaged_file_is_put_aside(tmp_path):
    (tmp_path / FILE_NAME).write_text("{不是", encoding="utf-8")
    assert Preferences(tmp_path).changed == frozenset()
    assert (tmp_path / (FILE_NAME + DAMAGED)).read_text(encoding="utf-8") == "{不是"


def test_values_that_no_longer_fit_are_passed_over(tmp_path):
    old = {"article_size": "400", "gone": "1", "advance": 0, "theme": "dark"}
    (tmp_path / FILE_NAME).write_text(json.dumps(old), encoding="utf-8")
    assert Preferences(tmp_path).changed == {"theme"}


def test_what_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    kept = Preferences(tmp_path / "file" / "below")
    with pytest.raises(UsageError):
        kept.put("advance", "0")
    assert kept.flag("advance")
