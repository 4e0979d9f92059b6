"""Random numbers that do not depend on which tests ran before."""

import numpy as np
import pytest


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(12)
