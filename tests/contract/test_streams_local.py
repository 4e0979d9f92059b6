from __future__ import annotations

from pathlib import Path

import pytest

from flyball.store.streams.contract import StreamsContract


class TestLocalStreams(StreamsContract):
    @pytest.fixture
    def where(self, tmp_path: Path) -> str:
        return str(tmp_path)
