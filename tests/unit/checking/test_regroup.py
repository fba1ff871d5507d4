"""One edit compared by itself gives what comparing the whole desk gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from ecodesk.checking import blocking, regroup, retold
from ecodesk.checking.entries import FORMAT, moved_to, stated_of
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding
from ecodesk.domain.text import Span
from tests.unit.checking.kept_in_memory import DeskInMemory

SAYINGS = (
    "{place}茶园面积达{value}亩，年产干茶3400吨，产值{other}万元，带动2.3万人就业。",
    "截至去年底，{place}公路里程{value}公里，其中高速公路{other}公里。",
    "{place}全年接待游客{value}人次，旅游收入{other}亿元，比上年增长8.5%。",
    "记者从{place}获悉，今年粮食产量预计{value}吨，比去年多{other}吨。",
)
UNITS = (("亩", "万元"), ("公里", "公里"), ("人次", "亿元"), ("吨", "吨"))
NAMES = (("茶园面积", "茶叶产值"), ("公路里程", "高速里程"), ("游客人次", "旅游收入"), ("粮食产量", "增产"))
PLACES = ("东岭县", "西河镇", "南浦区", "北山乡", "中塘县")


def sentences(articles: int, lot: Random) -> list[Fact]:
    """Figures of articles that tell much the same of a few places."""
    facts = []
    for article in range(articles):
        for at in range(3):
            kind = lot.randrange(len(SAYINGS))
            place, values = lot.choice(PLACES), [str(lot.choice((1250, 3400, 86, 91, 12500))) for _ in "ab"]
            sentence = SAYINGS[kind].format(place=place, value=values[0], other=values[1])
            first = sentence.index(values[0])
            second = sentence.index(values[1], first + len(values[0]))
            for number, start in enumerate((first, second)):
                text = values[number] + UNITS[kind][number]
                span = Span(200 * at + start, 200 * at + start + len(text))
                facts.append(Fact(
                    f"{article}:{span.start}", f"f{article}-1", f"f{article}", 1, span, text, sentence, place,
                    NAMES[kind][number], values[number], unit=UNITS[kind][number], place=place,
                    period=lot.choice(("", "2023", "2024"))))
    return facts


def told(finding: Finding) -> str:
    return "|".join((finding.kind, finding.verdict, *(fact.id for fact in finding.facts), finding.formula,
                     finding.explanation, finding.tolerance))


def edited(desk: DeskInMemory, lot: Random) -> int:
    """One thing that an editor or an import may do to a fact; returns its article."""
    number, other = (lot.choice(list(desk.facts)) for _ in "ab")
    fact, model = desk.facts[number], desk.facts[other]
    choice = lot.randrange(5)
    if choice == 0:
        desk.rejected.symmetric_difference_update({number})
    elif choice == 1:
        fact = replace(fact, value=model.value, unit=model.unit)
    elif choice == 2:
        fact = replace(fact, subject=model.subject, indicator=model.indicator)
    elif choice == 3:
        fact = replace(fact, period=model.period, place=model.place)
    else:
        desk.repeated.symmetric_difference_update({number})
    desk.facts[number] = fact
    return desk.rows[number]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes keys common, and sentences set phrases, as soon as a few have them."""
    def tighten() -> None:
        for module in (blocking, regroup):
            monkeypatch.setattr(module, "MOST_IN_BLOCK", 6)
        monkeypatch.setattr(blocking, "RARE", 2)
        for module in (retold, regroup):
            monkeypatch.setattr(module, "MOST_TELLINGS", 3)

    return tighten


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tight", [False, True])
def test_edits_give_what_the_whole_desk_gives(seed: int, tight: bool, narrow: Callable[[], None]) -> None:
    if tight:
        narrow()
    lot = Random(seed)
    desk = DeskInMemory(sentences(14, lot))
    desk.start()
    assert len(desk.findings) > 5
    seen = set()
    for _ in range(14):
        desk.edit({edited(desk, lot) for _ in range(lot.choice((1, 1, 3)))})
        now = sorted(told(one) for _, one in desk.findings)
        assert now == sorted(map(told, desk.wholly()))
        seen.add(tuple(now))
    assert len(seen) > 5, "edits that change nothing prove nothing"


def test_an_article_that_comes_and_one_that_goes() -> None:
    lot = Random(7)
    facts = sentences(10, lot)
    desk = DeskInMemory(facts)
    late = {number for number, row in desk.rows.items() if row in (3, 9)}
    desk.rejected |= late
    desk.start()
    desk.rejected -= late
    desk.edit({3, 9})
    assert sorted(told(one) for _, one in desk.findings) == sorted(map(told, desk.wholly()))
    desk.rejected |= {number for number, row in desk.rows.items() if row in (0, 3)}
    desk.edit({0, 3})
    assert sorted(told(one) for _, one in desk.findings) == sorted(map(told, desk.wholly()))


def test_what_nothing_touches_is_not_looked_at() -> None:
    lot = Random(3)
    desk = DeskInMemory(sentences(12, lot))
    desk.start()
    assert desk.edit({0}) == 0, "nothing has changed"


def test_what_is_kept_is_of_this_format() -> None:
    """Raise entries.FORMAT with these numbers: desks compared before are then compared as a whole once."""
    desk = DeskInMemory(sentences(1, Random(1)))
    placed = desk.placed(desk.facts.keys())
    entry = moved_to({}, placed, stated_of(placed.values()), ())[0]
    assert (FORMAT, sum(entry.words), sum(entry.tellings)) == (2, 18450080443, 8713056844)
    assert entry.mark == 1936191054520857470


def test_the_groups_of_figures_that_an_editor_ruled_on_are_formed_anew() -> None:
    desk = DeskInMemory(sentences(12, Random(3)))
    desk.start()
    used, finding = next(item for item in desk.findings if len(item[0]) > 2)
    done = regroup.regroup(desk, (), also={min(used)})
    assert used <= done.ids
    assert told(finding) in map(told, done.findings)
    assert {told(one) for one in done.findings} <= {told(one) for _, one in desk.findings}
