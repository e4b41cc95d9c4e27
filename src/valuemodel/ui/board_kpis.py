"""Three KPIs of the board before and after, in words and unpriced: the customer's, the employee's, the company's."""

from __future__ import annotations

from collections.abc import Sequence

from valuemodel import kpis
from valuemodel.closing import Closing
from valuemodel.effects import CERTAINTIES, Effect
from valuemodel.effects.sentences import reason as reason_of
from valuemodel.kpis import Kpi
from valuemodel.locale import label, text
from valuemodel.model.types import Results
from valuemodel.story import board, changes
from valuemodel.story.words import kpi_change, kpi_change_range
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Html, badge, element, joined, passage, rich

WHO = ("customer", "employee", "company")


def draw_kpis(here: Context, results: Results) -> None:
    """Which practices and outcomes changed: three of them, before and after."""
    assert here.closing is not None
    shown = three_kpis(here.closing, results)
    moved = sum(changes.moved(effect) for effect in shown)
    since = changes.wave_of(here.closing, shown[0].wave_before, here.language) if shown else ""
    title = board.title_of_changes(moved, since, here.language)
    passage("kpis", title, kpi_items(here, shown), subtitle=text("board.kpis_lead", here.language))


def three_kpis(closing: Closing, results: Results) -> list[Effect]:
    """One KPI of the customer, of the employee and of the company: the surest that moved, else the state it is in."""
    known = kpis.catalogue()
    found = []
    for who in WHO:
        theirs = [one for one in closing.effects if one.group == "programme" and known[one.kpi].gains_who == who]
        if theirs:
            found.append(min(theirs, key=lambda effect: _rank(effect, results)))
    return found


def _rank(effect: Effect, results: Results) -> tuple[int, int, float]:
    """Moved first, then the surest, then the one that carries most value."""
    states = {"compared": 0 if changes.moved(effect) else 1, "too_early": 2, "refused": 3}
    worth_most = sum(abs(driver.value) for driver in results.drivers if driver.outcome == effect.kpi)
    return states.get(effect.verdict, 4), CERTAINTIES.index(effect.certainty), -worth_most


def kpi_items(here: Context, effects: Sequence[Effect]) -> Html:
    """The KPIs before and after in words, unpriced, with who gains."""
    known = kpis.catalogue()
    return joined(*(_kpi_item(effect, known[effect.kpi], here) for effect in effects))


def _kpi_item(effect: Effect, kpi: Kpi, here: Context) -> Html:
    language = here.language
    who = element("span", text(f"board.who.{kpi.gains_who}", language), css="pv-small")
    if effect.verdict != "compared":
        name = element("p", element("b", label(kpi.label, language)), " ", who)
        state = element("b", text(f"before_after.state.{effect.verdict}", language))
        return element(
            "div",
            name,
            element("div", state, " ", reason_of(effect, language), css=f"pv-small pv-panel pv-panel-{effect.verdict}"),
            css="pv pv-item",
        )
    told = element("p", rich(changes.sentence(effect, kpi, language)), " ", who)
    key = "isolated" if effect.isolated else "observed"
    size = text(
        f"board.effect.{key}",
        language,
        change=kpi_change(kpi, effect.change or 0.0, language),
        range=kpi_change_range(kpi, effect.low or 0.0, effect.high or 0.0, language),
    )
    under = element("div", badge(changes.grade(effect), language, word=False), element("span", size), css="pv-under")
    return element("div", told, glyphs.dumbbell(effect, kpi, language), under, css="pv pv-item")
