"""Write web/src/api/operations.ts from the operations' declarations; `--check` only says whether it is out of date.

Types come from the same declarations as the REST routes, so the interface cannot call what does not exist. A type that
is both sent and answered has two faces: every field is there in an answer, fields with a default may be left out of a
request (`KpiInput`).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flyball.core import Operation, Raw, operations_of
from flyball.server.openapi import openapi_document
from flyball.workspace import SERVICES

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "web" / "src" / "api" / "operations.ts"
_REF = "#/components/schemas/"
_SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
_PLAIN = re.compile(r"[A-Za-z_$][\w$]*")
_HEAD = "// Written by `make ui-types` from the declarations of the operations; change those instead.\n"


def main() -> int:
    text = typescript()
    is_current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
    if "--check" in sys.argv[1:]:
        if not is_current:
            print(f"{TARGET.relative_to(ROOT)} is out of date; run: make ui-types")
        return 0 if is_current else 1
    if not is_current:
        TARGET.write_text(text, encoding="utf-8")
        print(f"wrote {TARGET.relative_to(ROOT)}")
    return 0


def typescript() -> str:
    """The whole module."""
    services = {noun: SERVICES.get(noun) for noun in sorted(SERVICES.names())}
    document = openapi_document(services)
    declared = {f"{noun}.{op.verb}": op for noun, service in services.items() for op in operations_of(service).values()}
    described = {op["operationId"]: op for methods in document["paths"].values() for op in methods.values()}
    ids = sorted(declared)
    types = _Types(document["components"]["schemas"])
    params = [f"  {_key(name)}: {types.params(described[name], declared[name])};" for name in ids]
    answers = [f"  {_key(name)}: {types.answer(described[name], declared[name])};" for name in ids]
    routes = [f"  {_key(name)}: {json.dumps(_route(declared[name]))}," for name in ids]
    parts = [
        _HEAD,
        *types.declarations(),
        "/** What each operation takes: path, query and body in one flat object. */",
        "export interface ParamsOf {", *params, "}\n",
        "/** What each operation answers. */",
        "export interface AnswerOf {", *answers, "}\n",
        "/** METHOD path permission; `!` after the method: the body is bytes, `*`: the answer is. */",
        "export const ROUTES = {", *routes, "} as const satisfies Record<keyof ParamsOf, string>;",
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def _route(op: Operation) -> str:
    marks = ("!" if any(p.place == "raw" for p in op.parameters) else "") + ("*" if op.returns is Raw else "")
    return f"{op.method}{marks} {op.path} {op.needs}"


class _Types:
    """JSON schemas as TypeScript, each component written once per direction in which it is used."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self._schemas = schemas
        self._used: set[tuple[str, bool]] = set()
        self._has_two_faces = {name for name in schemas if self._differs(name, set())}

    def params(self, described: dict[str, Any], op: Operation) -> str:
        fields = {p["name"]: (p["schema"], p["required"]) for p in described["parameters"] if p["in"] != "header"}
        content = described.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            schema = content["application/json"]["schema"]
            for name, part in schema["properties"].items():
                fields[name] = (part, name in schema["required"])
        written = [f"{_key(name)}{'' if must else '?'}: {self.of(part, True)}" for name, (part, must) in fields.items()]
        if any(p.place == "raw" for p in op.parameters):
            written.append("body: BodyInit")
        return f"{{ {'; '.join(written)} }}" if written else "Record<never, never>"

    def answer(self, described: dict[str, Any], op: Operation) -> str:
        if op.returns is Raw:
            return "Blob"
        found = described["responses"].get("200")
        return self.of(found["content"]["application/json"]["schema"], False) if found else "null"

    def declarations(self) -> Iterator[str]:
        """Every component that was used, and what those use in turn."""
        written: dict[str, str] = {}
        while missing := [pair for pair in sorted(self._used) if self._name(*pair) not in written]:
            for name, is_input in missing:
                schema = self._schemas[name]
                said = schema.get("description", "").split("\n")[0].replace("*/", "* /")
                body = self.of(schema, is_input)
                doc = f"/** {said} */\n" if said else ""
                written[self._name(name, is_input)] = f"{doc}export type {self._name(name, is_input)} = {body};\n"
        return (written[name] for name in sorted(written))

    def of(self, schema: dict[str, Any], is_input: bool) -> str:
        """One schema as a type expression."""
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(_REF)
            self._used.add((name, is_input and name in self._has_two_faces))
            return self._name(name, is_input)
        if "anyOf" in schema:
            return " | ".join(dict.fromkeys(self.of(part, is_input) for part in schema["anyOf"]))
        if "enum" in schema:
            return " | ".join(json.dumps(value) for value in schema["enum"])
        kind = schema.get("type", "")
        if kind == "array":
            return self._array(schema, is_input)
        return self._object(schema, is_input) if kind == "object" else _SIMPLE.get(kind, "unknown")

    def _array(self, schema: dict[str, Any], is_input: bool) -> str:
        if "prefixItems" in schema:
            return f"[{', '.join(self.of(part, is_input) for part in schema['prefixItems'])}]"
        inner = self.of(schema["items"], is_input) if isinstance(schema.get("items"), dict) else "unknown"
        can_change = "readonly " if is_input else ""  # a request takes any list, an answer is the caller's own
        return f"{can_change}({inner})[]" if "|" in inner or " " in inner else f"{can_change}{inner}[]"

    def _object(self, schema: dict[str, Any], is_input: bool) -> str:
        if "properties" not in schema:
            more = schema.get("additionalProperties")
            return f"Record<string, {self.of(more, is_input) if isinstance(more, dict) else 'unknown'}>"
        fields = [
            f"{_key(name)}{'?' if is_input and _may_miss(schema, name) else ''}: {self.of(part, is_input)}"
            for name, part in schema["properties"].items()
        ]
        return f"{{ {'; '.join(fields)} }}" if fields else "Record<never, never>"

    def _name(self, name: str, is_input: bool) -> str:
        return _identifier(name) + ("Input" if is_input and name in self._has_two_faces else "")

    def _differs(self, name: str, seen: set[str]) -> bool:
        """Whether a request may leave a field out, here or anywhere below."""
        if name in seen:
            return False
        seen.add(name)
        schema = self._schemas[name]
        if any(_may_miss(schema, field) for field in schema.get("properties", ())):
            return True
        return any(self._differs(below, seen) for below in _refs(schema))


def _may_miss(schema: dict[str, Any], name: str) -> bool:
    return name not in schema.get("required", ())


def _refs(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix(_REF)
        for part in schema.values():
            yield from _refs(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _refs(part)


def _identifier(name: str) -> str:
    """`flyball.tracking.model.Source` → `TrackingSource`; `Graph` stays."""
    *rooms, last = name.split(".")
    return (rooms[1].title() if len(rooms) > 1 else "") + last


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else json.dumps(name)


if __name__ == "__main__":
    sys.exit(main())
