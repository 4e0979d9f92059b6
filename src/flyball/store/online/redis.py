"""Online rows in Redis: one hash for each space, whose fields hold version and value in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from flyball.core.errors import Busy, DiskFull, FlyballError, MissingExtra, Unavailable
from flyball.store.online.base import VERSION_BYTES, check_items, check_space

try:
    import redis
    from redis.exceptions import BusyLoadingError, RedisError
except ModuleNotFoundError:
    raise MissingExtra.named("redis") from None

# Lua compares strings by locale, so the versions are compared byte by byte.
_PUT_NEWER = """
local won = 0
for i = 1, #ARGV, 2 do
    local key, row = ARGV[i], ARGV[i + 1]
    local old = redis.call('HGET', KEYS[1], key)
    local newer = not old
    if old then
        for at = 1, 24 do
            local a, b = string.byte(row, at), string.byte(old, at)
            if a ~= b then
                newer = a > b
                break
            end
        end
    end
    if newer then
        redis.call('HSET', KEYS[1], key, row)
        won = won + 1
    end
end
return won
"""
_ITEMS_AT_ONCE = 500
"""Items of one script call: it blocks the server, so it must stay well under a millisecond or two."""
_ROWS_A_PAGE = 500
_TIMEOUT_S = 10.0


def open_redis(url: str) -> RedisOnline:
    """The store at `redis://host:port/number` or `rediss://…`; a password may stand in the URL."""
    return RedisOnline(url)


class RedisOnline:
    """The `Online` port on a Redis server, version 4 or later.

    A space is one hash, so on a Redis cluster it lives on one node. Versions are compared by a script in the server.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._where = f"{parts.hostname}:{parts.port or 6379}"
        self._client: Any = redis.Redis.from_url(url, socket_timeout=_TIMEOUT_S, socket_connect_timeout=5.0)
        self._put_newer = self._client.register_script(_PUT_NEWER)

    def get_many(self, space: str, keys: Sequence[bytes]) -> list[bytes | None]:
        """One HMGET, so one round trip."""
        name = _name(space)
        if not keys:
            return []
        with self._translated():
            rows = self._client.hmget(name, keys)
        return [None if row is None else row[VERSION_BYTES:] for row in rows]

    def put_newer(self, space: str, items: Sequence[tuple[bytes, bytes, bytes]]) -> int:
        """One script call for every 500 items, all sent at once."""
        name = _name(space)
        check_items(items)
        if not items:
            return 0
        with self._translated(), self._client.pipeline(transaction=False) as pipeline:
            for start in range(0, len(items), _ITEMS_AT_ONCE):
                part = items[start : start + _ITEMS_AT_ONCE]
                words = [word for key, version, value in part for word in (key, version + value)]
                self._put_newer(keys=[name], args=words, client=pipeline)
            return sum(pipeline.execute())

    def delete(self, space: str, keys: Sequence[bytes]) -> None:
        """One HDEL."""
        name = _name(space)
        if keys:
            with self._translated():
                self._client.hdel(name, *keys)

    def scan(self, space: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes, bytes]]:
        """HSCAN may repeat a row while the hash is resized; remembered keys keep it to one."""
        name, pattern = _name(space), _escaped(prefix) + b"*"
        seen: set[bytes] = set()
        cursor = 0
        while True:
            with self._translated():
                cursor, rows = self._client.hscan(name, cursor, match=pattern, count=_ROWS_A_PAGE)
            for key, row in rows.items():
                if key not in seen:
                    seen.add(key)
                    yield key, row[:VERSION_BYTES], row[VERSION_BYTES:]
            if not cursor:
                return

    def drop(self, space: str) -> None:
        """UNLINK: the server frees the memory in the background."""
        with self._translated():
            self._client.unlink(_name(space))

    def close(self) -> None:
        """Close the connections of all threads."""
        self._client.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except RedisError as error:
            raise _explain(error, self._where) from error


def _name(space: str) -> str:
    return f"flyball:online:{check_space(space)}"


def _explain(error: RedisError, where: str) -> FlyballError:
    message, what = str(error), f"Redis at {where}"
    if "OOM" in message or "maxmemory" in message:
        return DiskFull(f"{what} has no memory left", why=message, hint="raise maxmemory; reads go on")
    if isinstance(error, BusyLoadingError) or "BUSY" in message:
        return Busy(f"{what} is busy", why=message, hint="try again")
    return Unavailable(f"{what} does not answer", why=message, hint="check that it runs and that the URL is right")


def _escaped(prefix: bytes) -> bytes:
    r"""The prefix as a pattern that matches only itself.

    >>> _escaped(b"a*[")
    b'a\\*\\['
    """
    return b"".join(b"\\" + bytes([c]) if c in b"*?[]^-\\" else bytes([c]) for c in prefix)
