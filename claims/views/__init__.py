"""A release made ready for a model: what a task needs, in one table."""

from claims.views.bio import Tagged, decode
from claims.views.dataset import tokens

__all__ = ["Tagged", "decode", "tokens"]
