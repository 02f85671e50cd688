"""Keys to sign with, the same in each run."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives import serialization as ser
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PEM, SSH = ser.Encoding.PEM, ser.Encoding.OpenSSH
NO_LOCK = ser.NoEncryption()


def write_key(
    folder: Path, name: str, seed: int = 1, lock: bytes | None = None, pem: bool = False
) -> Path:
    """A private key in `folder/name`, its public one in `name.pub`."""
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    form = ser.PrivateFormat.PKCS8 if pem else ser.PrivateFormat.OpenSSH
    how: ser.KeySerializationEncryption = ser.BestAvailableEncryption(lock) if lock else NO_LOCK
    path = folder / name
    path.write_bytes(key.private_bytes(PEM, form, how))
    path.chmod(0o600)  # OpenSSH reads no key that others may read
    public = key.public_key()
    if pem:
        text = public.public_bytes(PEM, ser.PublicFormat.SubjectPublicKeyInfo)
    else:
        text = public.public_bytes(SSH, ser.PublicFormat.OpenSSH) + b" someone@example.org\n"
    (folder / f"{name}.pub").write_bytes(text)
    return path
