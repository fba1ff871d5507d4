"""A synthetic desk of any size, written past the import: rows in bulk, the indexes after them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random

from ecodesk.checking.entries import FORMAT
from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.reasons import Reason
from ecodesk.domain.text import Block, BlockKind, OffsetMap, Span
from ecodesk.services.comparing import SETTING
from ecodesk.store.codec import digest, dump_blocks, dump_damage, dump_offsets, dump_reasons
from ecodesk.store.store import open_store

EACH = 40  # facts of an article
BATCH = 1000  # articles of a batch
PARAGRAPH = 5  # sentences
AT = "2024-05-06T08:00:00.000000+00:00"
EDITORS = ("王", "林编辑", "周小满")
_UNITS = ("亩", "吨", "元", "人次", "公里", "千瓦时", "平方米", "家", "%", "户")
_INDICATORS = ("种植面积", "产量", "产值", "接待游客", "公路里程", "用电量", "绿地面积",
               "合作社", "增长率", "农户")
_VERDICTS = (Verdict.SAME, Verdict.ROUNDED, Verdict.CONFLICT, Verdict.PERIOD, Verdict.QUERY)
_KINDS = ("across", "across", "product", "share")
_RARE_KIND, _ONE_IN = "reference", 20_000  # facts
_ARTICLE = ("id", "key", "batch_id", "file_id", "document", "number", "title", "published", "author",
            "publisher", "photographer", "text", "sha256", "offsets", "blocks", "damage", "damages")
_FACT = ("id", "key", "article_id", "batch_id", "start", "end", "text", "sentence", "subject", "indicator",
         "value", "value_high", "unit", "qualifier", "measure", "period", "place", "modality", "rule",
         "confidence", "reasons", "step", "magnitude", "original", "rewritten", "claim", "status", "revision",
         "note", "source", "editor", "decided_at", "verdict", "severity", "kind", "documents")


@cache
def name_of(number: int) -> str:
    """A place name of its own for every number."""
    lot = Random(number)
    return "".join(chr(0x4E00 + lot.randrange(4000)) for _ in range(2)) + "县镇乡村"[number % 4]


def _sentences(lot: Random) -> list[tuple[str, str, int, int, int]]:
    """Words of each fact of an article: sentence, figure, number of its place, value, kind."""
    place = lot.randrange(3000)
    told = []
    for at in range(EACH):
        kind, value = lot.randrange(len(_UNITS)), lot.randrange(100, 10**6)
        figure = f"{value}{_UNITS[kind]}"
        year = 2015 + lot.randrange(10)
        told.append((f"{year}年，{name_of(place + at % 3)}酥梨{_INDICATORS[kind]}达到{figure}。", figure,
                     place + at % 3, value, kind))
    return told


def _laid_out(number: int, told: list[tuple[str, str, int, int, int]]) -> tuple[str, list[Block], list[int]]:
    """The article's text, its paragraphs and where each sentence begins."""
    text = f"{name_of(number)}酥梨账本"
    blocks, begins = [Block(BlockKind.TITLE, Span(0, len(text)))], []
    for at in range(0, EACH, PARAGRAPH):
        text += "\n"
        first = len(text)
        for sentence, *_ in told[at : at + PARAGRAPH]:
            begins.append(len(text))
            text += sentence
        blocks.append(Block(BlockKind.BODY, Span(first, len(text))))
    return text, blocks, begins


_REASONS = dump_reasons((Reason("value", "figure", 0.9),))


def _facts(article: int, told: list[tuple[str, str, int, int, int]], begins: list[int],
           lot: Random) -> Iterator[tuple[object, ...]]:
    for at, (sentence, figure, place, value, kind) in enumerate(told):
        begin = begins[at] + sentence.index(figure)
        roll = lot.random()
        status = Status.OPEN if roll < 0.7 else Status.VERIFIED if roll < 0.92 else Status.QUERIED
        verdict = lot.choice(_VERDICTS) if lot.random() < 0.15 else ""
        kind_of_check = lot.choice(_KINDS) if verdict else ""
        if ((article - 1) * EACH + at) % _ONE_IN == 0:
            verdict, kind_of_check = Verdict.CONFLICT, _RARE_KIND
        editor = "" if status is Status.OPEN else lot.choice(EDITORS)
        yield ((article - 1) * EACH + at + 1, f"{article}:{at}", article, (article - 1) // BATCH + 1, begin,
               begin + len(figure), figure, sentence, name_of(place) + "酥梨", _INDICATORS[kind], str(value),
               "", _UNITS[kind], "", "percent" if _UNITS[kind] == "%" else "amount", sentence[:4],
               name_of(place), "actual", "figure", round(lot.random() * 0.4, 3), _REASONS, "1", float(value),
               "", "", False, status, 1, "", "", editor, AT if editor else "", verdict, 2 if verdict else 0,
               kind_of_check, 1)


def _article(number: int, text: str, blocks: list[Block]) -> tuple[object, ...]:
    return (number, f"article-{number}", (number - 1) // BATCH + 1, number, f"稿件{number:06}", 1,
            text.split("\n")[0], "2024-05-06", "", "", "", text, digest(text),
            dump_offsets(OffsetMap.identity(len(text))), dump_blocks(blocks), dump_damage(()), 0)


def _insert(connection: sqlite3.Connection, table: str, columns: tuple[str, ...],
            rows: Iterable[tuple[object, ...]]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _set_indexes_aside(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes of the facts; returns how to make them again."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'fact' AND sql <> ''"
    found = connection.execute(query).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    return [sql for _, sql in found]


def build(path: Path, facts: int) -> None:
    """A desk of so many facts in a new SQLite file: 40 in an article, 1,000 articles in a batch."""
    open_store(f"sqlite:///{path}").close()
    articles = facts // EACH
    with closing(sqlite3.connect(path)) as connection:
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-131072", "temp_store=MEMORY",
                       "wal_autocheckpoint=100000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executemany("INSERT INTO editor VALUES (?)", [(name,) for name in EDITORS])
        indexes = _set_indexes_aside(connection)
        for first in range(1, articles + 1, BATCH):
            _add_batch(connection, first, min(first + BATCH, articles + 1))
        for sql in indexes:
            connection.execute(sql)
        # The window compares a desk that was never compared: that is measured elsewhere.
        connection.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (SETTING, f"{FORMAT}:{articles}"))
        connection.commit()


def _add_batch(connection: sqlite3.Connection, first: int, end: int) -> None:
    number = (first - 1) // BATCH + 1
    _insert(connection, "batch", ("id", "title", "editor", "created", "origin", "finished"),
            [(number, f"第{number}批", EDITORS[0], AT, "", True)])
    articles, sources, facts = [], [], []
    for article in range(first, end):
        lot = Random(article)
        told = _sentences(lot)
        text, blocks, begins = _laid_out(article, told)
        articles.append(_article(article, text, blocks))
        name = f"稿件{article:06}.txt"
        sources.append((article, number, f"{article:064x}", name, text, "text", "utf-8", 1))
        facts += _facts(article, told, begins, lot)
    _insert(connection, "source_file", ("id", "batch_id", "sha256", "name", "text", "media", "encoding",
                                        "articles"), sources)
    _insert(connection, "article", _ARTICLE, articles)
    _insert(connection, "fact", _FACT, facts)
