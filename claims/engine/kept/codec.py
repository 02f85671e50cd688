"""An extraction as bytes, and back: exact, and safe to read whoever wrote the bytes.

MessagePack of the records, checked field by field as it is read (msgspec), in zlib, whose checksum
tells bytes that were damaged.
"""

from __future__ import annotations

import zlib
from array import array
from functools import cache
from typing import Any

import msgspec
import numpy as np

from claims.records import Document, Extraction

_FASTEST = 1
_OFFSET = "i"


class DamagedError(ValueError):
    """Bytes that are no extraction."""


def encode(extraction: Extraction) -> bytes:
    """The extraction as bytes."""
    return zlib.compress(to_bytes(extraction), _FASTEST)


def to_bytes(record: Extraction | Document) -> bytes:
    """The record as MessagePack: the same for equal ones."""
    return _encoder().encode(record)


def decode(data: bytes) -> Extraction:
    """The extraction that `encode` gave these bytes for; DamagedError for any other."""
    try:
        found: Extraction = _decoder().decode(zlib.decompress(data))
    except (zlib.error, msgspec.MsgspecError, ValueError, OverflowError) as error:
        raise DamagedError(str(error)) from error
    return found


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder(enc_hook=_to_runs)


@cache
def _decoder() -> msgspec.msgpack.Decoder[Extraction]:
    return msgspec.msgpack.Decoder(Extraction, dec_hook=_from_runs)


def _to_runs(offsets: object) -> list[int]:
    """Offsets as first and length of each run of consecutive ones, which most of a text is."""
    if not isinstance(offsets, array):
        raise NotImplementedError(type(offsets).__name__)
    given = np.frombuffer(offsets, dtype=np.intc).astype(np.int64)
    if not len(given):
        return []
    starts = np.flatnonzero(np.diff(given, prepend=given[0] - 2) != 1)
    lengths = np.diff(starts, append=len(given))
    return [int(one) for pair in zip(given[starts], lengths, strict=True) for one in pair]


def _from_runs(kind: Any, runs: Any) -> array[int]:
    if getattr(kind, "__origin__", kind) is not array:
        raise NotImplementedError(str(kind))
    pairs = np.array(runs, dtype=np.int64).reshape(-1, 2)
    starts, lengths = pairs[:, 0], pairs[:, 1]
    if (lengths < 0).any() or lengths.sum() > _LONGEST:
        raise ValueError("runs of offsets that no text has")
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    offsets = np.repeat(starts, lengths) + np.arange(len(before)) - before
    return array(_OFFSET, offsets.astype(np.intc).tobytes())


_LONGEST = 10_000_000
"""Characters: no file that holds one article may have more."""
