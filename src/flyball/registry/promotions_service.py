"""Operations on aliases: move, promote, roll back, and what they meant when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct
from sqlalchemy import Connection

from flyball.core import Name, Ref, operation, to_us
from flyball.governance import Approval, find_policy, list_for, open_request
from flyball.registry.aliases import (
    alias_at,
    alias_history,
    move_alias,
    previous_version,
    refuse_protected,
)
from flyball.registry.model import AliasInterval, AliasName, Text
from flyball.registry.promotion import evidence_of, failed_gates, promote, refuse_failed_gates
from flyball.registry.rows import read_evidence, read_version
from flyball.store import Service

Limit = Annotated[int, Meta(ge=1, le=1000)]
Number = Annotated[int, Meta(ge=1)]
Expected = Annotated[int, Meta(ge=0)]


class DryRun(Struct, frozen=True, kw_only=True):
    """Whether a promotion would go through now, and if not, everything that stands against it."""

    would_pass: bool
    against: tuple[str, ...]


class Promotions(Service):
    """The part of the models service that moves names."""

    @operation("PUT", "/models/{name}/aliases/{alias}", needs="registry.write")
    def move_alias(
        self, name: Name, alias: AliasName, *, version: Number, expected: Expected | None = None, reason: Text = ""
    ) -> AliasInterval:
        """Let a name mean a version; refused if a policy protects the name, or it moved meanwhile (`expected`)."""
        with self.change() as change:
            refuse_protected(change.connection, self.project, name, alias)
            read_version(change.connection, self.project, name, str(version))
            return move_alias(change, name, alias, version=version, expected=expected, reason=reason)

    @operation("DELETE", "/models/{name}/aliases/{alias}", needs="registry.write")
    def drop_alias(self, name: Name, alias: AliasName, *, reason: Text = "") -> None:
        """Let a name mean nothing."""
        with self.change() as change:
            refuse_protected(change.connection, self.project, name, alias)
            move_alias(change, name, alias, version=None, expected=None, reason=reason)

    @operation("GET", "/models/{name}/aliases/{alias}/at", needs="registry.read")
    def alias_at(self, name: Name, alias: AliasName, *, at: datetime) -> AliasInterval:
        """Which version a name meant at a moment, who moved it there and by which approval."""
        with self.read() as connection:
            return alias_at(connection, self.project, name, alias, at)

    @operation("GET", "/models/{name}/aliases/{alias}/history", needs="registry.read")
    def alias_history(self, name: Name, alias: AliasName, *, limit: Limit = 100) -> list[AliasInterval]:
        """Every move of a name, the newest first."""
        with self.read() as connection:
            return alias_history(connection, self.project, name, alias, limit)

    @operation("POST", "/models/{name}/versions/{version}/approvals", needs="registry.write")
    def request_approval(self, name: Name, version: Number, *, to: AliasName, note: Text = "") -> Approval:
        """Ask for approval of a version under a name, bound to its digest and to the evidence attached so far.

        The authors of the version (who registered it, who launched its run) may not vote. Gates of the policy must
        have been passed.
        """
        with self.change() as change:
            target = read_version(change.connection, self.project, name, str(version))
            found = read_evidence(change.connection, self.project, name, version)
            policy = find_policy(change.connection, self.project, "model", to)
            if policy is not None:
                refuse_failed_gates(target, policy.rules, found)
            return open_request(
                change,
                self.stores.ids,
                subject=Ref.parse(target.ref),
                subject_digest=target.digest,
                target=to,
                evidence=evidence_of(found),
                authors=target.authors,
                note=note,
            )

    @operation("POST", "/models/{name}/promotions", needs="registry.deploy")
    def promote(
        self,
        name: Name,
        *,
        version: Number,
        to: AliasName,
        approval: str | None = None,
        expected: Expected | None = None,
        reason: Text = "",
    ) -> AliasInterval:
        """Move a name to a version by an approved request, which is checked again and used up in the same step.

        Without `approval` the approved request for this version and name is taken. Of two promotions at once one wins.
        """
        with self.change() as change:
            change.lock(f"model:{self.project}:{name}")
            target = read_version(change.connection, self.project, name, str(version))
            return promote(change, self.stores, target, to=to, approval=approval, expected=expected, reason=reason)

    @operation("GET", "/models/{name}/versions/{version}/promotable", needs="registry.read")
    def would_promote(self, name: Name, version: Number, *, to: AliasName) -> DryRun:
        """Whether a promotion would go through now, and everything that stands against it; changes nothing."""
        with self.read() as connection:
            target = read_version(connection, self.project, name, str(version))
            policy = find_policy(connection, self.project, "model", to)
            found = read_evidence(connection, self.project, name, version)
            against = failed_gates(policy.rules, found) if policy else []
            if policy and not self._is_approved(connection, target.ref, to):
                against.append("no approved request waits for it")
        return DryRun(would_pass=not against, against=tuple(against))

    @operation("POST", "/models/{name}/aliases/{alias}/rollback", needs="registry.deploy")
    def rollback(
        self, name: Name, alias: AliasName, *, reason: Text, expected: Expected | None = None
    ) -> AliasInterval:
        """Go back to the version a name meant before; it was approved then, so it takes no new vote."""
        with self.change() as change:
            change.lock(f"model:{self.project}:{name}")
            before = previous_version(change.connection, self.project, name, alias)
            return move_alias(change, name, alias, version=before, expected=expected, reason=reason, is_rollback=True)

    def refuse_protected(self, connection: Connection, name: str, alias: str) -> None:
        """Raise if a policy names the alias or stage; a plain method that only reads policies."""
        refuse_protected(connection, self.project, name, alias)

    def _is_approved(self, connection: Connection, ref: str, to: str) -> bool:
        now_us = to_us(self.stores.clock.now())
        requests = list_for(connection, self.project, ref, now_us=now_us)
        return any(request.state == "approved" and request.target == to for request in requests)
