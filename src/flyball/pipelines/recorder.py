"""What a step needs from the pipeline in whose body it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from flyball.pipelines.definition import Pipeline
    from flyball.pipelines.elements import Key
    from flyball.pipelines.future import Future, Futures
    from flyball.pipelines.steps import Step


class Calls(Protocol):
    """Turns the calls of a body into steps of a run."""

    def call(
        self, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any], *, after: Sequence[Future] | Future
    ) -> Future: ...

    def map(
        self,
        step: Step,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        *,
        key: Key | None,
        after: Sequence[Future] | Future,
    ) -> Futures: ...

    def nest(self, pipeline: Pipeline, params: Mapping[str, Any]) -> Any: ...
