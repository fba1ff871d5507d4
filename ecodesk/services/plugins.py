"""What is to be told about plug-ins."""

from __future__ import annotations

from ecodesk.checking import all_checks
from ecodesk.exporting import exporters
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.plugins import plugin_failures


def plugin_notes() -> list[str]:
    """A line for every plug-in that could not be loaded or broke down, of any kind."""
    # Plug-ins are loaded when they are first asked for.
    all_checks()
    exporters()
    return [message("services.plugin", name=item.name, group=item.group, reason=item.reason)
            for item in plugin_failures()]
