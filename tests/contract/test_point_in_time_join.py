import pytest

from flyball.features.asof_duckdb import DuckDbPointInTimeJoin
from flyball.features.contract import PointInTimeJoinContract
from flyball.features.kernel import NumpyPointInTimeJoin, PointInTimeJoin


class TestNumpyPointInTimeJoin(PointInTimeJoinContract):
    @pytest.fixture
    def engine(self) -> PointInTimeJoin:
        return NumpyPointInTimeJoin()


class TestDuckDbPointInTimeJoin(PointInTimeJoinContract):
    answers_available = False

    @pytest.fixture
    def engine(self) -> PointInTimeJoin:
        return DuckDbPointInTimeJoin()
