"""Claims (断语): firsts, onlys and superlatives, with subject and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ecodesk.extraction.sentences import Sentence

_SCOPE = (
    r"(?:全球|世界|国际|全国|我国|中国|国内|亚洲|全省|全市|全区|全县|省内|市内|区内|县内|西部|中西部|东部|中部|东北|西南|西北|华东|华南|华北|华中"
    r"|长三角|珠三角|京津冀|大湾区|同类|同行业|行业|历史|同纬度地区|重庆市?|[一-鿿]{2,4}(?:省|市|州))"
)
_MEASURE = r"[个家座条项批笔例台辆艘架位名部款只支件套张份宗处单列颗]"
_CLAIM = re.compile(
    rf"(?P<scope1>{_SCOPE})?(?:范围内|地区|境内|上|最|率先)?(?:(?<=上)|)(?P<first>首{_MEASURE}(?!要|先|席|领)|首创|首次(?=[^，。]{{0,6}}(?:实现|突破|超过|达到|跃居|进入|入选))|唯一|独一无二)"
    rf"|(?P<scope2>{_SCOPE})(?:同类)?(?P<number>第一(?![届批次轮阶季产步线任时书要节期个代课章条线]{{1}})(?:{_MEASURE})?|第1[名位])"
    rf"|(?P<scope3>{_SCOPE})?(?:范围内|地区|同纬度地区)?(?P<most>(?:规模|单笔|单体|距离[^，。、]{{1,10}}|潜力|面积|数量|品种|速度|水平|产量|储量|体量|跨度|海拔)?最(?:大|高|长|多|快|早|好|佳|优|强|全|近|深|完整|完好|完善|齐全|先进|丰富|密集|古老)(?!限度|程度|化|大限|后|初|近[，几来年日]|高(?:人民|法|检|领导)|低|终|好(?:的)?(?:生活|时)|优化))"
    rf"|(?P<scope4>{_SCOPE})(?:范围内)?(?P<lead>领先(?:水平|地位)?|一流|前列|之首|之最|榜首|百强|第一方阵|开拓性)"
    rf"|(?P<scope5>世界|全球|中国|全国)(?P<among>[二三四五六七八九十百]{{1,2}}大(?=[^，。]{{0,14}}之一))"
)
# Nine sentences of ten hold none of these: the long pattern need not look at them.
_MAY_CLAIM = re.compile("[首唯独最]|第[一1]|领先|一流|前列|之[首最一]|榜首|百强|方阵|开拓性")
_FULL_SCOPE = {
    "世界": "全球",
    "国际": "全球",
    "全球": "全球",
    "我国": "全国",
    "中国": "全国",
    "国内": "全国",
    "全国": "全国",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it stands in the text, with its scope ("" when the text gives none)."""

    start: int
    end: int
    scope: str
    rule: str


def claims(sentence: Sentence, city: str) -> list[Claim]:
    """Claims of one sentence; `city` is what 全市 means in the article."""
    found: list[Claim] = []
    if _MAY_CLAIM.search(sentence.text) is None:
        return found
    for match in _CLAIM.finditer(sentence.text):
        scope = next((match[f"scope{n}"] for n in range(1, 6) if match[f"scope{n}"]), "")
        rule = next(name for name in ("first", "number", "most", "lead", "among") if match[name])
        if rule == "most" and not scope and not _is_quality(match["most"]):
            continue
        found.append(
            Claim(
                sentence.start + match.start(),
                sentence.start + match.end(),
                _scope(scope, city),
                f"claim-{rule}",
            )
        )
    return found


def _is_quality(words: str) -> bool:
    """规模最大 names what is compared; a bare 最大, 最好 without scope is a manner of speaking."""
    return not words.startswith("最")


def _scope(word: str, city: str) -> str:
    if word in ("全市", "市内"):
        return city or word
    return _FULL_SCOPE.get(word, word)
