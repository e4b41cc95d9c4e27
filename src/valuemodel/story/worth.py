"""What it is worth: the value page's answer, the sentences of its sections, and how each headline is computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.locale import has_text, label, percent, plural, text, thousands
from valuemodel.model.types import Assumption, DriverResult, Reading, Results
from valuemodel.programme import Programme
from valuemodel.story import payback
from valuemodel.story.board import Told, counted, is_empty, measured_share
from valuemodel.story.words import count_word, inside, per_unit, sentence_case


class Explained(NamedTuple):
    """A headline figure opened: what it is, the calculation with the numbers in place, how it misleads."""

    what: str
    calculation: str
    misleads: str


HEADLINES = ("npv", "bcr", "payback", "without_staff_time", "budgetary_only")


def explained(key: str, results: Results, language: str) -> Explained:
    """The explanation of one headline of HEADLINES."""
    calculation = text("story.explain.nothing", language)
    if not is_empty(results):
        calculation = text(f"story.explain.{key}.calculation", language, **_values(results, language))
    return Explained(
        text(f"story.explain.{key}.what", language),
        calculation,
        text(f"story.explain.{key}.misleads", language),
    )


def _values(results: Results, language: str) -> dict[str, str]:
    money = {
        "benefits": results.pv_benefits,
        "costs": results.pv_costs,
        "npv": results.npv,
        "without": results.without_staff_time.pv_benefits,
        "budgetary": results.budgetary_only.pv_benefits,
    }
    written = {key: thousands(amount, language, results.currency) for key, amount in money.items()}
    shares = {
        "bcr": results.bcr,
        "bcr_without": results.without_staff_time.per_unit_spent,
        "bcr_budgetary": results.budgetary_only.per_unit_spent,
    }
    none = text("story.explain.unknown", language)
    written |= {
        key: none if share is None else per_unit(share, language, results.currency) for key, share in shares.items()
    }
    written["roi"] = none if results.roi is None else percent(results.roi, language)
    written["month"] = payback.reached(results, language)
    return written


def answer(results: Results, language: str) -> Told:
    """How many drivers count and what they are worth against the costs."""
    count, total = sum(driver.value >= 0 for driver in counted(results)), len(results.drivers)
    if not counted(results):
        return Told(text("story.value.answer.zero", language), _waiting(results, language))
    title = text(
        f"story.value.answer.{'one' if count == 1 else 'other'}",
        language,
        count=count_word(count, language),
        total=count_word(total, language),
        benefits=thousands(results.pv_benefits, language, results.currency),
        costs=thousands(results.pv_costs, language, results.currency),
        npv=thousands(results.npv, language, results.currency),
    )
    measured = text("story.answer.measured", language, share=percent(measured_share(results), language))
    pieces = (measured, accepted(results, language), _losing(results, language), _waiting(results, language))
    return Told(sentence_case(title), " ".join(filter(None, pieces)))


def _losing(results: Results, language: str) -> str:
    """The drivers that cost instead of bringing in, with their amounts."""
    losing = [driver for driver in counted(results) if driver.value < 0]
    told = [
        f"{label(driver.label, language)} ({thousands(driver.value, language, results.currency)})" for driver in losing
    ]
    return plural("story.value.losing", len(losing), language, drivers=", ".join(told)) if losing else ""


def _waiting(results: Results, language: str) -> str:
    waiting = len(results.drivers) - len(counted(results))
    return plural("story.answer.waiting", waiting, language) if waiting else ""


def accepted(results: Results, language: str) -> str:
    """The share of the value whose assumptions finance has signed."""
    return text("story.value.accepted", language, share=percent(results.accepted_by_finance, language))


def holds_while(results: Results, redeployed: float | None, language: str) -> str:
    """The redeployed share at which the case breaks even: "Le dossier tient tant que plus de 10 % ..."."""
    limit = results.break_even_redeployed_share
    if not counted(results):
        return ""
    if limit is None:
        key = "always" if results.npv >= 0 else "never"
        return text(f"story.value.redeployed.{key}", language)
    if redeployed is None:
        return text("story.value.redeployed.alone", language, limit=percent(limit, language))
    key = "holds" if redeployed >= limit else "fails"
    return text(
        f"story.value.redeployed.{key}", language, limit=percent(limit, language), today=percent(redeployed, language)
    )


def reading_title(results: Results, language: str) -> str:
    """What is left when staff time is taken out."""
    reading = results.without_staff_time
    if reading.per_unit_spent is None or not results.pv_benefits:
        return text("story.value.readings.none", language)
    key = "pays" if reading.npv >= 0 else "loses"
    back = per_unit(reading.per_unit_spent, language, results.currency)
    return text(f"story.value.readings.{key}", language, back=back)


def readings(results: Results) -> tuple[tuple[str, Reading], ...]:
    """The three readings, widest first."""
    everything = Reading(results.pv_benefits, results.npv, results.roi, results.bcr, results.p10, results.p90)
    return (
        ("all", everything),
        ("without_staff_time", results.without_staff_time),
        ("budgetary_only", results.budgetary_only),
    )


def who(driver: DriverResult, language: str) -> str:
    """Who gains, in words: "l'entreprise, le salarié"."""
    return sentence_case(", ".join(text(f"story.who.{one}", language) for one in driver.gains_who))


def driver_title(driver: DriverResult, currency: str, language: str) -> str:
    """A driver and what it is worth, or that it is not counted."""
    name = label(driver.label, language)
    if not driver.counted:
        return text("story.value.driver.waiting", language, name=name)
    return text("story.value.driver.worth", language, name=name, value=thousands(driver.value, language, currency))


def why_not(driver: DriverResult, language: str, kpi_labels: Mapping[str, str]) -> str:
    """Why a driver is not counted, and what would make it count."""
    values = {
        key: inside(kpi_labels.get(str(value), str(value))) if key in ("kpi", "practice") else value
        for key, value in driver.reason_values.items()
    }
    key = f"model.reasons.{driver.reason}"
    return text(key if has_text(key, language) else "story.value.not_counted", language, **values)


def costs_title(closing: Closing, programme: Programme, language: str) -> str:
    """What was spent against what was planned, over the months that have both."""
    known = [cost for cost in closing.costs if cost.planned is not None and cost.actual is not None]
    planned, actual = sum(cost.planned or 0.0 for cost in known), sum(cost.actual or 0.0 for cost in known)
    if not planned:
        return text("story.value.costs.no_actual", language)
    gap = actual / planned - 1
    side = "over" if gap > 0.005 else "under" if gap < -0.005 else "even"
    spent = thousands(actual, language, programme.currency)
    return text(f"story.value.costs.{side}", language, spent=spent, gap=percent(abs(gap), language))


def proof_title(results: Results, language: str) -> str:
    """How much of the gains is measured."""
    return text("story.value.proof", language, share=percent(measured_share(results), language))


def tornado_title(name: str, share: float, language: str) -> str:
    """The assumption that weighs most."""
    return text("story.value.tornado", language, name=name, share=percent(share, language))


def redeployed_base(assumptions: Mapping[str, Assumption]) -> float | None:
    """The redeployed share in use, when the model has one."""
    found = assumptions.get("redeployed_share")
    return None if found is None else found.base
