"""The window of the room: what other rooms may use."""

import subprocess
import sys

import flyball.stats


def test_every_exported_name_can_be_imported_and_the_list_is_sorted() -> None:
    assert sorted(flyball.stats.__all__) == list(dir(flyball.stats))
    for name in flyball.stats.__all__:
        assert getattr(flyball.stats, name) is not None


def test_importing_the_window_loads_neither_numpy_nor_scipy() -> None:
    code = "import sys, flyball.stats; sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
