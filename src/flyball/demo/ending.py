"""December is over: month by month the loop against its control, on all rows, and what the records say."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import numpy as np
import pyarrow.compute as pc

from flyball.demo.cast import DEPLOYMENT, MODEL, Cast
from flyball.demo.feed import month_start, weeks
from flyball.demo.landing import CELSIUS
from flyball.demo.memory import own_peak_mb
from flyball.demo.result import Month, Result, Told
from flyball.demo.training_rows import WARM_UP, since
from flyball.demo.year import SHUFFLED
from flyball.features import skew
from flyball.monitoring import scored_rows
from flyball.serving.streams import prediction_stream
from flyball.stats import brier, roc_auc

CONTROL = "control"


def tell(cast: Cast, *, flights: int, seconds: float) -> Result:
    """Gather the figures from the stores, not from memory: what is told is what was recorded."""
    ws = cast.ws
    months = _months(cast)
    cycles = ws.loops.list_cycles(DEPLOYMENT, limit=1000)
    outcomes = [cycle.outcome for cycle in cycles]
    incidents = ws.incidents.list_incidents(deployment=DEPLOYMENT, limit=1000)
    faults = {fault: cast.faults.get(fault, "not caught") for fault in (CELSIUS, SHUFFLED)}
    compared, mismatches = _skew(cast)
    audit = ws.audit.verify()
    gains = [month.auc_loop - month.auc_control for month in months]
    return Result(
        flights=flights,
        predictions=_answers(cast),
        labels=ws.labels.count(DEPLOYMENT),
        dataset_versions=sum(len(ws.datasets.list_versions(name, limit=1000)) for name in _datasets(cast)),
        runs=len(ws.runs.list_runs(limit=1000)),
        model_versions=len(ws.models.list_versions(MODEL, limit=1000)),
        retrainings=len(cycles),
        promotions=outcomes.count("promoted") + sum(cycle.stage == "probation" for cycle in cycles),
        rejections=outcomes.count("rejected"),
        rollbacks=outcomes.count("rolled_back"),
        incidents=len(incidents),
        planted_faults_caught=sum(how != "not caught" for how in faults.values()),
        planted_faults=faults,
        auc_control=_mean([month.auc_control for month in months]),
        auc_loop=_mean([month.auc_loop for month in months]),
        auc_gain=_mean(gains),
        gain_by_month=[round(gain, 4) for gain in gains],
        brier_control=_mean([month.brier_control for month in months]),
        brier_loop=_mean([month.brier_loop for month in months]),
        skew_rows=compared,
        skew_mismatches=mismatches,
        kpi=_kpi(cast),
        events=audit.entries,
        audit_verified=audit.first_bad is None,
        maturity_level=ws.maturity.record().level,
        why=_why(cast),
        months=months,
        decisions=_told(cast),
        seconds=seconds,
        peak_rss_mb=own_peak_mb() + cast.workers_peak_mb,
    )


def _answers(cast: Cast) -> int:
    """Predictions that were answers, not shadows."""
    streams, stream = cast.ws.stores.streams, prediction_stream(cast.ws.project, DEPLOYMENT)
    return int(streams.scan(stream, columns=["shadow_of"])["shadow_of"].null_count)


def _months(cast: Cast) -> list[Month]:
    """One month at a time, so that a year of predictions never has to be in memory at once."""
    incidents = cast.ws.incidents.list_incidents(deployment=DEPLOYMENT, limit=1000)
    starts = [month_start(number) for number in range(2, cast.months + 2)]
    return [
        _month(cast, number, start, end, sum(start <= incident.opened_at < end for incident in incidents))
        for number, (start, end) in enumerate(itertools.pairwise(starts), start=2)
    ]


def _month(cast: Cast, number: int, start: datetime, end: datetime, incidents: int) -> Month:
    ws = cast.ws
    rows = scored_rows(ws.stores.streams, ws.project, DEPLOYMENT, start=start, end=end)
    is_known = pc.and_(pc.is_valid(rows["label"]), pc.is_valid(rows["y"]))
    rows = rows.filter(is_known).select(["business_key", "model", "variant", "shadow_of", "y", "label"])
    is_shadow = pc.is_valid(rows["shadow_of"])
    served = rows.filter(pc.invert(is_shadow))
    control = rows.filter(pc.and_(is_shadow, pc.equal(rows["variant"], CONTROL)))
    beside = control["y"].take(pc.index_in(served["business_key"], value_set=control["business_key"]))
    has_both = pc.is_valid(beside)
    served, beside = served.filter(has_both), beside.filter(has_both)
    labels = served["label"].to_numpy().astype(np.int64)
    ours, theirs = served["y"].to_numpy(), beside.to_numpy()
    return Month(
        month=number,
        rows=len(labels),
        late_rate=float(labels.mean()),
        auc_control=roc_auc(labels, theirs),
        auc_loop=roc_auc(labels, ours),
        brier_control=brier(labels, theirs),
        brier_loop=brier(labels, ours),
        live=str(served["model"][-1].as_py()).rpartition(":")[2],
        incidents=incidents,
    )


def _skew(cast: Cast) -> tuple[int, int]:
    """Compare one week's served features with the batch computation of the same moments from the datasets."""
    ws, store = cast.ws, cast.store
    if store is None:
        return 0, 0
    week = weeks(cast.months)[2]
    names = [
        name for name in store.read(cast.feed.due(week.start, week.start).slice(0, 0), time="decision_at").column_names
    ]
    rows = scored_rows(ws.stores.streams, ws.project, DEPLOYMENT, start=week.start, end=week.end, features=names)
    rows = rows.filter(pc.is_null(rows["shadow_of"]))
    due = cast.feed.due(week.start, week.end)
    due = due.take(pc.index_in(rows["business_key"], value_set=due["flight_id"]))
    tables = {
        "flights": since(ws.dataset("flights").read(), "known_at", week.start - WARM_UP),
        "weather": since(ws.dataset("weather").read(), "available_at", week.start - WARM_UP),
    }
    batch = store.historical(due, time="decision_at", sources=tables)
    served = rows.select([f"x.{name}" for name in names]).rename_columns(names)
    found = skew(served, batch, names, tolerance=1e-5)
    return rows.num_rows, sum(f.mismatches + f.missing + f.extra for f in found)


def _why(cast: Cast) -> list[str]:
    """The chain behind the worst surprise of the last days: the flight that was late at the lowest score."""
    ws, end = cast.ws, weeks(cast.months)[-1].end
    rows = scored_rows(ws.stores.streams, ws.project, DEPLOYMENT, start=end - timedelta(days=3), end=end)
    late = rows.filter(pc.and_(pc.is_null(rows["shadow_of"]), pc.equal(rows["label"], 1.0)))
    lowest = int(np.argmin(late["y"].to_numpy()))
    return list(ws.why.explain(f"prediction:{late['id'][lowest].as_py()}").sentences)


def _told(cast: Cast) -> list[Told]:
    kept = [d for d in cast.decisions if d.kind not in {"hold", "nothing", "ask"}]
    return [Told(at=f"{d.at:%Y-%m-%d}", kind=d.kind.replace("_", " "), reason=d.reason[:400]) for d in kept]


def _datasets(cast: Cast) -> list[str]:
    return [info.name for info in cast.ws.datasets.list_datasets()]


def _kpi(cast: Cast) -> dict[str, float]:
    if not cast.kpi:
        return {}
    recall, wrong = (float(np.mean(values)) for values in zip(*cast.kpi, strict=True))
    return {"late flights warned in time": recall, "warnings that were wrong": wrong}


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else 0.0
