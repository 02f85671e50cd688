"""Ed25519 keys that sign releases, from files of OpenSSH or in PEM."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from claims.errors import ClaimsError
from claims.release.sshsig import KEY_TYPE, key_blob, unpacked

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAMESPACE = b"news-claims"
"""What the signature is for: one that the same key made for something else does not count."""

_MAKE_ONE = "make one with ssh-keygen -t ed25519"


def private_key(path: Path, passphrase: Callable[[], str] | None) -> Ed25519PrivateKey:
    """The private key in a file, OpenSSH's or PEM."""
    serialization = _serialization()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    data = _bytes(path)
    openssh = b"OPENSSH PRIVATE KEY" in data
    load = serialization.load_ssh_private_key if openssh else serialization.load_pem_private_key
    try:
        try:
            key = load(data, None)
        except TypeError:  # how cryptography says that the key is locked
            if passphrase is None:
                raise ValueError("it is locked, and nobody is there to be asked") from None
            key = load(data, passphrase().encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ClaimsError(
            f"cannot use {path} as a private key: {error}; "
            f"give one of OpenSSH or PEM, or {_MAKE_ONE}"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ClaimsError(f"the key {path} is not of the kind Ed25519: {_MAKE_ONE}")
    return key


def public_keys(path: Path) -> list[bytes]:
    """The public Ed25519 keys in a file, in SSH's form."""
    serialization = _serialization()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    data = _bytes(path)
    if b"PRIVATE KEY-----" in data:
        raise ClaimsError(f"{path} is a private key: give the public one, {path}.pub")
    found = []
    if data.lstrip().startswith(b"-----BEGIN"):
        try:
            key = serialization.load_pem_public_key(data)
        except ValueError as error:
            raise ClaimsError(f"cannot use {path} as a public key: {error}") from error
        if isinstance(key, Ed25519PublicKey):
            found.append(key_blob(key.public_bytes_raw()))
    else:
        # Lines as in *.pub, authorized_keys and allowed_signers: the key follows its type.
        found += [
            _decoded(words[words.index(KEY_TYPE) + 1], path)
            for words in map(bytes.split, data.splitlines())
            if KEY_TYPE in words[:-1] and not words[0].startswith(b"#")
        ]
    if not found:
        raise ClaimsError(f"{path} holds no public Ed25519 key: give a file such as id_ed25519.pub")
    return found


def _decoded(word: bytes, path: Path) -> bytes:
    try:
        key = base64.b64decode(word, validate=True)
        kind, public = unpacked(key, 2)
        if kind != KEY_TYPE or len(public) != 32:
            raise ValueError("not an Ed25519 key")
    except ValueError as error:
        raise ClaimsError(
            f"{path} holds a key that is damaged ({error}): copy its line anew"
        ) from error
    return key


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ClaimsError(
            f"cannot read the key {path}: {error.strerror or error}; give the file of a key"
        ) from error


def _serialization() -> ModuleType:
    try:
        from cryptography.hazmat.primitives import serialization
    except ImportError as error:
        raise ClaimsError(
            "signatures need cryptography: install it with pip install 'news-claims[sign]'"
        ) from error
    return serialization
