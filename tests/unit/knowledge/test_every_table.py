"""Every table of resources/ has an entry here: its header, its key, and what each of its cells may hold."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pytest

from ecodesk.checking.rulebook import HOUSE, MEANING, SEVERITIES, STYLE
from ecodesk.domain.references import ReferenceColumn
from ecodesk.domain.tables import Column
from ecodesk.exporting.help import KINDS
from ecodesk.knowledge import intervals, labels, messages, preferences, ranges, reasons
from ecodesk.knowledge.tables import data_folder, read_table

WORD = r"[^\s|,，]+"
WORDS = rf"{WORD}(?:\|{WORD})*"
MAYBE_WORDS = rf"(?:{WORDS})?"
COUNT = r"\d+"
FACTOR = r"(?!0+(?:\.0+)?$)\d+(?:\.\d+)?"
NUMBER = rf"-?{COUNT}(?:\.\d+)?"
TEXT = r"\S.*"
ANY = r".*"
HAN = r"[㐀-鿿]"
CODE = r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*"
COLOUR = r"#[0-9a-f]{6}"
SEVERITY = "|".join(SEVERITIES)
YES_NO = "yes|no"
CLASSES = "a|b|d|f|n|ns|nt|nz|p|r|s|t|v|vn"
"""Classes of jieba's dictionary that the extraction tells apart."""


@dataclass(frozen=True)
class Table:
    """Header, how many of its columns make up the key (0: order matters, rows may come again), cells."""

    header: tuple[str, ...]
    key: int
    cells: tuple[str, ...]


MESSAGES = Table(messages.COLUMNS, 1, (CODE, TEXT, ANY))
TABLES = {
    "checking_complements.csv": Table(("whole", "parts"), 1, (WORDS, rf"{WORDS}(?:/{WORDS})*")),
    "checking_confusables.csv": Table(("unit", "other"), 2, (WORD, WORD)),
    "checking_generic.csv": Table(("word",), 1, (rf"{HAN}{{2,}}",)),
    "checking_house.csv": Table(HOUSE, 2, (CODE, CODE, TEXT, TEXT, ANY, TEXT, TEXT)),
    "checking_meaning.csv": Table(MEANING, 1, (CODE, SEVERITY, TEXT, TEXT, TEXT, TEXT)),
    "checking_parts.csv": Table(("whole", "part", "never"), 2, (WORDS, WORDS, MAYBE_WORDS)),
    "checking_shares.csv": Table(("word", "never"), 1, (WORDS, MAYBE_WORDS)),
    "checking_style.csv": Table(STYLE, 1, (CODE, SEVERITY, TEXT, TEXT, TEXT, ANY, TEXT, TEXT)),
    "checking_units.csv": Table(("unit", "legal"), 1, (WORD, WORDS)),
    "checking_verbs.csv": Table(("word", "direction", "to"), 1, (WORD, "up|down|none", YES_NO)),
    "counted_nouns.csv": Table(("noun", "unit"), 1, (WORD, WORD)),
    "countries.csv": Table(("name", "other"), 1, (WORD, f"(?:{WORD})?")),
    "cues.csv": Table(("kind", "word"), 2, (r"[a-z]+(?:-[a-z]+)*", WORD)),
    "doublings.csv": Table(("word",), 1, (rf"{HAN}+",)),
    "gazetteer.csv": Table(
        ("code", "name", "short", "level", "common"), 0,
        (r"\d{2}(?:\d{4})?", rf"{HAN}{{2,}}", rf"(?:{HAN}{{2,}})?", "province|city|county", "1?"),
    ),
    "goes_on.csv": Table(("unit", "following"), 1, (WORD, rf"[^|]*(?:\|{WORD})*")),
    "indicators.csv": Table(("group", "words"), 1, (WORD, WORDS)),
    "labels.csv": Table(labels.COLUMNS, 2, (r"[a-z]+", r"[\w-]*|[a-z]+ [a-z]+|money:[A-Z]{3}", TEXT)),
    "measure_words.csv": Table(("word", "kind"), 1, (WORD, "general|paired|weak")),
    "messages/checking.csv": MESSAGES,
    "messages/exporting.csv": MESSAGES,
    "messages/gui.csv": MESSAGES,
    "messages/reading.csv": MESSAGES,
    "messages/services.csv": MESSAGES,
    "messages/store.csv": MESSAGES,
    "named_units.csv": Table(("noun", "unit"), 1, (WORD, WORD)),
    "not_figures.csv": Table(("phrase",), 1, (TEXT,)),
    "numbered_nouns.csv": Table(("noun",), 1, (WORD,)),
    "places_abroad.csv": Table(("name", "country"), 1, (WORD, WORD)),
    "preferences.csv": Table(
        ("key", "group", "kind", "default", "choices", "low", "high", "title", "description"), 1,
        (r"[a-z_]+", TEXT, "|".join(preferences.Kind), ANY, r"(?:\w+:[^|]+(?:\|\w+:[^|]+)+)?", r"\d*", r"\d*",
         TEXT, TEXT),
    ),
    "ranges.csv": Table(
        ranges.COLUMNS, 1,
        (CODE, TEXT, MAYBE_WORDS, MAYBE_WORDS, WORDS, WORD, MAYBE_WORDS, f"(?:{WORD})?", NUMBER, NUMBER,
         TEXT),
    ),
    "reading_columns.csv": Table(("header", "column"), 1, (r"[^\sA-Z:：]+", "|".join(Column))),
    "reference_columns.csv": Table(
        ("header", "column"), 1, (r"[^\sA-Z:：]+", "|".join(ReferenceColumn))),
    "tour.csv": Table(("part", "page", "title", "words"), 0, (r"[a-z_]+", r"[a-z_]*", TEXT, TEXT)),
    "rule_fields.csv": Table(reasons.FIELD_COLUMNS, 1, (r"[a-z]+", COUNT, COUNT)),
    "rules.csv": Table(reasons.COLUMNS, 1, (CODE, TEXT, COUNT, COUNT, COUNT, COUNT)),
    "simplified.csv": Table(("simplified", "traditional"), 1, (HAN, rf"{HAN}+")),
    "simplified_shared.csv": Table(
        ("character", "simplified", "before", "after", "never"), 1, (HAN, HAN, ANY, ANY, ANY)
    ),
    "specifications.csv": Table(("word", "name"), 1, (WORD, WORD)),
    "subunits.csv": Table(("unit", "part", "ratio", "told_in"), 2, (WORD, WORD, FACTOR, "unit|part")),
    "surnames.csv": Table(("surname",), 1, (rf"{HAN}{{1,2}}",)),
    "theme/colours.csv": Table(("role", "light", "dark", "use"), 1, (r"[a-z_]+", COLOUR, COLOUR, TEXT)),
    "units.csv": Table(
        ("name", "canonical", "dimension", "factor"), 1,
        (r"\S+(?: \S+)*", r"\S+(?: \S+)*", r"[a-z ]+|money:[A-Z]{3}|count:\S+", FACTOR),
    ),
    "widths.csv": Table(
        intervals.WIDTH_COLUMNS, 2,
        (WORD, "|".join(sorted(intervals.PLACES)), FACTOR, FACTOR, YES_NO, YES_NO, COUNT),
    ),
    "words.csv": Table(("word", "tag"), 1, (WORD, CLASSES)),
    "workbook_help.csv": Table(("kind", "line"), 0, ("|".join(sorted(KINDS)), ANY)),
}


def rows(name: str) -> list[dict[str, str]]:
    return list(read_table(name, TABLES[name].header))


def column(name: str, header: str) -> list[str]:
    return [row[header] for row in rows(name)]


def test_every_table_is_told_of_here() -> None:
    folder = data_folder("resources")
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_holds_what_its_column_may_hold(name: str) -> None:
    table = TABLES[name]
    assert len(table.cells) == len(table.header)
    wrong = [
        (header, row[header])
        for row in rows(name)
        for header, cell in zip(table.header, table.cells, strict=True)
        if not re.fullmatch(cell, row[header]) or re.search(r"[\x00-\x1f\u200b\ufeff]", row[header])
    ]
    assert not wrong


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if table.key])
def test_no_key_stands_twice(name: str) -> None:
    table = TABLES[name]
    keys = Counter(tuple(row[header] for header in table.header[: table.key]) for row in rows(name))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "header"),
    [(name, header) for name, table in TABLES.items()
     for header, cell in zip(table.header, table.cells, strict=True) if cell in (WORDS, MAYBE_WORDS)],
)
def test_no_word_stands_twice_in_a_cell(name: str, header: str) -> None:
    cells = [cell.split("|") for cell in column(name, header)]
    assert [cell for cell in cells if len(set(cell)) < len(cell)] == []
