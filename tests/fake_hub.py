"""The Hugging Face Hub's HTTP interface, as far as pushing and loading a dataset call it.

Git is a dictionary here: a commit is its files by path, branches and tags name commits. Files that
end in `.parquet` are kept apart (LFS), as on the Hub; Xet has to be turned off.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from huggingface_hub.utils.sha import git_hash

TOKEN = "hf_of_the_test"  # noqa: S105 (no one's)
GITATTRIBUTES = b"*.parquet filter=lfs diff=lfs merge=lfs -text\n"
Tree = dict[str, bytes]


@dataclass
class FakeHub:
    """All that it holds, for tests to look at and to change."""

    url: str = ""
    private: dict[str, bool] = field(default_factory=dict)
    commits: dict[str, Tree] = field(default_factory=dict)
    branches: dict[str, dict[str, str]] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    stored: dict[str, bytes] = field(default_factory=dict)
    """Files kept apart, by SHA-256."""
    calls: list[str] = field(default_factory=list)
    uploads: int = 0

    def commit(self, repository: str, branch: str, tree: Tree) -> str:
        self.commits[oid := f"{len(self.commits):040x}"] = tree
        self.branches[repository][branch] = oid
        return oid

    def create(self, repository: str, *, private: bool) -> None:
        self.private[repository] = private
        self.branches[repository], self.tags[repository] = {}, {}
        self.commit(repository, "main", {".gitattributes": GITATTRIBUTES})

    def at(self, repository: str, revision: str) -> str | None:
        known = self.branches[repository] | self.tags[repository]
        return known.get(revision, revision if revision in self.commits else None)

    def tree(self, repository: str, revision: str) -> Tree:
        """The files of a branch or tag, but for what the Hub puts there."""
        held = self.commits[self.at(repository, revision) or ""]
        return {path: content for path, content in held.items() if path != ".gitattributes"}


def entry(path: str, content: bytes) -> dict[str, Any]:
    said: dict[str, Any] = {"type": "file", "path": path, "size": len(content)}
    if path.endswith(".parquet"):
        digest = hashlib.sha256(content).hexdigest()
        said["lfs"] = {"oid": digest, "size": len(content), "pointerSize": 134}
    return said | {"oid": git_hash(content)}


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None: ...

    def answer(self, said: Any = None, status: int = 200, **headers: str) -> None:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def missing(self, code: str) -> None:
        self.answer({"error": code}, 404, X_Error_Code=code)

    def handled(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        path = unquote(urlsplit(self.path).path)
        self.hub.calls.append(f"{self.command} {path}")
        writes = self.command != "HEAD" and self.command != "GET" and "paths-info" not in path
        known = self.headers.get("Authorization") == f"Bearer {TOKEN}"
        if writes and not known and not path.startswith("/lfs/"):
            return self.answer({"error": "Invalid credentials"}, 401)
        parts = path.strip("/").split("/")
        if path == "/api/repos/create":
            return self.create(json.loads(body))
        if path == "/api/validate-yaml":
            return self.answer({"errors": [], "warnings": []})
        if parts[0] == "lfs":
            self.hub.uploads += 1
            assert hashlib.sha256(body).hexdigest() == parts[1]
            self.hub.stored[parts[1]] = body
            return self.answer()
        if parts[:2] == ["api", "datasets"]:
            return self.api("/".join(parts[2:4]), parts[4:], body)
        if parts[0] == "datasets" and parts[2].endswith(".git"):
            return self.batch(json.loads(body))
        if parts[0] == "datasets" and parts[3] == "resolve":
            return self.resolve("/".join(parts[1:3]), parts[4], "/".join(parts[5:]))
        return self.missing("RepoNotFound")

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handled  # noqa: N815 (their names)

    def create(self, asked: dict[str, Any]) -> None:
        repository = f"{asked['organization']}/{asked['name']}"
        if repository in self.hub.private:
            return self.answer({"error": "exists", "url": f"{self.hub.url}/datasets/{repository}"}, 409)  # fmt: skip
        self.hub.create(repository, private=asked.get("visibility") == "private")
        return self.answer({"url": f"{self.hub.url}/datasets/{repository}"})

    def api(self, repository: str, what: list[str], body: bytes) -> None:
        hub = self.hub
        if repository not in hub.private:
            return self.missing("RepoNotFound")
        kind, revision, rest = [*what, "", ""][0], [*what, "", ""][1], "/".join(what[2:])
        if kind == "refs":
            branches, tags = (
                [
                    {"name": name, "ref": f"refs/{where}/{name}", "targetCommit": oid}
                    for name, oid in held[repository].items()
                ]
                for where, held in (("heads", hub.branches), ("tags", hub.tags))
            )
            return self.answer({"branches": branches, "tags": tags, "converts": []})
        if kind == "branch":
            if self.command == "DELETE":
                del hub.branches[repository][revision]
            else:
                hub.branches[repository][revision] = hub.branches[repository]["main"]
            return self.answer({})
        oid = hub.at(repository, revision or "main")
        if oid is None:
            return self.missing("RevisionNotFound")
        tree = hub.commits[oid]
        if kind in ("", "revision"):
            siblings = [{"rfilename": path} for path in tree]
            said = {"id": repository, "sha": oid, "private": hub.private[repository]}
            return self.answer(said | {"siblings": siblings, "tags": []})
        if kind == "tree":
            return self.tree(tree, rest)
        if kind == "paths-info":
            asked = json.loads(body)["paths"] if body[:1] == b"{" else unquote(body.decode()).replace("paths=", "").split("&")  # fmt: skip
            return self.answer([entry(path, tree[path]) for path in asked if path in tree])
        if kind == "preupload":
            files = [file["path"] for file in json.loads(body)["files"]]
            return self.answer(
                {
                    "files": [
                        {
                            "path": path,
                            "uploadMode": "lfs" if path.endswith(".parquet") else "regular",
                            "shouldIgnore": False,
                        }
                        for path in files
                    ]
                }
            )
        if kind == "commit":
            return self.commit(repository, revision, oid, body)
        if kind == "tag":
            asked = json.loads(body)
            if asked["tag"] in hub.tags[repository]:
                return self.answer({"error": "Tag exists"}, 409)
            hub.tags[repository][asked["tag"]] = oid
            return self.answer({})
        return self.missing("EntryNotFound")

    def tree(self, tree: Tree, folder: str) -> None:
        recursive = "recursive=1" in self.path.lower().replace("true", "1")
        prefix = f"{folder}/" if folder else ""
        inside = {path: content for path, content in tree.items() if path.startswith(prefix)}
        if folder and not inside:
            return self.missing("EntryNotFound")
        found: dict[str, dict[str, Any]] = {}
        for path, content in inside.items():
            steps = path.removeprefix(prefix).split("/")
            for depth in range(1, len(steps)):
                if recursive or depth == 1:
                    name = prefix + "/".join(steps[:depth])
                    found[name] = {"type": "directory", "path": name, "oid": "0" * 40, "size": 0}
            if recursive or len(steps) == 1:
                found[path] = entry(path, content)
        return self.answer(list(found.values()))

    def batch(self, asked: dict[str, Any]) -> None:
        objects = [
            {"oid": one["oid"], "size": one["size"]}
            | (
                {}
                if one["oid"] in self.hub.stored
                else {"actions": {"upload": {"href": f"{self.hub.url}/lfs/{one['oid']}"}}}
            )
            for one in asked["objects"]
        ]
        self.answer({"transfer": "basic", "objects": objects})

    def commit(self, repository: str, branch: str, head: str, body: bytes) -> None:
        tree = dict(self.hub.commits[head])
        for line in map(json.loads, body.splitlines()):
            value = line["value"]
            match line["key"]:
                case "header" if value.get("parentCommit", head) != head:
                    return self.answer({"error": "not the head"}, 412)
                case "file":
                    tree[value["path"]] = base64.b64decode(value["content"])
                case "lfsFile":
                    tree[value["path"]] = self.hub.stored[value["oid"]]
                case "deletedFile":
                    del tree[value["path"]]
        oid = self.hub.commit(repository, branch, tree)
        url = f"{self.hub.url}/datasets/{repository}/commit/{oid}"
        return self.answer({"commitUrl": url, "commitOid": oid})

    def resolve(self, repository: str, revision: str, path: str) -> None:
        oid = self.hub.at(repository, revision) if repository in self.hub.private else None
        if oid is None:
            return self.missing("RepoNotFound")
        tree = self.hub.commits[oid]
        if path not in tree:
            return self.answer({}, 404, X_Error_Code="EntryNotFound", X_Repo_Commit=oid)
        etag = hashlib.sha256(tree[path]).hexdigest()
        return self.answer(tree[path], ETag=f'"{etag}"', X_Repo_Commit=oid)


@contextmanager
def fake_hub() -> Iterator[FakeHub]:
    """The Hub at an address of this machine."""
    hub = FakeHub()
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
