"""The API's description as one page for people, without script: every operation with its fields and a curl line."""

from __future__ import annotations

import json
from html import escape
from typing import Any

_STYLE = """
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:14px/1.5 system-ui,sans-serif;margin:0;display:grid;grid-template-columns:15rem 1fr}
nav{position:sticky;top:0;height:100vh;overflow:auto;border-right:1px solid var(--line)}
nav{padding:1rem;box-sizing:border-box}nav a:hover{text-decoration:underline}
nav a{display:block;color:inherit;text-decoration:none;padding:.15rem 0}
main{padding:1rem 2rem;max-width:60rem}h1{font-size:1.3rem}
h2{font-size:1.1rem;margin-top:2.5rem;border-bottom:1px solid var(--line)}
details{border:1px solid var(--line);border-radius:4px;margin:.4rem 0}summary{padding:.4rem .7rem;cursor:pointer}
summary code{font-weight:600}details>div{padding:.2rem .9rem 1rem;border-top:1px solid var(--line)}
table{border-collapse:collapse}td,th{text-align:left;padding:.2rem 1.2rem .2rem 0;vertical-align:top}
pre{background:color-mix(in srgb,currentColor 6%,transparent);padding:.6rem;overflow:auto;border-radius:4px}
"""


def docs_page(document: dict[str, Any]) -> str:
    """HTML of an OpenAPI document; every value from it is escaped."""
    by_noun: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, methods in document["paths"].items():
        for method, op in methods.items():
            by_noun.setdefault(op["tags"][0], []).append((method.upper(), path, op))
    nouns = sorted(by_noun)
    links = "".join(f'<a href="#{escape(noun)}">{escape(noun)}</a>' for noun in nouns)
    sections = "".join(_section(noun, by_noun[noun], document) for noun in nouns)
    version = escape(document["info"]["version"])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Flyball API</title>'
        f"<style>{_STYLE}</style></head>"
        f"<body><nav><strong>Flyball {version}</strong>{links}</nav><main><h1>Flyball API</h1>"
        f"<p>Every request carries <code>Authorization: Bearer TOKEN</code>. The same description for programs: "
        f'<a href="openapi.json">openapi.json</a>.</p>{sections}</main></body></html>'
    )


def _section(noun: str, operations: list[tuple[str, str, dict[str, Any]]], document: dict[str, Any]) -> str:
    return f'<h2 id="{escape(noun)}">{escape(noun)}</h2>' + "".join(_one(*op, document) for op in operations)


def _one(method: str, path: str, op: dict[str, Any], document: dict[str, Any]) -> str:
    fields = [(p["name"], p["in"], p["required"], p["schema"]) for p in op["parameters"]]
    body = op.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    fields += [(name, "body", name in body["required"], schema) for name, schema in body.get("properties", {}).items()]
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{place}</td><td>{'required' if needed else ''}</td>"
        f"<td><code>{escape(_type(schema))}</code></td></tr>"
        for name, place, needed, schema in fields
    )
    return (
        f"<details><summary><code>{method} {escape(path)}</code> &nbsp;{escape(op['summary'])}</summary><div>"
        f"<p>{escape(op['description'])}</p><table>{rows}</table>"
        f"<pre>{escape(_curl(method, path, body))}</pre></div></details>"
    )


def _curl(method: str, path: str, body: dict[str, Any]) -> str:
    line = f'curl -X {method} -H "Authorization: Bearer $FLYBALL_TOKEN" $FLYBALL_URL{path}'
    if not body:
        return line
    example = {name: _type(schema) for name, schema in body["properties"].items() if name in body["required"]}
    return f"{line} \\\n  -H 'Content-Type: application/json' -d '{json.dumps(example)}'"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    kind = str(schema.get("type", "any"))
    return f"{kind} of {_type(schema['items'])}" if isinstance(schema.get("items"), dict) else kind
