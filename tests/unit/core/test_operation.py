from typing import Annotated, Any

import pytest
from msgspec import Meta

from flyball.core import operation, operations_of
from flyball.core.errors import BadInput
from flyball.core.operation import Operation


class _Straight:
    """A door without checks."""

    def run(self, operation: Operation, service: Any, values: dict[str, Any]) -> Any:
        return operation.fn(service, **values)


class Planes:
    dispatcher = _Straight()

    @operation("GET", "/planes/{name}", needs="planes.read")
    def get(self, name: str, *, deep: bool = False) -> str:
        """The plane of that name."""
        return f"{name} {deep}"

    @operation("POST", "/planes/{name}/seats", needs="planes.write")
    def seat(self, name: str, *, count: Annotated[int, Meta(ge=1)]) -> int:
        """Add seats."""
        return count

    @operation("PUT", "/planes/{name}/photo", needs="planes.write")
    def photo(self, name: str, body: bytes, *, caption: str = "") -> int:
        """Store a picture."""
        return len(body)


def test_parameters_know_where_a_request_carries_them() -> None:
    declared = operations_of(Planes)

    def places(verb: str) -> dict[str, str]:
        return {p.name: p.place for p in declared[verb].parameters}

    assert places("get") == {"name": "path", "deep": "query"}
    assert places("seat") == {"name": "path", "count": "body"}
    assert places("photo") == {"name": "path", "body": "raw", "caption": "query"}


def test_only_reading_operations_do_not_change() -> None:
    assert {verb: op.changes for verb, op in operations_of(Planes).items()} == {
        "get": False,
        "seat": True,
        "photo": True,
    }


def test_a_declared_bound_holds_in_process_too() -> None:
    assert Planes().seat("n1", count=2) == 2
    with pytest.raises(BadInput, match="count"):
        Planes().seat("n1", count=0)


def test_a_wrong_type_is_bad_input_and_a_wrong_call_is_a_type_error() -> None:
    with pytest.raises(BadInput, match="deep"):
        Planes().get("n1", deep="yes")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="missing"):
        Planes().get()  # type: ignore[call-arg]


def test_an_operation_without_a_permission_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="permission"):
        operation("GET", "/x", needs="")
