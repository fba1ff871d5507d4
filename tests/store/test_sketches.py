"""How alike two texts are, and finding alike ones without comparing all with all."""

from __future__ import annotations

from random import Random

from copy_samples import NOW, reading_of

from ecodesk.store.sketches import SKETCH, likeness, shingles_of, sketch_of
from ecodesk.store.store import Store
from ecodesk.store.versions import MOST_WITH_HASH

LETTERS = "".join(chr(0x4E00 + number * 7) for number in range(800))


def prose(seed: int, length: int = 400) -> str:
    return "".join(Random(seed).choices(LETTERS, k=length))


def test_likeness_runs_from_nothing_to_all() -> None:
    one, two = prose(1), prose(2)
    assert likeness(shingles_of(one), shingles_of(two)) == 0
    assert likeness(shingles_of(one), shingles_of(f" {one[:50]}\n\n{one[50:]}")) == 1
    changed = one[:200] + "改" + one[201:]
    assert 0.97 < likeness(shingles_of(one), shingles_of(changed)) < 0.98, "five shingles of 396 on each side"


def test_a_sketch_has_a_fixed_size_and_short_texts_have_one_too() -> None:
    assert len(sketch_of(prose(3))) == SKETCH
    assert sketch_of(prose(3)) == sorted(sketch_of(prose(3)))
    assert len(sketch_of("茶")) == len(sketch_of("")) == 1


def test_alike_articles_find_each_other_and_standing_matter_does_not_count(store: Store) -> None:
    footer = prose(99, 60)
    texts = [prose(number, 300) + footer for number in range(MOST_WITH_HASH + 20)]
    reprint = texts[7][:150] + "改" + texts[7][151:]
    found = {}
    with store.begin() as work:
        batch = work.add_batch("批", "王", NOW)
        for number, text in enumerate([*texts, reprint]):
            reading = reading_of(f"{number}.txt", text)
            (row,) = work.add_reading(batch, reading).values()
            found[number] = work.meet_alike(batch, {row: reading.articles[0]})[row]
    assert [item.document for item in found[len(texts)]][:1] == ["7"]
    assert all(item.document == "7" for item in found[len(texts)])
    assert sum(len(found[number]) for number in range(len(texts))) == 0


