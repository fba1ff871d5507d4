"""Whatever an editor did, in whatever order: undone to the first step and done again to the last."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import UsageError
from ecodesk.domain.text import Span
from ecodesk.domain.views import FactFilter
from ecodesk.domain.wordings import amended
from ecodesk.services.desk import Desk, open_desk

STEPS = 40
WORDS = ("", "茶园", "3400吨", "约5万亩", "每年", "18.5亿元", "，")


def state(desk: Desk) -> list[object]:
    """All that an editor sees: facts with what the checks say of them, articles, wording, batches."""
    names = ("fact", "original", "status", "note", "source", "editor", "verdict", "documents")
    facts = [tuple(getattr(row, name) for name in names) for row in desk.queries.facts(FactFilter())]
    articles = [(row.title, row.facts, row.decided, row.conflicts) for row in desk.queries.articles()]
    texts = [[(one.span, one.before, one.after) for one in desk.queries.article(row.id).wordings]
             for row in desk.queries.articles()]
    findings = sorted(str((row.finding.kind, row.finding.verdict, row.finding.explanation))
                      for row in desk.queries.findings())
    return [facts, articles, texts, findings, desk.queries.batches()]


def act(desk: Desk, chance: Random) -> None:
    """One thing an editor may do; what makes no sense there is refused."""
    rows = desk.queries.facts(FactFilter())
    articles = desk.queries.articles()
    if not rows or not articles:
        desk.reviewing.undo()
        return
    row = chance.choice(rows)
    near = [one.id for one in rows if one.article_id == row.article_id]
    pair = near[near.index(row.id) :][:2]
    article = chance.choice(articles)
    text = desk.queries.article(article.id).article.clean.text
    start = chance.randrange(len(text))
    span = Span(start, min(start + chance.randrange(1, 12), len(text)))
    wordings = desk.queries.article(article.id).wordings
    acts = (
        lambda: desk.reviewing.decide(chance.sample(near, min(3, len(near))), chance.choice(list(Status))),
        lambda: desk.reviewing.edit(row.id, {"value": str(chance.randrange(1, 10**6)), "subject": "乙县"}),
        lambda: desk.reviewing.annotate(row.id, chance.choice(WORDS), "年鉴"),
        lambda: desk.editing.add(desk.editing.draft(article.id, span), {"value": "7", "unit": "处"}),
        lambda: desk.editing.remove(pair),
        lambda: desk.editing.restore([one.id for one in desk.editing.removed(article.id)]),
        lambda: desk.editing.split(row.id),
        lambda: desk.editing.merge(pair),
        lambda: desk.rewording.reword(desk.rewording.draft(article.id, span), chance.choice(WORDS)),
        lambda: desk.rewording.reword(desk.rewording.draft(row.article_id, row.fact.span),
                                      chance.choice(WORDS)),
        lambda: desk.rewording.take_back(wordings[:1]),
        lambda: desk.parting.part(article.id, start),
        lambda: desk.withdrawals.withdraw(article.batch_id) if chance.random() < 0.2 else None,
        desk.reviewing.undo,
    )
    with suppress(UsageError):
        chance.choice(acts)()


@pytest.mark.parametrize("seed", range(4))
def test_everything_is_undone_and_done_again(filled: Desk, seed: int) -> None:
    chance = Random(seed)
    first = state(filled)
    for _ in range(STEPS):
        act(filled, chance)
    last, settings = state(filled), filled.settings
    steps = 0
    while filled.reviewing.undo() is not None:
        steps += 1
    assert steps >= 10
    assert state(filled) == first
    filled.close()
    with open_desk(settings) as again:
        for _ in range(steps):
            assert again.reviewing.redo_label() is not None
            again.reviewing.redo()
        assert state(again) == last
        assert all(row.ok for row in again.maintenance.doctor())
        checked = state(again)
        again.checking.run()
        assert state(again) == checked, "the checks say what a whole check says"


def test_an_amended_text_is_the_clean_one_but_for_its_corrections(filled: Desk, tmp_path: Path) -> None:
    chance = Random(7)
    (article, _) = filled.queries.articles()
    text = filled.queries.article(article.id).article.clean.text
    for _ in range(25):
        start = chance.randrange(len(text))
        span = Span(start, min(start + chance.randrange(1, 6), len(text)))
        with suppress(UsageError):
            filled.rewording.reword(filled.rewording.draft(article.id, span), chance.choice(WORDS))
    laid = filled.queries.article(article.id).wordings
    assert len(laid) > 2
    edges = [(one.span.start, one.span.end) for one in laid]
    assert all(left[1] <= right[0] for left, right in pairwise(edges))
    assert all(one.before == one.span.of(text) for one in laid)
    expected, at = "", 0
    for one in laid:
        expected += text[at : one.span.start] + one.after
        at = one.span.end
    assert filled.rewording.text_of(article.id) == expected + text[at:]
    assert amended(text, ()) == text
