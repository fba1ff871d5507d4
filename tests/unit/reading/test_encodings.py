"""Every encoding that newsrooms send, from very short texts on."""

from __future__ import annotations

import random
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from ecodesk.domain.errors import ReadError
from ecodesk.reading.encodings import decode, looks_binary

SHORT = (
    "今年水稻插秧早，渠里水足，老把式放心。",
    "全县新修机耕道86公里，通到每个村民小组。",
    "渡口的船工说，涨水天一律停航，安全要紧。",
    "小学食堂换了新灶，孩子们中午吃得热乎。",
    "茶厂夜里灯火通明，师傅守着炒锅不敢走开。",
    "河滩上的白鹭多了，观鸟的人也跟着多起来。",
)
LONG = (
    "村口的老黄葛树下摆着三张桌子，左边登记，中间量身高，右边领体检表。医疗队清早坐船过来，带了两台彩超机，"
    "到傍晚收工时一共看了214位老人，其中31位被劝去县医院复查。队长说，下个月还要再来，把没轮到的人看完。",
    "镇里的自来水厂扩建完工，日供水能力由8000吨提高到1.2万吨，管网多铺了37公里，最远的一户人家在半山腰上。"
    "以前一到伏天就停水，家家备着大水缸；现在水缸里养起了金鱼。水厂厂长说，水价没有涨，损耗倒是降了四成。",
)
TRADITIONAL = "這個村子過去沒有電燈，來往的船隻靠漁火認路；現在開了三家民宿，遊客從早到晚絡繹不絕。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", [*SHORT, *LONG])
def test_simplified_text_in_every_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.broken == 0


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL[:20]])
def test_traditional_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_encoding_is_named() -> None:
    assert decode(LONG[0].encode("gb18030")).encoding == "gb18030"
    assert decode(LONG[0].encode("utf-8-sig")).encoding == "utf-8"
    assert decode(b"plain ascii").encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_few_broken_bytes_are_kept_and_counted(encoding: str) -> None:
    data = (LONG[0] * 3).encode(encoding)
    broken = data[:200] + b"\xff" + data[200:]
    decoded = decode(broken)
    assert decoded.broken >= 1
    assert b"".join(lost.data for lost in decoded.lost).count(0xFF) == 1
    assert "\ufffd" in decoded.text
    assert decoded.text.startswith(LONG[0][:30])


def test_text_cut_in_the_middle_of_a_character() -> None:
    data = LONG[1].encode("utf-8")[:-1]
    assert decode(data).text == LONG[1][:-1] + "\ufffd"


def test_noise_is_no_text() -> None:
    noise = bytes((i * 197 + i // 7 * 31) % 255 + 1 for i in range(4000))
    with pytest.raises(ReadError) as caught:
        decode(noise)
    assert caught.value.code == "read-encoding"


def test_nul_bytes_of_utf16_are_no_binary() -> None:
    assert not looks_binary("2024年3月5日，产量12.5万吨，增长8%。".encode("utf-16-le"))
    assert looks_binary(bytes(200))
    assert looks_binary(b"\x00\x01\x02\x00\x00\x03\xff\xfe" * 50)


@pytest.mark.parametrize("main", ["utf-8", "gb18030"])
def test_lines_pasted_from_another_encoding_are_decoded_as_such(main: str) -> None:
    other = "gb18030" if main == "utf-8" else "utf-8"
    lines = [*SHORT, LONG[0]]
    data = b"\n".join([*(line.encode(main) for line in lines), LONG[1].encode(other)])
    decoded = decode(data)
    assert decoded.text == "\n".join([*lines, LONG[1]])
    assert (decoded.mended, decoded.others, decoded.lost) == (1, (other,), ())


def test_lost_bytes_are_told_where_they_stand() -> None:
    first, second = LONG[0].encode(), LONG[1].encode()
    decoded = decode(first + b"\xff\xfe\n" + second)
    (lost,) = decoded.lost
    assert decoded.text[lost.at : lost.at + lost.length] == "\ufffd\ufffd"
    assert (lost.at, lost.data) == (len(LONG[0]), b"\xff\xfe")


def test_chinese_far_behind_ascii_is_seen() -> None:
    data = b"id,name\n" * 40_000 + LONG[0].encode("gb18030")
    assert decode(data).text.endswith(LONG[0])


def test_a_text_that_lost_every_tenth_character_is_still_read() -> None:
    data = b"".join(
        b"\xff" if place % 10 == 5 else char.encode() for place, char in enumerate(LONG[0])
    )
    decoded = decode(data)
    assert decoded.broken == len(LONG[0]) // 10
    assert decoded.text.replace("\ufffd", "") in "".join(c for i, c in enumerate(LONG[0]) if i % 10 != 5)


TRADITIONAL_PAGE = (
    "縣政府昨天公布，全縣今年新修農村公路二百三十公里，沿線三十七個村莊的居民從此不必再走山路。工程隊從春天開工，趕在雨季來臨以前完成路面，"
    "總經費約新臺幣四億六千萬元，其中縣府自籌三成，其餘由中央補助。老人們說，過去賣一擔茶葉要走半天，現在貨車開到家門口，價錢也好談了。"
    "鎮上的學校去年只剩下九十二個學生，今年秋天增加到一百一十五個，校長認為是年輕人帶著孩子回來的緣故。衛生所添購兩部超音波儀器，"
    "醫師每週駐診三天，民眾不用再搭渡輪到市區看病。觀光課統計，上半年遊客達十八萬人次，比去年同期成長兩成四，民宿業者卻擔心停車位不足。"
)
SNIPPETS = 200


@pytest.mark.shared
@pytest.mark.parametrize(("size", "least"), [(20, 0.99), (100, 1.0)])
def test_snippets_of_real_news(shared_folder: Path, size: int, least: float) -> None:
    """Chance pieces in every encoding: 99 % of 20 characters, all of 100 characters."""
    with ZipFile(shared_folder / "corpus" / "news-2024.zip") as packed:
        names = sorted(name for name in packed.namelist() if name.endswith(".md"))[::12]
        news = "".join(packed.read(name).decode() for name in names)
    news = re.sub(r"<[^>]*>|\[查看原文\][^\n]*|&nbsp;|[#\n]", "", news)
    dice = random.Random(size)
    known = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be")
    pages = [(news, name) for name in known]
    pages += [(TRADITIONAL_PAGE, name) for name in ("big5", "utf-8", "gb18030", "utf-16-le")]
    right = asked = 0
    for page, encoding in pages:
        for _ in range(SNIPPETS):
            start = dice.randrange(len(page) - size)
            snippet = page[start : start + size]
            if not re.search("[\u4e00-\u9fff]{5}", snippet):
                continue
            asked += 1
            right += decode(snippet.encode(encoding, "ignore")).text == snippet
    assert asked > 10 * SNIPPETS
    assert right >= least * asked


def test_a_short_line_of_valid_utf8_is_left_alone() -> None:
    text = "正文一5.2%\r\n\xa0"
    assert decode(text.encode()).text == text
