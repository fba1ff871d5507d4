"""What a paragraph is, judged by its own words: headline, byline, caption, label of a box, or body."""

from __future__ import annotations

import re
from enum import Enum, auto

from ecodesk.domain.text import BlockKind
from ecodesk.knowledge.lexicon import surnames
from ecodesk.knowledge.script import simplified
from ecodesk.reading.characters import CLOSING, HAN, ends_sentence
from ecodesk.reading.draft import Piece
from ecodesk.reading.lines import open_marks

LONGEST_HEADLINE = 42
LONGEST_CAPTION = 110
LONGEST_BYLINE = 80


class Look(Enum):
    """How a paragraph looks before its neighbours are asked."""

    BODY = auto()
    HEADLINE = auto()  # short, no final mark
    CAPTION = auto()  # says who took the picture
    BYLINE = auto()  # says who wrote it
    NAMES = auto()  # nothing but names
    RIGHTS = auto()
    LABEL = auto()  # opens a box: 数读
    BULLET = auto()  # a bullet without its text
    QUOTED = auto()  # ——who said the words above


_CAPTION = re.compile(
    r"^[▲▼▶◀►◄△▽▷◁↑↓←→]|(?:摄影|摄)\s*[/／:：]|[/／]\s*摄|\s(?:摄影|摄)$|摄（|[（(][^（）()]{0,40}(?:供图|摄影?|摄于|资料图片?|资料照片?|翻摄|图[/／])"
    r"[^（）()]{0,30}[）)]。?(?:\s.{0,40})?$|供图。?$|^图(?:[一二三四五六七八九十\d]{1,3}|片|为)?\s*[：:]|^图为|^图[/／]|新华社发|(?:受访者|主办方|单位)提供[）)]?$"
    r"|图片来源|资料图片?[）)]?$|(?<!文)[/／](?:视觉|图)[^，。]{0,8}$"
)
_CREDIT = re.compile(
    r"(?:本[版期]文?)?(?:图片|图文|照片|供图|组图|制图|版式|美编|视频)[^，。]{0,24}(?:提供|拍摄|摄)[）)]?。?$"
)
_RIGHTS = re.compile(
    r"^[\[【［]?(?:查看|阅读|点击查看)原文[\]】］]?$|^(?:上|下)一[篇条](?:[:：]|$)|^(?:分享到|打印本?页?|关闭窗口|返回(?:首页|顶部|列表)|更多)[\s>＞»]*$"
    r"|^[（(]?更新时间|^(?:您?(?:的|所在的?|当前)位置\s*[:：].{0,60}|首页\s*[>＞»›/].{0,60})$|版权|未经[^，。]{0,20}(?:许可|授权|同意)"
    r"|不得转载|^(?:责任编辑|责编|核稿编辑|编辑|核稿|校对|审核|审读|值班编委|主编|监制|总策划|策划|统筹)[\s:：/／]|^来源\s*[:：]|^免责声明"
)
_BYLINE = re.compile(
    r"^[■□●◎◆◇（(]?\s*(?:(?:本[报刊网台]|[^，。！？：\s]{2,20})?(?:首席|全媒体|见习|特约|实习|融媒体?|特派)*(?:记者|通讯员|评论员|实习生|特约撰稿人?|撰稿人?|作者|通讯员))"
    r"\s*[:：/／]?\s*(?P<who>[^，。！？；]{2,60})$|^[（(]?(?:作者|文|撰文|文字|采写|整理|撰稿)\s*[:：/／]\s*\S[^，。]{1,40}$|^(?:本报|新华社)[^，。]{0,12}记者\s[^，。]{2,40}$"
)
_DATE = re.compile(
    r"^(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?\s*"
)
_WIRE_LINE = re.compile(
    r"^[（(]?(?:本报|新华社|中新社|据)?[^，。]{0,12}(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日\s?(?:电|讯|报道)[)）]?$"
    r"|^[【〔［\[]\s*[^，。【】]{2,10}讯\s*[】〕］\]]$|^(?:发布时间|时间|日期)\s*[:：]|^[（(][^，。]{0,30}(?<!\d)20\d{6}(?!\d)[^，。]{0,12}[)）]$|^(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
    r"(?:\s+(?:来源\s*[:：])?\S{2,12}|\s*(?:来源|作者|记者|编辑)\s*[:：][^，。]{2,50})?$"
)
_LABEL = re.compile(
    r"^[■□●◎◆◇▲【［\[]?\s*(?:数读|数说|数据|数字|链接|相关链接|新闻链接|知识链接|延伸阅读|相关新闻|名词解释|小贴士|小知识|新闻多一点|背景资料?)"
    r"\s*[】］\]:：]?$|^[■●]\s*(?:数读|数说)"
)
_BULLET = re.compile(r"^[●○•·■□◆◇▪▶►★☆*\-–—]{1,3}$")
_QUOTED = re.compile(r"^(?:——|—|--)\s*[^。！？，：]{2,50}$")
_PARTS = re.compile(r"[\s/／、]+")
_SENTENCE_MARKS = re.compile("[。！；;]")
_MARKS = re.compile("[“”‘’《》·]")
_NAME = re.compile(f"[{HAN}]{{2,4}}(?:·[{HAN}]{{1,8}})?")


def is_name(word: str) -> bool:
    """True for what may be a person's full name: a family name and one or two characters more."""
    word = simplified(word)
    if not _NAME.fullmatch(word):
        return False
    known = surnames()
    if word[:2] in known:
        return 3 <= len(word) <= 4
    return word[0] in known and 2 <= len(word) <= 3


def names_of(text: str) -> list[str]:
    """The names of a line that holds nothing else, [] when it holds anything else.

    A lone name has three characters: two are too often a word.
    """
    words = _PARTS.split(text.strip().strip("（）()"))
    if not all(is_name(word) for word in words):
        return []
    return words if len(words) > 1 or len(words[0]) == 3 else []


def _is_byline(text: str) -> bool:
    """True for 本报记者 and a name; 欢迎中外记者采访两会 is a headline."""
    found = _BYLINE.match(text)
    if found is None or not found["who"]:
        return found is not None
    who = found["who"].strip()
    told = text[found.start("who") - 1] in "：:/／" and who[-1] not in "：:"
    return told or "·" in who or any(is_name(who[:size]) for size in (2, 3, 4))


def is_couplet(text: str) -> bool:
    """True for two halves of about the same length, as headlines have them; quotes do not count."""
    halves = [_MARKS.sub("", half) for half in re.split(r"[\s，]+", text.strip())]
    return len(halves) == 2 and abs(len(halves[0]) - len(halves[1])) <= 1


def is_headline(text: str) -> bool:
    """True for a short line that is no sentence: a title, a heading, or the words under a picture."""
    if len(text) > LONGEST_HEADLINE or _SENTENCE_MARKS.search(text) or text[0] in CLOSING + "，、：…":
        return False
    if text[-1] in "，、：:—-" or (ends_sentence(text) and text.rstrip(CLOSING)[-1] not in "？！"):
        return False
    return not open_marks(text) and text.count("，") <= (1 if len(text) > 24 else 2)


def look_of(piece: Piece) -> Look:
    """How the piece looks by itself; its words are read in Simplified."""
    text = simplified(piece.text)
    if _BULLET.match(text):
        return Look.BULLET
    if len(text) <= LONGEST_BYLINE and _CREDIT.match(text):
        return Look.RIGHTS
    if piece.kind is BlockKind.CAPTION or (len(text) <= LONGEST_CAPTION and _CAPTION.search(text)):
        return Look.CAPTION
    if len(text) <= LONGEST_BYLINE and not ends_sentence(text):
        if _LABEL.search(text):
            return Look.LABEL
        if _QUOTED.match(text):
            return Look.QUOTED
        if _RIGHTS.search(text):
            return Look.RIGHTS
        # A heading of the file's own markup is one, whatever its words: 欢迎中外记者采访两会.
        if not piece.level and (_is_byline(_DATE.sub("", text)) or _WIRE_LINE.match(text)):
            return Look.BYLINE
        if not piece.level and names_of(text):
            return Look.NAMES
    elif len(text) <= LONGEST_CAPTION and _RIGHTS.search(text):
        return Look.RIGHTS
    if piece.kind is BlockKind.BOX:
        return Look.BODY
    if piece.kind is not None or is_headline(text):
        return Look.HEADLINE
    return Look.BODY
