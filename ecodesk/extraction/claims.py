"""Claims (断语): firsts, onlys and superlatives, and the scope within which they are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecodesk.extraction.places import Places
from ecodesk.extraction.sentences import Sentence, clause_end

_UNITS = "[个家座条项批笔例台辆艘架部款只支件套张份宗处单列颗枚口孔艇班趟块片株头本幅]"
_DONE = r"(?!要|先|席|领|都|府|脑|尾|发|肯|付)"
_NO_TIME = (
    r"(?!(?<=首套)[^，。]{0,4}房"
    r"|[^，。、的]{0,2}(?:日|天|周末|假期|季度|月|年|小时|阶段|回合|赛季|任期|航次|[0-9]分))"
)
"""首个比赛日, 首个季度, 首套住房 only count."""
_SUPERLATIVE = (
    r"[大高长多快早好佳优强全近深远重低小短轻薄厚宽美]|完整|完好|完善|齐全|先进|丰富|密集|古老|严格|集中|活跃|发达"
    r"|繁忙"
)
_NO_SUPERLATIVE = (
    r"(?!大(?:限度|程度|化|的?努力|可能)|后|初|终|近(?:[，几来年日期的]|一)|高(?:人民|法|检|领导|级|气?温)"
    r"|低(?:生活|工资|气?温)|好(?:的)?(?:生活|时)|优化|多(?:只|可|不)|重(?:要|点)|长不)"
)
"""Behind 最 these are no superlative: 最大限度, 最高人民法院, 最近几年."""
_COMPARED = (
    r"规模|单笔|单次|单体|单机|距离?[^，。、]{1,10}|潜力|面积|数量|品种|速度|水平|产量|储量|体量|跨度|海拔|容量|功率"
    r"|装机|里程|长度|高度|深度|规格|级别|档次|难度|口径|直径|载重|人数|年代|历史"
)
_CLAIM = re.compile(
    rf"(?P<first>首(?:台套|批次|{_UNITS}){_DONE}{_NO_TIME}|首创(?!精神|者)|首次(?!公开|相遇|见面|接触)"
    rf"|第一(?:[个家座条笔例台辆艘架部款枚])|唯一|独一无二|独家|绝无仅有|前所未有|史无前例|率先)"
    rf"|(?P<number>第(?:一|1)"
    rf"(?![届批次轮阶季产步线任时书要节期个代课章条责手反印资性动家座笔例台辆艘架部款枚0-9一二三四五六七八九十]"
    rf"|副|人民|中学|小学|中级|医院|附属|夫人|现场|视角|志愿)"
    rf"(?:[名位大]|方阵|梯队)?|榜首|居首|首位|之首|榜眼|头名|冠军宝座)"
    rf"|(?P<most>(?:(?:{_COMPARED})?最为?{_NO_SUPERLATIVE}(?:{_SUPERLATIVE})|之最|新高(?!度)|新低))"
    rf"|(?P<lead>领先(?:水平|地位)?|领跑|一流|前列|[百十千]强(?:[^，。、]{{0,3}}之一)?|第一方阵|开拓性|顶尖(?:水平)?"
    rf"|世界级(?=[^，。]{{2}}))"
    rf"|(?P<among>[二三四五六七八九十百]{{1,2}}大(?=[^，。]{{0,14}}之一))"
)
# What a claim may begin with; before 最 also what is compared, of which only 距离 has words in between.
_PLAIN_OPENINGS = "首第唯独绝前史率榜居之头冠最新领一百十千开顶世二三四五六七八九"
_COMPARED_OPENINGS = "".join(word[0] for word in _COMPARED.split("|"))
_OPENS = re.compile(
    rf"[{_PLAIN_OPENINGS}{_COMPARED_OPENINGS}](?:(?<=[{_PLAIN_OPENINGS}距])|(?=.最))"
)
# Nine sentences of ten hold none of these: the long pattern need not look at them.
_MAY_CLAIM = re.compile(
    "[首唯独最榜第领率一前头百十千大方开世顶史绝新](?:(?<=[首唯独最榜])|(?<=第)[一1]|(?<=领)[先跑]|(?<=率)先|(?<=一)流|(?<=前)[列所]|(?<=头)名"
    "|(?<=[百十千])强|(?<=大)[^，。]{0,14}之一|(?<=方)阵|(?<=开)拓性|(?<=世)界级|(?<=顶)尖|(?<=[史绝])无|(?<=新)[高低])"
)

_WIDE = {
    **dict.fromkeys(("世界", "国际", "全球"), "全球"),
    **dict.fromkeys(("全国", "我国", "中国", "国内", "本国", "全网", "内地"), "全国"),
    **dict.fromkeys(("历史", "史上", "历史上", "有史以来", "观测史"), "历史"),
    **dict.fromkeys(("同类", "同行业", "行业", "业内", "业界", "全行业"), "同类"),
}
_REGIONS = (
    "亚洲", "欧洲", "非洲", "东南亚", "亚太", "西部", "中西部", "东部", "中部", "东北", "西南", "西北",
    "华东", "华南", "华北", "华中", "长三角", "珠三角", "京津冀", "粤港澳大湾区", "大湾区", "长江经济带",
)  # fmt: skip
_LEVELS = {
    **dict.fromkeys(("全市", "市内", "我市", "本市", "市级"), "市"),
    **dict.fromkeys(("全省", "省内", "我省", "本省", "省级"), "省"),
    **dict.fromkeys(("全区", "区内", "我区", "本区", "区级"), "区"),
    **dict.fromkeys(("全县", "县内", "我县", "本县", "县级"), "县"),
}
_WORDS = "|".join(sorted([*_WIDE, *_REGIONS, *_LEVELS], key=len, reverse=True))
_LINK = (
    r"(?:(?:范围)?[内中上]?|各?地区|境内|之中|同纬度地区|规模|单[笔次体机]|率先|历史上?|史上|同类|同行业|行业|业内"
    r"|排名|位[居列]|名列|居|列|的|产[一-鿿]|生产总值)"
)
_BEFORE = re.compile(rf"(?P<scope>{_WORDS})(?!化){_LINK}{{0,3}}$")
_ADORNED = re.compile(
    rf"(?P<scope>{_WORDS})(?!化|面[临对]){_LINK}{{0,3}}[^，。、是为的“”已将迎创\s]{{2,4}}$"
)
"""With the noun that is compared between the two: 全国产煤百强, 珠三角污染最重."""
_AT = re.compile(rf"{_LINK}{{0,3}}")
_BEHIND = re.compile(rf"[^，。]{{0,14}}?(?P<scope>(?<!国)(?:{'|'.join(_LEVELS)})|国家级|世界级)")
_ISSUED = re.compile(
    r"(?:国务院|国家[一-鿿]{2,6}[局委会办]|[一-鿿]{2,6}部|工信部|中央[一-鿿]{0,4})"
    r"(?:公布|发布|命名|评选|认定)?的?$"
)
_ENDS = re.compile(r"[，。；、！？”）\s的]|$")
_RANKS = {"国家级": "全国", "世界级": "全球"}
_REACH = 14
_RANKED = re.compile(r"(?:排名|排在|排|位居|位列|名列|列|居|稳居|蝉联|跃居|夺得|荣获|获得?|勇夺)(?:第)?$")
_ACHIEVED = re.compile(
    r"[^，。]{0,8}(?:实现|突破|超过?|达到?|跃居|进入|入选|亮相|成为|出现|将|发现|获|完成|举办|开通|启用|尝试"
    r"|公布|推出|应用|发射)"
)
"""What 首次 is followed by where somebody claims something."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it stands in the text, with its scope ("" when the text gives none)."""

    start: int
    end: int
    scope: str
    rule: str


def claim_cues(text: str) -> list[int]:
    """Positions at which words that may make a claim begin and end; most sentences hold none."""
    return [at for match in _MAY_CLAIM.finditer(text) for at in (match.start(), match.end() - 1)]


def claims(text: str, sentence: Sentence, places: Places) -> list[Claim]:
    """Claims of one sentence of a text that may hold some."""
    found: list[Claim] = []
    for match in _claiming(text, sentence):
        rule = str(match.lastgroup)
        start, scope = _scope_before(text, sentence.start, match, places)
        if not _is_made(text, match, rule, scope, sentence.start):
            continue
        scope = scope or _scope_elsewhere(text, match, sentence, places)
        found.append(Claim(start, match.end(), scope, f"claim-{rule}"))
    return found


def _claiming(text: str, sentence: Sentence) -> Iterator[re.Match[str]]:
    """The words of a sentence that may claim something."""
    end = sentence.start
    for opening in _OPENS.finditer(text, sentence.start, sentence.end):
        start = opening.start()
        match = _CLAIM.match(text, start, sentence.end) if start >= end else None
        if match is not None:
            yield match
            end = match.end()


def _is_made(text: str, match: re.Match[str], rule: str, scope: str, low: int) -> bool:
    """Whether the words claim anything: without a scope most of them are a manner of speaking."""
    if scope:
        return True
    words = match[0]
    if rule == "first":
        if words in ("率先", "唯一", "独家", "前所未有", "史无前例", "绝无仅有") or words.startswith("第一"):
            return False
        return words != "首次" or _ACHIEVED.match(text, match.end()) is not None
    if rule == "number":
        ranked = _RANKED.search(text, max(low, match.start() - 4), match.start())
        return words != "首位" and ranked is not None
    # 规模最大 names what is compared; a bare 最大, 最好 is a manner of speaking.
    return rule == "most" and not words.startswith(("最", "之最", "新")) and not words.startswith("历史")


def _scope_before(text: str, low: int, claim: re.Match[str], places: Places) -> tuple[int, str]:
    """Where a claim begins with its scope and what that is; its own start and "" where none is before."""
    position = claim.start()
    low = max(low, position - _REACH)
    compares = claim.lastgroup in ("most", "among") or "强" in claim[0]
    found = _BEFORE.search(text, low, position) or (compares and _ADORNED.search(text, low, position))
    if found:
        return found.start(), _full(found["scope"], found.start(), places)
    if claim[0] in ("首次", "率先"):
        # 某市首次开行班列: the place is who does so, not the scope.
        return position, ""
    if claim[0] == "第一" and not _ENDS.match(text, claim.end()):
        # 某市第一人民医院
        return position, ""
    for named in reversed(places.within(low, position)):
        end = min(named.end, position)
        end += text.startswith(("省", "市", "县", "区", "州"), end) and end < position
        if _AT.fullmatch(text, end, position) is not None:
            return named.start, named.name
    return position, ""


def _scope_elsewhere(text: str, match: re.Match[str], sentence: Sentence, places: Places) -> str:
    """首批…市级名单, 农业农村部首批…: who names the first ones, or their level behind, tells the scope."""
    if match.lastgroup != "first":
        return ""
    end = clause_end(text, match.end(), sentence.end)
    behind = _BEHIND.match(text, match.end(), end)
    if behind is not None:
        word = behind["scope"]
        return _RANKS.get(word) or _full(word, match.start(), places)
    issued = _ISSUED.search(text, max(sentence.start, match.start() - _REACH), match.start())
    return "全国" if issued is not None else ""


def _full(word: str, position: int, places: Places) -> str:
    """A scope as an editor writes it: 世界 is 全球, 全市 the city."""
    level = _LEVELS.get(word)
    if level is not None:
        return places.whole(level, position) or f"全{level}"
    return _WIDE.get(word, word)
