"""Colours for charts and fragments in both themes, and the one block of CSS.

Tokens of the engine's own elements are in `.streamlit/config.toml`; these are the further ones. A test keeps them equal
to the variables of `assets/style.css`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import streamlit as st

ASSETS = Path(__file__).parent / "assets"
SHEETS = ("style.css", "value.css")

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "surface": "#FFFFFF",
        "panel": "#F5F3EE",
        "text": "#111820",
        "muted": "#56606B",
        "accent": "#0B5563",
        "accent_pale": "#B9D3DA",
        "hairline": "#D8D4CA",
        "grid": "#E7E3DA",
        "cost": "#7C848C",
        "grey_pale": "#D3D6D9",
        "band": "rgba(40, 127, 150, 0.18)",
        "ochre": "#B87410",
        "brick": "#A6341B",
        "decision": "#E9F1F3",
        "A": "#0B5563",
        "B": "#287F96",
        "C": "#9CCAD6",
        "D": "#B87410",
        "E": "#6B747C",
        "A_line": "#0B5563",
        "B_line": "#287F96",
        "C_line": "#2F7F95",
        "D_line": "#B87410",
        "E_line": "#6B747C",
        "A_text": "#FFFFFF",
        "B_text": "#FFFFFF",
        "C_text": "#111820",
        "D_text": "#111820",
        "E_text": "#111820",
    }
)
"""Names of colours, white page: `A` to `E` fill a bar by evidence letter, `A_line` outlines it, `A_text` is on it."""

DARK: Mapping[str, str] = MappingProxyType(
    {
        "surface": "#12191D",
        "panel": "#1C262C",
        "text": "#E8ECEE",
        "muted": "#A9B4BB",
        "accent": "#8FD3E3",
        "accent_pale": "#2C5560",
        "hairline": "#37454D",
        "grid": "#2A353B",
        "cost": "#8D979E",
        "grey_pale": "#4A555B",
        "band": "rgba(74, 163, 185, 0.25)",
        "ochre": "#E5B35A",
        "brick": "#F0937B",
        "decision": "#16333B",
        "A": "#8FD3E3",
        "B": "#4AA3B9",
        "C": "#23535F",
        "D": "#E5B35A",
        "E": "#9AA5AC",
        "A_line": "#8FD3E3",
        "B_line": "#4AA3B9",
        "C_line": "#6FB6C8",
        "D_line": "#E5B35A",
        "E_line": "#9AA5AC",
        "A_text": "#12191D",
        "B_text": "#12191D",
        "C_text": "#E8ECEE",
        "D_text": "#E8ECEE",
        "E_text": "#E8ECEE",
    }
)
"""The same names, dark page."""


def palette(kind: str | None = None) -> Mapping[str, str]:
    """The colours of `kind` ("light" or "dark"), by default of the theme that the person sees now."""
    return DARK if (kind or st.context.theme.type) == "dark" else LIGHT


def apply() -> None:
    """Puts the CSS block into the page."""
    st.html(_style())


@cache
def _style() -> str:
    return f"<style>{''.join((ASSETS / name).read_text('utf-8') for name in SHEETS)}</style>"
