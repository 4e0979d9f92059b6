"""Point-in-time features: the latest row of three views (A) and exact windows (B), each at a million-label scale.

    python benchmarks/features/point_in_time.py --scale 0.25 --rounds 3

Prints one JSON object. Every contender is a process of its own that starts from Parquet files and ends with columns in
memory; CPU (user + system, all threads), wall time and peak memory are of that, without imports. Contenders run in
turn, in rounds, and the median counts. Answers must agree to the bit; peers have environments of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import workload  # noqa: E402 - the folder of benchmarks is on the path from here on
from peers import peer_python, versions  # noqa: E402

JOINS = {"Feast (DuckDB store)": "feast_join.py", "Polars join_asof": "polars_join.py", "DuckDB ASOF": "duckdb_join.py"}
WINDOWS = {"Polars rolling": "polars_windows.py", "DuckDB range join": "duckdb_windows.py"}
NOTES = {
    "join": "Flyball is `NumpyPointInTimeJoin` once for each view. Feast is `get_historical_features(…).to_arrow()`, "
    "its definitions applied beforehand. All start from Parquet files, imports are not counted.",
    "windows": "Flyball is `aggregate_windows`. Feast's local engines have no windows, so the peers are two data "
    "engines that give the exact answer. All start from Parquet files, imports are not counted.",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Point-in-time features, ours and peers side by side.")
    parser.add_argument("--scale", type=float, default=0.25, help="1.0 is 1M labels, 3 views of 2M rows, 10M events")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", default="", help="peers to leave out, such as feast")
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="flyball-bench-") as folder:
        print(json.dumps(run(flags, Path(folder)), indent=2))


def run(flags: argparse.Namespace, folder: Path) -> dict[str, Any]:
    sizes = workload.write(
        folder, labels=int(1e6 * flags.scale), rows=int(2e6 * flags.scale), events=int(1e7 * flags.scale)
    )
    said = ", ".join(f"{value:,} {name}" for name, value in sizes.items())
    return {
        "benchmark": "features/point_in_time",
        "parts": [
            part("A: latest row, 20 doubles, TTL 30 d", "join", JOINS, said=said, folder=folder, flags=flags),
            part("B: count, sum, max over 1h 1d 7d 30d 90d", "windows", WINDOWS, said=said, folder=folder, flags=flags),
        ],
        "load_average": os.getloadavg()[0],
    }


def part(
    title: str, question: str, peers: dict[str, str], *, said: str, folder: Path, flags: argparse.Namespace
) -> dict[str, Any]:
    commands = {"flyball kernel": ([sys.executable, str(HERE / "ours.py"), question, str(folder)], "")}
    for name, script in peers.items():
        peer = "feast" if "feast" in script else "engines"
        if peer in flags.without.split(","):
            continue
        python = peer_python("features", peer)
        library = script.partition("_")[0]
        commands[name] = (
            [str(python), str(HERE / "peers" / script), str(folder)],
            versions(python, *([library, "duckdb"] if library == "feast" else [library])),
        )
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in commands}
    for _ in range(flags.rounds):
        for name, (command, _version) in commands.items():
            rounds[name].append(measure(command))
    answers = {each["checksum"] for seen in rounds.values() for each in seen}
    results = [
        {"name": name, "version": commands[name][1]}
        | {key: round(statistics.median(each[key] for each in seen), 2) for key in ("cpu_s", "wall_s", "peak_mib")}
        | {"checksum": seen[0]["checksum"], "nulls": seen[0]["nulls"]}
        for name, seen in rounds.items()
    ]
    return {
        "workload": f"{title}; {said}",
        "rounds": flags.rounds,
        "note": NOTES[question],
        "results": results,
        "answers_agree": len(answers) == 1,
        "cpu_ratio_to_flyball": {
            str(each["name"]): round(each["cpu_s"] / results[0]["cpu_s"], 2) for each in results[1:]
        },
    }


def measure(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


if __name__ == "__main__":
    main()
