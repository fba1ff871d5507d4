from __future__ import annotations

from decimal import Decimal

import pytest

from ecodesk.checking.layout import Item, read_copy
from ecodesk.checking.slips import kinship, repaired, slips_of
from tests.unit.checking.copydesk import article_of, facts_of


def item_of(marked: str) -> Item:
    text, facts = facts_of(marked)
    return read_copy(article_of(text), facts).items[0]


def test_slips_of_a_figure_keep_its_wording() -> None:
    texts = {(slip.kind, slip.text) for slip in slips_of(item_of("产量[[144万吨]]"))}
    assert ("point", "14.4万吨") in texts
    assert ("myriad", "144亿吨") in texts
    assert ("doubled", "14万吨") in texts
    assert ("swapped", "414万吨") in texts


def test_the_likeliest_slip_comes_first() -> None:
    slip = repaired(item_of("产量[[144万吨]]"), lambda value: value < 200_000)
    assert slip is not None
    assert (slip.kind, slip.value) == ("point", Decimal(144_000))


def test_no_slip_repairs_what_is_out_of_reach() -> None:
    assert repaired(item_of("产量[[144万吨]]"), lambda value: value == 7) is None


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("748669", "76482", ""),
        ("194", "149", "swapped"),
        ("135", "135", "point"),
        ("1135", "135", "doubled"),
        ("1235", "135", "lost"),
        ("125", "135", "digit"),
        ("125", "347", ""),
    ],
)
def test_how_two_digit_strings_are_akin(left: str, right: str, kind: str) -> None:
    assert kinship(left, right) == kind
