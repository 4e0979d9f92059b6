from __future__ import annotations

import pytest

from flyball.store.online.contract import OnlineContract


class TestRedisOnline(OnlineContract):
    @pytest.fixture
    def url(self, redis_url: str) -> str:
        return redis_url
