"""What a step about no fact did, in words: the same on the screen and in the workbook."""

from __future__ import annotations

from ecodesk.domain.record import DeskStep, ReferenceMove, ReferenceStep, WithdrawalStep
from ecodesk.domain.references import Reference
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.references import about, cited, figure_text


def title_of(step: DeskStep) -> str:
    """The batch that was taken back, or the sources of the references."""
    if isinstance(step, WithdrawalStep):
        return step.title
    sources = dict.fromkeys(reference.source for reference in _named(step) if reference.source)
    return "、".join(sources)


def subject_of(step: DeskStep) -> str:
    """What the references are about, the first of them by name."""
    if isinstance(step, WithdrawalStep):
        return ""
    names = "；".join(dict.fromkeys(map(about, _named(step))))
    return names + (message("record-more", count=step.count) if step.count > len(step.first) else "")


def values_of(step: DeskStep) -> str:
    """The figures of the references: 12万亩, where one was changed 12万亩 → 13万亩."""
    return "；".join(map(_values, step.first)) if isinstance(step, ReferenceStep) else ""


def what_of(step: DeskStep) -> str:
    """What was done: 撤回导入 3 篇 120 条, 撤销：权威数据 新增 2 条."""
    if isinstance(step, WithdrawalStep):
        words = message("record-withdrawn", articles=step.articles, count=step.facts)
    else:
        counts = (("added", step.added), ("changed", step.changed), ("removed", step.removed))
        words = "、".join(message(f"record-{name}", count=count) for name, count in counts if count)
        words = message("record-references", words=words)
    turned = "record-undone" if step.undoes else "record-redone" if step.redoes else ""
    return message(turned, words=words) if turned else words


def source_of(step: DeskStep) -> str:
    """Where the references are from."""
    return "；".join(dict.fromkeys(map(cited, _named(step)))) if isinstance(step, ReferenceStep) else ""


def _named(step: ReferenceStep) -> list[Reference]:
    return [one for move in step.first for one in (move.after or move.before,) if one is not None]


def _values(move: ReferenceMove) -> str:
    shown = [figure_text(one) for one in (move.before, move.after) if one is not None]
    return " → ".join(dict.fromkeys(shown))
