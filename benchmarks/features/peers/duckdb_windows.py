"""DuckDB: labels joined to all events of the longest window, one filtered aggregate for each window."""

import sys
from pathlib import Path

import duckdb
from measure import Measured, doubles

WINDOWS_HOURS = {"1h": 1, "1d": 24, "7d": 168, "30d": 720, "90d": 2160}
folder = Path(sys.argv[1])


def query() -> str:
    picks = []
    for name, hours in WINDOWS_HOURS.items():
        within = f"filter (e.event_timestamp >= l.event_timestamp - interval {hours} hour)"
        picks.append(f"count(e.value) {within} as count_{name}")
        picks.append(f"coalesce(sum(e.value) {within}, 0) as sum_{name}")
        picks.append(f"max(e.value) {within} as max_{name}")
    longest = max(WINDOWS_HOURS.values())
    return f"""
        select l.label, {", ".join(picks)}
        from read_parquet('{folder}/labels.parquet') l left join read_parquet('{folder}/events.parquet') e
        on l.entity = e.entity and e.event_timestamp < l.event_timestamp
            and e.event_timestamp >= l.event_timestamp - interval {longest} hour
        group by l.label"""


with Measured() as measured:
    answer = duckdb.sql(query()).to_arrow_table()
    columns = {name: doubles(answer[name]) for name in answer.column_names if name != "label"}
    label = answer["label"].to_numpy()
measured.say(label, columns)
