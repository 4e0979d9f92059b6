"""How much a browser has to fetch, and what the interface adds to the wheel, measured on the built files."""

import gzip
import json
import re
import zlib
from pathlib import Path

import pytest

from flyball.server.static_files import FILES

KB = 1000
pytestmark = pytest.mark.skipif(not (FILES / "index.html").is_file(), reason="the interface is not built: make ui")


def on_the_wire(file: Path) -> int:
    """With gzip, the denser brotli being offered on HTTPS and on the machine itself only."""
    return min(file.stat().st_size, len(gzip.compress(file.read_bytes(), 9)))


def files(*suffixes: str) -> list[Path]:
    return [file for file in FILES.rglob("*") if file.suffix in suffixes]


def first_load() -> set[str]:
    """Scripts and styles that the page itself names."""
    page = (FILES / "index.html").read_text(encoding="utf-8")
    return set(re.findall(r'(?:src|href)="\./([^"]+\.(?:js|css))"', page))


def routes() -> dict[str, set[str]]:
    """What each page of the table fetches when it is opened, as the build wrote it down."""
    found = {}
    for script in files(".js"):
        text = script.read_text(encoding="utf-8")
        listed = re.search(r"m\.f\|\|\(m\.f=(\[[^\]]*\])", text)
        names = json.loads(listed[1]) if listed else []
        for page, numbers in re.findall(r'/([A-Za-z]+Page)\.tsx"?`?:[^[]*?__vite__mapDeps\(\[([\d,]*)\]\)', text):
            found[page] = {f"assets/{Path(names[int(number)]).name}" for number in numbers.split(",")}
    return found


def test_the_first_load_is_at_most_250_kb() -> None:
    named = first_load()

    assert len(named) > 2
    assert sum(on_the_wire(FILES / name) for name in named) <= 250 * KB


def test_no_page_needs_more_than_400_kb_with_the_first_load() -> None:
    sizes = {page: sum(on_the_wire(FILES / name) for name in first_load() | needs) for page, needs in routes().items()}

    assert len(sizes) > 20
    assert not {page: size for page, size in sizes.items() if size > 400 * KB}


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
