"""Pictures of every page into `build/screenshots`: `python tests/browser/shots.py [folder] [--dark]`.

With `--gallery`, one picture a page and language into `docs/gallery`, small enough for the README.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.conftest import FLAGS, ROOT, chromium, serving, visiting

from valuemodel import sample
from valuemodel.locale import LANGUAGES
from valuemodel.store import Store
from valuemodel.ui.page_list import existing

WIDTHS = (1440, 900)
GALLERY = ROOT / "docs" / "gallery"
MOST_BYTES = 300_000


def main() -> None:
    """Takes the pictures, of the sample programme unless a folder is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--gallery", action="store_true")
    parser.add_argument("--pages", nargs="*", default=existing())
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = told.folder or Path(temporary) / "sample"
        if not Store.exists(folder):
            sample.make(folder)
        with serving(folder, Path(temporary) / "server.log") as address:
            taken = take(address, told.pages, "dark" if told.dark else "light", WIDTHS[:1] if told.gallery else WIDTHS)
    if told.gallery:
        GALLERY.mkdir(parents=True, exist_ok=True)
        taken = [into_gallery(picture) for picture in taken]
    print("\n".join(map(str, taken)))


def take(address: str, pages: list[str], scheme: str, widths: tuple[int, ...]) -> list[Path]:
    """Every page, language and width, in one session each."""
    ending, taken = "_dark" if scheme == "dark" else "", []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for language in LANGUAGES:
            for page in pages:
                for width in widths:
                    with visiting(browser, address, scheme=scheme) as visitor:
                        visitor.go(page, language)
                        taken.append(visitor.shot(f"{page}_{language}_{width}{ending}", width))
        browser.close()
    return taken


def into_gallery(picture: Path) -> Path:
    """`picture` in as many colours as keep it small, under a name without its width."""
    kept = GALLERY / f"{picture.stem.rsplit('_', 1)[0]}.png"
    for colours in (96, 64, 48, 32):
        Image.open(picture).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(kept, optimize=True)
        if kept.stat().st_size < MOST_BYTES:
            break
    return kept


if __name__ == "__main__":
    main()
