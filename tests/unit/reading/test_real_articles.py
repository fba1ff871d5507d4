"""The five real articles: nothing lost, everything in its place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ecodesk.domain.text import BlockKind, DamageKind, Reading
from ecodesk.reading import read_path

pytestmark = pytest.mark.shared
HAN = re.compile("[\u4e00-\u9fff]")


def reading_of(folder: Path, number: str) -> Reading:
    (path,) = (folder / "seeds").glob(f"{number}_*.txt")
    return read_path(path)


def clean_text(reading: Reading) -> str:
    return "\n".join(article.clean.text for article in reading.articles)


def count(reading: Reading, kind: DamageKind) -> int:
    return sum(d.kind is kind for article in reading.articles for d in article.clean.damage)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_chinese_character_is_kept(shared_folder: Path, number: str) -> None:
    reading = reading_of(shared_folder, number)
    assert sorted(HAN.findall(clean_text(reading))) == sorted(HAN.findall(reading.source.text))
    for article in reading.articles:
        for position, shown in enumerate(article.clean.text):
            if HAN.match(shown):
                assert reading.source.text[article.clean.offsets.to_source(position)] == shown


@pytest.mark.parametrize(("number", "articles"), [("000", 1), ("001", 1), ("002", 2), ("003", 1), ("004", 1)])
def test_articles_of_a_page(shared_folder: Path, number: str, articles: int) -> None:
    assert len(reading_of(shared_folder, number).articles) == articles


@pytest.mark.parametrize("number", ["000", "001", "003"])
def test_every_annotated_quotation_stands_in_the_clean_text(shared_folder: Path, number: str) -> None:
    squeezed = re.sub(r"\s+", "", clean_text(reading_of(shared_folder, number)))
    (path,) = (shared_folder / "gold").glob(f"{number}.figures.jsonl")
    quotes = [
        json.loads(line)["quote"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    (path,) = (shared_folder / "gold").glob(f"{number}.claims.jsonl")
    quotes += [
        json.loads(line)["quote"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    assert len(quotes) > 50
    assert [quote for quote in quotes if re.sub(r"\s+", "", quote) not in squeezed] == []


def test_gaps_of_the_cut_page(shared_folder: Path) -> None:
    reading = reading_of(shared_folder, "004")
    assert reading.source.media == "text/html"
    assert len(HAN.findall(clean_text(reading))) == 2645
    assert count(reading, DamageKind.LOST) >= 20
    assert not re.search(r"[a-z]{4,}|&|[<>;]", clean_text(reading))


def test_damage_of_the_others(shared_folder: Path) -> None:
    first = reading_of(shared_folder, "000")
    assert (
        count(first, DamageKind.TORN),
        count(first, DamageKind.QUOTES),
        count(first, DamageKind.RESIDUE),
    ) == (9, 1, 1)
    second = reading_of(shared_folder, "002")
    assert (count(second, DamageKind.DOUBLED), count(second, DamageKind.FOREIGN)) == (4, 1)
    third = reading_of(shared_folder, "003")
    assert count(third, DamageKind.TORN) == 7
    clean = third.articles[0].clean
    rest = [(d.kind, d.span.of(clean.text)) for d in clean.damage if d.kind is not DamageKind.TORN]
    assert rest == [(DamageKind.MISPLACED, "张沥文")]


def test_what_the_pages_say_about_themselves(shared_folder: Path) -> None:
    published = [a.published for n in ("000", "001", "003") for a in reading_of(shared_folder, n).articles]
    assert published == ["2025", "2025", ""]
    assert [len(a.author.split("、")) for a in reading_of(shared_folder, "002").articles] == [2, 2]
    kinds = [block.kind for block in reading_of(shared_folder, "001").articles[0].clean.blocks]
    assert kinds.count(BlockKind.BOX) == 9
    assert kinds.count(BlockKind.CAPTION) == 5
    assert kinds[:5] == [
        BlockKind.QUOTE,
        BlockKind.QUOTE,
        BlockKind.SUBTITLE,
        BlockKind.TITLE,
        BlockKind.BYLINE,
    ]
