"""Make docs/img/ui/*.png from the home folder of a demo, of which a copy is used: `screenshots.py HOME`."""

from __future__ import annotations

import base64
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from flyball import connect  # noqa: E402
from tests.e2e.ui.conftest import CHROMIUM, FLAGS, PROJECT, login_code  # noqa: E402
from tests.e2e.ui.places import MODEL  # noqa: E402
from tests.e2e.ui.watching import Watched  # noqa: E402
from tests.servers import ADMIN_TOKEN, UpProcess  # noqa: E402

FOLDER = ROOT / "docs" / "img" / "ui"
SIZE = {"width": 1280, "height": 800}
MOST_BYTES = 200_000
COLOURS = 256
_PIXELS = """async (url) => {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  const file = new FileReader();
  file.readAsDataURL(new Blob([data]));
  await new Promise((done) => (file.onload = done));
  return file.result.split(",")[1];
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        shutil.copytree(sys.argv[1], home)
        up = UpProcess(home, roles="server,serving")
        up.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            FOLDER.mkdir(parents=True, exist_ok=True)
            take_all(browser, up)
        finally:
            browser.close()
            up.end()


def take_all(browser: Any, up: UpProcess) -> None:
    """Each page in both themes, by one signed-in session."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce", timezone_id="UTC")
    page, blank = context.new_page(), context.new_page()
    page.goto(f"{up.url}/login?code={login_code(up.home)}")
    page.get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/login" not in url)
    watched = Watched(page)
    for name, address in addresses(up).items():
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.goto(f"{up.url}/p/{PROJECT}/{address}".rstrip("/"))
            page.wait_for_selector("h1")
            watched.settle()
            page.wait_for_timeout(500)  # charts are drawn in the frame after their data
            keep(f"{name}-{theme}.png", pixels_of(blank, page.screenshot()))


def addresses(up: UpProcess) -> dict[str, str]:
    """What is worth a picture, by the picture's name."""
    with connect(up.url, token=ADMIN_TOKEN, project=PROJECT) as ws:
        late = ws.deployments.list_predictions(name=MODEL, min_score=0.5, shadows=False, limit=1)[0]
    return {
        "home": "",
        "runs": "runs",
        "model-version": f"models/{MODEL}@champion",
        "deployment": f"deployments/{MODEL}",
        "monitor": f"monitor/{MODEL}",
        "loop": f"loops/{MODEL}",
        "why": f"why/prediction:{late.id}",
    }


def pixels_of(blank: Any, png: bytes) -> npt.NDArray[np.uint8]:
    """Red, green and blue of each pixel; the browser reads its own format."""
    url = "data:image/png;base64," + base64.b64encode(png).decode()
    flat = np.frombuffer(base64.b64decode(blank.evaluate(_PIXELS, url)), dtype=np.uint8)
    return flat.reshape(SIZE["height"], SIZE["width"], 4)[:, :, :3]


def keep(name: str, pixels: npt.NDArray[np.uint8]) -> None:
    """Write it with 256 of its colours, the others taking the nearest of them: a third of the size."""
    colours, where, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    palette, nearest = palette_of(colours.astype(int), counts)
    indices = nearest[where].reshape(pixels.shape[:2])
    rows = b"".join(b"\0" + row.tobytes() for row in indices)
    head = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)
    if len(content) > MOST_BYTES:
        sys.exit(f"{name} has {len(content):,} bytes, more than {MOST_BYTES:,}")
    (FOLDER / name).write_bytes(content)
    print(name, len(content), file=sys.stderr)


def palette_of(
    colours: npt.NDArray[np.int_], counts: npt.NDArray[np.int_]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """One colour after another that is far from those chosen and often there: the few pixels of a mark keep theirs."""
    chosen, nearest = [int(counts.argmax())], np.zeros(len(colours), dtype=np.uint8)
    far = ((colours - colours[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < min(COLOURS, len(colours)):
        chosen.append(int((far * np.sqrt(counts)).argmax()))
        to_new = ((colours - colours[chosen[-1]]) ** 2).sum(axis=1)
        nearest[to_new < far] = len(chosen) - 1
        far = np.minimum(far, to_new)
    return colours[chosen].astype(np.uint8), nearest


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
