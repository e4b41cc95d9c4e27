"""Results of the value model, and the published cases, in words and as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from valuemodel.cli import OK
from valuemodel.cli.tables import aligned, issue_lines, show, show_json
from valuemodel.errors import Issue
from valuemodel.locale import has_text, label, money, number, percent, text

if TYPE_CHECKING:
    from valuemodel.model import CaseCheck, Misprint, Side
    from valuemodel.model.types import DriverResult, Reading, Results

MEASURES = (
    "view", "convention", "currency", "pv_benefits", "pv_costs", "npv", "roi", "bcr", "irr", "mirr", "payback_months",
    "p10", "p50", "p90", "probability_npv_positive",
)  # fmt: skip


ALL = "all"
"""In place of a convention's name: every convention, side by side."""
_COMPARED = ("pv_benefits", "pv_costs", "npv", "p10", "p90", "roi")


def as_json(found: Results, language: str) -> dict[str, Any]:
    """The results as `value --json` gives them; a reason is in words."""
    return {
        **{name: getattr(found, name) for name in MEASURES},
        "without_staff_time": _reading_json(found.without_staff_time),
        "budgetary_only": _reading_json(found.budgetary_only),
        "break_even_redeployed_share": found.break_even_redeployed_share,
        "proof_share": dict(found.proof_share),
        "accepted_by_finance": found.accepted_by_finance,
        "drivers": [_driver_json(driver, language) for driver in found.drivers],
        "issues": [issue.said(language)._asdict() for issue in found.issues if isinstance(issue, Issue)],
    }


def _reading_json(reading: Reading) -> dict[str, Any]:
    return {"npv": reading.npv, "roi": reading.roi, "pv_benefits": reading.pv_benefits}


def _driver_json(driver: DriverResult, language: str) -> dict[str, Any]:
    named = {name: getattr(driver, name) for name in ("key", "value", "gain", "grade", "counted")}
    return {**named, "reason": reason(driver, language)}


def reason(driver: DriverResult, language: str) -> str:
    """Why a driver does not count, in words where the model has some; "" for one that counts."""
    if not driver.reason:
        return ""
    key = f"model.reasons.{driver.reason}"
    return text(key, language, **driver.reason_values) if has_text(key, language) else driver.reason


def told(found: Results, language: str) -> Iterator[str]:
    """The results in lines: the measures, the three readings, then drivers."""
    yield from aligned(_measures(found, language), right=[1])
    yield ""
    yield from aligned(_readings(found, language), right=[1, 2])
    yield ""
    yield from aligned(_drivers(found, language), right=[1])
    yield from issue_lines(issue.said(language) for issue in found.issues if isinstance(issue, Issue))


def sides_shown(sides: Iterable[Side], args: Namespace) -> int:
    """Prints the programme under each convention, as JSON or in lines."""
    show_json(sides_json(sides, args.language)) if args.json else show(sides_told(sides, args.language))
    return OK


def sides_json(sides: Iterable[Side], language: str) -> list[dict[str, Any]]:
    """The results under each convention, with the convention's rules in words and what it does not count."""
    from valuemodel.model import rules_in_words

    return [
        as_json(side.results, language)
        | {"rules": list(rules_in_words(side.rules, language)), "left_out": list(side.left_out)}
        for side in sides
    ]


def sides_told(sides: Iterable[Side], language: str) -> Iterator[str]:
    """One line a convention, then the rules of each."""
    from valuemodel.model import rules_in_words

    sides = list(sides)
    rows = [[text(f"cli.measure.{name}", language) for name in ("convention", *_COMPARED)]]
    for side in sides:
        found = side.results
        said = [money(getattr(found, name), language, found.currency) for name in _COMPARED[:-1]]
        rows.append(
            [label(side.convention.label, language), *said, "-" if found.roi is None else percent(found.roi, language)]
        )
    yield from aligned(rows, right=range(1, len(_COMPARED) + 1))
    for side in sides:
        yield ""
        yield label(side.convention.label, language)
        yield from (f"  {rule}" for rule in rules_in_words(side.rules, language))


def _measures(found: Results, language: str) -> list[list[str]]:
    said = {
        name: money(getattr(found, name), language, found.currency)
        for name in ("pv_benefits", "pv_costs", "npv", "p10", "p50", "p90")
    }
    shares = {name: getattr(found, name) for name in ("roi", "irr", "mirr", "probability_npv_positive")}
    said |= {name: percent(share, language) for name, share in shares.items() if share is not None}
    if found.bcr is not None:
        said["bcr"] = number(found.bcr, language, 2)
    if found.payback_months is not None:
        said["payback_months"] = number(found.payback_months, language, 1)
    if found.break_even_redeployed_share is not None:
        said["break_even_redeployed_share"] = percent(found.break_even_redeployed_share, language)
    said |= {"view": text(f"cli.view.{found.view}", language), "convention": found.convention}
    order = [*(name for name in MEASURES if name != "currency"), "break_even_redeployed_share"]
    return [[text(f"cli.measure.{name}", language), said.get(name, "-")] for name in order]


def _readings(found: Results, language: str) -> list[list[str]]:
    rows = [[text(f"cli.column.{name}", language) for name in ("reading", "npv", "roi")]]
    everything = (found.npv, found.roi)
    staff = (found.without_staff_time.npv, found.without_staff_time.roi)
    budget = (found.budgetary_only.npv, found.budgetary_only.roi)
    for name, (npv, roi) in (("all_gains", everything), ("without_staff_time", staff), ("budgetary_only", budget)):
        said = "-" if roi is None else percent(roi, language)
        rows.append([text(f"cli.reading.{name}", language), money(npv, language, found.currency), said])
    return rows


def _drivers(found: Results, language: str) -> list[list[str]]:
    rows = [[text(f"cli.column.{name}", language) for name in ("driver", "value", "gain", "grade", "counted")]]
    for driver in found.drivers:
        words = [text(f"cli.gain.{driver.gain}", language), text(f"cli.grade.{driver.grade}", language)]
        counted = text("cli.counted", language) if driver.counted else reason(driver, language)
        rows.append([label(driver.label, language), money(driver.value, language, found.currency), *words, counted])
    return rows


def case_rows(checks: Iterable[CaseCheck], language: str) -> list[list[str]]:
    """One line a published figure: its case, what was printed, what is found here, and whether they agree."""
    rows = [[text(f"cli.column.{name}", language) for name in ("case", "measure", "published", "found", "agrees")]]
    for one in checks:
        found = "-" if one.found is None else number(one.found, language, 2)
        verdict = text(f"cli.{'agrees' if one.agrees else 'differs'}", language)
        rows.append([one.case, one.measure, number(one.expected, language, 2), found, verdict])
    return rows


def misprint_lines(cases: Collection[str], language: str) -> list[str]:
    """What is known to be misprinted in `cases`: said aloud, never silently tolerated."""
    from valuemodel.model import misprints

    found = [one for one in misprints() if one.case in cases]
    title = [text("cli.misprints", language)] if found else []
    return title + [_misprint(one, language) for one in found]


def _misprint(one: Misprint, language: str) -> str:
    words = {name: label(getattr(one, name), language) for name in ("where", "what", "explanation")}
    numbers = {name: number(getattr(one, name), language) for name in ("printed", "used")}
    return text(f"cli.{one.kind}", language, case=one.case, **words, **numbers)
