"""Whether a release's signature holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.release.keys import NAMESPACE, public_keys
from claims.release.problem import Problem, named
from claims.release.sshsig import Signature, fingerprint, to_sign, unpacked
from claims.release.version import MANIFEST, SIGNATURE


@dataclass(frozen=True, slots=True)
class Signing:
    """What was found of a release's signature."""

    signer: str | None = None
    """The fingerprint of the key whose signature holds; None where none was checked or holds."""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


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
    trusted = {key for file in keys for key in public_keys(file)}
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
