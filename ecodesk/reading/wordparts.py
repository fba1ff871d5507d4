"""The small parts of a Word file beside its text: what its styles mean, and what it says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ecodesk.knowledge.script import simplified
from ecodesk.reading.package import Package
from ecodesk.reading.xmlstream import parse

WORD = "Word 文档"
_NUMBERED = re.compile(r"(?:heading|标题)\s*([1-9])")
_NOBODY = re.compile(
    r"(?:微软|中国|windows|ms|hp|lenovo|dell)?\s*(?:用户|使用者|user|admin(?:istrator)?|home)"
    r"|python-docx|微软中国|openpyxl|apache poi|unknown|anonymous|unspecified",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:文档|document|doc|新建\s*microsoft.*|microsoft word.*|无标题|untitled)\s*\d*", re.IGNORECASE
)
_ROLES = {
    "title": "title",
    "标题": "title",
    "subtitle": "subtitle",
    "副标题": "subtitle",
    "caption": "caption",
    "题注": "caption",
    "标号": "caption",
    "图注": "caption",
    "图片说明": "caption",
}
_FIRST_YEAR = 1990
_TEMPLATE_DAYS = 366
_TEMPLATE_STAMP = "2013-12-23T23:15:00"
"""What every file made with python-docx and never dated says."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: `name` in lower case, `level` of its outline (1 the highest, 0 none)."""

    name: str = ""
    level: int = 0
    based_on: str = ""


class _Styles:
    def __init__(self) -> None:
        self.found: dict[str, Style] = {}
        self._id = ""
        self._values: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "w:style":
            self._id, self._values = attributes.get("w:styleId", ""), {}
        elif self._id and name in ("w:name", "w:basedOn", "w:outlineLvl"):
            self._values[name] = attributes.get("w:val", "")

    def end(self, name: str) -> None:
        if name == "w:style" and self._id:
            told = self._values.get("w:outlineLvl", "")
            level = int(told) + 1 if told.isdecimal() and int(told) < 9 else 0
            name = simplified(self._values.get("w:name", "")).lower()
            style = Style(name, level, self._values.get("w:basedOn", ""))
            self.found[self._id] = style
            self._id = ""

    def text(self, text: str) -> None:
        return


def styles_of(package: Package) -> dict[str, Style]:
    """Every paragraph style by its id, with the level it has from those it is based on."""
    styles = _Styles()
    if "word/styles.xml" in package.names:
        parse(package.chunks("word/styles.xml"), styles, WORD)
    return inherited(styles.found)


def inherited(styles: dict[str, Style]) -> dict[str, Style]:
    """Each style with the role its name tells, and what it has from those it is based on."""
    return {key: _resolved(key, styles) for key in styles}


def _resolved(key: str, styles: dict[str, Style]) -> Style:
    style = styles[key]
    role, level, seen = _role(style.name), style.level, {key}
    while not (role or level) and style.based_on in styles and style.based_on not in seen:
        seen.add(style.based_on)
        style = styles[style.based_on]
        role, level = _role(style.name), style.level
    return Style(role, level)


def _role(name: str) -> str:
    """Title, subtitle or caption for the names Word and WPS give these styles; headingN by its number."""
    numbered = _NUMBERED.match(name)
    if numbered:
        return f"heading{numbered[1]}"
    return _ROLES.get(name, "")


@dataclass(frozen=True, slots=True)
class Properties:
    """A file's own fields, "" where they are empty or filled by the program."""

    title: str = ""
    author: str = ""
    created: str = ""


@dataclass(slots=True)
class _Core:
    values: dict[str, str] = field(default_factory=dict)
    _name: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._name = name

    def end(self, name: str) -> None:
        self._name = ""

    def text(self, text: str) -> None:
        if self._name:
            self.values[self._name] = (self.values.get(self._name, "") + text)[:300]


def properties_of(package: Package) -> Properties:
    """Title, author and day of creation of an office file."""
    core = _Core()
    if "docProps/core.xml" in package.names:
        parse(package.chunks("docProps/core.xml"), core, WORD)
    told = core.values
    return properties(
        told.get("dc:title", ""), told.get("dc:creator", ""), told.get("dcterms:created", ""),
        told.get("dcterms:modified", ""),
    )


def properties(title: str, author: str, created: str, modified: str) -> Properties:
    """Fields without what programs fill in by themselves.

    A file made from an old template carries the template's day: then the day of the last change stands.
    """
    title, author = title.strip(), author.strip()
    first, last = _day(created), _day(modified)
    if created.startswith(_TEMPLATE_STAMP):
        first = last if modified != created else None
    if first and last and (last - first).days > _TEMPLATE_DAYS:
        first = last
    return Properties(
        "" if _NO_TITLE.fullmatch(simplified(title)) else title,
        "" if _NOBODY.fullmatch(simplified(author)) else author,
        first.isoformat() if first else "",
    )


def _day(stamp: str) -> date | None:
    try:
        day = date.fromisoformat(stamp.strip()[:10])
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None
