"""How what takes long tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Steps = Callable[[str, float], None]
"""Is told what is done next, and the share of it that is done already, from 0 to 1."""


def untold(what: str, share: float) -> None:
    """Where nobody asks."""
