"""What articles gave, kept from one build to the next."""

from claims.kept.store import FOLDER, Kept

__all__ = ["FOLDER", "Kept"]
