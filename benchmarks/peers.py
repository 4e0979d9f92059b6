"""Peers live in environments of their own, outside the repository: made on first use, from pinned requirements."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
ENVIRONMENTS = Path(os.environ.get("FLYBALL_BENCH_ENVS", Path.home() / ".cache" / "flyball-bench"))


def peer_python(area: str, peer: str) -> Path:
    """The Python that has what `benchmarks/<area>/peers/<peer>.txt` pins."""
    lines = (HERE / area / "peers" / f"{peer}.txt").read_text(encoding="utf-8").splitlines()
    needs = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return environment(f"{area}-{peer}", needs)


def environment(name: str, needs: list[str]) -> Path:
    """The Python of an environment, made when it is missing or was made for other packages."""
    folder = ENVIRONMENTS / name
    python, made = folder / "bin" / "python", folder / "made-for.txt"
    wanted = "\n".join(needs)
    if not made.exists() or made.read_text(encoding="utf-8") != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *needs], check=True, stdout=sys.stderr)
        made.write_text(wanted, encoding="utf-8")
    return python


def versions(python: Path, *distributions: str) -> str:
    """Installed versions, such as `feast 0.67.0, duckdb 1.4.4`."""
    code = (
        "import sys; from importlib.metadata import version as v; print(', '.join(f'{n} {v(n)}' for n in sys.argv[1:]))"
    )
    done = subprocess.run([str(python), "-c", code, *distributions], check=True, capture_output=True, text=True)
    return done.stdout.strip()
