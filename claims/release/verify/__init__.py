"""A release, checked in all that it says of itself."""

from claims.release.verify.check import Verified, verify

__all__ = ["Verified", "verify"]
