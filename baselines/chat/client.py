"""Asking a chat endpoint: retries, a cache that lets a run go on where it stopped, and what it cost.

Standard library alone. The key comes from the environment, goes into the request's header, and is
written nowhere.
"""

import hashlib
import http.client
import json
import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

LARGEST = 4_000_000
LONGEST_WAIT = 60.0
AGAIN = (408, 409, 425, 429, 500, 502, 503, 504)


class EndpointError(Exception):
    """The endpoint cannot be used: it refused, or did not answer however often it was asked."""


@dataclass
class Endpoint:
    """A chat endpoint; `asked`, `cached`, `retried` and `seconds` count over a run."""

    url: str
    cache: Path
    timeout: float = 120
    retries: int = 5
    wait: float = 1.0
    asked: int = 0
    cached: int = 0
    retried: int = 0
    seconds: float = 0.0
    tokens: dict[str, int] = field(default_factory=lambda: {"prompt": 0, "completion": 0})

    def ask(self, request: dict) -> dict:
        """Return the answer to a request, from the cache where it has been asked before."""
        body = json.dumps(request, ensure_ascii=False, sort_keys=True).encode()
        key = hashlib.sha256(self.url.encode() + b" " + body).hexdigest()
        place = self.cache / f"{key}.json"
        stored = read_stored(place)
        if stored:
            self.cached += 1
        else:
            began = time.perf_counter()
            answer = self._ask_until_answered(body)
            stored = {"answer": answer, "seconds": round(time.perf_counter() - began, 3)}
            write_stored(place, stored)
        self.asked += 1
        self.seconds += stored["seconds"]
        usage = stored["answer"].get("usage") or {}
        for kind in self.tokens:
            number = usage.get(f"{kind}_tokens")
            self.tokens[kind] += number if isinstance(number, int) else 0
        return stored["answer"]

    def _ask_until_answered(self, body: bytes) -> dict:
        trouble, pause = "", self.wait
        for attempt in range(self.retries + 1):
            if attempt:
                self.retried += 1
                time.sleep(min(LONGEST_WAIT, pause))
            pause = self.wait * 2**attempt
            try:
                return self._ask_once(body)
            except urllib.error.HTTPError as error:
                trouble = f"HTTP {error.code}: {error.read(300).decode('utf-8', 'replace')}"
                if error.code not in AGAIN:
                    raise EndpointError(trouble) from None
                pause = seconds_to_wait(error.headers.get("Retry-After"), pause)
            except (OSError, http.client.HTTPException, ValueError) as error:
                trouble = f"{type(error).__name__}: {error}"
        raise EndpointError(f"no answer after {self.retries + 1} attempts; the last: {trouble}")

    def _ask_once(self, body: bytes) -> dict:
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get("OPENAI_API_KEY"):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(f"{self.url.rstrip('/')}/chat/completions", body, headers)
        with urllib.request.urlopen(request, timeout=self.timeout) as response:
            answer = json.loads(response.read(LARGEST))
        if not isinstance(answer, dict) or not isinstance(answer.get("choices"), list) or not answer["choices"]:
            raise ValueError("an answer without choices")
        return answer


def seconds_to_wait(stated: str | None, otherwise: float) -> float:
    try:
        return max(0.0, float(stated)) if stated else otherwise
    except ValueError:
        return otherwise


def read_stored(place: Path) -> dict | None:
    """Return what was stored; what was cut off while it was written counts as not there."""
    try:
        stored = json.loads(place.read_bytes())
        return stored if isinstance(stored["answer"]["choices"], list) and stored["seconds"] >= 0 else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_stored(place: Path, stored: dict) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(stored, ensure_ascii=False), "utf-8")
    unfinished.replace(place)
