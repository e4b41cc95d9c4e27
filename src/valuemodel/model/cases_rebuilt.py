"""A published study rebuilt from its own inputs, as a template of this product, and evaluated by its whole engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from valuemodel.closing import Closing, CostLine, PracticePoint
from valuemodel.model.case import given, prepare
from valuemodel.model.cases_studies import LINE_TOLERANCE, YEARS, Line, present_value, rounded
from valuemodel.model.cases_types import CaseCheck, agreed, times
from valuemodel.model.engine import evaluate
from valuemodel.model.formula import parse
from valuemodel.model.library import read_model
from valuemodel.model.ramp import month_list
from valuemodel.model.types import Results, ValueModel
from valuemodel.model.values import value
from valuemodel.programme import Programme

STARTED = date(2001, 1, 1)
"""Any first of January: the study has programme years and no dates."""
FEWEST = 16
"""Draws: its numbers are exact, so that they are all the same."""


@dataclass(frozen=True)
class Rebuilt:
    """A study as this product computes it: its model, and what comes out by line (before the start, then years)."""

    case: str
    model: ValueModel
    results: Results
    lines: Mapping[str, tuple[float, ...]]


def as_model(document: Mapping[str, Any]) -> ValueModel:
    """The study's drivers and assumptions as a value model; each number is exact, and the study is its source."""
    common = {
        "objective": document["of"], "for": ["company"], "practice": "regular_share", "outcome": "",
        "unit": f"{document['currency']}/year", "duration_months": 12 * len(document["users_by_year"]),
        "lasting": document["label"], "effective": STARTED.isoformat(),
    }  # fmt: skip
    drivers = {key: common | _without(entry, "line") for key, entry in document["drivers"].items()}
    assumptions = {key: _exact(entry, document["source"]) for key, entry in document["assumptions"].items()}
    return read_model(document["id"], {"label": document["label"], "drivers": drivers, "assumptions": assumptions})


def _without(entry: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: found for key, found in entry.items() if key != name}


def _exact(entry: Mapping[str, Any], source: Mapping[str, Any]) -> dict[str, Any]:
    exact = {"low": entry["base"], "high": entry["base"], "evidence": "benchmark"}
    return exact | _without(entry, "locator") | {"source": {**source, "locator": entry["locator"]}}


def rebuild(document: Mapping[str, Any]) -> Rebuilt:
    """The study computed by `evaluate`, under its own convention, on the numbers of users that it states."""
    model, programme = as_model(document), _programme(document)
    bare = _closing(document, ())
    names = given(prepare(model, bare, programme))
    costs = {key: _cost_flows(entry, names, len(document["users_by_year"])) for key, entry in document["costs"].items()}
    closing = _closing(document, tuple(_cost_lines(document, costs)))
    results = evaluate(model, closing, programme, convention=document["convention"], draws=FEWEST)
    by_driver = {driver.key: _years(driver.by_month) for driver in results.drivers}
    lines = {document["drivers"][key]["line"]: flows for key, flows in by_driver.items()}
    lines |= {document["costs"][key]["line"]: flows for key, flows in costs.items()}
    return Rebuilt(document["of"], model, results, lines)


def _programme(document: Mapping[str, Any]) -> Programme:
    months = 12 * len(document["users_by_year"])
    return Programme(document["id"], document["title"], "", STARTED, months, document["currency"])


def _closing(document: Mapping[str, Any], costs: tuple[CostLine, ...]) -> Closing:
    """A closing before the start, with the study's users month by month: a study is a plan, nothing in it is past."""
    people, shares = document["people"], document["users_by_year"]
    months = month_list(STARTED, 12 * len(shares))
    practice = tuple(PracticePoint("regular_share", m, shares[i // 12], people) for i, m in enumerate(months))
    eve = date.fromordinal(STARTED.toordinal() - 1)
    return Closing(
        0, eve, datetime.min, "", "", people, people, (), (), (), (), (), practice, costs, {}
    )  # fmt: skip


def _cost_flows(entry: Mapping[str, Any], names: Mapping[str, Any], years: int) -> tuple[float, ...]:
    """A cost before the start and in each year, by its formulas."""
    trees = {name: parse(entry[name]).tree for name in ("initial", "yearly")}
    initial, yearly = (float(value(tree, names)) for tree in trees.values() if tree is not None)
    return (initial, *[yearly] * years)


def _cost_lines(document: Mapping[str, Any], costs: Mapping[str, tuple[float, ...]]) -> Iterator[CostLine]:
    """The costs in the form of a closing: before the start, then a twelfth of each year in each of its months."""
    eve, currency = date.fromordinal(STARTED.toordinal() - 1), document["currency"]
    for key, (initial, *years) in costs.items():
        line, category = document["costs"][key]["line"], document["costs"][key]["category"]
        yield CostLine(line, category, eve, initial, None, currency)
        for i, month in enumerate(month_list(STARTED, 12 * len(years))):
            yield CostLine(line, category, month, years[i // 12] / 12, None, currency)


def _years(by_month: Sequence[float]) -> tuple[float, ...]:
    """A gain before the start (nothing) and in each year."""
    return (0.0, *(sum(by_month[start : start + 12]) for start in range(0, len(by_month), 12)))


def rebuilt(document: Mapping[str, Any], lines: Sequence[Line]) -> Iterator[CaseCheck]:
    """The rebuilt study against what it prints: each line and year, each present value, then the totals."""
    found, source = rebuild(document), f"{document['source']['title']}, {document['source']['year']}"
    for line in (one for one in lines if one.case == document["of"]):
        flows = found.lines.get(line.name)
        computed = [None] * len(YEARS) if flows is None else list(flows)
        for year, printed, one in zip(YEARS, line.flows, computed, strict=True):
            if printed or one:
                yield agreed(document["id"], f"{line.name}, {year}", printed, one, LINE_TOLERANCE, source)
        present = None if flows is None else present_value(flows)
        yield agreed(document["id"], f"{line.name}, PV", line.present, present, LINE_TOLERANCE, source)
    yield from _totals(document, found.results, source)


def _totals(document: Mapping[str, Any], results: Results, source: str) -> Iterator[CaseCheck]:
    published, money = document["published_results"], document["tolerance"]["money"]
    for measure in ("pv_benefits", "pv_costs", "npv"):
        yield agreed(document["id"], measure, published[measure], getattr(results, measure), money, source)
    yield agreed(document["id"], "roi_pct", published["roi_pct"], times(results.roi, 100), 0.51, source)
    months = results.payback_months
    shown = None if months is None else rounded(months, document["payback_rounding"])
    yield agreed(document["id"], "payback_months", published["payback_months"], shown, 0, source)
