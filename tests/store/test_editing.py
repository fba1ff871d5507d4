"""Facts made by hand, corrections to the wording and imports withdrawn, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ecodesk.domain.decisions import Gone, Status
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.text import Span
from ecodesk.domain.views import FactFilter, FactRow
from ecodesk.services.desk import Desk

COPY = ("甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶340万吨，产值超过18亿元，"
        "每亩采茶2至3次，带动2.3万人就业。\n")
OTHER = "再访甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶9000吨，产值18.6亿元，山上还有30万亩竹林。\n"

Opener = Callable[..., Desk]


@pytest.fixture
def desk(desk_of: Opener, tmp_path: Path) -> Desk:
    """A desk of 王 with two real files imported as one batch."""
    (tmp_path / "甲.txt").write_text(COPY, encoding="utf-8")
    (tmp_path / "乙.txt").write_text(OTHER, encoding="utf-8")
    opened = desk_of("王")
    report = opened.importing.import_paths([tmp_path / "甲.txt", tmp_path / "乙.txt"])
    assert not report.failed
    return opened


def rows(desk: Desk) -> list[FactRow]:
    return desk.queries.facts(FactFilter())


def words(desk: Desk) -> list[str]:
    return [row.fact.text for row in rows(desk)]


def find(desk: Desk, text: str) -> FactRow:
    return next(row for row in rows(desk) if text in row.fact.text)


def span_of(desk: Desk, text: str) -> tuple[int, Span]:
    """The article that holds the words, and where."""
    for row in desk.queries.articles():
        at = desk.queries.article(row.id).article.clean.text.find(text)
        if at >= 0:
            return row.id, Span(at, at + len(text))
    raise AssertionError(text)


def state(desk: Desk) -> list[tuple[object, ...]]:
    """Everything an editor sees of the facts and the wording."""
    facts = [(row.fact, row.status, row.note, row.editor, row.verdict, row.documents) for row in rows(desk)]
    laid = [desk.queries.article(row.id).wordings for row in desk.queries.articles()]
    return [*facts, *[tuple((one.span, one.after) for one in item) for item in laid]]


def title(desk: Desk, redo: bool = False) -> str:
    label = desk.reviewing.redo_label() if redo else desk.reviewing.undo_label()
    return label.title if label else ""


def acts(desk: Desk) -> dict[str, Callable[[], object]]:
    """One of every kind of change made by hand, by the name that the menu gives it."""
    area = {"value": "5", "unit": "处"}
    return {
        "登记 1 条": lambda: desk.editing.add(desk.editing.draft(*span_of(desk, "面积")), area),
        "删去 2 条": lambda: desk.editing.remove([find(desk, "2.3万人").id, find(desk, "30万亩").id]),
        "拆开 1 条": lambda: desk.editing.split(find(desk, "2至3次").id),
        "并成一条": lambda: desk.editing.merge([find(desk, "340万吨").id, find(desk, "18亿元").id]),
        "改字 1 处": lambda: desk.rewording.reword(desk.rewording.draft(*span_of(desk, "340万吨")), "3400吨"),
        "撤回导入 2 篇 9 条": lambda: desk.withdrawals.withdraw(desk.queries.batches()[0].id),
    }


@pytest.mark.parametrize(
    "name", ["登记 1 条", "删去 2 条", "拆开 1 条", "并成一条", "改字 1 处", "撤回导入 2 篇 9 条"])
def test_every_kind_is_named_undone_and_done_again_across_restarts(desk: Desk, desk_of: Opener,
                                                                   name: str) -> None:
    before = state(desk)
    acts(desk)[name]()
    after = state(desk)
    assert after != before
    for _ in range(2):
        desk.close()
        desk = desk_of("王")
        assert title(desk) == name
        desk.reviewing.undo()
        assert state(desk) == before
        desk.close()
        desk = desk_of("王")
        assert title(desk, redo=True) == name
        desk.reviewing.redo()
        assert state(desk) == after
    assert all(row.ok for row in desk.maintenance.doctor())


def test_what_was_added_is_counted_checked_and_marked(desk: Desk) -> None:
    article, place = span_of(desk, "30万亩")
    desk.editing.remove([find(desk, "30万亩").id])
    assert "30万亩" not in words(desk)
    draft = desk.editing.draft(article, place)
    assert (draft.fact.value, draft.fact.unit, draft.fact.rule) == ("300000", "亩", "by-hand")
    made = desk.editing.add(draft, {"subject": "甲县茶园", "indicator": "面积", "period": "2023"})
    row = desk.queries.fact(made.facts[0])
    assert (row.fact.indicator, row.status, row.trust) == ("面积", Status.OPEN, None)
    area = find(desk, "12.5万亩")
    desk.editing.remove([area.id])
    again = desk.editing.draft(*span_of(desk, "12.5万亩"))
    assert find(desk, "12.5万亩").documents == 1
    made_again = desk.editing.add(again, {})
    assert desk.queries.fact(made_again.facts[0]).documents == 2, "the checks compare it like any other"
    assert desk.queries.counts(FactFilter()).total == len(rows(desk))
    with pytest.raises(UsageError) as refused:
        desk.editing.draft(article, place)
    assert refused.value.code == "services.fact-there"


def test_what_was_taken_out_can_be_found_and_put_back(desk: Desk) -> None:
    row = find(desk, "2.3万人")
    desk.reviewing.decide([row.id], Status.VERIFIED)
    counted = desk.queries.articles()[0].facts
    desk.editing.remove([row.id])
    assert desk.queries.articles()[0].facts == counted - 1
    assert desk.queries.next_open(None) != row.id
    assert [item.id for item in desk.editing.removed(row.article_id)] == [row.id]
    desk.editing.restore([row.id])
    assert desk.queries.fact(row.id).status is Status.OPEN
    assert title(desk) == "恢复删去的 1 条"
    last = desk.queries.history(row.id)[0].decision.changes[-1]
    assert (last.field, last.before, last.after) == ("gone", "removed", "")


def test_a_range_is_split_into_its_ends_and_made_one_again(desk: Desk) -> None:
    whole = find(desk, "2至3次")
    made = desk.editing.split(whole.id)
    low, high = (desk.queries.fact(number).fact for number in made.facts)
    assert [(one.text, one.value, one.unit) for one in (low, high)] == [("2", "2", "次"), ("3次", "3", "次")]
    assert low.subject == whole.fact.subject
    assert "2至3次" not in words(desk)
    again = desk.editing.merge(made.facts)
    one = desk.queries.fact(again.facts[0]).fact
    assert (one.text, one.value, one.value_high, one.unit) == ("2至3次", "2", "3", "次")
    with pytest.raises(UsageError) as refused:
        desk.editing.split(find(desk, "2.3万人").id)
    assert refused.value.code == "services.split-where"


def test_facts_far_apart_or_of_two_articles_are_not_made_one(desk: Desk) -> None:
    for pair in (("12.5万亩", "2.3万人"), ("340万吨", "9000吨")):
        with pytest.raises(UsageError) as refused:
            desk.editing.merge([find(desk, text).id for text in pair])
        assert refused.value.code == "services.merge-apart"
    with pytest.raises(UsageError):
        desk.editing.merge([find(desk, "340万吨").id])


def test_a_verified_figure_whose_words_change_is_open_again_and_says_why(desk: Desk) -> None:
    row = find(desk, "340万吨")
    desk.reviewing.decide([row.id], Status.VERIFIED)
    article, place = span_of(desk, "340万吨")
    desk.rewording.reword(desk.rewording.draft(article, place), "3400吨", "掉了小数点")
    now = desk.queries.fact(row.id)
    assert (now.fact.value, now.status) == ("3400", Status.OPEN)
    assert "“340万吨”改为“3400吨”，原为已核" in now.note
    assert desk.queries.article(article).article.clean.text == COPY.strip().replace("\n\n", "\n")
    assert "年产干茶3400吨，产值" in desk.rewording.text_of(article)
    (line,) = desk.queries.wording_log()
    assert (line.wording.before, line.wording.after, line.wording.note) == ("340万吨", "3400吨", "掉了小数点")


def test_words_that_leave_the_digits_alone_leave_the_decision_alone(desk: Desk) -> None:
    row = find(desk, "18亿元")
    desk.reviewing.decide([row.id], Status.VERIFIED)
    article, place = span_of(desk, "年产")
    desk.rewording.reword(desk.rewording.draft(article, place), "一年出产")
    assert desk.queries.fact(row.id).status is Status.VERIFIED
    assert "一年出产干茶340万吨" in desk.rewording.text_of(article)


def test_corrections_of_the_same_words_grow_together_and_can_be_taken_away(desk: Desk) -> None:
    article, place = span_of(desk, "干茶")
    desk.rewording.reword(desk.rewording.draft(article, place), "茶叶")
    _, wider = span_of(desk, "年产干茶")
    draft = desk.rewording.draft(article, wider)
    assert (draft.before, draft.after) == ("年产干茶", "年产茶叶")
    desk.rewording.reword(draft, "全年产茶")
    laid = desk.queries.article(article).wordings
    assert [(one.before, one.after) for one in laid] == [("年产干茶", "全年产茶")]
    desk.rewording.take_back(laid)
    assert title(desk) == "取消改字 1 处"
    assert desk.queries.article(article).wordings == ()
    desk.reviewing.undo()
    desk.reviewing.undo()
    assert [one.after for one in desk.queries.article(article).wordings] == ["茶叶"]


def test_what_a_colleague_decided_since_is_not_undone(desk: Desk, desk_of: Opener) -> None:
    other = desk_of("李")
    made = desk.editing.add(desk.editing.draft(*span_of(desk, "面积")), {"value": "5", "unit": "处"})
    other.reviewing.decide(made.facts, Status.VERIFIED)
    with pytest.raises(StaleError) as refused:
        desk.reviewing.undo()
    assert refused.value.values["editor"] == "李"
    assert desk.queries.fact(made.facts[0]).gone is Gone.HERE


def test_two_editors_at_the_same_words(desk: Desk, desk_of: Opener) -> None:
    other = desk_of("李")
    article, place = span_of(desk, "干茶")
    mine, theirs = desk.rewording.draft(article, place), other.rewording.draft(article, place)
    other.rewording.reword(theirs, "茶叶")
    with pytest.raises(StaleError) as refused:
        desk.rewording.reword(mine, "毛茶")
    assert refused.value.values["editor"] == "李"
    desk.rewording.reword(desk.rewording.draft(article, place), "毛茶")
    with pytest.raises(StaleError) as refused:
        other.reviewing.undo()
    assert refused.value.code == "services.wording-stale"
    assert [one.after for one in desk.queries.article(article).wordings] == ["毛茶"]


def test_a_withdrawn_import_is_in_no_list_and_can_be_imported_anew(desk: Desk, tmp_path: Path) -> None:
    batch = desk.queries.batches()[0].id
    extent = desk.withdrawals.extent(batch)
    assert (extent.articles, extent.facts) == (2, 9)
    desk.withdrawals.withdraw(batch)
    assert desk.queries.batches() == []
    assert rows(desk) == []
    assert desk.queries.findings() == []
    assert desk.queries.next_open(None) is None
    report = desk.importing.import_paths([tmp_path / "甲.txt"])
    assert [row.articles for row in report.rows] == [1]
    assert len(desk.queries.articles()) == 1
    with pytest.raises(StaleError) as refused:
        desk.reviewing.undo()
    assert refused.value.code == "services.imported-again"
    assert all(row.ok for row in desk.maintenance.doctor())


def test_an_import_that_a_colleague_worked_on_is_not_withdrawn(desk: Desk, desk_of: Opener) -> None:
    other = desk_of("李")
    batch = desk.queries.batches()[0].id
    with pytest.raises(UsageError) as theirs:
        other.withdrawals.withdraw(batch)
    assert theirs.value.code == "services.withdraw-theirs"
    other.reviewing.decide([find(desk, "340万吨").id], Status.VERIFIED)
    with pytest.raises(StaleError) as refused:
        desk.withdrawals.withdraw(batch)
    assert refused.value.values["editor"] == "李"
    assert len(desk.queries.batches()) == 1


def test_older_versions_come_back_when_the_newer_import_is_withdrawn(desk: Desk, tmp_path: Path) -> None:
    row = find(desk, "18亿元")
    desk.reviewing.decide([row.id], Status.VERIFIED)
    before = state(desk)
    newer = tmp_path / "改稿" / "甲.txt"
    newer.parent.mkdir()
    newer.write_text(COPY.replace("340万吨", "3400吨"), encoding="utf-8")
    desk.importing.import_paths([newer])
    assert "3400吨" in words(desk)
    after = state(desk)
    desk.withdrawals.withdraw(desk.queries.batches()[-1].id)
    assert state(desk) == before
    desk.reviewing.undo()
    assert state(desk) == after
    desk.reviewing.redo()
    assert state(desk) == before
