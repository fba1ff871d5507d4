from __future__ import annotations

import pytest

from ecodesk.checking.lists import split_entries
from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import check, of_kind, verdicts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("围绕“水清、岸绿、景美、民富”[[4个]]方面推进。", [Verdict.HOLDS]),
        ("围绕“水清、岸绿、景美、民富”[[5个]]方面推进。", [Verdict.QUERY]),
        ("钢铁、水泥、化工等[[6个]]行业先行。", [Verdict.HOLDS]),
        ("钢铁、水泥、化工、造纸、焦化等[[4个]]行业先行。", [Verdict.QUERY]),
        ("东湖、西湖、南湖[[三大|value=3|unit=湖]]景区开放。", [Verdict.HOLDS]),
        ("展出家具、灯具、建材及玩具[[3个]]板块。", [Verdict.HOLDS]),
        ("出台[[3项]]措施：一是护林，二是治水，三是清淤。", [Verdict.HOLDS]),
        ("出台[[4项]]措施：一是护林，二是治水，三是清淤。", [Verdict.QUERY]),
        ("产业园、科学园、总部区及[[4个]]小区完工。", []),
        ("省里在物理、化学、地学组建首批[[5家]]中心。", []),
        ("全县有[[4个]]乡。", []),
    ],
)
def test_the_entries_are_counted(text: str, found: list[Verdict]) -> None:
    assert verdicts(text, "enumeration") == found


def test_the_finding_names_the_entries() -> None:
    [finding] = of_kind(check("围绕“水清、岸绿、景美”[[4个]]方面推进。"), "enumeration")
    assert "水清、岸绿、景美" in finding.explanation
    assert finding.formula == "3项 ≠ 4个"


def test_the_last_two_entries_may_be_joined_by_a_word() -> None:
    assert split_entries("东湖、西湖和南湖") == ("东湖", "西湖", "南湖")
    assert split_entries("和平村、平安村") == ("和平村", "平安村")
