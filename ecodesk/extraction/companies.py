"""Companies by what they publish: 某某科技昨晚披露三季报, whatever words the name is made of."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from ecodesk.extraction.phrases import cues
from ecodesk.knowledge.lexicon import cue_pattern

_FARTHEST = 40
_CLAUSE = re.compile(r"[\n，。；：、！？　 ）)〕\]】]")
_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z]{3,12}?)(?:[（(][^）)]{1,14}[）)])?"
    r"(?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}日|昨日|昨天|今日|今天|近日|日前|昨|今)?"
    r"(?:晚间|晚|早间|早|盘后|午间)?(?:正式|已|对外)?(?:披露|发布|公布|公告|发表)了?"
    r"(?:截至)?(?:其|[0-9]{4}年?)?"
)
_NO_NAME = re.compile(
    r"[的了在从由和与及]|[委局部会院府司所厅署]$|公司$|记者|证券报|^(?:中国|国家|央行|美国)"
)
_NOTICE = re.compile(r"公告(?<=[布露]公告)(?=[称，：显])")
_EVENING = re.compile(
    r"(?P<name>[一-鿿A-Za-z]{3,12}?)(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:晚间|晚|早间|盘后|午间)?公告(?=[称，：])"
)
"""某某科技28日晚间公告: a notice by itself."""


@cache
def _accounts() -> re.Pattern[str]:
    return re.compile(cue_pattern("accounts"))


def publishers(text: str) -> tuple[str, ...]:
    """Names of those who publish accounts of their own, in reading order, each once."""
    found: list[str] = []
    if "公告" in text:
        told_by = (match["name"] for match in _EVENING.finditer(text))
        named = (name for name in told_by if name not in cues("generic"))
        found += dict.fromkeys(name for name in named if not _NO_NAME.search(name))
    for match in chain(_accounts().finditer(text), _NOTICE.finditer(text)):
        low = max(0, match.start() - _FARTHEST)
        starts = [mark.end() for mark in _CLAUSE.finditer(text, low, match.start())]
        told = _NAME.fullmatch(text, starts[-1] if starts else low, match.start())
        name = told["name"] if told is not None else ""
        if name and name not in found and name not in cues("generic") and not _NO_NAME.search(name):
            found.append(name)
    return tuple(found)
