"""Two-phase change of generation: prepare (load and warm, off the event loop), then swap when the word says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import msgspec

from flyball.core import LOCAL_PROJECT
from flyball.core.errors import FlyballError
from flyball.serving.places import Places
from flyball.serving.snapshot import ServedDeployment, ServedVariant, Snapshot, read_snapshot
from flyball.serving.word import Word
from flyball.serving.worker.answer import template
from flyball.serving.worker.load import LoadedVariant, ModelFiles, load_variant
from flyball.serving.worker.state import Live, State

KEPT_STATES = 3
"""Generations that stay warm: the one in force, the one before it, and one being prepared."""

NOTHING = Snapshot(generation=0, written_at_us=0, default_project=LOCAL_PROJECT)
"""Before the first snapshot: no deployment, and no token that is known."""


class Generations:
    """The states of one worker. The event loop calls `current` for every request, one other thread calls the rest."""

    def __init__(
        self,
        places: Places,
        files: ModelFiles,
        word: Word,
        *,
        warm: Callable[[Live], None],
        on_prepared: Callable[[], None],
    ) -> None:
        self._places = places
        self._files = files
        self._word = word
        self._warm = warm
        self._on_prepared = on_prepared
        self._states: dict[int, State] = {}
        self._state: State | None = None
        self._seen = b""
        self._lock = threading.Lock()
        self.failed: dict[int, str] = {}
        """Snapshots that could not be read at all."""
        self.swaps = 0

    def current(self) -> State:
        """The state in force. A comparison of eight bytes unless the generation has just changed."""
        raw = self._word.raw()
        if raw == self._seen and self._state is not None:
            return self._state
        generation = int.from_bytes(raw, "little")
        state = self._states.get(generation)
        if state is None:  # only after a start in the middle of a change
            try:
                state = self.prepare(generation)
            except FlyballError:
                if self._state is None:
                    raise
                return self._state
        self._state, self._seen = self._settled(state), raw
        self.swaps += 1
        return self._state

    @property
    def in_force(self) -> State | None:
        """The state that the last request saw; None before the first."""
        return self._state

    def prepared(self) -> int:
        """The newest generation that is ready."""
        return max(self._states, default=0)

    def refused(self) -> dict[int, dict[str, str]]:
        """What could not be loaded, per prepared generation."""
        return {generation: state.refused for generation, state in dict(self._states).items() if state.refused}

    def prepare(self, generation: int) -> State:
        """Load and warm everything of a snapshot; what is loaded already is shared. Raises when it cannot be read."""
        with self._lock:
            if generation in self._states:
                return self._states[generation]
            try:
                snapshot = read_snapshot(self._places, generation) if generation else NOTHING
            except FlyballError as error:
                self.failed[generation] = str(error)
                raise
            self._states[generation] = self._load(snapshot)
            self._forget()
        self._on_prepared()
        return self._states[generation]

    def _load(self, snapshot: Snapshot) -> State:
        lives: list[Live] = []
        refused: dict[str, str] = {}
        for spec in snapshot.deployments:
            try:
                lives.append(self._load_deployment(spec))
            except (FlyballError, ValueError) as error:
                refused[f"{spec.project}/{spec.name}"] = str(error)
                before = self._earlier(spec, snapshot.generation)
                if before is not None:
                    lives.append(before)
        return State(snapshot, lives, refused)

    def _load_deployment(self, spec: ServedDeployment) -> Live:
        for state in list(self._states.values()):
            known = state.lives.get((spec.project, spec.name))
            if known is not None and known.spec == spec:
                return known
        live = Live(spec, {variant.name: self._variant(variant) for variant in spec.variants})
        live.templates = {v.name: template(spec.name, spec.policy_gen, live.variants[v.name]) for v in spec.variants}
        with suppress(FlyballError):  # a full disk is told to those who ask for predictions, not to this deployment
            self._warm(live)
        return live

    def _variant(self, spec: ServedVariant) -> LoadedVariant:
        for state in list(self._states.values()):
            for live in state.lives.values():
                for loaded in live.variants.values():
                    if loaded.spec.files == spec.files and loaded.spec.signature == spec.signature:
                        return LoadedVariant(spec, loaded.runner, base_us=loaded.base_us, row_us=loaded.row_us)
        return load_variant(spec, self._files)

    def _earlier(self, spec: ServedDeployment, generation: int) -> Live | None:
        """The last policy of a deployment that can be served, when its newest one cannot."""
        for earlier in reversed([g for g in self._places.generations() if g < generation]):
            try:
                found = [
                    d
                    for d in read_snapshot(self._places, earlier).deployments
                    if (d.project, d.name) == (spec.project, spec.name) and d.policy_gen != spec.policy_gen
                ]
                if found:
                    return self._load_deployment(found[0])
            except (FlyballError, ValueError):
                continue
        return None

    def _settled(self, state: State) -> State:
        """The state without what another worker could not load: no worker serves what one of them refuses."""
        try:
            content = self._places.refused(state.generation).read_bytes()
        except FileNotFoundError:
            return state
        elsewhere = {
            name: reason
            for name, reason in msgspec.json.decode(content, type=dict[str, str]).items()
            if name not in state.refused
        }
        if not elsewhere:
            return state
        lives = []
        for (project, name), live in state.lives.items():
            kept = live if f"{project}/{name}" not in elsewhere else self._earlier(live.spec, state.generation)
            if kept is not None:
                lives.append(kept)
        settled = State(state.snapshot, lives, state.refused | elsewhere)
        self._states[state.generation] = settled
        return settled

    def _forget(self) -> None:
        in_force = self._word.read()
        for generation in sorted(self._states)[:-KEPT_STATES]:
            if generation != in_force:
                del self._states[generation]
