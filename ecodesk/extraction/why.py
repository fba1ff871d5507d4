"""The reasons of a figure's fields: each step's rule, told apart further where its outcome tells more."""

from __future__ import annotations

from ecodesk.domain.facts import Measure
from ecodesk.domain.reasons import Reason
from ecodesk.extraction.claims import Claim
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.labelled import Label
from ecodesk.extraction.measures import measure_rule
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.told import Told
from ecodesk.knowledge.reasons import weighed

_BARE = 2
"""Characters of a subject that hardly is a full name (他们, 项目, 当地)."""
_DAY = len("2024-05-01")


def figure_reasons(
    mention: Mention, measure: Measure, label: Label, period: Told, place: Told, modality: str
) -> tuple[tuple[Reason, ...], float]:
    """Why each field of a figure holds what it holds, and how sure that is.

    `modality` is the rule that told it.
    """
    return weighed(
        f"value-{mention.rule}",
        f"qualifier-{mention.qualifier or 'none'}",
        measure_rule(mention, measure),
        _subject(label.subject_rule, label.subject),
        _indicator(label.indicator_rule, label.indicator),
        _period(period),
        place.rule,
        modality,
    )


def claim_reasons(claim: Claim, how: str) -> tuple[tuple[Reason, ...], float]:
    """The same for a claim: its words, its subject (topic, before or none) and its scope."""
    where = "scope" if claim.scope else "none"
    return weighed(f"value-{claim.rule}", f"subject-claim-{how}", f"place-claim-{where}")


def _subject(rule: str, subject: str) -> str:
    """A subject of two characters is oftener the wrong one than a longer name, by whatever rule."""
    return f"{rule}-short" if 0 < len(subject) <= _BARE else rule


def _indicator(rule: str, indicator: str) -> str:
    """Whether the phrase ends in a noun that is measured (产量, 面积, …数)."""
    loose = rule in ("indicator-level", "indicator-counted") and not is_indicator(indicator)
    return f"{rule}-loose" if loose else rule


def _period(period: Told) -> str:
    """A day holds for fewer figures than a year that is carried on."""
    daily = period.rule in ("period-stands", "period-carried") and len(period.value) == _DAY
    return f"{period.rule}-day" if daily else period.rule
