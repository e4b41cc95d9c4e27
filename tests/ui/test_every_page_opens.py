"""Every page opens in both languages, with figures and without, and says nothing that is not in the catalogues."""

import re
from pathlib import Path

import pytest
from tests.ui.conftest import ROOT, Opened, title_of, titles_of, words_of

from valuemodel.locale import LANGUAGES, catalogue
from valuemodel.ui.page_list import ORDER, existing

PAGES = existing()
SUBJECTS = {key.split(".")[0] for key in catalogue("fr")}
RAW_KEY = re.compile(rf"\b(?:{'|'.join(sorted(SUBJECTS))})\.[a-z_]+(?:\.[a-z_]+)+\b")
UNFILLED = re.compile(r"\{[a-z_]+\}")


def unsaid(words: str) -> list[str]:
    return [*RAW_KEY.findall(words), *UNFILLED.findall(words)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_a_closing(opened: Opened, closed_folder: Path, page: str, language: str) -> None:
    app = opened(closed_folder, page, language)
    assert not app.exception and not app.error
    assert len(titles_of(app)) == 1
    assert not unsaid(words_of(app))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_closing_says_what_will_be_there(
    opened: Opened, described_folder: Path, page: str, language: str
) -> None:
    app = opened(described_folder, page, language)
    assert not app.exception and not app.error
    assert len(titles_of(app)) == 1
    assert app.button or app.file_uploader or app.selectbox
    assert not unsaid(words_of(app))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_programme_leads_to_the_start(opened: Opened, tmp_path: Path, page: str, language: str) -> None:
    app = opened(tmp_path / "nothing", page, language)
    assert not app.exception and not app.error
    assert app.button or app.file_uploader
    if page != "start":
        app.button(key="empty_fill").click().run()
        assert app.text_input(key="create_name")


def test_every_page_file_is_in_the_navigation() -> None:
    assert {file.stem for file in (ROOT / "pages").glob("*.py")} <= set(ORDER)


def test_an_address_without_page_leads_to_the_start_then_to_the_board(
    opened: Opened, described_folder: Path, closed_folder: Path
) -> None:
    assert opened(described_folder).button(key="next_step")
    if "board" in PAGES:
        board = opened(closed_folder)
        assert not board.exception
        assert "next_step" not in {button.key for button in board.button}


def test_the_language_chosen_stays_from_page_to_page(opened: Opened, closed_folder: Path) -> None:
    app = opened(closed_folder, "start", "fr")
    app.segmented_control[0].set_value("en").run()
    english = title_of(app)
    app.switch_page("../../../pages/data.py").run()
    assert "closed" in title_of(app) or "files" in title_of(app).lower()
    app.switch_page("../../../pages/start.py").run()
    assert title_of(app) == english


def test_text_of_the_programme_is_never_markup(opened: Opened, tmp_path: Path) -> None:
    from dataclasses import replace

    from tests.model.closings import programme_example

    from valuemodel.store import Store

    hostile = replace(programme_example(), name="<img src=x onerror=alert(1)>", company="**<script>x</script>**")
    Store.create(tmp_path / "hostile", hostile, "<b>A</b>").close()
    app = opened(tmp_path / "hostile", "start")
    assert not app.exception
    html = "\n".join(one.value for one in app.html)
    assert "<img" not in html and "<script" not in html and "<b>A" not in html
