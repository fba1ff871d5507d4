"""An archive is a folder to the batch: its files come one by one, those that cannot be copy are left out."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ecodesk.services import pipeline

TEXT = "全县新修村道420公里，总投资3.6亿元。"


def test_files_of_an_archive_and_of_one_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "卷" / "一月.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as made:
        for name in ("县/甲.txt", "__MACOSX/县/._甲.txt", "县/图.jpg", ".DS_Store", "乙.txt"):
            made.writestr(name, TEXT)
    assert [file.name for file in pipeline.files_in([path])] == ["甲.txt", "乙.txt"]
    assert [file.name for file in pipeline.files_in([path.parent, path])] == ["甲.txt", "乙.txt"]
    parsed = [pipeline.parse(file) for file in pipeline.files_in([path])]
    assert [{fact.text for fact in item.facts} >= {"420公里", "3.6亿元"} for item in parsed] == [True, True]


def test_a_damaged_archive_fails_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "坏.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(64))
    (file,) = pipeline.files_in([path])
    failure = pipeline.parse(file)
    assert isinstance(failure, pipeline.Failure)
    assert "已损坏" in failure.message
    assert failure.advice
