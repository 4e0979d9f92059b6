"""What a path of an artifact may look like: it names a file on no machine, now or later."""

from __future__ import annotations

import unicodedata

from flyball.core.errors import BadInput

MAX_LENGTH = 1_024


def artifact_path(text: str) -> str:
    """The path in its one spelling: relative, forward slashes, Unicode NFC; `BadInput` if it could escape.

    >>> artifact_path("plots/roc.png")
    'plots/roc.png'
    >>> artifact_path("../secrets")
    Traceback (most recent call last):
        ...
    flyball.core.errors.BadInput: '../secrets' is not a path for an artifact: a part is '..'
    """
    path = unicodedata.normalize("NFC", text)
    parts = path.split("/")
    reason = ""
    if not path or len(path) > MAX_LENGTH:
        reason = f"it has {len(path)} characters, 1 to {MAX_LENGTH} are allowed"
    elif "\\" in path or any(unicodedata.category(character) == "Cc" for character in path):
        reason = "it has a backslash or a control character"
    elif len(parts[0]) == 2 and parts[0][1] == ":":
        reason = "it starts with a drive"
    else:
        bad = next((part for part in parts if part in {"", ".", ".."}), None)
        reason = f"a part is {bad!r}" if bad is not None else ""
    if reason:
        raise BadInput(f"{text[:80]!r} is not a path for an artifact", why=reason)
    return path
