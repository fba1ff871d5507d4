"""The unit of work: everything that writes, inside one transaction on the write lane."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Table, func, insert, select, text, update

from ecodesk.domain.decisions import Decision, Gone, Status
from ecodesk.domain.entries import Entry, EntryState
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding
from ecodesk.domain.text import Article, Reading
from ecodesk.domain.views import FactRow
from ecodesk.domain.wordings import Wording
from ecodesk.store import entries, rulings, verdicts, versions, withdrawals, wordings
from ecodesk.store.bulk import chunks, insert_many, update_many
from ecodesk.store.codec import (
    digest,
    dump,
    dump_blocks,
    dump_changes,
    dump_damage,
    dump_offsets,
    dump_reasons,
    dump_rewritten,
    magnitude_of,
    moment_text,
    storable,
)
from ecodesk.store.reference_work import ReferenceWork
from ecodesk.store.rows import fact_row_of, select_facts, stored_fields
from ecodesk.store.rulings import Say
from ecodesk.store.tables import ARTICLE, BATCH, DECISION, FACT, SOURCE_FILE, STEP, VERSION
from ecodesk.store.versions import Candidate

_FRESH: dict[str, object] = {
    "original": "", "gone": Gone.HERE, "status": Status.OPEN, "revision": 1, "note": "", "source": "",
    "editor": "", "decided_at": "", "verdict": "", "severity": 0, "kind": "", "documents": 1,
}


class Work(ReferenceWork):
    """Writes of one transaction; it also reads what it has written. Leave `store.begin()` to commit."""

    def meet_editor(self, name: str) -> None:
        """Make sure that the editor is known."""
        # Two programs may meet the same editor at once: the second waits for the first and finds it done.
        self.connection.execute(text("INSERT INTO editor (name) VALUES (:name) ON CONFLICT DO NOTHING"),
                                {"name": name})

    def set_setting(self, name: str, value: str) -> None:
        """Set something for all who share the desk, in place of what was set under the name."""
        self.connection.execute(
            text("INSERT INTO meta (name, value) VALUES (:name, :value) "
                 "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
            {"name": name, "value": storable(value)},
        )

    def hold_setting(self, name: str) -> None:
        """Keep others from setting this until the work is over, so that what was read of it still holds."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(
                text("INSERT INTO meta (name, value) VALUES (:name, '') "
                     "ON CONFLICT (name) DO UPDATE SET value = meta.value"), {"name": name})

    def known_file(self, sha256: str) -> tuple[str, str] | None:
        """As in every list, and no other program can add the same file until the work is over."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(text("LOCK TABLE source_file IN SHARE ROW EXCLUSIVE MODE"))
        return super().known_file(sha256)

    def add_batch(self, title: str, editor: str, at: datetime, origin: str = "") -> int:
        """A new batch, not finished yet; returns its row id. `origin` is a digest of the paths asked for."""
        self.meet_editor(editor)
        return self._insert(BATCH, {"title": storable(title), "editor": editor, "created": moment_text(at),
                                    "origin": origin, "finished": False, "withdrawn": False})

    def finish_batch(self, batch_id: int, *, finished: bool = True) -> None:
        """Mark that all files of a batch have been dealt with, or that some more are on their way."""
        self.connection.execute(update(BATCH).where(BATCH.c.id == batch_id).values(finished=finished))

    def add_reading(self, batch_id: int, reading: Reading) -> dict[str, int]:
        """The file and its articles; returns the row id of each article by its key.

        A file whose import was withdrawn must have been taken over before (`take_over_file`).
        """
        file_id = self._insert(SOURCE_FILE, {
            "batch_id": batch_id, "sha256": reading.file.sha256, "name": storable(reading.file.name),
            "text": storable(reading.source.text), "media": reading.source.media,
            "encoding": reading.source.encoding, "articles": len(reading.articles),
        })
        return self.add_articles(batch_id, file_id, reading.articles)

    def add_articles(self, batch_id: int, file_id: int, articles: Iterable[Article]) -> dict[str, int]:
        """Articles of a file that is there; returns the row id of each by its key."""
        return {item.id: self._insert(ARTICLE, _article_values(item, batch_id, file_id)) for item in articles}

    def take_over_file(self, sha256: str, batch_id: int, articles: int) -> tuple[int, int] | None:
        """Give a file whose import was withdrawn to a new batch; its row id and its last article's number.

        None where there is none: the file is new.
        """
        return withdrawals.take_over(self.connection, sha256, batch_id, articles)

    def withdraw(self, step: int, pairs: Sequence[tuple[int, int]]) -> None:
        """Take articles out as part of a step: each is superseded by an older one, or by itself."""
        self.connection.execute(insert(VERSION), [
            {"step_id": step, "older_id": article, "newer_id": older} for article, older in pairs
        ])
        withdrawals.turn(self.connection, pairs, back=False)

    def turn_withdrawal(self, pairs: Sequence[tuple[int, int]], *, back: bool) -> None:
        """Bring withdrawn articles back, or take them out again."""
        withdrawals.turn(self.connection, pairs, back=back)

    def meet_alike(self, batch_id: int, articles: Mapping[int, Article]) -> dict[int, list[Candidate]]:
        """Sketch new articles and find what they may be versions or variants of, by their row ids.

        First those alike by sketch, then the articles of other batches whose file had the same name.
        """
        texts = {number: storable(article.clean.text) for number, article in articles.items()}
        near = versions.alike(self.connection, versions.add_sketches(self.connection, texts))
        named = versions.of_document(self.connection, {item.document for item in articles.values()}, batch_id)
        stored = versions.candidates(self.connection, (other for ids in near.values() for other in ids))
        found: dict[int, list[Candidate]] = {}
        for number in articles:
            close = [stored[other] for other in near[number] if other in stored]
            found[number] = close + [item for item in named if item not in close]
        return found

    def join_families(self, families: Mapping[int, int]) -> None:
        """Write beside each article which one is the first of those that are nearly the same."""
        versions.join_families(self.connection, families)

    def add_parted(self, origin: int, articles: Sequence[Article]) -> dict[int, Article]:
        """New articles of the file that article `origin` is from, with keys of their own, by row id."""
        place = select(ARTICLE.c.batch_id, ARTICLE.c.file_id, SOURCE_FILE.c.sha256).join_from(
            ARTICLE, SOURCE_FILE, ARTICLE.c.file_id == SOURCE_FILE.c.id).where(ARTICLE.c.id == origin)
        batch_id, file_id, sha256 = self.connection.execute(place).one()
        serial = versions.last_serial(self.connection, file_id) + 1
        fresh = [replace(item, id=f"{sha256[:12]}-{number}") for number, item in enumerate(articles, serial)]
        ids = {self._insert(ARTICLE, _article_values(item, batch_id, file_id)): item for item in fresh}
        versions.add_sketches(self.connection,
                              {number: storable(item.clean.text) for number, item in ids.items()})
        return ids

    def supersede(self, step: int, pairs: Sequence[tuple[int, int]]) -> None:
        """Put the newer article in place of the older one, pair by pair, as part of a step."""
        versions.supersede(self.connection, step, pairs)

    def turn_versions(self, pairs: Sequence[tuple[int, int]], *, back: bool, parted: bool) -> None:
        """Bring the older articles back, or put the newer ones in their place again.

        `parted`: the newer ones hold the same words as the older ones, so that they go as those come.
        """
        versions.turn(self.connection, pairs, back=back, parted=parted)

    def number_articles(self, ids: Iterable[int]) -> None:
        """Number the current articles of the files of these articles in the order of their source text."""
        versions.number_articles(self.connection, ids)

    def add_made_facts(self, facts: Mapping[int, Sequence[Fact]]) -> list[FactRow]:
        """Facts made by hand, by the article's row id; each gets a key of its own.

        Returns them as stored, in order; they are not in the lists yet.
        """
        made: list[int] = []
        for article_id, own in facts.items():
            place = select(ARTICLE.c.batch_id, ARTICLE.c.key).where(ARTICLE.c.id == article_id)
            batch_id, article_key = self.connection.execute(place).one()
            count = select(func.count()).where(FACT.c.article_id == article_id)
            first = int(self.connection.execute(count).scalar() or 0) + 1
            for number, fact in enumerate(own, first):
                key = f"{article_key}:{fact.span.start}-{fact.span.end}h{number}"
                values = _fact_values(replace(fact, id=key), batch_id, article_id)
                made.append(self._insert(FACT, {**values, "gone": Gone.UNMADE}))
        rows = self.hold_facts(made)
        return [rows[number] for number in made]

    def add_facts(self, batch_id: int, article_id: int, facts: Sequence[Fact]) -> dict[str, int]:
        """Facts of one article in reading order; returns the row id of each by its key."""
        return self.add_all_facts(batch_id, {article_id: facts})

    def add_all_facts(self, batch_id: int, facts: Mapping[int, Sequence[Fact]]) -> dict[str, int]:
        """Facts of several new articles, by the article's row id; returns the row id of each by its key."""
        insert_many(self.connection, FACT, [_fact_values(fact, batch_id, article_id)
                                            for article_id, own in facts.items() for fact in own])
        return {
            row[0]: row[1] for part in chunks(facts)
            for row in self.connection.execute(
                select(FACT.c.key, FACT.c.id).where(FACT.c.article_id.in_(part)))
        }

    def hold_facts(self, ids: Iterable[int]) -> dict[int, FactRow]:
        """The facts as they are, kept from other writers until the work is over. Unknown ids are left out."""
        held: dict[int, FactRow] = {}
        for part in chunks(ids):
            query = select_facts(gone=True).where(FACT.c.id.in_(part)).order_by(FACT.c.id)
            query = query.with_for_update(of=FACT)
            for row in self.connection.execute(query).mappings():
                held[row["id"]] = fact_row_of(row)
        return held

    def add_step(self, editor: str, at: datetime, action: str, count: int, *, undoes: int = 0,
                 redoes: int = 0) -> int:
        """A new action of an editor; returns its number."""
        self.meet_editor(editor)
        return self._insert(STEP, {
            "editor": editor, "at": moment_text(at), "action": action, "count": count,
            "undoes": undoes, "redoes": redoes,
        })

    def hold_entries(self) -> None:
        """Keep other programs from saying something about entries until the work is over."""
        entries.hold(self.connection)

    def say_entries(self, step: int, said: Sequence[tuple[Entry, EntryState]]) -> None:
        """Add what a step says about entries, held before."""
        entries.say(self.connection, step, said)

    def turn_entries(self, step: int, turned: int, editor: str, *, back: bool) -> None:
        """What a step said about entries taken back, or said again, as part of another step.

        StaleError when another editor has spoken since.
        """
        entries.turn(self.connection, step, turned, editor, back=back)

    def hold_wordings(self) -> None:
        """Keep other programs from saying something about wordings until the work is over."""
        wordings.hold(self.connection)

    def say_wordings(self, step: int, said: Sequence[tuple[Wording, bool]]) -> None:
        """Lay corrections over texts (True) or take them away, as part of a step; held before."""
        wordings.say(self.connection, step, said)

    def turn_wordings(self, step: int, turned: int, editor: str, *, back: bool) -> frozenset[int]:
        """What a step said about wordings taken back, or said again, as part of another; its articles.

        StaleError when another editor has corrected the same words since.
        """
        return frozenset(wordings.turn(self.connection, step, turned, editor, back=back))

    def hold_rulings(self) -> None:
        """Keep other programs from ruling about groups until the work is over."""
        rulings.hold(self.connection)

    def say_rulings(self, step: int, said: Sequence[Say]) -> None:
        """Add what a step rules, held before."""
        rulings.say(self.connection, step, said)

    def turn_rulings(self, step: int, turned: int, editor: str, *, back: bool) -> list[int]:
        """What a step ruled taken back, or ruled again, as part of another step; the facts concerned.

        StaleError when another editor has ruled on the same pair since.
        """
        return rulings.turn(self.connection, step, turned, editor, back=back)

    def add_decisions(self, step: int, decisions: Sequence[Decision]) -> None:
        """Decisions of one step; their own `id`, `step`, `editor` and `at` are not looked at."""
        insert_many(self.connection, DECISION, [
            {"step_id": step, "fact_id": item.fact_id, "status_before": str(item.status_before),
             "status": str(item.status), "changes": dump_changes(item.changes),
             "note": storable(item.note), "source": storable(item.source),
             "carried_from": item.carried_from}
            for item in decisions
        ])

    def set_facts(self, rows: Sequence[FactRow]) -> None:
        """Write fields, status, note, source, editor and time of facts held before, at the next revision."""
        update_many(self.connection, FACT, [_state_values(row) for row in rows], "revision = revision + 1")

    def replace_inside(self, article_ids: Collection[int], findings: Sequence[Finding],
                       ids: Mapping[str, int]) -> frozenset[int]:
        """Replace all findings inside the articles; returns the facts whose summary changed.

        `ids` gives the row id of every fact the findings use, and of every article, by key.
        """
        verdicts.hold(self.connection)
        touched = verdicts.replace_inside(self.connection, article_ids, findings, ids)
        return verdicts.summarise(self.connection, touched)

    def replace_across(self, fact_ids: Collection[int] | None, findings: Sequence[Finding],
                       ids: Mapping[str, int]) -> frozenset[int]:
        """Replace findings across articles that use only these facts (None: any); as replace_inside."""
        verdicts.hold(self.connection)
        touched = verdicts.replace_across(self.connection, fact_ids, findings, ids)
        return verdicts.summarise(self.connection, touched)

    def _insert(self, table: Table, values: Mapping[str, object]) -> int:
        # Values beside the statement, not in it: SQLAlchemy then compiles it once.
        key = self.connection.execute(insert(table), dict(values)).inserted_primary_key
        assert key is not None
        return int(key[0])


def _article_values(article: Article, batch_id: int, file_id: int) -> dict[str, object]:
    clean = storable(article.clean.text)
    return {
        "key": article.id, "batch_id": batch_id, "file_id": file_id, "document": storable(article.document),
        "number": article.number, "title": storable(article.title), "published": article.published,
        "author": storable(article.author), "publisher": storable(article.publisher),
        "photographer": storable(article.photographer), "text": clean,
        "sha256": digest(clean), "offsets": dump_offsets(article.clean.offsets),
        "blocks": dump_blocks(article.clean.blocks), "damage": dump_damage(article.clean.damage),
        "damages": len(article.clean.damage),
    }


def _fact_values(fact: Fact, batch_id: int, article_id: int) -> dict[str, object]:
    fields = {name: storable(value) for name, value in stored_fields(fact).items()}
    return {
        "key": fact.id, "article_id": article_id, "batch_id": batch_id, "start": fact.span.start,
        "end": fact.span.end, "text": storable(fact.text), "sentence": storable(fact.sentence), **fields,
        "rule": fact.rule, "confidence": fact.confidence, "step": fact.step,
        "reasons": storable(dump_reasons(fact.reasons)),
        "magnitude": magnitude_of(fact), "claim": fact.is_claim,
        "rewritten": storable(dump_rewritten(fact.rewritten)), **_FRESH,
    }


def _state_values(row: FactRow) -> dict[str, object]:
    now, extracted = stored_fields(row.fact), stored_fields(row.original)
    changed = {name: extracted[name] for name in now if now[name] != extracted[name]}
    return {
        **{name: storable(value) for name, value in now.items()},
        "original": dump(changed) if changed else "", "magnitude": magnitude_of(row.fact),
        "claim": row.fact.is_claim, "gone": str(row.gone), "status": str(row.status),
        "note": storable(row.note), "source": storable(row.source), "editor": row.editor,
        "decided_at": moment_text(row.decided_at) if row.decided_at else "", "id": row.id,
    }
