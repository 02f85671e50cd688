"""Tables into a release and its version."""

from claims.release.before import before_of
from claims.release.manifest import Manifest, Options, Provenance
from claims.release.version import Version, versions
from claims.release.write import Material, Release, check_follows, write, write_next

__all__ = [
    "Manifest", "Material", "Options", "Provenance", "Release", "Version", "before_of",
    "check_follows", "versions", "write", "write_next",
]  # fmt: skip
