"""The table of before and after: one row a KPI, refused and too early in the same table, by family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from valuemodel import kpis
from valuemodel.closing import Closing
from valuemodel.effects import CERTAINTIES, Effect
from valuemodel.effects.sentences import group_name, reason
from valuemodel.kpis import FAMILIES, Kpi
from valuemodel.locale import label, text
from valuemodel.story import changes
from valuemodel.story.words import kpi_change, kpi_change_range, kpi_value
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui.fragments import Column, Heading, Html, Row, badge, dots, element, joined, panel, table

SHOWN = ("all", "changed", "not_compared")


def groups(closing: Closing) -> dict[str, Sequence[Effect]]:
    """The effects of each safe group that has any, the programme first."""
    found: dict[str, list[Effect]] = {}
    for effect in closing.effects:
        found.setdefault(effect.group, []).append(effect)
    order = [group.key for group in closing.groups if group.key in found]
    rest = [key for key in found if key not in order]
    return {key: found[key] for key in sorted((*order, *rest), key=lambda key: key != "programme")}


def group_label(closing: Closing, key: str, language: str) -> str:
    """A safe group by its name and the size that may be shown."""
    group = next((one for one in closing.groups if one.key == key), None)
    name = group_name(key, language)
    return text("before_after.group_size", language, name=name, size=group.size_band) if group else name


def chosen(effects: Sequence[Effect], shown: str) -> list[Effect]:
    """The effects that the filter keeps: all, those that surely moved, those that could not be compared."""
    if shown == "changed":
        return [effect for effect in effects if changes.moved(effect)]
    if shown == "not_compared":
        return [effect for effect in effects if effect.verdict != "compared"]
    return list(effects)


def draw_table(
    closing: Closing, effects: Sequence[Effect], all_effects: Sequence[Effect], picked: str, language: str
) -> Html:
    """The table of `effects`; the scale of the intervals is that of `all_effects`, so that a filter moves nothing."""
    known = kpis.catalogue()
    found = [glyphs.multiples(effect, known[effect.kpi]) for effect in all_effects]
    on = glyphs.scale([one for one in found if one is not None])
    rows: list[Row | Heading] = []
    for family in FAMILIES:
        theirs = [effect for effect in effects if known[effect.kpi].family == family]
        if theirs:
            rows.append(Heading(text(f"before_after.family.{family}", language)))
            order = sorted(theirs, key=lambda effect: effect.verdict != "compared")
            rows += [_row(effect, known[effect.kpi], on, picked, language) for effect in order]
    return table(text("before_after.caption", language), _columns(closing, all_effects, on, language), rows, False)


def _columns(closing: Closing, effects: Sequence[Effect], on: glyphs.Scale, language: str) -> list[Column]:
    del closing, effects
    names = {
        name: text(f"before_after.column.{name}", language) for name in ("kpi", "before", "after", "role", "evidence")
    }
    size = joined(
        text("before_after.column.effect", language), element("br"), text("before_after.column.interval", language)
    )
    return [
        Column(names["kpi"]),
        Column(names["before"], number=True),
        Column(names["after"], number=True),
        Column(size, number=True),
        Column(glyphs.interval_heading(on, language)),
        Column(names["role"]),
        Column(names["evidence"]),
    ]


def _name(kpi: Kpi, language: str) -> Html:
    who = "" if kpi.gains_who == "company" else " " + text(f"board.who.{kpi.gains_who}", language)
    return joined(label(kpi.label, language), element("small", changes.unit_line(kpi, language) + who))


def _row(effect: Effect, kpi: Kpi, on: glyphs.Scale, picked: str, language: str) -> Row:
    css = "pv-chosen" if kpi.key == picked else ""
    name = _name(kpi, language)
    if effect.verdict != "compared" or effect.change is None or effect.low is None or effect.high is None:
        state = text(f"before_after.state.{effect.verdict}", language)
        return Row((name,), panel(effect.verdict, state, reason(effect, language)), css)
    values = [kpi_value(kpi, value or 0.0, language, unit=False) for value in (effect.before, effect.after)]
    change = kpi_change(kpi, effect.change, language)
    span = kpi_change_range(kpi, effect.low, effect.high, language)
    alt = text("before_after.alt", language, change=change, range=span)
    cells = (
        name,
        element("span", values[0], css="pv-muted"),
        element("b", values[1]),
        joined(change, element("small", span)),
        glyphs.interval(effect, kpi, on, alt),
        dots(effect.certainty if changes.moved(effect) else "very_low", language),
        badge(changes.grade(effect), language),
    )
    return Row(cells, css=css)


def first_picked(effects: Sequence[Effect]) -> str:
    """The KPI explained until another is chosen: the surest that moved, surveys before usage."""
    known = kpis.catalogue()

    def rank(effect: Effect) -> tuple[bool, int, bool]:
        return not changes.moved(effect), CERTAINTIES.index(effect.certainty), known[effect.kpi].source == "usage"

    return min(effects, key=rank).kpi if effects else ""


def labels(effects: Sequence[Effect], language: str) -> Mapping[str, str]:
    """The KPIs of `effects` by key, in the table's order."""
    known = kpis.catalogue()
    order = sorted(effects, key=lambda effect: (FAMILIES.index(known[effect.kpi].family), effect.verdict != "compared"))
    return {effect.kpi: label(known[effect.kpi].label, language) for effect in order}
