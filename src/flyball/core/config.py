"""One typed configuration, from `flyball.toml`, `FLYBALL_*` variables and flags, in that order; the later wins."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from flyball.core.call import LOCAL_PROJECT
from flyball.core.errors import BadConfig

Port = Annotated[int, Meta(ge=0, le=65535)]
Bytes = Annotated[int, Meta(ge=1)]
_PREFIX = "FLYBALL_"
# Read elsewhere, on purpose: a secret must not be printed by `flyball config`, and the URL chooses remote or embedded.
_NOT_SETTINGS = {"FLYBALL_URL", "FLYBALL_TOKEN", "FLYBALL_ADMIN_TOKEN", "FLYBALL_SKIP_UI"}
_LISTS = {"allowed_hosts", "trusted_proxies"}
_RESERVED = ("FLYBALL_TEST_", "FLYBALL_BENCH_")


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting with its default; `flyball config` prints them with where each value came from."""

    home: str = ".flyball"
    """Folder of the embedded workspace and of `flyball up`."""
    project: str = LOCAL_PROJECT
    """The project that Refs without one belong to."""
    catalog: str = ""
    """`sqlite:///path` or `postgresql://…`; empty: a SQLite file in the home folder."""
    objects: str = ""
    """`file:///folder` or `s3://bucket/prefix?endpoint=…`; empty: a folder in the home folder."""
    online: str = ""
    """`sqlite:///path` or `redis://…`; empty: a SQLite file in the home folder."""
    streams_sync: Literal["interval", "always"] = "interval"
    """`always` makes every stream append survive a power cut; `interval` may lose the last second of one."""
    host: str = "127.0.0.1"
    """Address the server listens on; anything but loopback needs `behind_proxy` or a certificate in front."""
    port: Port = 7700
    """Port of the control server."""
    serving_port: Port = 7701
    """Port of the serving workers."""
    root_path: Annotated[str, Meta(pattern=r"^(?:/[A-Za-z0-9._~-]+)*(?![\s\S])")] = ""
    """URL prefix that a proxy leaves on requests, such as `/flyball`; where it takes the prefix off, none is needed."""
    allowed_hosts: tuple[str, ...] = ()
    """Host names accepted besides loopback ones."""
    behind_proxy: bool = False
    """True when a proxy that speaks TLS stands in front."""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses whose `X-Forwarded-*` headers count, when `behind_proxy` is on."""
    max_body_bytes: Bytes = 64 * 2**20
    """Largest request body that is read; beyond it the answer is 413."""
    request_timeout_s: Annotated[float, Meta(gt=0)] = 60.0
    """Longest time a request may take to arrive."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least severity that is logged."""

    def home_path(self) -> Path:
        """The home folder as an absolute path."""
        return Path(self.home).expanduser().resolve()

    def catalog_url(self) -> str:
        """The catalog's URL, the default filled in."""
        return self.catalog or f"sqlite:///{self.home_path() / 'catalog.db'}"

    def objects_url(self) -> str:
        """The object store's URL, the default filled in."""
        return self.objects or f"file://{self.home_path() / 'objects'}"

    def online_url(self) -> str:
        """The online store's URL, the default filled in."""
        return self.online or f"sqlite:///{self.home_path() / 'online.db'}"


class Origin(Struct, frozen=True):
    """One setting's value and where it came from: default, file, variable or flag."""

    name: str
    value: Any
    origin: str


def load_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings in force; a wrong one raises `BadConfig` naming the setting and where it stands.

    >>> load_settings({"port": 8000}, environ={"FLYBALL_PROJECT": "airline"}, folder=Path("/nonexistent")).project
    'airline'
    """
    return msgspec.convert(
        {o.name: o.value for o in explain_settings(flags, environ=environ, folder=folder)},
        Settings,
    )


def explain_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> list[Origin]:
    """Every setting with its origin, for `flyball config`."""
    environ = os.environ if environ is None else environ
    found: dict[str, Origin] = {f: Origin(f, getattr(Settings(), f), "default") for f in Settings.__struct_fields__}
    file = (folder or Path.cwd()) / "flyball.toml"
    for name, value in _read_file(file).items():
        found[name] = Origin(name, _checked(name, value, where=str(file)), str(file))
    for name, text in environ.items():
        if name.startswith(_PREFIX) and name not in _NOT_SETTINGS and not name.startswith(_RESERVED):
            key = name.removeprefix(_PREFIX).lower()
            found[key] = Origin(key, _checked(key, _split(key, text), where=name, strict=False), name)
    for name, value in (flags or {}).items():
        if value is not None:
            found[name] = Origin(
                name,
                _checked(name, value, where=f"--{name}"),
                f"--{name.replace('_', '-')}",
            )
    return list(found.values())


def _read_file(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{file} is not valid TOML", why=str(error)) from error


def _split(key: str, text: str) -> Any:
    return [part.strip() for part in text.split(",") if part.strip()] if key in _LISTS else text


def _checked(name: str, value: Any, *, where: str, strict: bool = True) -> Any:
    if name not in Settings.__struct_fields__:
        raise BadConfig(
            f"{where}: there is no setting {name!r}",
            why=f"settings: {', '.join(Settings.__struct_fields__)}",
        )
    try:
        return getattr(msgspec.convert({name: value}, Settings, strict=strict), name)
    except msgspec.ValidationError as error:
        raise BadConfig(f"{where}: {name} has a wrong value", why=str(error)) from error
