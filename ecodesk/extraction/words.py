"""Word segmentation with word classes: jieba with a tokenizer and a cache folder of our own."""

from __future__ import annotations

import logging
import tempfile
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    folder = Path(tempfile.gettempdir()) / "ecodesk-words"
    folder.mkdir(mode=0o700, exist_ok=True)
    # jieba keeps a marshal cache in the shared temporary folder: a private one cannot be tampered with.
    tokenizer.tmp_dir = str(folder)
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
