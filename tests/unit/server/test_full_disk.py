"""A full disk: changes are refused, reads go on, and everything works again once there is space."""

from flyball.store import Stores
from tests.unit.server.conftest import Server


def limit_pages(stores: Stores, pages: str) -> None:
    """SQLite then answers as it does when the disk is full."""
    with stores.catalog.writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def used_pages(stores: Stores) -> int:
    with stores.catalog.read() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)


def test_a_full_disk_is_507_until_there_is_space_again(server: Server) -> None:
    def create(name: str) -> int:
        body = {"principal": f"user:{name}", "name": "x" * 200}
        return server.http.post("/api/v1/principals", json=body, headers=server.authorization).status_code

    limit_pages(server.stores, str(used_pages(server.stores)))
    statuses = [create(f"full-{number}") for number in range(100)]
    reading = server.http.get("/api/v1/principals", params={"limit": 1000}, headers=server.authorization)
    limit_pages(server.stores, "1000000")

    assert set(statuses) == {200, 507}
    assert statuses[-1] == 507
    assert reading.status_code == 200
    assert sum(p["id"].startswith("user:full-") for p in reading.json()) == statuses.count(200)
    assert create("later") == 200
    verified = server.http.post("/api/v1/audit/verifications", json={}, headers=server.authorization).json()
    assert verified["first_bad"] is None
