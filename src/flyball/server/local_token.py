"""The token file in the home folder, by which the command line and the SDK of this account get in without asking."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from flyball.core import LOCAL_PROJECT, SYSTEM, Call, calling
from flyball.core.errors import NotSignedIn
from flyball.governance.login import ADMIN
from flyball.governance.tokens import DEFAULT_DAYS, add_token, verify_token
from flyball.store import Stores
from flyball.store.files import replace_file

FILE = "token"
_NAME = "this computer"


def ensure_local_token(stores: Stores, home: Path) -> Path:
    """The file with a working token of the administrator, readable by its owner only; renewed at each start."""
    file = home / FILE
    if not _works(stores, file):
        with calling(Call(principal=SYSTEM, project=LOCAL_PROJECT)), stores.catalog.change("login.token") as change:
            expires = change.now + timedelta(days=DEFAULT_DAYS)
            made = add_token(change, stores.ids, principal=ADMIN, name=_NAME, expires_at=expires)
        _write_private(file, made.secret)
    return file


def _works(stores: Stores, file: Path) -> bool:
    try:
        verify_token(stores.catalog, file.read_text(encoding="utf-8").strip())
    except (FileNotFoundError, UnicodeDecodeError, NotSignedIn):
        return False
    return file.stat().st_mode & 0o077 == 0


def _write_private(file: Path, secret: str) -> None:
    temporary = file.with_name(f".{FILE}.{os.getpid()}")
    # The permissions come first: at no moment may another account open the file.
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    replace_file(file, f"{secret}\n".encode(), temporary=temporary)
