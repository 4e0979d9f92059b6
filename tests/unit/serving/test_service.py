"""Deployments as the control plane has them: policies, rollbacks, rights, and the snapshot that workers get."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flyball.core import Call, Principal, RandomIds, Ref, SystemClock, calling
from flyball.core.errors import AlreadyExists, BadInput, Conflict, Forbidden, NotFound, RefusedByPolicy
from flyball.governance import Access, Door
from flyball.serving.model import ArmSpec, DeploymentInfo
from flyball.serving.places import Places
from flyball.serving.ports import DeployableVersion
from flyball.serving.publish import catch_up
from flyball.serving.service import Deployments
from flyball.serving.snapshot import Snapshot, read_snapshot
from flyball.store import Stores, open_stores
from tests.unit.serving.world import SIGNATURE, onnx_model
from tests.workspaces import settings_in


class Versions:
    """A registry of three versions; the fourth was rejected."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def deployable(self, ref: Ref) -> DeployableVersion:
        number = {"champion": 1}.get(ref.selector or "", ref.version or 0)
        if number == 4:
            raise RefusedByPolicy(f"{ref} was rejected", why="recall for regional carriers fell")
        if not 1 <= number <= 3:
            raise NotFound(f"there is no {ref}")
        digest = self._stores.objects.put(onnx_model(number))
        return DeployableVersion(
            ref=f"model:late-flight@{number}", digest=digest, runner="onnx", entry="model.onnx",
            files={"model.onnx": digest}, signature=SIGNATURE, approval=f"approval:{number:032x}",
        )  # fmt: skip


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    clock = SystemClock()
    opened = open_stores(settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    yield opened
    opened.close()


@pytest.fixture
def deployments(stores: Stores) -> Deployments:
    return Deployments(stores, Door(stores.catalog), versions=Versions(stores))


def snapshot_of(stores: Stores) -> Snapshot:
    places = Places(stores.settings.home_path())
    return read_snapshot(places, places.wanted())


def canary(*, gen: int, share_ppm: int) -> dict[str, object]:
    arms = (
        ArmSpec(model="model:late-flight@1", weight_ppm=1_000_000 - share_ppm),
        ArmSpec(model="model:late-flight@2", weight_ppm=share_ppm),
    )
    return {"expected_gen": gen, "arms": arms}


def test_a_deployment_pins_the_version_that_an_alias_names_now(deployments):
    made = deployments.create("late-flight", model="model:late-flight@champion", unit_key="booking_id")

    assert made.policy.live.model == "model:late-flight@1"
    assert made.policy.gen == 1
    assert deployments.get("late-flight") == made
    assert [each.name for each in deployments.list_deployments()] == ["late-flight"]


def test_a_rejected_version_cannot_be_deployed(deployments):
    with pytest.raises(RefusedByPolicy) as refused:
        deployments.create("late-flight", model="model:late-flight@4")

    assert "regional carriers" in refused.value.why
    assert deployments.list_deployments() == []


def test_a_model_without_a_version_cannot_be_deployed(deployments):
    with pytest.raises(BadInput):
        deployments.create("late-flight", model="model:late-flight")


def test_a_name_is_taken_once(deployments):
    deployments.create("late-flight", model="model:late-flight@1")

    with pytest.raises(AlreadyExists):
        deployments.create("late-flight", model="model:late-flight@2")


def test_a_canary_grows_into_the_only_version(deployments, stores):
    deployments.create("late-flight", model="model:late-flight@1")
    deployments.set_policy("late-flight", **canary(gen=1, share_ppm=100_000), reason="step 1")
    promoted = deployments.set_policy(
        "late-flight", expected_gen=2, arms=(ArmSpec(model="model:late-flight@2"),), reason="step 2"
    )

    assert promoted.policy.kind == "single"
    assert [policy.reason for policy in deployments.list_policies("late-flight")] == ["step 2", "step 1", ""]
    assert snapshot_of(stores).deployments[0].policy_gen == 3


def test_a_change_that_saw_an_old_policy_changes_nothing(deployments):
    deployments.create("late-flight", model="model:late-flight@1")
    deployments.set_policy("late-flight", **canary(gen=1, share_ppm=1))

    with pytest.raises(Conflict):
        deployments.set_policy("late-flight", **canary(gen=1, share_ppm=2))

    assert deployments.get("late-flight").policy.gen == 2


def test_a_rollback_brings_the_previous_policy_back_as_a_new_generation(deployments, stores):
    deployments.create("late-flight", model="model:late-flight@1")
    deployments.set_policy("late-flight", expected_gen=1, arms=(ArmSpec(model="model:late-flight@2"),))

    back = deployments.rollback("late-flight", reason="worse")

    assert (back.policy.gen, back.policy.restores, back.policy.live.model) == (3, 1, "model:late-flight@1")
    assert snapshot_of(stores).deployments[0].variants[0].model == "model:late-flight@1"


def test_a_stopped_name_answers_no_more_until_it_is_started(deployments, stores):
    deployments.create("late-flight", model="model:late-flight@1")

    assert deployments.stop("late-flight").state == "stopped"
    assert snapshot_of(stores).deployments == ()
    with pytest.raises(Conflict):
        deployments.rollback("late-flight")
    assert deployments.start("late-flight").state == "serving"
    assert len(snapshot_of(stores).deployments) == 1


def test_a_shadow_takes_no_traffic(deployments, stores):
    deployments.create("late-flight", model="model:late-flight@1")
    arms = (ArmSpec(model="model:late-flight@1"),)
    deployments.set_policy("late-flight", expected_gen=1, arms=arms, shadow=(ArmSpec(model="model:late-flight@3"),))

    served = snapshot_of(stores).deployments[0]

    assert served.shadow == ("v3",)
    assert [arm.variant for arm in served.arms] == ["v1"]
    assert served.ownership == ((1_000_000, 0),)


def test_every_change_is_an_event_and_draws_lineage(deployments, stores):
    from sqlalchemy import select

    from flyball.store.catalog import tables as spine

    deployments.create("late-flight", model="model:late-flight@1")
    deployments.set_policy("late-flight", **canary(gen=1, share_ppm=1))
    deployments.rollback("late-flight")
    deployments.stop("late-flight")

    with stores.catalog.read() as connection:
        kinds = [row.kind for row in connection.execute(select(spine.event.c.kind).order_by(spine.event.c.seq))]
        nodes = {row.ref for row in connection.execute(select(spine.node.c.ref))}
    assert kinds == ["deployment.created", "deployment.policy-changed", "deployment.rolled-back", "deployment.stopped"]
    assert {"model:late-flight@1", "model:late-flight@2", "deployment:late-flight"} <= nodes


def test_a_viewer_may_look_but_not_move_traffic(deployments, stores):
    access = Access(stores, deployments.dispatcher)
    deployments.create("late-flight", model="model:late-flight@1")
    access.create_principal("user:eve")
    access.give("user:eve", role="viewer", project="default")

    with calling(Call(principal=Principal(id="user:eve"))):
        assert deployments.get("late-flight").policy.gen == 1
        with pytest.raises(Forbidden):
            deployments.rollback("late-flight")


def test_tokens_that_may_predict_reach_the_workers_and_revoked_ones_leave_them(deployments, stores):
    access = Access(stores, deployments.dispatcher)
    for who, role in (("user:ed", "editor"), ("user:vi", "viewer")):
        access.create_principal(who)
        access.give(who, role=role, project="default")
    good = access.create_token("good", principal="user:ed")
    access.create_token("viewer", principal="user:vi")
    access.create_token("narrow", principal="user:ed", scopes=("data.read",))

    catch_up(stores)

    assert [(key.principal, key.projects) for key in snapshot_of(stores).keys] == [("user:ed", ("default",))]

    access.revoke_token(good.token.id)
    catch_up(stores)
    assert snapshot_of(stores).keys == ()


def test_a_snapshot_that_was_not_written_is_written_later(deployments, stores):
    info: DeploymentInfo = deployments.create("late-flight", model="model:late-flight@1")
    places = Places(stores.settings.home_path())
    generation = places.wanted()
    places.current.unlink()
    places.snapshot(generation).unlink()

    assert catch_up(stores) == generation
    assert read_snapshot(places, generation).deployments[0].policy_gen == info.policy.gen
