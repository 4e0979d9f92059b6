"""One declaration from which come in-process call, REST route, schema, remote method, permission check and audit.

```python
class Datasets(Service):
    @operation("GET", "/datasets/{name}", needs="data.read")
    def get(self, name: Name) -> Dataset:
        '''The dataset of that name.'''
```
Parameters named in the path come from the path; of the rest, GET and DELETE take them from the query string and the
others from a JSON body. A parameter `body: bytes` is the raw body. No operation can be declared without a permission.
"""

from __future__ import annotations

import functools
import inspect
import re
import typing
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

import msgspec
from msgspec import Struct

from flyball.core.shape import refused

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Dispatching")
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Place = Literal["path", "query", "body", "raw"]
_KEPT = (bytes, datetime, date, timedelta)
_AT = re.compile(r" - at `\$\.(?P<name>\w+)`$")
_PERMISSION = re.compile(r"[a-z]+\.[a-z]+")


class Raw(Struct, frozen=True):
    """An answer that is bytes, not JSON."""

    content: bytes
    media_type: str = "application/octet-stream"


class Parameter(Struct, frozen=True, kw_only=True):
    """One parameter of an operation, and where a request carries it."""

    name: str
    type: Any
    place: Place
    is_required: bool
    default: Any = None


class Operation:
    """The declaration of one verb, read lazily: types are resolved when a route or a client is built from it."""

    def __init__(
        self,
        fn: Callable[..., Any],
        method: Method,
        path: str,
        needs: str,
        changes: bool,
    ) -> None:
        self.fn = fn
        self.method: Method = method
        self.path = path
        self.needs = needs
        self.changes = changes
        self.verb = fn.__name__
        self.summary = (inspect.getdoc(fn) or "").split("\n")[0]
        self.doc = inspect.getdoc(fn) or ""

    def __repr__(self) -> str:
        return f"<{self.method} {self.path} needs {self.needs}>"

    @functools.cached_property
    def hints(self) -> dict[str, Any]:
        """Resolved annotations, `Annotated` kept."""
        return typing.get_type_hints(self.fn, include_extras=True)

    @property
    def returns(self) -> Any:
        """The declared result type; NoneType for nothing."""
        return self.hints.get("return", type(None))

    @functools.cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters but `self`, in order."""
        found = []
        for name, parameter in list(inspect.signature(self.fn).parameters.items())[1:]:
            required = parameter.default is inspect.Parameter.empty
            found.append(
                Parameter(
                    name=name,
                    type=self.hints[name],
                    place=self._place(name),
                    is_required=required,
                    default=None if required else parameter.default,
                )
            )
        return tuple(found)

    def _place(self, name: str) -> Place:
        if re.search(rf"{{{name}(:path)?}}", self.path):
            return "path"
        if name == "body" and self.hints[name] is bytes:
            return "raw"
        has_raw_body = self.hints.get("body") is bytes
        return "query" if has_raw_body or self.method in {"GET", "DELETE"} else "body"

    @functools.cached_property
    def arguments(self) -> type[Struct]:
        """A Struct with one field per parameter, against which every call is validated."""
        fields: list[Any] = [
            (p.name, p.type) if p.is_required else (p.name, p.type, p.default) for p in self.parameters
        ]
        name = f"{self.fn.__qualname__.replace('.', '_')}_arguments"
        return msgspec.defstruct(name, fields, kw_only=True, forbid_unknown_fields=True, frozen=True)

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        """The method's signature without `self`."""
        full = inspect.signature(self.fn)
        return full.replace(parameters=list(full.parameters.values())[1:])

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Arguments by name, as a caller in Python gave them; a wrong call is a `TypeError` as for any function."""
        return dict(self.signature.bind(*args, **kwargs).arguments)

    def validate(self, values: dict[str, Any], *, strict: bool = True) -> dict[str, Any]:
        """Arguments checked and converted to the declared types, defaults filled in; `BadInput` names the field.

        `strict=False` reads numbers, booleans and times from text, as query strings carry them.
        """
        arguments, with_structs = self.arguments, self._with_structs
        try:
            checked = msgspec.convert(_as_sent(values, with_structs), arguments, strict=strict)
        except (msgspec.ValidationError, TypeError, ValueError, RecursionError, OverflowError) as error:
            at = _AT.search(str(error))
            given = values.get(at["name"]) if at else None
            raise refused(error, f"{self.verb} was called with bad input", given=given) from error
        return {p.name: getattr(checked, p.name) for p in self.parameters}

    @functools.cached_property
    def _with_structs(self) -> type[Struct]:
        """The parameters whose types hold a Struct."""
        fields: list[Any] = [(p.name, p.type, None) for p in self.parameters if _holds_struct(p.type)]
        return msgspec.defstruct(f"{self.arguments.__name__}_with_structs", fields, kw_only=True, frozen=True)


def _as_sent(values: dict[str, Any], with_structs: type[Struct]) -> dict[str, Any]:
    """The values with every Struct taken apart and built again, as a request would.

    `msgspec.convert` takes a Struct as it is, though Python lets anybody build one with wrong values; a request would
    be refused for them. The detour costs some µs per Struct, and the service gets a copy of its own.
    """
    given = {name: values[name] for name in with_structs.__struct_fields__ if name in values}
    if not given:
        return values
    # Not through JSON, which has no NaN and would make it null: the service must see what was given, and refuse it.
    sent = msgspec.convert(msgspec.to_builtins(given, builtin_types=_KEPT), with_structs)
    return values | {name: getattr(sent, name) for name in given}


def _holds_struct(kind: Any) -> bool:
    """Whether a value of this annotation can be or contain a Struct.

    >>> _holds_struct(tuple[Raw, ...] | None), _holds_struct(dict[str, float])
    (True, False)
    """
    origin = typing.get_origin(kind) or kind
    if isinstance(origin, type) and issubclass(origin, Struct):
        return True
    return any(_holds_struct(part) for part in typing.get_args(kind))


class Dispatcher(Protocol):
    """The one door through which every operation runs: authorise, open the transaction, call, commit."""

    def run(self, operation: Operation, service: Any, values: dict[str, Any]) -> Any:
        """Run `operation` with validated `values`; raises whatever the door or the operation refuses with."""
        ...


class Dispatching(Protocol):
    """Anything that has a door; `flyball.store.Service` is the base that rooms use."""

    @property
    def dispatcher(self) -> Dispatcher: ...


def operation(
    method: Method, path: str, *, needs: str, changes: bool | None = None
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Declare a method as an operation; `needs` is the permission, written `room.verb`.

    `changes=False` marks a POST that only reads (a search with a long query), so that a viewer's token is enough and no
    idempotency record is kept.
    """
    if not _PERMISSION.fullmatch(needs):
        raise ValueError(f"{method} {path}: needs={needs!r} is not a permission such as 'data.read'")

    def declare(fn: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        declared = Operation(fn, method, path, needs, method != "GET" if changes is None else changes)

        @functools.wraps(fn)
        def run(self: S, *args: P.args, **kwargs: P.kwargs) -> R:
            values = declared.validate(declared.bind(args, kwargs))
            return typing.cast("R", self.dispatcher.run(declared, self, values))

        run.operation = declared  # type: ignore[attr-defined]
        return typing.cast("Callable[Concatenate[S, P], R]", run)

    return declare


def operations_of(service: type) -> dict[str, Operation]:
    """The operations a service class declares, by method name.

    >>> operations_of(object)
    {}
    """
    found = {}
    for name, member in inspect.getmembers(service, callable):
        declared = getattr(member, "operation", None)
        if isinstance(declared, Operation):
            found[name] = declared
    return found
