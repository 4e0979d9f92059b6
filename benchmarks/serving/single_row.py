"""Server CPU per single-row request: Flyball with token, validation, metrics and prediction log on, against a FastAPI
application around the same scikit-learn model, and against an empty answer on the same HTTP server.

    python benchmarks/serving/single_row.py --requests 5000

Prints one JSON object. CPU is user + system time of the server's whole process tree (psutil), divided by the requests
answered; the load generator is a process of its own. All servers run at once but are asked in turn, in rounds, and the
median of the rounds counts. The peer lives in an environment of its own, made on first use.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import psutil

HERE = Path(__file__).parent
WIDTH = 20
TOKEN = "fly_bench_" + "b" * 43
ENVIRONMENTS = Path(os.environ.get("FLYBALL_BENCH_ENVS", Path.home() / ".cache" / "flyball-bench"))
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Server CPU per single-row request, ours and peers side by side.")
    parser.add_argument("--requests", type=int, default=5000, help="per server, over all rounds")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="fastapi,hello", help="which to measure beside Flyball")
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(run(flags, Path(folder)), indent=2))


def run(flags: argparse.Namespace, folder: Path) -> dict[str, Any]:
    train(folder)
    servers = [start_flyball(folder)]
    servers += [
        {"fastapi": start_fastapi, "hello": start_hello}[peer](folder) for peer in flags.peers.split(",") if peer
    ]
    try:
        for server in servers:
            server.wait()
            load(server, max(200, flags.connections), flags.connections)
        each = max(flags.connections, flags.requests // flags.rounds)
        for _ in range(flags.rounds):
            for server in servers:
                server.rounds.append(measure(server, each, flags.connections))
    finally:
        for server in servers:
            server.stop()
    return report(flags, servers)


class Server:
    def __init__(self, name: str, command: list[str], port: int, path: str, body: Path, *, token: str = "") -> None:
        self.name, self.url, self.path, self.body, self.token = name, f"http://127.0.0.1:{port}", path, body, token
        self.rounds: list[dict[str, float]] = []
        self.process = subprocess.Popen(command, env=os.environ | THREADS)

    def wait(self) -> None:
        deadline = time.monotonic() + 120
        while True:
            try:
                load(self, 1, 1)
                return
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise
                time.sleep(0.2)

    def cpu_s(self) -> float:
        tree = [psutil.Process(self.process.pid)]
        tree += tree[0].children(recursive=True)
        return sum(times.user + times.system for times in (each.cpu_times() for each in tree))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def load(server: Server, requests: int, connections: int) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "load.py"), server.url, server.path, str(server.body)]
    command += ["--requests", str(requests), "--connections", str(connections), "--token", server.token]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    if set(answer["codes"]) != {"200"}:
        raise RuntimeError(f"{server.name} answered {answer['codes']}")
    return answer


def measure(server: Server, requests: int, connections: int) -> dict[str, float]:
    before = server.cpu_s()
    answer = load(server, requests, connections)
    cpu_us = (server.cpu_s() - before) / answer["answered"] * 1e6
    return {"cpu_us": cpu_us, "rps": answer["rps"], "p50_ms": answer["p50_ms"], "p99_ms": answer["p99_ms"]}


def train(folder: Path) -> None:
    import joblib
    from skl2onnx import to_onnx
    from sklearn.ensemble import GradientBoostingClassifier

    rng = np.random.default_rng(0)
    x = rng.normal(size=(4000, WIDTH)).astype(np.float32)
    y = (x[:, 0] * x[:, 1] + x[:, 2] > 0).astype(int)
    model = GradientBoostingClassifier(n_estimators=100, max_depth=5, random_state=0).fit(x, y)
    joblib.dump(model, folder / "model.joblib")
    (folder / "model.onnx").write_bytes(to_onnx(model, x[:1], options={"zipmap": False}).SerializeToString())
    row = [round(float(value), 4) for value in rng.normal(size=WIDTH)]
    oip = {"inputs": [{"name": "x", "shape": [1, WIDTH], "datatype": "FP32", "data": row}]}
    (folder / "oip.json").write_text(json.dumps(oip))
    (folder / "features.json").write_text(json.dumps({"features": row}))


def start_flyball(folder: Path) -> Server:
    from flyball.serving.places import Places, write_whole
    from flyball.serving.signature import Column, Signature
    from flyball.serving.snapshot import Key, ServedArm, ServedDeployment, ServedVariant, Snapshot
    from flyball.store.objects import open_objects

    home = folder / "home"
    digest = open_objects(f"file://{home / 'objects'}").put_file(folder / "model.onnx")
    variant = ServedVariant(
        name="v1", model="model:bench@1", digest=digest, runner="onnx", entry="model.onnx",
        files={"model.onnx": digest}, signature=Signature(inputs=tuple(Column(name=f"f{k}") for k in range(WIDTH))),
    )  # fmt: skip
    deployment = ServedDeployment(
        project="default", name="bench", policy_gen=1, kind="single",
        arms=(ServedArm(variant="v1", weight_ppm=1_000_000),), ownership=((1_000_000, 0),), salt="s", unit_key=None,
        shadow=(), variants=(variant,),
    )  # fmt: skip
    hashed = sha256(TOKEN.encode()).hexdigest()
    key = Key(sha256=hashed, principal="service:bench", projects=("default",), expires_at_us=2**62)
    snapshot = Snapshot(
        generation=1, written_at_us=0, default_project="default", keys=(key,), deployments=(deployment,)
    )
    places = Places(home)
    places.create()
    write_whole(places.snapshot(1), msgspec.json.encode(snapshot))
    write_whole(places.current, b"1")
    port = free_port()
    command = [sys.executable, "-m", "flyball.serving.worker", "--home", str(home), "--port", str(port), "--alone"]
    return Server("flyball", command, port, "/v2/models/bench/infer", folder / "oip.json", token=TOKEN)


def start_fastapi(folder: Path) -> Server:
    import sklearn

    needs = [
        "fastapi",
        "uvicorn[standard]",
        "joblib",
        f"numpy=={np.__version__}",
        f"scikit-learn=={sklearn.__version__}",
    ]
    python = environment("serving-fastapi", needs)
    port = free_port()
    command = [str(python), str(HERE / "peers" / "fastapi_app.py"), str(folder / "model.joblib"), str(port)]
    return Server("fastapi + scikit-learn", command, port, "/predict", folder / "features.json")


def start_hello(folder: Path) -> Server:
    port = free_port()
    command = [sys.executable, str(HERE / "peers" / "hello_app.py"), str(port)]
    return Server("empty answer, raw ASGI on uvicorn", command, port, "/", folder / "oip.json")


def environment(name: str, needs: list[str]) -> Path:
    """The Python of a peer's environment, made when it is missing or was made for other packages."""
    folder = ENVIRONMENTS / name
    python, made = folder / "bin" / "python", folder / "made-for.txt"
    wanted = "\n".join(needs)
    if not made.exists() or made.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *needs], check=True, stdout=sys.stderr)
        made.write_text(wanted)
    return python


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def report(flags: argparse.Namespace, servers: list[Server]) -> dict[str, Any]:
    results = [
        {"name": server.name}
        | {key: round(statistics.median(each[key] for each in server.rounds), 2) for key in server.rounds[0]}
        for server in servers
    ]
    ours = results[0]
    return {
        "benchmark": "serving/single_row",
        "workload": f"GradientBoosting, 100 trees, depth 5, {WIDTH} features; 1 row per request",
        "connections": flags.connections,
        "requests_per_round": max(flags.connections, flags.requests // flags.rounds),
        "rounds": flags.rounds,
        "flyball_has_on": ["token", "validation", "metrics", "prediction log"],
        "results": results,
        "cpu_ratio_to_flyball": {
            str(result["name"]): round(float(result["cpu_us"]) / float(ours["cpu_us"]), 2) for result in results[1:]
        },
        "load_average": os.getloadavg()[0],
    }


if __name__ == "__main__":
    main()
