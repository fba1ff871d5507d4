"""Traditional copy of Taiwan and Hong Kong: the same figures as in Simplified, in the copy's own words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ecodesk.cli import main
from ecodesk.domain.facts import Measure, Modality, Qualifier
from ecodesk.extraction import extract
from ecodesk.knowledge.script import simplified
from tests.unit.extraction.helpers import article_of, figure_of, figures_of

COPY = (
    "東山縣今年脆李種植面積達到30萬畝，年產值超過18億元，約3.5萬噸鮮果銷往外地，佔全縣水果產量的三成。",
    "截至6月底，全縣共有農民合作社1,260個，帶動2.6萬戶農戶增收，去年戶均收入8,600元，預計明年突破1萬元。",
    "高雄市政府表示，民國113年全市觀光人次達5,320萬人次，較112年成長12.4%，觀光產值約新台幣860億元。",
    "臺北市今(114)年第2季核發建照1,850件，總樓地板面積23萬坪，年增4.2%，創下10年來同期新高。",
    "行政部門編列總預算3兆2,500億元，其中社會福利支出逾8,000億元，佔比百分之二十五，國防支出佔2成。",
    "花蓮縣稻作面積約1.2萬公頃，平均每公頃收成6.5公噸，稻農3,400戶，文旦產量掉了5趴。",
    "香港零售管理協會預料全年銷貨額升百分之五，首季訪港旅客約1,120萬人次，按年多近1.5倍。",
    "觀塘區首季新增120間店舖，涉及45萬平方呎，每平方呎月租由62港元跌至55港元，空置率為9.3％。",
    "調查訪問了1,003名市民，逾六成半受訪者認為樓價過高，不足一成滿意現況，平均輪候時間5.7年。",
    "該廠去年發電量為12.5億千瓦時，節約標準煤38萬噸，減少二氧化碳排放近百萬噸，投資額由3億元增至9億元。",
    "「百日行動」期間共清理河道86條，拆除違建三千餘處，新建綠道至少210公里，水質達到Ⅲ類以上。",
    "產量翻了一番，比賽以3比0獲勝，排名第20名，數十個鄉鎮、七八畝果園、5至8歲兒童共二百多名參加。",
    "隨著氣溫下降，乾旱面積縮小到1200公頃，徵收土地40宗，著名景區遊客減少兩成六，藉由網路銷售了9噸餅乾。",
)

USAGE = [
    ("今年稻米產量達120萬公噸。", "120萬公噸", "1200000", "公噸", "amount"),
    ("土地面積約2.3萬坪。", "約2.3萬坪", "23000", "坪", "amount"),
    ("出口成長5趴。", "5趴", "5", "%", "change"),
    ("失業率為3.4％。", "3.4％", "3.4", "%", "percent"),
    ("市佔率達百分之三十五。", "百分之三十五", "35", "%", "percent"),
    ("營收衰退兩成。", "兩成", "20", "%", "change"),
    ("產值約新台幣8.6億元。", "約新台幣8.6億元", "860000000", "元", "amount"),
    ("售價為350萬港元。", "350萬港元", "3500000", "港元", "amount"),
    ("總額達3億新臺幣。", "3億新臺幣", "300000000", "新臺幣", "amount"),
    ("預算為3兆2,500億元。", "3兆2,500億元", "3250000000000", "元", "amount"),
    ("市值逾1.5兆美元。", "逾1.5兆美元", "1500000000000", "美元", "amount"),
    ("市值近三兆五千億元。", "近三兆五千億元", "3500000000000", "元", "amount"),
    ("裝置容量達100兆瓦。", "100兆瓦", "100", "兆瓦", "amount"),
    ("實用面積450平方呎。", "450平方呎", "450", "平方呎", "amount"),
    ("餘額為16餘萬元。", "16餘萬元", "160000", "元", "amount"),
    ("共養雞七千隻。", "七千隻", "7000", "隻", "amount"),
    ("每戶補助5,000元。", "5,000元", "5000", "元", "amount"),
]

TIMES = [
    ("民國113年產量為3噸。", "2024"),
    ("中華民國一百一十三年產量為3噸。", "2024"),
    ("民國112年至113年共產出3噸。", "2023/2024"),
    ("民國元年產量為3噸。", "1912"),
    ("114年1月產量為3噸。", "2025-01"),
    ("113年度產量為3噸。", "2024"),
    ("今(114)年第2季產量為3噸。", "2025-04/2025-06"),
    ("去(2023)年產量為3噸。", "2023"),
    ("去年第三季產量為3噸。", "2023-07/2023-09"),
    ("今年首三季產量為3噸。", "2024-01/2024-09"),
    ("今年首季產量為3噸。", "2024-01/2024-03"),
    ("今年首4個月產量為3噸。", "2024-01/2024-04"),
    ("截至2024年6月底，產量為3噸。", "2024-06-30"),
    ("去年產量為3噸。", "2023"),
]


@pytest.mark.parametrize("paragraph", COPY)
def test_the_same_figures_as_in_simplified(paragraph):
    written = extract(article_of(paragraph, "2025-07-01"))
    plain = extract(article_of(simplified(paragraph), "2025-07-01"))
    assert len(written) >= 3
    for here, there in zip(written, plain, strict=True):
        assert here.text == here.span.of(paragraph)
        assert here.sentence in paragraph
        for name in ("text", "sentence", "subject", "indicator", "unit", "place"):
            assert simplified(getattr(here, name)) == getattr(there, name)
        same = replace(
            here,
            text=there.text,
            sentence=there.sentence,
            subject=there.subject,
            indicator=there.indicator,
            unit=there.unit,
            place=there.place,
        )
        assert same == there


def test_no_word_of_a_fact_is_in_the_other_script():
    for paragraph in COPY:
        for fact in extract(article_of(paragraph)):
            for words in (fact.subject, fact.indicator, fact.unit, fact.place):
                # What is put together of the copy's words is put together in its script.
                assert not set(words) & set("县产亩吨万亿户个占额积数种条间观连区门税约")


def test_the_command_line_gives_both_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    records = []
    for name, text in (("繁", "\n\n".join(COPY)), ("简", simplified("\n\n".join(COPY)))):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        assert main(["extract", "--format", "jsonl", str(path)], {"ECODESK_HOME": str(tmp_path)}) == 0
        records.append([json.loads(line) for line in capsys.readouterr().out.splitlines()])
    written, plain = records
    assert len(written) == len(plain) > 50
    alike = (
        "start",
        "end",
        "value",
        "value_high",
        "qualifier",
        "measure",
        "period",
        "modality",
        "rule",
        "confidence",
    )
    for here, there in zip(written, plain, strict=True):
        assert [here[name] for name in alike] == [there[name] for name in alike]
        assert simplified(here["unit"]) == there["unit"]
        assert simplified(here["text"]) == there["text"]


@pytest.mark.parametrize(("sentence", "text", "value", "unit", "measure"), USAGE)
def test_usage_of_taiwan_and_hong_kong(sentence, text, value, unit, measure):
    fact = figure_of(sentence)
    assert (fact.text, fact.value, fact.unit, fact.measure) == (text, value, unit, Measure(measure))


@pytest.mark.parametrize(("sentence", "period"), TIMES)
def test_times_of_taiwan_and_hong_kong(sentence, period):
    fact = figure_of(sentence, "2024-10-01")
    assert (fact.text, fact.period) == ("3噸", period)


@pytest.mark.parametrize(
    "sentence", ["这棵树有113年历史。", "电视剧第三季共12集。", "工期120年。", "他趴在地上，3趴下。"]
)
def test_durations_and_seasons_of_shows_are_no_years(sentence):
    assert all(fact.period == "" for fact in extract(article_of(sentence, "2024-10-01")))


@pytest.mark.parametrize(
    ("sentence", "qualifier"),
    [
        ("約30萬畝", Qualifier.APPROX),
        ("近百萬噸", Qualifier.APPROX),
        ("超過18億元", Qualifier.MORE),
        ("三千餘噸", Qualifier.MORE),
        ("逾一成半", Qualifier.MORE),
        ("不足兩百戶", Qualifier.LESS),
        ("5噸以內", Qualifier.LESS),
        ("30噸左右", Qualifier.APPROX),
    ],
)
def test_qualifiers_in_traditional(sentence, qualifier):
    fact = figure_of(f"總數達{sentence}。" if sentence[0] not in "約近超逾不" else f"總數{sentence}。")
    assert fact.qualifier is qualifier


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("預計年產值達到18億元。", Modality.PLANNED),
        ("計劃投資3億元。", Modality.PLANNED),
        ("全年料升3%。", Modality.PLANNED),
        ("可望成長3%。", Modality.PLANNED),
        ("年產值達到18億元。", Modality.ACTUAL),
        ("材料達到3種。", Modality.ACTUAL),
    ],
)
def test_plans_in_traditional(sentence, modality):
    fact = figure_of(sentence)
    assert fact.modality is modality


def test_labels_are_written_as_in_the_copy():
    fact = figure_of("臺東縣的稻作面積為1.2萬公頃，臺東縣風調雨順，臺東縣又稱後山。")
    assert (fact.subject, fact.place, fact.unit) == ("臺東縣", "臺東縣", "公頃")
    assert fact.indicator == "稻作面積"


def test_names_in_corner_brackets_hold_no_figures():
    assert [fact.text for fact in figures_of("「三年計畫」與『5大工程』共修路30公里。")] == ["30公里"]


def test_the_whole_county_is_the_county_named_before():
    facts = figures_of("綦江區的村莊眾多，綦江區有農戶3萬戶，綦江區豐收。全區種糧5萬畝。")
    assert [fact.place for fact in facts] == ["綦江區", "綦江區"]


def test_copy_of_hong_kong_is_about_its_own_region() -> None:
    copy = "本港上月出口貨值升15.5%\n政府統計處昨日公布，5月整體出口貨值4341億元，對美國出口倒退2.4%。"
    assert [fact.place for fact in figures_of(copy)] == ["香港特別行政區"] * 3
    assert [fact.subject for fact in figures_of(copy)] == ["香港"] * 3
