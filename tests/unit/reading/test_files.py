"""What can go wrong with a file is told by its code, in Chinese, with advice."""

from __future__ import annotations

import csv
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile, SourceText
from ecodesk.knowledge.messages import explain
from ecodesk.knowledge.plugins import forget_failures
from ecodesk.knowledge.tables import resource_path
from ecodesk.reading import Draft, Piece, Strip, files, read_file, read_path, readers
from ecodesk.reading.limits import MIB, limits

TEXT = "渡口的老船工守了三十年江面，如今坐在新修的候船室里。"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_path(path)
    assert caught.value.where == str(path)
    line = explain(caught.value)
    assert line.startswith(str(path))
    assert "{" not in line
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_a_real_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "渡口.txt"
    path.write_bytes(TEXT.encode(encoding))
    reading = read_path(path)
    assert reading.articles[0].clean.text == TEXT
    assert reading.articles[0].document == "渡口"
    assert reading.file.name == "渡口.txt"
    assert reading.articles[0].id == reading.file.sha256[:12] + "-1"


def office(folder: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(folder + "document.xml", "<w/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.txt", b"", "read-empty"),
        ("白.txt", "　\n \u200b\r\n".encode(), "read-empty"),
        ("头.txt", b"\xef\xbb\xbf", "read-empty"),
        ("表.xlsx", office("xl/"), "read-damaged"),
        ("文.docx", office("word/"), "read-empty"),
        ("片.pptx", office("ppt/"), "read-format"),
        ("页.pdf", b"%PDF-1.7\n%\xe2\xe3", "read-damaged"),
        ("旧.xls", OLE + "Workbook".encode("utf-16-le"), "read-old"),
        ("旧.doc", OLE + bytes(99), "read-damaged"),
        ("图.txt", b"\x89PNG\r\n\x1a\n", "read-format"),
        ("包.txt", office("a/"), "read-zip-renamed"),
        ("包.rar", b"Rar!\x1a\x07\x00" + bytes(60), "read-packed"),
        ("锁.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "read-password"),
        ("旧.xlsx", OLE + "Workbook".encode("utf-16-le"), "read-old-renamed"),
        ("旧.docx", OLE + "WordDocument".encode("utf-16-le"), "read-damaged"),
        ("古.doc", b"\xdb\xa5\x2d\x00" + bytes(60), "read-old-word"),
        ("零.txt", bytes(500), "read-binary"),
        ("乱.txt", bytes((i * 197 + i // 7 * 31) % 255 + 1 for i in range(4000)), "read-binary"),
    ],
)
def test_files_that_hold_no_copy(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert code_of(path) == code


def test_the_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(SourceFile("改名.txt", office("ppt/")))
    assert caught.value.values["format"] == "演示文稿"


def test_missing_and_folder(tmp_path: Path) -> None:
    assert code_of(tmp_path / "没有.txt") == "read-missing"
    assert code_of(tmp_path) == "read-directory"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "锁.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    try:
        assert code_of(path) == "read-locked"
    finally:
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_too_large_is_said_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as handle:
        handle.truncate(limits().megabytes * MIB + 1)
    assert code_of(path) == "read-too-large"


def test_a_file_that_shrinks_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "缩.txt"
    path.write_text(TEXT, encoding="utf-8")

    class Shrinking(type(path)):  # type: ignore[misc]
        def stat(self, **_: object) -> os.stat_result:
            found = list(os.stat(str(self)))
            found[6] += 100
            return os.stat_result(found)

    with pytest.raises(ReadError) as caught:
        read_path(Shrinking(path))
    assert caught.value.code == "read-gone"


def test_a_text_under_a_foreign_name_is_read() -> None:
    assert read_file(SourceFile("导出.doc", TEXT.encode())).articles[0].clean.text == TEXT


def test_broken_bytes_warn() -> None:
    reading = read_file(SourceFile("坏.txt", (TEXT * 20).encode() + b"\xff" + TEXT.encode()))
    assert "1" in reading.warnings[0]


def test_every_message_is_used_or_is_a_code_of_the_room() -> None:
    rows = csv.DictReader(resource_path("messages/reading.csv").read_text(encoding="utf-8").splitlines())
    source = "".join(path.read_text(encoding="utf-8") for path in Path(files.__file__).parent.glob("*.py"))
    assert [row["code"] for row in rows if f'"{row["code"]}"' not in source] == []


class Shouting:
    """A plug-in that reads files ending in .shout."""

    code = "shout"
    title = "喊话"
    suffixes = frozenset((".shout",))

    def read(self, file: SourceFile) -> Draft | None:
        if not file.name.endswith(".shout"):
            return None
        text = file.data.decode().upper()
        return Draft(SourceText(text, "text/plain", "utf-8"), (Piece(Strip.of(text)),))


class Broken:
    """A plug-in with a fault."""

    code = "broken"
    title = "坏插件"
    suffixes = frozenset((".shout",))

    def read(self, file: SourceFile) -> Draft | None:
        raise ZeroDivisionError


class Entry:
    """What importlib.metadata gives for an installed plug-in."""

    group = readers.ENTRY_POINTS
    value = "installed:Reader"

    def __init__(self, name: str, made: object) -> None:
        self.name = name
        self._made = made

    def load(self) -> object:
        if isinstance(self._made, Exception):
            raise self._made
        return self._made


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch):
    def install(*entries: Entry) -> None:
        monkeypatch.setattr("ecodesk.knowledge.plugins.entry_points", lambda group: entries)
        forget_failures()
        readers.plugins.cache_clear()

    yield install
    monkeypatch.undo()
    readers.plugins.cache_clear()


def test_a_plugin_reads_its_own_files_and_no_others(installed) -> None:
    installed(Entry("shout", Shouting))
    assert read_file(SourceFile("a.shout", b"pk. hello.")).articles[0].clean.text == "PK. HELLO."
    assert read_file(SourceFile("a.txt", TEXT.encode())).articles[0].clean.text == TEXT


def test_failing_plugins_are_reported_and_passed_over(installed) -> None:
    installed(Entry("lost", ImportError("no")), Entry("broken", Broken), Entry("shout", Shouting()))
    reading = read_file(SourceFile("a.shout", b"hello."))
    assert reading.articles[0].clean.text == "HELLO."
    assert len(reading.warnings) == 2
    assert "lost" in reading.warnings[0]
    assert "broken" in reading.warnings[1]


def test_builtin_readers_have_codes_and_titles() -> None:
    assert len({reader.code for reader in readers.BUILTIN}) == len(readers.BUILTIN)
    assert all(reader.title and reader.suffixes for reader in readers.BUILTIN)
