"""How the data plane says no: a status, a sentence, and where in the request the fault is."""

from __future__ import annotations

import orjson


class Refused(Exception):
    """A request that gets no prediction; never a 5xx for what a client sent."""

    def __init__(  # noqa: PLR0913 - each is a part of the answer
        self,
        status: int,
        code: str,
        what: str,
        *,
        why: str = "",
        pointer: str | None = None,
        expected: str = "",
        got: str = "",
        retry_after_s: int | None = None,
        closes: bool = False,
    ) -> None:
        super().__init__(what)
        self.status = status
        self.code = code
        self.what = what
        self.why = why
        self.pointer = pointer
        self.expected = expected
        self.got = got
        self.retry_after_s = retry_after_s
        self.closes = closes
        """True when the rest of the request was not read, so the connection cannot go on."""

    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """What the answer says besides its body."""
        headers: list[tuple[bytes, bytes]] = []
        if self.retry_after_s is not None:
            headers.append((b"retry-after", str(self.retry_after_s).encode()))
        if self.status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        if self.closes:
            headers.append((b"connection", b"close"))
        return tuple(headers)

    def body(self) -> bytes:
        """The answer: `error` as the Open Inference Protocol has it, and the same in parts."""
        sentence = f"{self.what}: {self.why}" if self.why else self.what
        if self.pointer is not None:
            sentence = f"{sentence} at {self.pointer}: expected {self.expected}, got {self.got}"
        answer: dict[str, str] = {"error": sentence, "code": self.code, "what": self.what}
        if self.why:
            answer["why"] = self.why
        if self.pointer is not None:
            answer |= {"pointer": self.pointer, "expected": self.expected, "got": self.got}
        # Names come from the request; text that is not UTF-8 must not make the refusal itself fail.
        return orjson.dumps({key: value.encode("utf-8", "replace").decode() for key, value in answer.items()})


def bad_input(what: str, *, pointer: str, expected: str, got: object) -> Refused:
    """A 400 that points at the place."""
    return Refused(400, "schema-mismatch", what, pointer=pointer, expected=expected, got=_short(got))


def unavailable(what: str, *, why: str = "", retry_after_s: int = 1) -> Refused:
    """A 503: nothing was predicted, asking again may help."""
    return Refused(503, "unavailable", what, why=why, retry_after_s=retry_after_s)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
