"""Ed25519 signatures in OpenSSH's own format (its PROTOCOL.sshsig): written and read.

Keys and signatures are bytes here; `cryptography` signs and checks.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

KEY_TYPE = b"ssh-ed25519"

_MAGIC = b"SSHSIG"
_HEAD = _MAGIC + (1).to_bytes(4, "big")
_HASHES = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_LINE = 70


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as its file holds it; what it says of itself is not checked."""

    key: bytes
    """The public key, in SSH's form."""
    namespace: bytes
    """What the signature is for."""
    algorithm: bytes
    """The hash of the message that was signed."""
    signature: bytes

    def to_text(self) -> bytes:
        """The text of the file."""
        signature = packed(KEY_TYPE, self.signature)
        blob = _HEAD + packed(self.key, self.namespace, b"", self.algorithm, signature)
        encoded = base64.b64encode(blob).decode()
        lines = [encoded[at : at + _LINE] for at in range(0, len(encoded), _LINE)]
        return "\n".join([_BEGIN, *lines, _END, ""]).encode()

    @classmethod
    def parse(cls, text: bytes) -> Signature:
        """The signature in a file's text; ValueError where it holds none by an Ed25519 key."""
        armor = text.decode("ascii").strip()
        if not (armor.startswith(_BEGIN) and armor.endswith(_END)):
            raise ValueError("not between the lines that begin and end a signature")
        encoded = "".join(armor.removeprefix(_BEGIN).removesuffix(_END).split())
        blob = base64.b64decode(encoded, validate=True)
        if not blob.startswith(_HEAD):
            raise ValueError("of another format")
        key, namespace, _, algorithm, signature = unpacked(blob.removeprefix(_HEAD), 5)
        kind, signature = unpacked(signature, 2)
        if kind != KEY_TYPE or algorithm not in _HASHES:
            raise ValueError("by another kind of key or hash")
        return cls(key, namespace, algorithm, signature)


def to_sign(message: bytes, namespace: bytes, algorithm: bytes = b"sha512") -> bytes:
    """What a key signs for a message."""
    return _MAGIC + packed(namespace, b"", algorithm, _HASHES[algorithm](message).digest())


def key_blob(public: bytes) -> bytes:
    """A public key of 32 bytes in SSH's form."""
    return packed(KEY_TYPE, public)


def fingerprint(key: bytes) -> str:
    """A public key's fingerprint, as `ssh-keygen -l` prints it."""
    digest = base64.b64encode(hashlib.sha256(key).digest()).decode()
    return f"SHA256:{digest.rstrip('=')}"


def packed(*strings: bytes) -> bytes:
    """Strings as SSH writes them: each after its length."""
    return b"".join(len(one).to_bytes(4, "big") + one for one in strings)


def unpacked(data: bytes, count: int) -> list[bytes]:
    """The `count` strings that `data` holds, and nothing else; else ValueError."""
    found = []
    for _ in range(count):
        size = int.from_bytes(data[:4], "big")
        if len(data) < 4 or len(data) < 4 + size:
            raise ValueError("cut off")
        found.append(data[4 : 4 + size])
        data = data[4 + size :]
    if data:
        raise ValueError("longer than it should be")
    return found
