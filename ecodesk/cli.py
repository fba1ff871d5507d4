"""The command line: the window's services, headless. Exit status 0 done, 1 failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from ecodesk import __version__, cli_references
from ecodesk.cli_arguments import (
    WRONG,
    Misuse,
    Parser,
    add_columns,
    add_database,
    add_format,
    layout_typed,
    misused,
    pairs_of,
    parted,
)
from ecodesk.domain.errors import KnownError, UsageError
from ecodesk.domain.tables import TableLayout
from ecodesk.domain.views import ImportReport, Silent
from ecodesk.knowledge.messages import explain, message
from ecodesk.services.desk import open_desk, restore_desk
from ecodesk.services.exporting import Side
from ecodesk.services.pipeline import Failure
from ecodesk.services.records import fact_records, finding_records, write_jsonl
from ecodesk.services.reports import total_of
from ecodesk.services.rules import book_of
from ecodesk.services.settings import Settings, load_settings

DONE, FAILED = 0, 1

class _Lines(Silent):
    """Progress on the diagnostic stream, one line a step, only when a person watches."""

    def step(self, done: int, total: int, label: str) -> None:
        if sys.stderr.isatty():
            _say(f"[{done}/{total}] {label}")


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run one command and return its exit status; known errors are told in Chinese, without a traceback."""
    _speak_utf8()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG
    if options.command is None:
        parser.print_usage(sys.stderr)
        return WRONG
    try:
        status: int = options.command(options, load_settings(environ, getattr(options, "database", None)))
        sys.stdout.flush()
        return status
    except Misuse as error:
        _say(explain(error))
        return WRONG
    except KnownError as error:
        _say(explain(error))
        return FAILED
    except BrokenPipeError:
        # The reader has gone: the interpreter's own flush at exit must not complain about it.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        _say(message("cli.interrupted"))
        return FAILED


def _speak_utf8() -> None:
    # Under LANG=C or a Windows code page Chinese would be lost; a record ends in \n on every system.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _say(line: str) -> None:
    print(line, file=sys.stderr)


# -- commands


def _import(options: argparse.Namespace, settings: Settings) -> int:
    layout = layout_typed(options)
    with open_desk(settings) as desk:
        report = desk.importing.import_paths(options.paths, _Lines(), layout)
    _tell_import(report)
    return FAILED if report.failed or not report.rows else DONE


def _tell_import(report: ImportReport) -> None:
    for row in report.rows:
        parts = [message(f"import.{row.status}", path=row.path, articles=row.articles, facts=row.facts,
                         damage=row.damage), row.message, row.advice]
        line = "。".join(part for part in parts if part)
        print(line, file=sys.stderr if row in report.failed else sys.stdout)
    print(total_of(report))
    for note in report.notes:
        _say(note)


def _check(options: argparse.Namespace, settings: Settings) -> int:
    if options.files:
        if options.database:
            raise Misuse("cli.files-or-desk")
        with misused():
            book = book_of(parted(options.without), pairs_of(options.form))
        return _write_records(options, partial(finding_records, book=book))
    if options.format or options.columns or options.without or options.form:
        raise Misuse("cli.no-files")
    with open_desk(settings) as desk:
        desk.checking.run(_Lines())
        problems = [row for row in desk.queries.findings() if row.finding.is_problem]
    for row in problems:
        print(message("cli.finding", explanation=row.finding.explanation, formula=row.finding.formula,
                      documents="、".join(dict.fromkeys(item.fact.document for item in row.rows))))
    print(message("cli.problems", count=len(problems)))
    return DONE


def _rules(options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk, misused():
        changed = bool(options.off or options.on or options.form)
        desk.rules.switch(parted(options.off), on=False)
        desk.rules.switch(parted(options.on), on=True)
        for code, form in pairs_of(options.form).items():
            desk.rules.choose(code, form)
        rows = desk.rules.rows()
    for row in rows:
        forms = "、".join(f"{rule.form}（{rule.message}）" for rule in row.forms)
        state = row.form or message("cli.rule-on" if row.on else "cli.rule-off")
        print(message("cli.rule", state=state, rule=row.code, title=row.title,
                      about=forms or (row.rule.message if row.rule else "")))
    if changed:
        print(message("cli.rules-changed"))
    return DONE


def _extract(options: argparse.Namespace, _settings: Settings) -> int:
    return _write_records(options, fact_records)


Records = Callable[[Sequence[Path], Callable[[Failure], None], Sequence[TableLayout]],
                   Iterable[Mapping[str, object]]]


def _write_records(options: argparse.Namespace, records: Records) -> int:
    layout = layout_typed(options)
    failures: list[Failure] = []

    def report(failure: Failure) -> None:
        failures.append(failure)
        told = "。".join(part for part in (failure.message, failure.advice) if part)
        _say(f"{failure.path}：{told}")

    write_jsonl(records(options.files, report, (layout,) if layout else ()), sys.stdout)
    return FAILED if failures else DONE


def _export(options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk:
        try:
            desk.exporting.export(options.output, _Lines())
        except UsageError as error:  # a suffix that nothing writes
            raise Misuse(error.code, where=error.where, **error.values) from error
    print(message("cli.exported", path=options.output))
    return DONE


def _import_workbook(options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk:
        changes = desk.exporting.preview_workbook(options.workbook)
        clashes = [change for change in changes if change.side is Side.BOTH]
        for change in clashes:
            _say(message("cli.clash", fact=change.row.fact.text, title=change.row.title))
        taken = desk.exporting.apply_workbook(options.workbook, both=options.both)
    print(message("cli.taken", count=len(taken.facts), clashes=0 if options.both else len(clashes)))
    return DONE


def _references_import(options: argparse.Namespace, settings: Settings) -> int:
    with misused():
        layout = cli_references.layout_of_options(options)
    with open_desk(settings) as desk:
        report = desk.references.import_file(options.file, layout, _Lines())
    return DONE if cli_references.tell_report(report) else FAILED


def _references_list(options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk:
        cli_references.tell_rows(desk.references, options.words)
    return DONE


def _references_export(options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk, misused():
        count = desk.references.export(options.file, _Lines())
    print(message("cli.references-exported", count=count, path=options.file))
    return DONE


def _withdraw(options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk:
        if options.batch is None:
            for row in desk.queries.batches():
                print(message("cli.batch", number=row.id, title=row.title, articles=row.articles,
                              facts=row.facts))
            return DONE
        extent = desk.withdrawals.extent(options.batch)
        desk.withdrawals.withdraw(options.batch)
    print(message("cli.withdrawn", title=extent.title, articles=extent.articles, facts=extent.facts))
    return DONE


def _undo(options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk:
        reviewing = desk.reviewing
        label = reviewing.redo_label() if options.redo else reviewing.undo_label()
        done = reviewing.redo() if options.redo else reviewing.undo()
    if label is None or done is None:
        _say(message("cli.no-step"))
        return FAILED
    print(message("cli.redone" if options.redo else "cli.undone", title=label.title))
    return DONE


def _doctor(_options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk:
        rows = desk.maintenance.doctor()
    for row in rows:
        print(message("cli.well" if row.ok else "cli.ill", title=row.title))
        for detail in row.details:
            print(f"  {detail}")
    return DONE if all(row.ok for row in rows) else FAILED


def _backup(options: argparse.Namespace, settings: Settings) -> int:
    with open_desk(settings) as desk:
        desk.maintenance.backup(options.file, replace=options.replace)
    print(message("cli.backed-up", path=options.file))
    return DONE


def _restore(options: argparse.Namespace, settings: Settings) -> int:
    kept = restore_desk(settings, options.file)
    print(message("cli.restored", path=options.file))
    if kept:
        print(message("cli.kept", path=kept))
    return DONE


# -- what may be typed


def _parser() -> argparse.ArgumentParser:
    what = "核稿台：把稿件里的每个数字摆到正文旁边，逐一核对、互相比对。不带参数运行则打开窗口。"
    parser = Parser(prog="ecodesk", description=what)
    parser.add_argument("--version", action="version", version=f"ecodesk {__version__}", help="显示版本")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="命令", metavar="命令", parser_class=Parser)

    def add(name: str, command: Callable[[argparse.Namespace, Settings], int], help: str) -> Parser:
        made: Parser = commands.add_parser(name, help=help, description=help)
        made.set_defaults(command=command)
        return made

    _add_reading(add)
    _add_references(add)
    _add_desk(add)
    return parser


Adder = Callable[[str, Callable[[argparse.Namespace, Settings], int], str], Parser]


def _add_reading(add: Adder) -> None:
    made = add("import", _import, "把文件或文件夹作为一个批次导入数据库")
    made.add_argument("paths", metavar="路径", nargs="+", type=Path, help="文件或文件夹，文件夹连同其下各层")
    add_columns(made)
    add_database(made)
    made = add("extract", _extract, "找出文件里的数据和断语，逐行写出 JSON，不用数据库")
    add_format(made)
    made.add_argument("files", metavar="文件", nargs="+", type=Path, help="文件或文件夹")
    add_columns(made)
    made = add("check", _check, "核查：给出文件则逐行写出 JSON，不用数据库；否则核查数据库里的全部稿件")
    add_format(made)
    made.add_argument("files", metavar="文件", nargs="*", type=Path, help="文件或文件夹")
    made.add_argument("--without", metavar="代码", action="append",
                      help="这一次不查的规则，如 illegal-unit,clock")
    made.add_argument("--form", metavar="体例", action="append",
                      help="这一次查的体例，如 house-quarter=chinese；代码见 ecodesk rules")
    add_columns(made)
    add_database(made)
    made = add("rules", _rules, "列出核查规则，打开、关闭规则，选定体例；在数据库里记住，下次核查起作数")
    made.add_argument("--off", metavar="代码", action="append", help="关闭规则，多条用逗号隔开")
    made.add_argument("--on", metavar="代码", action="append", help="打开规则，多条用逗号隔开")
    made.add_argument("--form", metavar="体例", action="append",
                      help="选定体例，如 house-quarter=chinese；等号后不写则不再查")
    add_database(made)


def _add_references(add: Adder) -> None:
    made = add("references", _references_list, "权威数据：从表格导入、列出、导出；稿件里的数据与它比对")
    commands = made.add_subparsers(title="命令", metavar="命令", parser_class=Parser, required=True)

    def part(name: str, command: Callable[[argparse.Namespace, Settings], int], help: str) -> Parser:
        sub: Parser = commands.add_parser(name, help=help, description=help)
        sub.set_defaults(command=command)
        add_database(sub)
        return sub

    cli_references.add_import(part("import", _references_import, "从 .xlsx、.csv 导入，重复导入只更新改了的"))
    part("list", _references_list, "列出权威数据，每行一条").add_argument(
        "words", metavar="词", nargs="?", default="", help="只列含这些字的")
    part("export", _references_export, "导出为 .xlsx 或 .csv，改好后可以再导入").add_argument(
        "file", metavar="文件", type=Path, help="要写的文件")


def _add_desk(add: Adder) -> None:
    made = add("export", _export, "把数据库写成 Excel 工作簿、CSV、JSON 行或改后全文（.txt），由扩展名决定")
    made.add_argument("--output", metavar="文件", type=Path, required=True,
                      help="要写的文件：.xlsx、.csv、.jsonl、.txt，或插件的扩展名")
    add_database(made)
    made = add("import-workbook", _import_workbook, "收回编辑改过的工作簿，改动作为一步审定，可以撤销")
    made.add_argument("workbook", metavar="工作簿", type=Path, help="改过的 .xlsx 文件")
    made.add_argument("--both", action="store_true", help="两边都改过的地方以工作簿为准，不给则以数据库为准")
    add_database(made)
    made = add("withdraw", _withdraw, "撤销一次导入，可以用 undo 恢复；不给批次则列出各批次")
    made.add_argument("batch", metavar="批次", nargs="?", type=int, help="批次的号码")
    add_database(made)
    made = add("undo", _undo, "撤销上一步；--redo 重做撤销的一步")
    made.add_argument("--redo", action="store_true", help="重做")
    add_database(made)
    add_database(add("doctor", _doctor, "检查数据库是否健全"))
    made = add("backup", _backup, "备份数据库，使用中也可以")
    made.add_argument("file", metavar="文件", type=Path, help="备份写到哪里")
    made.add_argument("--replace", action="store_true", help="文件已存在时覆盖它")
    add_database(made)
    made = add("restore", _restore, "用备份恢复数据库，原有数据库另存一份")
    made.add_argument("file", metavar="文件", type=Path, help="备份文件")
    add_database(made)
