from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from flyball.registry.flavours import FLAVOURS, Flavour
from flyball.registry.flavours.base import Matrix, Scores
from flyball.registry.flavours.contract import FlavourContract
from tests.unit.registry.helpers import some_rows, some_targets


class SklearnContract(FlavourContract):
    @pytest.fixture
    def flavour(self) -> Flavour:
        return FLAVOURS.get("sklearn")

    @pytest.fixture
    def rows(self) -> Matrix:
        return some_rows()

    @pytest.fixture
    def expected(self, model: Any, rows: Matrix) -> Scores | None:
        if hasattr(model, "predict_proba"):
            return np.asarray(model.predict_proba(rows))
        return np.asarray(model.predict(rows)).reshape(-1, 1)


class TestBoostedTreesWithMissingValues(SklearnContract):
    @pytest.fixture
    def model(self, rows: Matrix) -> Any:
        return HistGradientBoostingClassifier(max_iter=30, random_state=0).fit(rows, some_targets(rows))


class TestBoostedRegression(SklearnContract):
    @pytest.fixture
    def model(self, rows: Matrix) -> Any:
        return HistGradientBoostingRegressor(max_iter=30, random_state=0).fit(rows, some_targets(rows) * 3.0)


class TestPipeline(SklearnContract):
    @pytest.fixture
    def model(self, rows: Matrix) -> Any:
        return make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression()).fit(rows, some_targets(rows))


class TestOneColumn(SklearnContract):
    @pytest.fixture
    def rows(self) -> Matrix:
        return some_rows()[:, :1]

    @pytest.fixture
    def model(self, rows: Matrix) -> Any:
        return HistGradientBoostingClassifier(max_iter=5, random_state=0).fit(rows, some_targets(some_rows()))


class TestOnnx(FlavourContract):
    @pytest.fixture
    def flavour(self) -> Flavour:
        return FLAVOURS.get("onnx")

    @pytest.fixture
    def rows(self) -> Matrix:
        return some_rows()

    @pytest.fixture
    def model(self, rows: Matrix) -> Any:
        trained = HistGradientBoostingClassifier(max_iter=5, random_state=0).fit(rows, some_targets(rows))
        return FLAVOURS.get("sklearn").save(trained, rows, self.columns(rows)).files["model.onnx"]
