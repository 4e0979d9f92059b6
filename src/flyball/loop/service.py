"""Operations on loops: policies, cycles, verdicts, decisions. What to decide is in `decide`, `rollout`, `engine`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import func, select, update

from flyball.core import Name, digest, from_us, operation, to_us
from flyball.core.errors import Conflict
from flyball.evaluation import GateResult
from flyball.loop import tables as t
from flyball.loop.model import (
    BreakerMoved,
    Cycle,
    CycleClosed,
    CycleMoved,
    CycleOpened,
    CycleRejected,
    Decision,
    DecisionKind,
    Loop,
    LoopApplied,
    LoopPaused,
    LoopPolicy,
    Outcome,
    Stage,
)
from flyball.loop.rows import next_number, read_cycle, read_loop, to_cycle, to_decision
from flyball.store import Service
from flyball.store.catalog import Change, insert_ignore

Limit = Annotated[int, Meta(ge=1, le=1000)]
Reason = Annotated[str, Meta(max_length=2000)]


class Loops(Service):
    """Continuous training, as a thing one can read, start, stop and question."""

    noun: ClassVar[str] = "loops"

    @operation("PUT", "/loops/{name}", needs="loop.write")
    def apply(self, name: Name, *, policy: LoopPolicy) -> Loop:
        """Put a policy in force; the same policy again changes nothing, another one is the next version."""
        body = msgspec.json.encode(policy)
        with self.change() as change:
            change.lock(f"loop:{self.project}:{name}")
            latest = select(t.loop_version.c.digest, t.loop_version.c.version).where(
                t.loop_version.c.project == self.project, t.loop_version.c.loop == name
            )
            last = change.execute(latest.order_by(t.loop_version.c.version.desc()).limit(1)).one_or_none()
            if last is None or last.digest != digest(body):
                self._add_version(change, name, body, (last.version if last else 0) + 1)
            return read_loop(change.connection, self.project, name)

    @operation("GET", "/loops/{name}", needs="loop.read")
    def get(self, name: Name) -> Loop:
        """One loop with its policy, state and breaker."""
        with self.read() as connection:
            return read_loop(connection, self.project, name)

    @operation("GET", "/loops", needs="loop.read")
    def list_loops(self) -> list[Loop]:
        """All loops of the project by name."""
        with self.read() as connection:
            names = connection.execute(
                select(t.loop.c.name).where(t.loop.c.project == self.project).order_by(t.loop.c.name)
            )
            return [read_loop(connection, self.project, row.name) for row in names]

    @operation("POST", "/loops/{name}/state", needs="loop.write")
    def set_state(self, name: Name, *, is_paused: bool, reason: Reason = "") -> Loop:
        """Pause or resume; a paused loop starts nothing and moves no traffic."""
        state = "paused" if is_paused else "on"
        with self.change() as change:
            if read_loop(change.connection, self.project, name).state != state:
                self._update_loop(change, name, state=state)
                change.emit(LoopPaused(ref=f"loop:{name}", is_paused=is_paused, reason=reason))
            return read_loop(change.connection, self.project, name)

    @operation("POST", "/loops/{name}/breaker", needs="loop.write")
    def set_breaker(self, name: Name, *, reason: Reason | None, note: Reason = "") -> Loop:
        """Open the breaker with a reason, or close it with none; the `note` says why it may be closed."""
        with self.change() as change:
            read_loop(change.connection, self.project, name)
            self._update_loop(change, name, breaker=reason)
            says = (note or "closed by a person") if reason is None else reason
            change.emit(BreakerMoved(ref=f"loop:{name}", is_open=reason is not None, reason=says))
            return read_loop(change.connection, self.project, name)

    @operation("POST", "/loops/{name}/cycles", needs="loop.write")
    def open_cycle(self, name: Name, *, cause: Reason, champion: str | None = None, by_hand: bool = True) -> Cycle:
        """Start a cycle; refused while one is running."""
        with self.change() as change:
            change.lock(f"loop:{self.project}:{name}")
            loop = read_loop(change.connection, self.project, name)
            if self._active(change.connection, name) is not None:
                raise Conflict(f"loop {name} already runs a cycle", hint=f"flyball loop show {name}")
            cycle_id = self.stores.ids.new()
            number = next_number(
                change.connection, t.cycle.c.number, t.cycle.c.project == self.project, t.cycle.c.loop == name
            )
            row = {
                "id": cycle_id, "project": self.project, "loop": name, "loop_version": loop.version, "number": number,
                "stage": "triggered", "cause": cause, "champion": champion, "step": 0, "opened_at": change.now_us,
                "stage_at": change.now_us, "reason": cause, "active_slot": "",
            }  # fmt: skip
            change.execute(t.cycle.insert(), [row])
            change.emit(CycleOpened(ref=f"cycle:{cycle_id}", cause=cause, by_hand=by_hand))
            return read_cycle(change.connection, self.project, cycle_id)

    @operation("POST", "/cycles/{cycle_id}/moves", needs="loop.write")
    def move_cycle(
        self,
        cycle_id: str,
        *,
        stage: Stage,
        reason: Reason,
        expected: Stage,
        challenger: str | None = None,
        run: str | None = None,
        approval: str | None = None,
        step: int | None = None,
    ) -> Cycle:
        """Enter a stage; refused when the cycle is no longer in the expected one, so that no move happens twice."""
        fields = {"challenger": challenger, "run": run, "approval": approval, "step": step}
        given = {name: value for name, value in fields.items() if value is not None}
        with self.change() as change:
            self._compare_and_set(
                change, cycle_id, expected, stage=stage, reason=reason, stage_at=change.now_us, **given
            )
            change.emit(CycleMoved(ref=f"cycle:{cycle_id}", stage=stage, reason=reason))
            for made in (run and f"run:{run}", challenger):
                if made:
                    change.link(f"cycle:{cycle_id}", made, "started")
            return read_cycle(change.connection, self.project, cycle_id)

    @operation("POST", "/cycles/{cycle_id}/verdicts", needs="loop.write")
    def add_verdicts(self, cycle_id: str, *, data_digest: str, verdicts: tuple[GateResult, ...]) -> Cycle:
        """Keep what a comparison showed; the first verdict on the same data stands."""
        with self.change() as change:
            read_cycle(change.connection, self.project, cycle_id)
            rows = [
                {
                    "cycle": cycle_id, "gate": verdict.check, "data_digest": data_digest, "n": number,
                    "body": msgspec.json.encode(verdict), "at": change.now_us,
                }
                for number, verdict in enumerate(verdicts)
            ]  # fmt: skip
            if rows:
                change.execute(insert_ignore(change.connection, t.verdict), rows)
            return read_cycle(change.connection, self.project, cycle_id)

    @operation("POST", "/cycles/{cycle_id}/end", needs="loop.write")
    def close_cycle(self, cycle_id: str, *, outcome: Outcome, reason: Reason, expected: Stage) -> Cycle:
        """End a cycle with its outcome; a rollback, or rejections in a row, open the breaker."""
        with self.change() as change:
            before = read_cycle(change.connection, self.project, cycle_id)
            ended = {"stage": "closed", "outcome": outcome, "reason": reason, "ended_at": change.now_us}
            self._compare_and_set(change, cycle_id, expected, active_slot=cycle_id, stage_at=change.now_us, **ended)
            if outcome == "rejected":
                change.emit(CycleRejected(ref=f"cycle:{cycle_id}", challenger=before.challenger or "", reason=reason))
            change.emit(CycleClosed(ref=f"cycle:{cycle_id}", outcome=outcome, reason=reason))
            if outcome == "rolled_back":
                self._open_breaker(change, before.loop, f"{before.challenger} was rolled back: {reason}")
            else:
                self._trip(change, before.loop)
            return read_cycle(change.connection, self.project, cycle_id)

    @operation("GET", "/cycles/{cycle_id}", needs="loop.read")
    def get_cycle(self, cycle_id: str) -> Cycle:
        """One cycle with its verdicts."""
        with self.read() as connection:
            return read_cycle(connection, self.project, cycle_id)

    @operation("GET", "/loops/{name}/cycles", needs="loop.read")
    def list_cycles(self, name: Name, *, limit: Limit = 100) -> list[Cycle]:
        """The newest cycles of a loop."""
        query = select(t.cycle).where(t.cycle.c.project == self.project, t.cycle.c.loop == name)
        with self.read() as connection:
            rows = connection.execute(query.order_by(t.cycle.c.number.desc()).limit(limit)).all()
            return [read_cycle(connection, self.project, row.id) for row in rows]

    @operation("POST", "/loops/{name}/decisions", needs="loop.write")
    def record(
        self,
        name: Name,
        *,
        kind: DecisionKind,
        reason: Reason,
        cycle: str | None = None,
        evidence: dict[str, str | int | float | bool | None] | None = None,
    ) -> Decision:
        """Keep one decision with its numbers, "nothing, because" included."""
        with self.change() as change:
            change.lock(f"loop:{self.project}:{name}")
            mine = (t.decision.c.project == self.project, t.decision.c.loop == name)
            row = {
                "project": self.project, "loop": name, "at": change.now_us, "cycle": cycle, "kind": kind,
                "reason": reason,
                "n": next_number(change.connection, t.decision.c.n, *mine),
                "evidence": msgspec.json.encode(evidence or {}),
            }  # fmt: skip
            change.execute(t.decision.insert(), [row])
        return Decision(at=change.now, loop=name, cycle=cycle, kind=kind, reason=reason, evidence=evidence or {})

    @operation("GET", "/loops/{name}/decisions", needs="loop.read")
    def list_decisions(self, name: Name, *, limit: Limit = 100, cycle: str | None = None) -> list[Decision]:
        """The newest decisions of a loop, or those of one cycle."""
        query = select(t.decision).where(t.decision.c.project == self.project, t.decision.c.loop == name)
        if cycle is not None:
            query = query.where(t.decision.c.cycle == cycle)
        with self.read() as connection:
            return [to_decision(row) for row in connection.execute(query.order_by(t.decision.c.n.desc()).limit(limit))]

    # What the engine asks before it decides; plain methods, they reveal no more than `get` and `list_cycles`.

    def active_cycle(self, name: str) -> Cycle | None:
        """The running cycle, if there is one."""
        with self.read() as connection:
            return self._active(connection, name)

    def history(self, name: str, *, now: datetime) -> tuple[datetime | None, int]:
        """When the last cycle ended, and how many were opened in the 30 days before `now`."""
        mine = (t.cycle.c.project == self.project, t.cycle.c.loop == name)
        since = to_us(now - timedelta(days=30))
        with self.read() as connection:
            ended = connection.execute(select(func.max(t.cycle.c.ended_at)).where(*mine)).scalar()
            recent = connection.execute(
                select(func.count()).select_from(t.cycle).where(*mine, t.cycle.c.opened_at > since)
            )
            return (None if ended is None else from_us(ended)), int(recent.scalar_one())

    def _active(self, connection: Any, name: str) -> Cycle | None:
        query = select(t.cycle).where(
            t.cycle.c.project == self.project, t.cycle.c.loop == name, t.cycle.c.active_slot == ""
        )
        row = connection.execute(query).one_or_none()
        return None if row is None else to_cycle(row)

    def _add_version(self, change: Change, name: str, body: bytes, version: int) -> None:
        row = {
            "project": self.project, "loop": name, "version": version, "policy": body, "digest": digest(body),
            "created_by": self.call.principal.id, "created_at": change.now_us,
        }  # fmt: skip
        change.execute(t.loop_version.insert(), [row])
        if version == 1:
            head = {"project": self.project, "name": name, "version": 1, "state": "on", "updated_at": change.now_us}
            change.execute(t.loop.insert(), [head])
        else:
            self._update_loop(change, name, version=version)
        change.emit(LoopApplied(ref=f"loop:{name}@{version}", version=version))

    def _update_loop(self, change: Change, name: str, **values: Any) -> None:
        where = (t.loop.c.project == self.project, t.loop.c.name == name)
        change.execute(update(t.loop).where(*where).values(updated_at=change.now_us, **values))

    def _compare_and_set(self, change: Change, cycle_id: str, expected: str, **values: Any) -> None:
        where = (t.cycle.c.project == self.project, t.cycle.c.id == cycle_id, t.cycle.c.stage == expected)
        if change.execute(update(t.cycle).where(*where).values(**values)).rowcount != 1:
            found = read_cycle(change.connection, self.project, cycle_id)
            raise Conflict(f"the cycle is in stage {found.stage}, not {expected}", hint="read it again")

    def _trip(self, change: Change, name: str) -> None:
        loop = read_loop(change.connection, self.project, name)
        limit = loop.policy.limits.rejections_until_breaker
        ended = select(t.cycle.c.outcome).where(
            t.cycle.c.project == self.project, t.cycle.c.loop == name, t.cycle.c.outcome.isnot(None)
        )
        last = [row.outcome for row in change.execute(ended.order_by(t.cycle.c.number.desc()).limit(limit))]
        if len(last) == limit and all(outcome in {"rejected", "failed"} for outcome in last):
            reason = f"{limit} challengers in a row were rejected or failed"
            self._open_breaker(change, name, reason)

    def _open_breaker(self, change: Change, name: str, reason: str) -> None:
        self._update_loop(change, name, breaker=reason[:2000])
        change.emit(BreakerMoved(ref=f"loop:{name}", is_open=True, reason=reason))
