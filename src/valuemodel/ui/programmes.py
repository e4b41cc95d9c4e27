"""Which programme a session looks at: programmes are folders side by side, the sample one of them."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from valuemodel.store import Store
from valuemodel.store.store import PROGRAMME

DEFAULT_FOLDER = "programmes/sample"
SAMPLE = "sample"
BLANK = ".new"
"""Stands for the folder of a programme that is not described yet."""


def folder() -> Path:
    """The folder that this session looks at: the one that its address names (`?programme=trame`) or that was chosen."""
    if "folder" not in st.session_state:
        asked = st.query_params.get("programme", "")
        named = next((one for one in known(own()) if one.name == asked), None)
        st.session_state["folder"] = str(named or _first())
    return Path(st.session_state["folder"])


def own() -> Path:
    """The folder of `VALUEMODEL_PROGRAMME`, else `programmes/sample` under the current folder."""
    return Path(os.environ.get("VALUEMODEL_PROGRAMME") or DEFAULT_FOLDER).expanduser().resolve()


def _first() -> Path:
    """What a session opens with: the person's own folder; where that is the sample, the last programme written beside
    it.
    """
    mine = own()
    beside = [one for one in known(mine) if one != mine] if mine.name == SAMPLE else []
    return max(beside, key=lambda one: (one / PROGRAMME).stat().st_mtime, default=mine)


def known(beside: Path) -> list[Path]:
    """The folders that hold a programme, in the folder of `beside`, by name; folders that cannot be read hold none."""
    around = beside.parent.iterdir() if os.access(beside.parent, os.R_OK | os.X_OK) else ()
    return sorted(one for one in around if os.path.exists(one / PROGRAMME))


def visit(where: Path) -> None:
    """Shows another programme in this session, and in its address; nothing chosen or typed on the one before stays."""
    for key in [*st.session_state]:
        if key != "language":
            del st.session_state[key]
    st.session_state["folder"] = str(where)
    for name in ("scenario", "version", "closing"):
        st.query_params.pop(name, None)
    if Store.exists(where):
        st.query_params["programme"] = where.name


def sample() -> Path:
    """Where the sample is, or is to be made."""
    return own().parent / SAMPLE


def blank() -> Path:
    """The folder to look at while a further programme is described."""
    return own().parent / BLANK


def free_folder(key: str) -> Path:
    """Where a programme that is being created goes: the session's own folder, or a free one named `key`."""
    if folder() != blank():
        return folder()
    names = (key if turn == 1 else f"{key}-{turn}" for turn in range(1, 1000))
    return next(found for found in (blank().parent / name for name in names) if not found.exists())
