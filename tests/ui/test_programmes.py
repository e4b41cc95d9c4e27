"""Programmes side by side: from the sample to one's own and back, and an address that names one."""

import shutil
from pathlib import Path

import pytest
from tests.ui.conftest import Opened, words_of
from tests.ui.test_start import described

from valuemodel.locale import LANGUAGES, text
from valuemodel.store import Store


@pytest.fixture
def sample_folder(described_folder: Path, tmp_path: Path) -> Path:
    """A fictitious programme under the sample's name."""
    return Path(shutil.move(described_folder, tmp_path / "programmes" / "sample"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_sample_a_person_begins_a_programme_of_their_own(
    opened: Opened, sample_folder: Path, language: str
) -> None:
    app = opened(sample_folder, "data", language)
    assert text("start.example.title", language) in words_of(app)
    app = opened(sample_folder, "start", language)
    app.button(key="begin_new").click().run()
    described(app, author="C. Martin").button(key="create_save").click().run()
    assert not app.exception
    with Store.open(sample_folder.parent / "reseau") as store:
        assert store.programme().name == "Réseau" and not store.programme().fictitious
    assert text("start.example.title", language) not in words_of(app)
    app.button(key="open_sample").click().run()
    assert text("start.example.title", language) in words_of(app)


def test_a_session_opens_ones_own_programme_before_the_sample_and_the_one_that_its_address_names(
    opened: Opened, sample_folder: Path, real_folder: Path
) -> None:
    mine = shutil.move(real_folder, sample_folder.parent / "mine")
    assert Path(opened(sample_folder, "start").session_state["folder"]) == Path(mine)
    asked = opened(sample_folder, "start", programme="sample")
    assert Path(asked.session_state["folder"]) == sample_folder
    unknown = opened(sample_folder, "start", programme="../elsewhere")
    assert Path(unknown.session_state["folder"]) == Path(mine)


def test_two_programmes_of_one_name_have_a_folder_each(opened: Opened, sample_folder: Path) -> None:
    for _ in range(2):
        app = opened(sample_folder, "start", programme="sample")
        app.button(key="begin_new").click().run()
        described(app, author="C. Martin").button(key="create_save").click().run()
        assert not app.exception
    made = {one.name for one in sample_folder.parent.iterdir() if Store.exists(one)}
    assert made == {"sample", "reseau", "reseau-2"}


def test_where_nothing_is_closed_the_example_is_one_press_away(
    opened: Opened, sample_folder: Path, real_folder: Path
) -> None:
    shutil.move(real_folder, sample_folder.parent / "mine")
    app = opened(sample_folder, "value")
    assert Path(app.session_state["folder"]).name == "mine"
    app.button(key="empty_sample").click().run()
    assert not app.exception and Path(app.session_state["folder"]) == sample_folder
    assert "empty_sample" not in {one.key for one in app.button}, "the example does not lead to itself"
