"""The sample batch from bytes to findings, against its own annotations in seeds/expected."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from decimal import Decimal

import pytest

from ecodesk.checking import check_across, check_article
from ecodesk.domain.findings import Verdict
from ecodesk.domain.text import DamageKind
from ecodesk.extraction import extract
from ecodesk.knowledge.tables import data_folder
from ecodesk.reading import read_path

SEEDS = data_folder("seeds")
PROBLEM = {"fails", "conflict"}
FLOORS = {"qualifier": 0.97, "measure": 0.92, "period": 0.93, "place": 0.86, "modality": 0.97}


def squeeze(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def load(name):
    return [json.loads(line) for line in (SEEDS / "expected" / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def readings():
    return {path.stem: read_path(path) for path in sorted(SEEDS.glob("[0-9]*"))}


@pytest.fixture(scope="module")
def facts(readings):
    """Facts of every article, by its id."""
    return {article.id: extract(article) for reading in readings.values() for article in reading.articles}


@pytest.fixture(scope="module")
def findings(readings, facts):
    inside = [finding for reading in readings.values() for article in reading.articles
              for finding in check_article(article, facts[article.id])]
    return inside + list(check_across([fact for found in facts.values() for fact in found]))


def key(document, text, value, high, unit):
    numbers = [Decimal(part) if re.fullmatch(r"[\d.]+", part) else part for part in (value, high)]
    return document, squeeze(text), *numbers, unit


@pytest.fixture(scope="module")
def pairs(facts):
    """Annotated figures with the facts found for them, and how many of each there are."""
    found = defaultdict(list)
    for fact in (fact for some in facts.values() for fact in some if not fact.is_claim):
        found[key(fact.document, fact.text, fact.value, fact.value_high, fact.unit)].append(fact)
    count = sum(map(len, found.values()))
    matched = []
    expected = load("facts.jsonl")
    for record in expected:
        number = record["value"], record["value_high"]
        same = found[key(record["doc"], record["figure"], *number, record["unit"])]
        if same:
            matched.append((record, same.pop(0)))
    return matched, len(expected), count


def test_every_annotation_stands_in_its_text(readings):
    records = load("facts.jsonl")
    assert len({record["doc"] for record in records}) == len(readings)
    for record in records:
        text = squeeze("".join(article.clean.text for article in readings[record["doc"]].articles))
        assert squeeze(record["quote"]) in text, record["quote"]
        assert squeeze(record["figure"]) in squeeze(record["quote"])


def test_files_are_read_as_what_they_are(readings):
    assert readings["04_重庆绿了多少"].source.encoding == "gb18030"
    assert [len(reading.articles) for reading in readings.values()] == [1, 1, 2, 1, 1, 1]
    assert not [reading.warnings for reading in readings.values() if reading.warnings]


@pytest.mark.parametrize(("document", "kinds"), [
    ("01_巫山脆李", {DamageKind.QUOTES}),
    ("02_綦江老矿城", {DamageKind.TORN, DamageKind.RESIDUE, DamageKind.QUOTES}),
    ("03_城口与梁平", {DamageKind.DOUBLED, DamageKind.FOREIGN, DamageKind.PARAGRAPH, DamageKind.QUOTES}),
    ("04_重庆绿了多少", set()),
    ("05_碳账本", {DamageKind.LOST}),
    ("06_矿坑长出公园", {DamageKind.PARAGRAPH, DamageKind.QUOTES, DamageKind.TORN, DamageKind.DOUBLED}),
])
def test_the_damage_is_seen(readings, document, kinds):
    seen = {damage.kind for article in readings[document].articles for damage in article.clean.damage}
    assert kinds <= seen
    assert bool(kinds) == bool(seen)


def test_no_markup_is_left_and_no_number_is_lost(readings):
    text = readings["05_碳账本"].articles[0].clean.text
    assert not re.search(r"font|px|rgb|&|<|align", text)
    assert all(number in text for number in ("超过1.2亿元", "497个", "5—8年", "“碳惠通”"))


def test_figures_are_found_and_nothing_else(pairs):
    matched, expected, found = pairs
    assert len(matched) / expected >= 0.97
    assert len(matched) / found >= 0.97


@pytest.mark.parametrize(("field", "floor"), FLOORS.items())
def test_fields_of_figures(pairs, field, floor):
    matched, _, _ = pairs
    right = sum(str(getattr(fact, field)) == record[field] for record, fact in matched)
    assert right / len(matched) >= floor


def covers(finding, record):
    """All documents and figures of the expected finding stand among the finding's facts."""
    if not set(record["documents"]) <= {fact.document for fact in finding.facts}:
        return False
    texts = [squeeze(fact.text) for fact in finding.facts]
    for figure in map(squeeze, record["figures"]):
        hit = next((text for text in texts if figure in text or text in figure), None)
        if hit is None:
            return False
        texts.remove(hit)
    return True


CHECKS = load("checks.jsonl")


@pytest.mark.parametrize("record", CHECKS, ids=lambda record: record["id"])
def test_expected_findings(findings, record):
    verdicts = {str(finding.verdict) for finding in findings if covers(finding, record)}
    if record["verdict"] == ["none"]:
        assert not verdicts & PROBLEM
    else:
        assert verdicts & set(record["verdict"]), f"{verdicts}: {record['why']}"


def test_the_lost_decimal_point_is_offered(findings):
    offered = {finding.suggestion.text for finding in findings if finding.suggestion
               and any(fact.text == "135万吨" for fact in finding.facts)}
    assert offered == {"13.5万吨"}


def test_no_alarm_that_nobody_expects(findings):
    wanted = [record for record in CHECKS if set(record["verdict"]) & (PROBLEM | {"query"})]
    alarms = [finding for finding in findings if finding.verdict in (Verdict.FAILS, Verdict.CONFLICT)]
    strange = [one.explanation for one in alarms if not any(covers(one, record) for record in wanted)]
    assert not strange
    assert alarms
