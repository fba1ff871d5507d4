"""Word segmentation with word classes, behind one function: rjieba where it is installed, else jieba.

Both cut by the same dictionary and the same model of unknown words; they differ in fewer than one word of a
thousand, in strings of Latin letters. rjieba is about ten times faster; it has no wheel for Windows on ARM.
"""

from __future__ import annotations

import logging
import re
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain, compress, count
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from platformdirs import user_cache_path

from ecodesk.knowledge.tables import read_table

FIGURE, TIME, PUNCTUATION, NAME = "fig", "time", "w", "name"
"""Classes of ours: a figure, a time expression, a punctuation mark, a name that is kept whole."""
NOUN_TAGS = frozenset(
    {
        "n",
        "ng",
        "nr",
        "nrt",
        "nrfg",
        "ns",
        "nt",
        "nz",
        NAME,
        "j",
        "l",
        "i",
        "x",
        "e",
        "eng",
        "b",
        "vn",
        "an",
        "s",
    }
)
_VERBS = frozenset({"v", "vd", "vi", "vg", "vq"})
_ADORNING = frozenset({"a", "ad", "m", "f", "z", "ng", "vg", "g", "q"})
_GLUED_END = frozenset("年正已也还均共将可达至到由以在为与和从向对被把等有")
_GLUED_START = frozenset("已也还占将由在与和从向对被把等的了时")
"""Function words that the model of unknown words takes for a part of a name."""
_MARK = re.compile(r"[^\w%℃°]+")


NOMINAL_TAGS = NOUN_TAGS | _ADORNING
"""Classes of words that may stand in a noun phrase."""


class Word(NamedTuple):
    """A word of a text: start, end, text and its class in jieba's dictionary (n, v, d, …; x when unknown)."""

    start: int
    end: int
    text: str
    tag: str

    @property
    def is_verb(self) -> bool:
        return self.tag in _VERBS

    @property
    def is_noun(self) -> bool:
        """True for what makes up a noun phrase by itself; unknown words mostly are names."""
        return self.tag in NOUN_TAGS

    @property
    def names(self) -> bool:
        """True for what can name somebody or something, not only say of what kind it is (单月, 落实)."""
        return self.is_noun and self.tag not in ("b", "an", "vn", "s")

    @property
    def adorns(self) -> bool:
        """True for a word that may stand inside a noun phrase without being a noun (优良天数)."""
        return self.tag in _ADORNING


_text_of, _tag_of = itemgetter(2), itemgetter(3)


def texts(words: Iterable[Word]) -> Iterator[str]:
    """The texts of some words. What is asked of all words of a clause is asked of these without a loop."""
    return map(_text_of, words)


def tags(words: Iterable[Word]) -> Iterator[str]:
    """The classes of some words."""
    return map(_tag_of, words)


def tagged(words: Iterable[Word], classes: frozenset[str]) -> Iterator[int]:
    """Indexes of the words that are of one of some classes."""
    return compress(count(), map(classes.__contains__, map(_tag_of, words)))


def first_tagged(words: Sequence[Word], classes: frozenset[str]) -> int:
    """Index of the first word of one of some classes, -1 where none is."""
    for at, word in enumerate(words):
        if word[3] in classes:
            return at
    return -1


def first_of(words: Sequence[Word], wanted: frozenset[str]) -> int:
    """Index of the first word that is one of those wanted, -1 where none is."""
    for at, word in enumerate(words):
        if word[2] in wanted:
            return at
    return -1


def last_of(words: Sequence[Word], wanted: frozenset[str]) -> int:
    """Index of the last word that is one of those wanted, -1 where none is."""
    for at in range(len(words) - 1, -1, -1):
        if words[at][2] in wanted:
            return at
    return -1


OF = frozenset({"的"})
"""The particle that joins what is said of a thing to the thing."""

make_word = partial(tuple.__new__, Word)
"""Makes a word of its four parts in a third of the time of a call of the class."""


@dataclass(frozen=True)
class Engine:
    """A segmenter: words and classes of a text in order, and whether the dictionary holds a word."""

    pairs: Callable[[str], Iterable[tuple[str, str]]]
    knows: Callable[[str], bool]


def _cache_folder() -> Path:
    """The user's cache folder; a new one for this process where that cannot be written."""
    try:
        return user_cache_path("EcoDesk", appauthor=False, ensure_exists=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="ecodesk-"))


@cache
def _own() -> dict[str, str]:
    """Words that the dictionary cuts in two or classes wrongly, with their class; places abroad are names."""
    places = read_table("places_abroad.csv", ("name", "country"))
    own = {row["name"]: "ns" for row in places if len(row["name"]) > 1}
    return own | {row["word"]: row["tag"] for row in read_table("words.csv", ("word", "tag"))}


@cache
def _at_home() -> frozenset[str]:
    """Names of places in China that are no ordinary words: the dictionary takes many for people or nouns."""
    places = list(read_table("gazetteer.csv", ("code", "name", "short", "level", "common")))
    full = {row["name"] for row in places}
    cities = (row for row in places if row["level"] == "city" and not row["common"])
    return frozenset(full | {row["short"] for row in cities if len(row["short"]) > 1})


_Pairs = tuple[tuple[str, str], ...]


_KEPT = 1 << 16
"""Words kept at most: about 10 MB."""


def fast_engine() -> Engine | None:
    """rjieba with our words; None where it is not installed."""
    try:
        import rjieba
    except ImportError:
        return None
    tagger = rjieba.Jieba()
    for word, tag in _own().items():
        tagger.add_word(word, None, tag)

    def read(token: str, tag: str) -> _Pairs:
        # rjieba guesses a class for words it does not know, jieba does not: the guess is dropped.
        if tagger.has_word(token):
            return ((token, _class(token, tag)),)
        parts = tagger.tag(token, hmm=False) if _is_glued(token) else ((token, "x"),)
        return tuple((part, _class(part, tag)) for part, tag in parts)

    # What the words stand for, read once each: asked a hundred times for a figure. Few are parted.
    known: dict[str, _Pairs] = {}
    whole: dict[str, tuple[str, str]] = {}
    parted: set[str] = set()

    def learn(text: str) -> None:
        if len(known) >= _KEPT:
            for kept in (known, whole, parted):
                kept.clear()
        for token, tag in tagger.tag(text, hmm=True):
            if token not in known:
                known[token] = read(token, tag)
                whole[token] = known[token][0]
                parted.update([token] if len(known[token]) > 1 else ())

    def cut_fast(text: str) -> list[tuple[str, str]]:
        # Words without their classes are cut in two thirds of the time, and most are known.
        tokens = tagger.cut(text, hmm=True)
        try:
            if parted.isdisjoint(tokens):
                return list(map(whole.__getitem__, tokens))
            return list(chain.from_iterable(map(known.__getitem__, tokens)))
        except KeyError:
            learn(text)
            return cut_fast(text)

    return Engine(cut_fast, tagger.has_word)


def plain_engine() -> Engine:
    """jieba with our words and the classes of its dictionary."""
    tokenizer, classes, own = _tokenizer(), _classes(), _own()

    @lru_cache(maxsize=1 << 16)
    def known(token: str) -> tuple[tuple[str, str], ...]:
        whole = token in classes or token in own or not _is_glued(token)
        parts = (token,) if whole else tokenizer.cut(token, HMM=False)
        return tuple((part, _class(part, classes.get(part, "x"))) for part in parts)

    def cut_plain(text: str) -> Iterable[tuple[str, str]]:
        return chain.from_iterable(map(known, tokenizer.cut(text, HMM=True)))

    return Engine(cut_plain, lambda word: word in classes or word in own)


def _is_glued(token: str) -> bool:
    """True for an unknown word with a function word at its end or beginning (局正, 口达): no word at all."""
    return 1 < len(token) < 4 and (token[-1] in _GLUED_END or token[0] in _GLUED_START)


def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    return jieba


@cache
def _tokenizer() -> Any:
    tokenizer = _jieba().Tokenizer()
    # jieba keeps a marshal cache in the shared temporary folder: the user's own is safer.
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.initialize()
    for word in _own():
        tokenizer.add_word(word)
    return tokenizer


@cache
def _classes() -> dict[str, str]:
    """Word classes of jieba's dictionary."""
    with (Path(_jieba().__file__).parent / "dict.txt").open(encoding="utf-8") as handle:
        lines = (line.rstrip("\n").split(" ") for line in handle)
        return {word: tag for word, _, tag in lines}


@cache
def _engine() -> Engine:
    return fast_engine() or plain_engine()


def pairs(text: str) -> Iterable[tuple[str, str]]:
    """Words and classes of a text, without spans."""
    return _engine().pairs(text)


def is_word(text: str) -> bool:
    """True for a word of the dictionary or of ours."""
    return _engine().knows(text)


def cut(text: str, offset: int = 0) -> list[Word]:
    """Words of a text in order; spans are moved by `offset`."""
    return cut_with(_engine(), text, offset)


def cut_with(engine: Engine, text: str, offset: int = 0) -> list[Word]:
    """Words of a text as an engine cuts them."""
    found: list[Word] = []
    for token, tag in engine.pairs(text):
        end = offset + len(token)
        found.append(make_word((offset, end, token, tag)))
        offset = end
    return found


def _class(token: str, tag: str) -> str:
    """Class of a word, ours before the dictionary's; numbers, Latin words and marks are no unknown words."""
    if token in _own():
        return _own()[token]
    if token in _at_home():
        return "ns"
    if tag != "x":
        return tag
    if token.isascii() and token.isalnum():
        return "m" if token.isdigit() else "eng"
    return PUNCTUATION if _MARK.fullmatch(token) else tag
