"""Python blocks of a documentation page, run as a reader would run them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
_BLOCK = re.compile(r"^```python([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')


def run_page(page: Path, folder: Path) -> dict[str, Any]:
    """Run the blocks in order in one namespace, which is returned; a block with a title becomes a file in `folder`."""
    names: dict[str, Any] = {"__name__": page.stem.replace("-", "_")}
    for info, code in _BLOCK.findall(page.read_text(encoding="utf-8")):
        title = _TITLE.search(info)
        if title:
            (folder / title[1]).write_text(code, encoding="utf-8")
        else:
            exec(compile(code, str(page), "exec"), names)
    return names
