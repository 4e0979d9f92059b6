"""The interface's types are those of the operations as they are declared now."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_types_of_the_interface_are_up_to_date() -> None:
    script = ROOT / "scripts" / "ui_types.py"

    checked = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr
