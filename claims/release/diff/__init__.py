"""What differs between two releases, row by row and column by column."""

from claims.release.diff.compare import Comparison, TableDiff, compare
from claims.release.diff.side import Side

__all__ = ["Comparison", "Side", "TableDiff", "compare"]
