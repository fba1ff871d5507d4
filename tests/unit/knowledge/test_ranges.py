from __future__ import annotations

from ecodesk.knowledge.ranges import ranges


def test_every_row_is_usable() -> None:
    rows = ranges()
    assert len(rows) >= 50
    for row in rows:
        assert row.low < row.high
        assert row.low >= 0 or row.code in {"altitude", "temperature"}
        assert len(row.source) >= 5
        assert not row.title.startswith("产")
        assert (row.under is None) == (row.under_words is None)


def test_the_unit_shows_what_is_divided() -> None:
    by_code = {row.code: row for row in ranges()}
    assert by_code["yield-rice"].unit == "公斤/亩"
    assert by_code["yield-rice"].is_ratio
    assert by_code["rainfall"].unit == "毫米"
    assert not by_code["rainfall"].is_ratio


def test_the_national_averages_lie_inside() -> None:
    """Averages of the sources named in the table, as a check of the bounds."""
    by_code = {row.code: row for row in ranges()}
    for code, average in (
        ("yield-grain", 389.7),
        ("hours-solar", 1286),
        ("hours-wind", 2225),
        ("household-size", 2.62),
        ("beds-per-1000", 7.23),
        ("life-expectancy", 78.6),
        ("park-green", 15.29),
        ("tourist-spend", 1004),
        ("coal-per-kwh", 302),
        ("income-rural", 21691),
    ):
        assert by_code[code].low < average < by_code[code].high, code


def test_class_words_keep_fruit_and_companies_apart() -> None:
    by_code = {row.code: row for row in ranges()}
    apple = by_code["yield-pome-fruit"]
    assert apple.subject is not None
    assert apple.subject.search("红富士苹果")
    assert apple.subject_never.search("苹果公司")
