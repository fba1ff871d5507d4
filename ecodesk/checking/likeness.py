"""How surely two figures are about the same thing, from imperfect labels and from the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import fsum, log2

from ecodesk.checking.periods import time_of
from ecodesk.domain.facts import Fact
from ecodesk.knowledge.indicators import group_of, groups_in, modifiers
from ecodesk.knowledge.tables import read_table

LEFT, RIGHT = 18, 10
LEFT_FOR_GROUP = 32
MOST_SENTENCE = 400
WORD = re.compile(r"[^\W\d_]+")
QUOTES = re.compile(r"[“”\"'《》（）()\s]")
SENTENCE_CUT = re.compile(r"[。；！？\n]")
CLAUSE_CUT = re.compile(r"[，。；：！？、\n]")
OTHER_TIME = re.compile(r"同期|当时|当年|曾|此前|原来")
DAY_OF_MONTH = re.compile(r"(\d{1,2})[日号]")
WEIGHTLESS = re.compile(
    r"[全年的了数量达到约已总共为有个是在人各其和及与上下末底前后累计等\d、，“”（）A-Za-z]"
)
MOST_STRANGE = 1
DIRECTION = re.compile(r"增长|增加|上升|上涨|提高|提升|增|下降|减少|降低|下跌|回落|减")
EVENT = re.compile(
    r"今天|今日|当[天日]|昨[天日]|明天|凌晨|近日|日前|不久前|过去\d+小时|单日|本[次届周月]|第.{1,4}届|新航季|春运"
    r"|假期|开幕以来|季度|上半年|下半年|调图|周年|此次"
)
MOVING = re.compile(r"\d月|当前|最新|截至|以来|累计已|年来")
PLACE_TITLE = re.compile(
    r"(?<=..)(?:(?:维吾尔|壮族|回族)?自治区|特别行政区|(?:.{1,4}族)?自治[州县旗]|[市区县省州镇乡村])$"
)
PLACE_END = ("市", "区", "县", "省", "州", "镇", "乡", "村")
RUN_SURE = 10
PLACE_REACH = 60
FREQUENT = 5
RARE_WORD = 0.9
SURE_NAMES, SURE_INDICATOR, SURE_WORDS = 0.75, 0.7, 4.0
SCOPE_WORDS = (
    "新增",
    "新建",
    "人均",
    "户均",
    "亩均",
    "日均",
    "首期",
    "一期",
    "二期",
    "意向",
    "出口",
    "其中",
    "净",
    "规上",
    "规模以上",
    "中心城区",
    "登记",
    "交易",
    "成交",
    "计划",
    "规划总",
    "在建",
    "剩余",
    "流转",
    "占比",
)


PLACE_NAME = re.compile(r"(?=([\u4e00-\u9fff][镇乡村县市区州湖河])(?![场民级域间委值价面口情流]))")
NOT_A_NAME = frozenset(
    "全各本该我两三多每城山园景小社农地市校库郊辖片街新老矿厂湿内外省牧林灾疆国运江海都超上"
    "乡河湖县镇区发范护治灌家故返下回股夜集门政验能态营商困贫入进出在到和与及的"
)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The words that say what a figure is about; `grams` are the bigrams right beside it that carry meaning.

    `anchored`: the sentence itself names the subject, it was not carried over from elsewhere.
    """

    subject: str
    indicator: str
    left: str
    right: str
    groups: tuple[str, ...]
    grams: frozenset[str]
    sentence_grams: frozenset[str]
    anchored: bool
    places: frozenset[str]


@cache
def generic_grams() -> frozenset[str]:
    """Bigrams of words too common to tie two figures together (resources/checking_generic.csv)."""
    rows = read_table("checking_generic.csv", ("word",))
    return frozenset(gram for row in rows for gram in bigrams(row["word"]))


def bigrams(text: str) -> set[str]:
    """Pairs of neighbouring letters inside runs of letters."""
    return {run[place : place + 2] for run in WORD.findall(text) for place in range(len(run) - 1)}


def forget() -> None:
    """Let go of what was kept about figures: files checked one after the other have little in common."""
    neighbourhood.cache_clear()


@lru_cache(maxsize=65536)
def neighbourhood(fact: Fact) -> Neighbourhood:
    """Subject, indicator and the nearest words of a figure."""
    wide, right = _around(fact)
    left = wide[-LEFT:]
    subject = QUOTES.sub("", fact.subject)
    indicator = QUOTES.sub("", fact.indicator)
    near = CLAUSE_CUT.split(left)[-1]
    behind = CLAUSE_CUT.split(right)[0]
    group = group_of(indicator)
    groups = (group,) if group else groups_in(f"{near} {behind}") or groups_in(wide)[-1:]
    anchored = bool(bigrams(subject) & bigrams(fact.sentence))
    spoken = subject if anchored else ""
    grams = bigrams(f"{spoken} {indicator} {left} {behind}") - generic_grams()
    told = frozenset(bigrams(fact.sentence[:MOST_SENTENCE]) - generic_grams())
    return Neighbourhood(
        subject,
        indicator or near[-8:],
        left,
        right,
        groups,
        frozenset(grams),
        told,
        anchored,
        place_names(_window(fact)),
    )


def _window(fact: Fact) -> str:
    """The words before the figure that may name its place, and a few behind it."""
    start = max(fact.sentence.find(fact.text), 0)
    return fact.sentence[max(0, start - PLACE_REACH) : start + len(fact.text) + RIGHT]


def place_names(text: str) -> frozenset[str]:
    """Last two letters of the names of villages, towns, counties, cities, lakes and rivers in a text."""
    return frozenset(name for name in PLACE_NAME.findall(text) if name[0] not in NOT_A_NAME)


def other_places(one: frozenset[str], two: frozenset[str]) -> bool:
    """True when two sentences name places of one kind and none in common."""
    kinds = {name[-1].replace("乡", "镇") for name in one} & {name[-1].replace("乡", "镇") for name in two}
    return bool(kinds) and not one & two


def _around(fact: Fact) -> tuple[str, str]:
    """Words of the sentence right before and right behind the figure."""
    start = fact.sentence.find(fact.text)
    while start > 0 and fact.text[:1].isdigit() and fact.sentence[start - 1] in "0123456789.":
        following = fact.sentence.find(fact.text, start + 1)
        if following < 0:
            break
        start = following
    if start < 0:
        return "", ""
    left = SENTENCE_CUT.split(fact.sentence[max(0, start - LEFT_FOR_GROUP) : start])[-1]
    end = start + len(fact.text)
    return left, SENTENCE_CUT.split(fact.sentence[end : end + RIGHT])[0]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for two figures stating one quantity.

    `names` and `indicator` run from 0 to 1; `words` and `sentence` weigh the rare bigrams shared beside
    the figures and in their sentences; `run` counts the letters that both copies share right beside them,
    `strange` those of the one indicator that the other copy's sentence does not have.
    """

    names: float
    indicator: float
    words: float
    sentence: float
    run: int
    run_before: int
    strange: int
    same_time: bool
    surely_other_time: bool
    same_place: bool
    other_place: bool
    same_modality: bool
    same_scope: bool

    @property
    def points(self) -> float:
        """Everything together; about 5 is sure."""
        return (
            min(self.words, 5.0)
            + (1.0 if self.words >= RARE_WORD else 0.0)
            + min(self.sentence, 6.0) / 4
            + min(self.run, 8) * 0.3
            + 1.5 * self.names
            + self.indicator
        )

    @property
    def one_subject(self) -> bool:
        """The copy itself names one subject with both figures."""
        return self.names >= SURE_NAMES or self.run_before >= RUN_SURE

    @property
    def like_with_like(self) -> bool:
        """One subject, one indicator, one place, one scope: different values would be a conflict."""
        subject = self.one_subject or self.words >= SURE_WORDS
        return (
            subject
            and self.indicator >= SURE_INDICATOR
            and self.same_place
            and self.same_scope
            and (self.strange <= MOST_STRANGE or self.run_before >= RUN_SURE)
        )


class Rarity:
    """Weight of a bigram by the number of articles it stands in: 1 for a rare one, less for a common one."""

    def __init__(self, articles: Mapping[str, int] | None = None) -> None:
        self._articles = Counter(articles or {})

    def of(self, gram: str) -> float:
        count = self._articles[gram]
        return 1.0 if count <= FREQUENT else 1.0 / (1.0 + log2(count / FREQUENT))

    def weigh(self, grams: Iterable[str]) -> float:
        """Weight of several bigrams together."""
        # The exact sum, whatever the order of a set: scores are kept from one run of the program to the next.
        return fsum(self.of(gram) for gram in grams)


EVERYTHING_RARE = Rarity()


def likeness(left: Fact, right: Fact, rarity: Rarity = EVERYTHING_RARE) -> Likeness:
    """What speaks for two figures of one kind of unit stating the same quantity."""
    one, two = neighbourhood(left), neighbourhood(right)
    told = bigrams(" ".join((*one.groups, *two.groups)))
    before = longest_run(one.left, two.left, at_end=True)
    run = before + longest_run(one.right, two.right, at_end=False)
    return Likeness(
        names=_names(left, right, one, two),
        indicator=_indicator(one, two, run),
        words=rarity.weigh((one.grams & two.grams) - told),
        sentence=rarity.weigh((one.sentence_grams & two.sentence_grams) - told),
        run=run,
        run_before=before,
        strange=max(_strange(one.indicator, right), _strange(two.indicator, left)),
        same_time=time_of(left.period).fits(time_of(right.period)),
        surely_other_time=_other_times(left, right),
        same_place=not left.place or not right.place or left.place == right.place,
        other_place=places_differ(left, right) or other_places(one.places, two.places),
        same_modality=left.modality == right.modality,
        same_scope=_same_scope(one, two),
    )


def other_days(left: Fact, right: Fact) -> bool:
    """True when both sentences print days of the month, and none in common."""
    days = [set(DAY_OF_MONTH.findall(fact.sentence)) for fact in (left, right)]
    return all(days) and not days[0] & days[1]


def _other_times(left: Fact, right: Fact) -> bool:
    """True when the periods differ and are written in the sentences, or other days are written."""
    if other_days(left, right):
        return True
    return time_of(left.period).differs(time_of(right.period)) and all(
        year_written(fact) for fact in (left, right)
    )


def year_written(fact: Fact) -> bool:
    """True when the sentence itself prints the year of the figure's period."""
    return any(year in fact.sentence for year in re.findall(r"\d{4}", fact.period))


def bound_to_event(fact: Fact) -> bool:
    """True where the sentence speaks of a day, a quarter or an event: the other may mean another."""
    return bool(EVENT.search(fact.sentence))


def still_moving(fact: Fact) -> bool:
    """True where the sentence gives a running total: another article's may be of another month."""
    return bound_to_event(fact) or bool(MOVING.search(fact.sentence))


def other_time(fact: Fact) -> bool:
    """True where the words before the figure point to a time that is not the sentence's own (同期, 此前)."""
    return bool(OTHER_TIME.search(neighbourhood(fact).left))


def places_differ(left: Fact, right: Fact) -> bool:
    """True when both figures stand with the names of different places; a guessed place proves nothing."""
    return bool(left.place and right.place) and left.place != right.place and all(
        is_named(fact.place, fact) for fact in (left, right)
    )


def is_named(place: str, fact: Fact) -> bool:
    """True when the figure's sentence prints the name of the place, with or without 市, 县, 自治区."""
    return (PLACE_TITLE.sub("", place) or place) in fact.sentence


def _strange(indicator: str, other: Fact) -> int:
    """Letters of weight in an indicator that the other figure's sentence and labels do not have."""
    return len(set(WEIGHTLESS.sub("", indicator)) - set(other.sentence + other.subject + other.indicator))


def _names(left: Fact, right: Fact, one: Neighbourhood, two: Neighbourhood) -> float:
    """Likeness of the subjects; half of it where a subject was only carried over from elsewhere."""
    if one.places & two.places and not one.anchored and not two.anchored:
        return SURE_NAMES
    if not one.subject or not two.subject:
        known = one if one.subject else two
        other = right.sentence if one.subject else left.sentence
        return 0.8 if known.subject and known.anchored and known.subject in other else 0.0
    alike = names_alike(one.subject, two.subject)
    if one.anchored and two.anchored:
        return alike
    spoken = (one.anchored and one.subject in right.sentence) or (
        two.anchored and two.subject in left.sentence
    )
    same_place = bool(left.place) and left.place == right.place
    return max(alike * (0.7 if same_place else 0.5), 0.8 if spoken else 0.0)


def names_alike(a: str, b: str) -> float:
    """1 for one name, 0.9 where one holds the other (甲县脆李, 脆李), else the share of common bigrams.

    The name of a place inside a longer name proves less: 江南市 and 江南市森林公园 are two things.
    """
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and short in long:
        place = short.endswith(PLACE_END) or len(short) == 2
        without_ending = long.startswith(short) and len(long) - len(short) == 1
        return 0.9 if without_ending or not place else 0.6
    x, y = bigrams(a), bigrams(b)
    if not x or not y:
        return 0.0
    if max(len(x), len(y)) > 2 * min(len(x), len(y)):  # a clause was taken for the name
        return 0.9 * len(x & y) / min(len(x), len(y))
    return 2 * len(x & y) / (len(x) + len(y))


def _indicator(one: Neighbourhood, two: Neighbourhood, run: int) -> float:
    if one.groups and two.groups:
        if one.groups[-1] == two.groups[-1]:
            return 1.0
        return 0.6 if set(one.groups) & set(two.groups) else 0.0
    if one.indicator and one.indicator == two.indicator:
        return 1.0
    x, y = bigrams(one.indicator), bigrams(two.indicator)
    phrases = [bigrams((side.subject if side.anchored else "") + side.indicator) for side in (one, two)]
    return max(_dice(x, y), _dice(*phrases), min(1.0, run / 8))


def _dice(x: set[str], y: set[str]) -> float:
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def _same_scope(one: Neighbourhood, two: Neighbourhood) -> bool:
    """False where one indicator is narrower: 新增, 人均, 出口 stand with one and not with the other."""
    first, second = (side.indicator + CLAUSE_CUT.split(side.left)[-1] for side in (one, two))
    if any((word in first) != (word in second) for word in SCOPE_WORDS):
        return False
    first, second = (DIRECTION.sub("", modifiers(side.indicator)) for side in (one, two))
    return (
        len(first) < 2
        or len(second) < 2
        or first in second
        or second in first
        or bool(bigrams(first) & bigrams(second))
    )


def longest_run(a: str, b: str, at_end: bool) -> int:
    """Letters that both texts share right beside the figure."""
    first, second = (reversed(a), reversed(b)) if at_end else (iter(a), iter(b))
    count = 0
    for x, y in zip(first, second, strict=False):
        if x != y or x.isdigit():
            break
        count += 1
    return count
