"""`flyball config`: every setting, its value, and where it comes from."""

from __future__ import annotations

import re

import msgspec

from flyball.cli._output import Json, show
from flyball.core.config import Origin, explain_settings

_PASSWORD = re.compile(r"(?<=://)([^/\s:@]*):[^/\s@]+(?=@)|(?<=secret_access_key=)[^&]+")


def config(as_json: Json = False) -> None:
    """Print the settings in force here; passwords are left out."""
    shown = [_without_password(origin) for origin in explain_settings()]
    show(shown, as_json=as_json, columns=("name", "value", "origin"))


def _without_password(origin: Origin) -> Origin:
    if not isinstance(origin.value, str):
        return origin
    text = _PASSWORD.sub(lambda found: f"{found.group(1)}:***" if found.group(1) is not None else "***", origin.value)
    return msgspec.structs.replace(origin, value=text)
