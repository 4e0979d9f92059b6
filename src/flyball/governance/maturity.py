"""Operations on maturity: the level a project has reached, from evidence only, and what would take it further."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import select

from flyball.core import Event, from_us, operation, to_us
from flyball.governance import tables as t
from flyball.governance.criteria import CRITERIA
from flyball.governance.criteria.base import Criterion, Window
from flyball.store import Service
from flyball.store.catalog import insert_replace

LEVELS = ("manual", "reproducible", "controlled in production", "continuous")
WINDOW_DAYS = 90
Limit = Annotated[int, Meta(ge=1, le=1000)]
Days = Annotated[int, Meta(ge=1, le=3650)]


class CriterionResult(Struct, frozen=True, kw_only=True):
    """One criterion: what was found against what is asked for."""

    name: str
    level: int
    title: str
    passed: bool
    value: float | None
    threshold: float
    says: str
    evidence: tuple[str, ...]
    next_step: str


class Score(Struct, frozen=True, kw_only=True):
    """Where a project stands."""

    project: str
    at: datetime
    window_days: int
    level: int
    level_name: str
    criteria: tuple[CriterionResult, ...]
    next_step: str
    """What stands between this level and the next, first; empty at the top."""


class MaturityMoved(Event, tag="maturity.moved", frozen=True, kw_only=True):
    """The recorded level is another one."""

    before: int | None
    after: int
    because: tuple[str, ...]


class Maturity(Service):
    """How far a project has come from models by hand to models that keep themselves right."""

    noun: ClassVar[str] = "maturity"

    @operation("GET", "/maturity", needs="maturity.read")
    def assess(self, *, window_days: Days = WINDOW_DAYS, until: datetime | None = None) -> Score:
        """Measure every criterion over the days up to now, or up to `until`, the newest data of a quiet project.

        The level is the highest whose criteria and all below hold.
        """
        return self._assess(window_days, until)

    @operation("POST", "/maturity", needs="maturity.write")
    def record(self) -> Score:
        """Measure and keep the result, so that a rise or a drop has a date and a reason."""
        score = self._assess(WINDOW_DAYS)
        with self.change() as change:
            m = t.maturity_score.c
            last = select(m.level).where(m.project == self.project).order_by(m.at.desc()).limit(1)
            before = change.execute(last).scalar()
            row = {
                "project": self.project, "at": change.now_us, "level": score.level,
                "criteria": msgspec.json.encode(score.criteria),
            }  # fmt: skip
            change.execute(insert_replace(change.connection, t.maturity_score, ["project", "at"]), [row])
            if before != score.level:
                failed = tuple(c.name for c in score.criteria if not c.passed)
                ref = f"project:{self.project}"
                change.emit(MaturityMoved(ref=ref, before=before, after=score.level, because=failed))
        return score

    @operation("GET", "/maturity/history", needs="maturity.read")
    def history(self, *, limit: Limit = 100) -> list[Score]:
        """What was recorded, the newest first."""
        m = t.maturity_score.c
        query = select(t.maturity_score).where(m.project == self.project).order_by(m.at.desc()).limit(limit)
        with self.read() as connection:
            rows = connection.execute(query).all()
        kept = tuple[CriterionResult, ...]
        return [
            _score(self.project, from_us(r.at), msgspec.json.decode(r.criteria, type=kept), WINDOW_DAYS) for r in rows
        ]

    def _assess(self, window_days: int, until: datetime | None = None) -> Score:
        now = until or self.stores.clock.now()
        since = to_us(now - timedelta(days=window_days))
        with self.read() as connection:
            window = Window(stores=self.stores, connection=connection, project=self.project, since_us=since)
            found = [_measure(CRITERIA.get(name), window) for name in CRITERIA.names()]
        found.sort(key=lambda result: (result.level, result.name))
        return _score(self.project, now, tuple(found), window_days)


def reached(criteria: tuple[CriterionResult, ...]) -> int:
    """The highest level whose criteria and all below hold.

    >>> reached(())
    0
    """
    level = 0
    while level < len(LEVELS) - 1:
        asked = [result for result in criteria if result.level == level + 1]
        if not asked or not all(result.passed for result in asked):
            break
        level += 1
    return level


def _measure(criterion: Criterion, window: Window) -> CriterionResult:
    measured = criterion.measure(window)
    return CriterionResult(
        name=criterion.name,
        level=criterion.level,
        title=criterion.title,
        passed=measured.value is not None and measured.value >= criterion.threshold,
        value=measured.value,
        threshold=criterion.threshold,
        says=measured.says,
        evidence=measured.evidence,
        next_step=criterion.next_step,
    )


def _score(project: str, at: datetime, criteria: tuple[CriterionResult, ...], window_days: int) -> Score:
    level = reached(criteria)
    waiting = [result for result in criteria if result.level == level + 1 and not result.passed]
    return Score(
        project=project,
        at=at,
        window_days=window_days,
        level=level,
        level_name=LEVELS[level],
        criteria=criteria,
        next_step=waiting[0].next_step if waiting else "",
    )
