"""Classes of characters, and the few that are shown as another one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from ecodesk.reading.strips import Strip

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for use inside a character class."""

_RADICALS = "\u2e80-\u2fdf"
CJK = HAN + _RADICALS + "\u3001-\u303f\uff01-\uff60\u2014\u2018-\u201d\u2026"
"""Chinese characters and punctuation, for use inside a character class."""

HAN_CHARACTER = re.compile(f"[{HAN}{_RADICALS}]")
FINAL = frozenset("。！？…；!?")
"""Marks that end a sentence; a closing quote or bracket may follow them."""
CLOSING = "”’」』）)】》〉］]\"'"
OPENING = "“‘「『（(【《〈［["
PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "【": "】", "《": "》", "〈": "〉"}

# Unicode's Equivalent_Unified_Ideograph for the CJK Radicals Supplement: some PDFs give 民 as ⺠.
# The Kangxi radicals U+2F00-2FD5 need no table, their compatibility mapping says the same.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵"
    "⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西"
    "⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟"
    "⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
"""Control characters, zero-width characters and soft hyphens: nothing of them is seen."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@cache
def _table() -> dict[int, int]:
    table = {ord(_SUPPLEMENT[i]): ord(_SUPPLEMENT[i + 1]) for i in range(0, len(_SUPPLEMENT), 2)}
    for code in range(0x2F00, 0x2FD6):
        table[code] = ord(unicodedata.normalize("NFKC", chr(code)))
    for code in (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000):
        table[code] = 0x20
    return table


def as_shown(strip: Strip) -> Strip:
    """Radicals as the characters they look like, every blank a plain space, invisible characters gone.

    Full-width digits, Ⅱ, ㎡ and the like stay as printed. Lone surrogates become U+FFFD.
    """
    if strip.text.isascii():
        return strip.drop(INVISIBLE)
    text = _SURROGATES.sub("\ufffd", strip.text.translate(_table()))
    return strip.replace_text(text).drop(INVISIBLE)


def paired(text: str) -> str:
    """Two halves of a character beyond U+FFFF as one; a half alone becomes U+FFFD."""
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_han(character: str) -> bool:
    """True for a Chinese character, 〇 included."""
    return HAN_CHARACTER.match(character) is not None


_NARROW = re.compile("[\x00-\u1100]")


def width(text: str) -> int:
    """Columns the text takes in a fixed-width face: two for a Chinese character or mark, else one."""
    return 2 * len(text) - len(_NARROW.findall(text))


def ends_sentence(text: str) -> bool:
    """True when the text ends with a final mark, closing quotes and brackets aside."""
    tail = text.rstrip().rstrip(CLOSING)
    return bool(tail) and tail[-1] in FINAL
