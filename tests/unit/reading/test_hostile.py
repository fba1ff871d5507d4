"""Input that hangs careless code: the work stays bounded, and nothing but ReadError comes out."""

from __future__ import annotations

import time

import pytest

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile
from ecodesk.reading import read_file

MANY = 100_000
CASES = {
    "digits": "1" * MANY,
    "one character": "中" * MANY,
    "quotes": "“" * MANY,
    "closing": "”" * MANY,
    "nested": "（《" * (MANY // 2),
    "crossed": "（》" * (MANY // 2),
    "doubling": "挂牌" * (MANY // 2),
    "names": "“名”" * (MANY // 3),
    "less": "<p>x</p>" + "<" * MANY,
    "tags": "<p>x</p>" + "<a " * (MANY // 3),
    "quoted": "<p>x</p>" + '<a "' * (MANY // 4),
    "greater": "<p>x</p>" + ">" * MANY,
    "styles": "<p>x</p>" + "a:b;>" * (MANY // 5),
    "ampersands": "<p>x</p>" + "&" * MANY,
    "divs": "<div>" * (MANY // 5) + "中" + "</div>" * (MANY // 5),
    "comments": "<p>x</p>" + "<!--" * (MANY // 4),
    "scripts": "<p>x</p>" + "<script>" * (MANY // 8),
    "blanks": " " * MANY + "中",
    "spaced": "中 " * (MANY // 2),
    "short lines": "中国人\n" * (MANY // 4),
    "signatures": "张三丰\n\n" * (MANY // 5),
    "captions": "图 摄/王\n\n" * (MANY // 7),
    "torn": "产量，在城里，我们的人民，生活得很好，而且\n\n" * (MANY // 23),
}


@pytest.mark.parametrize("name", CASES)
def test_bounded_work(name: str) -> None:
    start = time.process_time()
    try:
        found = len(read_file(SourceFile("稿.txt", CASES[name].encode())).articles)
    except ReadError as error:
        # Nothing but markup.
        found = error.code == "read-empty"
    assert found
    # Two orders above what it takes: only work that grows with the square comes near.
    assert time.process_time() - start < 20


def test_nul_and_lone_surrogates() -> None:
    text = "渡口的老船工守了三十年江面。"
    nul = read_file(SourceFile("稿.txt", (text + "\x00" + text).encode()))
    assert nul.articles[0].clean.text == text + text
    cut = read_file(
        SourceFile("稿.txt", (text * 9).encode("utf-16") + b"\x00\xd8" + text.encode("utf-16-le"))
    )
    assert "\ufffd" in cut.articles[0].clean.text
    cut.articles[0].clean.text.encode()
