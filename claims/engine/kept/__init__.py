"""What articles gave, kept from one build to the next."""

from claims.engine.kept.store import FOLDER, Kept

__all__ = ["FOLDER", "Kept"]
