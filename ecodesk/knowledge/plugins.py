"""Loading of plug-ins: what other packages add to readers, rules, checks and exporters by entry points.

One of the three places with a broad except: a plug-in is somebody else's code, and whatever it
raises is reported and never stops the desk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

log = logging.getLogger(__name__)

_Plugin = TypeVar("_Plugin")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """A plug-in that could not be loaded or broke down; `reason` is the error's own text."""

    group: str
    name: str
    reason: str


_failures: dict[tuple[str, str], PluginFailure] = {}


def plugin_failures(group: str = "") -> tuple[PluginFailure, ...]:
    """Plug-ins that failed since the start, of one entry-point group or of all."""
    return tuple(failure for failure in _failures.values() if group in ("", failure.group))


def report_failure(group: str, name: str, error: Exception) -> None:
    """Remember and log that a plug-in failed."""
    _failures[group, name] = PluginFailure(group, name, f"{type(error).__name__}: {error}")
    log.error("plug-in %s of %s failed", name, group, exc_info=error)


def load_plugin(point: EntryPoint, kind: type[_Plugin]) -> _Plugin | None:
    """The object behind an entry point, made from its class; None, and a report, when it does not load.

    `kind` is a runtime-checkable protocol that the object must meet.
    """
    try:
        loaded = point.load()
        plugin = loaded() if isinstance(loaded, type) else loaded
        if not isinstance(plugin, kind):
            raise TypeError(f"{point.value} is no {kind.__name__}")
    except Exception as error:
        report_failure(point.group, point.name, error)
        return None
    return plugin


def load_plugins(group: str, kind: type[_Plugin]) -> tuple[_Plugin, ...]:
    """The working plug-ins of a group, in the order of their packages."""
    loaded = (load_plugin(point, kind) for point in entry_points(group=group))
    return tuple(plugin for plugin in loaded if plugin is not None)


def run_plugin(group: str, name: str, call: Callable[[], Iterable[_Result]]) -> list[_Result]:
    """What a plug-in gives; nothing, and a report, when it breaks down on the way."""
    try:
        return list(call())
    except Exception as error:
        report_failure(group, name, error)
        return []


def forget_failures() -> None:
    """Forget which plug-ins failed: packages were installed or removed since."""
    _failures.clear()
