"""The same claim across articles: which claims share a track."""

from claims.track.known import known_tracks
from claims.track.table import rows
from claims.track.tracks import tracks

__all__ = ["known_tracks", "rows", "tracks"]
