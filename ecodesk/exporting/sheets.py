"""The sheets of the workbook, each a heading, its columns and a generator of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from ecodesk.domain.decisions import Decision, Status
from ecodesk.domain.findings import PROBLEMS, Verdict
from ecodesk.domain.record import DeskStep
from ecodesk.domain.references import REFERENCE_KIND, Coverage, ReferenceColumn, ReferenceRow
from ecodesk.domain.views import DecisionRow, FactRow, FindingRow, RulingStep, WordingRow
from ecodesk.exporting import look
from ecodesk.exporting.columns import CODED, COLUMNS, SHEET, Column, index_of
from ecodesk.exporting.content import WorkbookContent
from ecodesk.exporting.formulas import live_formula
from ecodesk.exporting.look import Look, Pen
from ecodesk.knowledge import record
from ecodesk.knowledge.labels import check_label, field_label, label
from ecodesk.knowledge.settlements import settlement_words, step_words

Cells = list[Any]
Line = DecisionRow | RulingStep | WordingRow | DeskStep

SUMMARY, CONFLICTS, SUMS, REFERENCES = "摘要", "存疑与冲突", "勾稽算式", "权威数据"
ARTICLES, CHANGES, HELP = "稿件", "修改记录", "说明"

_ORDER = (Verdict.CONFLICT, Verdict.FAILS, Verdict.QUERY, Verdict.KEPT, Verdict.SCOPE, Verdict.PERIOD,
          Verdict.ROUNDED, Verdict.SAME, Verdict.SINGLE)
_LISTED = frozenset(_ORDER) - {Verdict.SAME, Verdict.SINGLE}
_REFERENCE = tuple(column for column in ReferenceColumn if column not in (
    ReferenceColumn.QUALIFIER, ReferenceColumn.MEASURE, ReferenceColumn.MODALITY, ReferenceColumn.NOTE))
_INSIDE = frozenset({Verdict.HOLDS, Verdict.FAILS, Verdict.QUERY})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `headings` with widths, `rows` made while they are written, `total` rows to come."""

    title: str
    headings: tuple[tuple[str, float], ...]
    rows: Callable[[Pen], Iterator[Cells]]
    total: int
    frozen: str = "A2"
    hidden: tuple[int, ...] = ()


def table_sheets(content: WorkbookContent) -> tuple[Sheet, ...]:
    """The sheets that are plain tables, in their order in the workbook."""
    places = {row.id: number for number, row in enumerate(content.facts, 2)}
    known = (_references(content.references),) if content.references else ()
    return (_details(content.facts), _conflicts(content, places), *known,
            _sums(content, places), _articles(content), _changes(content))


def _details(facts: Sequence[FactRow]) -> Sheet:
    def rows(pen: Pen) -> Iterator[Cells]:
        for row in facts:
            yield [_detail(pen, column, row) for column in COLUMNS]

    hidden = tuple(number for number, column in enumerate(COLUMNS, 1) if column.hidden)
    headings = tuple((column.heading, column.width) for column in COLUMNS)
    return Sheet(SHEET, headings, rows, len(facts), "C2", hidden)


def _detail(pen: Pen, column: Column, row: FactRow) -> Any:
    value = column.show(row)
    if isinstance(value, str):
        return pen.number(value) if column.numeric else pen.text(value)
    if isinstance(value, int):
        return pen.count(value)
    return pen.when(value)


def _conflicts(content: WorkbookContent, places: dict[int, int]) -> Sheet:
    homes = {row.fact.article_id: row.title for row in content.facts}
    listed = (row for row in content.findings
              if row.finding.verdict in _LISTED or row.finding.settlement is not None)
    shown = sorted(listed, key=lambda row: _ORDER.index(row.finding.verdict))

    def rows(pen: Pen) -> Iterator[Cells]:
        line = 2
        for number, row in enumerate(shown, 1):
            for place, fact in enumerate(row.rows or (None,)):
                words = _finding_words(pen, row, first=place == 0)
                state = pen.text(label(fact.status) if fact else "")
                about = _fact_words(pen, fact, places, line)
                title = pen.text(fact.title if fact else homes.get(row.finding.article_id, ""))
                yield [pen.count(number), *words[:2], *about, title, *words[2:], state]
                line += 1

    headings = (("组", 6), ("结论", 10), ("核查", 13), ("原文数据", 18), (field_label("subject"), 20),
                (field_label("indicator"), 22), (field_label("period"), 20), ("稿件", 26), ("说明", 58),
                ("疑为", 16), ("算式", 40), ("裁定", 36), ("状态", 8))
    return Sheet(CONFLICTS, headings, rows, sum(max(len(row.rows), 1) for row in shown))


def _finding_words(pen: Pen, row: FindingRow, first: bool) -> Cells:
    """Verdict, check, explanation, guess, arithmetic and ruling; paler where they repeat the row above."""
    finding = row.finding
    ink = look.VERDICT_INK.get(finding.verdict, look.INK) if first else look.FAINT
    plain, wrapped = (look.TEXT, look.WRAPPED) if first else (look.PALE, look.PALE_WRAPPED)
    meant = finding.suggestion
    return [pen.text(label(finding.verdict), Look(form="@", bold=first, ink=ink)),
            pen.text(check_label(finding.kind), plain), pen.text(finding.explanation, wrapped),
            pen.text(meant.text if meant else "", plain), pen.text(finding.formula, wrapped),
            pen.text(settlement_words(row, noted=True), wrapped)]


def _fact_words(pen: Pen, row: FactRow | None, places: dict[int, int], line: int) -> Cells:
    """The figure, leading to its row of the details, and what it is about; blanks where it is about words."""
    if row is None:
        return [pen.text("") for _ in range(4)]
    figure = row.fact
    cells = [pen.text(text) for text in (figure.text, figure.subject, figure.indicator, figure.period)]
    if row.id in places:
        column = get_column_letter(index_of(field_label("text")))
        cells[0] = pen.link(figure.text, f"'{SHEET}'!{column}{places[row.id]}", f"D{line}")
    return cells


def _sums(content: WorkbookContent, places: dict[int, int]) -> Sheet:
    shown = [row for row in content.findings if row.finding.formula and row.finding.verdict in _INSIDE
             and row.finding.kind != REFERENCE_KIND]
    last = len(content.facts) + 1

    def rows(pen: Pen) -> Iterator[Cells]:
        for number, row in enumerate(shown, 1):
            yield _sum(pen, number, row, last, all(fact.id in places for fact in row.rows))

    headings = (("组", 6), ("核查", 13), ("结论", 10), ("稿件", 26), ("算式（原文）", 46), ("算得", 18),
                ("稿中数", 18), ("差额", 16), ("单位", 10), ("允许误差", 20), ("说明", 58))
    return Sheet(SUMS, headings, rows, len(shown))


def _sum(pen: Pen, number: int, row: FindingRow, last: int, tied: bool) -> Cells:
    finding = row.finding
    live = live_formula(row, last) if tied else None
    ink = look.VERDICT_INK.get(finding.verdict, look.INK)
    titles = "；".join(dict.fromkeys(fact.title for fact in row.rows))
    formulas = (live.result, live.stated, live.difference) if live else ("", "", "")
    return [pen.count(number), pen.text(check_label(finding.kind)),
            pen.text(label(finding.verdict), Look(form="@", bold=True, ink=ink)), pen.text(titles),
            pen.text(finding.formula, look.WRAPPED),
            *(pen.formula(text) if text else pen.text("") for text in formulas),
            pen.text(live.unit if live else ""), pen.text(finding.tolerance),
            pen.text(finding.explanation, look.WRAPPED)]


def _references(references: Sequence[ReferenceRow]) -> Sheet:
    def rows(pen: Pen) -> Iterator[Cells]:
        for row in references:
            item = row.reference
            words = (item.source, item.dated, item.page)
            yield [*(pen.text(text) for text in (item.subject, item.indicator)), pen.number(item.value),
                   pen.number(item.value_high), *(pen.text(text) for text in (
                       item.unit, item.period, item.place, *words)),
                   pen.count(row.facts), pen.text(item.note, look.WRAPPED)]

    headings = tuple(zip(map(label, _REFERENCE), (24, 22, 17, 12, 11, 18, 14, 30, 13, 9), strict=True))
    return Sheet(REFERENCES, (*headings, ("比对的数据", 11), ("备注", 30)), rows, len(references))


def _articles(content: WorkbookContent) -> Sheet:
    titles = {batch.id: batch.title for batch in content.batches}

    def rows(pen: Pen) -> Iterator[Cells]:
        for row in content.articles:
            yield [pen.text(row.title), pen.text(row.document), pen.count(row.number),
                   pen.text(row.published), pen.text(titles.get(row.batch_id, "")),
                   *(pen.count(number) for number in (row.facts, row.decided, row.facts - row.decided,
                                                      row.conflicts, row.damage))]

    headings = (("稿件", 44), ("文件", 28), ("稿次", 7), ("日期", 13), ("批次", 28), ("数据", 8), ("已审", 8),
                ("待审", 8), ("冲突", 8), ("残损", 8))
    return Sheet(ARTICLES, headings, rows, len(content.articles))


def _changes(content: WorkbookContent) -> Sheet:
    """Decisions, rulings, corrections to the wording, imports taken back, references: the newest first."""
    told: list[Line] = [*content.decisions, *content.rulings, *content.wordings, *content.steps]
    told.sort(key=_step_number, reverse=True)

    def rows(pen: Pen) -> Iterator[Cells]:
        for line in told:
            if isinstance(line, RulingStep):
                yield _ruling(pen, line)
            elif isinstance(line, WordingRow):
                yield _rewording(pen, line)
            elif not isinstance(line, DecisionRow):
                yield _desk_step(pen, line)
            else:
                yield _change(pen, line.decision, line.row)

    headings = (("时间", 17), ("审定人", 10), ("步", 6), ("稿件", 30), ("原文数据", 18), ("原状态", 9),
                ("现状态", 9), ("改动", 48), ("备注", 28), ("依据", 28), ("撤销或重做", 16))
    return Sheet(CHANGES, headings, rows, len(told))


def _rewording(pen: Pen, line: WordingRow) -> Cells:
    item = line.wording
    change = f"{item.before or '（无）'} → {item.after or '（删去）'}"
    words = f"改字：{change}" if line.live else f"取消改字：{change}"
    return [pen.when(line.at), pen.text(line.editor), pen.count(line.step), pen.text(line.title),
            pen.text(item.before), pen.text(""), pen.text(""), pen.text(words, look.WRAPPED),
            pen.text(item.note, look.WRAPPED), pen.text("", look.WRAPPED),
            pen.text(_turned(line.undoes, line.redoes))]


def _change(pen: Pen, decision: Decision, row: FactRow) -> Cells:
    changes = "；".join(f"{_heading(change.field)}：{_value(change.field, change.before)} → "
                       f"{_value(change.field, change.after)}" for change in decision.changes)
    return [pen.when(decision.at), pen.text(decision.editor), pen.count(decision.step), pen.text(row.title),
            pen.text(row.fact.text), pen.text(label(decision.status_before)),
            pen.text(label(decision.status)),
            *(pen.text(text, look.WRAPPED) for text in (changes, decision.note, decision.source)),
            pen.text(_turned(decision.undoes, decision.redoes))]


def _ruling(pen: Pen, step: RulingStep) -> Cells:
    """An action about a group among the decisions: its articles and figures, what was ruled and why."""
    titles = "；".join(dict.fromkeys(row.title for row in step.rows))
    figures = "／".join(dict.fromkeys(row.fact.text for row in step.rows))
    return [pen.when(step.at), pen.text(step.editor), pen.count(step.step), pen.text(titles),
            pen.text(figures), pen.text(""), pen.text(""), pen.text(step_words(step), look.WRAPPED),
            pen.text(step.note, look.WRAPPED), pen.text(""), pen.text(_turned(step.undoes, step.redoes))]


def _desk_step(pen: Pen, step: DeskStep) -> Cells:
    """A step that is about no fact: the batch or the sources, the values, what was done."""
    words = "：".join(part for part in (record.what_of(step), record.subject_of(step)) if part)
    return [pen.when(step.at), pen.text(step.editor), pen.count(step.step), pen.text(record.title_of(step)),
            pen.text(record.values_of(step)), pen.text(""), pen.text(""), pen.text(words, look.WRAPPED),
            pen.text("", look.WRAPPED), pen.text(record.source_of(step), look.WRAPPED),
            pen.text(_turned(step.undoes, step.redoes))]


def _step_number(line: Line) -> int:
    return line.decision.step if isinstance(line, DecisionRow) else line.step


def _turned(undoes: int, redoes: int) -> str:
    return f"撤销第 {undoes} 步" if undoes else f"重做第 {redoes} 步" if redoes else ""


def _heading(field: str) -> str:
    try:
        return field_label(field)
    except KeyError:
        return field


def _value(field: str, value: str) -> str:
    """A field's value as the sheet shows it: codes by their labels, nothing as 空."""
    enum = CODED.get(field)
    if enum is not None and value in {str(member) for member in enum}:
        return label(enum(value))
    return value or "空"


def summary_rows(content: WorkbookContent, pen: Pen) -> Iterator[Cells]:
    """The first sheet: what was checked, how far it is, what is open."""
    yield [pen.text("核稿台 核查摘要", look.TITLE)]
    at = content.created.astimezone().strftime("%Y-%m-%d %H:%M")
    yield [pen.text(f"导出时间 {at}　导出人 {content.editor or '未署名'}", look.SUBTITLE)]
    yield []
    yield from _counts(pen, "稿件与数据", _extent(content))
    yield from _counts(pen, "审定进度", _progress(content.facts))
    yield from _counts(pen, "核查结论", _verdicts(content.findings))
    if content.coverage.references:
        yield from _covered(pen, content)
    yield [pen.text("最要紧的", look.SECTION)]
    problems = [row.finding for row in content.findings if row.finding.verdict in PROBLEMS]
    problems.sort(key=lambda finding: _ORDER.index(finding.verdict))
    for finding in problems[:12]:
        bold = Look(bold=True, rule=False, ink=look.VERDICT_INK[finding.verdict])
        yield [pen.text(label(finding.verdict), bold), None, pen.text(finding.explanation, look.PROSE)]
    if len(problems) > 12:
        yield [None, None, pen.text(f"其余 {len(problems) - 12} 条见“{CONFLICTS}”。", look.PLAIN)]
    if not problems:
        yield [None, None, pen.text("没有不符、存疑或冲突。", look.PLAIN)]


def _counts(pen: Pen, title: str, rows: Iterable[tuple[str, int]]) -> Iterator[Cells]:
    yield [pen.text(title, look.SECTION)]
    for name, number in rows:
        yield [pen.text(name), pen.count(number)]
    yield []


def _covered(pen: Pen, content: WorkbookContent) -> Iterator[Cells]:
    """How many facts have a reference, and the share in each batch."""
    whole = content.coverage.total
    yield from _counts(pen, REFERENCES, [
        ("权威数据", content.coverage.references), ("有权威数据的", whole.covered),
        ("与之相符", whole.agreeing), ("与之不符", whole.differing)])
    for batch in content.batches:
        own = content.coverage.batches.get(batch.id, Coverage())
        words = f"{batch.title}：{own.facts} 个数据，{own.covered} 个有权威数据（{own.percent}%）"
        yield [None, None, pen.text(words, look.PLAIN)]
    yield []


def _extent(content: WorkbookContent) -> list[tuple[str, int]]:
    claims = sum(row.fact.is_claim for row in content.facts)
    return [("批次", len(content.batches)), ("稿件", len(content.articles)),
            ("数据", len(content.facts) - claims), ("断语", claims),
            ("残损处", sum(row.damage for row in content.articles))]


def _progress(facts: Sequence[FactRow]) -> list[tuple[str, int]]:
    counts = Counter(row.status for row in facts)
    return [(label(status), counts[status]) for status in Status]


def _verdicts(findings: Sequence[FindingRow]) -> list[tuple[str, int]]:
    counts = Counter(row.finding.verdict for row in findings)
    return [(label(verdict), counts[verdict]) for verdict in Verdict if counts[verdict]]
