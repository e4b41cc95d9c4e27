"""The table of before and after: one row a KPI, refused and too early in the same table, with target and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from valuemodel import kpis
from valuemodel.closing import Closing
from valuemodel.effects import CERTAINTIES, Effect
from valuemodel.effects.sentences import group_name, reason
from valuemodel.kpis import FAMILIES, Kpi
from valuemodel.locale import label, text
from valuemodel.model.types import Results
from valuemodel.privacy import band_text
from valuemodel.story import changes, outcomes
from valuemodel.story.words import kpi_change, kpi_change_range, kpi_value
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui import money
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Heading, Html, Row, badge, dots, element, joined, panel, table

UNPRICED = "unpriced"
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
    if group is None:
        return name
    return text("before_after.group_size", language, name=name, size=band_text(group.size_band, language))


def chosen(effects: Sequence[Effect], shown: str) -> list[Effect]:
    """The effects that the filter keeps: all, those that surely moved, those that could not be compared."""
    if shown == "changed":
        return [effect for effect in effects if changes.moved(effect)]
    if shown == "not_compared":
        return [effect for effect in effects if effect.verdict != "compared"]
    return list(effects)


def draw_table(here: Context, effects: Sequence[Effect], all_effects: Sequence[Effect], picked: str) -> Html:
    """The table of `effects`; the scale of the intervals is that of `all_effects`, so that a filter moves nothing."""
    assert here.closing is not None
    known, language = kpis.catalogue(), here.language
    found = [glyphs.multiples(effect, known[effect.kpi]) for effect in all_effects]
    seen = _Seen(
        here,
        money.results(here, "whole", money.chosen_convention(here)),
        glyphs.scale([one for one in found if one is not None]),
        picked,
        bool(all_effects) and all_effects[0].group == "programme",
        all(effect.in_programme for effect in all_effects),
    )
    rows: list[Row | Heading] = []
    for place, theirs in _places(effects, seen.results):
        words = "evidence.unpriced" if place == UNPRICED else f"before_after.family.{place}"
        rows.append(Heading(text(words, language)))
        rows += [_row(effect, known[effect.kpi], seen) for effect in theirs]
    return table(text("before_after.caption", language), _columns(seen), rows, False)


class _Seen(NamedTuple):
    """What every row is drawn with; `whole` for the programme itself, `inside` for its groups too."""

    here: Context
    results: Results
    on: glyphs.Scale
    picked: str
    whole: bool
    inside: bool


def _places(effects: Sequence[Effect], results: Results) -> list[tuple[str, list[Effect]]]:
    """The effects by family, then the customer's and the employee's own; compared ones first."""
    known = kpis.catalogue()
    places: dict[str, list[Effect]] = {place: [] for place in (*FAMILIES, UNPRICED)}
    for effect in sorted(effects, key=lambda effect: effect.verdict != "compared"):
        kpi = known[effect.kpi]
        places[UNPRICED if outcomes.unpriced(results, kpi) else kpi.family].append(effect)
    return [(place, theirs) for place, theirs in places.items() if theirs]


def _columns(seen: _Seen) -> list[Column]:
    language = seen.here.language
    size = joined(
        text("before_after.column.effect", language), element("br"), text("before_after.column.interval", language)
    )
    sure = "sure" if seen.inside else "evidence"
    columns = [
        Column(text("before_after.column.kpi", language)),
        Column(text("evidence.column.change", language), number=True),
        Column(size, number=True),
        Column(glyphs.interval_heading(seen.on, language)),
        Column(text(f"evidence.column.{sure}", language)),
    ]
    more = ("target", "money") if seen.whole else ()
    return columns + [Column(text(f"evidence.column.{name}", language)) for name in more]


def _name(kpi: Kpi, language: str) -> Html:
    who = "" if kpi.gains_who == "company" else " " + text(f"board.who.{kpi.gains_who}", language)
    return joined(label(kpi.label, language), element("small", changes.unit_line(kpi, language) + who))


def _row(effect: Effect, kpi: Kpi, seen: _Seen) -> Row:
    language = seen.here.language
    css = "pv-chosen" if kpi.key == seen.picked else ""
    name = _name(kpi, language)
    if effect.verdict != "compared" or effect.change is None or effect.low is None or effect.high is None:
        state = text(f"before_after.state.{effect.verdict}", language)
        return Row((name,), panel(effect.verdict, state, reason(effect, language)), css)
    first, last = (kpi_value(kpi, value or 0.0, language, unit=False) for value in (effect.before, effect.after))
    change = kpi_change(kpi, effect.change, language)
    span = kpi_change_range(kpi, effect.low, effect.high, language)
    alt = text("before_after.alt", language, change=change, range=span)
    cells = (
        name,
        joined(element("span", f"{first} → ", css="pv-muted"), element("b", last)),
        joined(change, element("small", span)),
        glyphs.interval(effect, kpi, seen.on, alt),
        _sure(effect, seen),
        *_outcome(kpi, seen),
    )
    return Row(cells, css=css)


def _sure(effect: Effect, seen: _Seen) -> Html:
    """The dots and the letter; a group outside the programme owes it nothing, and has the letter alone."""
    language = seen.here.language
    letter = badge(changes.grade(effect), language)
    if not effect.in_programme:
        return letter
    return joined(dots(certainty(effect), language), element("small", letter))


def certainty(effect: Effect) -> str:
    """The certainty that is shown: nobody can tell what did not surely move."""
    return effect.certainty if changes.moved(effect) else "very_low"


def _outcome(kpi: Kpi, seen: _Seen) -> tuple[Html, ...]:
    """Target and money, which are the programme's."""
    here = seen.here
    if not seen.whole or here.closing is None or here.programme is None:
        return ()
    aim = outcomes.target(here.closing, here.programme, kpi, here.language)
    gain = outcomes.money(seen.results, kpi.key, here.language)
    return tuple(
        joined(cell.main, element("small", cell.small)) if cell.small else _muted(cell) for cell in (aim, gain)
    )


def _muted(cell: outcomes.Cell) -> Html:
    return element("span", cell.main, css="pv-muted")


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
