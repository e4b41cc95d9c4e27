"""The slides of money: spent and got, what the value is made of, cash, the decision, and saying no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from valuemodel import kpis
from valuemodel.export import slide_charts as charts
from valuemodel.export import slides
from valuemodel.export.deck_words import Told, foot_of, spoken
from valuemodel.export.pack import Pack
from valuemodel.locale import label, money, month, text, thousands
from valuemodel.model.types import Results
from valuemodel.programme import Decision
from valuemodel.story import board, requested, without, worth
from valuemodel.story.words import LETTERS, grade_word, inside, kpi_value, month_span, plain

BODY: slides.Box = (0.045, 0.29, 0.91, 0.62)


def spent(told: Told) -> Any:
    """What was spent and got, by programme year, and what the costs are; nothing while neither is known."""
    pack, language, found = told.pack, told.language, told.pack.results
    if board.is_empty(found):
        return None
    said = worth.answer(found, language)
    lead = f"{worth.costs_title(pack.closing, pack.programme, language)}. {text('export.deck.spent.lead', language)}"
    page = slides.slide(told.deck, plain(said.title), plain(lead), foot_of(told), spoken(told, "spent"))
    names = {key: text(f"export.cash_flow.{key}", language) for key in ("benefits", "costs")}
    years = {names["benefits"]: by_year(found.benefits_by_month), names["costs"]: by_year(found.costs_by_month)}
    labels = [text("export.deck.year", language, year=place + 1) for place in range(len(years[names["costs"]]))]
    form = in_thousands(found.currency, language)
    drawn = charts.columns(told.deck, page, (0.045, 0.3, 0.5, 0.6), labels, years, form, plain(said.title))
    charts.colour(drawn.plots[0].series[0], "compared")
    charts.colour(drawn.plots[0].series[1], "cost")
    costs = {key: amount / 1e3 for key, amount in found.costs_by_category.items() if abs(amount) >= 0.5}
    if costs:
        names_ = [text(f"story.categories.{key}", language) for key in costs]
        series = {text("export.results.names.pv_costs", language): list(costs.values())}
        slides.words(told.deck, page, (0.57, 0.29, 0.38, 0.05), [next(iter(series))], 13, slides.MUTED)
        side = charts.bars(told.deck, page, (0.56, 0.34, 0.39, 0.5), names_, series, form, next(iter(series)))
        charts.colour(side.plots[0].series[0], "cost")
    return page


def by_year(flows: Sequence[float]) -> list[float]:
    """Flows by month, in thousands by year of the view.

    >>> by_year([1000.0] * 13)
    [12.0, 1.0]
    """
    return [sum(flows[start : start + 12]) / 1e3 for start in range(0, len(flows), 12)]


def in_thousands(currency: str, language: str) -> str:
    """The number format of amounts that are in thousands, as `language` writes them.

    >>> in_thousands("EUR", "fr"), in_thousands("EUR", "en")
    ('#,##0 "k€"', '"€"#,##0"k"')
    """
    symbol = symbol_of(currency)
    return f'#,##0 "k{symbol}"' if language == "fr" else f'"{symbol}"#,##0"k"'


def symbol_of(currency: str) -> str:
    """A currency's sign."""
    return money(0, "fr", currency).lstrip("0").strip()


def value(told: Told) -> Any:
    """What the value is made of: the waterfall by evidence; nothing while no gain is counted and no cost known."""
    language, found = told.language, told.pack.results
    if board.is_empty(found):
        return None
    said = board.waterfall_title(found, language)
    page = slides.slide(told.deck, plain(said.title), plain(said.lead), foot_of(told), spoken(told, "value"))
    names = {grade: f"{letter} {grade_word(grade, language)}" for grade, letter in LETTERS.items()}
    names |= {"total": text("export.deck.total", language), "cost": text("charts.costs", language)}
    steps = waterfall_steps(found, language)
    alt = f"{plain(said.title)}. " + ", ".join(step[0] for step in steps)
    charts.waterfall(told.deck, page, BODY, steps, names, in_thousands(found.currency, language), alt)
    return page


def waterfall_steps(found: Results, language: str) -> list[tuple[str, float, float, str]]:
    """Bars in thousands, each named with its amount: drivers by evidence, benefits, costs, net value."""
    order = list(LETTERS)
    counted = sorted(board.counted(found), key=lambda one: (order.index(one.grade), -one.value))
    steps, reached = [], 0.0
    for one in counted:
        steps.append((label(one.label, language), reached, reached + one.value, one.grade))
        reached += one.value
    gains = found.pv_benefits
    steps.append((text("charts.benefits", language), 0.0, gains, "total"))
    steps.append((text("charts.costs", language), gains, gains - found.pv_costs, "cost"))
    steps.append((text("charts.net", language), 0.0, found.npv, "total"))
    return [
        (f"{name}, {thousands(end - start, language, found.currency)}", start / 1e3, end / 1e3, kind)
        for name, start, end, kind in steps
    ]


def cash(told: Told) -> Any:
    """Cumulative cash with its band; nothing while no cost is known."""
    language, found = told.language, told.pack.results
    if found.bcr is None:
        return None
    said = board.cash_title(found, language)
    page = slides.slide(told.deck, plain(said.title), plain(said.lead), foot_of(told), spoken(told, "cash"))
    names = [text(f"export.deck.cash.{key}", language) for key in ("base", "low", "high")]
    rows = (found.cumulative, found.cumulative_p10, found.cumulative_p90)
    series = {name: [one / 1e3 for one in row] for name, row in zip(names, rows, strict=True)}
    months = [month(one, language, short=True) for one in found.months]
    form = in_thousands(found.currency, language)
    charts.lines(told.deck, page, BODY, months, series, ("compared", "band", "band"), form, plain(said.title))
    return page


def decision(told: Told) -> Any:
    """What is asked: amount, months, conditions, options, who decides; nothing while nothing is asked for."""
    pack, language = told.pack, told.language
    asked = pack.programme.decision
    if asked is None:
        return None
    amount = thousands(asked.amount, language, pack.programme.currency)
    title = text("export.deck.decision", language, amount=amount, period=month_span(asked.starts, asked.ends, language))
    page = slides.slide(told.deck, title, "", foot_of(told), spoken(told, "decision"))
    slides.words(told.deck, page, (0.045, 0.24, 0.91, 0.6), decision_lines(pack, language), 20)
    return page


def decision_lines(pack: Pack, language: str) -> list[str]:
    """The decision asked for, its details, and what would come back."""
    asked = pack.programme.decision
    if asked is None:
        return [text("export.deck.no_decision", language)]
    said = requested.decision(pack.programme, *_decision_words(asked, language), language)
    return [said, *requested.decision_details(pack.programme, language), *request_line(pack, language)]


def _decision_words(asked: Decision, language: str) -> tuple[dict[str, str], dict[str, str]]:
    """The label of each condition's KPI, and its threshold as it is written."""
    known = {gate.kpi: kpis.catalogue()[gate.kpi] for gate in asked.conditions if gate.kpi in kpis.catalogue()}
    limits = {
        one.kpi: kpi_value(known[one.kpi], one.threshold, language) for one in asked.conditions if one.kpi in known
    }
    return {key: label(kpi.label, language) for key, kpi in known.items()}, limits


def request_line(pack: Pack, language: str) -> tuple[str, ...]:
    """What all that is still to come costs and would bring back, as the board says it of a request."""
    if pack.ahead is None or board.is_empty(pack.ahead):
        return ()
    costs = thousands(pack.ahead.pv_costs, language, pack.ahead.currency)
    back = inside(plain(board.answer(pack.ahead, language).title))
    return (text("export.deck.request", language, costs=costs, back=back),)


def no(told: Told) -> Any:
    """What saying no saves, and what no longer comes; nothing once every month is closed, or while nothing is known."""
    pack, language, ahead = told.pack, told.language, told.pack.ahead
    if ahead is None or board.is_empty(ahead):
        return None
    exits = pack.programme.exit_costs
    amounts = {key: thousands(one, language, ahead.currency) for key, one in
               (("costs", ahead.pv_costs - exits), ("benefits", ahead.pv_benefits))}  # fmt: skip
    title = without.refused(ahead, exits, language).rstrip(".")
    lead = text("export.deck.refusal.lead", language)
    page = slides.slide(told.deck, title, lead, foot_of(told), spoken(told, "refusal", **amounts))
    names = [text(f"export.deck.refusal.{key}", language) for key in ("saved", "lost", "net")]
    figures = [(ahead.pv_costs - exits) / 1e3, -ahead.pv_benefits / 1e3, -(ahead.npv + exits) / 1e3]
    form = in_thousands(ahead.currency, language)
    drawn = charts.columns(told.deck, page, (0.045, 0.3, 0.5, 0.6), names, {lead: figures}, form, title)
    charts.colour_points(drawn.plots[0].series[0], ("compared", "loss", "total"))
    waits = without.lost(ahead, pack.delays, pack.programme, language)[1:]
    lines = [without.span(ahead, exits, language), *waits, *requested.decision_options(pack.programme, language),
             text("export.deck.refusal.assumes", language)]  # fmt: skip
    slides.words(told.deck, page, (0.58, 0.32, 0.37, 0.55), lines, 16)
    return page
