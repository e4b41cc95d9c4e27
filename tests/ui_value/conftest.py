"""One programme for each test, made from the hand-written closing, and the application on one of its pages."""

import shutil
from pathlib import Path

import pytest
from tests.ui.conftest import Opened, opened  # noqa: F401
from tests.ui_value.programme_folder import make


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("value") / "programme")


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    """A programme with one closing, of this test alone."""
    import streamlit as st

    st.cache_resource.clear()
    return Path(shutil.copytree(made_once, tmp_path / "programme"))


@pytest.fixture
def visit(opened: Opened, folder: Path):  # noqa: F811
    """`visit("board", "fr")`: that page of the programme."""
    return lambda page, language="fr", **more: opened(folder, page, language, **more)
