"""Speed as a person feels it, in headless Chromium on the sample programme: a slider moved by a key, pages opened warm.

The reference is the time allowed, in ms; times are taken in the page itself, from the key to what it changes there.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, WebSocket, sync_playwright
from tests.browser.conftest import FLAGS, chromium, serving, visiting

from benchmarks.measured import Measured
from valuemodel import sample

TIMES, QUIET, PRESSES = 20, 700, 20
TILE, SETTLED, OPENED = 80.0, 250.0, 400.0
"""What is allowed (ms): a changed tile, a page that no longer moves, a page opened warm."""
LEFT_ALONE = 600
"""Milliseconds in which nothing asks the page how far it is: each question takes a turn of the two cores."""
PAGES = ("assumptions", "value", "scenarios", "board")
SLIDER, FIRST = "[class*=_redeployed_share] input[type=range]", ".pv-metric >> nth=0"
WATCH = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const tile = () => document.querySelector('.pv-metric')?.textContent;
  const felt = window.felt = {began: 0, tile: 0, last: 0, was: tile()};
  new MutationObserver(() => {
    felt.last = performance.now();
    if (!felt.tile && tile() && tile() !== felt.was) felt.tile = felt.last;
  }).observe(main, {subtree: true, childList: true, characterData: true});
  const begin = () => { Object.assign(felt, {began: performance.now(), tile: 0, last: 0, was: tile()}); };
  window.begin = begin;
  document.addEventListener('keydown', begin, true);
}"""
CLICK = """() => {
  const title = () => document.querySelector('h1')?.textContent;
  const was = title();
  window.clicked = window.shown = window.moved = 0;
  document.addEventListener('click', () => { window.clicked = performance.now(); }, {capture: true, once: true});
  const seen = new MutationObserver(() => {
    window.moved = performance.now();
    if (window.clicked && !window.shown && title() && title() !== was) window.shown = window.moved;
  });
  window.stop = () => seen.disconnect();
  seen.observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
STILL = f"window.felt.tile > 0 && window.felt.last > 0 && performance.now() - window.felt.last > {QUIET}"


def measure() -> list[Measured]:
    """Median times of keys pressed on a slider and of pages opened, and how many runs twenty fast keys take."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "sample"
        sample.make(folder)
        with serving(folder, Path(temporary) / "server.log") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            with visiting(browser, address) as visitor:
                runs = _Runs(visitor.page)
                visitor.go("scenarios")
                return [*_keys(visitor.page), _fast(visitor.page, runs), *_pages(visitor.page)]


class _Runs:
    """How many runs the server began for a page since it is listened to, as it tells the browser."""

    def __init__(self, page: Page) -> None:
        self.count, self._sockets = 0, list[WebSocket]()
        page.on("websocket", lambda socket: self._sockets.append(socket))

    def listen(self) -> None:
        """Reads each message from now on, which takes its own turn of the two cores."""
        for socket in self._sockets:
            socket.on("framereceived", self._hear)

    def _hear(self, frame: bytes | str) -> None:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        if isinstance(frame, bytes) and ForwardMsg.FromString(frame).WhichOneof("type") == "new_session":
            self.count += 1


def _keys(page: Page) -> list[Measured]:
    """One key at a time, each to a value never computed before: to the changed tile, and until nothing moves."""
    page.evaluate(WATCH)
    page.focus(SLIDER)
    times = [_key(page, "ArrowRight") for _ in range(TIMES + 2)][2:]
    tile, settled = (statistics.median(column) for column in zip(*times, strict=True))
    return [
        Measured("key press to changed tile", tile, TILE, 1.0, note="of the time allowed"),
        Measured("key press to settled page", settled, SETTLED, 1.0, note="of the time allowed"),
    ]


def _key(page: Page, key: str) -> tuple[float, float]:
    page.keyboard.press(key)
    page.wait_for_timeout(LEFT_ALONE)
    _until(page, STILL)
    felt = page.evaluate("window.felt")
    return felt["tile"] - felt["began"], felt["last"] - felt["began"]


def _until(page: Page, told: str) -> None:
    """Waits for a condition of the page, asked again and again: its security policy forbids what waits in the page."""
    for _ in range(600):
        if page.evaluate(told):
            return
        page.wait_for_timeout(30)
    raise AssertionError(f"never came: {told}")


def _fast(page: Page, runs: _Runs) -> Measured:
    """Many keys at once: runs that the server did for them, against one a key; the last one's result must stand."""
    runs.listen()
    for _ in range(PRESSES):  # back, as there is no room for so many more steps ahead
        page.keyboard.press("ArrowLeft")
    _until(page, STILL)
    made, shown = runs.count, page.inner_text(FIRST)
    for key in ("ArrowRight", "ArrowLeft"):
        _key(page, key)
    assert page.inner_text(FIRST) == shown, "the last key's result is not what stands on the page"
    return Measured(f"runs for {PRESSES} fast keys", made, PRESSES, 0.5, "runs", "of one run a key")


def _pages(page: Page) -> list[Measured]:
    """Each page opened from the menu when it was opened before: until its title stands, and until all of it does."""
    for name in PAGES:
        _open(page, name)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in PAGES}
    for _ in range(TIMES):
        for name, taken in times.items():
            taken.append(_open(page, name))
    return [_opened(name, taken) for name, taken in times.items()]


def _opened(name: str, taken: list[tuple[float, float]]) -> Measured:
    shown, still = (statistics.median(column) for column in zip(*taken, strict=True))
    note = f"of the time allowed; all of it after {still:.0f} ms"
    return Measured(f"page {name} opened warm", shown, OPENED, 1.0, note=note)


def _open(page: Page, name: str) -> tuple[float, float]:
    """Milliseconds from the click to the new page's title, and to the last change of the page."""
    page.evaluate(CLICK)
    page.click(f"a[href$='/{name}']")
    _until(page, "window.shown > 0")
    page.wait_for_selector(DONE, timeout=30_000)
    _until(page, f"performance.now() - window.moved > {QUIET}")
    page.evaluate("window.stop()")
    shown, still = page.evaluate("[window.shown - window.clicked, window.moved - window.clicked]")
    return float(shown), float(still)
