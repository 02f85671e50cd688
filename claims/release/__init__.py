"""Tables into a release and its version."""

from claims.release.manifest import Manifest, Options, Provenance
from claims.release.version import Version, versions
from claims.release.write import Release, write

__all__ = ["Manifest", "Options", "Provenance", "Release", "Version", "versions", "write"]
