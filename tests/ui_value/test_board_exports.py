"""The board's exports: each file is made when it is asked for, and a company's own template is tried first."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pptx
import pypdf
import pytest
from tests.ui.conftest import words_of

from valuemodel.export.ledger import entries
from valuemodel.store import Store
from valuemodel.ui import board_exports
from valuemodel.ui.context import Context


def made(folder: Path, kind: str, template: bytes | None = None, language: str = "fr") -> tuple[bytes, int]:
    """The file that a press of the button gives, and how many exports the ledger then has."""
    import streamlit as st

    from valuemodel import closing

    st.cache_resource.clear()
    with Store.open(folder) as store:
        here = Context(folder, store, store.programme(), closing.latest(store), language, "Ada")
        content = board_exports._made(here, kind, f"x.{kind}", "whole", "corporate", template)
        return content, len(entries(store))


def test_every_button_is_there(visit) -> None:
    app = visit("board")
    assert not app.exception
    assert {f"export_{kind}" for kind in board_exports.FILES} <= {one.key for one in app.get("download_button")}


@pytest.mark.parametrize("kind", board_exports.FILES)
def test_each_file_opens_with_an_independent_reader_and_is_in_the_ledger(folder: Path, kind: str) -> None:
    content, kept = made(folder, kind)
    read = {
        "workbook": lambda: openpyxl.load_workbook(BytesIO(content)).sheetnames,
        "deck": lambda: list(pptx.Presentation(BytesIO(content)).slides),
        "report": lambda: pypdf.PdfReader(BytesIO(content)).pages,
        "html": lambda: content.decode().count("<section"),
    }[kind]
    assert read() and kept == 1


def test_the_deck_is_made_on_the_company_s_own_template(folder: Path) -> None:
    own, out = pptx.Presentation(), BytesIO()
    own.slide_width = own.slide_width + 12345
    own.save(out)
    content, _ = made(folder, "deck", out.getvalue())
    assert pptx.Presentation(BytesIO(content)).slide_width == own.slide_width


def test_a_template_that_is_no_presentation_is_refused_in_words(visit) -> None:
    app = visit("board")
    app.file_uploader(key="deck_template").upload("modele.pptx", b"not a pptx", "application/octet-stream").run()
    assert not app.exception
    assert "modèle" in words_of(app).lower()
