"""Why a field holds what it holds, and the doubtful first: inspector, table, keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.facts import Rewriting
from ecodesk.domain.reasons import Trust
from ecodesk.domain.views import FactFilter, FactOrder
from ecodesk.gui.facts.trust import NOT_RECORDED, SHOWN, SIGN, doubted, percent, trust_tip, why
from ecodesk.gui.models.facts import Column
from tests.gui.window_support import fact_named, wait_idle, wait_shown

FIGURES = FactFilter(claims=False)


def shown(window) -> list[float]:
    """Confidences down the table."""
    model = window.review.facts.model
    return [model.row_at(number).fact.confidence for number in range(model.rowCount())]


def test_every_field_says_by_which_rule(window, qtbot):
    row = fact_named(window._desk, "600万吨")
    window.go_to(row.id)
    wait_shown(window, qtbot)
    lines = [line for line in window.review.inspector.reasons.lines if line.isVisible()]
    assert [line.why.field for line in lines] == list(SHOWN)
    for line in lines:
        assert line.why.share.endswith("%")
        assert f"{line.why.words}，把握 {line.why.share}" in line.accessibleName()
        assert line.accessibleName() == line.toolTip()


def test_a_doubtful_field_is_marked_by_a_sign_and_named(window, qtbot):
    row = next(row for row in window._desk.queries.facts(FIGURES) if doubted(row))
    window.go_to(row.id)
    wait_shown(window, qtbot)
    inspector = window.review.inspector
    names = doubted(row)
    assert SIGN in inspector._rule.text()
    assert names[0] in inspector._rule.text()
    marked = [line for line in inspector.reasons.lines if line.isVisible() and line.why.doubted]
    assert len(marked) == len(names)
    assert all("存疑" in line.accessibleName() for line in marked)
    assert names[0] in trust_tip(row)


def test_what_the_editor_settled_is_doubted_no_longer(window):
    row = next(row for row in window._desk.queries.facts(FIGURES) if doubted(row))
    assert doubted(replace(row, status=Status.VERIFIED)) == []
    field = next(field for field in SHOWN if why(row, field).doubted)
    changed = replace(row, fact=replace(row.fact, **{field: "另说"}))
    assert why(changed, field).words == "编辑改定"


def test_an_older_fact_says_that_nothing_was_recorded(window):
    row = fact_named(window._desk, "600万吨")
    bare = replace(row.fact, reasons=())
    old = replace(row, fact=bare, original=bare)
    assert why(old, "subject").words == NOT_RECORDED
    assert old.trust is None
    assert "旧版" in trust_tip(old)


def test_what_the_dictionary_wrote_says_so(window):
    row = next(row for row in window._desk.queries.facts(FIGURES) if why(row, "subject").doubted)
    written = Rewriting("subject", row.fact.subject, "酥梨")
    fact = replace(row.fact, subject="青禾酥梨", rewritten=(written,))
    told = why(replace(row, fact=fact, original=fact), "subject")
    assert row.fact.subject in told.words
    assert "词条" in told.words
    assert not told.doubted


def test_a_share_is_never_called_certain():
    assert [percent(share) for share in (1.0, 0.456, 0.0)] == ["99%", "46%", "1%"]


def test_the_key_puts_the_doubtful_first_and_back(window):
    window.go_to(fact_named(window._desk, "600万吨").id)
    current, before = window.selection.current.id, shown(window)
    assert before != sorted(before)
    window.actions_["by_doubt"].trigger()
    assert shown(window) == sorted(before)
    assert window.selection.current.id == current
    assert "疑者在前" in window.review.facts.sureness.text()
    window.actions_["by_doubt"].trigger()
    assert shown(window) == before


def test_the_header_sorts_too_and_the_next_fact_follows_the_table(window):
    window.go_to(fact_named(window._desk, "600万吨").id)
    table, model = window.review.facts.table, window.review.facts.model
    table.horizontalHeader().sectionClicked.emit(Column.TRUST)
    assert model.order is FactOrder.DOUBT
    window.selection.select(model.row_at(0).id)
    window.actions_["next"].trigger()
    assert window.selection.current.id == model.row_at(1).id
    assert model.headerData(Column.TRUST, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "把握▴"


def test_only_some_are_shown_and_counted(window):
    window.go_to(fact_named(window._desk, "600万吨").id)
    pane = window.review.facts
    rows = window.selection.rows
    actions = [action for action in pane.sureness.menu_of_choices().actions() if not action.isSeparator()]
    assert [action.text().split("　")[0] for action in actions] == [
        "文中次序", "疑者在前", "不论把握", "只看疑", "只看中", "只看稳"]
    for trust, action in zip(Trust, actions[3:], strict=True):
        action.trigger()
        wanted = [row.id for row in rows if row.trust is trust]
        assert action.text().endswith(f"　{len(wanted)}")
        assert [pane.model.row_at(number).id for number in range(pane.model.rowCount())] == wanted
    actions[2].trigger()
    assert pane.model.rowCount() == len(rows)


def test_the_next_doubtful_fact_may_stand_in_another_article(window, qtbot, tmp_path):
    told = tmp_path / "梨园旧事.txt"
    told.write_text("梨园旧事\n\n青禾日报记者 林见山 2024年6月9日\n\n全县挂果三成。", encoding="utf-8")
    window.transfers.take_in([told])
    wait_idle(window, qtbot)
    if window.transfers.report:
        window.transfers.report.close()
    doubtful = [row for row in window._desk.queries.facts(FactFilter()) if row.trust is Trust.DOUBTFUL]
    assert len({row.article_id for row in doubtful}) > 1
    window.go_to(doubtful[0].id)
    seen = set()
    for _ in doubtful:
        window.actions_["next_doubt"].trigger()
        wait_idle(window, qtbot)
        seen.add(window.selection.current.id)
    assert seen == {row.id for row in doubtful}


def test_the_table_tells_readers_of_the_screen(window):
    window.go_to(fact_named(window._desk, "600万吨").id)
    model = window.review.facts.model
    told = model.index(0, Column.TRUST).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == trust_tip(model.row_at(0))
    assert window.review.facts.sureness.accessibleName().startswith("把握")


def test_the_order_is_kept_between_starts(window):
    window.actions_["by_doubt"].setEnabled(True)
    window.actions_["by_doubt"].trigger()
    kept = window.kept_settings()
    window.review.save_layout(kept)
    assert kept.value("doubtful_first", False, bool) is True
    window.review.facts.turn_order()
    window.review.restore_layout(kept)
    assert window.review.facts.model.order is FactOrder.DOUBT


def test_the_fields_to_correct_are_marked_too(window, qtbot):
    row = next(row for row in window._desk.queries.facts(FIGURES) if why(row, "subject").doubted)
    window.go_to(row.id)
    window.actions_["edit"].trigger()
    editor = window.review.editor
    assert editor._names["subject"].text() == f"{SIGN}主体"
    assert why(row, "subject").words in editor._fields["subject"].accessibleDescription()
    assert not editor._names["unit"].text().startswith(SIGN)
    window.review.close_editor()
