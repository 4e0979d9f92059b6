"""DuckDB: `ASOF LEFT JOIN` after the later of two tied rows was chosen; rows past the TTL become null."""

import sys
from pathlib import Path

import duckdb
from measure import Measured, doubles

VIEWS = {"a": 7, "b": 7, "c": 6}
folder = Path(sys.argv[1])


def query() -> str:
    picks, joins = [], []
    for view, width in VIEWS.items():
        fresh = f"{view}.event_timestamp >= labels.event_timestamp - interval 30 day"
        picks += [f"case when {fresh} then {view}.{view}{k} end as {view}{k}" for k in range(width)]
        rows = (
            f"(select * from read_parquet('{folder}/view_{view}.parquet') qualify row_number() over "
            "(partition by entity, event_timestamp order by created desc) = 1)"
        )
        joins.append(
            f"asof left join {rows} {view} on labels.entity = {view}.entity "
            f"and labels.event_timestamp >= {view}.event_timestamp"
        )
    return f"select label, {', '.join(picks)} from read_parquet('{folder}/labels.parquet') labels {' '.join(joins)}"


with Measured() as measured:
    answer = duckdb.sql(query()).to_arrow_table()
    columns = {name: doubles(answer[name]) for name in answer.column_names if name != "label"}
    label = answer["label"].to_numpy()
measured.say(label, columns)
