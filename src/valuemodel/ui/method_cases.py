"""The published cases, recomputed here: what agrees, what is known to be misprinted."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from valuemodel import model
from valuemodel.locale import has_text, number, plural, text
from valuemodel.model.published import Misprint, PublishedCase, said
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Row, draw, element, joined, passage, section, table


@st.cache_resource(show_spinner=False)
def recomputed() -> tuple[PublishedCase, ...]:
    """Every published case, recomputed once for all sessions."""
    return model.published_cases()


def draw_cases(here: Context) -> None:
    """All cases, one of them opened, and the misprints."""
    language = here.language
    with st.spinner(text("method.cases.running", language)):
        found = recomputed()
    _all(found, language)
    _one(found, language)
    _misprints([misprint for case in found if not case.of for misprint in case.misprints], language)


def _columns(names: Sequence[str], numbers: Sequence[str], language: str) -> list[Column]:
    return [Column(text(f"method.cases.column.{name}", language), number=name in numbers) for name in names]


def _all(found: Sequence[PublishedCase], language: str) -> None:
    agreeing, count = sum(case.agreeing for case in found), sum(len(case.checks) for case in found)
    told = text("method.cases.agree", language, agreeing=number(agreeing, language), count=number(count, language))
    columns = _columns(("case", "kind", "agree", "misprints"), ("agree", "misprints"), language)
    rows = [_case(case, language) for case in found]
    passage("cases", told, table(told, columns, rows, False), subtitle=text("method.cases.lead", language))


def _case(case: PublishedCase, language: str) -> Row:
    where = ", ".join(part for part in (case.citation.published, case.citation.locator) if part)
    share = text("method.cases.of", language, agreeing=case.agreeing, count=len(case.checks))
    kind = text(f"method.cases.kind.{case.kind}", language)
    name = joined(said(case.citation.title, language), element("small", where) if where else "")
    return Row((name, kind, element("b", share), str(len(case.misprints)) if case.misprints else "–"))


def _one(found: Sequence[PublishedCase], language: str) -> None:
    """The results of one study beside what is found here, the figures that a board reads first."""
    studies = {case.key: case for case in found if _named(case, language)}
    titles = {key: said(case.citation.title, language) for key, case in studies.items()}
    with section("case", text("method.cases.one", language), text("method.cases.one_lead", language)):
        choose = text("method.cases.choose", language)
        key = str(st.selectbox(choose, [*titles], format_func=lambda one: titles[one], key="case"))
        case = studies[key]
        rows = [
            Row(
                (
                    text(f"method.measures.{one.measure}", language),
                    *_pair(one.expected, one.found, language),
                    _agrees(one.agrees, language),
                )
            )
            for one in _named(case, language)
        ]
        numbers = ("printed", "found")
        draw(table(titles[key], _columns(("measure", *numbers, "same"), numbers, language), rows, show_caption=False))
        draw(element("p", said(case.note, language), css="pv pv-small") if case.note else element("p"))


def _named(case: PublishedCase, language: str) -> list[model.CaseCheck]:
    """The checks of a study whose measure has a name here; the worked answers have their own units, and none."""
    known = [one for one in case.checks if has_text(f"method.measures.{one.measure}", language)]
    return known if case.kind != "reference" else []


def _pair(expected: float, found: float | None, language: str) -> tuple[str, str]:
    """A printed figure and what is found here, at the precision of print."""
    decimals = 0 if float(expected).is_integer() else 1
    return number(expected, language, decimals), "–" if found is None else number(found, language, decimals)


def _agrees(agrees: bool, language: str) -> str:
    return text(f"method.cases.{'same' if agrees else 'differs'}", language)


def _misprints(found: Sequence[Misprint], language: str) -> None:
    names, numbers = ("what", "printed", "used", "why"), ("printed", "used")
    title = plural("method.cases.misprints", len(found), language)
    passage(
        "misprints",
        title,
        table(title, _columns(names, numbers, language), [_misprint(one, language) for one in found], False),
        subtitle=text("method.cases.misprints_lead", language),
    )


def _misprint(one: Misprint, language: str) -> Row:
    name = joined(said(one.what, language), element("small", said(one.where, language)))
    return Row((name, number(one.printed, language), number(one.used, language), said(one.explanation, language)))
