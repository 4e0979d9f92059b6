"""Operations on deployments: create, change the policy, roll back, stop; and reading what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta
from sqlalchemy import select, update

from flyball.core import Name, Ref, operation
from flyball.core.errors import AlreadyExists, BadInput, Conflict
from flyball.core.operation import Dispatcher
from flyball.serving import tables as t
from flyball.serving.assign import Ownership, reassign
from flyball.serving.follow import serving_status
from flyball.serving.model import (
    ArmSpec,
    DeploymentCreated,
    DeploymentInfo,
    DeploymentStarted,
    DeploymentStopped,
    InferAnswer,
    InferInput,
    InferParameters,
    ModelRef,
    Policy,
    PolicyChanged,
    Prediction,
    Reason,
    RolledBack,
    ServingStatus,
    Traffic,
    Variant,
)
from flyball.serving.places import Places
from flyball.serving.policy import check_arms, check_generation, check_names, name_of, rollback_target
from flyball.serving.ports import ApprovedVersions, DeployableVersion
from flyball.serving.publish import publish
from flyball.serving.rows import (
    StoredPolicy,
    add_policy,
    add_variants,
    find_row,
    get_policy,
    get_row,
    list_policies,
    to_deployment,
)
from flyball.store import Service, Stores
from flyball.store.catalog import Change

Limit = Annotated[int, Meta(ge=1, le=1000)]
Gen = Annotated[int, Meta(ge=1)]
Arms = Annotated[tuple[ArmSpec, ...], Meta(max_length=20)]
Tensors = Annotated[tuple[InferInput, ...], Meta(min_length=1, max_length=10_000)]
PredictionId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}(\.[0-9]{1,6})?(-[a-z0-9._-]{1,128})?(?![\s\S])")]


class Deployments(Service):
    """Names that answer requests, and who answers for them. Each change is a new policy generation."""

    noun: ClassVar[str] = "deployments"

    def __init__(self, stores: Stores, dispatcher: Dispatcher, *, versions: ApprovedVersions | None = None) -> None:
        super().__init__(stores, dispatcher)
        self._versions = versions

    @operation("POST", "/deployments/{name}", needs="serving.deploy")
    def create(
        self, name: Name, *, model: ModelRef, unit_key: str | None = None, reason: Reason = ""
    ) -> DeploymentInfo:
        """Let a model version answer under a name; an alias is resolved now and pinned to its version.

        `unit_key` says what the units of sticky assignment are, such as `booking_id`; requests carry the value.
        """
        arm = ArmSpec(model=model)
        with self.change() as change:
            change.lock(f"deployment:{self.project}:{name}")
            if find_row(change.connection, self.project, name) is not None:
                raise AlreadyExists(f"deployment:{name} exists", hint="change its policy, or choose another name")
            row = {
                "project": self.project, "name": name, "state": "serving", "policy_gen": 0,
                "salt": self.stores.ids.secret(16).hex(), "created_by": self.call.principal.id,
                "created_at": change.now_us,
            }  # fmt: skip
            change.execute(t.deployment.insert(), [row])
            stored = self._build(change, name, 1, arms=(arm,), shadow=(), before=(), unit_key=unit_key, reason=reason)
            live = stored.policy.arms[0]
            change.emit(DeploymentCreated(ref=f"deployment:{name}", model=live.model, digest=live.digest))
            return self._publish(change, name)

    @operation("GET", "/deployments", needs="serving.read")
    def list_deployments(self, *, limit: Limit = 100, after: str | None = None) -> list[DeploymentInfo]:
        """Deployments by name."""
        c = t.deployment.c
        query = select(t.deployment).where(c.project == self.project).order_by(c.name).limit(limit)
        if after is not None:
            query = query.where(c.name > after)
        with self.read() as connection:
            return [to_deployment(connection, row) for row in connection.execute(query).all()]

    @operation("GET", "/deployments/{name}", needs="serving.read")
    def get(self, name: Name) -> DeploymentInfo:
        """One deployment with the policy in force."""
        with self.read() as connection:
            return to_deployment(connection, get_row(connection, self.project, name))

    @operation("GET", "/deployments/{name}/policies", needs="serving.read")
    def list_policies(self, name: Name, *, limit: Limit = 100, after: int | None = None) -> list[Policy]:
        """Every policy there was, the newest first."""
        with self.read() as connection:
            get_row(connection, self.project, name)
            found = list_policies(connection, self.project, name, limit=limit, before=after)
            return [stored.policy for stored in found]

    @operation("PUT", "/deployments/{name}/policy", needs="serving.deploy")
    def set_policy(
        self,
        name: Name,
        *,
        expected_gen: Gen,
        arms: Arms,
        shadow: Arms = (),
        unit_key: str | None = None,
        reason: Reason = "",
    ) -> DeploymentInfo:
        """Put other arms or shares into force; refused when the policy moved since `expected_gen` was read.

        One arm with all of the traffic swaps or promotes; two are a canary. A shadow sees every request once its
        answer is out; its scores are logged and change nothing.
        """
        with self.change() as change:
            current = self._current(change, name, expected_gen)
            stored = self._build(
                change, name, current.policy.gen + 1, arms=arms, shadow=shadow,
                before=current.ownership, unit_key=unit_key or current.policy.unit_key, reason=reason,
            )  # fmt: skip
            change.emit(_changed(name, stored.policy))
            return self._publish(change, name)

    @operation("POST", "/deployments/{name}/rollback", needs="serving.deploy")
    def rollback(self, name: Name, *, reason: Reason = "", expected_gen: Gen | None = None) -> DeploymentInfo:
        """Bring the previous policy back, as a new generation; again goes one step further back."""
        with self.change() as change:
            current = self._current(change, name, expected_gen)
            history = list_policies(change.connection, self.project, name, limit=1000)
            target = rollback_target([stored.policy for stored in history])
            earlier = get_policy(change.connection, self.project, name, target).policy
            gen = current.policy.gen + 1
            weights = [(arm.name, arm.weight_ppm) for arm in earlier.arms]
            stored = StoredPolicy(
                policy=self._policy(
                    change,
                    gen,
                    earlier.arms,
                    earlier.shadow,
                    unit_key=earlier.unit_key,
                    reason=reason,
                    restores=target,
                ),
                ownership=reassign(current.ownership, weights),
            )
            add_policy(change, name, stored)
            self._link(change, name, stored.policy)
            change.emit(RolledBack(ref=f"deployment:{name}", gen=gen, restores=target, reason=reason))
            return self._publish(change, name)

    @operation("POST", "/deployments/{name}/stop", needs="serving.deploy")
    def stop(self, name: Name, *, reason: Reason = "") -> DeploymentInfo:
        """Let the name answer no more; policies and predictions stay, and `start` brings it back."""
        with self.change() as change:
            self._set_state(change, name, "stopped")
            change.emit(DeploymentStopped(ref=f"deployment:{name}", reason=reason))
            return self._publish(change, name)

    @operation("POST", "/deployments/{name}/start", needs="serving.deploy")
    def start(self, name: Name, *, reason: Reason = "") -> DeploymentInfo:
        """Let a stopped name answer again, by the policy it had."""
        with self.change() as change:
            self._set_state(change, name, "serving")
            change.emit(DeploymentStarted(ref=f"deployment:{name}", reason=reason))
            return self._publish(change, name)

    @operation("GET", "/deployments/{name}/status", needs="serving.read")
    def status(self, name: Name) -> ServingStatus:
        """How far the workers of the server's machine have followed, and what they refused."""
        with self.read() as connection:
            row = get_row(connection, self.project, name)
        return serving_status(self.stores.settings.home_path(), self.project, name, row.policy_gen)

    @operation("POST", "/deployments/{name}/predict", needs="serving.predict", changes=False)
    def predict(
        self, name: Name, *, inputs: Tensors, parameters: InferParameters | None = None, version: Gen | None = None
    ) -> InferAnswer:
        """Try a few rows (at most 100) on the serving workers of the server's machine; `version` asks one version.

        The answer is real and logged like any other. Programs ask the workers themselves, which is much faster.
        """
        from flyball.serving.ask import ask

        with self.read() as connection:
            row = get_row(connection, self.project, name)
        if row.state != "serving":
            raise Conflict(f"deployment:{name} is stopped", hint=f"flyball deployment start {name}")
        places = Places(self.stores.settings.home_path())
        return ask(places, self.project, name, inputs, parameters=parameters, version=version)

    @operation("GET", "/deployments/{name}/traffic", needs="serving.read")
    def traffic(
        self,
        name: Name,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        bucket_s: Annotated[int, Meta(ge=1, le=31_622_400)] | None = None,
    ) -> Traffic:
        """Requests, latency percentiles and mean score per bucket and variant, shadows apart.

        Without a period the 14 days up to the newest answer; without `bucket_s` about 120 buckets.
        """
        from flyball.serving.traffic import read_traffic  # needs pyarrow

        with self.read() as connection:
            get_row(connection, self.project, name)
        now = self.stores.clock.now()
        return read_traffic(self.stores.streams, self.project, name, start=start, end=end, bucket_s=bucket_s, now=now)

    @operation("GET", "/deployments/{name}/predictions", needs="serving.read")
    def list_predictions(  # noqa: PLR0913 - one parameter per filter
        self,
        name: Name,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        business_key: str | None = None,
        key_contains: Annotated[str, Meta(min_length=1, max_length=256)] | None = None,
        variant: str | None = None,
        model: str | None = None,
        min_score: float | None = None,
        max_score: float | None = None,
        shadows: bool = True,
        limit: Limit = 100,
        after: PredictionId | None = None,
    ) -> list[Prediction]:
        """The last predictions of a period of event time, the newest first; `after` is the last id of a page."""
        from flyball.serving.predictions import PredictionQuery, read_predictions  # needs pyarrow

        query = PredictionQuery(
            start=start, end=end, business_key=business_key, key_contains=key_contains, variant=variant, model=model,
            min_score=min_score, max_score=max_score, shadows=shadows, after=after,
        )  # fmt: skip
        with self.read() as connection:
            get_row(connection, self.project, name)
        return read_predictions(self.stores.streams, self.project, name, query, limit=limit)

    @operation("GET", "/predictions/{prediction_id}", needs="serving.read")
    def prediction(self, prediction_id: PredictionId) -> Prediction:
        """One logged answer: what was asked, what was said, by which version under which policy."""
        from flyball.serving.predictions import get_prediction  # needs pyarrow

        return get_prediction(self.stores.streams, self.project, prediction_id)

    def _current(self, change: Change, name: str, expected_gen: int | None) -> StoredPolicy:
        change.lock(f"deployment:{self.project}:{name}")
        row = get_row(change.connection, self.project, name)
        if row.state != "serving":
            raise Conflict(f"deployment:{name} is stopped", hint=f"flyball deployment start {name}")
        check_generation(name, row.policy_gen, expected_gen)
        return get_policy(change.connection, self.project, name, row.policy_gen)

    def _build(
        self,
        change: Change,
        name: str,
        gen: int,
        *,
        arms: Sequence[ArmSpec],
        shadow: Sequence[ArmSpec],
        before: Ownership,
        unit_key: str | None,
        reason: str,
    ) -> StoredPolicy:
        check_arms(arms, shadow)
        versions = [self._deployable(arm.model) for arm in (*arms, *shadow)]
        variants = tuple(
            Variant(
                name=name_of(arm, Ref.parse(version.ref)), model=version.ref, digest=version.digest,
                weight_ppm=arm.weight_ppm if k < len(arms) else 0, approval=version.approval,
            )
            for k, (arm, version) in enumerate(zip((*arms, *shadow), versions, strict=True))
        )  # fmt: skip
        check_names([variant.name for variant in variants])
        serving, shadows = variants[: len(arms)], variants[len(arms) :]
        stored = StoredPolicy(
            policy=self._policy(change, gen, serving, shadows, unit_key=unit_key, reason=reason),
            ownership=reassign(before, [(arm.name, arm.weight_ppm) for arm in serving]),
        )
        add_variants(change, name, versions)
        add_policy(change, name, stored)
        self._link(change, name, stored.policy)
        return stored

    def _policy(
        self,
        change: Change,
        gen: int,
        arms: tuple[Variant, ...],
        shadow: tuple[Variant, ...],
        *,
        unit_key: str | None,
        reason: str,
        restores: int | None = None,
    ) -> Policy:
        return Policy(
            gen=gen, kind="single" if len(arms) == 1 else "canary", arms=arms, shadow=shadow, unit_key=unit_key,
            restores=restores, reason=reason, created_by=self.call.principal.id, created_at=change.now,
        )  # fmt: skip

    def _deployable(self, model: str) -> DeployableVersion:
        ref = Ref.parse(model, kind="model")
        if ref.selector is None:
            raise BadInput(f"{model} names no version", hint=f"write {ref}@3 or {ref}@champion")
        if self._versions is None:
            from flyball.serving.approved import RegistryVersions

            return RegistryVersions(self.stores).deployable(ref)
        return self._versions.deployable(ref)

    def _link(self, change: Change, name: str, policy: Policy) -> None:
        for variant in (*policy.arms, *policy.shadow):
            change.link(variant.model, f"deployment:{name}", "serves")

    def _set_state(self, change: Change, name: str, state: str) -> None:
        change.lock(f"deployment:{self.project}:{name}")
        row = get_row(change.connection, self.project, name)
        if row.state == state:
            raise Conflict(f"deployment:{name} is {state} already")
        c = t.deployment.c
        change.execute(update(t.deployment).where(c.project == self.project, c.name == name).values(state=state))

    def _publish(self, change: Change, name: str) -> DeploymentInfo:
        publish(self.stores, change)
        return to_deployment(change.connection, get_row(change.connection, self.project, name))


def _changed(name: str, policy: Policy) -> PolicyChanged:
    return PolicyChanged(
        ref=f"deployment:{name}",
        gen=policy.gen,
        arms=tuple(f"{arm.name} {arm.model} {arm.weight_ppm}" for arm in policy.arms),
        shadow=tuple(f"{arm.name} {arm.model}" for arm in policy.shadow),
        reason=policy.reason,
    )
