"""What a reader of a release wants to know first: how many of what, how long, how sure."""

from claims.stats.counts import Bin, Stats, counts, of_release

__all__ = ["Bin", "Stats", "counts", "of_release"]
