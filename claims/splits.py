"""The shares of train, validation and test, and which of them a group of articles is in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from claims.errors import ClaimsError
from claims.records import Split


@dataclass(frozen=True, slots=True)
class Splits:
    """The shares, in percent, of train, validation and test."""

    train: int = 100
    validation: int = 0
    test: int = 0

    def __post_init__(self) -> None:
        shares = (self.train, self.validation, self.test)
        if min(shares) < 0 or sum(shares) != 100:
            raise ClaimsError(
                f"splits {self} do not add up to 100: "
                "give train/validation/test in percent, such as 80/10/10"
            )

    def __str__(self) -> str:
        return f"{self.train}/{self.validation}/{self.test}"

    @classmethod
    def parse(cls, text: str) -> Splits:
        """The splits written as "80/10/10"."""
        parts = text.split("/")
        if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
            raise ClaimsError(
                f"cannot read splits {text!r}: give train/validation/test in percent, "
                "such as 80/10/10"
            )
        return cls(*(int(part) for part in parts))

    def of(self, group: str) -> Split:
        """The split of a group of near duplicates, by a digest of the group's key alone.

        So nothing moves when other articles come or go.
        """
        digest = hashlib.sha256(f"split\n{group}".encode()).digest()
        place = int.from_bytes(digest[:8], "big") % 10_000 / 100
        if place < self.train:
            return "train"
        return "validation" if place < self.train + self.validation else "test"
