"""A real server and a real browser: the sample programme on a free port, pages that wait until they are settled."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from valuemodel.store import Store

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IDLE = b"J\x00"
"""What the server sends when nothing runs any more: `session_status_changed`, not running."""
AWAITED = "[data-testid=stSkeleton]"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


def chromium() -> str:
    """The browser: `VALUEMODEL_CHROMIUM`, else the one of the system."""
    told = os.environ.get("VALUEMODEL_CHROMIUM")
    found = told or shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    if not Path(found).exists():
        pytest.skip("needs Chromium: `make chromium`, or VALUEMODEL_CHROMIUM with its path")
    return found


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(folder: Path, log: Path) -> Iterator[str]:
    """The application on `folder`, started from another directory than its own, with the code that stands beside these
    tests; yields its address.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    sources = os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "VALUEMODEL_PROGRAMME": str(folder), "PYTHONPATH": sources}
    with log.open("w") as written:
        process = subprocess.Popen(
            [*command, "--server.address", "127.0.0.1"], cwd=log.parent, env=environment, stdout=written, stderr=written
        )
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.25)
    raise AssertionError(f"no answer from {address}: {log.read_text()}")


@dataclass
class Visitor:
    """One browser page on one server; `errors` are what its console complained about."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    unanswered: bool = False

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        """Notes what the server still owes: the page itself calls nothing running before it hears of it."""

        def sent(_: str | bytes) -> None:
            self.unanswered = True

        def received(frame: str | bytes) -> None:
            self.unanswered = self.unanswered and frame != IDLE

        socket.on("framesent", sent)
        socket.on("framereceived", received)

    def go(self, path: str = "", language: str = "fr") -> Page:
        """Opens `path` in `language` and waits."""
        joint = "&" if "?" in path else "?"
        self.page.goto(f"{self.address}/{path}{joint}lang={language}")
        return self.settle()

    def settle(self, quiet: float = 0.4) -> Page:
        """Waits until all that was sent is answered, the run has ended, no other has begun, and no field waits for its
        script.
        """
        for _ in range(100):
            self.page.wait_for_timeout(int(1000 * quiet))
            self.page.wait_for_selector(SETTLED, timeout=90_000)
            if not self.unanswered and not self.page.locator(AWAITED).count():
                return self.page
        raise AssertionError("the server does not answer")

    def press(self, name: str | re.Pattern[str]) -> Page:
        """Presses the button `name` and waits."""
        self.page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()
        return self.settle()

    def shot(self, name: str, width: int = 1440) -> Path:
        """The whole page as a picture in `build/screenshots/`."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.settle()
        inner = "document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 900"
        self.page.set_viewport_size({"width": width, "height": max(900, int(self.page.evaluate(inner)) + 8)})
        self.settle(0.8)
        path = SHOTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path


@contextmanager
def visiting(browser: Browser, address: str, locale: str = "fr-FR", scheme: str = "light") -> Iterator[Visitor]:
    """A new session of a visitor with the browser's `locale` and colour `scheme`."""
    with browser.new_context(
        locale=locale,
        color_scheme=scheme,
        viewport={"width": 1440, "height": 1000},  # type: ignore[arg-type]
    ) as context:
        yield Visitor(context.new_page(), address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme, loaded and closed, that no server opens; `VALUEMODEL_TEST_SAMPLE` names one made before."""
    from valuemodel import sample

    made_before = Path(os.environ.get("VALUEMODEL_TEST_SAMPLE", ""))
    if Store.exists(made_before):
        return made_before
    folder = tmp_path_factory.mktemp("made") / "sample"
    sample.make(folder)
    return folder


@pytest.fixture(scope="session")
def sample_folder(made_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme that most tests read."""
    return Path(shutil.copytree(made_sample, tmp_path_factory.mktemp("browser") / "sample"))


@pytest.fixture(scope="session")
def server(sample_folder: Path) -> Iterator[str]:
    """The address of the application on the sample programme: read it, do not change its data."""
    with serving(sample_folder, sample_folder.parent / "server.log") as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Visitor]:
    """A French visitor of the sample programme."""
    with visiting(browser, server) as one:
        yield one


@pytest.fixture
def served(browser: Browser, tmp_path: Path) -> Iterator[Callable[[Path], Visitor]]:
    """`served(folder)`: a visitor of a server of its own on `folder`, whose data may be changed."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(folder: Path) -> Visitor:
            address = stack.enter_context(serving(folder, tmp_path / "server.log"))
            return stack.enter_context(visiting(browser, address))

        yield start
