"""Measure (数别) and modality (语气) of a figure, from the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ecodesk.domain.facts import Measure, Modality
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.sentences import Sentence, clause_end, clause_start
from ecodesk.knowledge.lexicon import cue_finder, cue_pattern, cue_words
from ecodesk.knowledge.units import measure_words

_POINTS = frozenset(("个百分点", "百分点", "个基点", "基点"))
_SHARES = frozenset(("%", "‰", "％"))
_SHARE_RULES = frozenset(("fraction", "half-of"))


@cache
def _changes() -> frozenset[str]:
    """The change words, without those that are another word."""
    return frozenset(cue_words("change")).difference(cue_words("not-change"))


@cache
def _change_beside() -> re.Pattern[str]:
    """A change word right before the number that is another word elsewhere (出口成长5%, 学生成长)."""
    return re.compile(rf"(?:{cue_pattern('change-beside')})(?:[了率约近逾超达为至少过]|幅度)*$")


@cache
def _level() -> re.Pattern[str]:
    return re.compile(rf"^了?(?:{cue_pattern('level')})|(?:至|到|为|达)了?$")


def measure_of(text: str, sentence: Sentence, mention: Mention) -> Measure:
    """Measure of a figure; a rise or fall BY an amount is a change, TO an amount is a level."""
    if mention.measure is not None:
        return mention.measure
    if mention.unit in _POINTS or _is_change(text, sentence, mention):
        return Measure.CHANGE
    if mention.unit in ("倍", "番"):
        return Measure.MULTIPLE
    share = mention.unit in _SHARES or mention.rule in _SHARE_RULES
    return Measure.PERCENT if share else Measure.AMOUNT


def measure_rule(mention: Mention, measure: Measure) -> str:
    """Code in resources/rules.csv of what told the measure: the figure's form, its unit, a word."""
    if mention.measure is not None:
        return "measure-form"
    if measure is Measure.CHANGE:
        return "measure-points" if mention.unit in _POINTS else "measure-change"
    return "measure-unit" if measure in (Measure.MULTIPLE, Measure.PERCENT) else "measure-plain"


_GROWTH = re.compile(r"增速|增幅|涨幅|降幅|跌幅|减幅|升幅|增长率|下降率|降速")
_SHARE_OF = re.compile(r"占|比重|比例|覆盖率")
_COMPARED = re.compile(
    r"[比较][^，。；：]{1,15}(?:多|少|高|低|快|慢|长|短|大|小|重|轻|贵|便宜|早|晚|省|提前|推迟|延后)(?:了|出|近|约|超过?|达到?|至少)?$"
)
_DIFFERENCE = re.compile(r"平均|水平|同期|上年|去年|目标|预期|全[国省市区县]|计划|行业|基准|均值")
_SOFT = frozenset(("提升", "提高", "扩大", "上升"))


def _is_change(text: str, sentence: Sentence, mention: Mention) -> bool:
    low = mention.start - _BACK
    start = clause_start(text, low if low > sentence.start else sentence.start, mention.start)
    prefix = text[start : mention.start]
    relative = mention.unit in _SHARES or mention.unit == "倍"
    growth = _GROWTH.search(prefix) if relative else None
    if growth is not None and not _SHARE_OF.search(prefix, growth.end()):
        return True
    compared = ("比" in prefix or "较" in prefix) and _COMPARED.search(prefix)
    if compared or _change_beside().search(prefix[-12:]):
        return True
    last = None
    for match in cue_finder("not-change", "change").finditer(prefix):
        if match[0] in _changes():
            last = match
    if last is None:
        return False
    return _governs(last[0], prefix[: last.start()], prefix[last.end() :], mention)


def _governs(cue: str, before: str, behind: str, mention: Mention) -> bool:
    """Whether a change word tells what the figure changed by, by the words before it and between the two."""
    if cue in ("高于", "低于", "快于"):
        return not before.endswith("不") and not behind.endswith("的") and bool(_DIFFERENCE.search(behind))
    if len(cue) == 1 and len(behind) > 2:
        return False
    if _level().search(behind) or _SHARE_OF.search(behind):
        return False
    if any(char.isdigit() for char in behind) and mention.unit not in behind:
        # 增长8.6%、利润5亿元: the second figure is of another kind, and told by itself.
        return False
    if cue in _SOFT and mention.unit in measure_words() and (cue == "扩大" or behind.strip("了约近超过达")):
        # 提升4个传统产业: the counted things are what was improved.
        return False
    # 新增A15家、B20家: the word governs the whole list, but not a phrase that it adorns (提升的…).
    return not behind.startswith("的") and len(behind) <= 24


@cache
def _planned() -> re.Pattern[str]:
    # A noun (工作计划, 三年规划, 年度目标) announces nothing.
    noun = r"(?<![工业动展总作度此与期者])(?<![一二三四五六七八九十]年)(?=计划|规划|目标)"
    soon = r"明年|未来(?!产业|科|城|社区|学校|生活|工厂|乡村|实验室|网络|空间|技术|发展|之|可期|感)"
    intended = r"(?<![模虚草比])拟(?![定声人合真态议物音])"
    # 全年料升5%: Hong Kong's word for a forecast, which ends many nouns (材料达到3种).
    expected = r"(?<=[年期度月季，。；：])料(?:将|会|可|升|跌|增|减|达)"
    opens = "".join(sorted({word[0] for word in cue_words("planned")}.union("明未拟料")))
    return re.compile(
        rf"(?=[{opens}])(?:(?<!已)(?:{noun}|(?!计划|规划|目标))"
        rf"(?:(?P<soon>{soon})|{cue_pattern('planned')}|{intended})(?![》”、收生已])|{expected})"
    )


_ANNOUNCING = ("计划", "规划", "目标", "明年", "未来", "拟", "料")
"""What announces in some company only."""


@lru_cache(maxsize=4)
def _announced(text: str, low: int, high: int) -> tuple[re.Match[str], ...]:
    """What is announced in a stretch: the figures of a sentence mostly ask for the same."""
    first = cue_finder("planned", besides=_ANNOUNCING).search(text, low, high)
    return tuple(_planned().finditer(text, first.start(), high)) if first is not None else ()


_RESET = re.compile(
    r"[，；。、：](?:但|而|其中)?(?:截至?|目前|当前|如今|现已|现有|已经?|去年|今年以来|此前|上半年|前[^，。；]{1,3}月|实际)"
)
_DONE = re.compile(
    r"(?:已经?|业已|累计已|[，；]累计)(?:累计|共|完成|实现|建成|投入|达到?|突破|超过?|有){0,3}(?![预将])[^，。；]{0,6}$"
)
_FROM = re.compile(r"(?:由|从)[^，。；0-9]{0,10}$")
_TO = re.compile(
    r"[^，。；0-9]{0,10}?(?:缩短|缩减|压缩|提高|提升|增长|增加|增至|上升|升至|下降|降|减|扩大|跃|变|到|至)"
)
_KEEPS = re.compile(r"(?:确保|力保|保障)[^，。；]{0,6}$")
_KEPT = re.compile(r"[^，。；]{1,16}的(?:稳|安全|供|需|正常|用)")
_NEAR_HEAD = 2
_BACK = 200
"""Characters on either side of a figure that are read: bounds the time of a sentence without punctuation."""
# Behind the figure these are what it is spent on: 总值10亿元的军购计划.
_NOUNS = frozenset(("计划", "预测", "的目标", "目标任务", "预期目标"))


def modality_of(
    text: str, sentence: Sentence, mention: Mention, period: str, today: str
) -> tuple[Modality, str]:
    """Planned when the sentence says so up to the figure's clause, or the period is in the future.

    With the code of the rule that told it. `today` is the article's date as far as it is known.
    """
    if _is_ahead(period, today):
        return Modality.PLANNED, "modality-year"
    if _is_as_it_is(text, sentence, mention):
        return Modality.ACTUAL, "modality-first"
    low = max(sentence.start, mention.start - _BACK)
    cues = _announced(text, low, min(sentence.end, low + 2 * _BACK))
    head = clause_start(text, low, mention.start) if cues else low
    last = _last_cue(text, sentence, mention, cues, head) if cues else None
    if last is None:
        planned = sentence.text.startswith("其中") and _is_plan_before(text, sentence.start)
        return (Modality.PLANNED, "modality-far") if planned else (Modality.ACTUAL, "modality-plain")
    if _is_past(text, last.end(), mention.start):
        return Modality.ACTUAL, "modality-done"
    return Modality.PLANNED, "modality-near" if last.start() >= head else "modality-far"


def _last_cue(
    text: str, sentence: Sentence, mention: Mention, cues: Sequence[re.Match[str]], head: int
) -> re.Match[str] | None:
    """The last of the cues up to the end of the figure's clause, which begins at `head`, that governs it."""
    # 5大行业将取消审批: the cue may also follow in the figure's own clause.
    end = clause_end(text, mention.end, min(sentence.end, mention.end + _BACK))
    last = None
    for match in cues:
        if match.end() > end:
            break
        # 明年, 未来 govern their own clause, or what follows when they head the sentence.
        near = match.start() >= head or match.start() <= sentence.start + _NEAR_HEAD
        named = match.start() > mention.start and (match[0] in _NOUNS or text.startswith("的", mention.end))
        named = named or " " in text[mention.end : match.start()]
        if not named and not text.startswith("占", match.start() - 1) and (near or not match["soon"]):
            last = match
    return last


def _is_plan_before(text: str, start: int) -> bool:
    """True where the sentence that ends at a position, of which 其中 tells a part, announces something."""
    low = max(text.rfind("。", 0, start - 1), text.rfind("\n", 0, start - 1), start - _BACK - 1) + 1
    last = next((match for match in reversed(_announced(text, low, start)) if not match["soon"]), None)
    return last is not None and _holds_on(text, last, start)


def _holds_on(text: str, match: re.Match[str], end: int) -> bool:
    """True where nothing that happened already is told behind what announces."""
    named = match[0] in _NOUNS or text.startswith("占", match.start() - 1)
    return not named and not _is_past(text, match.end(), end)


def _is_ahead(period: str, today: str) -> bool:
    """True for a time that begins after the article's: 2025 and 2024-05-27 for an article of 2024-05-25."""
    start = period.partition("/")[0]
    known = len(start) if len(start) < len(today) else len(today)
    return known >= len("2024") and start[:known] > today[:known]


def _is_as_it_is(text: str, sentence: Sentence, mention: Mention) -> bool:
    """True for the first value of 从40分钟缩短至15分钟, and for what is kept (确保3万个大棚的稳产)."""
    low = mention.start - 16
    before = text[low if low > sentence.start else sentence.start : mention.start]
    if ("从" in before or "由" in before) and _FROM.search(before) and _TO.match(text, mention.end):
        return True
    kept = "保" in before and _KEEPS.search(before) is not None
    return kept and _KEPT.match(text, mention.end) is not None


def _is_past(text: str, cue_end: int, position: int) -> bool:
    """True where what happened already is told between the cue and the figure: 预计…，目前已完成…."""
    if cue_end >= position:
        return False
    return any(pattern.search(text, cue_end, position) for pattern in (_RESET, _DONE))
