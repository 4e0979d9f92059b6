"""Operations on monitors: what to watch, what to compare with, and what each window showed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import ColumnElement, select, update

from flyball.core import Digest, Name, Ref, operation
from flyball.core.errors import BadInput
from flyball.monitoring import tables as t
from flyball.monitoring.model import (
    Baseline,
    FeatureDetail,
    Moment,
    Monitor,
    MonitorApplied,
    MonitorSpec,
    Performance,
    ReferenceSet,
    Share,
    Strip,
    Window,
)
from flyball.monitoring.rows import find_monitor_row, monitor_row, newest_windows, put_window, to_monitor
from flyball.monitoring.show import show_streaks
from flyball.monitoring.streaks import streaks
from flyball.store import Service
from flyball.store.blobs import adopt_blobs

Limit = Annotated[int, Meta(ge=1, le=1000)]
_MEMORY = 20
"""Windows looked at beyond those that a streak needs: some could not be judged."""


class Monitors(Service):
    """Whether a deployment's data and answers are what they were."""

    noun: ClassVar[str] = "monitors"

    @operation("PUT", "/monitors/{name}", needs="monitoring.write")
    def apply(self, name: Name, *, spec: MonitorSpec) -> Monitor:
        """Put a specification in force; the same one again changes nothing, another one is the next version."""
        body = msgspec.json.encode(spec)
        with self.change() as change:
            change.lock(f"monitor:{self.project}:{name}")
            row = find_monitor_row(change.connection, self.project, name)
            if row is None or bytes(row.spec) != body:
                version = row.version + 1 if row else 1
                values = {"version": version, "spec": body, "updated_at": change.now_us}
                if row is None:
                    change.execute(t.monitor.insert(), [{"project": self.project, "name": name, **values}])
                else:
                    change.execute(update(t.monitor).where(*_is(self.project, name)).values(**values))
                change.emit(MonitorApplied(ref=f"monitor:{name}", version=version))
                change.link(f"deployment:{spec.deployment}", f"monitor:{name}", "watched")
            return to_monitor(monitor_row(change.connection, self.project, name))

    @operation("GET", "/monitors/{name}", needs="monitoring.read")
    def get(self, name: Name) -> Monitor:
        """One monitor with its specification and reference."""
        with self.read() as connection:
            return to_monitor(monitor_row(connection, self.project, name))

    @operation("GET", "/monitors", needs="monitoring.read")
    def list_monitors(self, *, limit: Limit = 100, after: str | None = None) -> list[Monitor]:
        """Monitors by name."""
        query = select(t.monitor).where(t.monitor.c.project == self.project).order_by(t.monitor.c.name).limit(limit)
        if after is not None:
            query = query.where(t.monitor.c.name > after)
        with self.read() as connection:
            return [to_monitor(row) for row in connection.execute(query)]

    @operation("PUT", "/monitors/{name}/reference", needs="monitoring.write")
    def set_reference(self, name: Name, *, model: str, sketch: Digest, baseline: Baseline) -> Monitor:
        """Compare with other rows from now on; on promotion, and never because of an alarm.

        `sketch` is an object made by `reference_sketch` from the version's own rows, `baseline` what it showed on them.
        """
        from flyball.monitoring.reference import check_reference  # numpy

        ref = Ref.parse(model, kind="model")
        if ref.version is None:
            raise BadInput(f"{model} names no version", hint=f"write {ref.kind}:{ref.name}@3")
        with self.change() as change:
            change.lock(f"monitor:{self.project}:{name}")
            monitor_row(change.connection, self.project, name)
            adopt_blobs(self.stores, change, [sketch])
            check_reference(self.stores.objects.get(sketch))
            values = {
                "reference": str(ref), "reference_object": sketch, "baseline": msgspec.json.encode(baseline),
                "updated_at": change.now_us,
            }  # fmt: skip
            change.execute(update(t.monitor).where(*_is(self.project, name)).values(**values))
            change.emit(ReferenceSet(ref=f"monitor:{name}", model=str(ref)))
            change.link(str(ref), f"monitor:{name}", "reference")
            return to_monitor(monitor_row(change.connection, self.project, name))

    @operation("POST", "/monitors/{name}/windows", needs="monitoring.write")
    def evaluate(self, name: Name, *, start: Moment, end: Moment, known_until: Moment | None = None) -> Window:
        """Judge the predictions with `start <= time < end`, and open or close incidents by what the windows show.

        The same period again replaces what it showed; `known_until` leaves out labels that became known later.
        """
        from flyball.monitoring.drift import TableSketch  # numpy
        from flyball.monitoring.windows import evaluate_window

        _check_period(start, end)
        with self.read() as connection:
            row = monitor_row(connection, self.project, name)
        monitor = to_monitor(row)
        kept = row.reference_object
        reference = None if kept is None else TableSketch.from_bytes(self.stores.objects.get(kept))
        window = evaluate_window(
            self.stores.streams,
            self.project,
            monitor,
            reference,
            start=start,
            end=end,
            known_until=known_until,
            now=self.stores.clock.now(),
        )
        with self.change() as change:
            change.lock(f"incidents:{self.project}:{monitor.spec.deployment}")
            put_window(change, window)
            fire, clear = monitor.spec.fire_after, monitor.spec.clear_after
            recent = newest_windows(change.connection, self.project, name, limit=max(fire, clear) + _MEMORY)
            found = streaks(recent, fire_after=fire, clear_after=clear)
            show_streaks(change, self.stores.ids, monitor.spec, found)
        return window

    @operation("GET", "/monitors/{name}/windows", needs="monitoring.read")
    def windows(self, name: Name, *, limit: Limit = 100, before: Moment | None = None) -> list[Window]:
        """The newest windows, or those that end before a moment."""
        with self.read() as connection:
            monitor_row(connection, self.project, name)
            return newest_windows(connection, self.project, name, limit=limit, before=before)

    @operation("GET", "/monitors/{name}/heat-strip", needs="monitoring.read")
    def heat_strip(
        self, name: Name, *, limit: Annotated[int, Meta(ge=1, le=400)] = 60, before: Moment | None = None
    ) -> Strip:
        """The newest windows as a picture: features × windows, and each variant's performance over time."""
        from flyball.monitoring.strip import strip_of

        with self.read() as connection:
            monitor = to_monitor(monitor_row(connection, self.project, name))
            windows = newest_windows(connection, self.project, name, limit=limit, before=before)
        baseline = monitor.baseline.roc_auc if monitor.baseline else None
        return strip_of(windows, min_rows=monitor.spec.min_rows, baseline=baseline)

    @operation("GET", "/monitors/{name}/features/{column}", needs="monitoring.read")
    def feature(
        self,
        name: Name,
        column: Annotated[str, Meta(max_length=250)],
        *,
        start: Moment,
        end: Moment,
        bins: Annotated[int, Meta(ge=2, le=200)] = 30,
    ) -> FeatureDetail:
        """One feature of a period beside the reference: histograms on common bins, quantiles, every test."""
        from flyball.monitoring.drift import TableSketch  # numpy
        from flyball.monitoring.feature import feature_detail, need_reference

        _check_period(start, end)
        with self.read() as connection:
            row = monitor_row(connection, self.project, name)
        monitor = to_monitor(row)
        kept = row.reference_object
        sketch = None if kept is None else TableSketch.from_bytes(self.stores.objects.get(kept))
        reference = need_reference(sketch, monitor)
        return feature_detail(
            self.stores.streams, self.project, monitor, reference, column, start=start, end=end, bins=bins
        )

    @operation("GET", "/deployments/{deployment}/performance", needs="monitoring.read")
    def performance(
        self,
        deployment: Name,
        *,
        start: Moment,
        end: Moment,
        known_until: Moment | None = None,
        threshold: Share | None = None,
    ) -> tuple[Performance, ...]:
        """How right each variant was in a period, shadows included; with `threshold` also as warnings."""
        from flyball.monitoring.performance import performance_by_variant
        from flyball.monitoring.scored import scored_rows

        _check_period(start, end)
        rows = scored_rows(self.stores.streams, self.project, deployment, start=start, end=end, known_until=known_until)
        return performance_by_variant(rows, threshold=threshold)


def _is(project: str, name: str) -> tuple[ColumnElement[bool], ...]:
    return t.monitor.c.project == project, t.monitor.c.name == name


def _check_period(start: datetime, end: datetime) -> None:
    if start >= end:
        raise BadInput("the period is empty", why="start is not before end")
