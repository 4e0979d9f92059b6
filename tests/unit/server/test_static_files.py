"""The web interface as the server hands it out: names, compression, caching, policy, prefix."""

import asyncio
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from flyball import __version__
from flyball.server.failures import on_http_error
from flyball.server.place import Prefix
from flyball.server.static_files import ui_routes
from tests.unit.server.conftest import Server

BROTLI = b"stored as it is"
SCRIPT = b"export const answer = 42;" * 50
PAGE = """<!doctype html><meta name="flyball-root" content="./"><meta name="v" content="__VERSION__">
<meta property="csp-nonce" nonce="__NONCE__"><script type="module" src="./assets/index-abc.js"></script>"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "theme.js").write_bytes(b"1")
    (tmp_path / "secret.txt").write_text("not ours to give")
    (tmp_path / "assets" / "index-abc.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "index-abc.js.br").write_bytes(BROTLI)
    return tmp_path


class Browser:
    """Asks the interface's routes alone, without a server."""

    def __init__(self, files: Path, root_path: str) -> None:
        self._app = Starlette(
            routes=ui_routes(files),
            middleware=[Middleware(Prefix, root_path=root_path)],
            exception_handlers={HTTPException: on_http_error},
        )

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as opened:
                return await opened.get(path, headers=headers)

        return asyncio.run(ask())


@pytest.fixture
def browser(files: Path) -> Browser:
    return Browser(files, root_path="/flyball")


def test_a_hashed_file_comes_compressed_to_who_can_read_it_and_stays_for_a_year(browser: Browser) -> None:
    packed = browser.get("/assets/index-abc.js", headers={"accept-encoding": "gzip"})
    plain = browser.get("/assets/index-abc.js", headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(SCRIPT) / 4
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content == SCRIPT
    for answer in (packed, plain):
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["vary"] == "accept-encoding"


def test_a_browser_that_takes_brotli_gets_it(browser: Browser) -> None:
    """httpx leaves brotli as it is where no decoder is installed, so the stored bytes show."""
    answer = browser.get("/assets/index-abc.js", headers={"accept-encoding": "gzip, br"})

    assert answer.headers["content-encoding"] == "br"
    assert int(answer.headers["content-length"]) == len(BROTLI)


@pytest.mark.parametrize("name", ["index-old.js", "..%2findex.html", "%2e%2e", "index-abc.js.br", ".hidden.js"])
def test_a_file_that_is_not_there_is_an_error_and_not_the_page(browser: Browser, name: str) -> None:
    answer = browser.get(f"/assets/{name}")

    assert answer.status_code == 404 or "csp-nonce" in answer.text
    assert "not ours" not in answer.text


@pytest.mark.parametrize(
    ("path", "root"),
    [("/", "./"), ("/p/airline", "../"), ("/p/airline/runs/1", "../../../"), ("/p/a/ref/x%2Fy:z", "../../../")],
)
def test_every_path_is_the_page_with_the_way_back_to_its_root(browser: Browser, path: str, root: str) -> None:
    for prefix in ("", "/flyball"):  # a proxy that takes the prefix off, and one that leaves it
        shown = browser.get(prefix + path).text

        assert f'name="flyball-root" content="{root}"' in shown
        assert f'src="{root}assets/index-abc.js"' in shown
        assert f'content="{__version__}"' in shown


def test_the_bare_prefix_is_sent_to_the_one_with_a_slash(browser: Browser) -> None:
    answer = browser.get("/flyball")

    assert (answer.status_code, answer.headers["location"]) == (308, "flyball/")


def test_each_answer_has_a_nonce_of_its_own_in_page_and_policy(browser: Browser) -> None:
    first, second = browser.get("/p/a"), browser.get("/p/a")

    nonces = [re.search(r'csp-nonce" nonce="([^"]+)"', answer.text) for answer in (first, second)]
    found = [match.group(1) for match in nonces if match]
    assert len(set(found)) == 2
    assert f"style-src 'self' 'nonce-{found[0]}'" in first.headers["content-security-policy"]
    assert "unsafe" not in first.headers["content-security-policy"]
    assert first.headers["cache-control"] == "no-cache"


def test_a_wrong_path_of_the_api_is_an_error_in_json(browser: Browser) -> None:
    for path in ("/api/v1/nothing", "/flyball/api/v1/nothing", "/api", "/logout"):
        answer = browser.get(path, headers={"accept": "text/html"})

        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "not-found"


def test_without_a_build_the_root_says_how_to_make_one(tmp_path: Path) -> None:
    answer = Browser(tmp_path, root_path="").get("/p/airline")

    assert answer.status_code == 503
    assert "make ui" in answer.text
    assert 'href="../api/v1/docs"' in answer.text


def test_the_real_server_shows_the_page_to_everybody_and_data_to_nobody(server: Server) -> None:
    page = server.http.get("/p/airline")

    assert page.headers["content-type"].startswith("text/html")
    assert server.http.get("/api/v1/whoami").status_code == 401
    assert server.http.get("/api/v1/nothing").json()["error"]["code"] == "not-found"


def test_a_wrong_method_is_still_told_as_one(server: Server) -> None:
    assert server.http.get("/api/v1/runs/search", headers=server.authorization).status_code in {400, 404, 405}
    assert server.http.delete("/api/v1/whoami", headers=server.authorization).status_code == 405
