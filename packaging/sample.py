"""The sample batch in a desk of its own. Called by bootstrap.py.

    sample.py window|headless [FOLDER]      FOLDER is `out` of the checkout unless given
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from ecodesk.domain.findings import PROBLEMS, Verdict
from ecodesk.domain.views import FindingRow, ImportReport
from ecodesk.knowledge.labels import check_label, label
from ecodesk.knowledge.tables import data_folder
from ecodesk.services.desk import Desk, open_desk
from ecodesk.services.settings import FILE_NAME, Settings, database_url, load_settings

OUT = Path(__file__).resolve().parents[1] / "out"
SHOWN = 15


def sample_files() -> list[Path]:
    """The articles of the sample batch; what else lies beside them is about them."""
    return sorted(data_folder("seeds").glob("[0-9]*"))


def settings_in(folder: Path) -> Settings:
    """A desk of the sample's own, far from the user's."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = load_settings(os.environ)
    return replace(chosen, data_folder=folder, database_url=database_url(str(folder / FILE_NAME)))


def window(out: Path) -> int:
    """Open the window; the batch is imported the first time, and decisions stay for the next."""
    from ecodesk.gui.app import run

    settings = settings_in(out / "sample")
    with open_desk(settings) as desk:
        empty = not desk.queries.batches()
    return run(settings, sample_files() if empty else ())


def headless(out: Path) -> int:
    """Import, check, export and picture the sample batch afresh, and say what was found."""
    folder = out / "headless"
    shutil.rmtree(folder, ignore_errors=True)
    settings = settings_in(folder)
    workbook, picture = out / "核查工作簿.xlsx", out / "窗口.png"
    with open_desk(settings) as desk:
        report = desk.importing.import_paths(sample_files())
        desk.exporting.export_workbook(workbook)
        tell(report, desk)
    status = photograph(settings, picture)
    print(f"\n工作簿：{workbook}\n窗口截图：{picture if not status else '没有画成'}")
    return 1 if report.failed or status else 0


def photograph(settings: Settings, picture: Path) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The offscreen platform says at every window that it has no window manager.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from ecodesk.gui.app import run

    return run(settings, screenshot=picture)


def tell(report: ImportReport, desk: Desk) -> None:
    """What came in, and the problems, conflicts between articles first."""
    for row in report.rows:
        print(f"{Path(row.path).name}：{row.articles} 篇，{row.facts} 条数据和断语，残损 {row.damage} 处"
              + (f"。{row.message}" if row.message else ""))
    found = desk.queries.findings()
    problems = sorted((row for row in found if row.finding.verdict in PROBLEMS), key=urgency)
    print(f"\n共 {len(found)} 项核查结果，其中要处理的 {len(problems)} 项：")
    for row in problems[:SHOWN]:
        print(f"  {line(row)}")
    if len(problems) > SHOWN:
        print(f"  ……其余 {len(problems) - SHOWN} 项见工作簿“存疑与冲突”")


def urgency(row: FindingRow) -> int:
    return (Verdict.CONFLICT, Verdict.FAILS, Verdict.QUERY).index(row.finding.verdict)


def line(row: FindingRow) -> str:
    finding = row.finding
    documents = "、".join(dict.fromkeys(fact.document for fact in finding.facts))
    meant = finding.suggestion.text if finding.suggestion else ""
    guess = f"。疑为 {meant}" if meant and f"疑为{meant}" not in finding.explanation else ""
    title = f"[{label(finding.verdict)}·{check_label(finding.kind)}]"
    return f"{title} {finding.explanation}{guess}（{documents}）"


if __name__ == "__main__":
    place = Path(sys.argv[2]) if sys.argv[2:] else OUT
    sys.exit(window(place) if sys.argv[1:2] == ["window"] else headless(place))
