"""What one page says of another is there."""

import os
import re
from pathlib import Path

import pytest

from tests.unit.docs.pages import ROOT

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _pages() -> list[Path]:
    """Our own pages: nothing of hidden folders, nothing of what npm installs."""
    pages = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "node_modules"]
        pages += [Path(folder) / name for name in files if name.endswith(".md")]
    return sorted(pages)


PAGES = _pages()


def anchors(page: Path) -> set[str]:
    """The anchors that headings get on a page."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
    broken = []
    for link in links:
        target, _, anchor = link.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        found = (page.parent / target).resolve() if target else page
        if not found.exists() or (anchor and found.suffix == ".md" and anchor not in anchors(found)):
            broken.append(link)

    assert broken == []


def test_the_index_lists_every_page_of_the_documentation() -> None:
    index = ROOT / "docs/README.md"
    listed = {(index.parent / link.partition("#")[0]).resolve() for link in _LINK.findall(index.read_text("utf-8"))}
    pages = {page for page in (ROOT / "docs").rglob("*.md") if "adr" not in page.relative_to(ROOT).parts} - {index}

    assert {str(page.relative_to(ROOT)) for page in pages - listed} == set()


def test_the_list_of_decisions_names_every_one() -> None:
    folder = ROOT / "docs/adr"
    listed = set(_LINK.findall((folder / "README.md").read_text("utf-8")))

    assert {page.name for page in folder.glob("[0-9]*.md")} == {link for link in listed if link[0].isdigit()}
