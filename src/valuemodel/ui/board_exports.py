"""The board's exports: workbook, deck, report and web page of the view on the screen, each entered in the ledger."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from valuemodel.errors import ValueModelError
from valuemodel.export import EXPORTS, Pack, gather
from valuemodel.export.ledger import record
from valuemodel.locale import text
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import refusal

FILES = {
    "workbook": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "deck": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "report": ("pdf", "application/pdf"),
    "html": ("html", "text/html"),
}


def draw_exports(here: Context, view: str, convention: str) -> None:
    """A button each, behind one word; a file is made when it is asked for."""
    words = here.language
    with st.popover(text("board.export", words), icon=":material/download:", key="exports"):
        template = _template(words)
        for kind, (suffix, mime) in FILES.items():
            name = file_name(here, suffix)
            st.download_button(
                text(f"board.exports.{kind}", words),
                partial(_made, here, kind, name, view, convention, template),
                name,
                mime,
                key=f"export_{kind}",
                on_click="ignore",
                width="stretch",
            )


def _template(language: str) -> bytes | None:
    """A company's own presentation to make the deck on, once it is known to serve; else the neutral one."""
    given = st.file_uploader(text("board.template", language), type="pptx", key="deck_template")
    if given is None:
        return None
    from valuemodel.export import slides

    try:
        slides.opened(given.getvalue())
    except ValueModelError as mistake:
        refusal(mistake.issue, language)
        return None
    return given.getvalue()


def file_name(here: Context, suffix: str) -> str:
    """The programme's name and the day of the closing, as a file is called."""
    assert here.programme is not None and here.closing is not None
    name = re.sub(r"\W+", "-", here.programme.name).strip("-").lower() or "preuve"
    return f"{name}_{here.closing.as_of.isoformat()}.{suffix}"


def _made(here: Context, kind: str, name: str, view: str, convention: str, template: bytes | None) -> bytes:
    """The file's bytes; what left the product is in the ledger."""
    assert here.store is not None
    pack = gather(here.store, view, convention)
    content = _deck(pack, here.language, template) if kind == "deck" else EXPORTS[kind](pack, here.language)
    record(here.store, pack, kind, name, content, here.language, here.author or "–")
    return content


def _deck(pack: Pack, language: str, template: bytes | None) -> bytes:
    from valuemodel.export.deck import deck

    return deck(pack, language, template)
