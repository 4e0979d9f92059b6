"""Test requests through the control plane: a page has a session, which the workers know nothing of."""

import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from flyball.core.errors import BadInput, Conflict, NotFound, Unavailable
from flyball.serving.ask import insider_secret
from flyball.serving.model import InferInput, InferParameters
from flyball.serving.places import Places
from tests.unit.serving import world
from tests.unit.serving.test_supervisor import COLUMNS, Serving, X

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving-processes")]
INPUTS = tuple(
    InferInput(name=name, datatype="FP32", shape=(4,), data=tuple(float(v) for v in values))
    for name, values in COLUMNS.items()
)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    made = Serving(tmp_path_factory.mktemp("ask"), workers=1)
    made.supervisor.start()
    yield made
    made.close()


def test_a_test_request_is_answered_by_the_workers_and_logged_like_any_other(serving: Serving) -> None:
    answer = serving.deployments.predict(
        "late-flight", inputs=INPUTS, parameters=InferParameters(business_key="try-1", unit="b")
    )

    np.testing.assert_allclose(answer.outputs[0].data, world.expected(X, 1), rtol=1e-5)
    assert (answer.model_version, answer.parameters["variant"]) == ("1", "v1")
    assert answer.took_us > 0
    logged = serving.deployments.list_predictions("late-flight", business_key="try-1")
    assert {row.request_id for row in logged} == {answer.id}
    assert len(logged) == 4


def test_a_wrong_request_is_refused_in_the_words_of_the_workers(serving: Serving) -> None:
    wrong = InferInput(name="f0", datatype="FP32", shape=(1,), data=("a",))
    with pytest.raises(BadInput, match="inputs are missing"):
        serving.deployments.predict("late-flight", inputs=(wrong,))
    broken = (InferInput(name="f0", datatype="FP32", shape=(4,), data=("a", 1.0, 2.0, 3.0)), *INPUTS[1:])
    with pytest.raises(BadInput, match="/inputs/0/data/0: expected FP32"):
        serving.deployments.predict("late-flight", inputs=broken)
    with pytest.raises(NotFound, match="version 7"):
        serving.deployments.predict("late-flight", inputs=INPUTS, version=7)
    with pytest.raises(BadInput):
        serving.deployments.predict(
            "late-flight", inputs=(InferInput(name="f0", datatype="FP32", shape=(101,), data=(0.0,) * 101),)
        )


def test_a_stopped_deployment_answers_no_test_either(serving: Serving) -> None:
    serving.deployments.stop("late-flight")
    try:
        with pytest.raises(Conflict, match="stopped"):
            serving.deployments.predict("late-flight", inputs=INPUTS)
    finally:
        serving.deployments.start("late-flight")
        serving.supervisor.wait_generation("late-flight", serving.deployments.get("late-flight").policy.gen)


def test_the_secret_of_the_machine_is_readable_for_its_owner_only_and_stays_the_same(tmp_path: Path) -> None:
    places = Places(tmp_path)
    first = insider_secret(places)

    assert insider_secret(places) == first
    assert len(first) >= 40
    assert stat.S_IMODE(places.insider.stat().st_mode) == 0o600


def test_without_workers_a_test_request_says_what_to_start(tmp_path: Path) -> None:
    made = Serving(tmp_path)
    try:
        with pytest.raises(Unavailable, match="no serving workers run"):
            made.deployments.predict("late-flight", inputs=INPUTS)
    finally:
        made.stores.close()
