"""Runs before every page: who is there, in which language, which pages exist, and the line above each page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from valuemodel.errors import ValueModelError
from valuemodel.locale import text
from valuemodel.ui import context, fragments, header, theme
from valuemodel.ui.page_list import PAGES, existing

ASSETS = Path(__file__).parent / "assets"


def pages(language: str) -> dict[str, st.Page]:
    """The pages that exist, named in `language`."""
    return {
        name: st.Page(PAGES / f"{name}.py", title=text(f"ui.nav.{name}", language), url_path=name)
        for name in existing()
    }


def landing() -> None:
    """The address without a page: the board once there is a closing, the start before."""
    known = pages(context.language())
    ready = context.current().closing is not None and "board" in known
    st.switch_page(known["board" if ready else "start"], query_params=st.query_params.to_dict())


def main() -> None:
    """One run of the application."""
    st.set_page_config(page_title="Preuve", page_icon=str(ASSETS / "icon.png"), layout="wide")
    language = context.language()
    known = pages(language)
    presenting = st.query_params.get("present") == "1"
    home = st.Page(landing, title="Preuve", default=True, visibility="hidden")
    page = st.navigation([home, *known.values()], position="hidden" if presenting else "top")
    st.logo(str(ASSETS / "logo.svg"), size="large")
    theme.apply()
    with st.container(gap=12):
        header.draw_header(page.url_path, presenting)
        try:
            page.run()
        except ValueModelError as error:
            fragments.refusal(error.issue, language)


main()
