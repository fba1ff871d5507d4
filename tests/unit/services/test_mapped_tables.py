"""Tables with headers of their own: told in the report, mapped, taken in, remembered and forgotten."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ecodesk.domain.errors import UsageError
from ecodesk.domain.tables import Column, TableLayout
from ecodesk.domain.views import FactFilter, ImportReport, ImportStatus
from ecodesk.knowledge.messages import explain
from ecodesk.services.columns import MOST, Columns, layout_of
from ecodesk.services.desk import Desk, open_desk
from ecodesk.services.pool import WORTH_IT
from ecodesk.services.settings import Settings

HEADERS = ("题", "稿文", "见报")
LAYOUT = TableLayout((("题", Column.TITLE), ("稿文", Column.BODY), ("见报", Column.PUBLISHED)), HEADERS)
BARE = TableLayout((("第1列", Column.TITLE), ("第2列", Column.BODY)), (), "")


def table(path: Path, number: int = 1, headers: tuple[str, ...] = HEADERS) -> Path:
    """A table of one article, with figures of its own."""
    row = (f"乙县渡口{number}号", f"去年乙县渡口运客{number}.2万人次，新开航线{number}5条。", "2024-03-05")
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([headers, row] if headers else [row])
    return path


def statuses(report: ImportReport) -> list[ImportStatus]:
    return [row.status for row in report.rows]


def test_an_unknown_table_stops_nothing_and_comes_into_the_same_batch(desk: Desk, copy: Path) -> None:
    path = table(copy / "来稿.csv")
    report = desk.importing.import_paths([copy])
    assert statuses(report) == [ImportStatus.DONE, ImportStatus.UNMAPPED, ImportStatus.DONE]
    assert report.unmapped == report.failed == (report.rows[1],)
    assert (report.rows[1].path, report.rows[1].headers) == (str(path), HEADERS)
    assert "需要对应列" in report.text
    done = desk.importing.import_mapped(report, {str(path): (LAYOUT,)})
    assert statuses(done) == [ImportStatus.DONE] * 3
    assert (done.batch_id, done.resumed, done.failed) == (report.batch_id, False, ())
    assert [(batch.id, batch.articles) for batch in desk.queries.batches()] == [(report.batch_id, 3)]
    (article,) = [row for row in desk.queries.articles() if row.document == "来稿"]
    assert (article.title, article.published) == ("乙县渡口1号", "2024-03-05")
    assert done.changes.articles >= {article.id}
    assert not done.changes.facts - {row.id for row in desk.queries.facts(FactFilter(article_id=article.id))}
    assert "正文＝稿文" in done.rows[1].message
    assert "正文＝稿文" in done.text


def test_a_batch_of_nothing_but_an_unknown_table(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "来稿.csv")
    report = desk.importing.import_paths([path])
    assert (report.batch_id, desk.queries.batches()) == (None, [])
    done = desk.importing.import_mapped(report, {str(path): (LAYOUT,)})
    (batch,) = desk.queries.batches()
    assert (batch.id, batch.title, batch.articles) == (done.batch_id, "来稿", 1)
    assert statuses(desk.importing.import_paths([path])) == [ImportStatus.SKIPPED]


def test_only_what_was_chosen_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    one, other = table(tmp_path / "一.csv"), table(tmp_path / "二.csv", 2, ())
    report = desk.importing.import_paths([one, other])
    done = desk.importing.import_mapped(report, {str(other): (BARE,)})
    assert statuses(done) == [ImportStatus.UNMAPPED, ImportStatus.DONE]
    again = desk.importing.import_mapped(done, {str(one): (TableLayout((("别的", Column.BODY),)),)})
    assert statuses(again) == [ImportStatus.UNMAPPED, ImportStatus.DONE]
    assert [row.document for row in desk.queries.articles()] == ["二"]


def test_the_next_table_with_the_same_headers_is_read_without_asking(desk: Desk, tmp_path: Path) -> None:
    first, second = table(tmp_path / "一.csv"), table(tmp_path / "二.csv", 2, ("见报", "题", "稿文"))
    third = table(tmp_path / "三.csv", 3, (*HEADERS, "版"))
    report = desk.importing.import_paths([first])
    desk.importing.import_mapped(report, {str(first): (LAYOUT,)}, keep=(LAYOUT, BARE))
    with open_desk(desk.settings) as restarted:
        assert restarted.columns.remembered() == (LAYOUT,), "a layout without headers fits any table"
        report = restarted.importing.import_paths([second, third])
        assert statuses(report) == [ImportStatus.DONE, ImportStatus.UNMAPPED]
        restarted.columns.forget(HEADERS)
        table(first, 4)
        assert statuses(restarted.importing.import_paths([first])) == [ImportStatus.UNMAPPED]


def test_processes_get_the_layouts(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "多"
    folder.mkdir()
    for number in range(WORTH_IT + 2):
        table(folder / f"{number:02}.csv", number + 1)
    settings = Settings(f"sqlite:///{tmp_path / 'two.sqlite3'}", tmp_path / "two", "王", 2)
    with open_desk(settings) as two:
        report = two.importing.import_paths([folder])
        assert set(statuses(report)) == {ImportStatus.UNMAPPED}
        done = two.importing.import_mapped(report, {row.path: (LAYOUT,) for row in report.unmapped})
        assert set(statuses(done)) == {ImportStatus.DONE}
        assert [batch.articles for batch in two.queries.batches()] == [WORTH_IT + 2]


class Stopper:
    """Asks to stop after some steps."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    @property
    def cancelled(self) -> bool:
        return self._left <= 0

    def step(self, done: int, total: int, label: str) -> None:
        self._left -= 1


def test_a_mapped_import_that_is_stopped_can_go_on(desk: Desk, copy: Path) -> None:
    paths = [table(copy / "一.csv"), table(copy / "二.csv", 2)]
    report = desk.importing.import_paths([copy])
    chosen = {str(path): (LAYOUT,) for path in paths}
    stopped = desk.importing.import_mapped(report, chosen, (LAYOUT,), Stopper(2))
    assert stopped.cancelled
    assert [row.path for row in stopped.unmapped] == [str(paths[1])]
    again = desk.importing.import_paths([copy])
    assert (again.batch_id, again.resumed) == (report.batch_id, True), "the batch was not finished"
    assert [row.articles for row in desk.queries.batches()] == [4]
    done = desk.importing.import_mapped(stopped, chosen)
    assert statuses(done).count(ImportStatus.SKIPPED) == 1


def test_mapping_does_not_finish_a_batch_that_was_stopped(desk: Desk, copy: Path) -> None:
    path = table(copy / "丁.csv")
    paths = [copy / "甲县.txt", path, copy / "二版"]
    report = desk.importing.import_paths(paths, Stopper(3))
    assert statuses(report) == [ImportStatus.DONE, ImportStatus.UNMAPPED, ImportStatus.CANCELLED]
    done = desk.importing.import_mapped(report, {str(path): (LAYOUT,)})
    assert statuses(done) == [ImportStatus.DONE, ImportStatus.DONE, ImportStatus.CANCELLED]
    again = desk.importing.import_paths(paths)
    assert (again.resumed, again.batch_id) == (True, report.batch_id)


def test_what_is_remembered_is_a_file_one_can_read(tmp_path: Path) -> None:
    columns = Columns(tmp_path / "home")
    assert columns.remembered() == ()
    columns.remember([LAYOUT])
    (record,) = json.loads(columns.path.read_text(encoding="utf-8"))
    columns_told = {"题": "title", "稿文": "body", "见报": "published"}
    assert record == {"headers": list(HEADERS), "columns": columns_told}
    assert "稿文" in columns.path.read_text(encoding="utf-8"), "characters as they are"
    changed = TableLayout((("稿文", Column.BODY),), ("稿文", "见报", "题"))
    columns.remember([changed])
    assert columns.remembered() == (changed,), "one layout for the same headers in any order"
    columns.remember([TableLayout((("x", Column.BODY),), ("x", str(n))) for n in range(MOST + 5)])
    assert len(columns.remembered()) == MOST


@pytest.mark.parametrize("text", [
    "not json", "{}", '[{"headers": []}]', '[{"headers": ["a"], "columns": {"a": "colour"}}]', "[1]", "null",
    '[{"headers": [], "columns": {"a": "body"}}]',
])
def test_a_damaged_file_is_told_stops_nothing_and_is_not_lost(desk: Desk, copy: Path, text: str) -> None:
    desk.columns.path.write_text(text, encoding="utf-8")
    path = table(copy / "来稿.csv")
    report = desk.importing.import_paths([copy])
    assert statuses(report).count(ImportStatus.DONE) == 2
    assert any("columns.json" in note for note in report.notes)
    desk.importing.import_mapped(report, {str(path): (LAYOUT,)}, keep=(LAYOUT,))
    assert desk.columns.remembered() == (LAYOUT,)
    assert desk.columns.path.with_name("columns.json.damaged").read_text(encoding="utf-8") == text


def test_what_cannot_be_remembered_is_taken_in_all_the_same(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "来稿.csv")
    report = desk.importing.import_paths([path])
    desk.columns.path.write_text("damaged", encoding="utf-8")
    desk.columns.path.with_name("columns.json.damaged").mkdir()
    done = desk.importing.import_mapped(report, {str(path): (LAYOUT,)}, keep=(LAYOUT,))
    assert statuses(done) == [ImportStatus.DONE]
    assert any("columns.json" in note and "没有记住" in note for note in done.notes)


def test_a_layout_as_it_is_typed() -> None:
    assert layout_of([]) is layout_of(["  ，"]) is None
    expected = TableLayout((("head", Column.TITLE), ("正 文 a", Column.BODY), ("第3列", Column.PUBLISHED)))
    assert layout_of(["标题=head，body＝正 文 a", "date=第3列"]) == expected
    for text, told in (("正文", "正文=列名"), ("正文=", "正文=列名"), ("摘要=x", "作者（author）"),
                       ("正文=a,内容=b", "对应了两列")):
        with pytest.raises(UsageError) as refused:
            layout_of([text])
        assert told in explain(refused.value)
