"""Every error a user can meet, in one tree; each says what happened, why, and what to do now.

```
FlyballError                     code                      HTTP   meaning
├── BadInput                     bad-input                 400    the request cannot mean anything
│   ├── BadRef                   bad-ref                   400    the text is not a Ref
│   ├── BadConfig                bad-config                400    a setting is unknown or has a wrong value
│   ├── SchemaMismatch           schema-mismatch           400    columns or types differ from what is declared
│   └── TooLarge                 too-large                 413    a limit on size, depth or count was passed
├── NotSignedIn                  not-signed-in             401    no credential, or an expired, revoked or unknown one
├── Forbidden                    forbidden                 403    the principal lacks the permission
│   └── RefusedByPolicy          refused-by-policy         403    a rule (gate, approval, separation of duties) says no
│       └── ValidationFailed     validation-failed         422    data does not meet its expectations; not published
├── NotFound                     not-found                 404    nothing has that name
├── Conflict                     conflict                  409    the state moved since it was read
│   ├── AlreadyExists            already-exists            409    the name is taken
│   ├── IdempotencyMismatch      idempotency-mismatch      409    the key was used before with another body
│   └── LeaseLost                lease-lost                409    somebody else holds the work now
├── Busy                         busy                      429    a queue or a limit is full; try again later
├── Unavailable                  unavailable               503    a store or a process does not answer
│   ├── PortInUse                port-in-use               503    another program listens on the address
│   └── StoreCorrupt             store-corrupt             503    stored bytes are not what was written
├── DiskFull                     disk-full                 507    no space is left; reads go on
├── NewerSchema                  newer-schema              503    the stores were written by a newer Flyball
├── UnsafeModel                  unsafe-model              403    loading the artifact would run code
├── MissingExtra                 missing-extra             501    an optional dependency is not installed
└── InternalError                internal-error            500    our bug; the request id finds the traceback
```
"""

from __future__ import annotations

from typing import Any, ClassVar


class FlyballError(Exception):
    """The root: catching it catches everything Flyball raises on purpose.

    >>> str(NotFound("model:late has no version 9", why="versions end at 7", hint="flyball model show late"))
    'model:late has no version 9: versions end at 7. Try: flyball model show late'
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(
        self,
        what: str,
        *,
        why: str = "",
        hint: str = "",
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.hint = hint
        self.details = details or {}

    def __str__(self) -> str:
        sentence = f"{self.what}: {self.why}" if self.why else self.what
        return f"{sentence}. Try: {self.hint}" if self.hint else sentence

    def to_dict(self) -> dict[str, Any]:
        """The wire form, which `error_from_dict` reads back."""
        body: dict[str, Any] = {
            "code": self.code,
            "what": self.what,
            "why": self.why,
            "hint": self.hint,
        }
        if self.details:
            body["details"] = self.details
        return body


class BadInput(FlyballError):
    """The request cannot mean anything: wrong type, unknown field, malformed file."""

    code = "bad-input"
    status = 400


class BadRef(BadInput):
    """The text is not a Ref such as `model:late-flight@3`."""

    code = "bad-ref"


class BadConfig(BadInput):
    """A setting is unknown, has a wrong type, or contradicts another."""

    code = "bad-config"


class SchemaMismatch(BadInput):
    """Columns, types or shapes differ from the declared schema or signature."""

    code = "schema-mismatch"


class TooLarge(BadInput):
    """A limit on bytes, depth, rows or columns was passed before parsing."""

    code = "too-large"
    status = 413


class NotSignedIn(FlyballError):
    """No credential was given, or it is unknown, expired or revoked."""

    code = "not-signed-in"
    status = 401


class Forbidden(FlyballError):
    """The principal is known but lacks the permission that the operation declares."""

    code = "forbidden"
    status = 403


class RefusedByPolicy(Forbidden):
    """A rule refuses although the role would allow: a failed gate, a missing approval, separation of duties."""

    code = "refused-by-policy"


class ValidationFailed(RefusedByPolicy):
    """What landed does not meet the dataset's expectations; nothing of it was published, the finding is on record."""

    code = "validation-failed"
    status = 422


class NotFound(FlyballError):
    """Nothing has that name, or the caller may not know that it exists."""

    code = "not-found"
    status = 404


class Conflict(FlyballError):
    """The state moved between reading and writing; read again and decide again."""

    code = "conflict"
    status = 409


class AlreadyExists(Conflict):
    """The name is taken by something with other content."""

    code = "already-exists"


class IdempotencyMismatch(Conflict):
    """The idempotency key was used before with another body."""

    code = "idempotency-mismatch"


class LeaseLost(Conflict):
    """The lease ran out and its fencing token is stale: somebody else holds the work now."""

    code = "lease-lost"


class Busy(FlyballError):
    """A bounded queue or a rate limit is full; the work was not accepted."""

    code = "busy"
    status = 429


class Unavailable(FlyballError):
    """A store or a process does not answer; nothing was changed."""

    code = "unavailable"
    status = 503


class PortInUse(Unavailable):
    """Another program listens on the address."""

    code = "port-in-use"


class StoreCorrupt(Unavailable):
    """Stored bytes are not what was written; the message names what is hurt."""

    code = "store-corrupt"


class NewerSchema(Unavailable):
    """The stores were written by a newer Flyball than this one."""

    code = "newer-schema"


class DiskFull(FlyballError):
    """No space is left on the device; nothing was half-written and reads go on."""

    code = "disk-full"
    status = 507


class UnsafeModel(FlyballError):
    """Loading the artifact would run code from it, and no policy allows that."""

    code = "unsafe-model"
    status = 403


class MissingExtra(FlyballError):
    """An optional dependency is not installed.

    >>> str(MissingExtra.named("onnx"))
    "flyball[onnx] is not installed. Try: pip install 'flyball[onnx]'"
    """

    code = "missing-extra"
    status = 501

    @classmethod
    def named(cls, extra: str) -> MissingExtra:
        """The error for one extra, with the command that cures it."""
        return cls(f"flyball[{extra}] is not installed", hint=f"pip install 'flyball[{extra}]'")


class InternalError(FlyballError):
    """Our bug; the request id in the message finds the traceback in the server's log."""

    code = "internal-error"
    status = 500


def error_classes() -> dict[str, type[FlyballError]]:
    """Code to class for the whole tree, `FlyballError` itself included."""
    found: dict[str, type[FlyballError]] = {}
    waiting: list[type[FlyballError]] = [FlyballError]
    while waiting:
        cls = waiting.pop()
        found[cls.code] = cls
        waiting.extend(cls.__subclasses__())
    return found


def error_from_dict(body: dict[str, Any]) -> FlyballError:
    """Rebuild the error that a server sent; an unknown code becomes the root class.

    >>> error_from_dict({"code": "not-found", "what": "no such run"})
    NotFound('no such run')
    """
    cls = error_classes().get(str(body.get("code")), FlyballError)
    return cls(
        str(body.get("what", "the server refused without a reason")),
        why=str(body.get("why", "")),
        hint=str(body.get("hint", "")),
        details=body.get("details") or {},
    )
