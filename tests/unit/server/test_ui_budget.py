"""How much a browser has to fetch, and what the interface adds to the wheel, measured on the built files."""

import re
import zlib
from pathlib import Path

import pytest

from flyball.server.static_files import FILES

KB = 1000
pytestmark = pytest.mark.skipif(not (FILES / "index.html").is_file(), reason="the interface is not built: make ui")


def on_the_wire(file: Path) -> int:
    packed = file.with_name(f"{file.name}.gz")
    return (packed if packed.is_file() else file).stat().st_size


def files(*suffixes: str) -> list[Path]:
    return [file for file in FILES.rglob("*") if file.suffix in suffixes]


def test_the_first_load_is_at_most_250_kb() -> None:
    page = (FILES / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'(?:src|href)="\./([^"]+\.(?:js|css))"', page)

    assert len(named) > 2
    assert sum(on_the_wire(FILES / name) for name in named) <= 250 * KB


def test_the_fonts_of_a_latin_page_are_at_most_60_kb() -> None:
    fonts = {file.name: file.stat().st_size for file in files(".woff2")}

    assert sum(size for name, size in fonts.items() if re.match(r"(inter|mono)-latin-(?!ext)", name)) <= 60 * KB


def test_all_scripts_and_styles_are_at_most_two_and_a_half_megabytes() -> None:
    scripts = files(".js", ".css")

    assert sum(file.stat().st_size for file in scripts) <= 2500 * KB
    assert sum(on_the_wire(file) for file in scripts) <= 750 * KB


def test_the_interface_is_at_most_one_and_a_half_megabytes_of_the_wheel() -> None:
    everything = [file for file in FILES.rglob("*") if file.is_file()]

    assert sum(len(zlib.compress(file.read_bytes(), 9)) for file in everything) <= 1500 * KB


def test_page_and_styles_name_no_other_host() -> None:
    for file in [*files(".css"), FILES / "index.html"]:
        assert not re.search(r"(?:https?:)?//[\w-]+\.[\w.-]+", file.read_text(encoding="utf-8")), file.name
