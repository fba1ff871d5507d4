"""The unit of work: what goes in comes out the same, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from copy_samples import NOW, TEXT, fact_of, facts_of, fill, reading_of
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ecodesk.domain.decisions import Decision, FieldChange, Status
from ecodesk.domain.errors import StoreError
from ecodesk.domain.findings import Extent, Finding, Suggestion, Verdict
from ecodesk.domain.text import Span
from ecodesk.domain.views import FactFilter
from ecodesk.store.store import Store, open_store


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    article_id, _ = fill(store)
    with store.reading() as lists:
        detail = lists.article(article_id)
    reading = reading_of()
    assert detail is not None
    assert detail.article == reading.articles[0]
    assert detail.article.clean.offsets.to_source(0) == 1
    assert (detail.source, detail.encoding) == (f" {TEXT}", "utf-8")


def test_facts_come_back_as_they_went_in(store: Store) -> None:
    fill(store)
    with store.reading() as lists:
        rows = lists.facts(FactFilter())
    assert [row.fact for row in rows] == facts_of(reading_of().articles[0])
    assert all(row.original == row.fact and row.status is Status.OPEN and row.revision == 1 for row in rows)


def test_numbers_stay_exact(store: Store) -> None:
    exact = "1234567890123456789.0123456789"
    reading = reading_of(text="一共12件。")
    with store.begin() as work:
        batch = work.add_batch("批次", "王", NOW)
        (article_id,) = work.add_reading(batch, reading).values()
        work.add_facts(batch, article_id, [fact_of(reading.articles[0], "12件", exact, "件")])
    with store.reading() as lists:
        (row,) = lists.facts(FactFilter())
        magnitude = lists.connection.execute(text("SELECT magnitude FROM fact")).scalar()
    assert row.fact.number == Decimal(exact)
    assert magnitude == pytest.approx(float(exact))


def test_characters_that_no_database_takes_are_marked_and_spans_stay(store: Store) -> None:
    article_id, _ = fill(store, text=TEXT.replace("干茶", "\x00茶"))
    with store.reading() as lists:
        detail = lists.article(article_id)
    assert detail is not None
    assert detail.article.clean.text == TEXT.replace("干茶", "\ufffd茶")


def test_an_error_takes_everything_back(store: Store) -> None:
    with pytest.raises(AttributeError), store.begin() as work:
        work.add_reading(work.add_batch("批次", "王", NOW), None)  # type: ignore[arg-type]
    with store.reading() as lists:
        assert lists.batches() == []


def test_the_same_content_is_known_by_its_digest(store: Store) -> None:
    fill(store, "原名.txt")
    with store.reading() as lists:
        assert lists.known_file(reading_of("另一个名字.txt").file.sha256) == ("原名.txt", "批次")
        assert lists.known_file(reading_of(text="别的内容，共3件。").file.sha256) is None


def test_a_unit_of_work_inside_another_is_a_bug(store: Store) -> None:
    with store.begin(), pytest.raises(RuntimeError), store.begin():
        pass
    with store.begin() as work:
        work.meet_editor("王")


def test_many_threads_write_and_read(store: Store) -> None:
    failed: list[Exception] = []

    def write(number: int) -> None:
        try:
            for turn in range(5):
                fill(store, f"{number}-{turn}.txt", f"第{number}号第{turn}次：{TEXT}")
                with store.reading() as lists:
                    lists.counts(FactFilter())
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with store.reading() as lists:
        assert lists.counts(FactFilter()).total == 6 * 5 * 4
        assert len(lists.articles()) == 30


def test_two_programs_write_one_after_the_other(store: Store, url: str) -> None:
    other = open_store(url)

    def write(name: str, desk: Store) -> None:
        for turn in range(10):
            fill(desk, f"{name}{turn}.txt", f"{name}{turn}：{TEXT}")

    threads = [threading.Thread(target=write, args=pair) for pair in (("甲", store), ("乙", other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with other.reading() as lists:
        assert len(lists.articles()) == 20
    other.close()


def _decide(store: Store, fact_id: int) -> None:
    with store.begin() as work:
        row = work.hold_facts([fact_id])[fact_id]
        fact = replace(row.fact, unit="公顷")
        step = work.add_step("王", NOW, "corrected", 1)
        work.add_decisions(step, [Decision(0, 0, fact_id, row.status, Status.CORRECTED,
                                           (FieldChange("unit", "亩", "公顷"),), "查过", "年鉴", "王", NOW)])
        work.set_facts([replace(row, fact=fact, status=Status.CORRECTED, note="查过", source="年鉴",
                                editor="王", decided_at=NOW)])


def test_a_correction_keeps_the_extracted_fields_apart(store: Store) -> None:
    _, ids = fill(store)
    _decide(store, ids[1])
    with store.reading() as lists:
        row = lists.fact(ids[1])
        (line,) = lists.history(ids[1])
    assert row is not None
    assert (row.fact.unit, row.original.unit, row.revision) == ("公顷", "亩", 2)
    assert (row.editor, row.decided_at, row.note, row.source) == ("王", NOW, "查过", "年鉴")
    assert line.decision.changes == (FieldChange("unit", "亩", "公顷"),)
    assert (line.decision.at, line.row.id) == (NOW, ids[1])


@pytest.mark.parametrize("statement", [
    "UPDATE decision SET note = 'x'",
    "DELETE FROM decision",
    "UPDATE step SET editor = '王'",
    "DELETE FROM step",
])
def test_the_audit_trail_refuses_to_be_rewritten_even_by_raw_sql(store: Store, statement: str) -> None:
    _, ids = fill(store)
    _decide(store, ids[1])
    with pytest.raises(DBAPIError, match="append-only"), store.begin() as work:
        work.connection.execute(text(statement))
    with store.reading() as lists:
        assert lists.history(ids[1])[0].decision.note == "查过"


def _finding(store: Store, ids: list[int], verdict: Verdict, article: str = "") -> Finding:
    with store.reading() as lists:
        rows = lists.facts_by_id(ids)
    facts = tuple(rows[number].fact for number in ids)
    meant = Suggestion(facts[0].id, "value", "2", "2吨")
    usual = Extent("1", "3", "吨", "常见")
    return Finding("sum", verdict, facts, "说明", "1 + 1 = 3", "±0.5", meant, usual,
                   article or facts[0].article_id, Span(0, 2))


def _row_ids(store: Store) -> dict[str, int]:
    with store.reading() as lists:
        facts = {row.fact.id: row.id for row in lists.facts(FactFilter())}
        return facts | {article.id: key for key, article in lists.article_texts(lists.article_ids()).items()}


def test_a_finding_comes_back_as_it_went_in_and_marks_its_facts(store: Store) -> None:
    article_id, ids = fill(store)
    finding = _finding(store, ids[1:3], Verdict.FAILS)
    with store.begin() as work:
        changed = work.replace_inside([article_id], [finding], _row_ids(store))
    assert changed == frozenset(ids[1:3])
    with store.reading() as lists:
        (row,) = lists.findings(article_id)
        assert row.finding == finding
        assert [fact.id for fact in row.rows] == ids[1:3]
        assert [fact.verdict for fact in lists.facts(FactFilter())] == [None, *[Verdict.FAILS] * 2, None]


def test_a_fact_shows_the_worst_of_its_findings_and_the_documents_of_its_group(store: Store) -> None:
    first, ids = fill(store)
    _, others = fill(store, "乙县.txt", f"乙县来稿。{TEXT}")
    inside = _finding(store, ids[1:2], Verdict.HOLDS)
    across = replace(_finding(store, [ids[1], others[1]], Verdict.CONFLICT), article_id="", kind="group")
    numbers = _row_ids(store)
    with store.begin() as work:
        work.replace_inside([first], [inside], numbers)
        work.replace_across(None, [across], numbers)
    with store.reading() as lists:
        row = lists.fact(ids[1])
        assert row is not None
        assert (row.verdict, row.kind, row.documents) == (Verdict.CONFLICT, "group", 2)
        assert len(lists.findings(fact_id=ids[1])) == 2
    with store.begin() as work:
        assert work.replace_across(None, [], numbers) == {ids[1], others[1]}
    with store.reading() as lists:
        row = lists.fact(ids[1])
        assert row is not None
        assert (row.verdict, row.kind, row.documents) == (Verdict.HOLDS, "sum", 1)


def test_only_the_findings_of_the_scope_are_replaced(store: Store) -> None:
    _, ids = fill(store)
    _, others = fill(store, "乙县.txt", f"乙县来稿。{TEXT}")
    areas = replace(_finding(store, [ids[1], others[1]], Verdict.SAME), article_id="")
    tons = replace(_finding(store, [ids[2], others[2]], Verdict.SAME), article_id="")
    numbers = _row_ids(store)
    with store.begin() as work:
        work.replace_across(None, [areas, tons], numbers)
    with store.begin() as work:
        assert work.replace_across([ids[1], others[1]], [], numbers) == {ids[1], others[1]}
    with store.reading() as lists:
        assert [row.finding.facts[0].unit for row in lists.findings()] == ["吨"]


def test_a_finding_about_an_unknown_fact_is_a_bug(store: Store) -> None:
    article_id, ids = fill(store)
    finding = _finding(store, ids[1:2], Verdict.FAILS)
    with pytest.raises(KeyError), store.begin() as work:
        work.replace_inside([article_id], [finding], {})
    with store.reading() as lists:
        assert lists.findings() == []


def test_a_desk_held_by_another_program_is_told_as_busy(store: Store, url: str,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("a server lets writers wait")
    monkeypatch.setattr("ecodesk.store.engine.BUSY_SECONDS", 0.2)
    hurried = open_store(url)
    with store.begin() as work:
        work.meet_editor("王")
        with pytest.raises(StoreError) as refused, hurried.begin():
            pass
    assert refused.value.code == "store.busy"
    hurried.close()


def _hang_up(url: str) -> str:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                      "WHERE datname = current_database() AND pid <> pg_backend_pid()")
    return "王"


@pytest.mark.postgresql
def test_a_server_that_hangs_up_is_told_and_the_next_write_goes_on(store: Store, url: str) -> None:
    if url.startswith("sqlite"):
        pytest.skip("about servers only")
    with pytest.raises(StoreError) as refused, store.begin() as work:
        work.meet_editor(_hang_up(url))
    assert refused.value.code == "store.unreachable"
    fill(store)
    with store.reading() as lists:
        assert len(lists.articles()) == 1


def test_a_program_killed_in_mid_write_loses_nothing_that_was_committed(store: Store, url: str) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("a server keeps its own promises")
    fill(store)
    code = (
        "import os, sys\n"
        "from ecodesk.store.store import open_store\n"
        "from datetime import UTC, datetime\n"
        "with open_store(sys.argv[1]).begin() as work:\n"
        "    for number in range(200):\n"
        "        work.add_batch('半截', '王', datetime.now(UTC))\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, url], check=False, timeout=60,
                          cwd=Path(__file__).resolve().parents[2])
    assert done.returncode == -9
    with store.reading() as lists:
        assert [row.title for row in lists.batches()] == ["批次"]
    assert store.integrity() == []
