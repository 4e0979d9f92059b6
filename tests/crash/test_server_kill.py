"""kill -9 of the server under writing clients: what was acknowledged is there, once; nothing is torn; it starts again.

FLYBALL_TEST_SEED repeats a run, FLYBALL_TEST_KILLS makes it longer.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from flyball.governance import tables as g
from flyball.loop import tables as loops
from flyball.store.catalog import tables as t
from flyball.tracking import tables as runs
from flyball.workspace import Workspace
from tests import workspaces
from tests.crash.clients import Client, DatasetClient, Journal
from tests.servers import UpProcess

CLIENTS = 8
SEED = int(os.environ.get("FLYBALL_TEST_SEED") or random.SystemRandom().randrange(2**32))
RESTART_S = 2.0
"""How much work a killed server may do until it answers again, in seconds of one processor."""
KILLS = {"sqlite": int(os.environ.get("FLYBALL_TEST_KILLS", "50")), "postgres": 10}


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    catalog = request.getfixturevalue("postgres_url") if database == "postgres" else ""
    print(f"seed {SEED}: repeat with FLYBALL_TEST_SEED={SEED}")
    server = UpProcess(tmp_path / "home", catalog=catalog)
    starts = [server.start()]
    clients = [(DatasetClient if number == 0 else Client)(number, server.url, SEED) for number in range(CLIENTS)]
    try:
        for client in clients:
            client.start()
        works = _kill_again_and_again(server, clients, KILLS[database], starts)
        for client in clients:
            client.finish()
        assert server.stop() == 0
    finally:
        server.end()

    journals = [client.journal for client in clients]
    acknowledged = sum(journal.count for journal in journals)
    restart_s = statistics.median(starts[1:])

    print(f"{KILLS[database]} kills, {acknowledged} acknowledged writes, median restart {restart_s:.2f} s")
    print(f"median work of a restart {statistics.median(works):.2f} s")
    assert acknowledged > 3 * KILLS[database], "the clients hardly wrote; the kills met nothing"
    assert statistics.median(works) <= RESTART_S  # work and not time, which the tests beside this one take as well
    with workspaces.embedded(workspaces.settings_in(tmp_path, catalog=catalog)) as ws:
        _check(ws, journals)


def _kill_again_and_again(server: UpProcess, clients: list[Client], kills: int, starts: list[float]) -> list[float]:
    """Each time once a few more writes were acknowledged, so that others are under way, and then at any moment.

    Notes in `starts` how long each start took; returns the processor seconds of each.
    """
    chance = random.Random(SEED)
    works = []
    for _ in range(kills):
        enough = _acknowledged(clients) + chance.randint(1, 12)
        deadline = time.monotonic() + 10
        while _acknowledged(clients) < enough and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.1))  # the moment is random on purpose
        server.kill()
        starts.append(server.start())
        works.append(server.cpu_s())
    return works


def _acknowledged(clients: list[Client]) -> int:
    return sum(client.journal.count for client in clients)


def _check(ws: Workspace, journals: list[Journal]) -> None:
    for journal in journals:
        _check_rows(ws, journal)
        _check_streams(ws, journal)
    verified = ws.audit.verify()
    assert verified.ok, verified.reason
    _check_events_match_rows(ws)


def _check_rows(ws: Workspace, journal: Journal) -> None:
    with ws.stores.catalog.read() as connection:
        principals = set(connection.scalars(select(g.principal.c.id)))
        tokens = [(row.name, row.id) for row in connection.execute(select(g.token.c.name, g.token.c.id))]
        started = [(row.name, row.id) for row in connection.execute(select(runs.run.c.name, runs.run.c.id))]
        query = select(loops.loop_version.c.loop, func.count()).group_by(loops.loop_version.c.loop)
        versions = {loop: count for loop, count in connection.execute(query)}
    assert set(journal.principals) <= principals
    assert set(journal.tokens.items()) <= set(tokens)
    assert set(journal.runs.items()) <= set(started)
    times = Counter(name for name, _ in started)
    assert {name: times[name] for name in journal.runs} == dict.fromkeys(journal.runs, 1)
    for loop, count in journal.loops.items():
        assert versions[loop] == count
    if journal.versions:
        assert journal.versions == list(range(1, len(journal.versions) + 1))
        assert ws.dataset("crash").version("main").n == journal.versions[-1]


def _check_streams(ws: Workspace, journal: Journal) -> None:
    for run, expected in journal.points.items():
        assert [point.value for point in ws.runs.history(run, key="loss")] == expected
    for run, expected in journal.params.items():
        held = ws.runs.get(run).params
        assert {name: held[name] for name in expected} == expected
    assert ws.stores.objects.missing(journal.blobs) == []
    for digest in journal.blobs[:20]:
        ws.stores.objects.get(digest)  # verifies the bytes


def _check_events_match_rows(ws: Workspace) -> None:
    """A row and its event are one transaction: neither is without the other."""
    with ws.stores.catalog.read() as connection:
        kinds = Counter(connection.scalars(select(t.event.c.kind)))
        tokens = connection.scalar(select(func.count()).select_from(g.token))
        principals = connection.scalar(select(func.count()).select_from(g.principal))
        sequences = list(connection.scalars(select(t.event.c.seq).order_by(t.event.c.seq)))
        dangling = [d for d in connection.scalars(select(t.blob_use.c.digest)) if not ws.stores.objects.has(d)]
    assert kinds["token.created"] == tokens
    assert kinds["principal.created"] == principals
    assert sequences == list(range(1, len(sequences) + 1))
    assert dangling == []
