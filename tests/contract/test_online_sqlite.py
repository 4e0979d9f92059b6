from __future__ import annotations

from pathlib import Path

import pytest

from flyball.store.online.contract import OnlineContract


class TestSQLiteOnline(OnlineContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/store/online.db"
