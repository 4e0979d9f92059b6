"""A small serving world for tests: a trained ONNX model in an object store, snapshots, and real worker processes."""

from __future__ import annotations

import functools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from flyball.serving.assign import reassign
from flyball.serving.places import Places, write_whole
from flyball.serving.signature import Column, Signature
from flyball.serving.snapshot import Key, Limits, ServedArm, ServedDeployment, ServedVariant, Snapshot
from flyball.store.objects import open_objects

TOKEN = "fly_test_" + "s" * 43
WIDTH = 5
SIGNATURE = Signature(inputs=tuple(Column(name=f"f{k}") for k in range(WIDTH)))


@functools.cache
def onnx_model(seed: int = 0, *, width: int = WIDTH) -> bytes:
    """A small classifier as ONNX; the seed changes its scores."""
    from skl2onnx import to_onnx
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(seed)
    x = rng.normal(size=(200, width)).astype(np.float32)
    y = (x @ rng.normal(size=width) > 0).astype(int)
    model = LogisticRegression().fit(x, y)
    return to_onnx(model, x[:1], options={"zipmap": False}).SerializeToString()


def expected(x: np.ndarray, seed: int = 0) -> np.ndarray:
    """The scores that the model of this seed gives."""
    import onnxruntime as ort

    session = ort.InferenceSession(onnx_model(seed, width=x.shape[1]))
    return session.run(["probabilities"], {session.get_inputs()[0].name: x.astype(np.float32)})[0][:, 1]


def variant(home: Path, name: str, version: int, seed: int = 0, *, content: bytes | None = None) -> ServedVariant:
    """A variant whose file is in the object store of `home`."""
    digest = open_objects(f"file://{home / 'objects'}").put(content or onnx_model(seed))
    return ServedVariant(
        name=name,
        model=f"model:late-flight@{version}",
        digest=digest,
        runner="onnx",
        entry="model.onnx",
        files={"model.onnx": digest},
        signature=SIGNATURE,
    )


def deployment(
    variants: list[ServedVariant], weights: list[int] | None = None, *, gen: int = 1, shadow: tuple[str, ...] = ()
) -> ServedDeployment:
    """A deployment `late-flight` of the default project."""
    arms = [v for v in variants if v.name not in shadow]
    weights = weights or [1_000_000]
    ownership = reassign((), [(v.name, w) for v, w in zip(arms, weights, strict=True)])
    names = [v.name for v in arms]
    return ServedDeployment(
        project="default",
        name="late-flight",
        policy_gen=gen,
        kind="single" if len(arms) == 1 else "canary",
        arms=tuple(ServedArm(variant=v.name, weight_ppm=w) for v, w in zip(arms, weights, strict=True)),
        ownership=tuple((end, names.index(owner)) for end, owner in ownership),
        salt="salt",
        unit_key=None,
        shadow=shadow,
        variants=tuple(variants),
    )


def publish(
    home: Path, generation: int, deployments: list[ServedDeployment], *, limits: Limits | None = None
) -> Snapshot:
    """Write a snapshot that accepts `TOKEN`, as the control plane does."""
    places = Places(home)
    places.create()
    key = Key(sha256=sha256(TOKEN.encode()).hexdigest(), principal="user:test", projects=("*",), expires_at_us=2**62)
    snapshot = Snapshot(
        generation=generation,
        written_at_us=0,
        default_project="default",
        keys=(key,),
        limits=limits or Limits(),
        deployments=tuple(deployments),
    )
    write_whole(places.snapshot(generation), msgspec.json.encode(snapshot))
    write_whole(places.current, str(generation).encode())
    return snapshot


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_worker(home: Path, port: int) -> subprocess.Popen[bytes]:
    """A worker without a supervisor, listening when this returns."""
    command = [sys.executable, "-m", "flyball.serving.worker", "--home", str(home), "--port", str(port), "--alone"]
    process = subprocess.Popen(command)
    wait_until_live(f"http://127.0.0.1:{port}", process)
    return process


def wait_until_live(url: str, process: subprocess.Popen[bytes] | None = None, limit_s: float = 30.0) -> None:
    deadline = time.monotonic() + limit_s
    while True:
        try:
            urllib.request.urlopen(f"{url}/v2/health/live", timeout=2).close()
            return
        except OSError:
            if time.monotonic() > deadline or (process is not None and process.poll() is not None):
                raise
            time.sleep(0.01)


@contextmanager
def worker(home: Path) -> Iterator[str]:
    """The URL of a running worker."""
    port = free_port()
    process = start_worker(home, port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            raise
