"""The tests' own modules, and one programme for each test that changes something."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A programme with one closing, and the address that the screens look at."""
    import streamlit as st
    from programme_folder import make

    st.cache_resource.clear()
    made = make(tmp_path / "programme")
    monkeypatch.setenv("VALUEMODEL_PROGRAMME", str(made))
    return made
