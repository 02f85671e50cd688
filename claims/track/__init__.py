"""The same claim across articles: which claims share a track, and the table of tracks.

`claims.track.tracks` finds them and needs the models; the rest is light.
"""

from claims.track.known import known_tracks
from claims.track.table import rows

__all__ = ["known_tracks", "rows"]
