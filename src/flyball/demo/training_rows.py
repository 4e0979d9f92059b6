"""The loop's training rows: every flight whose outcome is known, with the features as they were at its decision.

The dataset `late-training` only grows: each call computes the flights that became known since the last one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from flyball.features import FeatureStore

if TYPE_CHECKING:
    from flyball.loop import TrainingWindow

NAME = "late-training"
SERVICE = "late-flight"
WARM_UP = timedelta(days=7)
"""The longest window of a feature: flights of the first days of the year would see less than it."""


def training_rows(home: Any, window: TrainingWindow) -> str:
    """Bring `late-training` up to date and return its version's Ref."""
    training = home.dataset(NAME)
    store = feature_store(home)
    flights, weather = home.dataset("flights"), home.dataset("weather")
    pins = {"flights": flights.version().ref, "weather": weather.version().ref}
    rows = flights.read()
    head = training.info.head
    if head is None:
        first = pc.min(rows["known_at"]).as_py() + WARM_UP
        fresh = rows.filter(pc.greater_equal(rows["decision_at"], pa.scalar(first, rows["decision_at"].type)))
    else:
        done = pc.max(training.read(columns=["known_at"])["known_at"])
        fresh = rows.filter(pc.greater(rows["known_at"], done))
    if fresh.num_rows == 0:
        return str(training.version().ref)
    needed_from = pc.min(fresh["decision_at"]).as_py() - WARM_UP
    sources = {
        "flights": since(rows, "known_at", needed_from),
        "weather": since(weather.read(), "available_at", needed_from),
    }
    return str(store.extend_training_set(fresh, time="decision_at", name=NAME, sources=sources, pins=pins).ref)


def feature_store(home: Any) -> FeatureStore:
    """The project's features, offline and online."""
    return FeatureStore(
        SERVICE,
        features=home.features,
        datasets=home.datasets,
        objects=home.objects,
        online=home.stores.online,
        project=home.project,
    )


def since(table: pa.Table, column: str, moment: Any) -> pa.Table:
    """The rows of that moment and later."""
    return table.filter(pc.greater_equal(table[column], pa.scalar(moment, table[column].type)))
