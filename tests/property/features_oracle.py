"""The semantics of look-ups and windows as plain Python loops over dicts; shares no code with the kernel.

An event: `{"entity", "at", "created" (or None), "tie", "available", <columns>}`; null is None.
"""

from __future__ import annotations

import math
from fractions import Fraction


def sort_key(event):
    created = event["created"]
    return (event["at"], created is not None, created or 0, event["tie"])


def known_by(event, moment, as_of, lag):
    return (event["available"] if as_of == "available" else event["at"]) <= moment - lag


def look_up(events, entity, moment, *, ttl=None, as_of="event", lag=0):
    """(winning event or None, "present" | "expired" | "not_found")."""
    best = None
    for event in events:
        if entity is None or event["entity"] != entity or event["at"] > moment:
            continue
        if not known_by(event, moment, as_of, lag):
            continue
        if best is None or sort_key(event) > sort_key(best):
            best = event
    if best is None:
        return None, "not_found"
    if ttl is not None and moment - best["at"] > ttl:
        return None, "expired"
    return best, "present"


def in_window(at, moment, *, length, offset=0, closed="left", tail=None):
    end = moment - offset
    start = None if length is None else end - length
    if start is not None and tail is not None:
        start = (start // tail) * tail
    if closed == "left":
        return (start is None or at >= start) and at < end
    return (start is None or at > start) and at <= end


def aggregate(events, entity, moment, kind, column, *, window, where=None, as_of="event", lag=0):
    chosen = []
    for event in events:
        if entity is None or event["entity"] != entity or not in_window(event["at"], moment, **window):
            continue
        if not known_by(event, moment, as_of, lag):
            continue
        if where is not None and not event[where]:
            continue
        if column is not None and event[column] is None:
            continue
        chosen.append(event)
    chosen.sort(key=sort_key)
    values = [event[column] for event in chosen] if column is not None else [True for _ in chosen]
    return _value(kind, values, chosen, moment)


def _value(kind, values, chosen, moment):
    if kind == "count":
        return len(values)
    if kind == "sum":
        return _sum(values)
    if not values:
        return None
    if kind in ("mean", "rate"):
        total = _sum([float(v) for v in values])
        return None if math.isnan(total) else total / len(values)
    if kind in ("var", "std"):
        return _spread(kind, values)
    return {
        "min": lambda: min(values),
        "max": lambda: max(values),
        "last": lambda: values[-1],
        "since_last": lambda: moment - chosen[-1]["at"],
    }[kind]()


def _spread(kind, values):
    if len(values) < 2 or any(math.isinf(v) for v in values):
        return None
    exact = [Fraction(v) for v in values]
    mean = sum(exact) / len(exact)
    variance = float(sum((v - mean) ** 2 for v in exact) / (len(exact) - 1))
    return variance if kind == "var" else math.sqrt(variance)


def _sum(values):
    if all(isinstance(v, int) for v in values):
        return sum(values)
    if any(math.isinf(v) for v in values):
        return sum(v for v in values if math.isinf(v))
    return float(sum(Fraction(v) for v in values))
