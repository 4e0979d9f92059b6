"""The headers that matter, picked in one pass."""

from __future__ import annotations


class Head:
    """What the data plane reads of a request's headers; names arrive in lower case."""

    __slots__ = ("authorization", "host", "hosts", "length", "request_id")

    def __init__(self, headers: list[tuple[bytes, bytes]]) -> None:
        self.authorization: bytes | None = None
        self.host: bytes | None = None
        self.hosts = 0
        self.length: bytes | None = None
        self.request_id = ""
        for name, value in headers:
            if name == b"authorization":
                self.authorization = value
            elif name == b"host":
                self.host = value
                self.hosts += 1
            elif name == b"content-length":
                self.length = value
            elif name == b"x-request-id":
                self.request_id = value[:128].decode("latin-1")
