"""What a person does at the desk of drivers and costs, and what the store then holds."""

from pathlib import Path

import streamlit as st
from tests.ui.conftest import words_of

from valuemodel import model
from valuemodel.locale import NARROW, NBSP
from valuemodel.model.types import ValueModel
from valuemodel.store import Store


def spaced(words: str) -> str:
    """With ordinary spaces."""
    return words.replace(NBSP, " ").replace(NARROW, " ")


def plain(app) -> str:
    """The words on the page."""
    return spaced(words_of(app))


def give_reason(app, field: str, reason: str, button: str):
    """Writes the reason and presses the button."""
    app.text_input(key=field).set_value(reason).run()
    app.button(key=button).click().run()
    assert not app.exception
    return app


def kept(folder: Path) -> ValueModel:
    """The model as the store has it; the application lets its folder go."""
    st.cache_resource.clear()
    with Store.open(folder) as store:
        return model.current(store)
