"""The pure part of the feature store: functions of NumPy arrays, without I/O, clock or random state.

Batch, incremental and online answers come from the functions here and nowhere else, so they cannot differ. Times are
int64 microseconds UTC, entities are dense int64 codes (-1: a null key, matches nothing), nulls are a mask beside the
values (`Column`).
"""

from flyball.features.kernel.asof import AsofRule, Found, Matches, NumpyPointInTimeJoin, PointInTimeJoin
from flyball.features.kernel.codec import RowCodec, pack_key, pack_versions
from flyball.features.kernel.columns import Column
from flyball.features.kernel.expressions import Expression, evaluate
from flyball.features.kernel.hashing import row_hashes
from flyball.features.kernel.order import EventOrder, order_events
from flyball.features.kernel.rows import EventRows, LabelRows
from flyball.features.kernel.state import EntityState, complete_events, concat_events, finalize, take_events
from flyball.features.kernel.windows import Aggregation, Window, aggregate_windows, longest_us

__all__ = [
    "Aggregation",
    "AsofRule",
    "Column",
    "EntityState",
    "EventOrder",
    "EventRows",
    "Expression",
    "Found",
    "LabelRows",
    "Matches",
    "NumpyPointInTimeJoin",
    "PointInTimeJoin",
    "RowCodec",
    "Window",
    "aggregate_windows",
    "complete_events",
    "concat_events",
    "evaluate",
    "finalize",
    "longest_us",
    "order_events",
    "pack_key",
    "pack_versions",
    "row_hashes",
    "take_events",
]
