"""What a release changes against the one before it, as its version says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.release.version import Change

if TYPE_CHECKING:
    from claims.release.diff import Comparison

CHANGES = "CHANGES.md"

# Not speakers and tracks: their counts grow with every article that is added.
_COMPARED = ("articles", "claims", "framings")


def change(found: Comparison) -> Change | None:
    """How the later release differs from the one before; None if it does not.

    The files, rejects apart, do not matter.
    """
    if not found.same_columns:
        return "columns"
    if found.same_content:
        return None if found.same_rejects else "corrected"
    tables = [table for table in found.tables if table.name in _COMPARED]
    more = any(table.added for table in tables)
    kept = not any(table.removed or table.corrected for table in tables)
    return "added" if more and kept else "corrected"
