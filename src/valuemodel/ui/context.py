"""What every page reads: the programme's folder, its closing, its value model, the language and the author."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from valuemodel.locale import LANGUAGES, text
from valuemodel.programme import Programme
from valuemodel.store import Store
from valuemodel.ui import programmes

if TYPE_CHECKING:
    from valuemodel.closing import Closing
    from valuemodel.errors import Issue
    from valuemodel.model.types import ValueModel


@dataclass(frozen=True)
class Context:
    """One run's view of the programme; `store` and `programme` are None before a programme exists."""

    folder: Path
    store: Store | None
    programme: Programme | None
    closing: Closing | None
    language: str
    author: str

    @property
    def settings(self) -> Settings:
        """What the figures rest on beside the closing, as the store holds it now: also in a fragment that runs again
        long after the page did.
        """
        assert self.store is not None
        return settings_of(self.store)

    @property
    def model(self) -> ValueModel:
        """The template with the versions of assumptions, drivers and costs that the store holds now."""
        return self.settings.model

    @property
    def left_out(self) -> tuple[Issue, ...]:
        """What was saved and cannot be counted with: the last good version stands in the model."""
        return self.settings.left_out


class Settings(NamedTuple):
    """Everything that people save and figures rest on, read at one moment: never half of somebody's change.

    `versions` names it: the numbers of all current versions, kind by kind.
    """

    versions: tuple[tuple[int, ...], ...]
    programme: Programme
    model: ValueModel
    left_out: tuple[Issue, ...]


_settings: dict[Path, tuple[int, Settings]] = {}


def settings_of(store: Store) -> Settings:
    """The settings as they are now, read again only after a write; a write in between makes the reading begin again."""
    while True:
        turn, kept = store.turn, _settings.get(store.folder)
        if kept is not None and kept[0] == turn:
            return kept[1]
        found = _read(store)
        if store.turn == turn:
            _settings[store.folder] = (turn, found)


def _read(store: Store) -> Settings:
    from valuemodel import model

    kinds = [store.current(kind) for kind in ("settings", "assumption", "driver", "cost", "perimeter")]
    versions = tuple(tuple(sorted(one.version_id for one in found.values())) for found in kinds)
    return Settings(versions, store.programme(), *model.current_with_issues(store))


def language() -> str:
    """The person's choice, else the address's (`?lang=en`), else their browser's, else French."""
    if "language" not in st.session_state:
        asked = st.query_params.get("lang") or (st.context.locale or "fr")[:2].lower()
        st.session_state["language"] = asked if asked in LANGUAGES else "fr"
    return str(st.session_state["language"])


def choose_language() -> None:
    """Takes the language that the person pressed, for the session and in the address."""
    st.session_state["language"] = st.query_params["lang"] = st.session_state["language_choice"]


@st.cache_resource(max_entries=16)
def _opened(where: str) -> Store:
    return Store.open(Path(where))


@st.cache_resource(max_entries=8)
def _closing(where: str, number: int) -> Closing:
    from valuemodel import closing

    return closing.load(_opened(where), number)


def _shown(store: Store, where: str) -> Closing | None:
    """The closing that the address names (`?closing=2`), else the latest; None before there is any."""
    latest = store.next_closing_number() - 1
    asked = st.query_params.get("closing", "")
    number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= latest else latest
    return _closing(where, number) if number else None


def author(store: Store | None = None) -> str:
    """The person's name as given in this session, else in the settings of `store`; "" when nobody gave one."""
    if not st.session_state.get("author"):
        saved = store.current("settings").get("author") if store else None
        st.session_state["author"] = str(saved.document["name"]) if saved else ""
    return str(st.session_state["author"])


def current() -> Context:
    """The context of this run."""
    where = programmes.folder()
    store = _opened(str(where)) if Store.exists(where) else None
    if store is None:
        return Context(where, None, None, None, language(), author())
    return Context(where, store, store.programme(), _shown(store, str(where)), language(), author(store))


def remember_author(name: str) -> None:
    """Keeps the person's name for this session, and for the next one in the programme's settings."""
    store = current().store
    saved = store.current("settings").get("author") if store else None
    if store and (saved is None or saved.document["name"] != name):
        store.save("settings", "author", {"name": name}, name, text("ui.form.author_noted", language()))
    st.session_state["author"] = name
