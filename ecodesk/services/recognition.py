"""Recognising articles: a new version of one at the desk, or nearly the same as one in another file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ecodesk.domain.text import Article
from ecodesk.knowledge.messages import message
from ecodesk.services.carrying import Carried, Replaced, put_in_place
from ecodesk.services.keeping import short_quote
from ecodesk.store.sketches import likeness, shingles_of
from ecodesk.store.versions import MOST_ALIKE, Candidate
from ecodesk.store.work import Work

VERSION = 0.5
"""Likeness from which on an article is a new version of one whose file had the same name."""

SAME_HEAD = 0.25
"""The same where title and date are the same, too: much has been rewritten, but it is that article."""

VARIANT = 0.8
"""Likeness from which on an article is nearly the same as one in another file.

A scattered change touches five shingles: 0.8 is about one character in fifty, or a ninth cut off.
"""

LEAST_SHINGLES = 50
"""Shingles below which two texts are not called variants: short items of a series differ in digits only."""

MOST_NAMED = 3
"""Facts made by hand that the report names one by one where a newer version leaves them behind."""

_LOOKED_AT = 40
"""Candidates compared for one article."""


@dataclass(slots=True)
class Recognised:
    """What a file's articles turned out to be.

    `notes` are for the report, `warnings` what the editor must look at; `older` are the articles that went
    out of the lists, `altered` the newer ones in which something carried over changes what the checks see.
    """

    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    older: list[int] = field(default_factory=list)
    altered: list[int] = field(default_factory=list)
    carried: int = 0


def recognise(work: Work, batch_id: int, articles: Mapping[int, Article], editor: str,
              at: datetime) -> Recognised:
    """Link new articles (by row id, with their facts stored) to versions and variants of them at the desk.

    One step of the editor's carries the decisions over and can be undone: the older versions come back.
    """
    newer: dict[int, int] = {}
    families: dict[int, int] = {}
    found = Recognised()
    shingles: dict[int, frozenset[int]] = {}
    for article_id, near in work.meet_alike(batch_id, articles).items():
        # Of two new ones that are alike, the later is the variant.
        free = [item for item in near if item.id not in newer and item.id < article_id]
        if not free:
            continue
        article = articles[article_id]
        version, variant = _judge(article, batch_id, free, shingles)
        if version:
            newer[version.id] = article_id
            families[article_id] = version.family
        elif variant:
            families[article_id] = families.get(variant.id, variant.family)
            code = "services.variant" if variant.document != article.document else "services.variant-here"
            # Title marks inside title marks are single ones (GB/T 15834-2011, 4.15).
            title = (variant.title or variant.document).replace("《", "〈").replace("》", "〉")
            found.notes.append(message(code, title=title, document=variant.document))
    work.join_families(families)
    if newer:
        _replace(work, newer, editor, at, found)
    return found


def _judge(article: Article, batch_id: int, near: Sequence[Candidate],
           shingles: dict[int, frozenset[int]]) -> tuple[Candidate | None, Candidate | None]:
    """The stored article that this one is a version of, and the one it is a variant of; the likest each.

    `shingles` keeps those of the stored articles from one call to the next.
    """
    own = shingles_of(article.clean.text)
    # Those alike by sketch come first; a file of a thousand items must not be compared item by item.
    named = sorted(near[MOST_ALIKE:], key=lambda item: item.title != article.title)
    scored: list[tuple[float, Candidate]] = []
    for item in [*near[:MOST_ALIKE], *named][:_LOOKED_AT]:
        if item.id not in shingles:
            shingles[item.id] = shingles_of(item.text)
        scored.append((likeness(own, shingles[item.id]), item))
    scored.sort(key=lambda pair: -pair[0])
    version = variant = None
    for score, item in scored:
        same_file = item.document == article.document and item.batch_id != batch_id
        same_head = bool(item.title) and (item.title, item.published) == (article.title, article.published)
        if version is None and same_file and score >= (SAME_HEAD if same_head else VERSION):
            version = item
        if variant is None and score >= VARIANT and len(own) >= LEAST_SHINGLES:
            variant = item
    return version, variant


def _replace(work: Work, newer: Mapping[int, int], editor: str, at: datetime, found: Recognised) -> None:
    groups = [((old,), (new,)) for old, new in newer.items()]
    done = put_in_place(work, groups, "carried", editor, at)
    found.older += newer
    found.carried = len(done.moves)
    found.notes.append(message("services.version", count=len(newer), carried=_count(done.moves, _is_kept),
                               reopened=_count(done.moves, lambda item: not _is_kept(item))))
    found.warnings += _left(done)
    found.altered += done.altered


def _left(done: Replaced) -> Iterator[str]:
    """What an editor made by hand and the newer version has no place for."""
    for row in done.left[:MOST_NAMED]:
        yield message("services.left-fact", text=row.fact.text, sentence=short_quote(row.fact.sentence))
    for item in done.unsaid[:MOST_NAMED]:
        yield message("services.left-wording", before=item.before or "…", after=item.after or "…")
    for code, all_of in (("services.left-facts", done.left), ("services.left-wordings", done.unsaid)):
        if len(all_of) > MOST_NAMED:
            yield message(code, count=len(all_of))


def _is_kept(item: Carried) -> bool:
    return item.after.status is item.origin.status


def _count(moves: Sequence[Carried], wanted: Callable[[Carried], bool]) -> int:
    return sum(1 for item in moves if wanted(item))
