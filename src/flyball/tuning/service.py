"""The operations of tuning."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import func, select, update

from flyball.core import Event, Name, operation
from flyball.core.errors import AlreadyExists, BadInput, Conflict, NotFound
from flyball.store import Service
from flyball.store.catalog import Change
from flyball.tracking.model import RunId
from flyball.tuning import tables as t
from flyball.tuning.model import Direction, EndState, Setting, Space, Study, Trial
from flyball.tuning.rows import find_study, read_study, to_study, to_trial
from flyball.tuning.space import check_space

Number = Annotated[int, Meta(ge=0)]
Limit = Annotated[int, Meta(ge=1, le=1_000)]


class StudyCreated(Event, tag="study.created", frozen=True, kw_only=True):
    """A search began."""

    direction: str
    params: list[str]


class TrialEnded(Event, tag="study.trial-ended", frozen=True, kw_only=True):
    """One setting was tried."""

    number: int
    state: str
    value: float | None


class Studies(Service):
    """Searches for the best parameters, trial by trial."""

    noun: ClassVar[str] = "studies"

    @operation("POST", "/studies", needs="tuning.write")
    def create(self, *, name: Name, space: Space, direction: Direction = "maximize", seed: int = 0) -> Study:
        """Begin a study, or go on with the one of that name; another space or direction under it is refused."""
        check_space(space)
        with self.change() as change:
            change.lock(f"study:{name}")
            row = find_study(change.connection, self.project, name)
            if row is not None:
                found = to_study(change.connection, row)
                if (found.space, found.direction) != (space, direction):
                    raise AlreadyExists(
                        f"study:{name} searches something else",
                        why="its space or direction differs",
                        hint="choose another name",
                    )
                return found
            values = {
                "project": self.project,
                "name": name,
                "direction": direction,
                "space": msgspec.json.encode(space),
                "seed": seed,
                "owner": change.call.principal.id,
                "created_at": change.now_us,
            }
            change.execute(t.study.insert(), [values])
            change.emit(StudyCreated(ref=f"study:{name}", direction=direction, params=sorted(space)))
            return read_study(change.connection, self.project, name)

    @operation("POST", "/studies/{name}/trials", needs="tuning.write")
    def start_trial(self, name: Name, *, params: dict[str, Setting], run: RunId | None = None) -> Trial:
        """Take the next trial number for a setting."""
        with self.change() as change:
            change.lock(f"study:{name}")
            study = read_study(change.connection, self.project, name)
            if set(params) != set(study.space):
                raise BadInput(f"study:{name} varies other params", why=f"they are {', '.join(sorted(study.space))}")
            last = select(func.max(t.trial.c.number)).where(t.trial.c.project == self.project, t.trial.c.study == name)
            number = change.execute(last).scalar()
            values = {
                "project": self.project,
                "study": name,
                "number": 0 if number is None else number + 1,
                "state": "running",
                "params": msgspec.json.encode(params),
                "value": None,
                "reported": b"[]",
                "run": run,
                "error": "",
                "started_at": change.now_us,
                "ended_at": None,
            }
            change.execute(t.trial.insert(), [values])
            if run is not None:
                change.link(f"study:{name}", f"run:{run}", "trial")
            return self._trial(change, name, int(str(values["number"])))

    @operation("POST", "/studies/{name}/trials/{number}/end", needs="tuning.write")
    def end_trial(
        self,
        name: Name,
        number: Number,
        *,
        state: EndState,
        value: float | None = None,
        values: Annotated[tuple[tuple[int, float], ...], Meta(max_length=10_000)] = (),
        error: Annotated[str, Meta(max_length=20_000)] = "",
    ) -> Trial:
        """Record what a trial gave; ending it again the same way is nothing, another way a conflict."""
        if state == "complete" and (value is None or not isfinite(value)):
            raise BadInput(f"trial {number} of study:{name} has no value", why=f"{value} cannot be compared")
        with self.change() as change:
            change.lock(f"study:{name}")
            before = self._trial(change, name, number)
            if before.state != "running":
                if (before.state, before.value) == (state, value):
                    return before
                raise Conflict(f"trial {number} of study:{name} already ended as {before.state}")
            changed = {
                "state": state,
                "value": value,
                "reported": msgspec.json.encode(values),
                "error": error,
                "ended_at": change.now_us,
            }
            change.execute(_one(update(t.trial), self.project, name, number).values(**changed))
            change.emit(TrialEnded(ref=f"study:{name}", number=number, state=state, value=value))
            return self._trial(change, name, number)

    @operation("GET", "/studies/{name}", needs="tuning.read")
    def get(self, name: Name) -> Study:
        """One study with its best trial."""
        with self.read() as connection:
            return read_study(connection, self.project, name)

    @operation("GET", "/studies", needs="tuning.read")
    def list_studies(self, *, limit: Limit = 100, after: Name | None = None) -> list[Study]:
        """Studies by name."""
        query = select(t.study).where(t.study.c.project == self.project, t.study.c.name > (after or ""))
        with self.read() as connection:
            rows = connection.execute(query.order_by(t.study.c.name).limit(limit)).all()
            return [to_study(connection, row) for row in rows]

    @operation("GET", "/studies/{name}/trials", needs="tuning.read")
    def list_trials(self, name: Name, *, limit: Limit = 1_000, after: int = -1) -> list[Trial]:
        """Trials by number."""
        mine = (t.trial.c.project == self.project, t.trial.c.study == name, t.trial.c.number > after)
        with self.read() as connection:
            read_study(connection, self.project, name)
            rows = connection.execute(select(t.trial).where(*mine).order_by(t.trial.c.number).limit(limit))
            return [to_trial(row) for row in rows]

    def _trial(self, change: Change, name: str, number: int) -> Trial:
        row = change.execute(_one(select(t.trial), self.project, name, number)).one_or_none()
        if row is None:
            raise NotFound(f"study:{name} has no trial {number}")
        return to_trial(row)


def _one(statement: Any, project: str, study: str, number: int) -> Any:
    return statement.where(t.trial.c.project == project, t.trial.c.study == study, t.trial.c.number == number)
