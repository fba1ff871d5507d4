"""Word segmentation with word classes: jieba with a tokenizer and a cache folder of our own."""

from __future__ import annotations

import logging
import tempfile
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from ecodesk.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: start, end, text and its class in jieba's dictionary (n, v, d, …; x when unknown)."""

    start: int
    end: int
    text: str
    tag: str

    @property
    def is_verb(self) -> bool:
        return self.tag in ("v", "vd", "vi", "vg", "vq")

    @property
    def is_noun(self) -> bool:
        return self.tag[:1] in ("n", "j", "l", "i", "x", "e", "b") or self.tag in (
            "vn",
            "an",
            "q",
            "eng",
            "s",
        )

    @property
    def adorns(self) -> bool:
        """True for a word that may stand inside a noun phrase without being a noun (优良天数)."""
        return self.tag in ("a", "ad", "m", "t", "f", "z", "ng", "vg", "g")


def _cache_folder() -> Path:
    """The user's cache folder; a new one for this process where that cannot be written."""
    try:
        return user_cache_path("EcoDesk", appauthor=False, ensure_exists=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="ecodesk-"))


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    # jieba keeps a marshal cache in the shared temporary folder: the user's own is safer.
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.initialize()
    for row in read_table("words.csv", ("word", "tag")):
        tokenizer.add_word(row["word"])
    return tokenizer


@cache
def _tags() -> dict[str, str]:
    """Word classes of jieba's dictionary and of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    tags: dict[str, str] = {}
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as handle:
        for line in handle:
            word, _, tag = line.rstrip("\n").split(" ")
            tags[word] = tag
    tags.update({row["word"]: row["tag"] for row in read_table("words.csv", ("word", "tag"))})
    return tags


def cut(text: str, offset: int = 0) -> list[Word]:
    """Words of a text in order; spans are moved by `offset`."""
    tags = _tags()
    words: list[Word] = []
    position = offset
    for token in _tokenizer().cut(text, HMM=False):
        end = position + len(token)
        words.append(Word(position, end, token, tags.get(token, "x")))
        position = end
    return words
