"""Every deployment that answers, as a row of sparklines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from flyball.home.model import LiveModel
from flyball.monitoring import Window
from flyball.monitoring import tables as mt
from flyball.monitoring.rows import newest_windows, to_monitor
from flyball.serving import DeploymentInfo, Policy, Traffic
from flyball.serving import tables as st
from flyball.serving.rows import list_policies, to_deployment
from flyball.store import Stores

_DAYS = timedelta(days=14)
_WINDOWS = 14
_DEPLOYMENTS = 20


def live_models(stores: Stores, project: str) -> list[LiveModel]:
    """Deployments in state serving, by name, at most 20."""
    c = st.deployment.c
    query = select(st.deployment).where(c.project == project, c.state == "serving").order_by(c.name)
    with stores.catalog.read() as connection:
        deployments = [to_deployment(connection, row) for row in connection.execute(query.limit(_DEPLOYMENTS)).all()]
        known = [_read(connection, project, info) for info in deployments]
    return [_live(stores, project, one) for one in known]


class _Known(NamedTuple):
    """What the catalog has about a deployment."""

    info: DeploymentInfo
    monitor: str | None
    windows: list[Window]
    policies: list[Policy]
    open_incidents: int


def _read(connection: Connection, project: str, info: DeploymentInfo) -> _Known:
    monitors = connection.execute(select(mt.monitor).where(mt.monitor.c.project == project))
    watching = [m.name for m in map(to_monitor, monitors) if m.spec.deployment == info.name]
    windows = newest_windows(connection, project, watching[0], limit=_WINDOWS)[::-1] if watching else []
    policies = [stored.policy for stored in list_policies(connection, project, info.name, limit=200)]
    c = mt.incident.c
    is_open = (c.project == project, c.deployment == info.name, c.state != "closed")
    incidents = connection.execute(select(func.count()).select_from(mt.incident).where(*is_open)).scalar_one()
    return _Known(info, watching[0] if watching else None, windows, policies, incidents)


def _live(stores: Stores, project: str, known: _Known) -> LiveModel:
    from flyball.serving.traffic import read_traffic  # needs pyarrow

    info, windows = known.info, known.windows
    now = stores.clock.now()
    traffic = read_traffic(stores.streams, project, info.name, start=None, end=None, bucket_s=86_400, now=now)
    first = min([traffic.start, *(window.start for window in windows[:1])])
    live = info.policy.live
    return LiveModel(
        deployment=info.name,
        model=live.model,
        variant=live.name,
        since=_since(known.policies, live.model, info),
        monitor=known.monitor,
        open_incidents=known.open_incidents,
        at=traffic.at,
        **_by_day(traffic),
        window_end=tuple(window.end for window in windows),
        alarms=tuple(None if w.state == "no_data" else sum(f.alarm for f in w.findings) for w in windows),
        **_by_window(windows),
        deployed_at=tuple(policy.created_at for policy in reversed(known.policies) if policy.created_at >= first),
    )


def _since(policies: Sequence[Policy], model: str, info: DeploymentInfo) -> datetime:
    """When the version that is live became so, of an unbroken row of policies."""
    since = info.policy.created_at
    for policy in policies:
        if policy.live.model != model:
            break
        since = policy.created_at
    return since


def _by_day(traffic: Traffic) -> dict[str, Any]:
    live = [series for series in traffic.series if not series.is_shadow]
    days = range(len(traffic.at))
    busiest = [max(live, key=lambda series, k=day: series.requests[k], default=None) for day in days]  # type: ignore[misc]
    return {
        "requests": tuple(sum(series.requests[day] for series in live) for day in days),
        "p95_ms": tuple(None if of is None else of.p95_ms[day] for of, day in zip(busiest, days, strict=True)),
    }


def _by_window(windows: Sequence[Window]) -> dict[str, Any]:
    live = [next((p for p in w.performance if p.variant == w.live), None) for w in windows]
    names = {
        "metric": "roc_auc", "metric_lo": "roc_auc_lo", "metric_hi": "roc_auc_hi",
        "false_warning_rate": "false_warning_rate",
    }  # fmt: skip
    return {name: tuple(None if p is None else getattr(p, of) for p in live) for name, of in names.items()}
