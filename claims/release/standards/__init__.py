"""A release in the terms of others: Croissant, schema.org and PROV-O."""

from claims.release.standards.croissant import NAME, distribution, text

__all__ = ["NAME", "distribution", "text"]
