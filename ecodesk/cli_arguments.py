"""Ways of speaking of the command line: help and errors in Chinese, what several commands take."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from ecodesk.domain.errors import UsageError
from ecodesk.domain.tables import TableLayout
from ecodesk.services.columns import layout_of

WRONG = 2  # exit status of wrong usage

_USAGE = "用法："
# argparse's own words, so far as a user can meet them.
_ERRORS = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数 \1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数 \1"),
    (re.compile(r"argument (.+): expected (?:one argument|at least one argument)"), r"\1 后面缺少内容"),
    (re.compile(r"argument (.+): invalid choice: (.+) \(choose from (.+)\)"), r"\1 不能是 \2，可选 \3"),
    (re.compile(r"argument (.+): not allowed with argument (.+)"), r"\1 不能与 \2 同用"),
)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action],
                  groups: Iterable[argparse._MutuallyExclusiveGroup], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    def __init__(self, **options: object) -> None:
        super().__init__(formatter_class=_Help, add_help=False, allow_abbrev=False,
                         **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _ERRORS:
            message = pattern.sub(chinese, message)
        self.exit(WRONG, f"{self.format_usage()}{self.prog}：{message}\n")


class Misuse(UsageError):
    """Arguments that do not go together."""


@contextmanager
def misused() -> Iterator[None]:
    """A wrong word of the command line is wrong usage, not a failure."""
    try:
        yield
    except UsageError as error:
        raise Misuse(error.code, where=error.where, **error.values) from error


def parted(texts: Sequence[str] | None) -> list[str]:
    """Codes as they are typed: several options, several codes in one, parted by commas."""
    return [part.strip() for text in texts or () for part in re.split("[,，、]", text) if part.strip()]


def pairs_of(texts: Sequence[str] | None) -> dict[str, str]:
    """Choices as they are typed: code=form, an empty form for none."""
    pairs: dict[str, str] = {}
    for part in parted(texts):
        code, equals, form = part.partition("=")
        if not equals:
            raise Misuse("cli.rule-pair", text=part)
        pairs[code.strip()] = form.strip()
    return pairs


def layout_typed(options: argparse.Namespace) -> TableLayout | None:
    """What was typed about the columns of tables."""
    with misused():
        return layout_of(options.columns or ())


def add_database(parser: Parser) -> None:
    parser.add_argument("--database", metavar="地址",
                        help="数据库文件，或 postgresql:// 开头的地址；不给则用 ECODESK_DATABASE 或默认位置")


def add_columns(parser: Parser) -> None:
    parser.add_argument("--columns", metavar="对应", action="append",
                        help="表格的列名不是通常的写法时，说明每列是什么，如 标题=head,正文=content；"
                             "可以对应标题、正文、来源、日期、作者，没有列名的表写第3列")


def add_format(parser: Parser) -> None:
    parser.add_argument("--format", choices=["jsonl"], metavar="格式", help="jsonl：每行一条 JSON 记录")
