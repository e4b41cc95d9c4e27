"""Ranges in words: until when the case holds, what must be true for a goal, what to measure next and when to stop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from valuemodel.locale import label, money, number, percent, text
from valuemodel.model.convergence import Convergence
from valuemodel.model.inputs import bounds
from valuemodel.model.next_measure import Measure, NextMeasures
from valuemodel.model.reverse import Needed
from valuemodel.model.shapes import ends
from valuemodel.model.types import Assumption
from valuemodel.model.weights import Weights
from valuemodel.story.register import sign_of
from valuemodel.story.units import value_in, with_unit
from valuemodel.story.words import inside, is_share, kpi_value

if TYPE_CHECKING:
    from valuemodel.kpis import Kpi

Kpis = Mapping[str, "Kpi"]


def input_name(key: str, words: Mapping[str, str], kpis: Kpis, language: str) -> str:
    """The name of an input inside a sentence: an assumption's label, a KPI's, or "fall of a KPI"."""
    kpi = kpis.get(key.partition(".")[0])
    if kpi is None:
        return inside(label(words, language))
    named = inside(label(kpi.label, language))
    if "." not in key:
        return named
    return text(f"ranges.change.{'fall' if sign_of(key, kpis) < 0 else 'rise'}", language, kpi=named)


def holds(one: Needed, kpis: Kpis, language: str) -> str:
    """Until when the case holds, or what would save it: "Holds until regular use falls under 31%."

    `one` is read with the goal of a net value of zero (`reverse` with an ROI of 0).
    """
    name = input_name(one.key, one.label, kpis, language)
    if one.value is None:
        key = "ranges.holds.always" if one.reached else "ranges.holds.never"
        return text(key, language, name=name)
    key = f"ranges.holds.{'until' if one.reached else 'from'}_{_side(one, kpis)}"
    return text(key, language, name=name, **_limits(one, kpis, language))


def needed(one: Needed, roi: float, kpis: Kpis, language: str) -> str:
    """What one input alone must be for an ROI: "For an ROI of 20%, “hourly cost” would have to rise to 52 EUR per hour
    (44 today)."; or that it is out of reach."""
    name, goal = input_name(one.key, one.label, kpis, language), percent(roi, language)
    if one.value is None and not one.reached:
        return text("ranges.needed.out_of_reach", language, name=name, roi=goal)
    if one.value is None:
        return text("ranges.needed.always", language, name=name, roi=goal)
    key = f"ranges.needed.{'kept' if one.reached else 'to'}_{_side(one, kpis)}"
    told = text(key, language, name=name, roi=goal, **_limits(one, kpis, language))
    if one.reached or one.likely or one.low == one.high:
        return told
    return f"{told} {text('ranges.needed.unlikely', language)}"


def _side(one: Needed, kpis: Kpis) -> str:
    """On which side of the limit the input then lies; a KPI that is better low is read as its fall."""
    return "below" if one.falls == (sign_of(one.key, kpis) > 0) else "above"


def _limits(one: Needed, kpis: Kpis, language: str) -> dict[str, str]:
    """The limit with its unit, and today's value without."""
    sign, kpi = sign_of(one.key, kpis), kpis.get(one.key.partition(".")[0])
    limit, today = sign * (one.value or 0.0), sign * one.today
    if kpi is None or "." not in one.key:
        return {"limit": with_unit(one.unit, limit, language), "today": value_in(one.unit, today, language)}
    if not is_share(kpi):
        return {"limit": kpi_value(kpi, limit, language), "today": kpi_value(kpi, today, language)}
    points = number(100 * limit, language, 1)
    key = "story.points.one" if abs(100 * limit) < 1.5 else "story.points.other"
    return {"limit": text(key, language, count=points), "today": number(100 * today, language, 1)}


def measure(one: Measure, found: NextMeasures, kpis: Kpis, language: str) -> str:
    """What measuring one input takes and is worth: how many answers, at what price, for what decision."""
    name = input_name(one.key, one.label, kpis, language)
    worth = money(one.information, language, found.currency)
    if one.information <= 0:
        return text("ranges.measure.nothing", language, name=name)
    if one.price is None or one.net is None:
        return text(f"ranges.measure.{one.way}", language, name=name, worth=worth)
    values = {"worth": money(one.worth, language, found.currency), "price": money(one.price, language, found.currency)}
    outcome = "pays" if one.net > 0 else "costs"
    answers = number(one.answers or 0, language)
    return text(f"ranges.measure.{one.way}_{outcome}", language, name=name, answers=answers, **values)


def next_answer(found: NextMeasures, kpis: Kpis, language: str) -> str:
    """The page's answer: measure this before the named decision, or stop measuring and decide."""
    decision = text(f"ranges.decision.{found.deciding.decision}", language)
    most = money(found.deciding.perfect, language, found.currency)
    if found.stop:
        return text("ranges.measure.stop", language, decision=decision, most=most)
    first = found.measures[0]
    told = inside(measure(first, found, kpis, language))
    return text("ranges.measure.next", language, decision=decision, most=most, told=told)


def settled(found: Convergence, language: str) -> str:
    """How far the simulation has settled: draws, and the error of P5 as a share of the standard deviation."""
    share = percent(found.error_p5 / found.spread if found.spread > 0 else 0.0, language, 1)
    key = "ranges.settled.yes" if found.settled else "ranges.settled.no"
    return text(
        key, language, draws=number(found.draws, language), scrambles=number(found.scrambles, language), share=share
    )


def spread_lead(found: Weights, language: str) -> str:
    """How the shares of the spread are to be read: they add up, or overlap because inputs move together."""
    return text("ranges.weights.correlated" if found.correlated else "ranges.weights.independent", language)


def real_ends(one: Assumption, language: str) -> str:
    """From where to where a PERT or triangular assumption really goes, within what is physically possible; "" for other
    shapes. People who were asked for ends mostly gave one chance in ten."""
    found = ends(one)
    if found is None:
        return ""
    least, most = bounds(one)
    values = {"least": max(found.least, least), "most": min(found.most, most)}
    return text("ranges.ends", language, **{key: with_unit(one.unit, x, language) for key, x in values.items()})
