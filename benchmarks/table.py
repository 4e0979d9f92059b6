"""The page of results, written from the JSON files of the last runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HEAD = """# Benchmarks

Written by `make bench AREA=…` from `benchmarks/results/`; do not edit. Each area is one command and measures ours and
the peers in one run on one machine, in turn, in rounds; medians count. Peers live in environments of their own, made on
first use outside the repository (`FLYBALL_BENCH_ENVS`), from the requirements pinned in `benchmarks/<area>/peers/`.

**Ratios travel to other machines, absolute figures do not.** A ratio is the peer's CPU divided by Flyball's: above 1
Flyball needs less.
"""
COLUMNS = {
    "cpu_s": "CPU s",
    "wall_s": "wall s",
    "cpu_us": "CPU µs / request",
    "rps": "requests / s",
    "p50_ms": "p50 ms",
    "p99_ms": "p99 ms",
    "peak_mib": "peak MiB",
    "first_rows_ms": "cold open to rows ms",
    "first_paint_ms": "first paint ms",
    "runs_page_ms": "page to rows ms",
    "sort_ms": "sort ms",
    "filter_ms": "filter ms",
    "fps": "frames / s",
    "kilobytes": "kB on the wire",
    "heap_mb": "heap MB",
    "wire_kb": "kB on the wire",
    "requests": "requests",
    "nodes": "nodes",
}


def write_table(results: Path, page: Path) -> None:
    """Write the page; the same results give the same bytes."""
    parts = [HEAD]
    for file in sorted(results.glob("*.json")):
        parts.append(section(json.loads(file.read_text(encoding="utf-8"))))
    page.write_text("\n".join(parts), encoding="utf-8")


def section(document: dict[str, Any]) -> str:
    machine, answer = document["machine"], document["answer"]
    facts = ", ".join([machine["processor"], machine["memory"], machine["system"]])
    load = f"; load average at the end {answer['load_average']:.1f}" if "load_average" in answer else ""
    lines = [
        f"## {answer['benchmark']}",
        "",
        f"Command `python benchmarks/{document['script']}`, {machine['date']}. Machine: {facts}{load}.",
        f"Versions: {machine['versions']}.",
        "",
    ]
    for part in answer.get("parts", [answer]):
        note = ["", part["note"]] if "note" in part else []
        lines += [f"**{part['workload']}**{extra(part)}", "", *rows(part), *note, ""]
    return "\n".join(lines)


def extra(part: dict[str, Any]) -> str:
    said = [f"{part['rounds']} rounds"]
    if "connections" in part:
        said.append(f"{part['connections']} connections")
    if "flyball_has_on" in part:
        said.append(f"Flyball with {', '.join(part['flyball_has_on'])}")
    if "answers_agree" in part:
        said.append("answers agree to the bit" if part["answers_agree"] else "**answers differ**")
    return f" ({'; '.join(said)})"


def rows(part: dict[str, Any]) -> list[str]:
    ratios = part.get("cpu_ratio_to_flyball")
    names = [key for key in COLUMNS if key in part["results"][0]]
    head = ["", *(COLUMNS[key] for key in names), *(["CPU ratio"] if ratios is not None else [])]
    found = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    for each in part["results"]:
        title = each["name"] + (f" ({each['version']})" if each.get("version") else "")
        cells = [f"{each[key]:,g}" if key in each else "–" for key in names]
        cells += [str(ratios.get(each["name"], 1))] if ratios is not None else []
        found.append(f"| {title} | {' | '.join(cells)} |")
    return found
