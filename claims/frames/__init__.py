"""Who framed what how: what `claims frames` counts, sets against each other and draws."""

from claims.frames.report import Report, report, summary
from claims.frames.select import Wanted

__all__ = ["Report", "Wanted", "report", "summary"]
