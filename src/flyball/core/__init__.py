"""The language every room speaks: refs, errors, time, ids, operations, events, plug-ins, configuration."""

from flyball.core.call import (
    LOCAL,
    LOCAL_PROJECT,
    SYSTEM,
    Call,
    Principal,
    calling,
    current_call,
)
from flyball.core.canonical import canonical_json, digest
from flyball.core.clock import Clock, SimulatedClock, SystemClock, from_us, to_us
from flyball.core.event import Event
from flyball.core.ids import Ids, RandomIds, SeededIds
from flyball.core.operation import Operation, Raw, operation, operations_of
from flyball.core.plugins import Registry
from flyball.core.ref import Name, ProjectName, Ref
from flyball.core.shape import Digest, Id

__all__ = [
    "LOCAL",
    "LOCAL_PROJECT",
    "SYSTEM",
    "Call",
    "Clock",
    "Digest",
    "Event",
    "Id",
    "Ids",
    "Name",
    "Operation",
    "Principal",
    "ProjectName",
    "RandomIds",
    "Raw",
    "Ref",
    "Registry",
    "SeededIds",
    "SimulatedClock",
    "SystemClock",
    "calling",
    "canonical_json",
    "current_call",
    "digest",
    "from_us",
    "operation",
    "operations_of",
    "to_us",
]
