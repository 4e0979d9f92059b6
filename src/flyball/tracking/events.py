"""What runs write on the event spine."""

from __future__ import annotations

from flyball.core import Event


class RunStarted(Event, tag="run.started", frozen=True, kw_only=True):
    """A run began."""

    experiment: str
    name: str
    entry: str


class RunCaptured(Event, tag="run.captured", frozen=True, kw_only=True):
    """The environment, the code and the state of the working tree were recorded."""

    environment: str | None
    code: str | None
    commit: str | None


class RunParams(Event, tag="run.params", frozen=True, kw_only=True):
    """Params were added."""

    keys: list[str]


class RunTags(Event, tag="run.tags", frozen=True, kw_only=True):
    """Tags, the name or the notes changed."""

    keys: list[str]


class RunUsed(Event, tag="run.used", frozen=True, kw_only=True):
    """The run read these."""

    refs: list[str]


class RunMade(Event, tag="run.made", frozen=True, kw_only=True):
    """The run produced these."""

    refs: list[str]


class RunArtifacts(Event, tag="run.artifacts", frozen=True, kw_only=True):
    """Files were recorded, path to digest."""

    digests: dict[str, str]


class RunEnded(Event, tag="run.ended", frozen=True, kw_only=True):
    """A run finished, failed or was killed."""

    state: str


class RunReproduced(Event, tag="run.reproduced", frozen=True, kw_only=True):
    """Somebody ran the run again and compared."""

    verdict: str
    differences: int
