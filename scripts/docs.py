"""Write the generated pages of docs/reference from the code; `--check` only says which are out of date."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import typer

from flyball.cli.main import cli
from flyball.cli.nouns import NOUNS
from flyball.core import operations_of
from flyball.core.config import Settings
from flyball.workspace import SERVICES

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "flyball"
REFERENCE = ROOT / "docs" / "reference"
_NOTE = "<!-- Written by `make docs`; change the code instead. -->\n"


def main() -> int:
    pages = {"cli": cli_page(), "settings": settings_page(), "errors": errors_page(), "operations": operations_page()}
    stale = []
    for name, text in pages.items():
        path = REFERENCE / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date; run: make docs")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages[path.stem], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


# command line


def cli_page() -> str:
    """Every command with its arguments and options."""
    root: Any = typer.main.get_command(cli)
    lines = [
        "# Command line",
        "",
        _NOTE,
        "`flyball NOUN VERB`, and a few verbs at the top. Every command has `--help`; `--json` prints one JSON value.",
        "Exit codes: 0 done · 1 failed, or something to do · 2 misuse · 3 refused by permission or policy.",
        "",
    ]
    for noun in NOUNS:
        command = root.get_command(None, noun)
        lines += [f"## flyball {noun}", "", _first(command.help), ""]
        for path, verb in _verbs(f"flyball {noun}", command):
            lines += _verb(path, verb, is_only=path == f"flyball {noun}")
        lines += [""]
    return _joined(lines)


def _verbs(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name in sorted(command.commands):
        yield from _verbs(f"{path} {name}", command.commands[name])


def _verb(path: str, command: Any, *, is_only: bool) -> list[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name not in {"help", "as_json"}]
    words = " ".join(p.name.upper() if p.required else f"[{p.name.upper()}]" for p in arguments)
    said = "" if is_only else f": {_first(command.help)}"
    lines = [f"- `{f'{path} {words}'.strip()}`{said}"]
    lines += [f"  - `{p.name.upper()}` {p.help}" for p in arguments if getattr(p, "help", None)]
    lines += [f"  - `{'`, `'.join(p.opts)}` {p.help or ''}".rstrip() for p in options]
    return lines


# settings


def settings_page() -> str:
    """Every setting with its default, variable and meaning."""
    meanings = _field_docs(SOURCE / "core" / "config.py", "Settings")
    defaults = Settings()
    lines = [
        "# Settings",
        "",
        _NOTE,
        "From `flyball.toml` in the working folder, then `FLYBALL_*` variables, then flags; the later wins.",
        "`flyball config` prints what is in force and where each value comes from. `FLYBALL_URL` makes commands and",
        "`flyball.connect()` use a server, `FLYBALL_TOKEN` is their credential, and `FLYBALL_ADMIN_TOKEN` lets the",
        "administrator of `flyball up` in without a login link.",
        "",
        "| setting | variable | default | meaning |",
        "|---|---|---|---|",
    ]
    for name in Settings.__struct_fields__:
        value = getattr(defaults, name)
        shown = ", ".join(value) if isinstance(value, tuple) else str(value).lower() if value is not None else ""
        default = f"`{shown}`" if shown else ""
        meaning = meanings[name].replace("|", "\\|")
        lines.append(f'| <a id="{name}"></a>`{name}` | `FLYBALL_{name.upper()}` | {default} | {meaning} |')
    return _joined(lines)


def _field_docs(file: Path, name: str) -> dict[str, str]:
    body = next(n for n in ast.parse(file.read_text()).body if isinstance(n, ast.ClassDef) and n.name == name).body
    return {
        field.target.id: " ".join(said.value.value.split())
        for field, said in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant) and isinstance(said.value.value, str)
    }


# errors


class _Error(NamedTuple):
    name: str
    base: str
    code: str | None
    status: int | None
    meaning: str


def errors_page() -> str:
    """Every error code, read from the sources, so that none needs its libraries."""
    found = {error.name: error for file in sorted(SOURCE.rglob("*.py")) for error in _errors_in(file)}
    known = {name for name in found if _is_ours(name, found)}
    rows = sorted((_inherited(name, "code", found), name) for name in known - {"FlyballError"} if found[name].code)
    lines = [
        "# Errors",
        "",
        _NOTE,
        "Every error says what happened, why, and what to do; the command line, REST, the SDK and the logs show the",
        'same sentence. Over HTTP it is `{"error": {"code", "what", "why", "hint", "request_id"}}`.',
        "",
        "| code | HTTP | meaning |",
        "|---|---|---|",
    ]
    for code, name in rows:
        status = _inherited(name, "status", found)
        lines.append(f'| <a id="{code}"></a>`{code}` | {status} | {found[name].meaning} |')
    return _joined(lines)


def _errors_in(file: Path) -> Iterator[_Error]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and node.bases:
            values = dict(_constants(node))
            base = ast.unparse(node.bases[0]).rpartition(".")[2]
            code, status = values.get("code"), values.get("status")
            yield _Error(node.name, base, code, status, _first(ast.get_docstring(node)))


def _constants(node: ast.ClassDef) -> Iterator[tuple[str, Any]]:
    for item in node.body:
        target = (
            item.targets[0]
            if isinstance(item, ast.Assign)
            else item.target
            if isinstance(item, ast.AnnAssign)
            else None
        )
        value = getattr(item, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            yield target.id, value.value


def _is_ours(name: str, found: dict[str, _Error]) -> bool:
    while name in found and name != "FlyballError":
        name = found[name].base
    return name == "FlyballError"


def _inherited(name: str, field: str, found: dict[str, _Error]) -> Any:
    while getattr(found[name], field) is None:
        name = found[name].base
    return getattr(found[name], field)


# operations


def operations_page() -> str:
    """Every operation of every service."""
    lines = [
        "# Operations",
        "",
        _NOTE,
        "Each is a method of the workspace (`ws.datasets.get(...)`) and a request to `/api/v1`; both ask for the same",
        "permission. Fields, types and answers are in the server's own description at `/api/v1/docs`. Requests that",
        "change something take an `Idempotency-Key`: the same key again gets the first answer.",
    ]
    for noun in SERVICES.names():
        service = SERVICES.get(noun)
        lines += [
            "",
            f"## {noun}",
            "",
            _first(inspect.getdoc(service)),
            "",
            "| operation | request | needs | |",
            "|---|---|---|---|",
        ]
        for verb, op in sorted(operations_of(service).items()):
            path = op.path.replace(":path}", "}")
            lines.append(
                f'| <a id="{noun}.{verb}"></a>`{verb}` | `{op.method} {path}` | `{op.needs}` | {_cell(op.summary)} |'
            )
    return _joined(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _first(text: str | None) -> str:
    """The first paragraph, in one line."""
    return _cell(" ".join((text or "").split("\n\n")[0].split()))


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
