"""Draw the report as the README's picture: `flyball demo --no-serve --json | python scripts/demo_image.py`."""

import io
import re
import sys
import textwrap
from pathlib import Path

import msgspec
from rich.console import Console

from flyball.demo.report import print_report
from flyball.demo.result import Result

DRAWN_DECISIONS = 14
DRAWN_WHY = 8
PICTURE = Path(__file__).parents[1] / "docs" / "img" / "demo.svg"


def main() -> None:
    result = msgspec.json.decode(sys.stdin.read(), type=Result)
    told = [d for d in result.decisions if d.kind not in {"train", "skip"}]
    short = [msgspec.structs.replace(d, reason=textwrap.shorten(d.reason, 105)) for d in told]
    why = [textwrap.shorten(sentence, 115) for sentence in result.why[:DRAWN_WHY]]
    console = Console(record=True, width=132, file=io.StringIO())
    print_report(msgspec.structs.replace(result, decisions=short[:DRAWN_DECISIONS], why=why), console)
    PICTURE.parent.mkdir(exist_ok=True)
    drawn = console.export_svg(title="flyball demo")
    # The fonts that rich names are on another host; the viewer's own monospaced font does.
    PICTURE.write_text(re.sub(r"@font-face {[^}]*}|<!--.*?-->", "", drawn, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
