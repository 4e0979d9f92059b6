"""What a step's call returns inside a pipeline: the promise of its result, and an edge of the graph when passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flyball.pipelines.errors import StepFailed
from flyball.pipelines.model import SUCCESSFUL, StepInfo
from flyball.pipelines.values import ReadsObjects, load_value

if TYPE_CHECKING:
    from concurrent.futures import Future as Task


class Future:
    """The result of one step's call; `result()` waits for it."""

    def __init__(self, path: str, objects: ReadsObjects) -> None:
        self.path = path
        self.is_told = False
        """Whether somebody has seen its failure by asking for the result."""
        self._objects = objects
        self._task: Task[None] | None = None
        self._step: StepInfo | None = None
        self._value: Any = None
        self._error: BaseException | None = None

    @property
    def step(self) -> StepInfo:
        """The step as it ended; waits for that."""
        if self._task is not None:
            self._task.result()
        if self._step is None:
            raise RuntimeError(f"the step {self.path} was never carried out")
        return self._step

    @property
    def is_successful(self) -> bool:
        """Whether it has a result; waits until that is known."""
        return self.step.state in SUCCESSFUL

    def result(self) -> Any:
        """The value, a fresh copy for each who asks; raises `StepFailed` if the step failed or was skipped."""
        if self.is_successful:
            return self.read()
        self.is_told = True
        what = self.step.error.strip().rpartition("\n")[2] or self.step.note
        raise StepFailed(
            f"the step {self.path} {'was ' if self.step.state != 'failed' else ''}{self.step.state}",
            why=what,
            details={"traceback": self.step.error},
        ) from self._error

    def read(self) -> Any:
        """The value of a step that succeeded."""
        output = self.step.output
        return self._value if output is None else load_value(output.digest, self._objects)

    def settle(self, step: StepInfo, *, value: Any = None, error: BaseException | None = None) -> None:
        """Give it its outcome; the value is kept only when nothing stores it."""
        self._step, self._error = step, error
        self._value = value if step.output is None else None

    def carry_out(self, task: Task[None]) -> None:
        """It will be settled by `task`."""
        self._task = task

    def __repr__(self) -> str:
        return f"<Future {self.path}>"


class Futures(list[Future]):
    """The children of a map, in the order of the elements."""

    def result(self) -> list[Any]:
        """All values; raises `StepFailed` for the first that has none."""
        return [each.result() for each in self]


def replace_futures(value: Any, replace: Callable[[Future], Any]) -> Any:
    """The value with every future in it, also inside lists, tuples and dicts, replaced."""
    if isinstance(value, Future):
        return replace(value)
    if isinstance(value, Futures) or type(value) is list:
        return [replace_futures(item, replace) for item in value]
    if type(value) is tuple:
        return tuple(replace_futures(item, replace) for item in value)
    if type(value) is dict:
        return {key: replace_futures(item, replace) for key, item in value.items()}
    return value


def futures_in(values: Iterable[Any]) -> list[Future]:
    """Every future in the values, each once, in order."""
    found: dict[int, Future] = {}
    for value in values:
        replace_futures(value, lambda future: found.setdefault(id(future), future))
    return list(found.values())
