"""What the scheduler does, one turn at a time; and that starting it costs nothing it does not need."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from sqlalchemy import func, select

from flyball.core import SYSTEM, Call, RandomIds, SimulatedClock, calling
from flyball.governance import Door
from flyball.governance import tables as g
from flyball.governance.login import new_login_code
from flyball.server.jobs import EVERY_S, JOBS, clean_catalog, seal_streams, sign_chains, tick_loops
from flyball.store import open_stores
from flyball.store.catalog import tables as t
from flyball.workspace import Workspace
from tests import workspaces

HEAVY = ("numpy", "pandas", "pyarrow", "sklearn", "duckdb", "scipy", "optuna", "onnxruntime", "cryptography")


def test_every_job_can_be_loaded_and_has_its_time() -> None:
    assert set(EVERY_S) == set(JOBS.names())
    for name in JOBS.names():
        assert callable(JOBS.get(name))


def test_open_rows_are_sealed_once_they_are_old(tmp_path: Path) -> None:
    clock = SimulatedClock(datetime(2013, 1, 1, tzinfo=UTC))
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    moment = pa.array([clock.now()], pa.timestamp("us", tz="UTC"))
    stores.streams.append("points", pa.table({"ts": moment}))

    seal_streams(stores, Door(stores.catalog))
    young = stores.streams.sealed("points")
    clock.advance(timedelta(hours=1))
    seal_streams(stores, Door(stores.catalog))

    assert young == ()
    assert [file.rows for file in stores.streams.sealed("points")] == [1]
    stores.close()


def test_answers_and_logins_are_forgotten_after_their_time(tmp_path: Path) -> None:
    clock = SimulatedClock(datetime(2013, 1, 1, tzinfo=UTC))
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    ws = Workspace(project="default", stores=stores)
    with calling(Call(idempotency_key="first")):
        ws.access.create_principal("user:ana")
    new_login_code(stores, "user:ana")
    answer, code = select(func.count()).select_from(t.idempotency), select(func.count()).select_from(g.login_code)

    def left() -> list[int]:
        clean_catalog(stores, Door(stores.catalog))
        with stores.catalog.read() as connection:
            return [connection.scalar(query) or 0 for query in (answer, code)]

    assert left() == [1, 1]
    clock.advance(timedelta(days=2))
    assert left() == [1, 0]
    clock.advance(timedelta(days=7))
    assert left() == [0, 0]
    stores.close()


def test_a_chain_is_signed_when_it_has_grown(local_ws: Workspace) -> None:
    local_ws.access.create_principal("user:ana")

    for _ in range(2):
        sign_chains(local_ws.stores, Door(local_ws.stores.catalog))

    assert [made.statement.size for made in local_ws.audit.list_checkpoints()] == [1]
    assert local_ws.audit.verify().anchored_to == 1


def test_every_loop_is_looked_at_and_a_broken_one_holds_up_none(local_ws: Workspace) -> None:
    from flyball.loop import LoopPolicy

    for name in ("broken", "whole"):
        policy = LoopPolicy(deployment=name, model="late", data="nowhere:rows", train="nowhere:train")
        local_ws.loops.apply(name, policy=policy)

    with calling(Call(principal=SYSTEM)):
        tick_loops(local_ws.stores, Door(local_ws.stores.catalog))

    assert local_ws.loops.list_decisions("whole", limit=1)


def test_the_server_starts_without_the_libraries_of_data_and_models(tmp_path: Path) -> None:
    code = (
        "import sys; import flyball.server.up; from flyball.workspace import connect\n"
        "from flyball.server.app import build_app\n"
        f"with connect(home={str(tmp_path)!r}) as ws: build_app(ws.stores)\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.split() == []
