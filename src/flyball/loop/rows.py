"""Between table rows and values."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from flyball.core import from_us
from flyball.core.errors import NotFound
from flyball.evaluation import GateResult
from flyball.loop import tables as t
from flyball.loop.model import Cycle, Decision, Loop, LoopPolicy


def read_loop(connection: Connection, project: str, name: str) -> Loop:
    """The loop with its current policy; `NotFound` names the command that makes one."""
    joined = t.loop.join(
        t.loop_version,
        (t.loop_version.c.project == t.loop.c.project)
        & (t.loop_version.c.loop == t.loop.c.name)
        & (t.loop_version.c.version == t.loop.c.version),
    )
    query = select(t.loop, t.loop_version.c.policy).select_from(joined)
    row = connection.execute(query.where(t.loop.c.project == project, t.loop.c.name == name)).one_or_none()
    if row is None:
        raise NotFound(f"there is no loop {name!r}", hint="flyball loop apply")
    return to_loop(row)


def to_loop(row: Row[Any]) -> Loop:
    """A joined row of loop and loop_version."""
    return Loop(
        name=row.name,
        version=row.version,
        policy=msgspec.json.decode(row.policy, type=LoopPolicy),
        state=row.state,
        breaker=row.breaker,
        updated_at=from_us(row.updated_at),
    )


def read_cycle(connection: Connection, project: str, cycle_id: str) -> Cycle:
    """One cycle with its verdicts."""
    query = select(t.cycle).where(t.cycle.c.project == project, t.cycle.c.id == cycle_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"there is no cycle {cycle_id!r}", hint="flyball loop cycles NAME")
    return to_cycle(row, read_verdicts(connection, cycle_id))


def read_verdicts(connection: Connection, cycle_id: str) -> tuple[GateResult, ...]:
    """The verdicts of a cycle in the order they were reached."""
    query = select(t.verdict.c.body).where(t.verdict.c.cycle == cycle_id).order_by(t.verdict.c.at, t.verdict.c.n)
    return tuple(msgspec.json.decode(row.body, type=GateResult) for row in connection.execute(query))


def to_cycle(row: Row[Any], verdicts: tuple[GateResult, ...] = ()) -> Cycle:
    """A row of the cycle table."""
    return Cycle(
        id=row.id,
        loop=row.loop,
        loop_version=row.loop_version,
        number=row.number,
        stage=row.stage,
        cause=row.cause,
        champion=row.champion,
        challenger=row.challenger,
        run=row.run,
        approval=row.approval,
        step=row.step,
        opened_at=from_us(row.opened_at),
        stage_at=from_us(row.stage_at),
        ended_at=None if row.ended_at is None else from_us(row.ended_at),
        outcome=row.outcome,
        reason=row.reason,
        verdicts=verdicts,
    )


def to_decision(row: Row[Any]) -> Decision:
    """A row of the decision table."""
    return Decision(
        at=from_us(row.at),
        loop=row.loop,
        cycle=row.cycle,
        kind=row.kind,
        reason=row.reason,
        evidence=msgspec.json.decode(row.evidence),
    )


def next_number(connection: Connection, column: Any, *where: Any) -> int:
    """One more than the greatest number so far, from 1; the caller holds the lock."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0)).where(*where)).scalar_one()) + 1
