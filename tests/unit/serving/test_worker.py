"""One worker over HTTP: what it answers, what it logs, and that both agree."""

import json
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from flyball.core import SystemClock
from flyball.serving.client import InferenceClient
from flyball.serving.predictions import PredictionQuery, get_prediction, read_predictions
from flyball.serving.signature import Column, Signature
from flyball.store.objects import open_objects
from flyball.store.streams import Streams, open_streams
from tests.unit.serving import world

FEATURES = [f"f{k}" for k in range(world.WIDTH)]
AT = datetime(2013, 2, 9, 14, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A canary of two versions, half of the units each, with a third in the shadow."""
    folder = tmp_path_factory.mktemp("serving")
    variants = [world.variant(folder, f"v{k}", k, seed=k) for k in (1, 2, 3)]
    world.publish(folder, 1, [world.deployment(variants, [500_000, 500_000], shadow=("v3",))])
    return folder


@pytest.fixture(scope="module")
def url(home: Path) -> Iterator[str]:
    with world.worker(home) as running:
        yield running


@pytest.fixture
def client(url: str) -> Iterator[InferenceClient]:
    with InferenceClient(url, world.TOKEN) as opened:
        yield opened


@pytest.fixture
def streams(home: Path) -> Iterator[Streams]:
    opened = open_streams(home / "streams", objects=open_objects(f"file://{home}/objects"), clock=SystemClock())
    yield opened
    opened.close()


def rows(count: int, seed: int = 5) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, world.WIDTH)).astype(np.float32)


def columns(x: np.ndarray) -> dict[str, np.ndarray]:
    return {name: x[:, k] for k, name in enumerate(FEATURES)}


def get(url: str, path: str, token: str = world.TOKEN) -> tuple[int, bytes]:
    request = urllib.request.Request(url + path, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_every_row_is_scored_by_the_variant_that_its_answer_names(client):
    x = rows(200)
    result = client.infer("late-flight", columns(x), units=[f"unit-{k}" for k in range(200)])

    assert set(result.variants) == {"v1", "v2"}
    scores = {name: world.expected(x, seed=int(name[1])) for name in ("v1", "v2")}
    wanted = [scores[variant][k] for k, variant in enumerate(result.variants)]
    np.testing.assert_allclose(result.scores, wanted, atol=1e-6)
    assert result.versions == [variant[1] for variant in result.variants]


def test_a_unit_meets_the_same_variant_again_alone_and_among_others(client):
    x, units = rows(40), [f"booking-{k}" for k in range(40)]
    together = client.infer("late-flight", columns(x), units=units).variants

    alone = [client.infer("late-flight", columns(x[:1]), units=unit).variants[0] for unit in units]

    assert alone == together


def test_a_pinned_version_answers_whatever_the_unit(client):
    result = client.infer("late-flight", columns(rows(20)), units=[str(k) for k in range(20)], version=2)

    assert set(result.variants) == {"v2"}


def test_a_version_that_is_arm_and_shadow_answers_as_the_arm_when_pinned(tmp_path):
    variants = [world.variant(tmp_path, "v1", 1, seed=1), world.variant(tmp_path, "control", 1, seed=1)]
    world.publish(tmp_path, 1, [world.deployment(variants, shadow=("control",))])
    with world.worker(tmp_path) as running, InferenceClient(running, world.TOKEN) as opened:
        answered = opened.infer("late-flight", columns(rows(1)), version=1)
    logged = open_streams(tmp_path / "streams", objects=open_objects(f"file://{tmp_path}/objects"))

    assert answered.variants == ["v1"]
    assert logged.rows("predictions/default/late-flight") == 2  # the shadow's too, also at the very end


def test_each_row_is_logged_before_its_answer_arrives(client, streams):
    x = rows(3)
    result = client.infer(
        "late-flight", columns(x), units="u-1", event_times=AT, business_keys=["a", "b", "c"], request_id="r-1"
    )

    made = [get_prediction(streams, "default", prediction_id) for prediction_id in result.ids]

    assert [p.business_key for p in made] == ["a", "b", "c"]
    assert {(p.unit, p.at, p.request_id, p.assigned_by) for p in made} == {("u-1", AT, "r-1", "policy")}
    assert [p.variant for p in made] == result.variants
    np.testing.assert_allclose([p.score for p in made], result.scores)
    np.testing.assert_allclose([[p.features[name] for name in FEATURES] for p in made], x)


def test_predictions_of_a_period_can_be_found_by_business_key(client, streams):
    client.infer("late-flight", columns(rows(2)), units="u", event_times=AT, business_keys=["flight-7", "flight-8"])

    found = read_predictions(
        streams, "default", "late-flight", PredictionQuery(start=AT, business_key="flight-8"), limit=10
    )

    assert {p.business_key for p in found} == {"flight-8"}


def test_rows_of_one_request_may_happen_at_different_times(client, streams):
    times = [AT, datetime(2013, 8, 1, tzinfo=UTC)]
    result = client.infer("late-flight", columns(rows(2)), units="u", event_times=times)

    assert [get_prediction(streams, "default", each).at for each in result.ids] == times


def test_a_request_without_a_unit_is_logged_as_drawn(client, streams):
    result = client.infer("late-flight", columns(rows(1)))

    assert get_prediction(streams, "default", result.ids[0]).assigned_by == "random"


def test_the_shadow_is_logged_beside_the_answer_and_nowhere_else(client, streams):
    result = client.infer("late-flight", columns(rows(4)), units="u", event_times=AT)

    for _ in range(200):  # the shadow runs after the answer; asking again gives it its turn
        client.infer("late-flight", columns(rows(1)), units="u")
        logged = read_predictions(streams, "default", "late-flight", PredictionQuery(start=AT), limit=1000)
        shadows = {p.shadow_of: p for p in logged if p.shadow_of}
        if set(result.ids) <= set(shadows):
            break

    assert [shadows[each].variant for each in result.ids] == ["v3"] * 4
    np.testing.assert_allclose([shadows[each].score for each in result.ids], world.expected(rows(4), seed=3), atol=1e-6)
    assert "v3" not in result.variants


def test_metadata_names_inputs_and_versions(url):
    status, body = get(url, "/v2/models/late-flight")
    told = json.loads(body)

    assert status == 200
    assert [each["name"] for each in told["inputs"]] == FEATURES
    assert told["versions"] == ["1", "2", "3"]
    assert get(url, "/serve/default/v2/models/late-flight")[1] == body


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v2/health/live", 200), ("/v2/health/ready", 200), ("/v2", 200), ("/v2/models/late-flight/ready", 200),
        ("/v2/models/late-flight/versions/2/ready", 200), ("/v2/models/late-flight/versions/7", 404),
        ("/v2/models/other", 404), ("/serve/other/v2/models/late-flight", 404), ("/", 404),
    ],
)  # fmt: skip
def test_the_quiet_paths_of_the_protocol(url, path, status):
    assert get(url, path)[0] == status


def test_metrics_count_and_need_a_token(url, client):
    client.infer("late-flight", columns(rows(3)), version=1)

    status, body = get(url, "/metrics")

    assert status == 200
    assert b'flyball_serving_rows_total{project="default",deployment="late-flight",variant="v1"}' in body
    assert get(url, "/metrics", token="wrong")[0] == 401


def test_text_and_whole_numbers_and_missing_values_reach_the_log_as_they_are(tmp_path):
    from onnx import TensorProto, helper

    nodes = [
        helper.make_node("Cast", ["seats"], ["wide"], to=TensorProto.FLOAT),
        helper.make_node("Add", ["km", "wide"], ["score"]),
    ]
    inputs = [
        helper.make_tensor_value_info("km", TensorProto.FLOAT, [None, 1]),
        helper.make_tensor_value_info("seats", TensorProto.INT64, [None, 1]),
        helper.make_tensor_value_info("carrier", TensorProto.STRING, [None, 1]),
    ]
    out = helper.make_tensor_value_info("score", TensorProto.FLOAT, [None, 1])
    graph = helper.make_graph(nodes, "g", inputs, [out])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    signature = Signature(
        inputs=(
            Column(name="carrier", datatype="BYTES", is_nullable=False),
            Column(name="km", datatype="FP32", is_nullable=True),
            Column(name="seats", datatype="INT64"),
        )
    )
    import msgspec

    made = world.variant(tmp_path, "v1", 1, content=model.SerializeToString())
    world.publish(tmp_path, 1, [world.deployment([msgspec.structs.replace(made, signature=signature)])])
    with world.worker(tmp_path) as running, InferenceClient(running, world.TOKEN) as opened:
        given = {"carrier": ["UA", "AA"], "km": np.array([1.5, np.nan], dtype=np.float32), "seats": np.array([2, 3])}
        result = opened.infer("late-flight", given)
    streams = open_streams(tmp_path / "streams", objects=open_objects(f"file://{tmp_path}/objects"))

    assert result.scores[0] == 3.5
    assert np.isnan(result.scores[1])
    logged = [get_prediction(streams, "default", each) for each in result.ids]
    assert logged[0].features == {"carrier": "UA", "km": 1.5, "seats": 2}
    assert (logged[1].features["km"], logged[1].score) == (None, None)
