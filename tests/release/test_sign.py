"""Signatures: made and checked here, and by OpenSSH."""

from __future__ import annotations

import builtins
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization as ser
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import ClaimsError, ReleaseError
from claims.release.sign import Signed, sign
from claims.release.sshsig import Signature
from claims.release.verify import Verified, verify
from tests.release.keys import NO_LOCK, PEM, SSH, write_key
from tests.release.tampering import data, edit, flip, forge

with_openssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs OpenSSH")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return write_key(tmp_path, "key")


@pytest.fixture
def folder(releases: Path) -> Path:
    return releases / "1.1.1"


def pub(key: Path) -> Path:
    return key.with_name(f"{key.name}.pub")


def only(found: Verified) -> str:
    (problem,) = found.problems
    return str(problem)


def test_a_signed_release_is_good_and_says_by_whom(folder: Path, key: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files = len(before)
    made = sign(folder, key)
    assert made.path == folder / "release.json.sig"
    assert made.new
    found = verify(folder, keys=[pub(key)])
    assert (found.problems, found.notes, found.signer) == ((), (), made.signer)
    assert f"as it was made, signed by {made.signer}: {files} files" in str(found)
    # Nothing but the signature came to the release, and it is no change to it.
    assert {path: path.read_bytes() for path in before} == before
    assert {path for path in folder.rglob("*") if path.is_file()} == {*before, made.path}
    assert sorted(path.name for path in folder.parent.iterdir()) == ["1.0.0", "1.1.0", "1.1.1"]


def test_signing_again_gives_the_same(folder: Path, key: Path) -> None:
    first = sign(folder, key)
    content = first.path.read_bytes()
    assert sign(folder, key) == Signed(first.path, first.signer, new=False)
    assert first.path.read_bytes() == content
    other = write_key(folder.parent, "other", seed=2)
    with pytest.raises(ReleaseError) as raised:
        sign(folder, other)
    assert str(raised.value) == (
        f"{first.path} is there already: remove it to sign the release anew"
    )


def test_without_a_key_a_signature_is_not_checked(folder: Path, key: Path) -> None:
    assert verify(folder).notes == ()
    sign(folder, key)
    found = verify(folder)
    assert found.good
    assert found.signer is None
    assert found.notes == ("signed, but not checked: give --key with the signer's public key",)


def test_a_release_that_is_not_signed_is_not_good_to_who_gives_a_key(
    folder: Path, key: Path
) -> None:
    assert only(verify(folder, keys=[pub(key)])) == (
        "release.json.sig: is missing: the release is not signed, "
        "and a key was given to check it by"
    )


def test_a_release_forged_throughout_is_told_by_its_signature(folder: Path, key: Path) -> None:
    made = sign(folder, key)
    edit(data(folder, "articles"), 0, "byline", "The Other Example")
    forge(folder)
    assert verify(folder).good  # nothing else can tell
    assert only(verify(folder, keys=[pub(key)])) == (
        f"release.json.sig: does not hold: release.json is not as {made.signer} signed it"
    )


def test_a_signature_of_another_release_or_by_another_key_is_wrong(
    releases: Path, folder: Path, key: Path
) -> None:
    other = write_key(releases.parent, "other", seed=2)
    made = sign(releases / "1.1.0", key)
    shutil.copy(made.path, folder)
    assert "does not hold" in only(verify(folder, keys=[pub(key)]))
    found = verify(releases / "1.1.0", keys=[pub(other)])
    assert only(found) == (
        f"release.json.sig: is by the key {made.signer}, which is none of those given"
    )
    assert found.signer is None
    assert verify(releases / "1.1.0", keys=[pub(other), pub(key)]).signer == made.signer


def test_a_signature_for_another_purpose_is_wrong(folder: Path, key: Path) -> None:
    made = sign(folder, key)
    found = Signature.parse(made.path.read_bytes())
    other = Signature(found.key, b"file\x1b[2J", found.algorithm, found.signature)
    made.path.write_bytes(other.to_text())
    assert only(verify(folder, keys=[pub(key)])) == (
        r"release.json.sig: was made for 'file\x1b[2J', expected news-claims"
    )


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_signature_with_any_byte_altered_never_passes_as_another(
    built: Path, tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject
) -> None:
    from claims.release.verify.signature import check_signature

    folder = tmp_path_factory.mktemp("signed")
    raw = (built / "1.1.1" / "release.json").read_bytes()
    key = write_key(folder, "key")
    shutil.copytree(built / "1.1.1", folder / "release")
    path = sign(folder / "release", key).path
    before = path.read_bytes()
    flip(path, drawn.draw(st.integers(0, len(before) - 1)), drawn.draw(st.integers(1, 255)))
    found = check_signature(folder / "release", raw, [pub(key)])
    if path.read_bytes().split() != before.split():  # the lines may be cut elsewhere
        assert [problem.check for problem in found.problems] == ["signature"]
        assert found.signer is None


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"]
)
def test_what_is_no_signature(folder: Path, key: Path, content: bytes) -> None:
    (folder / "release.json.sig").write_bytes(content)
    assert only(verify(folder, keys=[pub(key)])).startswith(
        "release.json.sig: is no Ed25519 signature of OpenSSH's form: "
    )


# ------------------------------------------------------------------ keys


def test_keys_in_pem_and_files_of_several_keys(folder: Path, tmp_path: Path) -> None:
    key = write_key(tmp_path, "pem", seed=3, pem=True)
    made = sign(folder, key)
    assert verify(folder, keys=[pub(key)]).signer == made.signer
    write_key(tmp_path, "other", seed=2)
    same = write_key(tmp_path, "same", seed=3)
    several = tmp_path / "allowed_signers"
    several.write_bytes(
        b"# who may sign\n\n"
        + b"a@example.org " + pub(tmp_path / "other").read_bytes()
        + b'b@example.org namespaces="news-claims" ' + pub(same).read_bytes()
    )  # fmt: skip
    assert verify(folder, keys=[several]).signer == made.signer


@pytest.mark.parametrize("pem", [False, True])
def test_a_locked_key_asks_for_its_passphrase(folder: Path, tmp_path: Path, pem: bool) -> None:
    key = write_key(tmp_path, "locked", lock=b"sesame", pem=pem)
    with pytest.raises(ClaimsError, match="nobody is there to be asked"):
        sign(folder, key)
    with pytest.raises(ClaimsError, match=f"^cannot use {key} as a private key: "):
        sign(folder, key, lambda: "wrong")
    assert not (folder / "release.json.sig").exists()
    sign(folder, key, lambda: "sesame")
    assert verify(folder, keys=[pub(key)]).good


def test_keys_that_cannot_be_used(folder: Path, key: Path, tmp_path: Path) -> None:
    other = tmp_path / "ecdsa"
    made = ec.generate_private_key(ec.SECP256R1())
    other.write_bytes(made.private_bytes(PEM, ser.PrivateFormat.OpenSSH, NO_LOCK))
    pub(other).write_bytes(made.public_key().public_bytes(SSH, ser.PublicFormat.OpenSSH))
    pem = tmp_path / "ecdsa.pem"
    pem.write_bytes(made.public_key().public_bytes(PEM, ser.PublicFormat.SubjectPublicKeyInfo))
    empty, damaged, broken = (tmp_path / name for name in ("empty", "damaged", "broken"))
    empty.write_bytes(b"")
    damaged.write_bytes(b"ssh-ed25519 AAAA\n")
    broken.write_bytes(b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")
    none = "holds no public Ed25519 key: give a file such as id_ed25519.pub"
    wrong = {
        key: f"{key} is a private key: give the public one, {key}.pub",
        tmp_path / "no": f"cannot read the key {tmp_path / 'no'}: No such file or directory; "
        "give the file of a key",
        pub(other): f"{pub(other)} {none}",
        pem: f"{pem} {none}",
        empty: f"{empty} {none}",
        damaged: f"{damaged} holds a key that is damaged (cut off): copy its line anew",
        broken: f"cannot use {broken} as a public key: ",
    }
    for path, message in wrong.items():
        with pytest.raises(ClaimsError) as raised:
            verify(folder, keys=[path])
        assert str(raised.value).startswith(message)
    for path, message in {
        other: f"the key {other} is not of the kind Ed25519: make one with ssh-keygen -t ed25519",
        pub(key): f"cannot use {pub(key)} as a private key: ",
        tmp_path / "no": f"cannot read the key {tmp_path / 'no'}: ",
    }.items():
        with pytest.raises(ClaimsError) as raised:
            sign(folder, path)
        assert str(raised.value).startswith(message)
    assert not (folder / "release.json.sig").exists()


# ------------------------------------------------------------------ what is not signed


def test_a_release_that_was_altered_is_not_signed(folder: Path, key: Path) -> None:
    flip(data(folder, "claims"), 100)
    with pytest.raises(ReleaseError) as raised:
        sign(folder, key)
    assert str(raised.value).startswith(
        f"will not sign {folder}, which is not as it was made (data/claims/"
    )
    assert str(raised.value).endswith("): claims verify tells all that is wrong")
    (folder / "release.json").write_text("{}")
    with pytest.raises(ReleaseError, match="is not as it was made"):
        sign(folder, key)
    assert not (folder / "release.json.sig").exists()


def test_without_the_extra_a_sentence_says_how_to_get_it(
    folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name.startswith("cryptography"):
            raise ImportError(name)
        return whole(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert verify(folder).good
    for do in (lambda: sign(folder, key), lambda: verify(folder, keys=[pub(key)])):
        with pytest.raises(ClaimsError) as raised:
            do()
        assert str(raised.value) == (
            "signatures need cryptography: install it with pip install 'news-claims[sign]'"
        )


# ------------------------------------------------------------------ OpenSSH


def ssh_keygen(*arguments: object, stdin: bytes | None = None) -> str:
    command = ["ssh-keygen", *map(str, arguments)]
    ran = subprocess.run(command, input=stdin, capture_output=True, check=True)
    return ran.stdout.decode()


@with_openssh
def test_openssh_checks_what_is_signed_here(folder: Path, key: Path, tmp_path: Path) -> None:
    made = sign(folder, key)
    signers = tmp_path / "signers"
    signers.write_bytes(b"me@example.org " + pub(key).read_bytes())
    raw = (folder / "release.json").read_bytes()
    check = ("-Y", "verify", "-n", "news-claims", "-f", signers, "-I", "me@example.org")
    said = ssh_keygen(*check, "-s", made.path, stdin=raw)
    assert made.signer in said
    assert made.signer in ssh_keygen("-l", "-f", pub(key))
    with pytest.raises(subprocess.CalledProcessError):
        ssh_keygen(*check, "-s", made.path, stdin=raw + b"\n")


@with_openssh
def test_what_openssh_signs_is_checked_here(folder: Path, key: Path) -> None:
    ssh_keygen("-Y", "sign", "-n", "news-claims", "-f", key, folder / "release.json")
    signature = (folder / "release.json.sig").read_bytes()
    assert verify(folder, keys=[pub(key)]).good
    (folder / "release.json.sig").unlink()
    # To the byte: the form is the same.
    assert sign(folder, key).path.read_bytes() == signature
