"""Tab 5: trust, shadow networks, early adopters, maturity, and the map from objective to value."""

from __future__ import annotations

import streamlit as st

from valuemodel.kpis import catalogue
from valuemodel.locale import label, percent, text
from valuemodel.practice import Findings, reading
from valuemodel.practice.maturity import Standing
from valuemodel.story import practice_barriers, practice_next
from valuemodel.story import practice_voices as voices
from valuemodel.story.practice import choice_name
from valuemodel.story.value_map import Orphan, Path, orphans, paths
from valuemodel.story.words import kpi_value
from valuemodel.ui import chart_rows, money, practice_benchmark, practice_parts
from valuemodel.ui.charts import Pen
from valuemodel.ui.context import Context
from valuemodel.ui.practice_example import column, moved
from valuemodel.ui.practice_parts import Drawn


def draw_tab(here: Context) -> None:
    """The whole tab."""
    assert here.closing is not None
    found, language, part = here.closing.practice_findings, here.language, practice_parts.part
    part(here, "trust", voices.trust(found, language),
         lambda pen: moved(voices.moved(found, reading.TRUST, language), pen), "trust")  # fmt: skip
    practice_parts.so_what(here, "trust", practice_next.trust(found, language))
    with st.grid(2, min_column_width=480, gap="medium"):
        with st.container():
            part(here, "shadow", practice_barriers.shadow(found, language), lambda pen: _reasons(found, pen), "shadow")
        with st.container():
            part(here, "early", voices.early(found, language),
                 lambda pen: moved(voices.adopters(found, language), pen, ("majority", "early")), "early")  # fmt: skip
    _maturity(here)
    _map(here)


def _reasons(found: Findings, pen: Pen) -> Drawn:
    reasons, language = practice_barriers.shadow_reasons(found), pen.language
    bars = [
        chart_rows.Bar(choice_name("shadow_reason", one.key, language), one.value, percent(one.value, language),
                       one is reasons[0])
        for one in reasons
    ]  # fmt: skip
    rows = tuple((bar.name, bar.written) for bar in bars)
    return Drawn(chart_rows.bars(bars, pen), column(("reason", "share"), language), rows)


def _maturity(here: Context) -> None:
    assert here.closing is not None and here.store is not None
    documents = {key: one.document for key, one in here.store.current("benchmark").items()}
    found = practice_barriers.placed(here.closing, documents)
    told = practice_barriers.maturity(found, here.language)
    practice_parts.part(here, "maturity", told, lambda pen: _standings(found, pen), "benchmark")
    practice_benchmark.draw_benchmarks(here)


def _standings(found: tuple[Standing, ...], pen: Pen) -> Drawn:
    language = pen.language
    rows = tuple(
        (label(catalogue()[one.kpi].label, language), kpi_value(catalogue()[one.kpi], one.value, language),
         kpi_value(catalogue()[one.kpi], one.norm.median, language), text(f"practice.places.{one.place}", language))
        for one in found
    )  # fmt: skip
    return Drawn(None, column(("measure", "value", "median", "place"), language), rows)


def _map(here: Context) -> None:
    """Objective, practice, KPI, driver, value; then what hangs from nothing."""
    model, closing, programme = money.arguments(here)
    worked = {one.key: one for one in money.results(here, money.chosen_view(), money.chosen_convention(here)).drivers}
    found, lost = paths(programme, model.drivers, worked), orphans(programme, model.drivers, closing)
    tied = sum(one.objective in {o.key for o in programme.objectives} for one in found)
    told = practice_barriers.value_map(tied, lost, here.language)
    practice_parts.part(here, "map", told, lambda pen: _paths(here, found, pen), "survey")
    practice_parts.listed(_orphans(here, lost))


def _paths(here: Context, found: tuple[Path, ...], pen: Pen) -> Drawn:
    language = pen.language
    programme, drivers = here.programme, {one.key: one for one in here.model.drivers}
    assert programme is not None
    objectives = {one.key: label(one.label, language) for one in programme.objectives}

    def kpi(key: str) -> str:
        return label(catalogue()[key].label, language) if key in catalogue() else key or "–"

    def value(path: Path) -> str:
        return pen.amount(path.value) if path.counted and path.value is not None else text(
            "practice.page.map.not_counted", language)  # fmt: skip

    rows = tuple(
        (objectives.get(path.objective, text("practice.page.map.no_objective", language)), kpi(path.practice),
         kpi(path.kpi), label(drivers[path.driver].label, language), value(path))
        for path in found
    )  # fmt: skip
    return Drawn(None, column(("objective", "practice", "kpi", "driver", "money"), language), rows)


def _orphans(here: Context, lost: tuple[Orphan, ...]) -> list[str]:
    """What hangs from nothing, one line a kind."""
    assert here.programme is not None
    language, found = here.language, []
    for kind in dict.fromkeys(one.kind for one in lost):
        names = [practice_barriers.orphan_name(one, here.programme, here.model.drivers, language)
                 for one in lost if one.kind == kind]  # fmt: skip
        colon = text("practice.page.colon", language)
        found.append(f"{text(f'practice.orphans.{kind}', language)}{colon} {', '.join(names)}.")
    return found
