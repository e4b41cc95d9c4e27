"""Programme folders for the pages: none yet, described but empty, and closed by hand (no file is loaded)."""

import html
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from tests.model.closings import closing_example, programme_example

from valuemodel import closing
from valuemodel.store import Store
from valuemodel.ui import fragments, work

ROOT = Path(__file__).parents[2]
ROUTER = ROOT / "src" / "valuemodel" / "ui" / "router.py"
Opened = Callable[..., AppTest]

# Each application under test looks through all installed packages for components: a fifth of a second, and always the
# same answer.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def closed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("closed") / "programme"
    with Store.create(folder, programme_example(), "C. Martin") as store:
        store.save_closing(closing.as_document(closing_example()), "C. Martin")
    return folder


@pytest.fixture
def closed_folder(closed_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(closed_once, tmp_path / "closed"))


@pytest.fixture
def described_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "described"
    Store.create(folder, replace(programme_example(), fictitious=True, country="FR"), "C. Martin").close()
    return folder


@pytest.fixture
def real_folder(tmp_path: Path) -> Path:
    """A programme that is not fictitious, whose legal ground is not filled in."""
    folder = tmp_path / "real"
    Store.create(folder, replace(programme_example(), fictitious=False, country="FR"), "C. Martin").close()
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """`opened(folder, "data", "fr")`: the application on that page, in that language; it waits for work to end."""

    def opened(folder: Path, page: str = "", language: str = "fr", author: str = "C. Martin", **asked: str) -> AppTest:
        monkeypatch.setenv("VALUEMODEL_PROGRAMME", str(folder))
        monkeypatch.setattr(work, "PATIENCE", 60.0)
        monkeypatch.setattr(fragments, "CHECKED", True)
        app = AppTest.from_file(ROUTER, default_timeout=30)
        for name, value in {"lang": language, **asked}.items():
            app.query_params[name] = value
        app.session_state["author"] = author
        if page:
            app.switch_page(f"../../../pages/{page}.py")
        return app.run()

    return opened


def titles_of(app: AppTest) -> list[str]:
    """The headings of first level, without markup."""
    written = " ".join(one.value for one in app.get("html"))
    return [html.unescape(re.sub("<[^>]+>", "", found)) for found in re.findall(r"<h1[^>]*>(.*?)</h1>", written)]


def title_of(app: AppTest) -> str:
    """The page's answer."""
    return titles_of(app)[0]


def words_of(app: AppTest) -> str:
    """Everything that the page says, one element a line."""
    kinds = ["markdown", "caption", "html", "button", "text_input", "selectbox", "date_input"]
    kinds += [
        "number_input",
        "expander",
        "metric",
        "error",
        "info",
        "warning",
        "page_link",
        "popover",
        "radio",
        "pills",
    ]
    found = [element for kind in kinds for element in app.get(kind)]
    told = (str(getattr(one, name, "")) for one in found for name in ("value", "label") if hasattr(one, name))
    return html.unescape("\n".join(told))
