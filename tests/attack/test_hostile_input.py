"""Input that means harm: no operation answers it with a 500, opens a foreign file, or takes it for somebody's thing."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.attack.arena import Arena, Target, arena

BODIES = {
    "empty": b"",
    "not an object": b"[1, 2]",
    "a number": b"1",
    "truncated": b'{"name": "a',
    "trailing": b'{} {"x": 1}',
    "deep": b'{"name":' + b"[" * 100_000,
    "deep and closed": b'{"name":' + b"[" * 60 + b"]" * 60 + b"}",
    "NaN": b'{"name": NaN}',
    "infinite": b'{"name": 1e999}',
    "huge integer": b'{"name": ' + b"9" * 5000 + b"}",
    "lone surrogate": b'{"name": "\\ud800"}',
    "NUL": b'{"name": "a\\u0000b"}',
    "doubled keys": b'{"name": "a", "name": "b"}',
    "invalid UTF-8": b'{"name": "\xff\xfe"}',
    "many keys": b"{" + b",".join(b'"k%d":1' % n for n in range(20_000)) + b"}",
    "long string": b'{"name": "' + b"a" * 1_000_000 + b'"}',
    "UTF-16": '{"name": "a"}'.encode("utf-16"),
    "unknown field": b'{"__proto__": {"admin": true}, "constructor": 1}',
}
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 2**64, -(2**63) - 1, 10**30, 1e308, -0.0, "", " ", "a\x01b", "a\nb",
    "'; DROP TABLE event; --", "%s%n%x", "{{7*7}}", "${jndi:ldap://x}", "<img src=x onerror=alert(1)>", "\u202e\ufeff",
    "a" * 100_000, [], {}, [[[[]]]], ["a"] * 2000, {"kind": "x"}, {"a": {"b": None}},
)  # fmt: skip
DATABASE_VALUES: tuple[Any, ...] = (2**63, 10**30, "a\0b", "a\x01b", "'; DROP TABLE event; --", "\ud7ff\uffff")
CANARY = "canary-outside"
TRAVERSALS = (
    "../{canary}", "../../{canary}", "..%2f..%2f{canary}", "%2e%2e/%2e%2e/{canary}", "%252e%252e%252f{canary}",
    "..\\..\\{canary}",
    "....//....//{canary}", "..;/..;/{canary}", "{root}/{canary}", "file://{root}/{canary}", "//{root}/{canary}",
    "\\\\127.0.0.1\\share\\{canary}", "C:\\{canary}", "..%c0%af..%c0%af{canary}", "\uff0e\uff0e/{canary}",
    "/etc/passwd",
    "../../../../../../../../etc/passwd", "a/../../{canary}", "a\x00/../{canary}", "#/../{canary}", "?x=/../{canary}",
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    with arena(tmp_path_factory.mktemp("hostile")) as opened:
        yield opened


@pytest.mark.parametrize("body", sorted(BODIES))
def test_no_body_is_answered_with_a_500(stage: Arena, body: str) -> None:
    headers = {"Authorization": f"Bearer {stage.tokens['admin']}", "Content-Type": "application/json"}
    wrong = []
    for target in stage.targets:
        if target.body_fields:
            path = target.path
            for name, schema in target.path_fields.items():
                path = path.replace(f"{{{name}}}", str(stage.example(schema)))
            answer = stage.http.request(target.method, path, content=BODIES[body], headers=headers)
            if answer.status_code >= 500:
                wrong.append(f"{target.operation}: {answer.status_code} {answer.text[:200]}")

    assert wrong == []


def test_no_value_of_any_field_is_answered_with_a_500(stage: Arena) -> None:
    assert _errors_for(stage, VALUES) == []


def test_postgres_is_no_more_easily_upset(postgres_url: str, tmp_path: Path) -> None:
    with arena(tmp_path, postgres_url) as stage:
        assert _errors_for(stage, DATABASE_VALUES) == []


def test_traversal_in_any_string_reads_no_foreign_file(stage: Arena) -> None:
    home = stage.stores.settings.home_path()
    root = home.parent / "secrets"
    root.mkdir()
    (root / CANARY).write_text("the canary sings")
    (home.parent / CANARY).write_text("the canary sings")
    wrong, strings = [], 0

    with opened_files() as opened:
        for target in stage.targets:
            for name, schema in target.fields():
                if _takes_text(stage, schema):
                    strings += 1
                    for text in TRAVERSALS:
                        value = text.format(canary=CANARY, root=root)
                        wrong += _server_errors(stage, target, name, value)

    assert strings > 10
    assert wrong == []
    assert [path for path in opened if not _is_expected(path, home)] == []


def test_what_does_not_exist_is_404_or_nothing_to_whoever_may_read(stage: Arena) -> None:
    wrong = []
    for target in stage.targets:
        if target.method == "GET" and target.path_fields:
            values = {k: "nothing-here" if v == "unknown" else v for k, v in stage.valid(target).items()}
            answer = stage.send(target, values, token=stage.tokens["viewer"])
            if answer.status_code not in {400, 403, 404} and answer.content not in {b"", b"0", b"[]", b"{}"}:
                wrong.append(f"{target.operation}: {answer.status_code} {answer.text[:200]}")

    assert wrong == []


def _errors_for(stage: Arena, values: tuple[Any, ...]) -> list[str]:
    wrong = []
    for target in stage.targets:
        for name, _ in target.fields():
            for value in values:
                if name in target.body_fields or (isinstance(value, str) and len(value) < 10_000):
                    wrong += _server_errors(stage, target, name, value)
    return wrong


def _server_errors(stage: Arena, target: Target, name: str, value: Any) -> list[str]:
    answer = stage.send(target, {**stage.valid(target), name: value}, token=stage.tokens["admin"])
    if "the canary sings" in answer.text or answer.status_code >= 500:
        return [f"{target.operation} {name}={str(value)[:60]!r}: {answer.status_code} {answer.text[:300]}"]
    return []


def _takes_text(stage: Arena, schema: dict[str, Any]) -> bool:
    if "$ref" in schema:
        return _takes_text(stage, stage.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    options = schema.get("anyOf", [schema])
    return any(option.get("type") == "string" and "enum" not in option for option in options)


_listeners: list[list[str]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _listeners and isinstance(arguments[0], str | bytes):
        for paths in _listeners:
            paths.append(os.fsdecode(arguments[0]))


sys.addaudithook(_hear)  # for good: Python takes no hook back, so it looks away when nobody listens


@contextmanager
def opened_files() -> Iterator[list[str]]:
    """Every file that anything in this process opens meanwhile, the server included."""
    paths: list[str] = []
    _listeners.append(paths)
    try:
        yield paths
    finally:
        _listeners.remove(paths)


def _is_expected(path: str, home: Path) -> bool:
    """Below the home, or a part of Python and this package."""
    code = [*site.getsitepackages(), *map(str, sysconfig.get_paths().values()), sys.prefix, sys.base_prefix]
    here = str(Path(__file__).resolve().parents[2])
    places = [
        str(home),
        here,
        *code,
        "/dev/",
        "/proc/",
        "/sys/",
        "/usr/share/zoneinfo",
        tempfile.gettempdir() + "/flyball-",
    ]
    return CANARY not in path and any(os.path.abspath(path).startswith(place) for place in places)
