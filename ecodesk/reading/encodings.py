"""Bytes to text: every plausible encoding is tried, and the text that reads most like Chinese wins.

Bytes that the encoding does not know are never dropped: a line that reads well in another one was pasted
from another file and is decoded as such; what is left becomes U+FFFD, and its bytes are told.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from ecodesk.domain.errors import ReadError

SAMPLE = 65536
"""Bytes that are scored; the rest of a long file follows the same encoding."""

MAX_BROKEN = 0.02
"""Share of undecodable characters above which the rest of the text must be plainly Chinese."""

LEAST_READABLE = 0.7
"""Share of a text that must be left where much of it cannot be decoded."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CONTROL = tuple({*range(1, 9), *range(14, 27), *range(28, 32)})
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
CLEARLY_CHINESE = 0.9
"""Points a character from which a line is taken for Chinese: copy has 1.5, chance below 0.6."""

_BY_LINE = ("utf-8", "gb18030", "big5hkscs")
"""Encodings in which a line feed is one byte and no part of a character."""

_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")

# The most frequent characters of modern Chinese, simplified, then the traditional forms that differ.
_FREQUENT = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同"
    "现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很"
    "最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走"
    "义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马"
    "科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    "笔增城绿生态环境保护投亿元改革镇乡村旅游农业企项目推进创服务县居群众"
)
_TRADITIONAL = (
    "這個們來為國時會對種後過發說經麼學現當沒動還進樣開從實軍無與長機民業將兩間問應戰頭體見產話回內門員條氣題爾別變總電數報結帶論處義幾認系長"
    "萬書則聽強難權設記類據邊張該規術領確傳師觀讓識導爭運區隊馬點關東聲義覺終達許統華務計環護億鎮鄉農項創縣眾"
)
_MARKS = "，。、：；！？“”‘’（）《》「」『』—…·【】　％"


@dataclass(frozen=True, slots=True)
class Lost:
    """Bytes that could not be decoded: where their U+FFFD stands in the text, how many, and the bytes."""

    at: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the encoding that gave it, and what of it could not be decoded.

    `mended` counts the lines that were in another encoding than the rest, `others` names those encodings.
    """

    text: str
    encoding: str
    lost: tuple[Lost, ...] = ()
    mended: int = 0
    others: tuple[str, ...] = ()

    @property
    def broken(self) -> int:
        """Places that could not be decoded."""
        return sum(item.length for item in self.lost)


@cache
def _weights() -> dict[str, float]:
    """Points for each character that is usual in Chinese copy."""
    weights: dict[str, float] = {}
    for high in range(0xA4, 0xC7):
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            text = bytes((high, low)).decode("big5", "ignore")
            weights.update(dict.fromkeys(text, 0.6))
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            text = bytes((high, low)).decode("gb2312", "ignore")
            weights.update(dict.fromkeys(text, 1.0))
    weights.update(dict.fromkeys(_FREQUENT + _TRADITIONAL, 3.0))
    weights.update(dict.fromkeys(_MARKS, 2.5))
    return weights


def _points(character: str) -> float:
    """Points for a character that is not among the usual ones."""
    code = ord(character)
    if code < 0x20 or code == 0x7F:
        return 0.0 if character in "\t\n\r\f" else -8.0
    if code < 0x7F:
        return 0.4
    if character == "\ufffd":
        return -12.0
    if 0x4E00 <= code <= 0x9FFF:
        return -0.7
    if 0xE000 <= code <= 0xF8FF or code < 0xA0:
        return -5.0
    return -2.0


def score(text: str) -> float:
    """How much a text reads like Chinese or plain ASCII copy: points a character."""
    if not text:
        return 0.0
    weights = _weights()
    return sum(weights[char] if char in weights else _points(char) for char in text) / len(text)


def _attempt(data: bytes, encoding: str, final: bool) -> str:
    """Decode as far as the data goes; a character cut off at the end of a sample is left out."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(data, final)


def looks_binary(data: bytes) -> bool:
    """True when the bytes are no text in any encoding: control bytes all over, or stray NULs."""
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return False
    sample = data[:SAMPLE]
    as_utf8 = _attempt(sample, "utf-8", len(sample) == len(data))
    if not as_utf8.isascii() and "\ufffd" not in as_utf8:
        return False
    control = sum(sample.count(byte) for byte in _CONTROL)
    if control > len(sample) * 0.1 and b"\x00" not in sample:
        return True
    nulls = sample.count(0)
    if not nulls:
        return False
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    stray = min(even, odd)
    return (nulls > 0.02 * len(sample) and stray > 0.1 * nulls) or control > len(sample) * 0.1


def _looks_ascii(data: bytes) -> bool:
    return data.isascii() and b"\x00" not in data


def detect(data: bytes) -> str:
    """Name of the encoding, as Python knows it. Raises ReadError `read-encoding` when none fits."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if _looks_ascii(data):
        return "utf-8"
    sample = _telling(data)
    whole = data.endswith(sample)
    texts = {name: _attempt(sample, name, whole) for name in _CANDIDATES}
    utf8 = texts["utf-8"]
    # Valid UTF-8 beyond ASCII hardly ever arises by chance; a few broken bytes do not change that.
    multibyte = sum(char > "\x7f" and char != "\ufffd" for char in utf8)
    broken = utf8.count("\ufffd")
    if multibyte and (not broken or (broken * 4 <= multibyte and b"\x00" not in sample)):
        return "utf-8"
    best = max(_CANDIDATES, key=lambda name: score(texts[name]))
    points = score(texts[best])
    told = _most_lines(sample) if points < CLEARLY_CHINESE else ""
    if points < 0.2 and not told:
        raise ReadError("read-encoding")
    return told or best


def _most_lines(sample: bytes) -> str:
    """The encoding in which most lines are plainly Chinese, where those are most of all; "" when none is."""
    lines = [line for line in sample.split(b"\n") if not line.isascii()]
    votes = Counter(name for line in lines if (name := _encoding_of_line(line)))
    if not votes or votes.total() * 2 < len(lines):
        return ""
    return votes.most_common(1)[0][0]


def _telling(data: bytes) -> bytes:
    """The part that is scored: from shortly before the first byte that is not ASCII."""
    first = _NOT_ASCII.search(data)
    start = max(0, first.start() - 64) & ~1 if first else 0  # even, for UTF-16
    return data[start : start + SAMPLE]


def decode(data: bytes) -> Decoded:
    """The text of the bytes. Broken bytes become U+FFFD and are told.

    Raises ReadError `read-encoding` when no encoding gives a text.
    """
    encoding = detect(data)
    text, lost = _exactly(data, encoding)
    found = Decoded(text, encoding.removesuffix("-sig"), lost)
    by_line = encoding.removesuffix("-sig") in _BY_LINE
    if by_line and (lost or (not data.isascii() and score(text[:SAMPLE]) < CLEARLY_CHINESE)):
        found = _line_by_line(data, encoding)
    if not _readable(found):
        raise ReadError("read-encoding")
    return found


def _readable(found: Decoded) -> bool:
    """False where so much is lost that the rest is no text either."""
    if found.broken <= 3 or found.broken <= MAX_BROKEN * len(found.text):
        return True
    rest = found.text.replace("\ufffd", "")
    return len(rest) >= LEAST_READABLE * len(found.text) and score(rest[:SAMPLE]) >= CLEARLY_CHINESE


_HOLE = "\udc80"
"""Stands for undecodable bytes while decoding: no decoder gives a lone surrogate."""


def _exactly(data: bytes, encoding: str) -> tuple[str, tuple[Lost, ...]]:
    """The text, and every run of bytes that could not be decoded."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    holes: list[bytes] = []

    def keep(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        holes.append(error.object[error.start : error.end])
        return _HOLE, error.end

    # The handler of this call: Python has no other way to hand it the list.
    codecs.register_error("ecodesk-keep", keep)
    text = data.decode(encoding, "ecodesk-keep")
    kept = iter(holes)
    lost = tuple(
        Lost(match.start(), len(match[0]), b"".join(next(kept) for _ in match[0]))
        for match in re.finditer(f"{_HOLE}+", text)
    )
    return text.replace(_HOLE, "\ufffd"), lost


def _line_by_line(data: bytes, encoding: str) -> Decoded:
    """Each line in the encoding of the file or, where that leaves holes, in another one that leaves none."""
    texts: list[str] = []
    lost: list[Lost] = []
    others: dict[str, int] = {}
    position = 0
    for line in data.split(b"\n"):
        text, holes = _exactly(line, encoding)
        # Valid UTF-8 hardly ever arises by chance: a line of it is what it says, however little it says.
        readable = encoding.startswith("utf-8") or text.isascii() or score(text) >= CLEARLY_CHINESE
        other = _encoding_of_line(line, _BY_LINE if holes else ("utf-8",)) if holes or not readable else ""
        if other and other != encoding:
            text, holes = line.decode(other), ()
            others[other] = others.get(other, 0) + 1
        lost += [Lost(hole.at + position, hole.length, hole.data) for hole in holes]
        texts.append(text)
        position += len(text) + 1
    whole = "\n".join(texts)
    return Decoded(whole, encoding.removesuffix("-sig"), tuple(lost), sum(others.values()), tuple(others))


def _encoding_of_line(line: bytes, encodings: tuple[str, ...] = _BY_LINE) -> str:
    """The encoding in which a line is plainly Chinese without a hole, "" when there is none."""
    best, most = "", CLEARLY_CHINESE
    for name in encodings:
        try:
            points = score(line.decode(name))
        except UnicodeDecodeError:
            continue
        if points > most:
            best, most = name, points
    return best
