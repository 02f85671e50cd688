"""What people corrected: records of their own, which builds apply and which outlive a model."""

from claims.corrections.store import Corrections, load_corrections

__all__ = ["Corrections", "load_corrections"]
