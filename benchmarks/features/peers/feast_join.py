"""Feast with its DuckDB offline store: `get_historical_features`, to Arrow. Definitions are applied beforehand."""

import os
import sys
from datetime import timedelta
from pathlib import Path

os.environ["FEAST_USAGE"] = "False"

import pandas as pd
from feast import Entity, FeatureStore, FeatureView, Field, FileSource, RepoConfig
from feast.types import Float64
from feast.value_type import ValueType
from measure import Measured, doubles

VIEWS = {"a": 7, "b": 7, "c": 6}


def main(folder: Path) -> None:
    repo = folder / "feast"
    repo.mkdir(exist_ok=True)
    config = RepoConfig(
        project="bench",
        provider="local",
        registry=str(repo / "registry.db"),
        offline_store={"type": "duckdb"},
        online_store={"type": "sqlite", "path": str(repo / "online.db")},
        entity_key_serialization_version=3,
    )
    store = FeatureStore(config=config)
    entity = Entity(name="entity", join_keys=["entity"], value_type=ValueType.INT64)
    views = [view(folder, entity, name, width) for name, width in VIEWS.items()]
    store.apply([entity, *views])
    names = [f"view_{name}:{name}{k}" for name, width in VIEWS.items() for k in range(width)]
    with Measured() as measured:
        labels = pd.read_parquet(folder / "labels.parquet")
        answer = store.get_historical_features(entity_df=labels, features=names).to_arrow()
        columns = {name.split(":")[1]: doubles(answer[name.split(":")[1]]) for name in names}
        label = answer["label"].to_numpy()
    measured.say(label, columns)


def view(folder: Path, entity: Entity, name: str, width: int) -> FeatureView:
    source = FileSource(
        name=f"source_{name}",
        path=str(folder / f"view_{name}.parquet"),
        timestamp_field="event_timestamp",
        created_timestamp_column="created",
    )
    fields = [Field(name=f"{name}{k}", dtype=Float64) for k in range(width)]
    return FeatureView(name=f"view_{name}", entities=[entity], ttl=timedelta(days=30), schema=fields, source=source)


main(Path(sys.argv[1]).resolve())
