"""The table of outside figures that a person brings for maturity: its passport, its lines, what is kept of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from valuemodel.errors import Issue
from valuemodel.kpis import catalogue
from valuemodel.locale import label, text
from valuemodel.practice import maturity
from valuemodel.story.words import is_share
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element, refusal

KIND = "benchmark"
NUMBERS = ("low", "median", "high")


def draw_benchmarks(here: Context) -> None:
    """Each table that counts, with its passport and what takes it away; then the form that brings one more."""
    assert here.store is not None
    for key, one in here.store.current(KIND).items():
        if not one.document.get("removed"):
            _kept(here, key, one.document)
    with st.expander(text("benchmark.add", here.language), key="benchmark_form"):
        _form(here)


def _kept(here: Context, key: str, document: Mapping[str, Any]) -> None:
    language = here.language
    with st.container(key=f"row_benchmark_{key}", horizontal=True, vertical_alignment="center"):
        draw(element("p", text("benchmark.source", language, **document["passport"]), css="pv pv-small"))
        if st.button(text("benchmark.remove", language), key=f"remove_benchmark_{key}", type="tertiary"):
            assert here.store is not None
            gone = {**document, "removed": True}
            here.store.save(KIND, key, gone, here.author or "–", text("benchmark.removed_reason", language))
            st.rerun()


def _form(here: Context) -> None:
    language, turn = here.language, st.session_state.get("benchmark_turn", 0)
    st.caption(text("benchmark.lead", language))
    with forms.form("benchmark"):
        passport = _passport(turn, language)
        rows = _table(turn, language)
        sent = forms.signature(language, f"benchmark_{turn}", text("benchmark.save", language))
    if sent.accepted(language):
        _keep(here, document_of(passport, rows, language), sent)


def _passport(turn: int, language: str) -> dict[str, str]:
    columns = st.columns(3)
    return {
        name: columns[place % 3].text_input(
            text(f"benchmark.passport.{name}", language), key=f"benchmark_{name}_{turn}",
            placeholder=text(f"benchmark.example.{name}", language),
        ).strip()
        for place, name in enumerate(maturity.PASSPORT)
    }  # fmt: skip


def _table(turn: int, language: str) -> pd.DataFrame:
    """One line an indicator, in the unit of its label; cells can be pasted from a spreadsheet."""
    empty = pd.DataFrame({"kpi": pd.Series(dtype="str"), **{name: pd.Series(dtype="float64") for name in NUMBERS}})
    return st.data_editor(
        empty, num_rows="dynamic", hide_index=True, key=f"benchmark_rows_{turn}", placeholder="",
        column_config={
            "kpi": st.column_config.SelectboxColumn(text("benchmark.kpi", language), options=list(names(language)),
                                                    width="large"),
            **{name: st.column_config.NumberColumn(text(f"benchmark.{name}", language)) for name in NUMBERS},
        },
    )  # fmt: skip


def names(language: str) -> dict[str, str]:
    """Each indicator's label with the unit in which its figures are typed -> its key."""
    return {f"{label(one.label, language)} ({_unit(key, language)})": key for key, one in catalogue().items()}


def _unit(key: str, language: str) -> str:
    return (
        "%" if is_share(catalogue()[key]) else text(f"start.unit.{catalogue()[key].unit.replace('/', '_')}", language)
    )


def document_of(passport: Mapping[str, str], rows: pd.DataFrame, language: str) -> dict[str, Any]:
    """The table as it is kept: shares from percents, a number that was not given as None; an empty line is left out."""
    known = names(language)
    lines = rows.dropna(how="all").to_dict("records")
    return {"passport": dict(passport), "rows": [_line(row, known) for row in lines]}


def _line(row: Mapping[Any, Any], known: Mapping[str, str]) -> dict[str, Any]:
    key = known.get(row["kpi"], "")
    scale = 100.0 if key and is_share(catalogue()[key]) else 1.0
    return {"kpi": key, **{name: None if pd.isna(row[name]) else float(row[name]) / scale for name in NUMBERS}}


def _issues(document: Mapping[str, Any], language: str) -> tuple[Issue, ...]:
    """What keeps the table from being kept; what its passport lacks by the names on the form."""
    if missing := maturity.lacking(document["passport"]):
        named = ", ".join(text(f"benchmark.passport.{name}", language) for name in missing)
        return (Issue("benchmark_without_passport", "", {"missing": named}),)
    return maturity.norms(document)[1]


def _keep(here: Context, document: dict[str, Any], sent: forms.Sent) -> None:
    if issues := _issues(document, here.language):
        for issue in issues:
            refusal(issue, here.language)
        return
    assert here.store is not None
    here.store.save(KIND, secrets.token_hex(4), document, sent.author.strip(), sent.reason.strip())
    st.session_state["benchmark_turn"] = st.session_state.get("benchmark_turn", 0) + 1
    forms.done(text("benchmark.saved", here.language))
