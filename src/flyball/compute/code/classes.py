"""Which members of a class decide what it does; what Python generates is left out, what it generates from is not."""

from __future__ import annotations

import dataclasses
import enum
import types
from typing import Any

_NOISE = frozenset(
    {
        "__abstractmethods__", "__dataclass_fields__", "__dataclass_params__", "__dict__", "__doc__", "__module__",
        "__qualname__", "__firstlineno__", "__static_attributes__", "__weakref__", "__slots__", "__match_args__",
        "__orig_bases__", "__parameters__", "__annotate__", "__annotate_func__", "__annotations_cache__",
        "__protocol_attrs__", "__non_callable_proto_members__", "__struct_config__", "__struct_defaults__",
        "__struct_encode_fields__", "__struct_fields__", "__signature__", "_abc_impl", "_is_protocol",
        "_is_runtime_protocol",
    }
)  # fmt: skip
_SLOTS = (
    types.MemberDescriptorType,
    types.GetSetDescriptorType,
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
)


def class_members(cls: type) -> dict[str, Any]:
    """Name to value, sorted: methods, attributes, annotations, and the fields of dataclasses, Structs and enums."""
    found: dict[str, Any] = {}
    for name, value in sorted(vars(cls).items()):
        if name not in _NOISE and not isinstance(value, _SLOTS) and not _is_generated(cls, name, value):
            found[name] = value
    annotations = found.pop("__annotations__", {})
    found["annotations"] = {name: _annotation(value) for name, value in dict(annotations).items()}
    found["fields"] = _fields(cls)
    return found


def _annotation(value: Any) -> str:
    return f"{value.__module__}.{value.__qualname__}" if isinstance(value, type) else str(value)


def _is_generated(cls: type, name: str, value: Any) -> bool:
    if issubclass(cls, enum.Enum) and (name.startswith("_") or isinstance(value, cls | enum.property)):
        return not isinstance(value, types.FunctionType) or name in {
            "__new__",
            "_generate_next_value_",
            "__reduce_ex__",
        }
    inner = getattr(value, "__func__", value)
    code = getattr(inner, "__code__", None) or getattr(getattr(inner, "__wrapped__", None), "__code__", None)
    return code is not None and code.co_filename.startswith("<") and _makes_methods(cls)


def _makes_methods(cls: type) -> bool:
    return dataclasses.is_dataclass(cls) or hasattr(cls, "_field_defaults")


def _fields(cls: type) -> list[Any]:
    if issubclass(cls, enum.Enum):
        return [(member.name, member.value) for member in cls.__members__.values()]
    if dataclasses.is_dataclass(cls):
        parameters = getattr(cls, "__dataclass_params__", None)
        fields = [
            (f.name, _no_value(f.default), _no_value(f.default_factory), f.init, f.compare, f.kw_only is True)
            for f in dataclasses.fields(cls)
        ]
        return [repr(parameters), *fields]
    defaults = getattr(cls, "_field_defaults", None)
    if isinstance(defaults, dict):
        return [tuple(getattr(cls, "_fields", ())), defaults]
    names = getattr(cls, "__struct_fields__", None)
    return [tuple(names), _struct_defaults(cls)] if isinstance(names, tuple) else []


def _struct_defaults(cls: Any) -> list[Any]:
    # A factory is wrapped by msgspec; a missing default is a marker object. Both are written by what they hold.
    return [
        getattr(value, "factory", repr(value) if repr(value) == "NODEFAULT" else value)
        for value in cls.__struct_defaults__
    ]


def _no_value(value: Any) -> Any:
    return "no default" if value is dataclasses.MISSING else value
