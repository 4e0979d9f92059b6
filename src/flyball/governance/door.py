"""The one door: every operation of every room, called from anywhere, is authorised and made atomic here."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from flyball.core import Call, Event, Operation, Raw, calling, current_call, digest
from flyball.core.errors import Forbidden, IdempotencyMismatch
from flyball.governance.authorize import authorize
from flyball.store.catalog import Catalog, Change
from flyball.store.catalog import tables as spine


class AccessDenied(Event, tag="access.denied", frozen=True, kw_only=True):
    """A principal tried what its roles do not include."""

    permission: str


class Door:
    """Authorise, open the transaction, answer a repeated request from its record, run, commit.

    Nothing of an operation that raises remains. A call made inside another operation joins its transaction and is
    authorised again, so that no operation lends its rights to its caller's arguments.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._denials: dict[tuple[str, str, int], int] = {}

    def run(self, operation: Operation, service: Any, values: dict[str, Any]) -> Any:
        """Run one operation with validated values."""
        call = current_call() or self.catalog.default_call
        self.check(operation, call)
        name = f"{service.noun}.{operation.verb}"
        if not operation.changes:
            return operation.fn(service, **values)
        with self.catalog.unit(name):
            if not call.idempotency_key:
                return operation.fn(service, **values)
            return self._run_once(operation, service, values, call, name)

    def check(self, operation: Operation, call: Call) -> None:
        """Raise `Forbidden`, on the record, unless the caller may run it; also asked before a body is read."""
        try:
            authorize(self.catalog, call, operation.needs)
        except Forbidden:
            self._record_denial(operation, call)
            raise

    def _record_denial(self, operation: Operation, call: Call) -> None:
        # A flood is one event a minute per principal and permission, so that it cannot fill the disk.
        minute = int(self.catalog.clock.now().timestamp() // 60)
        key = (call.principal.id, operation.needs, minute)
        if key in self._denials:
            return
        self._denials = {k: v for k, v in self._denials.items() if k[2] == minute} | {key: 1}
        with calling(call), self.catalog.change(operation.verb) as change:
            denied = AccessDenied(
                ref=f"principal:{call.principal.id.replace(':', '/')}",
                permission=operation.needs,
            )
            change.emit(denied, outcome="denied")

    def _run_once(
        self,
        operation: Operation,
        service: Any,
        values: dict[str, Any],
        call: Call,
        name: str,
    ) -> Any:
        body_hash = digest({"op": name, "values": _fingerprint(values)})
        with self.catalog.change() as change:
            change.lock(f"idempotency:{call.principal.id}:{call.idempotency_key}")
            found = _find_answer(change, call)
            if found is not None:
                return _repeat(found, operation, body_hash, call)
            with calling(msgspec.structs.replace(call, idempotency_key=None)):
                result = operation.fn(service, **values)
            _keep_answer(change, call, name, body_hash, result)
        return result


def _fingerprint(values: dict[str, Any]) -> dict[str, Any]:
    return {name: digest(value) for name, value in values.items()}


def _find_answer(change: Change, call: Call) -> Any:
    table = spine.idempotency
    query = select(table.c.body_hash, table.c.answer, table.c.op)
    return change.execute(
        query.where(table.c.principal == call.principal.id, table.c.key == call.idempotency_key)
    ).one_or_none()


def _repeat(found: Any, operation: Operation, body_hash: str, call: Call) -> Any:
    if found.body_hash != body_hash:
        raise IdempotencyMismatch(
            f"the idempotency key {call.idempotency_key!r} was used before with another request",
            why=f"it belongs to a {found.op}",
            hint="use a new key for a new request",
        )
    return msgspec.json.decode(found.answer, type=operation.returns)


def _keep_answer(change: Change, call: Call, name: str, body_hash: str, result: Any) -> None:
    if isinstance(result, Raw) or getattr(result, "is_secret", False):
        return  # a secret is shown once and stored nowhere; a repeat makes another
    row = {
        "principal": call.principal.id,
        "key": call.idempotency_key,
        "op": name,
        "body_hash": body_hash,
        "answer": msgspec.json.encode(result),
        "at": change.now_us,
    }
    change.execute(spine.idempotency.insert(), [row])
