"""Colours for charts and fragments in both themes, and the one block of CSS.

Tokens of the engine's own elements are in `.streamlit/config.toml`; these are the further ones, kept equal to the CSS
variables of `assets/style.css` by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

STYLE = Path(__file__).parent / "assets" / "style.css"
CHART_FONT = '"Source Sans", "Segoe UI", Arial, sans-serif'


@dataclass(frozen=True)
class Palette:
    """Colours of one theme (hex). `grades` and `grade_lines` by evidence grade: fill and outline of a bar."""

    kind: str
    ground: str
    panel: str
    ink: str
    muted: str
    accent: str
    measured: str
    hairline: str
    grid: str
    cost: str
    band: str
    pale_accent: str
    pale_grey: str
    caution: str
    limit: str
    decision: str
    grades: Mapping[str, str]
    grade_lines: Mapping[str, str]


LIGHT = Palette(
    kind="light",
    ground="#FFFFFF",
    panel="#F5F3EE",
    ink="#111820",
    muted="#56606B",
    accent="#0B5563",
    measured="#287F96",
    hairline="#D8D4CA",
    grid="#E7E3DA",
    cost="#7C848C",
    band="rgba(40, 127, 150, 0.18)",
    pale_accent="#B9D3DA",
    pale_grey="#D3D6D9",
    caution="#B87410",
    limit="#A6341B",
    decision="#E9F1F3",
    grades={
        "compared": "#0B5563",
        "before_after": "#287F96",
        "reported": "#9CCAD6",
        "benchmark": "#B87410",
        "assumed": "#6B747C",
    },
    grade_lines={
        "compared": "#0B5563",
        "before_after": "#287F96",
        "reported": "#2F7F95",
        "benchmark": "#B87410",
        "assumed": "#6B747C",
    },
)
DARK = Palette(
    kind="dark",
    ground="#12191D",
    panel="#1C262C",
    ink="#E8ECEE",
    muted="#A9B4BB",
    accent="#8FD3E3",
    measured="#4AA3B9",
    hairline="#37454D",
    grid="#2A353B",
    cost="#8D979E",
    band="rgba(74, 163, 185, 0.25)",
    pale_accent="#2C5560",
    pale_grey="#4A555B",
    caution="#E5B35A",
    limit="#F0937B",
    decision="#16333B",
    grades={
        "compared": "#8FD3E3",
        "before_after": "#4AA3B9",
        "reported": "#23535F",
        "benchmark": "#E5B35A",
        "assumed": "#9AA5AC",
    },
    grade_lines={
        "compared": "#8FD3E3",
        "before_after": "#4AA3B9",
        "reported": "#6FB6C8",
        "benchmark": "#E5B35A",
        "assumed": "#9AA5AC",
    },
)


def palette(kind: str | None = None) -> Palette:
    """The colours of `kind` ("light" or "dark"), by default of the theme that the person sees now."""
    return DARK if (kind or st.context.theme.type) == "dark" else LIGHT


def apply() -> None:
    """Puts the CSS block into the page."""
    st.html(STYLE)
