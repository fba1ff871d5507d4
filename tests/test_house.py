"""The rules of the house: sizes, reasons for broad excepts, no machine's paths, nobody's sentences."""

from __future__ import annotations

import ast
import re
from contextlib import suppress
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
LONGEST_FILE, LONGEST_FUNCTION, SHORT = 600, 80, 30
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/(?:venv|clone))/")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PHRASE, CHINESE_IN_PHRASE = 20, 14


@pytest.fixture(scope="module")
def texts(tracked) -> list[tuple[str, str]]:
    """Name and text of every tracked file that is text."""
    found = []
    for path in tracked:
        name, data = path.relative_to(CHECKOUT).as_posix(), path.read_bytes()
        for encoding in ("utf-8", "gb18030"):
            with suppress(UnicodeDecodeError):
                found.append((name, data.decode(encoding)))
                break
    return found


def code(folder: str) -> list[Path]:
    return sorted((CHECKOUT / folder).rglob("*.py"))


def functions() -> list[tuple[str, int]]:
    """Place and length of every function of the package."""
    found = []
    for path in code("ecodesk"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append((f"{path.name}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1))
    return found


def test_files_are_short():
    paths = [path for folder in ("ecodesk", "packaging", "tests") for path in code(folder)]
    long = [path.name for path in paths if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE]
    assert not long


def test_functions_are_short():
    lengths = functions()
    assert len(lengths) > 300
    assert not [name for name, length in lengths if length > LONGEST_FUNCTION]
    assert sum(length < SHORT for _, length in lengths) / len(lengths) >= 0.9


def test_a_broad_except_is_never_silent():
    broad = 0
    for path in code("ecodesk"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and catches_all(node):
                broad += 1
                parts = [part for line in node.body for part in ast.walk(line)]
                told = any(isinstance(part, ast.Call | ast.Raise) for part in parts)
                assert told, f"{path.name}:{node.lineno} swallows errors"
    assert broad


def catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or getattr(handler.type, "id", "") in ("Exception", "BaseException")


def test_nothing_is_left_undone():
    for path in code("ecodesk"):
        undone = re.search(r"\b(?:TODO|FIXME|XXX)\b|NotImplementedError", path.read_text(encoding="utf-8"))
        assert not undone, path


def test_nothing_names_this_machine(texts):
    for name, text in texts:
        found = MACHINE.search(text)
        assert not found, f"{name}: {found.group()}"


@pytest.mark.shared
def test_no_sentence_of_the_real_articles_is_copied(shared_folder, texts):
    real = set()
    for path in (shared_folder / "seeds").iterdir():
        text = squeezed(path.read_text(encoding="utf-8"))
        real |= {text[at : at + PHRASE] for at in range(len(text) - PHRASE + 1)}
    real = {phrase for phrase in real if len(CHINESE.findall(phrase)) >= CHINESE_IN_PHRASE}
    assert len(real) > 5000
    copied = {}
    for name, text in texts:
        plain = squeezed(text)
        for at in range(len(plain) - PHRASE + 1):
            if plain[at : at + PHRASE] in real:
                copied.setdefault(name, plain[at : at + PHRASE])
    assert not copied


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
