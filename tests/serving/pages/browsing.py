"""A real Chromium before the service itself, and what is looked at in every page."""

import base64
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import uvicorn
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from coopscore.home import Home
from serving.app import create_app
from serving.office import open_office

SCREENSHOTS = Path(__file__).resolve().parents[3] / "out" / "screenshots"
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"wide": 1200, "narrow": 360}


@contextmanager
def served(home: Home, now: datetime) -> Iterator[str]:
    """The service itself, on a port of this machine."""
    with open_office(home) as office, socket.create_server(("127.0.0.1", 0)) as door:
        app = create_app(office, clock=lambda: now)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


def browser(profile: Path) -> webdriver.Chrome:
    """A browser that keeps what it is told in a folder of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def outside(chromium: webdriver.Chrome) -> list[str]:
    """What of the page lies beside the window."""
    found: list[str] = chromium.execute_script(
        "return [...document.querySelectorAll('main *, nav *')].filter(e => {"
        " const r = e.getBoundingClientRect();"
        " return r.width > 1 && (r.left < -1 || r.right > innerWidth + 1)"
        "}).map(e => e.outerHTML.slice(0, 80))"
    )
    return found


def show(chromium: webdriver.Chrome, url: str, *, width: int, media: str = "") -> None:
    """Open a page on a sheet of `width`, as high as the page is."""
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
    for height in (900, None):
        high = height or chromium.execute_script("return document.documentElement.scrollHeight")
        metrics = {"width": width, "height": high, "deviceScaleFactor": 1, "mobile": False}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        if height:
            chromium.get(url)


def keep(chromium: webdriver.Chrome, name: str) -> None:
    """Keep what is shown as a picture, to be looked at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    shot = chromium.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    (SCREENSHOTS / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))
