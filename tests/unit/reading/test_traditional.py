"""Traditional copy on its way in: bylines, captions, sources, dates, torn lines and damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecodesk.domain.text import Article, BlockKind, DamageKind
from ecodesk.knowledge.script import simplified
from ecodesk.reading import read_path
from ecodesk.reading.dates import date_line, full_date

TAIWAN = """臺東縣釋迦收成創新高 農民收入增兩成

發布時間：113-05-06 09:30

記者陳志明／臺東報導

臺東縣農業處表示，今年釋迦產量達3.5萬公噸，較去年成長12%，產值約新台幣8.6億元。「這是十年來最好的一年」，處長說。

（圖／記者林小雲攝）

▲農民正在採收釋迦。（圖／中央社）

農民協會指出，全縣共有2,300戶農戶參加契作，面積約1,200公頃，農業處將研究研究如何推廣。

責任編輯：王大明
"""

HONG_KONG = """香港零售業回暖 全年料升百分之五

【本報訊】

（中央社香港2024年5月6日電）香港零售管理協會表示，截至今年3月底，全港零售銷售額約338億港元，按年上升逾一成半。

圖為銅鑼灣街頭。資料圖片

協會主席指出，今年首季訪港旅客約1,120萬人次；『新店開張』與「舊鋪重開」並行，首季新增120間店舖。

來源：香港文匯報
"""


def read(folder: Path, text: str, encoding: str = "utf-8") -> Article:
    path = folder / "稿.txt"
    path.write_bytes(text.encode(encoding))
    (article,) = read_path(path).articles
    return article


def kinds(article: Article) -> list[BlockKind]:
    return [block.kind for block in article.clean.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_an_article_of_taiwan(tmp_path: Path, encoding: str):
    article = read(tmp_path, TAIWAN, encoding)
    assert article.title == "臺東縣釋迦收成創新高 農民收入增兩成"
    assert (article.published, article.author) == ("2024-05-06", "陳志明")
    assert kinds(article) == [
        BlockKind.TITLE,
        BlockKind.BYLINE,
        BlockKind.BYLINE,
        BlockKind.BODY,
        BlockKind.CAPTION,
        BlockKind.CAPTION,
        BlockKind.BODY,
        BlockKind.RIGHTS,
    ]
    assert article.clean.damage == ()


def test_an_article_of_hong_kong(tmp_path: Path):
    article = read(tmp_path, HONG_KONG, "big5hkscs")
    assert (article.title, article.published) == ("香港零售業回暖 全年料升百分之五", "2024-05-06")
    assert article.publisher == "中央社"
    assert kinds(article) == [
        BlockKind.TITLE,
        BlockKind.BYLINE,
        BlockKind.BODY,
        BlockKind.CAPTION,
        BlockKind.BODY,
        BlockKind.RIGHTS,
    ]
    assert article.clean.damage == ()


@pytest.mark.parametrize("text", [TAIWAN, HONG_KONG])
def test_the_text_is_shown_as_written_and_cut_as_in_simplified(tmp_path: Path, text: str):
    written, plain = read(tmp_path, text), read(tmp_path, simplified(text))
    assert simplified(written.clean.text) == plain.clean.text
    assert written.clean.blocks == plain.clean.blocks
    assert all(block.span.of(written.clean.text) in text for block in written.clean.blocks)
    assert simplified(written.author) == plain.author


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("農戶的平均收入收入增加兩成，產值也創下了新高。", "收入收入"),
        ("「東山脆李」「東山脆李」已銷往三十八個城市和鄉鎮。", "「東山脆李」「東山脆李」"),
        ("《臺灣農業》《臺灣農業》刊登了這項調查的全部結果。", "《臺灣農業》《臺灣農業》"),
    ],
)
def test_what_is_printed_twice_is_told(tmp_path: Path, sentence: str, words: str):
    article = read(tmp_path, f"調查結果公布\n\n{sentence}\n")
    (damage,) = article.clean.damage
    assert (damage.kind, damage.span.of(article.clean.text)) == (DamageKind.DOUBLED, words)


@pytest.mark.parametrize(
    "sentence",
    [
        "處長說要好好研究研究這項計畫，大家也都討論討論，意見越來越來得多。",
        "人大代表代表群眾發言，鎮長帶來來自俄羅斯羅斯托夫州的客商。",
        "「這是第一次」，他說，「也是『最好』的一次」。",
        "一個個農場、一戶戶農家都說，這樣的收成年年都有。",
    ],
)
def test_sound_copy_is_not_damaged(tmp_path: Path, sentence: str):
    assert read(tmp_path, f"農業新聞\n\n{sentence}\n").clean.damage == ()


def test_corner_brackets_without_their_partner_are_told(tmp_path: Path):
    article = read(tmp_path, "農業新聞\n\n處長說，「這是十年來最好的一年，明年還要再加把勁。\n")
    assert [(item.kind, item.span.of(article.clean.text)) for item in article.clean.damage] == [
        (DamageKind.QUOTES, "「")
    ]


def test_a_quotation_over_several_paragraphs_opens_each(tmp_path: Path):
    text = "農業新聞\n\n處長說：「這是十年來最好的一年，明年要再加把勁。\n\n「大家都很滿意今年的收成。」\n"
    assert read(tmp_path, text).clean.damage == ()


def test_a_torn_sentence_is_joined(tmp_path: Path):
    text = "農業新聞\n\n全縣今年的稻米產量達到3.5萬公噸，帶動農戶2300\n\n戶增收，每戶收入增加了八千六百元。\n"
    article = read(tmp_path, text)
    assert "農戶2300戶增收" in article.clean.text
    assert [item.kind for item in article.clean.damage] == [DamageKind.TORN]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("中華民國113年5月6日", "2024-05-06"),
        ("發布日期：113年5月6日", "2024-05-06"),
        ("更新時間：113/05/06", "2024-05-06"),
        ("2024年5月6日　記者王小明", "2024-05-06"),
        ("香港2024年5月6日電", "2024-05-06"),
        ("發布日期：113年13月6日", ""),
        ("電話：113-05-0612", ""),
    ],
)
def test_date_lines(line: str, day: str):
    assert date_line([line]) == day


def test_full_dates_of_the_republic():
    assert full_date("民國 113 年 5 月 6 日") == "2024-05-06"
    assert full_date("一百一十三年") == ""


def test_headers_of_a_table_in_traditional(tmp_path: Path):
    path = tmp_path / "稿.csv"
    path.write_text(
        "標題,正文,來源,發布時間,記者\n稻米豐收,今年稻米產量達3.5萬公噸。,農報,2024-05-06,陳志明\n", "utf-8"
    )
    (article,) = read_path(path).articles
    assert (article.title, article.publisher, article.published, article.author) == (
        "稻米豐收",
        "農報",
        "2024-05-06",
        "陳志明",
    )
