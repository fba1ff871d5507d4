"""A desk of the first version, brought up to one that knows versions and variants of articles."""

from __future__ import annotations

import shutil
from pathlib import Path

from copy_samples import TEXT
from sqlalchemy import text

from ecodesk.domain.entries import Entry, EntryState
from ecodesk.domain.views import FactFilter
from ecodesk.store import schema
from ecodesk.store.engine import make_engine, parse_url
from ecodesk.store.sketches import sketch_of
from ecodesk.store.store import open_store

ROWS = (
    "INSERT INTO editor (name) VALUES ('王')",
    "INSERT INTO batch (id, title, editor, created) "
    "VALUES (1, '旧批', '王', '2026-01-02T03:04:05.000000+00:00')",
    "INSERT INTO source_file (id, batch_id, sha256, name, text, media, encoding, articles) "
    "VALUES (1, 1, 'd', '甲县.txt', :text, 'text/plain', 'utf-8', 1)",
    "INSERT INTO article (id, key, batch_id, file_id, document, number, title, published, author, publisher, "
    "text, sha256, offsets, blocks, damage, damages) "
    "VALUES (1, 'd-1', 1, 1, '甲县', 1, '茶', '', '', '', :text, 's', '[]', '[]', '[]', 0)",
    'INSERT INTO fact (id, key, article_id, batch_id, start, "end", text, sentence, subject, indicator, '
    "value, value_high, unit, qualifier, measure, period, place, modality, rule, confidence, step, "
    "magnitude, original, claim, status, revision, note, source, editor, decided_at, verdict, severity, "
    "kind, documents) VALUES (1, 'd-1:4-10', 1, 1, 4, 10, '12.5万亩', :text, '', '', '125000', '', '亩', '', "
    "'amount', '', '', "
    "'actual', 'hand', 1, '1000', 125000, '', false, 'verified', 2, '', '', '王', "
    "'2026-01-02T03:04:06.000000+00:00', '', 0, '', 1)",
    "INSERT INTO step (id, editor, at, action, count, undoes, redoes) "
    "VALUES (1, '王', '2026-01-02T03:04:06.000000+00:00', 'verified', 1, 0, 0)",
    "INSERT INTO decision (id, step_id, fact_id, status_before, status, changes, note, source) "
    "VALUES (1, 1, 1, 'open', 'verified', '', '', '')",
)


def first_desk(url: str, folder: Path, known: int = 1) -> None:
    """A desk as the first release left it, with one article, one fact and one decision.

    `known` is the last migration that it knows.
    """
    later = [f"v{number:04}*" for number in range(known + 1, schema.newest_version() + 1)]
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", *later))
    engine = make_engine(parse_url(url))
    schema.prepare(engine, folder)
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row), {"text": TEXT} if ":text" in row else {})
    engine.dispose()


def test_a_desk_of_the_first_version_keeps_all_it_has(url: str, tmp_path: Path) -> None:
    first_desk(url, tmp_path / "first")
    store = open_store(url)
    with store.reading() as lists:
        assert [(row.title, row.articles, row.decided) for row in lists.batches()] == [("旧批", 1, 1)]
        (row,) = lists.facts(FactFilter())
        assert [item.decision.carried_from for item in lists.history(row.id)] == [0]
        assert lists.families() == {}
        assert lists.unfinished_batch("王", "") is None, "what was imported then was finished"
        stored = lists.connection.execute(text("SELECT hash FROM sketch ORDER BY hash")).scalars().all()
    assert stored == sketch_of(TEXT)
    assert store.guards() == {"decision", "step", "entry", "ruling", "reference_change", "wording"}
    store.close()


def test_the_file_is_copied_before(sqlite_file: Path, tmp_path: Path) -> None:
    first_desk(f"sqlite:///{sqlite_file}", tmp_path / "first")
    open_store(f"sqlite:///{sqlite_file}").close()
    assert sqlite_file.with_name(f"desk.sqlite3.before-{schema.newest_version():04}").exists()


def test_versions_of_the_second_release_are_kept(url: str, tmp_path: Path) -> None:
    first_desk(url, tmp_path / "second", 2)
    engine = make_engine(parse_url(url))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO version (step_id, older_id, newer_id) VALUES (1, 1, 1)"))
    engine.dispose()
    store = open_store(url)
    with store.reading() as lists:
        assert lists.versions_of_step(1) == [(1, 1)]
        detail = lists.article(1)
        assert detail is not None
        assert detail.article.photographer == ""
    store.close()


def test_a_desk_without_a_dictionary_gets_one(url: str, tmp_path: Path) -> None:
    first_desk(url, tmp_path / "fourth", 4)
    store = open_store(url)
    word = Entry("subject", "甲县茶", "甲县茶叶集团")
    with store.begin() as work:
        assert [row.fact.rewritten for row in work.facts(FactFilter())] == [()]
        assert (work.said_entries(), work.corrections(), work.entry_uses()) == ({}, [], {})
        work.say_entries(1, [(word, EntryState.ACTIVE)])
    with store.reading() as lists:
        (said,) = lists.said_entries().values()
    assert (said.entry, said.state, said.revision, said.editor) == (word, EntryState.ACTIVE, 1, "王")
    store.close()


def test_a_desk_on_which_nobody_could_rule_keeps_its_findings(url: str, tmp_path: Path) -> None:
    first_desk(url, tmp_path / "fifth", 5)
    engine = make_engine(parse_url(url))
    with engine.begin() as connection:
        connection.execute(text(
            "INSERT INTO finding (id, kind, verdict, severity, across, documents, explanation, formula, "
            "tolerance, suggestion, extent) "
            "VALUES (1, 'across', 'conflict', 9, true, 2, '', '', '', '', '')"))
        connection.execute(text("INSERT INTO finding_fact (finding_id, position, fact_id) VALUES (1, 0, 1)"))
    engine.dispose()
    store = open_store(url)
    with store.reading() as lists:
        (row,) = lists.findings()
        assert (row.finding.settlement, row.finding.outliers) == (None, ())
        assert lists.standing_rulings() == []
    store.close()
