"""Where the per-article steps run, and what is kept of them for the next build."""

from claims.engine.dispatch import default_workers, run

__all__ = ["default_workers", "run"]
