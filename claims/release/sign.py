"""Signatures: `release.json.sig` beside the manifest, over the exact bytes of `release.json`.

It is an SSH signature by an Ed25519 key, so that people sign with the key they have, and OpenSSH
alone can make one and check it:

    ssh-keygen -Y sign -n news-claims -f ~/.ssh/id_ed25519 release.json
    ssh-keygen -Y check-novalidate -n news-claims -s release.json.sig < release.json
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from claims.errors import ReleaseError
from claims.release.keys import NAMESPACE, private_key
from claims.release.manifest import Manifest, flaw, manifest_bytes
from claims.release.sshsig import Signature, fingerprint, key_blob, to_sign
from claims.release.verify.files import check_files
from claims.release.version import MANIFEST, SIGNATURE


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


def sign(folder: Path, key: Path, passphrase: Callable[[], str] | None = None) -> Signed:
    """Sign the release in `folder` with a private key; `passphrase` is asked where it is locked.

    Raises ReleaseError where the files are not what the manifest says, since a signature vouches
    for them, or another signature is there; ClaimsError where the key cannot be used or the extra
    `sign` is missing.
    """
    private = private_key(key, passphrase)
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
