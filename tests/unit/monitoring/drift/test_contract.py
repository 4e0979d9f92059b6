"""Each shipped drift test keeps the contract that one of your own would keep."""

from flyball.monitoring.drift import DRIFT_TESTS
from flyball.monitoring.drift.contract import DriftTestContract
from flyball.monitoring.drift.levels import LEVELS
from flyball.monitoring.drift.location import LOCATION
from flyball.monitoring.drift.missing import MISSING
from flyball.monitoring.drift.new_category import NEW_CATEGORY
from flyball.monitoring.drift.range import RANGE
from flyball.monitoring.drift.scale import SCALE
from flyball.monitoring.drift.shape import SHAPE


class TestLevels(DriftTestContract):
    subject = LEVELS


class TestLocation(DriftTestContract):
    subject = LOCATION


class TestMissing(DriftTestContract):
    subject = MISSING


class TestNewCategory(DriftTestContract):
    subject = NEW_CATEGORY


class TestRange(DriftTestContract):
    subject = RANGE


class TestScale(DriftTestContract):
    subject = SCALE


class TestShape(DriftTestContract):
    subject = SHAPE


def test_every_registered_test_is_held_to_the_contract() -> None:
    held = {cls.subject.name for cls in DriftTestContract.__subclasses__()}

    assert set(DRIFT_TESTS.names()) <= held
    assert all(DRIFT_TESTS.get(name).name == name for name in DRIFT_TESTS.names())
