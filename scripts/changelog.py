"""Collects changes/<slug>.<kind>.md into CHANGELOG.md: `changelog.py 0.2.0` at a release, no version for a preview."""

import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = ("added", "changed", "fixed", "removed", "security")
START = "<!-- releases, newest first -->\n"


def fragments() -> dict[str, list[Path]]:
    """The fragment files by kind; one that names no kind is an error."""
    found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for path in sorted((ROOT / "changes").glob("*.md")):
        if path.name == "README.md":
            continue
        kind = path.name.split(".")[-2]
        if kind not in found or path.name.count(".") != 2:
            raise SystemExit(f"changes/{path.name}: name it <slug>.<{'|'.join(KINDS)}>.md")
        found[kind].append(path)
    return found


def section(title: str, by_kind: dict[str, list[Path]]) -> str:
    parts = [f"## {title}\n"]
    for kind, paths in by_kind.items():
        if paths:
            parts.append(f"### {kind.capitalize()}\n")
            parts.extend(f"- {' '.join(path.read_text().split())}" for path in paths)
            parts.append("")
    return "\n".join(parts) + "\n"


def release(version: str) -> None:
    by_kind = fragments()
    changelog = ROOT / "CHANGELOG.md"
    before, after = changelog.read_text().split(START)
    title = f"{version} ({datetime.now(UTC).date()})"
    changelog.write_text(f"{before}{START}\n{section(title, by_kind)}{after.lstrip()}")
    for paths in by_kind.values():
        for path in paths:
            path.unlink()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        release(sys.argv[1])
    else:
        print(section("Unreleased", fragments()))
