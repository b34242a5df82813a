"""Takes the pictures of the guides: `python -m docs.pictures [FOLDER]` writes them into ``docs/``, or into another folder.

The workbench is served over a copy of the project, and looked at in Chromium.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from validation.browser import Browser

if TYPE_CHECKING:
    from validation.browser import Tab

HERE = Path(__file__).parent
_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "user.name",
    "GIT_CONFIG_VALUE_0": "Anna Petrova",
    "GIT_CONFIG_KEY_1": "user.email",
    "GIT_CONFIG_VALUE_1": "anna@example.org",
}
"""The pictures name nobody who takes them."""
_COLOURS = 64
_READY = (
    "new Promise((done) => { const look = () => document.body.dataset.ready ? done(1) : setTimeout(look, 20); look() })"
)
_FONTS = (
    "new Promise((done) => { const look = () => document.querySelector('link[href=\"/fonts/fonts.css\"]')?.sheet ? "
    "setTimeout(() => document.fonts.ready.then(() => done(1)), 300) : setTimeout(look, 50); look() })"
)
_FULL = (
    "new Promise((done) => { const look = () => document.querySelector('[data-part=terms] dl') ? done(1) : "
    "setTimeout(look, 50); setTimeout(() => done(0), 30000); look() })"
)
_OPEN = "document.querySelector('[data-role=recommendations] .text').click()"


def main(folder: Path = HERE) -> None:
    """Writes every picture."""
    with tempfile.TemporaryDirectory() as place, Browser() as browser:
        root = Path(place)
        for name in ("sources", "i18n"):
            shutil.copytree(HERE.parent / name, root / name)
        shutil.copy(HERE.parent / "pyproject.toml", root)
        program = (sys.executable, "-c", "from toolkit.cli import main; main()")
        serving = subprocess.Popen(
            [*program, "serve", "hy", "-d", "cis-2023", "--no-browser", "--port", "0"],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **_NOBODY},
        )
        try:
            assert serving.stdout
            address = serving.stdout.readline().partition("open: ")[2].strip()
            tab = browser.tab()
            tab.send("Network.setBlockedURLs", urls=[])
            _take(tab, address, folder / "workbench-hy.png", 1060, 700)
        finally:
            serving.send_signal(signal.SIGINT)
            serving.wait(20)


def _take(tab: Tab, address: str, path: Path, width: int, height: int) -> None:
    """The page with the first recommendation open."""
    tab.resize(width, height)
    tab.open(address)
    tab.evaluate(_READY)
    tab.evaluate(_FONTS)
    tab.evaluate(_OPEN)
    tab.evaluate(_FULL)
    tab.evaluate("document.querySelector('.text.open').scrollIntoView()")
    tab.evaluate("scrollBy(0, -120)")
    time.sleep(0.3)
    tab.picture(path)
    with Image.open(path) as image:
        image.convert("RGB").quantize(_COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
