"""Make the pictures of README and docs: serve a library, and photograph its pages in headless Chromium.

.venv/bin/python docs/pictures/make.py LIBRARY FOLDER
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGES = {"home": ("en/", 1280, 1400), "register": ("en/recommendations/", 1280, 1000)}
"""Name of the picture: path, width and height in pixels."""
START = 120
"""Seconds in which the server must answer."""


def main() -> None:
    """Serve the library at a free port, take the pictures, stop."""
    library, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("palermo")), "serve", "--library", str(library), "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        _photograph(f"http://127.0.0.1:{port}", folder)
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    until = time.monotonic() + START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _photograph(address: str, folder: Path) -> None:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for name, (path, width, height) in PAGES.items():
            window = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            window.goto(f"{address}/{path}")
            window.screenshot(path=folder / f"{name}.png")
            window.close()
        browser.close()


if __name__ == "__main__":
    main()
