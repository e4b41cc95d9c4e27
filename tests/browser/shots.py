"""Pictures of every page into `build/screenshots`: `python tests/browser/shots.py [folder] [--dark]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.conftest import FLAGS, SHOTS, chromium, serving, visiting

from valuemodel import sample
from valuemodel.locale import LANGUAGES
from valuemodel.store import Store
from valuemodel.ui.page_list import existing

WIDTHS = (1440, 900)


def main() -> None:
    """Takes the pictures, of the sample programme unless a folder is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--pages", nargs="*", default=existing())
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = told.folder or Path(temporary) / "sample"
        if not Store.exists(folder):
            sample.make(folder)
        with serving(folder, Path(temporary) / "server.log") as address:
            take(address, told.pages, "dark" if told.dark else "light")
    print(f"{SHOTS}")


def take(address: str, pages: list[str], scheme: str) -> None:
    """Every page, language and width, in one session each."""
    ending = "_dark" if scheme == "dark" else ""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for language in LANGUAGES:
            for page in pages:
                for width in WIDTHS:
                    with visiting(browser, address, scheme=scheme) as visitor:
                        visitor.go(page, language)
                        visitor.shot(f"{page}_{language}_{width}{ending}", width)
        browser.close()


if __name__ == "__main__":
    main()
