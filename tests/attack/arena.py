"""A real server with one credential of every kind, and what its own description says can be asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from flyball.core import SYSTEM, Call, RandomIds, SystemClock, calling, operations_of
from flyball.governance import tables as g
from flyball.governance.login import ensure_admin
from flyball.governance.tokens import hash_secret
from flyball.server.app import open_services
from flyball.store import Stores, open_stores
from flyball.workspace import Workspace
from tests import workspaces

ROLES = ("viewer", "editor", "approver", "admin")
Schema = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """One (method, path) and what it takes."""

    operation: str
    method: str
    path: str
    needs: str
    path_fields: dict[str, Schema]
    query_fields: dict[str, Schema]
    body_fields: dict[str, Schema]
    required: frozenset[str]
    is_raw: bool

    def fields(self) -> Iterator[tuple[str, Schema]]:
        yield from {**self.path_fields, **self.query_fields, **self.body_fields}.items()


@dataclass(frozen=True)
class Arena:
    url: str
    stores: Stores
    http: httpx.Client
    document: Schema
    tokens: dict[str, str] = field(repr=False)

    @property
    def targets(self) -> list[Target]:
        return [
            _target(method.upper(), path, operation)
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
        ]

    def send(
        self, target: Target, values: dict[str, Any] | None = None, *, token: str | None = None, **options: Any
    ) -> httpx.Response:
        """Send the request with these values for its fields; those without one stay away, paths get `unknown`."""
        values = values or {}
        path = target.path
        for name in target.path_fields:
            path = path.replace(f"{{{name}}}", quote(str(values.get(name, "unknown")), safe=""))
        query = {name: values[name] for name in target.query_fields if name in values}
        body: dict[str, Any] = {"content": b"raw"} if target.is_raw else {}
        if target.body_fields:
            body = {"json": {name: values[name] for name in target.body_fields if name in values}}
        headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **options.pop("headers", {})}
        return self.http.request(target.method, path, params=query, headers=headers, **body, **options)

    def valid(self, target: Target) -> dict[str, Any]:
        """Values that fit the declared types of the required fields; they name nothing that exists."""
        return {name: self.example(schema) for name, schema in target.fields() if name in target.required}

    def example(self, schema: Schema) -> Any:
        """A value of a schema."""
        if "$ref" in schema:
            return self.example(self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        if "enum" in schema:
            return schema["enum"][0]
        for given in ("const", "default"):
            if given in schema:
                return schema[given]
        for combined in ("anyOf", "allOf"):
            if combined in schema:
                return self.example(schema[combined][0])
        kind = schema.get("type")
        if kind == "object":
            names = schema.get("required", [])
            return {name: self.example(schema["properties"][name]) for name in names}
        if kind == "array":
            return [self.example(schema.get("items") or {})] * schema.get("minItems", 0)
        if kind == "string":
            return _text(schema)
        return {"integer": schema.get("minimum", 1), "number": 1.5, "boolean": True}.get(kind or "")


_SAMPLES = ("unknown", "0" * 32, "0" * 64, "user:unknown", "data.read", "flights.train:train", "1", "*", "A")


def _text(schema: Schema) -> str:
    if schema.get("format") == "date-time":
        return "2013-01-01T00:00:00Z"
    pattern = schema.get("pattern", "")
    for sample in _SAMPLES:
        if re.search(pattern, sample) and len(sample) >= schema.get("minLength", 0):
            return sample
    raise AssertionError(f"no sample fits {schema}; add one to _SAMPLES")


def _target(method: str, path: str, operation: Schema) -> Target:
    parameters = operation["parameters"]
    content = operation.get("requestBody", {}).get("content", {})
    body = content.get("application/json", {}).get("schema", {})
    required = {p["name"] for p in parameters if p["required"]} | set(body.get("required", []))
    found = re.search(r"Needs the permission `([a-z.]+)`", operation["description"])
    assert found, f"{method} {path} names no permission"
    return Target(
        operation=operation["operationId"],
        method=method,
        path=path,
        needs=found.group(1),
        path_fields={p["name"]: p["schema"] for p in parameters if p["in"] == "path"},
        query_fields={p["name"]: p["schema"] for p in parameters if p["in"] == "query"},
        body_fields=body.get("properties", {}),
        required=frozenset(required),
        is_raw="application/octet-stream" in content,
    )


@contextmanager
def arena(folder: Path, catalog: str = "") -> Iterator[Arena]:
    """Open everything; closed at the end."""
    clock = SystemClock()
    settings = workspaces.settings_in(folder, catalog=catalog)
    stores = open_stores(settings, clock=clock, ids=RandomIds(clock))
    ensure_admin(stores, token=workspaces.ADMIN_TOKEN)
    tokens = _tokens(stores)
    with workspaces.served(stores) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        answer = http.get("/api/v1/openapi.json", headers={"Authorization": f"Bearer {workspaces.ADMIN_TOKEN}"})
        yield Arena(url, stores, http, answer.json(), tokens)
    stores.close()


def _tokens(stores: Stores) -> dict[str, str]:
    ws = Workspace(project="default", stores=stores)
    tokens = {"admin": workspaces.ADMIN_TOKEN, "unknown": "fly_00000000_" + "x" * 43, "empty": ""}
    for role in ROLES[:-1]:
        ws.access.create_principal(f"user:{role}")
        ws.access.give(f"user:{role}", role=role, project="default")
        tokens[role] = ws.access.create_token(name="t", principal=f"user:{role}").secret
    ws.access.create_principal("user:stranger")
    ws.access.give("user:stranger", role="admin", project="elsewhere")
    tokens["stranger"] = ws.access.create_token(name="t", principal="user:stranger").secret
    tokens["elsewhere"] = ws.access.create_token(name="t", principal="user:admin", project="elsewhere").secret
    tokens["wrong scope"] = ws.access.create_token(name="t", principal="user:admin", scopes=("nothing.read",)).secret
    for name in ("expired", "revoked"):
        tokens[name] = ws.access.create_token(principal="user:admin", name=name).secret
    ws.access.create_principal("user:gone")
    ws.access.give("user:gone", role="admin", project="*")
    tokens["disabled"] = ws.access.create_token(name="t", principal="user:gone").secret
    ws.access.disable_principal("user:gone")
    with calling(Call(principal=SYSTEM)), stores.catalog.change("test") as change:
        for name, column in (("expired", "expires_at"), ("revoked", "revoked_at")):
            mine = g.token.c.sha256 == hash_secret(tokens[name])
            change.execute(g.token.update().where(mine).values({column: 1}))
    return tokens


def declared(stores: Stores) -> dict[str, str]:
    """Operation id to permission, from the declarations themselves."""
    return {
        f"{noun}.{verb}": operation.needs
        for noun, service in open_services(stores).items()
        for verb, operation in operations_of(type(service)).items()
    }
