"""Run an importable function in a fresh process, or in this one, with a JSON argument and a JSON answer."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import msgspec

from flyball.core import Registry
from flyball.core.errors import FlyballError, error_from_dict

_LOG_BYTES = 16_384


class ChildFailed(FlyballError):
    """The child process raised, was killed, or took too long; `details` holds what it printed last."""

    code = "child-failed"
    status = 500


class Executor(Protocol):
    """Runs `target`, written `module:function`, with one JSON-able argument and returns its JSON-able answer."""

    def __call__(
        self,
        target: str,
        argument: Any,
        *,
        timeout_s: float | None = None,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> Any: ...


EXECUTORS: Registry[Executor] = Registry(
    "executor", {"inline": "flyball.compute.child:run_inline", "process": "flyball.compute.child:run_child"}
)
"""Where code runs, by name."""


def run_inline(
    target: str,
    argument: Any,
    *,
    timeout_s: float | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Any:
    """Run in this process, so that a debugger sees it; the other options have no effect here.

    >>> run_inline("operator:neg", 3)
    -3
    """
    return resolve(target)(argument)


def run_child(
    target: str,
    argument: Any,
    *,
    timeout_s: float | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Any:
    """Run in a fresh interpreter that shares nothing with this one but the environment; works in `folder` if given.

    The child and all it started die with a timeout. Raises `ChildFailed` with the end of its output.
    """
    with tempfile.TemporaryDirectory(prefix="flyball-child-") as scratch:
        request, answer = Path(scratch) / "request.json", Path(scratch) / "answer.json"
        request.write_bytes(msgspec.json.encode({"target": target, "argument": argument}))
        # -P: the folder it works in must not shadow installed modules.
        command = [sys.executable, "-P", "-m", "flyball.compute.child", str(request), str(answer)]
        output = _run(
            command, timeout_s=timeout_s, environ={**os.environ, **(environ or {})}, folder=folder or Path(scratch)
        )
        return _read(answer, target, output)


def resolve(target: str) -> Callable[[Any], Any]:
    """The function that `module:name` stands for."""
    module, _, name = target.partition(":")
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found  # type: ignore[no-any-return]


def _run(command: list[str], *, timeout_s: float | None, environ: Mapping[str, str], folder: Path) -> str:
    child = subprocess.Popen(
        command,
        env=environ,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output, _ = child.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        raise ChildFailed("the child process was stopped", why=f"it ran longer than {timeout_s} s") from error
    finally:
        _end(child)
    return output[-_LOG_BYTES:].decode(errors="replace")


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child's process group, grandchildren included; harmless when it is gone."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _read(answer: Path, target: str, output: str) -> Any:
    try:
        body = msgspec.json.decode(answer.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise ChildFailed(
            f"{target} ended without an answer", why="its process was killed or exited", details={"output": output}
        ) from error
    if "answer" in body:
        return body["answer"]
    if "error" in body:
        raise error_from_dict(body["error"])
    raise ChildFailed(f"{target} failed", why=body["why"], details={"traceback": body["traceback"], "output": output})


def _serve(request: Path, answer: Path) -> None:
    body = msgspec.json.decode(request.read_bytes())
    try:
        result = {"answer": resolve(body["target"])(body["argument"])}
    except FlyballError as error:
        result = {"error": error.to_dict()}
    except Exception as error:  # noqa: BLE001 - the parent is told whatever went wrong
        why = f"{type(error).__name__}: {error}"
        result = {"why": why, "traceback": traceback.format_exc()}
    partial = answer.with_suffix(".part")
    partial.write_bytes(msgspec.json.encode(result))
    partial.replace(answer)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), Path(sys.argv[2]))
