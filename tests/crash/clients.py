"""Clients that write without pause while the server is killed under them, and note what was acknowledged."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pyarrow as pa
from blake3 import blake3

from flyball.tracking.block import RawPoint, encode_block
from tests import workspaces
from tests.servers import ADMIN_TOKEN

RETRY_S = 0.05
LOOP_POLICY = {"deployment": "late", "model": "late", "data": "flights:rows", "train": "flights.train:train"}


@dataclass
class Journal:
    """What one client was told is done; what is in here must be there, once."""

    principals: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)  # name to id
    runs: dict[str, str] = field(default_factory=dict)  # name to id
    params: dict[str, dict[str, int]] = field(default_factory=dict)  # run to what was set
    points: dict[str, list[float]] = field(default_factory=dict)  # run to values in order
    blobs: list[str] = field(default_factory=list)
    loops: dict[str, int] = field(default_factory=dict)  # name to versions
    versions: list[int] = field(default_factory=list)  # of the dataset this client alone commits to

    @property
    def count(self) -> int:
        lists = (self.principals, self.tokens, self.runs, self.blobs, self.versions)
        return (
            sum(map(len, lists))
            + sum(self.loops.values())
            + sum(map(len, self.points.values()))
            + sum(map(len, self.params.values()))
        )


class Client(threading.Thread):
    """Repeats each request with its key until it is acknowledged, as the SDK does; stops after a whole request."""

    def __init__(self, number: int, url: str, seed: int) -> None:
        super().__init__(name=f"client-{number}", daemon=True)
        self.number = number
        self.journal = Journal()
        self.failure: BaseException | None = None
        self._url = url
        self._random = random.Random(f"{seed}:{number}")
        self._stopping = threading.Event()
        self._made = 0
        self._http = httpx.Client(
            base_url=f"{url}/api/v1",
            headers={"Authorization": f"Bearer {ADMIN_TOKEN}"},
            timeout=30,
            trust_env=False,
        )

    def run(self) -> None:
        try:
            self._write_on()
        except BaseException as error:  # noqa: BLE001 - the test shows it
            self.failure = error

    def finish(self) -> None:
        self._stopping.set()
        self.join(120)
        assert not self.is_alive(), f"{self.name} still waits for an acknowledgement"
        if self.failure is not None:
            raise self.failure

    def _write_on(self) -> None:
        writes: list[Callable[[str], None]] = [
            self._principal,
            self._token,
            self._run,
            self._points,
            self._params,
            self._blob,
            self._loop,
        ]
        while not self._stopping.is_set():
            self._made += 1
            self._random.choice(writes)(f"c{self.number}-{self._made}")

    def _principal(self, name: str) -> None:
        self._send("POST", "/principals", {"principal": f"user:{name}"})
        self.journal.principals.append(f"user:{name}")

    def _token(self, name: str) -> None:
        # A secret is kept nowhere, so its answer cannot be repeated: asking again makes another token.
        answer = self._send("POST", "/tokens", {"name": name}, may_ask_again=False)
        self.journal.tokens[name] = answer.json()["token"]["id"]

    def _run(self, name: str) -> None:
        answer = self._send("POST", "/runs", {"experiment": "crash", "name": name})
        self.journal.runs[name] = answer.json()["id"]

    def _points(self, name: str) -> None:
        run = self._some_run(name)
        values = self.journal.points.setdefault(run, [])
        sequence = len(values) + 1
        block = encode_block([RawPoint("loss", "", sequence, sequence, float(sequence))])
        path = f"/runs/{run}/points?client={self.name}&sequence={sequence}"
        self._send("POST", path, content=block)
        values.append(float(sequence))

    def _params(self, name: str) -> None:
        run = self._some_run(name)
        self._send("POST", f"/runs/{run}/params", {"params": {name: self._made}})
        self.journal.params.setdefault(run, {})[name] = self._made

    def _blob(self, name: str) -> None:
        content = name.encode() * self._random.randrange(1, 5000)
        digest = blake3(content).hexdigest()
        self._send("PUT", f"/blobs/{digest}", content=content)
        self.journal.blobs.append(digest)

    def _loop(self, name: str) -> None:
        loop = f"loop-{self.number}"
        policy = {**LOOP_POLICY, "limits": {"max_cycles_per_30_days": self._made}}
        self._send("PUT", f"/loops/{loop}", {"policy": policy})
        self.journal.loops[loop] = self.journal.loops.get(loop, 0) + 1

    def _some_run(self, name: str) -> str:
        if not self.journal.runs or self._random.random() < 0.1:
            self._run(f"{name}-run")
        return self._random.choice(list(self.journal.runs.values()))

    def _send(
        self,
        method: str,
        path: str,
        body: dict[str, object] | None = None,
        *,
        content: bytes | None = None,
        may_ask_again: bool = True,
    ) -> httpx.Response:
        key = uuid.UUID(int=self._random.getrandbits(128)).hex
        answer = self._until_acknowledged(method, path, body, content, key)
        if may_ask_again and self._random.random() < 0.1:  # an answer that got lost on its way: the client asks again
            again = self._until_acknowledged(method, path, body, content, key)
            assert again.content == answer.content, "the repeat got another answer"
        return answer

    def _until_acknowledged(
        self, method: str, path: str, body: dict[str, object] | None, content: bytes | None, key: str
    ) -> httpx.Response:
        while True:
            try:
                answer = self._http.request(method, path, json=body, content=content, headers={"Idempotency-Key": key})
            except httpx.TransportError:
                time.sleep(RETRY_S * self._random.random())  # the server is down; nothing tells when it is back
                continue
            if answer.is_success:
                return answer
            assert answer.status_code in {429, 503}, f"{method} {path}: {answer.status_code} {answer.text[:500]}"


class DatasetClient(Client):
    """The SDK itself, committing versions of a dataset: uploads, manifests and the commit, retried by the transport."""

    def _write_on(self) -> None:
        with workspaces.connected(self._url, token=ADMIN_TOKEN, attempts=1000) as ws:
            dataset = ws.dataset("crash")
            dataset.create()
            while not self._stopping.is_set():
                self._made += 1
                version = dataset.commit(pa.table({"n": list(range(self._made))}))
                self.journal.versions.append(version.n)
