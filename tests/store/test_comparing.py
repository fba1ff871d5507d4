"""What an edit, an import and an undo find across articles is what comparing the whole desk finds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import KnownError
from ecodesk.domain.findings import Verdict
from ecodesk.domain.views import FactFilter
from ecodesk.services import comparing
from ecodesk.services.comparing import Comparing
from ecodesk.services.desk import Desk
from ecodesk.store.comparing import Keeping
from ecodesk.store.store import Store

PLACES = ("东岭县", "西河县", "南浦县")
SAYINGS = (
    "去年{place}茶园面积{area}万亩，年产干茶{crop}吨。", "{place}茶叶产值超过18亿元，带动2.3万人就业。",
    "截至目前，{place}公路里程{road}公里。", "{place}全年接待游客{guests}万人次，同比增长8.5%。",
    "记者从{place}获悉，茶园面积{area}万亩。", "走进{place}，干茶年产{crop}吨，山路弯弯。",
)
LETTERS = "".join(chr(0x4E00 + number * 7) for number in range(800))


def tale(lot: Random) -> str:
    """An article about one of the counties, half of it words that no other has."""
    place, told = lot.choice(PLACES), lot.sample(SAYINGS, 4)
    said = [one.format(place=place, area=lot.choice(("12.5", "12.8")), crop=lot.choice((3400, 4300)),
                       road=lot.choice((860, 910)), guests=lot.choice(("36.2", "40"))) for one in told]
    own = ["".join(lot.choices(LETTERS, k=40)) + "。" for _ in said]
    return f"{place}见闻\n\n" + "\n\n".join(map("".join, zip(said, own, strict=True))) + "\n"


@pytest.fixture
def stocked(desk_of: Callable[..., Desk], tmp_path: Path) -> Desk:
    """A desk with a dozen articles about three counties, two of them nearly the same as another."""
    lot, folder = Random(5), tmp_path / "来稿"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(tale(lot), encoding="utf-8")
    for number in range(2):
        text = (folder / f"{number:02}.txt").read_text("utf-8")
        reprint = text.replace("860", "861").replace("12.5", "15.2")
        (folder / f"转{number}.txt").write_text(reprint + "转载\n", encoding="utf-8")
    desk = desk_of("王")
    assert not desk.importing.import_paths([folder]).failed
    return desk


@pytest.fixture(autouse=True)
def always_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the desk is, what changes is compared by itself."""
    monkeypatch.setattr(comparing, "SHARE", 0)


def kept_of(store: Store) -> tuple[object, ...]:
    with store.reading() as lists:
        kept = Keeping(lists.connection)
        entries = kept.all_compared()
        words = kept.words({key for one in entries.values() for key in one.words}, 1000)
        tellings = kept.tellings({key for one in entries.values() for key in one.tellings}, 1000)
        under = [sorted((key, sorted(ids)) for key, ids in found.items()) for found in (words, tellings)]
        return entries, kept.all_links(), under, lists.findings()


def as_a_whole(desk: Desk) -> None:
    """The desk stands as if all of it had just been compared."""
    before = kept_of(desk._store)
    changes = Comparing(desk._store).whole()
    assert changes is not None
    assert changes.facts == frozenset()
    assert kept_of(desk._store) == before


def edit(desk: Desk, lot: Random) -> None:
    """Something an editor may do."""
    rows = desk.queries.facts(FactFilter())
    row, other = lot.choice(rows), lot.choice(rows).fact
    choice = lot.randrange(8)
    if choice == 0:
        desk.reviewing.decide([one.id for one in lot.sample(rows, 3)], Status.REJECTED)
    elif choice == 1:
        desk.reviewing.decide([row.id], Status.VERIFIED)
    elif choice == 2 and not other.is_claim and not row.fact.is_claim:
        desk.reviewing.edit(row.id, {"value": other.value, "unit": other.unit, "measure": other.measure})
    elif choice == 3:
        desk.reviewing.edit(row.id, {"subject": other.subject, "indicator": other.indicator})
    elif choice == 4:
        desk.reviewing.edit(row.id, {"period": lot.choice(("", "2023", "2024")), "place": other.place})
    elif choice == 5:
        desk.reviewing.undo()
    else:
        rule(desk, lot)


def rule(desk: Desk, lot: Random) -> None:
    """Something an editor may rule about a group."""
    groups = [row for row in desk.queries.findings() if row.finding.kind == "across" and len(row.rows) > 1]
    group, other = lot.choice(groups), lot.choice(groups)
    choice = lot.randrange(5)
    with suppress(KnownError):  # a group that is ruled on, or of one article, may be refused
        if choice == 0:
            desk.settling.mark_scope(group)
        elif choice == 1:
            desk.settling.keep(group, lot.choice(group.rows).id)
        elif choice == 2:
            desk.settling.split(group, [lot.choice(group.rows).id])
        elif choice == 3:
            desk.settling.join([group.rows, other.rows])
        else:
            desk.settling.withdraw(group)


def test_edits_stand_as_if_the_whole_desk_had_been_compared(stocked: Desk) -> None:
    as_a_whole(stocked)
    lot, seen = Random(1), set()
    for _ in range(16):
        edit(stocked, lot)
        as_a_whole(stocked)
        seen.add(str([(row.finding.verdict, row.finding.formula) for row in stocked.queries.findings()]))
    assert len(seen) > 3, "edits that change nothing prove nothing"


def test_articles_that_come_and_go(stocked: Desk, tmp_path: Path) -> None:
    lot = Random(9)
    for number in range(3):
        fresh = tmp_path / f"新{number}.txt"
        fresh.write_text(tale(lot), encoding="utf-8")
        assert not stocked.importing.import_paths([fresh]).failed
        as_a_whole(stocked)
    newer = tmp_path / "另" / "03.txt"
    newer.parent.mkdir()
    older = (tmp_path / "来稿" / "03.txt").read_text("utf-8")
    newer.write_text(older.replace("36.2", "36.9") + "又记。\n", "utf-8")
    assert "版" in stocked.importing.import_paths([newer]).text
    as_a_whole(stocked)
    stocked.reviewing.undo()
    as_a_whole(stocked)
    article = stocked.queries.articles()[0]
    text = stocked.queries.article(article.id).article.clean.text
    stocked.parting.part(article.id, text.rindex("\n") + 1)
    as_a_whole(stocked)
    stocked.reviewing.undo()
    as_a_whole(stocked)


def test_what_was_left_in_the_middle_is_gone_on_with(stocked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelled, what was compared stays so; the same call goes on."""
    monkeypatch.setattr(comparing, "AT_ONCE", 2)
    own = Comparing(stocked._store)
    articles = [row.id for row in stocked.queries.articles()]
    rows = stocked.queries.facts(FactFilter())
    with stocked._store.begin() as work:
        Keeping(work.connection).replace_all({})
        Keeping(work.connection).relink(Keeping(work.connection).all_links(), ())
        work.replace_across(None, [], {})
    stops = Stopping(3)
    assert own.articles(articles, stops) is None
    with stocked._store.reading() as lists:
        compared = Keeping(lists.connection).all_compared()
    assert 0 < len({one.article for one in compared.values()}) < len(articles)
    assert own.articles(articles) is not None
    as_a_whole(stocked)
    assert len(stocked.queries.facts(FactFilter())) == len(rows)


class Stopping:
    """Progress that is cancelled at the given look at it."""

    def __init__(self, looks: int) -> None:
        self._looks = looks

    @property
    def cancelled(self) -> bool:
        self._looks -= 1
        return self._looks < 0

    def step(self, done: int, total: int, label: str) -> None:
        """Nothing to show."""


def test_words_are_counted_anew_when_the_desk_has_doubled(stocked: Desk, tmp_path: Path) -> None:
    with stocked._store.reading() as lists:
        before = lists.setting(comparing.SETTING)
    lot, folder = Random(11), tmp_path / "又来"
    folder.mkdir()
    for number in range(16):
        (folder / f"又{number:02}.txt").write_text(tale(lot), encoding="utf-8")
    stocked.importing.import_paths([folder])
    with stocked._store.reading() as lists:
        assert lists.setting(comparing.SETTING) != before
        assert Keeping(lists.connection).all_common()
    as_a_whole(stocked)


def test_a_desk_of_before_is_compared_as_a_whole_once(stocked: Desk) -> None:
    with stocked._store.begin() as work:
        work.set_setting(comparing.SETTING, "")
        Keeping(work.connection).replace_all({})
        Keeping(work.connection).relink(Keeping(work.connection).all_links(), ())
    (row,) = [row for row in stocked.queries.facts(FactFilter()) if "3400" in row.fact.text][:1]
    stocked.reviewing.edit(row.id, {"value": "4300"})
    as_a_whole(stocked)


def forget(desk: Desk) -> None:
    """The desk as an older program left it: nothing is kept."""
    with desk._store.begin() as work:
        work.set_setting(comparing.SETTING, "")
        kept = Keeping(work.connection)
        kept.clear()
        kept.relink(kept.all_links(), ())


def test_a_large_desk_is_filled_in_steps_and_may_be_stopped(stocked: Desk,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept_of(stocked._store)
    for name, number in (("LARGE", 1), ("WORTH_A_PROCESS", 10), ("NO_TIME", 10), ("FIGURES_AT_ONCE", 7),
                         ("KEYS_AT_ONCE", 50)):
        monkeypatch.setattr(comparing, name, number)
    monkeypatch.setattr(comparing, "compute", lambda call, given, _cancelled: call(given))
    was = [(one.id, one.finding.explanation) for one in stocked.queries.findings()]
    forget(stocked)
    own = Comparing(stocked._store)
    for looks in (3, 8, 30):
        assert own.whole(Stopping(looks)) is None
        assert own.is_due()
        row = stocked.queries.facts(FactFilter())[0]
        stocked.reviewing.edit(row.id, {"subject": f"别处{looks}"})
        stocked.reviewing.undo()
        assert own.is_due(), "no edit waits for the whole desk"
        now = [(one.id, one.finding.explanation) for one in stocked.queries.findings()]
        assert now == was, "the findings are those of before"
    assert own.whole() is not None
    assert not own.is_due()
    assert kept_of(stocked._store)[0] == before[0]
    as_a_whole(stocked)


def test_what_is_decided_while_the_whole_desk_is_compared_counts(stocked: Desk,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor goes on while a process compares: her decisions are compared after it."""
    row = next(row for row in stocked.queries.facts(FactFilter()) if "12.5" in row.fact.text)
    another = next(row for row in stocked.queries.facts(FactFilter()) if "860" in row.fact.text)

    def meanwhile(call: Callable[..., object], given: object, _cancelled: object) -> object:
        found = call(given)
        stocked.reviewing.decide([row.id], Status.REJECTED)
        stocked.reviewing.edit(another.id, {"value": "910"})
        stocked.settling.mark_scope(next(row for row in stocked.queries.findings()
                                         if row.finding.verdict is Verdict.CONFLICT))
        return found

    monkeypatch.setattr(comparing, "WORTH_A_PROCESS", 10)
    monkeypatch.setattr(comparing, "compute", meanwhile)
    assert stocked.checking.check_all().finished
    monkeypatch.undo()
    assert "across" not in {found.finding.kind for found in stocked.queries.findings(fact_id=row.id)}
    as_a_whole(stocked)


def test_a_check_that_is_stopped_says_how_far_it_came(stocked: Desk) -> None:
    done = stocked.checking.check_all(Stopping(1))
    assert (done.done, done.total, done.compared, done.finished) == (8, 14, False, False)
    assert len(done.changes.articles) == 8
    whole = stocked.checking.check_all()
    assert whole.finished
    assert whole.done == 14
