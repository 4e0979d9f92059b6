"""Run the benchmarks of one area and write the table: `python benchmarks/run.py AREA` (also `make bench AREA=…`).

Each script prints one JSON object; its results go, with machine and versions, into `benchmarks/results/<script>.json`,
and all of these into `docs/reference/benchmarks.md`. `--table` only writes the table again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from table import write_table

HERE = Path(__file__).parent
RESULTS = HERE / "results"
SCRIPTS = {
    "features": ["features/point_in_time.py"],
    "serving": ["serving/single_row.py"],
    "ui": ["ui/cold_open.py", "ui/runs_table.py"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Run benchmarks and write the table of results.")
    parser.add_argument("area", nargs="?", help=f"one of {', '.join(SCRIPTS)}")
    parser.add_argument("--table", action="store_true", help="only write the table again")
    flags, options = parser.parse_known_args()
    if not flags.table:
        if flags.area not in SCRIPTS:
            parser.exit(2, f"benchmarks: say which area: {', '.join(SCRIPTS)}\n")
        for script in SCRIPTS[flags.area]:
            keep(script, run(script, options))
    write_table(RESULTS, HERE.parent / "docs" / "reference" / "benchmarks.md")


def run(script: str, options: list[str]) -> dict[str, Any]:
    command = [sys.executable, str(HERE / script), *options]
    sys.stderr.write(f"{script} …\n")
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def keep(script: str, answer: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    document = {"script": script, "machine": machine(), "answer": answer}
    file = RESULTS / f"{script.replace('/', '-').removesuffix('.py')}.json"
    file.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def machine() -> dict[str, str]:
    """What the figures were measured on; no names, no addresses."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "processor": f"{os.cpu_count()} × {processor()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "versions": ", ".join(f"{name} {version(name)}" for name in ("flyball", "numpy", "pyarrow", "scikit-learn")),
    }


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main()
