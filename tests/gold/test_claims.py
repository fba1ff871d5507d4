"""Claims of the annotated articles: which are found, of whom they are made, and within which scope."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gold.judged import claims

pytestmark = pytest.mark.shared


def test_claims_of_the_annotated_articles(shared_folder: Path) -> None:
    found, annotated = claims(shared_folder)
    right = [one for one in found if one.right["value"]]
    # Measured when this was written: 22 of 22, without a false one; scope 22, subject 14 of 22.
    assert annotated == 22
    assert len(right) / annotated >= 0.95
    assert len(right) / len(found) >= 0.9
    assert sum(one.right["place"] for one in right) / len(right) >= 0.9
    assert sum(one.right["subject"] for one in right) / len(right) >= 0.55
