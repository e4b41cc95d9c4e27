"""The parts of the value page: readings, drivers, years, costs, tornado, proof and warnings."""

from __future__ import annotations

from collections.abc import Sequence

from valuemodel import kpis
from valuemodel.closing import Closing
from valuemodel.locale import label, percent, text
from valuemodel.model.types import COST_CATEGORIES, GRADES, DriverResult, Reading, Results, TornadoBar
from valuemodel.story import board, register, worth
from valuemodel.story.units import brief
from valuemodel.story.words import LETTERS, money_range, per_unit, plain
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui import glyph_tornado, money
from valuemodel.ui.board_charts import pen
from valuemodel.ui.charts import Pen
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import (
    Column,
    Heading,
    Html,
    Row,
    badge,
    draw,
    element,
    joined,
    panel,
    passage,
    rich,
    section,
    table,
)
from valuemodel.ui.glyph_pairs import Pair, pairs

YEAR_COLUMNS = ("year", "gains", "costs", "net")
COST_COLUMNS = ("category", "planned", "actual", "gap")
SWING_COLUMNS = ("name", "low", "high", "npv_low", "npv_high", "share")
SWINGS = 10
"""Bars of the tornado; what weighs less is in the register."""


def readings(here: Context, results: Results) -> None:
    """The result read three ways, side by side, and the redeployed share at which it breaks even; nothing while there
    is nothing to read.
    """
    language = here.language
    if board.is_empty(results):
        return
    rows = [_reading(key, reading, results, language) for key, reading in worth.readings(results)]
    names = ("reading", "benefits", "npv", "roi", "back", "range")
    columns = [Column(text(f"value.reading.{name}", language), number=name != "reading") for name in names]
    title = worth.reading_title(results, language)
    with section("readings", title, text("value.reading.lead", language)):
        draw(table(title, columns, rows, show_caption=False))
        redeployed = worth.redeployed_base(here.model.assumptions)
        draw(element("p", rich(worth.holds_while(results, redeployed, language)), css="pv"))


def _reading(key: str, reading: Reading, results: Results, language: str) -> Row:
    with_pen = Pen(language, {}, results.currency)
    back = "" if reading.per_unit_spent is None else per_unit(reading.per_unit_spent, language, results.currency)
    low, high = reading.p10, reading.p90
    span = "" if low is None or high is None else money_range(low, high, language, results.currency)
    name = joined(
        text(f"value.reading.{key}.name", language), element("small", text(f"value.reading.{key}.what", language))
    )
    roi = "" if reading.roi is None else percent(reading.roi, language)
    return Row(
        (name, with_pen.amount(reading.pv_benefits), element("b", with_pen.amount(reading.npv)), roi, back, span)
    )


def drivers(here: Context, results: Results, picked: str) -> None:
    """All drivers: what kind of gain, who gains, on what evidence, how much, or why not counted."""
    language = here.language
    names = ("driver", "gain", "who", "value", "range", "evidence")
    columns = [Column(text(f"value.driver.{name}", language), number=name in ("value", "range")) for name in names]
    order = sorted(results.drivers, key=lambda driver: (not driver.counted, GRADES.index(driver.grade), -driver.value))
    rows: list[Row | Heading] = [_driver(driver, results, language, picked) for driver in order]
    title = text("value.drivers", language)
    passage(
        "drivers", title, table(title, columns, rows, show_caption=False), subtitle=text("value.drivers_lead", language)
    )


def kpi_labels(language: str) -> dict[str, str]:
    """The KPIs' labels by key."""
    return {key: label(kpi.label, language) for key, kpi in kpis.catalogue().items()}


def _driver(driver: DriverResult, results: Results, language: str, picked: str) -> Row:
    css = "pv-chosen" if driver.key == picked else ""
    name = label(driver.label, language)
    if not driver.counted:
        kind = "too_early" if driver.reason == "outcome_too_early" else "refused"
        state, _, words = worth.why_not(driver, language, kpi_labels(language)).partition(":")
        return Row((name,), panel(kind, f"{state}:", words.strip()), css)
    with_pen = Pen(language, {}, results.currency)
    low, high = driver.low, driver.high
    span = "" if low is None or high is None else money_range(low, high, language, results.currency)
    gain = text(f"story.gains.{driver.gain}", language)
    value = element("b", with_pen.amount(driver.value))
    return Row((name, gain, worth.who(driver, language), value, span, badge(driver.grade, language)), css=css)


def year_pairs(results: Results, language: str) -> list[Pair]:
    """Gains and costs of each programme year, before discounting."""
    found = []
    for start in range(0, len(results.months), 12):
        part = slice(start, start + 12)
        gained, spent = sum(results.benefits_by_month[part]), sum(results.costs_by_month[part])
        found.append(Pair(text("value.year", language, year=start // 12 + 1), gained, spent))
    return found


def by_year(here: Context, results: Results) -> None:
    """Gains against costs by programme year; nothing while neither is known."""
    language, with_pen = here.language, pen(here)
    years = year_pairs(results, language)
    if not years or board.is_empty(results):
        return
    last = years[-1]
    key = "surplus" if last.first >= last.second else "deficit"
    title = text(f"value.years.{key}", language, year=last.name, gap=with_pen.amount(abs(last.first - last.second)))
    columns = [Column(text(f"value.years.{name}", language), number=name != "year") for name in YEAR_COLUMNS]
    rows = [Row((one.name, *map(with_pen.amount, (one.first, one.second, one.first - one.second)))) for one in years]
    markup = table(title, columns, rows, show_caption=False)
    with glyphs.charted("years", title, text("value.years.lead", language), language, markup):
        draw(pairs(years, "years", ("gained", "paid"), with_pen, _pairs_alt(title, years, with_pen)))


def _pairs_alt(title: str, rows: Sequence[Pair], with_pen: Pen) -> str:
    """The finding of a chart of pairs, with its numbers."""
    said = [f"{one.name} {with_pen.amount(one.first)} / {with_pen.amount(one.second)}" for one in rows]
    return f"{title}. {', '.join(said)}."


def cost_pairs(closing: Closing, language: str) -> list[Pair]:
    """Planned and actual amounts by category, over the months that have an actual."""
    found = []
    for category in COST_CATEGORIES:
        lines = [cost for cost in closing.costs if cost.category == category and cost.actual is not None]
        if lines:
            planned, actual = sum(cost.planned or 0.0 for cost in lines), sum(cost.actual or 0.0 for cost in lines)
            found.append(Pair(text(f"story.categories.{category}", language), planned, actual))
    return found


def costs(here: Context) -> None:
    """Planned against actual costs by category, to the closing date."""
    assert here.closing is not None and here.programme is not None
    language, with_pen = here.language, pen(here)
    title = worth.costs_title(here.closing, here.programme, language)
    spent = cost_pairs(here.closing, language)
    if not spent:
        passage("costs", title)
        return
    columns = [Column(text(f"value.costs.{name}", language), number=name != "category") for name in COST_COLUMNS]
    rows = [Row((one.name, *map(with_pen.amount, (one.first, one.second, one.second - one.first)))) for one in spent]
    markup = table(title, columns, rows, show_caption=False)
    with glyphs.charted("costs", title, text("value.costs_lead", language), language, markup):
        draw(pairs(spent, "costs", ("planned", "spent"), with_pen, _pairs_alt(title, spent, with_pen)))


def tornado(here: Context, results: Results, view: str, convention: str) -> None:
    """What weighs on net value, largest first."""
    language = here.language
    found = money.bars(here, view, convention)[:SWINGS]
    if not found:
        return
    known = money.inputs(here, money.bars(here, view, convention))
    named = [money.named(bar, known) for bar in found]
    written = [ends(bar.key, bar.low_value, bar.high_value, known, language) for bar in named]
    title = worth.tornado_title(label(named[0].label, language), named[0].share, language)
    with glyphs.charted(
        "tornado", title, text("value.tornado_lead", language), language, _swings(title, named, written, pen(here))
    ):
        shares = ", ".join(f"{label(bar.label, language)} {percent(bar.share, language)}" for bar in named)
        draw(glyph_tornado.tornado(named, results.npv, written, pen(here), plain(f"{title}. {shares}.")))


def _swings(title: str, named: Sequence[TornadoBar], ends: Sequence[tuple[str, str]], with_pen: Pen) -> Html:
    """The tornado as a table: each input's two values, the net value at both, its weight."""
    language = with_pen.language
    columns = [Column(text(f"value.swing.{name}", language), number=name != "name") for name in SWING_COLUMNS]
    rows = [
        Row(
            (
                label(bar.label, language),
                *pair,
                with_pen.amount(bar.npv_low),
                with_pen.amount(bar.npv_high),
                percent(bar.share, language),
            )
        )
        for bar, pair in zip(named, ends, strict=True)
    ]
    return table(title, columns, rows, show_caption=False)


def ends(key: str, low: float, high: float, known: dict, language: str) -> tuple[str, str]:
    """The two values that an input takes, written; a fall of a KPI counts positive."""
    sign = register.sign_of(key, kpis.catalogue()) if "." in key else 1
    unit = known[key].unit if key in known else ""
    first, second = (brief(unit, sign * value, language) for value in (low, high))
    return first, second


def proof(here: Context, results: Results) -> None:
    """The gains by evidence, and what finance has accepted; nothing while no gain is counted."""
    language = here.language
    if not any(results.proof_share.values()):
        return
    rows = [
        element(
            "div",
            badge(grade, language),
            _share(grade, results.proof_share.get(grade, 0.0), language),
            css="pv-proof",
        )
        for grade in GRADES
    ]
    passage(
        "proof",
        worth.proof_title(results, language),
        element("div", *rows, css="pv"),
        element("p", worth.accepted(results, language), css="pv"),
        subtitle=text("value.proof_lead", language),
    )


def _share(grade: str, share: float, language: str) -> Html:
    return glyphs.weight_bar(share, percent(share, language), f"pv-fill-{LETTERS[grade]}")
