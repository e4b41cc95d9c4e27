"""The slides of evidence: what changed, adoption, proof, what could break the case, and the appendix."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from valuemodel import kpis
from valuemodel.effects import Effect
from valuemodel.effects.sentences import reason as reason_of
from valuemodel.export import slide_charts as charts
from valuemodel.export import slides
from valuemodel.export.deck_money import BODY, in_thousands, symbol_of
from valuemodel.export.deck_words import Told, foot_of, reading_name, spoken
from valuemodel.export.pack import PRACTICE, Pack, stamp
from valuemodel.export.words import why_not
from valuemodel.kpis import Kpi
from valuemodel.locale import label, money, month, text
from valuemodel.story import board, breaks, changes, worth
from valuemodel.story.words import (
    LETTERS,
    certainty_word,
    grade_word,
    kpi_change,
    kpi_change_range,
    kpi_value,
    plain,
)

MOST_ROWS = 9
"""KPIs in the table of a slide."""


def programme_effects(pack: Pack) -> list[Effect]:
    """The effects over the whole programme, those that moved first, then the surest."""
    found = [one for one in pack.closing.effects if one.group == "programme" and one.kpi in kpis.catalogue()]
    order = ("high", "moderate", "low", "very_low")
    return sorted(
        found, key=lambda one: (one.verdict != "compared", not changes.moved(one), order.index(one.certainty))
    )


def change_rows(pack: Pack, language: str) -> list[list[str]]:
    """KPIs before and after, with the change, its interval, certainty and evidence; what was refused says so."""
    known = kpis.catalogue()
    head = [text(f"export.deck.table.{key}", language) for key in ("kpi", "before", "after", "change", "sure", "grade")]
    return [head, *(_change_row(one, known[one.kpi], language) for one in programme_effects(pack))]


def _change_row(effect: Effect, kpi: Kpi, language: str) -> list[str]:
    name = label(kpi.label, language)
    if effect.verdict != "compared" or effect.change is None:
        return [name, "", "", text(f"before_after.state.{effect.verdict}", language), "", ""]
    before, after = ("" if one is None else kpi_value(kpi, one, language) for one in (effect.before, effect.after))
    span = kpi_change_range(kpi, effect.low or 0.0, effect.high or 0.0, language)
    change = f"{kpi_change(kpi, effect.change, language)} ({span})"
    grade = changes.grade(effect)
    return [name, before, after, change, certainty_word(effect.certainty, language),
            f"{LETTERS[grade]} {grade_word(grade, language)}"]  # fmt: skip


def changed(told: Told) -> Any:
    """What changed, and how sure we are that the programme did it."""
    effects = programme_effects(told.pack)
    said = changes.answer(effects, kpis.catalogue(), told.language)
    every = change_rows(told.pack, told.language)
    rows = every[: MOST_ROWS + 1]
    left = text("export.deck.changed_left", told.language, count=len(every) - len(rows)) if every != rows else ""
    lead = f"{plain(said.lead)} {left}".strip()
    page = slides.slide(told.deck, plain(said.title), lead, foot_of(told), spoken(told, "changed"))
    if len(rows) > 1:
        slides.table(told.deck, page, (0.045, 0.3, 0.91, 0.5), rows, (0.29, 0.08, 0.08, 0.22, 0.11, 0.22), 12)
    return page


def adoption(told: Told) -> Any:
    """Regular use against the plan; nothing without either."""
    pack, language = told.pack, told.language
    plan = dict(pack.programme.adoption_plan or {})
    series = pack.closing.practice_series(PRACTICE)
    months = sorted({*series, *plan})
    if not months:
        return None
    said = board.adoption_title(pack.closing, plan, PRACTICE, language)
    page = slides.slide(told.deck, plain(said.title), plain(said.lead), foot_of(told), spoken(told, "adoption"))
    names = [text(f"export.deck.adoption.{key}", language) for key in ("actual", "plan")]
    rows = {name: [row.get(one) for one in months] for name, row in zip(names, (series, plan), strict=True)}
    labels = [month(one, language, short=True) for one in months]
    charts.lines(told.deck, page, BODY, labels, rows, ("compared", "band"), "0%", plain(said.title))
    return page


def proof(told: Told) -> Any:
    """How much is measured, and what is left when cautious readers take gains away; nothing while no gain is
    counted.
    """
    language, found = told.language, told.pack.results
    if not board.counted(found):
        return None
    title = f"{worth.proof_title(found, language)}. {worth.reading_title(found, language)}"
    lead = worth.accepted(found, language)
    page = slides.slide(told.deck, plain(title), plain(lead), foot_of(told), spoken(told, "proof"))
    grades = [grade for grade in LETTERS if found.proof_share.get(grade, 0.0) > 0]
    if grades:
        names = [f"{LETTERS[grade]} {grade_word(grade, language)}" for grade in grades]
        head = text("export.deck.proof", language)
        slides.words(told.deck, page, (0.045, 0.29, 0.45, 0.05), [head], 13, slides.MUTED)
        shares = {head: [found.proof_share[grade] for grade in grades]}
        drawn = charts.bars(told.deck, page, (0.045, 0.34, 0.45, 0.5), names, shares, "0%", head)
        charts.colour_points(drawn.plots[0].series[0], grades)
    _readings(told, page)
    return page


def _readings(told: Told, page: Any) -> None:
    language, found = told.language, told.pack.results
    readings = [(reading_name(key, language), one.per_unit_spent) for key, one in worth.readings(found)]
    if any(back is None for _, back in readings):
        return
    head = text("export.deck.per_unit", language, one=money(1, language, found.currency))
    slides.words(told.deck, page, (0.52, 0.29, 0.43, 0.05), [head], 13, slides.MUTED)
    values = {head: [back for _, back in readings]}
    names = [name for name, _ in readings]
    symbol = symbol_of(found.currency)
    form = f'0.00 "{symbol}"' if language == "fr" else f'"{symbol}"0.00'
    drawn = charts.bars(told.deck, page, (0.52, 0.34, 0.43, 0.4), names, values, form, head)
    charts.colour(drawn.plots[0].series[0], "before_after")
    told_of = worth.holds_while(found, worth.redeployed_base(told.pack.model.assumptions), language)
    slides.words(told.deck, page, (0.52, 0.76, 0.43, 0.14), [told_of.replace("[[", "").replace("]]", "")], 14)


def breaking(told: Told) -> Any:
    """What could break the case: the three nearest limits in words, and the swing of each input; nothing
    while no gain is counted.
    """
    pack, language, found = told.pack, told.language, told.pack.results
    if not board.counted(found):
        return None
    title = breaks.title(pack.points, found, language)
    lead = breaks.nearest(pack.points, language)
    page = slides.slide(told.deck, plain(title), lead, foot_of(told), spoken(told, "breaking"))
    nearest = [
        (breaks.name(one, language), plain(breaks.sentence(one, found, language)))
        for one in pack.points[: breaks.NEAREST]
    ]
    said = [line for name, sentence in nearest for line in (f"**{name}**", sentence)]
    slides.words(told.deck, page, (0.045, 0.24, 0.34, 0.6), said, 15)
    bars = [bar for bar in pack.bars if bar.share > 0.005][:7]
    if bars:
        names = [label(pack.inputs[bar.key].label if bar.key in pack.inputs else bar.label, language) for bar in bars]
        keys = [text(f"export.deck.swing.{key}", language) for key in ("low", "high")]
        ends = [
            [min(bar.npv_low, bar.npv_high) / 1e3 for bar in bars],
            [max(bar.npv_low, bar.npv_high) / 1e3 for bar in bars],
        ]
        series = dict(zip(keys, ends, strict=True))
        head = text("export.deck.swing.head", language)
        slides.words(told.deck, page, (0.4, 0.22, 0.55, 0.06), [head], 13, slides.MUTED)
        form = in_thousands(found.currency, language)
        drawn = charts.bars(told.deck, page, (0.4, 0.28, 0.55, 0.63), names, series, form, head)
        for place, name in enumerate(("loss", "compared")):
            charts.colour(drawn.plots[0].series[place], name)
    return page


def by_reason(given: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names that share a reason together, in the order of the first of each.

    >>> by_reason([("a", "late"), ("b", "few"), ("c", "late")])
    [('a, c', 'late'), ('b', 'few')]
    """
    found: dict[str, list[str]] = {}
    for name, reason in given:
        found.setdefault(reason, []).append(name)
    return [(", ".join(names), reason) for reason, names in found.items()]


def appendix(told: Told) -> Any:
    """Conventions, provenance, and the drivers that are not counted, on one slide."""
    pack, language = told.pack, told.language
    title = text("export.deck.appendix", language)
    page = slides.slide(told.deck, title, "", foot_of(told), spoken(told, "appendix"))
    rules = [text(f"export.conventions.{key}", language) for key in ("timing", "payback", "nominal", "practice")]
    colon = " : " if language == "fr" else ": "
    left = [*rules, *(f"**{name}**{colon}{value}" for name, value in stamp(pack, language))]
    slides.words(told.deck, page, (0.045, 0.2, 0.45, 0.72), left, 11)
    waiting = [one for one in pack.results.drivers if not one.counted]
    refused = [one for one in programme_effects(pack) if one.verdict != "compared"]
    labels = kpis.catalogue()
    reasons = [(label(one.label, language), why_not(one, language)) for one in waiting]
    reasons += [(label(labels[one.kpi].label, language), reason_of(one, language)) for one in refused]
    right = [f"**{names}**{colon}{reason}" for names, reason in by_reason(reasons)]
    slides.words(told.deck, page, (0.52, 0.2, 0.43, 0.72), right or [text("export.deck.all_counted", language)], 11)
    return page
