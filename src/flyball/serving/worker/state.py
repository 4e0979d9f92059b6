"""A generation in memory: everything a request needs, looked up by its path, and replaced as a whole by reference."""

from __future__ import annotations

import random
from bisect import bisect_right

from flyball.serving.assign import bucket_of
from flyball.serving.signature import united
from flyball.serving.snapshot import MILLION, Key, ServedDeployment, Snapshot
from flyball.serving.streams import prediction_stream
from flyball.serving.worker.load import LoadedVariant
from flyball.serving.worker.rows import Layout


class Live:
    """A deployment of one generation with its loaded variants."""

    def __init__(self, spec: ServedDeployment, variants: dict[str, LoadedVariant]) -> None:
        self.spec = spec
        self.variants = variants
        self.arms = [variants[arm.variant] for arm in spec.arms]
        self.only = self.arms[0] if len(self.arms) == 1 else None
        self.shadow = [variants[name] for name in spec.shadow]
        # Shadows come last: where an arm and a shadow are the same version, a pinned request meets the arm.
        self.by_version = {v.spec.model.rpartition("@")[2]: v for v in reversed(variants.values())}
        self.layout = Layout(united(tuple(variant.spec.signature for variant in variants.values())))
        self.takes = {name: self._take(variant) for name, variant in variants.items()}
        self._ends = [end for end, _ in spec.ownership]
        self._owners = [self.arms[arm] for _, arm in spec.ownership]
        self._salt = spec.salt.encode()
        self.stream = prediction_stream(spec.project, spec.name)
        self.templates: dict[str, tuple[bytes, bytes]] = {}
        """Constant parts of answers by variant, filled by whoever loads."""

    def _take(self, variant: LoadedVariant) -> list[int] | None:
        """Which of the joint columns a variant reads; None when it reads them all, in order."""
        indexes = [self.layout.index[name] for name in variant.names]
        return None if indexes == list(range(self.layout.width)) else indexes

    def assign(self, unit: str | None) -> LoadedVariant:
        """The arm of a unit; without a unit, any arm by its weight."""
        if self.only is not None:
            return self.only
        bucket = random.randrange(MILLION) if unit is None else bucket_of(self._salt, unit)  # noqa: S311 - not a secret
        return self._owners[bisect_right(self._ends, bucket)]


class Route:
    """What an inference path leads to."""

    __slots__ = ("live", "pinned")

    def __init__(self, live: Live, pinned: LoadedVariant | None) -> None:
        self.live = live
        self.pinned = pinned


class State:
    """One generation, ready to answer."""

    def __init__(self, snapshot: Snapshot, lives: list[Live], refused: dict[str, str]) -> None:
        self.snapshot = snapshot
        self.generation = snapshot.generation
        self.lives = {(live.spec.project, live.spec.name): live for live in lives}
        self.refused = refused
        """`project/deployment` to the reason why its new policy is not served."""
        self.keys: dict[bytes, Key] = {bytes.fromhex(key.sha256): key for key in snapshot.keys}
        self.routes: dict[str, Route] = {}
        for live in lives:
            self._add_routes(live)

    def _add_routes(self, live: Live) -> None:
        prefixes = [f"/serve/{live.spec.project}/v2/models/{live.spec.name}"]
        if live.spec.project == self.snapshot.default_project:
            prefixes.append(f"/v2/models/{live.spec.name}")
        for prefix in prefixes:
            self.routes[f"{prefix}/infer"] = Route(live, None)
            for version, variant in live.by_version.items():
                self.routes[f"{prefix}/versions/{version}/infer"] = Route(live, variant)
