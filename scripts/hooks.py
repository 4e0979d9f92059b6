"""The checks before a commit that no tool of ours brings: `python scripts/hooks.py CHECK [FILE…]`."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MAX_BYTES = 500_000


def files(names: list[str]) -> list[str]:
    """Files over 500 kB, and TOML or YAML that does not parse."""
    complaints = []
    for path in map(Path, names):
        if path.stat().st_size > MAX_BYTES:
            complaints.append(f"{path}: {path.stat().st_size} bytes, more than {MAX_BYTES}")
        try:
            if path.suffix == ".toml":
                tomllib.loads(path.read_text())
            elif path.suffix in {".yaml", ".yml"}:
                yaml.safe_load(path.read_text())
        except (tomllib.TOMLDecodeError, yaml.YAMLError) as error:
            complaints.append(f"{path}: {error}")
    return complaints


def fragment(_names: list[str]) -> list[str]:
    """A change of the package without a note to its users."""
    command = ["git", "diff", "--cached", "--name-only", "HEAD"]
    staged = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    if any(n.startswith("src/") for n in staged) and not any(n.startswith("changes/") for n in staged):
        return ["src/ changed and changes/ did not: add changes/<slug>.<kind>.md (see changes/README.md)"]
    return []


def locks(_names: list[str]) -> list[str]:
    """Dependencies of pyproject.toml that a lock does not hold, or holds outside their bounds."""
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "locks/demo.txt": [*project["dependencies"], *extras["demo"]],
        "locks/dev.txt": [*project["dependencies"], *(line for lines in extras.values() for line in lines)],
    }
    complaints = []
    for lock, lines in wanted.items():
        pins = dict(re.findall(r"^([a-z0-9.-]+)(?:\[[^]]*\])?==([^ ;]+)", Path(lock).read_text(), flags=re.MULTILINE))
        for requirement in map(Requirement, lines):
            name = canonicalize_name(requirement.name)
            if name != project["name"] and not requirement.specifier.contains(pins.get(name, "0.dev0")):
                complaints.append(f"{lock}: {requirement} against {pins.get(name, 'nothing')}: run `make lock`")
    return complaints


CHECKS: dict[str, Callable[[list[str]], list[str]]] = {"files": files, "fragment": fragment, "locks": locks}

if __name__ == "__main__":
    complaints = CHECKS[sys.argv[1]](sys.argv[2:])
    raise SystemExit("\n".join(complaints) or 0)
