"""February to December, week by week: requests, labels, windows, incidents, and what the loop decides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flyball.demo.cast import DEPLOYMENT, LOOP, MONITOR, Cast
from flyball.demo.feed import Week, days, hours, weeks
from flyball.demo.landing import land_flights, land_weather
from flyball.monitoring import Label
from flyball.serving.model import ArmSpec

SHUFFLED = "shuffled labels"
_SHUFFLE_FROM_WEEK = 5
_DRILL_WEEKS = frozenset({7, 19, 31, 43})
_TOLD = frozenset(
    {"start", "train", "reject", "approve", "canary", "advance", "promote", "roll_back", "confirm", "skip"}
)


def live_through(cast: Cast) -> None:
    """Play every week there is; a second thread keeps the features one day ahead of the requests."""
    warm_online_store(cast)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="features") as ahead:
        for week in weeks(cast.months):
            live_through_week(cast, week, ahead)
            close_week(cast, week, ahead)


def live_through_week(cast: Cast, week: Week, ahead: ThreadPoolExecutor) -> None:
    """Day by day; only within the week, because its end decides whether the weather may still be used."""
    spans = days(week.start, week.end)
    coming = ahead.submit(gather, cast, *spans[0])
    for (start, end), following in zip(spans, [*spans[1:], None], strict=True):
        due, features = coming.result()
        if following is not None:
            coming = ahead.submit(gather, cast, *following)
        live_through_day(cast, start, end, due, features)
        if cast.ws.loops.active_cycle(LOOP) is not None:
            _hear(cast, _engine(cast).tick(LOOP))


def warm_online_store(cast: Cast) -> None:
    """The last week of January as online state, so that the first request sees what training saw."""
    store = _store(cast)
    start = cast.clock.now() - timedelta(days=8)
    store.push("flights", cast.feed.landed(start, cast.clock.now()))
    store.push("weather", cast.feed.weather(start, cast.clock.now()))


def gather(cast: Cast, start: datetime, end: datetime) -> tuple[pa.Table, pa.Table]:
    """What becomes known in a day goes online; then the decisions that fall due in it, with their features."""
    store = _store(cast)
    store.push("flights", cast.feed.landed(start, end))
    if not cast.is_weather_blocked:
        store.push("weather", cast.feed.weather(start, end))
    # Each row is read at its own decision moment: what became known later that day does not count for it.
    due = cast.feed.due(start, end)
    return due, store.read(due, time="decision_at")


def live_through_day(cast: Cast, start: datetime, end: datetime, due: pa.Table, features: pa.Table) -> None:
    """The day's decisions are asked for hour by hour; what landed comes back as labels."""
    landed = cast.feed.landed(start, end)
    if due.num_rows:
        _send(cast, due, features, start, end)
    cast.at(end)
    if landed.num_rows:
        keys, late = landed["flight_id"].to_pylist(), landed["late"].to_pylist()
        moments = landed["known_at"].to_pylist()
        labels = tuple(Label(key=k, value=float(v), at=t) for k, v, t in zip(keys, late, moments, strict=True))
        cast.ws.labels.add(DEPLOYMENT, labels=labels)
    cast.progress.show(f"{end:%d %b %Y}: {cast.requests:,} requests, {due.num_rows} flights today")


def close_week(cast: Cast, week: Week, ahead: ThreadPoolExecutor) -> None:
    """Land the week's data, judge its window, let the loop decide."""
    cast.at(week.end)
    land_flights(cast, week.start, week.end)
    land_weather(cast, week.start, week.end)
    window = cast.ws.monitors.evaluate(MONITOR, start=week.start, end=week.end, known_until=week.end)
    live = next((p for p in window.performance if not p.variant.startswith("shadow:")), None)
    if live is not None and live.recall_at_threshold is not None and live.false_warning_rate is not None:
        cast.kpi.append((live.recall_at_threshold, live.false_warning_rate))
    ahead.submit(_seal, cast)  # beside the loop's decision; the next week's features queue behind it
    engine = _engine(cast)
    if week.number in _DRILL_WEEKS:
        rehearse_rollback(cast)
    if cast.ws.loops.active_cycle(LOOP) is None:
        if week.number >= _SHUFFLE_FROM_WEEK and SHUFFLED not in cast.faults:
            _plant_shuffled(cast)
        else:
            _hear(cast, engine.tick(LOOP))


def _seal(cast: Cast) -> None:
    streams = cast.ws.stores.streams
    for stream in streams.list():
        streams.seal_if_due(stream, max_rows=10_000)


def rehearse_rollback(cast: Cast) -> None:
    """Take the traffic policy back and forth once: a rollback that nobody has tried is none."""
    deployments = cast.ws.deployments
    before = deployments.get(DEPLOYMENT).policy
    gone_back = deployments.rollback(DEPLOYMENT, reason="rehearsal")
    deployments.set_policy(
        DEPLOYMENT,
        expected_gen=gone_back.policy.gen,
        arms=tuple(ArmSpec(model=a.model, weight_ppm=a.weight_ppm, name=a.name) for a in before.arms),
        shadow=tuple(ArmSpec(model=s.model, name=s.name) for s in before.shadow),
        reason="rehearsal of a rollback ended",
    )


def _plant_shuffled(cast: Cast) -> None:
    """A challenger trained on noise must die at the gates."""
    made = _engine(cast).start(LOOP, cause="PLANTED: trained on shuffled labels", params={"shuffle_labels": True})
    _hear(cast, made)
    rejected = [decision for decision in made if decision.kind == "reject"]
    cast.faults[SHUFFLED] = f"rejected by the gates ({rejected[0].reason[:160]})" if rejected else "not caught"


def _send(cast: Cast, due: pa.Table, features: pa.Table, start: datetime, end: datetime) -> None:
    client = cast.client
    if client is None:
        raise RuntimeError("the endpoint is not open")
    moments = due["decision_at"].cast(pa.int64()).to_numpy()
    times, keys = due["decision_at"].to_pylist(), due["flight_id"].to_pylist()
    columns = {name: _float32(features[name]) for name in features.column_names}
    for low, high in hours(start, end):
        first, last = np.searchsorted(moments, [low.timestamp() * 1e6, high.timestamp() * 1e6])
        if first == last:
            continue
        client.infer(
            DEPLOYMENT,
            {name: column[first:last] for name, column in columns.items()},
            units=keys[first:last],
            event_times=times[first:last],
            business_keys=keys[first:last],
        )
        cast.requests += 1


def _float32(column: pa.ChunkedArray) -> Any:
    return pc.fill_null(column.cast(pa.float64()), float("nan")).to_numpy().astype(np.float32)


def _hear(cast: Cast, made: list[Any]) -> None:
    for decision in made:
        cast.decisions.append(decision)
        if decision.kind in _TOLD:
            cast.progress.say(f"  {decision.at:%d %b}: {decision.kind.replace('_', ' ')}: {decision.reason[:150]}")


def _store(cast: Cast) -> Any:
    if cast.store is None:
        raise RuntimeError("the features are not applied")
    return cast.store


def _engine(cast: Cast) -> Any:
    if cast.engine is None:
        raise RuntimeError("the loop is not applied")
    return cast.engine
