"""Everything this package raises on purpose.

ClaimsError
├── InputError        an input that cannot be read, or holds no article
├── SchemaError       tables that break the data contract; holds every fault
├── ReleaseError      a release that cannot be written or found
├── CorrectionsError  corrections that cannot be read
├── SpeakersError     a file of speakers that cannot be used
└── VocabularyError   a vocabulary of frames that cannot be used
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.schemas.faults import Fault


class ClaimsError(Exception):
    """A problem the user can mend; its text says what is wrong, where, and how."""


class InputError(ClaimsError):
    """An input that cannot be read, or that holds no article."""


class ReleaseError(ClaimsError):
    """A release that cannot be written or found."""


class CorrectionsError(ClaimsError):
    """Corrections that cannot be read or written."""


class SpeakersError(ClaimsError):
    """A user's file of speakers that cannot be used."""


class VocabularyError(ClaimsError):
    """A vocabulary of frames that cannot be used."""


class SchemaError(ClaimsError):
    """Tables that break the data contract.

    `faults` holds every fault found, not only the first.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        count = len(self.faults)
        super().__init__(f"{count} fault{'s' * (count != 1)} in the tables:\n{lines}")
