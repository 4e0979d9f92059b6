from flyball.core import errors
from flyball.core.errors import FlyballError, error_classes, error_from_dict


def test_every_error_survives_the_wire() -> None:
    for code, cls in error_classes().items():
        sent = cls("what", why="why", hint="hint", details={"n": 1})
        received = error_from_dict(sent.to_dict())

        assert type(received) is cls
        assert (received.what, received.why, received.hint, received.details) == ("what", "why", "hint", {"n": 1})
        assert received.code == code


def test_every_error_of_the_tree_is_drawn_in_its_docstring() -> None:
    drawn = errors.__doc__ or ""
    declared = [
        cls for cls in error_classes().values() if cls.__module__ == errors.__name__ and cls is not FlyballError
    ]

    for cls in declared:
        line = next((line for line in drawn.splitlines() if f" {cls.__name__} " in line), "")
        assert cls.code in line.split(), f"{cls.__name__} is missing in the drawing"
        assert str(cls.status) in line.split()


def test_bad_input_is_never_a_server_error() -> None:
    assert all(400 <= cls.status < 500 for cls in error_classes().values() if issubclass(cls, errors.BadInput))
