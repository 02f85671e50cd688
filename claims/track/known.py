"""The track ids that a release gives its claims, for the release that follows it to keep."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from claims.errors import ReleaseError


def known_tracks(release: Path | None) -> dict[str, str]:
    """For each claim_id of a release that is on a track, the track's id; none without a release.

    Made anew with its own ids for known ones, a release has them again: so `claims rebuild` does
    not need the releases before it.

    Raises ReleaseError where the release cannot be read.
    """
    from claims.load import scan

    if release is None:
        return {}
    claims = scan(release, "claims")
    try:
        some = claims.select("claim_id", "track_id").filter(pl.col("track_id").is_not_null())
        return dict(some.collect().iter_rows())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ReleaseError(
            f"cannot read the claims of {release}: {error}; restore it from a copy"
        ) from error
