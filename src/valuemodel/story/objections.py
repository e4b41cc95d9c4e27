"""What a board will answer, and the reply that the data allow; else that we do not know, and what would tell us."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from valuemodel.kpis import catalogue
from valuemodel.locale import money, number, percent, text, thousands
from valuemodel.model.redeployment import Redeployment, redeployment
from valuemodel.story import board
from valuemodel.story.arguments import PRACTICE, Grounds
from valuemodel.story.practice import in_programme
from valuemodel.story.units import value_in
from valuemodel.story.words import per_unit

WHO = ("controller", "employees", "technology", "chief")
"""A controller, an employee representative, an IT director, a sceptical chief executive."""

Values = Mapping[str, str]


class Objection(NamedTuple):
    """An objection and its reply: `known` says that the reply rests on data; else it says what would tell us."""

    key: str
    who: str
    question: str
    answer: str
    known: bool


def objections(given: Grounds, language: str) -> tuple[Objection, ...]:
    """The nine objections, by who raises them, each with its reply."""
    found = []
    for key, (who, reply) in REPLIES.items():
        values = reply(given, language)
        part = "unknown" if values is None else "answer"
        answer = text(f"arguments.objections.{key}.{part}", language, **(values or {}))
        question = text(f"arguments.objections.{key}.question", language)
        found.append(Objection(key, who, question, answer, values is not None))
    return tuple(sorted(found, key=lambda one: WHO.index(one.who)))


def _time_is_not_money(given: Grounds, language: str) -> Values | None:
    """The case without staff time, the share of freed time at which it breaks even, and what people say they did."""
    found = given.results
    without, share = found.without_staff_time.per_unit_spent, found.break_even_redeployed_share
    if without is None or share is None:
        return None
    one = money(1, language, found.currency)
    values = {"without": per_unit(without, language, found.currency), "share": percent(share, language), "one": one}
    return {**values, "told": _where_it_went(redeployment(given.model, given.closing), language)}


def _where_it_went(known: Redeployment, language: str) -> str:
    """What people say of their freed time, and how much less of it is counted."""
    if known.measured is None:
        return text("arguments.objections.time.not_measured", language)
    words = {"share": percent(known.measured, language)}
    if known.counted is None or known.counted.base >= known.measured:
        return text("arguments.objections.time.measured", language, **words)
    words["counted"] = percent(known.counted.base, language)
    return text("arguments.objections.time.measured_less", language, **words)


def _anyway(given: Grounds, language: str) -> Values | None:
    """How many changes a comparison group isolated."""
    isolated = [one for one in given.effects if one.isolated]
    if not isolated:
        return None
    rest = len(given.effects) - len(isolated)
    told = text("arguments.objections.anyway.rest", language, count=number(rest, language)) if rest else ""
    return {"isolated": number(len(isolated), language), "all": number(len(given.effects), language), "rest": told}


def _enthusiasts(given: Grounds, language: str) -> Values | None:
    """How far regular use has spread, by people and by units."""
    series, units = given.closing.practice_series(PRACTICE), in_programme(given.closing.practice_findings)
    if not series or not units:
        return None
    taken = sum(one.first_regular is not None for one in units)
    counts = {"taken": number(taken, language), "all": number(len(units), language)}
    return {"share": percent(series[max(series)], language), **counts}


def _pleasing(given: Grounds, language: str) -> Values | None:
    """Which gains rest on what people say, and which changes come from usage records."""
    shares = given.results.proof_share
    known = catalogue()
    recorded = sum(known[one.kpi].source == "usage" for one in given.effects)
    if not any(shares.values()) or not recorded:
        return None
    reported = percent(shares.get("reported", 0.0), language)
    measured = percent(board.measured_share(given.results), language)
    return {"reported": reported, "measured": measured, "recorded": number(recorded, language)}


def _stall(given: Grounds, language: str) -> Values | None:
    """The regular use under which net value is nil."""
    point = next((one for one in given.points if one.key == PRACTICE), None)
    if point is None:
        return None
    today, limit = (value_in(point.unit, value, language, point.decimals) for value in (point.today, point.limit))
    return {"today": today, "limit": limit}


def _free_tool(given: Grounds, language: str) -> Values | None:
    """Nobody knows before a quote of the other tool is set beside what this one costs and replaces."""
    return None


def _people_first(given: Grounds, language: str) -> Values | None:
    """What accompaniment and licences are of the costs."""
    costs = given.results.costs_by_category
    total = sum(costs.values())
    if total <= 0 or not costs.get("accompaniment"):
        return None
    shares = {key: percent(costs.get(key, 0.0) / total, language) for key in ("accompaniment", "licence")}
    reach = given.closing.practice_findings.of("accompaniment", "reach", "programme")
    told = (
        text("arguments.objections.people.reach", language, share=percent(reach[-1].value, language)) if reach else ""
    )
    return {**shares, "reach": told}


def _surveillance(given: Grounds, language: str) -> Values | None:
    """What is done with people's data, which holds whatever the results."""
    programme = given.programme
    return {"usage": number(programme.k_usage, language), "survey": number(programme.k_survey, language)}


def _stopping(given: Grounds, language: str) -> Values | None:
    """What stopping would lose against going on, its exit costs included."""
    found = {one.kind: one.npv for one in given.options}
    go_on, stop = found.get("continue"), found.get("stop")
    if go_on is None or stop is None:
        return None
    currency = given.results.currency
    gap = thousands(abs(go_on - stop), language, currency)
    told = text(f"arguments.objections.stopping.{'loses' if go_on >= stop else 'spares'}", language, gap=gap)
    values = {key: thousands(value, language, currency) for key, value in (("going_on", go_on), ("stopping", stop))}
    return {**values, "told": told}


REPLIES: Mapping[str, tuple[str, Callable[[Grounds, str], Values | None]]] = {
    "time": ("controller", _time_is_not_money),
    "anyway": ("controller", _anyway),
    "stall": ("controller", _stall),
    "surveillance": ("employees", _surveillance),
    "free_tool": ("technology", _free_tool),
    "people": ("technology", _people_first),
    "enthusiasts": ("chief", _enthusiasts),
    "pleasing": ("chief", _pleasing),
    "stopping": ("chief", _stopping),
}
