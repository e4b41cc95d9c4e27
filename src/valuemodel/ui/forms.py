"""What every saved change asks: who, and why. And sections that turn into their form when a person edits them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from valuemodel.locale import text
from valuemodel.ui import context
from valuemodel.ui.fragments import draw, panel, section

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True)
class Sent:
    """What a form gave with its save button: pressed or not, by whom, why."""

    pressed: bool
    author: str
    reason: str

    def accepted(self, language: str, **also: str) -> bool:
        """Whether it was sent with a name, a reason and `also`; says what is missing, and remembers the name."""
        if not self.pressed:
            return False
        given = {"author": self.author, "reason": self.reason, **also}
        missing = [name for name, value in given.items() if not value.strip()]
        for name in missing:
            where = f"ui.form.missing.{name}"
            draw(panel("caution", text(f"{where}.problem", language), text(f"{where}.fix", language)))
        if not missing:
            st.session_state["author"] = self.author.strip()
        return not missing


def author_field(language: str, key: str) -> str:
    """The person's name, as it was given the last time."""
    return st.text_input(
        text("ui.form.author", language),
        context.author(),
        key=f"{key}_author",
        placeholder=text("ui.form.author_example", language),
    )


def signature(language: str, key: str, save: str = "", first: bool = False) -> Sent:
    """The end of a form: who, why (not for the `first` version), and the buttons (`save`: words on the primary one)."""
    who, why = st.columns([1, 2])
    with who:
        author = author_field(language, key)
    reason = save if first else ""
    if not first:
        reason = why.text_input(
            text("ui.form.reason", language), key=f"{key}_reason", placeholder=text("ui.form.reason_example", language)
        )
    with st.container(key=f"do_{key}", horizontal=True):
        pressed = st.form_submit_button(save or text("ui.form.save", language), type="primary", key=f"{key}_save")
        if not first and st.form_submit_button(text("ui.form.cancel", language), type="tertiary", key=f"{key}_cancel"):
            edit("")
            st.rerun()
    return Sent(pressed, author, reason)


@contextmanager
def form(key: str) -> Iterator[None]:
    """A form without a frame, sent by its button only."""
    with st.form(f"form_{key}", border=False, enter_to_submit=False):
        yield


def editing() -> str:
    """The section that is being edited now, or ""."""
    return str(st.session_state.get("editing", ""))


def edit(name: str) -> None:
    """Opens the form of section `name` ("" closes any)."""
    st.session_state["editing"] = name


def turn(name: str) -> int:
    """How often `close` was called with `name`: a widget with it in its key begins anew each time."""
    return int(st.session_state.get(f"turn_{name}", 0))


def close(name: str) -> None:
    """After a save: the popover `name` is closed at the next run."""
    st.session_state[f"turn_{name}"] = turn(name) + 1


def popover(name: str, words: str, **more: Any) -> DeltaGenerator:
    """A popover with a form, which `close` closes."""
    return st.popover(words, key=f"{name}_{turn(name)}", **more)


def done(words: str) -> None:
    """After a save: closes the form, tells it at the next run, and starts that run."""
    context.remember_author(st.session_state["author"])
    edit("")
    st.session_state["told"] = words
    st.rerun()


def tell() -> None:
    """What the last run saved, said once."""
    words = st.session_state.pop("told", None)
    if words:
        draw(panel("done", words))


def editable(key: str, title: str, language: str, show: Callable[[], None], ask: Callable[[], None]) -> None:
    """A section that shows something, with a button that turns it into its form."""
    with section(key, title):
        if editing() == key:
            ask()
            return
        show()
        words = text("ui.form.edit", language)
        st.button(words, key=f"edit_{key}", type="tertiary", icon=":material/edit:", on_click=edit, args=(key,))
