"""Parting and joining articles by hand, where a file was split into articles otherwise than its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from ecodesk.checking import Rulebook
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.facts import Fact
from ecodesk.domain.text import Article
from ecodesk.domain.views import ArticleDetail, Changes
from ecodesk.knowledge.house import Lexicon
from ecodesk.reading import join, part
from ecodesk.services.carrying import put_in_place
from ecodesk.services.checking import Checking
from ecodesk.services.dictionary import Dictionary
from ecodesk.services.pipeline import facts_of, inside_findings
from ecodesk.store.store import Store
from ecodesk.store.work import Work


class Parting:
    """Each call is one step of the editor's that undo takes back."""

    def __init__(self, store: Store, checking: Checking, dictionary: Dictionary, editor: str) -> None:
        self._store = store
        self._dictionary = dictionary
        self._checking = checking
        self.editor = editor

    def part(self, article_id: int, position: int) -> tuple[Changes, int]:
        """Make an article of its own from the paragraph that holds a position of the clean text on.

        Decisions stay with the words they are about. Returns what changed and the row id of the second
        half. UsageError for the article's first paragraph, StaleError when the article is no longer current.
        """
        detail = self._details([article_id])[0]
        halves = part(detail.article, position)
        if halves is None:
            raise UsageError("services.part-first", where=detail.row.title)
        changes, ids = self._put([article_id], halves, "part")
        return changes, ids[1]

    def join(self, article_ids: Sequence[int]) -> tuple[Changes, int]:
        """Make one article of several of one file, in the order of their source text.

        Returns what changed and the row id of the whole. UsageError for fewer than two articles or for
        articles of different files, StaleError when one is no longer current.
        """
        details = self._details(article_ids)
        if len(details) < 2:
            raise UsageError("services.join-few")
        if len({detail.article.id.rpartition("-")[0] for detail in details}) > 1:
            raise UsageError("services.join-files", where=details[1].row.title)
        details.sort(key=lambda detail: detail.row.number)
        whole = join([detail.article for detail in details])
        changes, ids = self._put([detail.row.id for detail in details], [whole], "join")
        return changes, ids[0]

    def before(self, article_id: int) -> int | None:
        """The article that stands before this one in its file, None for the first one."""
        with self._store.reading() as lists:
            return lists.article_before(article_id)

    def _details(self, article_ids: Sequence[int]) -> list[ArticleDetail]:
        with self._store.reading() as lists:
            found = [lists.article(article_id) for article_id in dict.fromkeys(article_ids)]
        for article_id, detail in zip(article_ids, found, strict=False):
            if detail is None:
                raise UsageError("services.no-article", number=article_id)
        return [detail for detail in found if detail is not None]

    def _put(self, old: Sequence[int], articles: Sequence[Article], action: str) -> tuple[Changes, list[int]]:
        now, book = datetime.now(UTC), self._checking.rules.book()
        lexicon = self._dictionary.lexicon()
        with self._store.begin() as work:
            if work.superseded_ids(old):
                raise StaleError("services.parted-already")
            fresh = work.add_parted(old[0], articles)
            facts = _add_facts(work, fresh, lexicon, book)
            replaced = put_in_place(work, [(old, list(fresh))], action, self.editor, now)
            work.number_articles(fresh)
        touched = sorted({*old, *fresh})
        done = Changes(frozenset(touched), frozenset(facts), lists=True)
        checked = self._checking.check_imported(touched, replaced.altered)
        return done | (checked or Changes()), list(fresh)


def _add_facts(work: Work, articles: dict[int, Article], lexicon: Lexicon, book: Rulebook) -> list[int]:
    """Find and store the facts of new articles and what their own checks say; the facts' row ids."""
    owner = {article.id: number for number, article in articles.items()}
    found = facts_of(articles.values(), lexicon)
    own: dict[int, list[Fact]] = {number: [] for number in articles}
    for fact in found:
        own[owner[fact.article_id]].append(fact)
    batch_id = work.articles(ids=list(articles))[0].batch_id
    keys = work.add_all_facts(batch_id, own)
    work.replace_inside(list(articles), inside_findings(articles.values(), found, book), keys | owner)
    return list(keys.values())
