"""Under an explained effect: its waves and who answered, what the average hides, months, groups, the survey planner."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from valuemodel import kpis
from valuemodel.closing import Closing
from valuemodel.effects import Effect
from valuemodel.kpis import Kpi
from valuemodel.locale import label, month, percent, text
from valuemodel.story import evidence
from valuemodel.story.words import kpi_change, kpi_change_range, kpi_value
from valuemodel.ui import chart_months, chart_rows, effects_table
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui.board_charts import pen
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, dots, draw, element, joined, passage, plot, section, table
from valuemodel.ui.fragments_value import charted

KINDS = {"unit": "unit", "role": "role_kind", "distance": "distance"}
WAVE_COLUMNS = ("wave", "value", "people", "response", "worst")


def draw_evidence(here: Context, effect: Effect) -> None:
    """What stands behind `effect`, two sections a line."""
    assert here.closing is not None
    kpi, language = kpis.catalogue()[effect.kpi], here.language
    with st.grid(2, min_column_width=480, gap="medium"):
        with st.container(gap="medium"):
            _waves(evidence.waves(here.closing, effect, kpi, language), language)
            _months(here, effect, kpi)
            _spread(here, effect, kpi)
        with st.container():
            _behind(evidence.behind(here.closing, effect, kpi, language), language)
    groups(here, effect, kpi)


def _waves(lines: Sequence[evidence.WaveLine], language: str) -> None:
    if not lines:
        return
    kept = [
        name for name in WAVE_COLUMNS if name not in ("response", "worst") or any(_cell(one, name) for one in lines)
    ]
    columns = [Column(text(f"evidence.waves.{name}", language), number=name in ("value", "people")) for name in kept]
    title = text("evidence.waves.title", language)
    passage(
        "waves",
        title,
        table(title, columns, [Row([_cell(one, name) for name in kept]) for one in lines], show_caption=False),
        subtitle=text("evidence.waves.lead", language),
    )


def _cell(line: evidence.WaveLine, name: str) -> Html | str:
    if name == "value":
        return joined(element("b", line.value), element("small", line.span)) if line.value else ""
    return {"wave": line.name, "people": line.people, "response": line.response, "worst": line.worst}[name]


def _behind(found: Sequence[tuple[str, str]], language: str) -> None:
    if not found:
        return
    told = (element("p", element("b", text(f"evidence.behind.{name}", language)), " ", words) for name, words in found)
    passage("behind", text("evidence.behind.title", language), element("div", *told, css="pv pv-explain"))


def _months(here: Context, effect: Effect, kpi: Kpi) -> None:
    """The gap around the start where the closing has it, else the months of a practice."""
    assert here.closing is not None
    language, bars = here.language, evidence.events(here.closing, effect)
    series = here.closing.practice_series(kpi.key) if effect.group == "programme" else {}
    if bars:
        title, lead = evidence.events_title(bars, language), text("evidence.events.lead", language)
        drawn = chart_months.around_start(bars, lambda value: kpi_change(kpi, value, language), pen(here))
    elif len(series) > 1:
        first, last = min(series), max(series)
        values = {"first": kpi_value(kpi, series[first], language), "last": kpi_value(kpi, series[last], language)}
        days = {"start": month(first, language), "end": month(last, language)}
        title = text("evidence.months.title", language, **values, **days)
        lead = text("evidence.months.lead", language, kpi=label(kpi.label, language))
        drawn = chart_months.course(series, lambda value: kpi_value(kpi, value, language), pen(here))
    else:
        return
    with section("months", title, lead):
        plot(drawn, "effect_months", f"{title}. {lead}")


def _spread(here: Context, effect: Effect, kpi: Kpi) -> None:
    """How many people gave what, before and after: the whole programme only."""
    assert here.closing is not None
    language = here.language
    told = evidence.spread(here.closing, effect, kpi, language)
    if told is None:
        return
    columns = [Column(text("evidence.spread.given", language))]
    columns += [Column(text(f"practice.column.{name}", language), number=True) for name in ("before", "after")]
    rows = [Row((one.name, percent(one.before, language), percent(one.after, language))) for one in told.rows]
    markup = table(told.title, columns, rows, show_caption=False)
    with charted("spread", told.title, text("evidence.spread.lead", language), language, markup):
        drawn = chart_rows.pairs([chart_rows.Pair(one.name, one.before, one.after) for one in told.rows], pen(here))
        shares = (f"{one.name} {percent(one.before, language)} → {percent(one.after, language)}" for one in told.rows)
        plot(drawn, "effect_spread", f"{told.title}. {'; '.join(shares)}.")


def groups(here: Context, effect: Effect, kpi: Kpi) -> None:
    """Before and after of one KPI in every safe group of a kind, on one scale."""
    assert here.closing is not None
    language = here.language
    kinds = [kind for kind in KINDS if any(group.kind == kind for group in here.closing.groups)]
    with section("groups", text("evidence.groups.title", language), text("evidence.groups.lead", language)):
        kind = "unit"
        if len(kinds) > 1:
            kind = st.segmented_control(
                text("evidence.groups.kind", language),
                kinds,
                default=kinds[0],
                required=True,
                format_func=lambda one: text(f"evidence.groups.{KINDS[one]}", language),
                key="group_kind",
            )
        draw(group_table(here.closing, kpi, (str(kind), "total", "comparison"), effect.group, language))


def group_table(closing: Closing, kpi: Kpi, kinds: Sequence[str], chosen: str, language: str) -> Html:
    """The dumbbells of the groups of `kinds` whose comparison was made; the others by the state that they are in."""
    keys = [group.key for group in closing.groups if group.kind in kinds]
    found = [effect for key in keys if (effect := closing.effect(kpi.key, key)) is not None]
    places = [value for effect in found for value in (effect.before, effect.after) if value is not None]
    top = glyphs.dumbbell_top(kpi, places) if places else 1.0
    names = ("group", "dumbbell", "effect", "role")
    columns = [Column(text(f"evidence.groups.{name}", language), number=name == "effect") for name in names]
    rows = [_group_row(closing, effect, kpi, top, effect.group == chosen, language) for effect in found]
    return table(text("evidence.groups.title", language), columns, rows, show_caption=False)


def _group_row(closing: Closing, effect: Effect, kpi: Kpi, top: float, chosen: bool, language: str) -> Row:
    css, name = "pv-chosen" if chosen else "", effects_table.group_label(closing, effect.group, language)
    if effect.verdict != "compared" or effect.change is None or effect.low is None or effect.high is None:
        return Row((name,), element("b", text(f"before_after.state.{effect.verdict}", language)), css)
    span = kpi_change_range(kpi, effect.low, effect.high, language)
    change = joined(kpi_change(kpi, effect.change, language), element("small", span))
    role = dots(effects_table.certainty(effect), language) if effect.in_programme else ""
    return Row((name, glyphs.dumbbell(effect, kpi, language, top), change, role), css=css)
