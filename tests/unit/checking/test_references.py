"""Facts held against references: like with like, and what is said of what differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ecodesk.checking.reference_findings import finding_of
from ecodesk.checking.references import Comparison, Register
from ecodesk.domain.facts import Measure, Modality
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.references import Reference
from tests.unit.checking.copydesk import facts_of

AREA = Reference("青禾县酥梨", "种植面积", "130000", unit="亩", period="2023", source="青禾县统计年鉴",
                 dated="2024-03-01", page="25", text="13万亩")
SAID = "subject=青禾县酥梨|indicator=种植面积|period=2023"


def compared(marked: str, *references: Reference) -> list[Comparison]:
    """What comes of the only figure of a text; nothing where no reference speaks of it."""
    _, facts = facts_of(marked)
    found = list(Register(dict(enumerate(references, 1))).compare(facts))
    return found[0][1] if found else []


def verdict(marked: str, *references: Reference) -> Verdict | None:
    found = compared(marked, *references)
    return found[0].verdict if found else None


def told(marked: str, *references: Reference) -> Finding:
    return finding_of(compared(marked, *references))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"2023年青禾县酥梨种植面积[[13万亩|{SAID}]]。", Verdict.SAME),
        (f"2023年青禾县酥梨种植面积[[约13万亩|{SAID}]]。", Verdict.ROUNDED),
        (f"2023年青禾县酥梨种植面积[[13.2万亩|{SAID}]]。", Verdict.ROUNDED),
        (f"2023年青禾县酥梨种植面积[[0.87万公顷|{SAID}]]。", Verdict.ROUNDED),
        (f"2023年青禾县酥梨种植面积[[12万亩|{SAID}]]。", Verdict.CONFLICT),
        (f"2023年青禾县酥梨种植面积[[超过13.6万亩|{SAID}]]。", Verdict.CONFLICT),
        ("酥梨种植面积[[12万亩|subject=酥梨|place=青禾县|indicator=种植面积|period=2023]]。",
         Verdict.CONFLICT),
        ("青禾县酥梨面积[[12万亩|subject=青禾县|indicator=酥梨种植面积|period=2023]]。",
         Verdict.CONFLICT),
        (f"2021年青禾县酥梨种植面积[[9万亩|{SAID.replace('2023', '2021')}]]。", Verdict.PERIOD),
        ("青禾县酥梨种植面积[[12万亩|subject=青禾县酥梨|indicator=种植面积]]。", Verdict.PERIOD),
        ("青禾县酥梨种植面积[[13万亩|subject=青禾县酥梨|indicator=种植面积]]。", Verdict.SAME),
        ("青禾县酥梨种植面积[[130万亩|subject=青禾县酥梨|indicator=种植面积]]。", Verdict.QUERY),
        ("青禾县酥梨种植面积[[133万亩|subject=青禾县酥梨|indicator=种植面积]]。", Verdict.QUERY),
    ],
)
def test_one_thing_is_compared(marked: str, expected: Verdict) -> None:
    assert verdict(marked, AREA) is expected


@pytest.mark.parametrize(
    "marked",
    [
        "2023年云脊县酥梨种植面积[[12万亩|subject=云脊县酥梨|indicator=种植面积|period=2023]]。",
        "2023年青禾县脆李种植面积[[12万亩|subject=青禾县脆李|indicator=种植面积|period=2023]]。",
        "2023年青禾县酥梨产量[[12万吨|subject=青禾县酥梨|indicator=产量|period=2023]]。",
        "2023年青禾县酥梨退耕面积[[12万亩|subject=青禾县酥梨|indicator=退耕还林面积|period=2023]]。",
        "2023年青禾县酥梨新增种植面积[[1万亩|subject=青禾县酥梨|indicator=新增种植面积|period=2023]]。",
        "计划2023年青禾县酥梨种植面积[[20万亩|subject=青禾县酥梨|indicator=种植面积|period=2023|modality=planned]]。",
        "酥梨种植面积[[12万亩|subject=酥梨|indicator=种植面积|period=2023]]。",
        "青禾县酥梨协会种植面积[[500亩|subject=青禾县酥梨协会|indicator=种植面积|period=2023]]。",
        "2023年青禾县酥梨[[12万亩|subject=青禾县酥梨|period=2023]]。",
    ],
)
def test_unlike_is_never_compared(marked: str) -> None:
    assert verdict(marked, AREA) is None


def test_a_village_is_no_conflict_with_its_county() -> None:
    said = "subject=酥梨|place=青禾县|indicator=种植面积|period=2023"
    assert verdict(f"2023年，青禾县李家村酥梨种植面积[[500亩|{said}]]。", AREA) is Verdict.SCOPE


def test_what_counts_is_the_own_time_then_agreement_then_the_newest_source() -> None:
    text = f"2023年青禾县酥梨种植面积[[12万亩|{SAID}]]。"
    older = replace(AREA, period="2021", value="90000", text="9万亩")
    other = replace(AREA, source="农业局通报", dated="2024-06-01", value="125000", text="12.5万亩")
    agreeing = replace(AREA, source="旧册", dated="2023-12-31", value="120000", text="12万亩")
    assert [one.number for one in compared(text, older, AREA, other)] == [3, 2, 1]
    assert [one.number for one in compared(text, older, AREA, other, agreeing)] == [4, 3, 2, 1]
    said = told(text, AREA, agreeing)
    assert said.verdict is Verdict.SAME
    assert "另一出处不同：13万亩（《青禾县统计年鉴》" in said.explanation


def test_a_conflict_tells_source_difference_slip_and_what_to_write() -> None:
    found = told(f"2023年青禾县酥梨种植面积[[130万亩|{SAID}]]。", AREA)
    assert found.verdict is Verdict.CONFLICT
    assert found.is_problem
    assert "13万亩（《青禾县统计年鉴》，2024-03-01，第25页）" in found.explanation
    assert "小数点" in found.explanation
    assert found.formula == "130万亩 ≠ 13万亩，相差117万亩（900%）"
    assert found.tolerance == "12.5～13.5万亩"
    meant = found.suggestion
    assert (meant.field, meant.value, meant.text) == ("value", "130000", "13万亩")
    assert found.article_id == "sample-1"


def test_what_is_proposed_is_in_the_unit_of_the_copy() -> None:
    found = told(f"2023年青禾县酥梨种植面积[[1.2万公顷|{SAID}]]。",
                 replace(AREA, value="150000", text="15万亩"))
    assert (found.suggestion.value, found.suggestion.text) == ("10000", "1万公顷")
    assert told(f"2023年青禾县酥梨种植面积[[超过13.6万亩|{SAID}]]。", AREA).suggestion is None


def test_a_share_differs_by_points_not_by_percent() -> None:
    cover = Reference("青禾县", "森林覆盖率", "55.1", unit="%", measure=Measure.PERCENT, period="2023",
                      text="55.1%")
    said = "subject=青禾县|indicator=森林覆盖率|period=2023"
    assert "相差1个百分点" in told(f"2023年青禾县森林覆盖率[[56.1%|{said}]]。", cover).formula
    assert verdict(f"2023年青禾县森林覆盖率[[55.06%|{said}]]。", cover) is Verdict.ROUNDED


GROWTH = Reference("青禾县", "粮食产量增速", "2.6", unit="%", measure=Measure.CHANGE, period="2023",
                   text="2.6%")
GROWN = "subject=青禾县|period=2023|measure=change|indicator"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"粮食产量比上年增长[[2.6%|{GROWN}=粮食产量比上年增长]]。", Verdict.SAME),
        (f"粮食产量比上年增长[[2.1%|{GROWN}=粮食产量比上年增长]]。", Verdict.CONFLICT),
        (f"粮食产量比上年下降[[2.6%|{GROWN}=粮食产量比上年下降]]。", None),
        (f"粮食产量增长[[2.6个百分点|{GROWN}=粮食产量增长]]。", None),
        ("粮食产量占比[[2.1%|subject=青禾县|indicator=粮食产量占比|period=2023]]。", None),
    ],
)
def test_rates_of_growth_are_compared_with_their_like(marked: str, expected: Verdict | None) -> None:
    assert verdict(marked, GROWTH) is expected


def test_a_fall_of_the_source_is_a_fall_of_the_copy() -> None:
    fall = replace(GROWTH, value="-2.6", text="-2.6%")
    said = "subject=青禾县|indicator=粮食产量同比下降|period=2023|measure=change"
    assert verdict(f"粮食产量同比下降[[2.6%|{said}]]。", fall) is Verdict.SAME
    assert verdict(f"粮食产量同比增长[[2.6%|{said.replace('下降', '增长')}]]。", fall) is None


def test_a_reference_without_a_time_holds_at_any() -> None:
    area = Reference("青禾县", "幅员面积", "2100", unit="平方公里", text="2100平方公里")
    text = "青禾县幅员面积[[1200平方公里|subject=青禾县|indicator=幅员面积|period=2023]]。"
    assert verdict(text, area) is Verdict.CONFLICT
    assert "数字前后颠倒" in told(text, area).explanation


def test_traditional_copy_is_compared_and_told_in_its_own_script() -> None:
    said = "subject=青禾縣酥梨|indicator=種植面積|period=2023|unit=畝"
    found = told(f"2023年青禾縣酥梨種植面積[[12萬畝|{said}|value=120000]]。", AREA)
    assert found.verdict is Verdict.CONFLICT
    assert found.facts[0].text == "12萬畝"
    assert found.suggestion.text == "13萬畝"


def test_counts_of_other_things_are_not_compared() -> None:
    firms = Reference("青禾县", "合作社数", "86", unit="家", text="86家")
    assert verdict("青禾县合作社[[90家|subject=青禾县|indicator=合作社数]]。", firms) is Verdict.CONFLICT
    assert verdict("青禾县合作社[[90个|subject=青禾县|indicator=合作社数]]。", firms) is None


WATER = Reference("甲河", "水质", "2", unit="类", period="2023", source="环境公报", text="Ⅱ类",
                  measure=Measure.GRADE)
RIVER = "subject=甲河|indicator=水质|period=2023|measure=grade"


@pytest.mark.parametrize(("marked", "expected"), [
    (f"2023年甲河水质为[[Ⅱ类|{RIVER}|value=2|unit=类]]。", Verdict.SAME),
    (f"2023年甲河水质为[[Ⅲ类|{RIVER}|value=3|unit=类]]。", Verdict.CONFLICT),
    (f"2023年甲河水质达到[[Ⅲ类及以上|{RIVER}|value=3|unit=类]]。", Verdict.ROUNDED),
    (f"2023年甲河水质为[[劣Ⅱ类|{RIVER}|value=2|unit=类]]。", Verdict.CONFLICT),
    (f"2022年甲河水质为[[Ⅲ类|{RIVER.replace('2023', '2022')}|value=3|unit=类]]。", Verdict.PERIOD),
    (f"2023年甲河水质为[[A级|{RIVER}|value=A|unit=级]]。", None),
    ("2023年乙河水质为[[Ⅲ类|subject=乙河|indicator=水质|period=2023|measure=grade|value=3|unit=类]]。", None),
])
def test_grades_are_held_against_grades_of_one_scale(marked: str, expected: Verdict | None) -> None:
    assert verdict(marked, WATER) is expected


def test_another_grade_offers_the_one_of_the_source() -> None:
    found = told(f"2023年甲河水质为[[Ⅲ类|{RIVER}|value=3|unit=类]]。", WATER)
    assert found.formula == "Ⅲ类 ≠ Ⅱ类"
    assert found.suggestion is not None
    assert (found.suggestion.value, found.suggestion.text) == ("2", "Ⅱ类")
    assert "环境公报" in found.explanation


@pytest.mark.parametrize(("text", "reference", "expected"), [
    ("A级", "AA级", Verdict.CONFLICT), ("AA级", "AA级", Verdict.SAME), ("AA+级", "AA级", Verdict.CONFLICT),
])
def test_letters_are_grades_too(text: str, reference: str, expected: Verdict) -> None:
    rated = Reference("甲公司", "信用等级", reference[:-1], unit="级", text=reference, source="名单",
                      measure=Measure.GRADE)
    labels = f"subject=甲公司|indicator=信用等级|measure=grade|value={text[:-1]}|unit=级"
    assert verdict(f"甲公司信用等级为[[{text}|{labels}]]。", rated) is expected


AIM = replace(AREA, value="200000", text="20万亩", period="2025", modality=Modality.PLANNED,
              source="十四五规划")
MEANT = "subject=青禾县酥梨|indicator=种植面积|period=2025|modality=planned"


@pytest.mark.parametrize(("marked", "expected"), [
    (f"到2025年，青禾县酥梨种植面积达到[[20万亩|{MEANT}]]。", Verdict.SAME),
    (f"到2025年，青禾县酥梨种植面积达到[[25万亩|{MEANT}]]。", Verdict.CONFLICT),
    (f"2025年青禾县酥梨种植面积达到[[18万亩|{MEANT.replace('planned', 'actual')}]]。", None),
])
def test_a_plan_is_held_against_an_aim_and_nothing_else_is(marked: str, expected: Verdict | None) -> None:
    assert verdict(marked, AIM) is expected
    assert verdict(marked, replace(AIM, indicator="种植面积目标")) is expected


def test_a_plan_is_not_held_against_what_came_to_pass() -> None:
    came = replace(AREA, period="2025")
    assert verdict(f"到2025年，青禾县酥梨种植面积达到[[25万亩|{MEANT}]]。", came) is None
