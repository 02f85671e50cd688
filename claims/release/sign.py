"""Signatures: `release.json.sig` beside the manifest, over the exact bytes of `release.json`.

It is an SSH signature by an Ed25519 key, so that people sign with the key they have, and OpenSSH
alone can make one and check it:

    ssh-keygen -Y sign -n news-claims -f ~/.ssh/id_ed25519 release.json
    ssh-keygen -Y check-novalidate -n news-claims -s release.json.sig < release.json
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from claims.errors import ClaimsError, ReleaseError
from claims.release.check_files import check_files
from claims.release.manifest import Manifest, flaw, manifest_bytes
from claims.release.problem import Problem, named
from claims.release.sshsig import KEY_TYPE, Signature, fingerprint, key_blob, to_sign, unpacked
from claims.release.version import MANIFEST, SIGNATURE

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAMESPACE = b"news-claims"
"""What the signature is for: one that the same key made for something else does not count."""

_MAKE_ONE = "make one with ssh-keygen -t ed25519"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that a release bears."""

    path: Path
    signer: str
    """The key's fingerprint, as `ssh-keygen -l` prints it."""
    new: bool
    """False where the release bore it already."""

    def __str__(self) -> str:
        """What to tell who asked."""
        how = "Signed" if self.new else "Signed already"
        return f"{how} by {self.signer}: {self.path}"


@dataclass(frozen=True, slots=True)
class Signing:
    """What was found of a release's signature."""

    signer: str | None = None
    """The fingerprint of the key whose signature holds; None where none was checked or holds."""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def sign(folder: Path, key: Path, passphrase: Callable[[], str] | None = None) -> Signed:
    """Sign the release in `folder` with a private key; `passphrase` is asked where it is locked.

    Raises ReleaseError where the files are not what the manifest says, since a signature vouches
    for them, or another signature is there; ClaimsError where the key cannot be used or the extra
    `sign` is missing.
    """
    private = _private(key, passphrase)
    raw = manifest_bytes(folder)
    _refuse_if_altered(folder, raw)
    public = key_blob(private.public_key().public_bytes_raw())
    signature = private.sign(to_sign(raw, NAMESPACE))
    text = Signature(public, NAMESPACE, b"sha512", signature).to_text()
    path = folder / SIGNATURE
    try:
        # Ed25519 leaves nothing to chance: the same key signs the same bytes the same way.
        if path.exists() and path.read_bytes() == text:
            return Signed(path, fingerprint(public), new=False)
        if path.exists():
            raise ReleaseError(f"{path} is there already: remove it to sign the release anew")
        # Beside the release until it is whole: a release holds no file but its own.
        hidden = folder.absolute().with_name(f".{SIGNATURE}-{secrets.token_hex(4)}")
        try:
            hidden.write_bytes(text)
            hidden.rename(path)
        finally:
            hidden.unlink(missing_ok=True)
    except OSError as error:
        raise ReleaseError(
            f"cannot write {path}: {error.strerror or error}; see that you may write there"
        ) from error
    return Signed(path, fingerprint(public), new=True)


def check_signature(folder: Path, raw: bytes, keys: Sequence[Path]) -> Signing:
    """Check the signature over `raw`, the manifest of the release in `folder`, by one of the keys.

    Each of `keys` is a file of public Ed25519 keys, a line each as in `id_ed25519.pub`, or in PEM.
    Without any nothing is checked, and a note says so where there is a signature.

    Raises ClaimsError where a key cannot be used or the extra `sign` is missing.
    """
    path = folder / SIGNATURE
    if not keys:
        note = "signed, but not checked: give --key with the signer's public key"
        return Signing(notes=(note,) if path.exists() else ())
    trusted = {key for file in keys for key in _public(file)}
    try:
        return Signing(signer=_signer(path.read_bytes(), raw, trusted))
    except FileNotFoundError:
        what = "is missing: the release is not signed, and a key was given to check it by"
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
    except ValueError as error:
        what = str(error)
    return Signing(problems=(Problem(SIGNATURE, "signature", what),))


def _signer(text: bytes, raw: bytes, trusted: set[bytes]) -> str:
    """Whose signature it is; ValueError, with what is wrong, where it does not hold."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        found = Signature.parse(text)
    except ValueError as error:
        raise ValueError(f"is no Ed25519 signature of OpenSSH's form: {error}") from error
    if found.namespace != NAMESPACE:
        use = named(found.namespace.decode(errors="replace"))
        raise ValueError(f"was made for {use}, expected {NAMESPACE.decode()}")
    if found.key not in trusted:
        raise ValueError(f"is by the key {fingerprint(found.key)}, which is none of those given")
    key = Ed25519PublicKey.from_public_bytes(unpacked(found.key, 2)[1])
    try:
        key.verify(found.signature, to_sign(raw, found.namespace, found.algorithm))
    except InvalidSignature as error:
        raise ValueError(
            f"does not hold: {MANIFEST} is not as {fingerprint(found.key)} signed it"
        ) from error
    return fingerprint(found.key)


def _refuse_if_altered(folder: Path, raw: bytes) -> None:
    fault = flaw(raw)
    found = [f"{MANIFEST} {fault}"] if fault else []
    if not fault:
        found = [str(problem) for problem in check_files(folder, Manifest.of(folder)).problems]
    if found:
        raise ReleaseError(
            f"will not sign {folder}, which is not as it was made ({found[0]}): "
            "claims verify tells all that is wrong"
        )


def _private(path: Path, passphrase: Callable[[], str] | None) -> Ed25519PrivateKey:
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


def _public(path: Path) -> list[bytes]:
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
