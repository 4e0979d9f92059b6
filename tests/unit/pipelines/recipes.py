"""Pipelines for the tests, with a list that a step may append to without that being part of its code."""

from __future__ import annotations

import threading

import flyball as fb


class Witness(threading.local):
    """What ran; of a type that coordinates and reports, so it does not count as a value."""

    def __init__(self) -> None:
        self.seen: list[str] = []


RAN = Witness()


@fb.step
def load(n: int) -> list[int]:
    RAN.seen.append("load")
    return list(range(n))


@fb.step
def square(x: int) -> int:
    RAN.seen.append(f"square {x}")
    return x * x


@fb.step
def total(xs: list[int]) -> int:
    RAN.seen.append("total")
    return sum(xs)


@fb.pipeline
def squares(n: int = 3) -> int:
    numbers = load(n)
    return total(square.map(numbers))


@fb.step
def broken(x: int) -> int:
    RAN.seen.append("broken")
    raise ValueError(f"no {x}")


@fb.step
def say(text: str) -> str:
    RAN.seen.append(text)
    return text


@fb.pipeline
def half_broken() -> None:
    bad = broken(1)
    square(bad)
    say("another branch")


@fb.pipeline
def forgiving() -> str:
    try:
        broken(1).result()
    except fb.FlyballError as error:
        return str(say(f"went on after {error.code}").result())
    return "?"


@fb.pipeline
def nested(n: int = 2) -> int:
    first = squares(n)
    second = squares(n + 1)
    return total([first, second])
