"""The API's description in OpenAPI 3.1, made from the operations' declarations and the types they use."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from flyball import __version__
from flyball.core import Operation, Raw, operations_of
from flyball.core.operation import Parameter
from flyball.server.routes import PREFIX

_PATH_PARAMETER = re.compile(r"{(\w+):path}")


def openapi_document(services: dict[str, type]) -> dict[str, Any]:
    """The whole document; `services` maps each noun to its class."""
    declared = [(noun, op) for noun, service in services.items() for op in operations_of(service).values()]
    types = [p.type for _, op in declared for p in op.parameters if p.type is not bytes]
    types += [op.returns for _, op in declared if op.returns not in {Raw, type(None), None}]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = {id(kind): schema for kind, schema in zip(types, schemas, strict=True)}
    paths: dict[str, Any] = {}
    for noun, op in declared:
        path = PREFIX + _PATH_PARAMETER.sub(r"{\1}", op.path)
        paths.setdefault(path, {})[op.method.lower()] = _operation(noun, op, by_type)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Flyball", "version": __version__, "license": {"name": "Apache-2.0"}},
        "security": [{"token": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": {**components, "Error": _ERROR},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "what", "why", "hint", "request_id"],
            "properties": {name: {"type": "string"} for name in ("code", "what", "why", "hint", "request_id")},
        }
    },
}


def _operation(noun: str, op: Operation, by_type: dict[int, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": f"{noun}.{op.verb}",
        "tags": [noun],
        "summary": op.summary,
        "description": f"{op.doc}\n\nNeeds the permission `{op.needs}`.",
        "parameters": [_parameter(p, by_type) for p in op.parameters if p.place in {"path", "query"}],
        "responses": {
            **_success(op, by_type),
            "default": {
                "description": "The error, with what happened, why, and what to do.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            },
        },
    }
    body = _body(op, by_type)
    if body is not None:
        described["requestBody"] = body
    if op.changes:
        described["parameters"].append(_IDEMPOTENCY_KEY)
    return described


_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 128},
    "description": "The same key again gets the first answer; with another body it is refused.",
}


def _parameter(p: Parameter, by_type: dict[int, Any]) -> dict[str, Any]:
    return {"name": p.name, "in": p.place, "required": p.is_required, "schema": by_type[id(p.type)]}


def _body(op: Operation, by_type: dict[int, Any]) -> dict[str, Any] | None:
    if any(p.place == "raw" for p in op.parameters):
        return {"required": True, "content": {"application/octet-stream": {"schema": {"format": "binary"}}}}
    fields = [p for p in op.parameters if p.place == "body"]
    if not fields:
        return None
    schema = {
        "type": "object",
        "properties": {p.name: by_type[id(p.type)] for p in fields},
        "required": [p.name for p in fields if p.is_required],
        "additionalProperties": False,
    }
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _success(op: Operation, by_type: dict[int, Any]) -> dict[str, Any]:
    if op.returns in {type(None), None}:
        return {"204": {"description": "Done."}}
    if op.returns is Raw:
        return {"200": {"description": "Bytes.", "content": {"application/octet-stream": {}}}}
    return {"200": {"description": "Done.", "content": {"application/json": {"schema": by_type[id(op.returns)]}}}}
