"""`rejects.jsonl`: the inputs that gave no article, with the reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from claims.records import Rejection

REJECTS = "rejects.jsonl"


def to_text(rejects: Iterable[Rejection]) -> bytes:
    """The file's text, the same whatever the order of the inputs."""
    lines = [json.dumps(asdict(reject), ensure_ascii=False) + "\n" for reject in rejects]
    # A file's name may hold bytes that are no text, which Python keeps as lone surrogates.
    return "".join(sorted(lines)).encode(errors="backslashreplace")


def parse(text: bytes) -> list[Rejection]:
    """The rejects in a file's text; ValueError, with the line's number, where one is none."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            reject = Rejection(**json.loads(line))
        except (ValueError, TypeError, RecursionError) as error:
            raise ValueError(f"line {number:,} is no rejected input") from error
        values = (reject.source, reject.reason, reject.source_sha256 or "")
        if not all(isinstance(value, str) for value in values):
            raise ValueError(f"line {number:,} is no rejected input")
        found.append(reject)
    return found


def digests_of(rejects: Iterable[Rejection]) -> list[str]:
    """The digests of those that have bytes."""
    return [reject.source_sha256 for reject in rejects if reject.source_sha256 is not None]
