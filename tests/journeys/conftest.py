"""Journeys use the window's fixtures and the same strictness."""

from __future__ import annotations

from tests.gui.conftest import quiet_qt  # noqa: F401
