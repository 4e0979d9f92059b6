"""An executor that kills itself at one exact moment: before or after the n-th thing it asks of a store or service."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import flyball as fb
from flyball.core.config import Settings
from flyball.pipelines import current_step, run_pipeline
from tests import workspaces


def witness(text: str) -> None:
    """An effect outside Flyball: one line in a file, in one write."""
    context = current_step()
    assert context is not None
    with Path(os.environ["FLYBALL_TEST_WITNESS"]).open("a") as file:
        file.write(f"{context.run} {context.path} {context.idempotency_key} {text}\n")


@fb.step
def numbers(n: int) -> list[int]:
    witness("numbers")
    return list(range(n))


@fb.step(cache=False)
def square(x: int, salt: int) -> int:
    witness("square")
    return x * x + salt


@fb.step
def total(xs: list[int]) -> int:
    witness("total")
    return sum(xs)


@fb.pipeline
def squares(n: int, salt: int) -> int:
    return total(square.map(numbers(n), salt))


class Deadly:
    """Hands every call on, and counts the moments before and after it."""

    moment = 0

    def __init__(self, inner: Any, *, dies_at: int) -> None:
        self._inner = inner
        self._dies_at = dies_at

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._inner, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self._tick()
            answer = call(*args, **kwargs)
            self._tick()
            return answer

        return counted

    def _tick(self) -> None:
        Deadly.moment += 1
        if Deadly.moment == self._dies_at:
            os.kill(os.getpid(), signal.SIGKILL)


class DeadlyWorkspace:
    def __init__(self, ws: Any, *, dies_at: int) -> None:
        self.ids = ws.ids
        self.pipelines = Deadly(ws.pipelines, dies_at=dies_at)
        self.objects = Deadly(ws.objects, dies_at=dies_at)


def main(home: str, run: str, n: str, salt: str, dies_at: str) -> None:
    with workspaces.embedded(Settings(home=home)) as ws:
        deadly: Any = DeadlyWorkspace(ws, dies_at=int(dies_at))
        # Without the heartbeat's own calls the moments are the same in every process.
        done = run_pipeline(deadly, squares, {"n": int(n), "salt": int(salt)}, id=run, lease_s=600)
        print(done.result())


if __name__ == "__main__":
    main(*sys.argv[1:])
