"""The composition root: opens the stores and holds the services, embedded in this process or remote over HTTP."""

from __future__ import annotations

import atexit
import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from flyball.core import LOCAL, Call, Clock, Ids, Principal, RandomIds, Registry, SystemClock, calling
from flyball.core.config import Settings, load_settings
from flyball.core.errors import BadInput

if TYPE_CHECKING:
    from types import TracebackType

    from flyball.client import Transport
    from flyball.data import Dataset, Datasets
    from flyball.evaluation import Evaluations
    from flyball.features import Features, FeatureStore
    from flyball.governance import Access, Approvals, Audit, Charters, Lineage, Maturity, WhyService
    from flyball.home import Home, Projects, Search
    from flyball.loop import LoopEngine, Loops
    from flyball.monitoring import Incidents, Labels, Monitors
    from flyball.pipelines import Pipelines
    from flyball.registry import Models
    from flyball.serving import Deployment, Deployments
    from flyball.store import Stores
    from flyball.store.blobs import Blobs
    from flyball.store.objects import Objects
    from flyball.tracking import Reproduction, Run, Runs
    from flyball.tuning import Studies

SERVICES: Registry[type] = Registry(
    "services",
    {
        "blobs": "flyball.store.blobs:Blobs",
        "access": "flyball.governance.access:Access",
        "approvals": "flyball.governance.approvals:Approvals",
        "audit": "flyball.governance.audit:Audit",
        "charter": "flyball.governance.charter:Charters",
        "lineage": "flyball.governance.lineage:Lineage",
        "maturity": "flyball.governance.maturity:Maturity",
        "why": "flyball.governance.why:WhyService",
        "datasets": "flyball.data.service:Datasets",
        "features": "flyball.features.service:Features",
        "runs": "flyball.tracking.service:Runs",
        "studies": "flyball.tuning.service:Studies",
        "evaluations": "flyball.evaluation.service:Evaluations",
        "models": "flyball.registry.service:Models",
        "pipelines": "flyball.pipelines.service:Pipelines",
        "deployments": "flyball.serving.service:Deployments",
        "monitors": "flyball.monitoring.service:Monitors",
        "labels": "flyball.monitoring.labels_service:Labels",
        "incidents": "flyball.monitoring.incidents_service:Incidents",
        "loops": "flyball.loop.service:Loops",
        "home": "flyball.home.service:Home",
        "projects": "flyball.home.service:Projects",
        "search": "flyball.home.service:Search",
    },
)
"""Every service by its noun; the REST routes, the remote client and the workspace's attributes all come from here."""

_REMOTE_IDS = RandomIds()


class Workspace:
    """All services of one project under one roof; `ws.datasets`, `ws.runs`, `ws.models` and so on.

    Embedded, operations run here, as the local user. Remote, each is one HTTP request. Code that uses the services
    cannot tell the difference, and the same tests run on both. Use it in a `with` block, or call `close`.
    """

    if TYPE_CHECKING:
        blobs: Blobs
        access: Access
        approvals: Approvals
        audit: Audit
        charter: Charters
        lineage: Lineage
        maturity: Maturity
        why: WhyService
        datasets: Datasets
        features: Features
        runs: Runs
        studies: Studies
        evaluations: Evaluations
        models: Models
        pipelines: Pipelines
        deployments: Deployments
        monitors: Monitors
        labels: Labels
        incidents: Incidents
        loops: Loops
        home: Home
        projects: Projects
        search: Search

    def __init__(self, *, project: str, stores: Stores | None = None, transport: Transport | None = None) -> None:
        if (stores is None) == (transport is None):
            raise ValueError("a workspace is either embedded (stores) or remote (transport)")
        self.project = project
        self._stores = stores
        self._transport = transport
        if stores is not None:
            from flyball.governance import Door

            stores.catalog.default_call = Call(principal=LOCAL, project=project, is_embedded=True)
            self._door = Door(stores.catalog)

    def __getattr__(self, noun: str) -> Any:
        service = None if noun.startswith("_") else SERVICES.find(noun)
        if service is None:
            raise AttributeError(f"a workspace has no {noun!r}; services: {', '.join(SERVICES.names())}")
        if self._transport is not None:
            from flyball.client import RemoteService

            made: Any = RemoteService(service, self._transport)
        else:
            made = service(self.stores, self._door)
        setattr(self, noun, made)
        return made

    @property
    def is_remote(self) -> bool:
        """Whether operations go over HTTP."""
        return self._transport is not None

    @property
    def url(self) -> str | None:
        """The server's address, or None when embedded."""
        return self._transport.url if self._transport else None

    @property
    def stores(self) -> Stores:
        """The stores of an embedded workspace; a remote one has none."""
        if self._stores is None:
            raise BadInput(
                "a remote workspace has no stores of its own", hint="use its services, or run this on the server"
            )
        return self._stores

    @property
    def objects(self) -> Objects:
        """Content-addressed bytes: the store itself, or the server's through uploads."""
        if self._stores is not None:
            return self._stores.objects
        from flyball.client import RemoteObjects

        return cast("Objects", RemoteObjects(self.blobs))

    @property
    def clock(self) -> Clock:
        """Where time comes from."""
        return self._stores.clock if self._stores is not None else SystemClock()

    @property
    def ids(self) -> Ids:
        """Where identifiers come from."""
        return self._stores.ids if self._stores is not None else _REMOTE_IDS

    def run(self, experiment: str, **options: Any) -> Run:
        """A run to log into, best used in a `with` block; options: name, params, tags, notes, parent."""
        from flyball.tracking import Run

        return Run(self.runs, self.objects, experiment=experiment, clock=self.clock, ids=self.ids, **options)

    def execute(self, fn: Callable[..., Any], *, experiment: str, **options: Any) -> Run:
        """Call `fn(run, **inputs, **params)` in a run that `reproduce` can repeat; options: params, inputs, name."""
        from flyball.tracking import execute

        return execute(self, fn, experiment=experiment, **options)

    def reproduce(self, run: str, *, timeout_s: float | None = None) -> Reproduction:
        """Run a recorded run again from what was recorded: bit-identical, or what differs."""
        from flyball.tracking import reproduce

        return reproduce(self, run, timeout_s=timeout_s)

    def dataset(self, name: str) -> Dataset:
        """A handle for data frames on one dataset; it need not exist yet."""
        from flyball.data import Dataset

        return Dataset(name, datasets=self.datasets, objects=self.objects)

    def feature_store(self, service: str, *, version: int | None = None) -> FeatureStore:
        """The features of one service: training sets anywhere, pushes and online reads where the stores are."""
        from flyball.features import FeatureStore

        return FeatureStore(
            service,
            features=self.features,
            datasets=self.datasets,
            objects=self.objects,
            online=None if self._stores is None else self._stores.online,
            project=self.project,
            version=version,
        )

    def deployment(self, name: str, *, url: str | None = None, token: str | None = None) -> Deployment:
        """A handle on one deployment; workers elsewhere need their `url`, and a `token` that may predict there."""
        from flyball.serving import Deployment

        if url is None and token is None:  # the workspace's own token goes to its own workers only
            token = self._transport.token if self._transport else _local_token(self.stores.settings)
        return Deployment(
            name, deployments=self.deployments, url=url, token=token, project=self.project, server=self.url
        )

    def loop_engine(self) -> LoopEngine:
        """What moves this project's loops, in this process, which must have the stores: it trains and reads streams."""
        from flyball.loop import LoopEngine, RoomStages

        return LoopEngine(self.loops, RoomStages(self), self.stores.clock)

    @contextmanager
    def acting_as(self, principal: str) -> Iterator[None]:
        """Run the block as another principal of an embedded workspace, under its rights and name."""
        call = Call(principal=Principal(id=principal), project=self.project, is_embedded=True)
        with calling(call if self._stores is not None else self._refuse_acting()):
            yield

    def _refuse_acting(self) -> Call:
        raise BadInput("a remote workspace acts as its token's principal", hint="connect with that principal's token")

    def __reduce__(self) -> str:
        # Also what keeps a code fingerprint from walking through every store behind a workspace that a function uses.
        raise TypeError("a workspace holds connections; connect where it is used")

    def close(self) -> None:
        """Flush and release stores or connections."""
        if self._stores is not None:
            self._stores.close()
        if self._transport is not None:
            self._transport.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def connect(
    url: str | None = None,
    *,
    token: str | None = None,
    home: str | Path | None = None,
    project: str | None = None,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> Workspace:
    """Open a workspace: remote with a URL (argument or `FLYBALL_URL`), else embedded in the folder `FLYBALL_HOME`.

    The token is taken from `FLYBALL_TOKEN`, or from the file that `flyball up` leaves in its home folder.
    """
    settings = load_settings({"home": str(home) if home else None, "project": project})
    url = url or (None if home else os.environ.get("FLYBALL_URL"))
    if url:
        from flyball.client import Transport

        token = token or os.environ.get("FLYBALL_TOKEN") or _local_token(settings)
        return Workspace(project=settings.project, transport=Transport(url, token=token, project=settings.project))
    from flyball.store import open_stores

    clock = clock or SystemClock()
    return Workspace(project=settings.project, stores=open_stores(settings, clock=clock, ids=ids or RandomIds(clock)))


def run(experiment: str, **options: Any) -> Run:
    """A run in the workspace that the environment names, opened on first use and closed with the program."""
    return _opened(os.environ.get("FLYBALL_URL"), os.environ.get("FLYBALL_HOME")).run(experiment, **options)


@functools.cache
def _opened(_url: str | None, _home: str | None) -> Workspace:
    ws = connect()
    atexit.register(ws.close)  # runs still open end before: what is registered later runs earlier
    return ws


def _local_token(settings: Settings) -> str | None:
    file = settings.home_path() / "token"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else None
