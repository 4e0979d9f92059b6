"""Is the data what it was? Sketches of tables, tests of their columns, and one report under one false-alarm knob."""

from flyball.monitoring.drift.model import ColumnDrift, DriftReport, DriftTest, MinEffect, Pair
from flyball.monitoring.drift.phi import measure_phi
from flyball.monitoring.drift.registry import DRIFT_TESTS
from flyball.monitoring.drift.report import drift_report
from flyball.monitoring.drift.table_sketch import TableSketch, sketch_table, table_frame

__all__ = [
    "DRIFT_TESTS",
    "ColumnDrift",
    "DriftReport",
    "DriftTest",
    "MinEffect",
    "Pair",
    "TableSketch",
    "drift_report",
    "measure_phi",
    "sketch_table",
    "table_frame",
]
