"""The place of a figure."""

from __future__ import annotations

import pytest

from tests.unit.extraction.helpers import figures_of

HEADS = "重庆市梁平区近况。梁平区山多。梁平区水多。"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("我国粮食产量1.3万亿斤。", [""]),
        ("浙江省瑞安市人民法院受理案件3万件。", ["瑞安市"]),
        ("银行分别向武隆区、巫山县、彭水县各授信5000万元。", ["武隆区、巫山县、彭水县"]),
        ("吉林降温4℃。", ["吉林省"]),
        ("吉林一号搭载15颗卫星。", [""]),
        ("社会长治久安，立案下降30%。", [""]),
        ("越南出口额2650亿美元。", ["越南"]),
        ("黎巴嫩一栋住宅楼遭以色列空袭，造成9人死亡。", ["黎巴嫩"]),
        ("全国共有朝鲜族小学12所。", [""]),
        (HEADS + "某某汽车研发人员12人。", ["梁平区"]),
        (HEADS + "全区造林12亩。", ["梁平区"]),
    ],
)
def test_place(text, places):
    assert [fact.place for fact in figures_of(text)] == places


def test_a_company_is_not_where_the_copy_is():
    text = "重庆山绿。重庆水清。重庆天蓝。\n某某汽车的研发人员有12人。"
    assert figures_of(text)[0].place == ""
