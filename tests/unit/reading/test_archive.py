"""Archives: their members are read one by one, within limits, and never lead out of the archive."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from making import packed

from ecodesk.domain.errors import ReadError
from ecodesk.knowledge.messages import explain
from ecodesk.reading import archive, limits, members, package, read_path, signatures, typescript, xmlstream
from ecodesk.reading.limits import MIB, Limits, limits_of

TEXT = "渡口的老船工守了三十年江面，如今坐在新修的候船室里。"


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch):
    """Sets limits of its own for one test."""

    def limit(**values: int) -> None:
        made = Limits(**values)
        for module in (limits, archive, package, signatures, typescript, xmlstream):
            monkeypatch.setattr(module, "limits", lambda: made)
        archive._opened.cache_clear()

    yield limit
    archive._opened.cache_clear()


def put(folder: Path, data: bytes, name: str = "一月.zip") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def names(path: Path) -> list[str]:
    return [member.relative_to(path).as_posix() for member in members(path)]


def code_of(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_path(path)
    line = explain(caught.value)
    assert line.startswith(str(path))
    assert "{" not in line
    return caught.value.code


def test_members_are_read_by_a_path_through_the_archive(tmp_path: Path) -> None:
    path = put(tmp_path, packed({"渡口/甲.txt": TEXT, "乙.txt": TEXT.encode("gb18030"), "空/": ""}))
    assert names(path) == ["渡口/甲.txt", "乙.txt"]
    for member in members(path):
        reading = read_path(member)
        assert reading.articles[0].clean.text == TEXT
        assert reading.file.name == member.name
    assert code_of(path / "没有.txt") == "read-missing"
    assert code_of(path) == "read-zip"


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = packed({"丙.txt": TEXT})
    path = put(tmp_path, packed({"二月/内.zip": inner, "丁.txt": TEXT}))
    assert names(path) == ["二月/内.zip/丙.txt", "丁.txt"]
    assert read_path(path / "二月/内.zip/丙.txt").articles[0].document == "丙"


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_names_that_do_not_say_their_code(tmp_path: Path, codec: str) -> None:
    raw = "老船工.txt".encode(codec)
    data = packed({"x" * len(raw): TEXT}).replace(b"x" * len(raw), raw)
    path = put(tmp_path, data)
    assert names(path) == ["老船工.txt"]
    assert read_path(path / "老船工.txt").articles[0].clean.text == TEXT


@pytest.mark.parametrize("name", ["../外.txt", "/etc/外.txt", "C:/外.txt", "a/../../外.txt", "..\\外.txt"])
def test_names_that_lead_out_are_refused_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, packed({name: TEXT, "好.txt": TEXT}))
    bad, good = members(path)
    assert ".." not in bad.parts
    assert path in bad.parents
    assert code_of(bad) == "read-zip-name"
    assert read_path(good).articles[0].clean.text == TEXT


def test_links_and_locked_members_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "链.zip"
    with zipfile.ZipFile(path, "w") as made:
        entry = zipfile.ZipInfo("链.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")
    assert code_of(path / "链.txt") == "read-zip-link"
    locked = put(tmp_path, packed({"密.txt": TEXT}, flags=1), "密.zip")
    assert code_of(locked / "密.txt") == "read-password"


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    path = tmp_path / "重.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("甲.txt", TEXT)
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("甲.txt", TEXT + TEXT)
    assert len({read_path(member).articles[0].clean.text for member in members(path)}) == 2


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(100), packed({"甲.txt": TEXT})[:60]])
def test_a_damaged_archive_is_given_back_and_told(tmp_path: Path, data: bytes) -> None:
    path = put(tmp_path, data)
    assert members(path) == [path]
    assert code_of(path) == "read-damaged"


def test_a_damaged_member_does_not_spoil_the_others(tmp_path: Path) -> None:
    data = bytearray(packed({"甲.txt": TEXT * 50, "乙.txt": TEXT}))
    data[data.index("甲.txt".encode()) + 20] ^= 0xFF
    path = put(tmp_path, bytes(data))
    assert code_of(path / "甲.txt") == "read-damaged"
    assert read_path(path / "乙.txt").articles[0].clean.text == TEXT


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, packed({"炸.txt": bytes(40 * MIB)}))
    assert members(path) == [path]
    assert code_of(path) == "read-limit-ratio"


def test_an_archive_that_holds_itself_again_and_again(tmp_path: Path) -> None:
    data = packed({"底.txt": TEXT})
    for _ in range(4):
        data = packed({f"{number}.zip": data for number in range(3)})
    path = put(tmp_path, data)
    deepest = members(path)
    assert {code_of(member) for member in deepest} == {"read-limit-depth"}
    assert len(deepest) == 27


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"entries": 2}, "read-limit-entries"),
        ({"archive_unpacked_megabytes": 0}, "read-limit-unpacked"),
        ({"archive_megabytes": 0}, "read-limit-archive"),
    ],
)
def test_each_limit_is_told(tmp_path: Path, limited, values: dict[str, int], code: str) -> None:
    path = put(tmp_path, packed({f"{number}.txt": TEXT for number in range(3)}))
    limited(**values)
    assert code_of(path) == code


def test_entries_are_counted_over_all_the_archives(tmp_path: Path, limited) -> None:
    inner = packed({f"{number}.txt": TEXT for number in range(3)})
    path = put(tmp_path, packed({"甲.zip": inner, "乙.zip": inner}))
    limited(entries=5)
    assert members(path) == [path]
    assert code_of(path) == "read-limit-entries"


def test_a_member_beyond_the_size_of_a_file(tmp_path: Path, limited) -> None:
    path = put(tmp_path, packed({"大.txt": TEXT * 3}))
    limited(megabytes=0)
    assert code_of(path / "大.txt") == "read-too-large"


def test_the_archive_is_not_held_open(tmp_path: Path) -> None:
    path = put(tmp_path, packed({"甲.txt": TEXT}))
    assert read_path(path / "甲.txt").articles
    put(tmp_path, packed({"甲.txt": TEXT + TEXT}))
    assert read_path(path / "甲.txt").articles[0].clean.text == TEXT + TEXT
    path.unlink()
    assert code_of(path) == "read-missing"


def test_limits_come_from_the_environment() -> None:
    found = limits_of({"ECODESK_LIMITS": "pages=7, rows=9;nonsense=3 depth=x"})
    assert (found.pages, found.rows, found.depth) == (7, 9, Limits().depth)
    assert limits_of({}) == Limits()
