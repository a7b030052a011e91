"""A stand-in for the Hub on loopback, as far as the real client talks to it when it publishes and loads.

It keeps repositories in memory: commits with the files of each, branches, tags, stored large files. It checks
tokens, sizes and hashes. It knows nothing of Xet, of the Hub's rules for YAML, of the viewer or of quotas.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

GITATTRIBUTES = b"*.parquet filter=lfs diff=lfs merge=lfs -text\n"


@dataclass(frozen=True)
class Blob:
    content: bytes
    lfs: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def oid(self) -> str:
        """Git's hash: of a large file it is that of the pointer to it."""
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.sha256}\nsize {len(self.content)}\n"
        data = pointer.encode() if self.lfs else self.content
        return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()

    @property
    def etag(self) -> str:
        return self.sha256 if self.lfs else self.oid

    def info(self, path: str) -> dict[str, Any]:
        lfs = {"lfs": {"oid": self.sha256, "size": len(self.content), "pointerSize": 130}} if self.lfs else {}
        return {"type": "file", "path": path, "size": len(self.content), "oid": self.oid, **lfs}


@dataclass
class Repo:
    private: bool = False
    sdk: str | None = None
    commits: dict[str, dict[str, Blob]] = field(default_factory=dict)
    messages: list[tuple[str, str]] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    tag_messages: dict[str, str] = field(default_factory=dict)
    head: str = ""

    def commit(self, files: dict[str, Blob], summary: str, description: str = "") -> str:
        named = sorted((path, blob.oid) for path, blob in files.items())
        self.head = hashlib.sha1(json.dumps([self.head, summary, named]).encode()).hexdigest()
        self.commits[self.head] = files
        self.messages.append((summary, description))
        return self.head

    def resolve(self, revision: str) -> str | None:
        found = self.head if revision in ("main", "refs/heads/main") else self.tags.get(revision, revision)
        return found if found in self.commits else None


class Hub:
    """The server; `requests` lists what was asked. `hold` keeps the uploads that follow it waiting for ever."""

    def __init__(self, tokens: dict[str, str]) -> None:
        self.tokens = tokens
        self.repos: dict[str, Repo] = {}
        self.stored: dict[str, bytes] = {}
        self.requests: list[tuple[str, str]] = []
        self.uploads_until_hold: int | None = None
        self.held, self.release = threading.Event(), threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("_Handler", (_Handler,), {"hub": self}))
        self.server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Hub:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.release.set()
        self.server.shutdown()
        self.server.server_close()

    def writes(self) -> list[tuple[str, str]]:
        """What was asked that changes something, or might."""
        harmless = re.compile(r"/api/[^/]+/[^/]+/[^/]+/(paths-info|preupload)/|/api/validate-yaml")
        return [(verb, path) for verb, path in self.requests if verb in ("POST", "PUT") and not harmless.match(path)]

    def wait_before_storing(self) -> None:
        if self.uploads_until_hold is not None:
            self.uploads_until_hold -= 1
            if self.uploads_until_hold < 0:
                self.held.set()
                self.release.wait()


_REPO = r"/api/(?P<kind>datasets|spaces)/(?P<id>[^/]+/[^/]+)"
_FILE = r"/(?P<kind>datasets|spaces)/(?P<id>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<path>.+)"
_LARGE = r"/(?P<kind>datasets|spaces)/(?P<id>[^/]+/[^/]+)\.git/info/lfs"
_ROUTES = [
    ("GET", r"/api/whoami-v2", "whoami"),
    ("POST", r"/api/repos/create", "create"),
    ("POST", r"/api/validate-yaml", "validate_yaml"),
    ("POST", _REPO + r"/preupload/(?P<revision>[^/]+)", "preupload"),
    ("POST", _LARGE + r"/objects/batch", "batch"),
    ("POST", _LARGE + r"/verify", "verify"),
    ("PUT", r"/storage/(?P<oid>[0-9a-f]{64})", "store"),
    ("POST", _REPO + r"/commit/(?P<revision>[^/]+)", "commit"),
    ("POST", _REPO + r"/tag/(?P<revision>[^/]+)", "tag"),
    ("GET", _REPO + r"/refs", "refs"),
    ("GET", _REPO + r"/tree/(?P<revision>[^/]+)(?:/(?P<path>.+))?", "tree"),
    ("POST", _REPO + r"/paths-info/(?P<revision>[^/]+)", "paths_info"),
    ("GET", _REPO + r"(?:/revision/(?P<revision>[^/]+))?", "info"),
    ("HEAD", _FILE, "file"),
    ("GET", _FILE, "file"),
]


class _Refused(Exception):
    def __init__(self, status: int, message: str, code: str = "") -> None:
        self.status, self.message, self.code = status, message, code


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        """Say nothing: the tests read what was asked from `Hub.requests`."""

    def do_GET(self) -> None:
        self.answer()

    do_POST = do_PUT = do_HEAD = do_GET

    def answer(self) -> None:
        place = urlsplit(self.path)
        path = unquote(place.path)
        self.query = parse_qs(place.query)
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.hub.requests.append((self.command, path))
        try:
            for verb, pattern, name in _ROUTES:
                if verb == self.command and (match := re.fullmatch(pattern, path)):
                    groups = match.groupdict()
                    getattr(self, name)(**groups)
                    return
            raise _Refused(404, f"no such route: {self.command} {path}")
        except _Refused as refused:
            headers = {"X-Error-Message": refused.message} | ({"X-Error-Code": refused.code} if refused.code else {})
            self.send({"error": refused.message}, refused.status, headers)

    def send(self, content: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    # --- who asks, and for what ------------------------------------------------------------------

    def user(self) -> str | None:
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if given and given not in self.hub.tokens:
            raise _Refused(401, "Invalid credentials in Authorization header")
        return self.hub.tokens.get(given)

    def repo(self, kind: str, identity: str, write: bool = False) -> Repo:
        user, repo = self.user(), self.hub.repos.get(f"{kind}/{identity}")
        if repo is None or (repo.private and not user):
            raise _Refused(404, "Repository not found", "RepoNotFound")
        if write and user != identity.split("/")[0]:
            raise _Refused(403, "You don't have the rights to write to this repository")
        return repo

    def files(self, repo: Repo, revision: str) -> tuple[str, dict[str, Blob]]:
        commit = repo.resolve(revision)
        if commit is None:
            raise _Refused(404, "Invalid rev id", "RevisionNotFound")
        return commit, repo.commits[commit]

    # --- routes ----------------------------------------------------------------------------------

    def whoami(self) -> None:
        user = self.user()
        if user is None:
            raise _Refused(401, "Invalid username or password.")
        self.send({"type": "user", "name": user, "auth": {"accessToken": {"role": "write"}}, "orgs": []})

    def create(self) -> None:
        asked, user = json.loads(self.body), self.user()
        owner = asked.get("organization") or user
        if user is None or owner != user:
            raise _Refused(403, "You don't have the rights to create a repository under this namespace")
        key = f"{asked['type']}s/{owner}/{asked['name']}"
        url = f"{self.hub.endpoint}/{key}"
        if key in self.hub.repos:
            self.send({"error": "You already created this repo", "url": url}, 409)
            return
        private = asked.get("private") or asked.get("visibility") == "private"
        repo = self.hub.repos[key] = Repo(private=bool(private), sdk=asked.get("sdk"))
        repo.commit({".gitattributes": Blob(GITATTRIBUTES, False)}, "initial commit")
        self.send({"url": url, "name": f"{owner}/{asked['name']}"})

    def validate_yaml(self) -> None:
        self.send({"errors": [], "warnings": []})

    def preupload(self, kind: str, id: str, revision: str) -> None:
        _, files = self.files(self.repo(kind, id, write=True), revision)
        self.send(
            {
                "files": [
                    {
                        "path": file["path"],
                        "uploadMode": "lfs" if file["path"].endswith(".parquet") else "regular",
                        "shouldIgnore": False,
                        "oid": files[file["path"]].etag if file["path"] in files else None,
                    }
                    for file in json.loads(self.body)["files"]
                ]
            }
        )

    def batch(self, kind: str, id: str) -> None:
        self.repo(kind, id, write=True)
        objects = json.loads(self.body)["objects"]
        for item in objects:
            if item["oid"] not in self.hub.stored:
                upload = {"href": f"{self.hub.endpoint}/storage/{item['oid']}"}
                verify = {"href": f"{self.hub.endpoint}/{kind}/{id}.git/info/lfs/verify"}
                item["actions"] = {"upload": upload, "verify": verify}
        self.send({"transfer": "basic", "objects": objects})

    def store(self, oid: str) -> None:
        self.hub.wait_before_storing()
        if hashlib.sha256(self.body).hexdigest() != oid:
            raise _Refused(400, "the content has another hash")
        self.hub.stored[oid] = self.body
        self.send(b"")

    def verify(self, kind: str, id: str) -> None:
        asked = json.loads(self.body)
        if len(self.hub.stored.get(asked["oid"], b"")) != asked["size"]:
            raise _Refused(404, "the object is not stored, or of another size")
        self.send({})

    def commit(self, kind: str, id: str, revision: str) -> None:
        repo = self.repo(kind, id, write=True)
        lines = [json.loads(line) for line in self.body.splitlines()]
        header = lines[0]["value"]
        if header.get("parentCommit") not in (None, repo.head):
            raise _Refused(412, "A commit has happened since. Please refresh and try again.")
        files = dict(self.files(repo, revision)[1])
        for line in lines[1:]:
            value, path = line["value"], line["value"]["path"]
            if line["key"] == "file":
                files[path] = Blob(base64.b64decode(value["content"]), lfs=False)
            elif line["key"] == "lfsFile":
                if value["oid"] not in self.hub.stored:
                    raise _Refused(400, f"the large file of {path} was not uploaded")
                files[path] = Blob(self.hub.stored[value["oid"]], lfs=True)
            elif line["key"] == "deletedFile":
                del files[path]
            else:
                raise _Refused(400, f"unknown operation {line['key']}")
        oid = repo.commit(files, header["summary"], header.get("description", ""))
        self.send({"commitUrl": f"{self.hub.endpoint}/{kind}/{id}/commit/{oid}", "commitOid": oid})

    def tag(self, kind: str, id: str, revision: str) -> None:
        repo, asked = self.repo(kind, id, write=True), json.loads(self.body)
        if asked["tag"] in repo.tags:
            raise _Refused(409, "Tag already exists")
        repo.tags[asked["tag"]], _ = self.files(repo, revision)
        repo.tag_messages[asked["tag"]] = asked.get("message", "")
        self.send({})

    def refs(self, kind: str, id: str) -> None:
        repo = self.repo(kind, id)
        tags = [{"name": n, "ref": f"refs/tags/{n}", "targetCommit": commit} for n, commit in repo.tags.items()]
        main = {"name": "main", "ref": "refs/heads/main", "targetCommit": repo.head}
        self.send({"branches": [main], "converts": [], "tags": tags})

    def tree(self, kind: str, id: str, revision: str, path: str | None) -> None:
        _, files = self.files(self.repo(kind, id), revision)
        prefix = f"{path}/" if path else ""
        below = {name: blob for name, blob in files.items() if name.startswith(prefix)}
        if path and not below:
            raise _Refused(404, f"{path} does not exist", "EntryNotFound")
        everything = self.query.get("recursive", ["false"])[0].lower() in ("true", "1")
        entries = [blob.info(name) for name, blob in below.items() if everything or "/" not in name[len(prefix) :]]
        self.send([*self.folders(below, prefix, everything), *entries])

    def folders(self, files: dict[str, Blob], prefix: str, everything: bool) -> list[dict[str, Any]]:
        names = set()
        for name in files:
            parts = name[len(prefix) :].split("/")[:-1]
            names |= {
                prefix + "/".join(parts[: n + 1]) for n in range(len(parts) if everything else min(len(parts), 1))
            }
        return [{"type": "directory", "path": n, "oid": hashlib.sha1(n.encode()).hexdigest()} for n in sorted(names)]

    def paths_info(self, kind: str, id: str, revision: str) -> None:
        _, files = self.files(self.repo(kind, id), revision)
        if self.headers.get("Content-Type", "").startswith("application/json"):
            asked = json.loads(self.body)["paths"]
        else:
            asked = parse_qs(self.body.decode()).get("paths", [])
        found = [files[path].info(path) for path in asked if path in files]
        folders = [folder for folder in self.folders(files, "", True) if folder["path"] in asked]
        self.send([*found, *folders])

    def info(self, kind: str, id: str, revision: str | None) -> None:
        repo = self.repo(kind, id)
        commit, files = self.files(repo, revision or "main")
        siblings = [{"rfilename": path} for path in files]
        about = {"sdk": repo.sdk} if repo.sdk else {}
        self.send({"id": id, "sha": commit, "private": repo.private, "tags": [], "siblings": siblings, **about})

    def file(self, kind: str, id: str, revision: str, path: str) -> None:
        commit, files = self.files(self.repo(kind, id), revision)
        if path not in files:
            raise _Refused(404, "Entry not found", "EntryNotFound")
        blob = files[path]
        headers = {"X-Repo-Commit": commit, "ETag": f'"{blob.etag}"', "Accept-Ranges": "bytes"}
        if blob.lfs:
            headers |= {"X-Linked-Etag": f'"{blob.etag}"', "X-Linked-Size": str(len(blob.content))}
        part = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not part:
            self.send(blob.content, headers=headers)
            return
        start, end = int(part[1]), int(part[2] or len(blob.content) - 1) + 1
        headers["Content-Range"] = f"bytes {start}-{min(end, len(blob.content)) - 1}/{len(blob.content)}"
        self.send(blob.content[start:end], 206, headers)
