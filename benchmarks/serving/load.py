"""A bounded load generator: N keep-alive connections, each with one request on the way, until so many are answered.

`python load.py URL PATH BODY_FILE --requests 5000 --connections 64 [--token T]` prints one JSON object. It runs in a
process of its own, so that its cost never counts as the server's.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from pathlib import Path
from urllib.parse import urlsplit

import uvloop


class Client(asyncio.Protocol):
    def __init__(self, run: Run) -> None:
        self.run = run
        self.buffer = bytearray()
        self.need = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.send()

    def send(self) -> None:
        if self.run.left <= 0:
            self.transport.close()
            return
        self.run.left -= 1
        self.started = time.perf_counter()
        self.transport.write(self.run.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.need < 0:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.buffer[:end]).lower()
            self.status = int(head[9:12])
            self.need = end + 4 + int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self.buffer) < self.need:
            return
        self.run.done(self.status, time.perf_counter() - self.started)
        self.buffer.clear()
        self.need = -1
        self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        self.run.closed()


class Run:
    def __init__(self, request: bytes, requests: int, connections: int) -> None:
        self.request, self.left, self.open = request, requests, connections
        self.codes: dict[int, int] = {}
        self.seconds: list[float] = []
        self.finished = asyncio.Event()

    def done(self, status: int, seconds: float) -> None:
        self.codes[status] = self.codes.get(status, 0) + 1
        self.seconds.append(seconds)

    def closed(self) -> None:
        self.open -= 1
        if self.open == 0:
            self.finished.set()


async def measure(args: argparse.Namespace) -> dict[str, object]:
    where = urlsplit(args.url)
    body = Path(args.body).read_bytes()
    head = f"POST {args.path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Type: application/json\r\n"
    if args.token:
        head += f"Authorization: Bearer {args.token}\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    run = Run(request, args.requests, args.connections)
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    for _ in range(args.connections):
        await loop.create_connection(lambda: Client(run), where.hostname, where.port)
    await run.finished.wait()
    spent = time.perf_counter() - started
    ordered = sorted(run.seconds)
    return {
        "answered": len(ordered),
        "codes": run.codes,
        "seconds": spent,
        "rps": len(ordered) / spent,
        "p50_ms": ordered[len(ordered) // 2] * 1e3,
        "p99_ms": ordered[int(len(ordered) * 0.99)] * 1e3,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("path")
    parser.add_argument("body")
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--token", default="")
    print(json.dumps(uvloop.run(measure(parser.parse_args()))))
