"""Handles: what a workspace hands out to work on one thing by name."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from flyball.core.errors import BadInput, NotFound
from flyball.features import Aggregate, Definitions, FeatureService, Member, Source, View
from flyball.workspace import Workspace

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RECORD = Definitions(
    sources=(Source(name="deliveries", dataset="deliveries", event="known_at", id="order_id"),),
    views=(View(name="record", source="deliveries", keys=("courier",), features=(Aggregate(name="n", kind="count"),)),),
    services=(FeatureService(name="late", members=(Member(view="record"),)),),
)
DELIVERIES = pa.table({"order_id": ["a"], "courier": ["ana"], "known_at": pa.array([NOON], pa.timestamp("us", "UTC"))})


def test_a_feature_store_makes_training_sets_on_every_workspace(ws: Workspace) -> None:
    ws.dataset("deliveries").create(key="order_id").commit(DELIVERIES)
    ws.dataset("training").create()
    ws.features.apply(definitions=RECORD)
    asked = pa.table({"courier": ["ana"], "at": pa.array([NOON.replace(hour=13)], pa.timestamp("us", "UTC"))})

    version, rows = ws.feature_store("late").training_set(asked, time="at", name="training")

    assert rows["n"].to_pylist() == [1]
    assert version.ref == "dataset:training@1"


def test_a_deployment_that_does_not_exist_says_so_when_it_is_asked_to_predict(ws: Workspace) -> None:
    late = ws.deployment("late")

    with pytest.raises(NotFound):
        late.info()
    with pytest.raises(NotFound):
        late.predict({"distance": [1.0]})


def test_loops_are_moved_where_the_stores_are(ws: Workspace) -> None:
    if ws.is_remote:
        with pytest.raises(BadInput, match="remote"):
            ws.loop_engine()
    else:
        with pytest.raises(NotFound):
            ws.loop_engine().tick("late")
