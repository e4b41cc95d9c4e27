"""The board's sentences: the answer, and the message of each section."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.locale import money, month, number, percent, plural, text, thousands
from valuemodel.model.types import DriverResult, Outlook, Results
from valuemodel.story import payback
from valuemodel.story.words import (
    between,
    count_word,
    grade_word,
    money_range,
    month_after,
    per_unit,
    per_unit_range,
    sentence_case,
    whole_month,
)

MEASURED = ("compared", "before_after")


EVEN = (0.4, 0.6)
"""Between these chances of a positive net value, a review says that gains and costs balance."""


class Told(NamedTuple):
    """A message in one sentence, and what stands below it."""

    title: str
    lead: str


def measured_share(results: Results) -> float:
    """The share of gross positive benefits that rests on a before and an after, with or without comparison."""
    return sum(results.proof_share.get(grade, 0.0) for grade in MEASURED)


def counted(results: Results) -> tuple[DriverResult, ...]:
    """The drivers that the gate lets count."""
    return tuple(driver for driver in results.drivers if driver.counted)


def answer(results: Results, language: str) -> Told:
    """The page's answer: what comes back for each euro spent, when it is paid back, and how sure that is.

    A programme without any counted benefit, one that loses money and one that is never paid back each say so first.
    """
    if results.pv_costs <= 0 or results.bcr is None:
        return Told(text("story.answer.no_cost", language), _counting(results, language))
    if not counted(results) or results.pv_benefits <= 0:
        return Told(_nothing_back(results, language), _counting(results, language))
    return Told(f"{_returned(results, language)} {payback.sentence(results, language)}", _lead(results, language))


def _nothing_back(results: Results, language: str) -> str:
    key = "costs_more" if results.pv_benefits < 0 else "no_benefit"
    loss = thousands(-results.pv_benefits, language, results.currency)
    return text(f"story.answer.{key}", language, costs=_k(results, results.pv_costs, language), loss=loss)


def _counting(results: Results, language: str) -> str:
    waiting = len(results.drivers) - len(counted(results))
    if not results.drivers:
        return text("story.answer.no_driver", language)
    return plural("story.answer.waiting", waiting, language) if waiting else ""


def _k(results: Results, amount: float, language: str) -> str:
    return thousands(amount, language, results.currency)


def _returned(results: Results, language: str) -> str:
    """What comes back for one unit spent, with its range, then the ROI (or the loss, in money)."""
    assert results.bcr is not None
    key = "loss" if results.npv < 0 else "gain"
    return text(
        f"story.answer.{results.view}.{key}",
        language,
        one=money(1, language, results.currency),
        back=per_unit(results.bcr, language, results.currency),
        range=_range_of_return(results, language),
        roi=percent(results.roi or 0.0, language),
        loss=_k(results, -results.npv, language),
    )


def _range_of_return(results: Results, language: str) -> str:
    if results.bcr_p10 is None or results.bcr_p90 is None:
        return ""
    span = per_unit_range(results.bcr_p10, results.bcr_p90, language, results.currency)
    return text("story.answer.range", language, range=span)


def _lead(results: Results, language: str) -> str:
    return " ".join(
        (
            probability(results.probability_npv_positive, language),
            text("story.answer.measured", language, share=percent(measured_share(results), language)),
            _two_other_readings(results, language),
        )
    )


def probability(share: float, language: str) -> str:
    """In how many draws net value is positive; never "all" or "none" of a finite simulation."""
    side = "most" if share > 0.994 else "few" if share < 0.006 else "some"
    shown = percent({"most": 0.99, "few": 0.01}.get(side, share), language)
    return text(f"story.answer.probability.{side}", language, share=shown)


def _two_other_readings(results: Results, language: str) -> str:
    without, budgetary = results.without_staff_time.per_unit_spent, results.budgetary_only.per_unit_spent
    if without is None or budgetary is None:
        return ""
    return text(
        "story.answer.readings",
        language,
        without=per_unit(without, language, results.currency),
        budgetary=per_unit(budgetary, language, results.currency),
    )


def waterfall_title(results: Results, language: str) -> Told:
    """What the value is made of: the heaviest grade of evidence, as a share of the gains."""
    lead = text("story.waterfall.lead", language, months=len(results.months))
    shares = {grade: share for grade, share in results.proof_share.items() if share > 0}
    if is_empty(results):
        return Told(text("story.waterfall.empty", language), text("story.waterfall.load", language))
    if not counted(results) or not shares:
        return Told(text("story.waterfall.nothing", language), lead)
    heaviest = max(shares, key=lambda grade: shares[grade])
    words = {"share": percent(shares[heaviest], language), "grade": grade_word(heaviest, language)}
    time = _staff_time_share(results)
    if time is not None and time >= 0.5:
        measured = percent(measured_share(results), language)
        return Told(text("story.waterfall.staff_time", language, time=percent(time, language), measured=measured), lead)
    return Told(text(f"story.waterfall.{heaviest}", language, **words), lead)


def _staff_time_share(results: Results) -> float | None:
    """The share of the benefits that is staff time: what the second reading leaves out."""
    if results.pv_benefits <= 0:
        return None
    return 1 - results.without_staff_time.pv_benefits / results.pv_benefits


def cash_title(results: Results, language: str) -> Told:
    """When the programme pays for itself, by month of the calendar, or that it does not."""
    lead = text("story.cash.lead", language, unit=thousands(0, language, results.currency).replace("0", "").strip())
    if results.bcr is None:
        return Told(text("story.cash.no_cost", language), text("story.cash.load", language))
    if results.payback_months is None:
        return Told(plural("story.cash.never", len(results.months), language), lead)
    if payback.at_once(results):
        return Told(text("story.cash.at_once", language), lead)
    if results.view == "review" and EVEN[0] < results.probability_npv_positive < EVEN[1]:
        return Told(text("story.cash.even", language), lead)
    when = month_after(results.months[0], results.payback_months)
    tense = "past" if whole_month(results.payback_months) - 1 <= results.today else "future"
    return Told(text(f"story.cash.{tense}", language, month=month(when, language)), lead)


def is_empty(results: Outlook) -> bool:
    """Whether there is nothing to draw: no gain counted and no cost known."""
    return not results.gains_counted and results.bcr is None


def adoption_title(closing: Closing, plan: dict[date, float], practice: str, language: str) -> Told:
    """How many use it regularly in the last month measured, against the plan."""
    series = closing.practice_series(practice)
    if not series:
        return Told(text("story.adoption.none", language), "")
    last = max(series)
    lead = text("story.adoption.lead", language, people=number(closing.eligible, language))
    words = {"share": percent(series[last], language), "month": month(last, language)}
    if last not in plan:
        return Told(text("story.adoption.no_plan", language, **words), lead)
    gap = round(100 * series[last]) - round(100 * plan[last])
    side = "below" if gap < 0 else "above" if gap > 0 else "even"
    return Told(plural(f"story.adoption.{side}", abs(gap), language, **words), lead)


def convention_line(results: Results, name: str, rate: float, closing: Closing, language: str) -> str:
    """How the figures were computed and from what: convention, draws, seed, files, fingerprint."""
    return text(
        "story.convention",
        language,
        name=name,
        rate=percent(rate, language, 0 if abs(100 * rate - round(100 * rate)) < 1e-9 else 1),
        months=len(results.months),
        draws=number(results.draws, language),
        seed=results.seed,
        files=plural("story.files", len(closing.sources), language),
        rows=number(sum(source.rows_kept for source in closing.sources), language),
        fingerprint=closing.fingerprint[:9].upper(),
    )


def title_of_changes(count: int, since: str, language: str) -> str:
    """ "Trois pratiques ont changé depuis mai 2025"."""
    if not since:
        return text("story.changes.board.none", language)
    if count == 0:
        return text("story.changes.board.zero", language, since=since)
    return sentence_case(plural("story.changes.board", count, language, since=since, word=count_word(count, language)))


def net_value(results: Outlook, language: str) -> tuple[str, str]:
    """Net value and its range; unknown, not zero, while no gain is counted and no cost known."""
    if is_empty(results):
        return text("story.explain.unknown", language), ""
    span = money_range(results.p10, results.p90, language, results.currency)
    return thousands(results.npv, language, results.currency), span


def per_unit_span(low: float | None, high: float | None, language: str, currency: str) -> str:
    """The range of what comes back for each euro spent; "" when there is none."""
    return "" if low is None or high is None else per_unit_range(low, high, language, currency)


def share_list(shares: Iterable[tuple[str, float]], language: str) -> str:
    """Shares by grade, strongest first: "12 % mesuré avec comparaison, 24 % déclaré"."""
    return ", ".join(
        f"{percent(share, language)} {grade_word(grade, language)}" for grade, share in shares if share > 0.004
    )


def band(low: float, high: float, language: str) -> str:
    """A range of shares."""
    return between(low, high, language, lambda share: percent(share, language))
