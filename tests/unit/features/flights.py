"""Small definitions over made-up flights, and stores to read them from."""

from __future__ import annotations

from datetime import UTC, datetime

from flyball.features import Aggregate, Definitions, FeatureService, FeatureStore, Latest, Member, Source, View
from flyball.workspace import Workspace

MONDAY = datetime(2013, 3, 4, tzinfo=UTC)
HOUR_S, DAY_S = 3600, 86_400
FEATURES = (
    Aggregate(name="n_3h", kind="count", window_s=3 * HOUR_S),
    Aggregate(name="n_24h", kind="count", window_s=DAY_S, where="late"),
    Aggregate(name="late_24h", kind="rate", column="late", window_s=DAY_S),
    Aggregate(name="wait_mean_7d", kind="mean", column="wait", window_s=7 * DAY_S),
    Aggregate(name="wait_sum_24h", kind="sum", column="wait", window_s=DAY_S),
    Aggregate(name="wait_max_24h", kind="max", column="wait", window_s=DAY_S),
    Aggregate(name="wait_min_24h", kind="min", column="wait", window_s=DAY_S),
    Aggregate(name="wait_std_24h", kind="std", column="wait", window_s=DAY_S),
    Aggregate(name="wait_last_24h", kind="last", column="wait", window_s=DAY_S),
    Aggregate(name="since_last", kind="since_last", window_s=7 * DAY_S),
)
NEWEST = (Latest(name="newest_wait", column="wait"),)


def definitions(*, known: bool = False, ttl_s: int | None = 6 * HOUR_S, description: str = "") -> Definitions:
    """Windows over a carrier's flights, its newest flight, and a distance that the request brings."""
    source = Source(name="flights", dataset="flights", event="at", known="known_at" if known else None, id="flight_id")
    return Definitions(
        sources=(source,),
        views=(
            View(name="windows", source="flights", keys=("carrier",), features=FEATURES, description=description),
            View(name="newest", source="flights", keys=("carrier",), features=NEWEST, ttl_s=ttl_s),
        ),
        services=(
            FeatureService(
                name="late-flight",
                members=(Member(view="windows", prefix="c_"), Member(view="newest")),
                request=("distance",),
            ),
        ),
    )


def feature_store(ws: Workspace) -> FeatureStore:
    """The service on an embedded workspace."""
    return FeatureStore(
        "late-flight",
        features=ws.features,
        datasets=ws.datasets,
        objects=ws.objects,
        online=ws.stores.online,
        project=ws.project,
    )
