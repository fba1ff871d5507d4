"""Read models: frozen rows for lists, reports and the window; nothing here is ever written back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ecodesk.domain.decisions import Decision, Gone, Status
from ecodesk.domain.facets import Picks, Sought
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.reasons import Trust, trust_of
from ecodesk.domain.rulings import Choice, Question, Ruling
from ecodesk.domain.text import Article
from ecodesk.domain.wordings import Wording


class Progress(Protocol):
    """How a long task reports: called from the worker's thread, between small steps."""

    @property
    def cancelled(self) -> bool:
        """True once the editor asked to stop; the task keeps what is finished and returns."""

    def step(self, done: int, total: int, label: str) -> None:
        """`done` of `total` steps are finished; `label` (Chinese) says what is being done now."""


class Silent:
    """Progress that nobody watches."""

    cancelled = False

    def step(self, done: int, total: int, label: str) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Row ids that an operation touched, so that each view updates just these.

    `lists` tells that articles came or went, so that the lists of articles are read anew; `entries` that the
    desk's own dictionary is another, `references` that the reference values are; `wordings` names articles
    whose wording was corrected; `about` is the one fact that a step taken back or done again was about, 0
    where there were several or none.
    """

    articles: frozenset[int] = frozenset()
    facts: frozenset[int] = frozenset()
    findings: bool = False
    lists: bool = False
    entries: bool = False
    references: bool = False
    wordings: frozenset[int] = frozenset()
    about: int = 0

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.articles | other.articles, self.facts | other.facts, self.findings or other.findings,
            self.lists or other.lists, self.entries or other.entries, self.references or other.references,
            self.wordings | other.wordings, self.about or other.about,
        )


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What checking the whole desk did: `done` of `total` articles, and whether they were compared anew."""

    changes: Changes
    done: int
    total: int
    compared: bool

    @property
    def finished(self) -> bool:
        return self.done == self.total and self.compared


class ImportStatus(StrEnum):
    """Outcome of one file of a batch."""

    DONE = "done"  # 完成
    WARNING = "warning"  # 有警告
    SKIPPED = "skipped"  # 已导入过，跳过
    UNMAPPED = "unmapped"  # 表格，列名认不出，要编辑对应列
    FAILED = "failed"  # 失败
    CANCELLED = "cancelled"  # 未处理


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One file of the import report; `message` says what happened, `advice` what to do.

    `carried` counts facts whose decisions came over from an older version of the file. `headers` are those
    of a table that waits for its columns to be mapped.
    """

    path: str
    status: ImportStatus
    message: str = ""
    advice: str = ""
    articles: int = 0
    facts: int = 0
    damage: int = 0
    carried: int = 0
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, file by file.

    `resumed` tells that it went on with an unfinished batch. `notes` are about the whole import: what
    was left out when it was cancelled, plug-ins that failed. `text` is all of it, to be copied.
    """

    batch_id: int | None
    rows: tuple[ImportRow, ...]
    changes: Changes = Changes()
    cancelled: bool = False
    resumed: bool = False
    notes: tuple[str, ...] = ()
    text: str = ""

    def as_text(self) -> str:
        """The whole report in Chinese, a line a file with tabs between the cells."""
        return self.text

    @property
    def failed(self) -> tuple[ImportRow, ...]:
        """Files that could not be taken in, those that wait for their columns to be mapped included."""
        return tuple(row for row in self.rows if row.status in (ImportStatus.FAILED, ImportStatus.UNMAPPED))

    @property
    def unmapped(self) -> tuple[ImportRow, ...]:
        """Tables whose columns nobody has said the meaning of."""
        return tuple(row for row in self.rows if row.status is ImportStatus.UNMAPPED)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch of the left pane."""

    id: int
    title: str
    created: datetime
    articles: int
    facts: int
    decided: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of the left pane; `siblings` counts the articles of its file, itself included."""

    id: int
    batch_id: int
    document: str
    number: int
    title: str
    published: str
    facts: int
    decided: int
    conflicts: int
    damage: int
    siblings: int


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """An article with its text and the corrections laid over it, for the middle pane."""

    row: ArticleRow
    article: Article
    source: str
    encoding: str
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of the facts table: the fact as corrected, and how it stands.

    `verdict` is the worst one of its findings (None where none); `documents` counts the documents
    that state the same thing, itself included; `original` is the fact as extracted. `gone` says why it stands
    in no list, where it does not.
    """

    id: int
    article_id: int
    title: str
    fact: Fact
    original: Fact
    status: Status
    revision: int
    note: str = ""
    source: str = ""
    editor: str = ""
    decided_at: datetime | None = None
    verdict: Verdict | None = None
    kind: str = ""
    documents: int = 1
    gone: Gone = Gone.HERE

    @property
    def trust(self) -> Trust | None:
        """How far the fact as extracted can be relied upon, None where that is not recorded."""
        return trust_of(self.fact.confidence) if self.fact.reasons else None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A stored finding with the rows of its facts."""

    id: int
    finding: Finding
    rows: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line of the record of changes, with the fact it is about."""

    decision: Decision
    row: FactRow


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One line of the record about the wording: laid over the text, or (`live` False) taken away again.

    `title` is the article's; `undoes` and `redoes` are as for decisions.
    """

    wording: Wording
    live: bool
    title: str
    step: int
    editor: str
    at: datetime
    undoes: int = 0
    redoes: int = 0


@dataclass(frozen=True, slots=True)
class RulingRow:
    """A stored ruling with the row ids of its two facts and of the one whose value counts, 0 for none.

    `revision` counts what was said about the pair on the same question; `carried_from` is the ruling that
    this one repeats, 0 for none.
    """

    id: int
    left_id: int
    right_id: int
    question: Question
    revision: int
    ruling: Ruling
    kept_id: int = 0
    carried_from: int = 0


@dataclass(frozen=True, slots=True)
class RulingStep:
    """One action of an editor about groups, with its facts; `kept` is the one whose value counts."""

    step: int
    choice: Choice
    editor: str
    at: datetime
    note: str
    rows: tuple[FactRow, ...]
    kept: FactRow | None = None
    undoes: int = 0
    redoes: int = 0
    carried: bool = False


class FactOrder(StrEnum):
    """In which order a list of facts stands."""

    READING = "reading"  # 文中次序
    DOUBT = "doubt"  # 疑者在前


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts a list shows; empty fields do not restrict.

    `chosen` are values of facets, `sought` what typed words ask for. Facts of articles that a newer version
    has superseded are shown only with `older`, or when `article_id` asks for that very article.
    """

    article_id: int | None = None
    batch_id: int | None = None
    statuses: frozenset[Status] = frozenset()
    verdicts: frozenset[Verdict] = frozenset()
    claims: bool | None = None
    trusts: frozenset[Trust] = frozenset()
    text: str = ""
    older: bool = False
    chosen: Picks = frozenset()
    sought: Sought | None = None


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many facts stand in each state, and how many have a problem or are claims."""

    total: int = 0
    by_status: dict[Status, int] = field(default_factory=dict)
    problems: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class StepLabel:
    """An editor's action as the menu names it: 核实 12 条."""

    step: int
    title: str
    count: int
