"""Published studies: their tables of yearly flows, line by line, and the readings that they print of a part of them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from valuemodel.model import finance
from valuemodel.model.cases_types import CASES, CaseCheck, agreed, times
from valuemodel.model.conventions import convention, discount_factors

YEARS = ("initial", "year1", "year2", "year3")
LINE_TOLERANCE = 2
"""Currency units: the studies print whole units, rounded at each step (the design's stated tolerance)."""


class Line(NamedTuple):
    """A benefit or cost line of a study: flows before the start and in three years, printed total and PV."""

    case: str
    side: str
    name: str
    flows: tuple[float, ...]
    total: float
    present: float


def read_lines(file: Path = CASES / "tei_lines.csv") -> tuple[Line, ...]:
    """The printed lines of the studies; none when there is no such file."""
    if not file.exists():
        return ()
    with file.open(encoding="utf-8", newline="") as rows:
        return tuple(_line(row) for row in csv.DictReader(rows))


def _line(row: Mapping[str, str]) -> Line:
    flows = tuple(float(row[name]) for name in YEARS)
    totals = float(row["total_published"]), float(row["pv10_published"])
    return Line(row["case"], row["side"], row["line"], flows, *totals)


def present_value(flows: Sequence[float]) -> float:
    """The present value of a line under the convention `tei`: the first flow as it is, the years at their ends."""
    yearly = discount_factors(convention("tei"), 12 * (len(flows) - 1))[::12]
    return flows[0] + float(yearly @ list(flows[1:]))


def study(case: Mapping[str, Any], lines: Sequence[Line] = ()) -> Iterator[CaseCheck]:
    """A study's table of yearly flows: totals, present values, NPV, ROI, IRR, payback; and its lines, which add up."""
    source, note = f"{case['source']} ({case['locator']})", case.get("note", "")
    published, tolerance = case["published_results"], case["tolerance"]
    found = results(case["discount_rate"], case["costs"], case["benefits"])
    for measure, value_found in found.items():
        if published.get(measure) is not None:
            allowed = tolerance["pct_points"] if measure.endswith("_pct") else tolerance["money"]
            yield agreed(case["id"], measure, published[measure], value_found, allowed, source, note)
    net = _net(case["costs"], case["benefits"])
    for year, expected in enumerate(published.get("net_benefits") or ()):
        yield agreed(case["id"], f"net_benefits[{year}]", expected, net[year], tolerance["money"], source, note)
    yield from _payback(case, net, source)
    own = [line for line in lines if line.case == case["id"]]
    yield from _sums(case, own, source)
    yield from _line_checks(own)


def _net(costs: Sequence[float], benefits: Sequence[float]) -> list[float]:
    return [gain - cost for gain, cost in zip(benefits, costs, strict=True)]


def results(rate: float, costs: Sequence[float], benefits: Sequence[float]) -> dict[str, float | None]:
    """The measures that the studies print, by the names of their files."""
    pv_costs, pv_benefits = finance.npv(rate, costs), finance.npv(rate, benefits)
    net = _net(costs, benefits)
    return {
        "total_costs": sum(costs),
        "total_benefits": sum(benefits),
        "total_net": sum(net),
        "pv_costs": pv_costs,
        "pv_benefits": pv_benefits,
        "npv": pv_benefits - pv_costs,
        "roi_pct": times(finance.roi(pv_benefits, pv_costs), 100),
        "irr_pct": times(finance.irr(net), 100),
    }


def _payback(case: Mapping[str, Any], net: Sequence[float], source: str) -> Iterator[CaseCheck]:
    """Payback in months as printed, under the rounding of the study; else as it was recomputed when collected."""
    published, found = case["published_results"], times(finance.payback(net), 12)
    words = published.get("payback_text") or ""
    if published.get("payback_months") is not None and found is not None:
        rule, printed = published["payback_rounding"], published["payback_months"]
        check = agreed(case["id"], "payback_months", printed, found, 1, source, words)
        yield replace(check, agrees=rounded(found, rule) == printed)
        return
    expected = (case.get("recomputed") or {}).get("payback_months_linear_undiscounted")
    if expected is not None:
        yield agreed(case["id"], "payback_months", expected, found, 0.01, source, words)


def rounded(months: float, rule: str) -> float:
    """Months as a study prints them: "up" or "nearest" to a whole month, or to the "tenth".

    >>> rounded(6.11, "up"), rounded(14.14, "nearest"), rounded(6.74, "tenth")
    (7, 14, 6.7)
    """
    return {"up": math.ceil(months), "nearest": math.floor(months + 0.5), "tenth": math.floor(10 * months + 0.5) / 10}[
        rule
    ]


def _sums(case: Mapping[str, Any], lines: Sequence[Line], source: str) -> Iterator[CaseCheck]:
    """The lines of each side and year add up to the study's own table."""
    for side in ("benefit", "cost"):
        chosen = [line.flows for line in lines if line.side == side]
        for year, printed in zip(YEARS, case[f"{side}s"], strict=True) if chosen else ():
            total = sum(flows[YEARS.index(year)] for flows in chosen)
            if printed or total:
                yield agreed(case["id"], f"{side} lines, {year}", printed, total, LINE_TOLERANCE, source)


def _line_checks(lines: Sequence[Line]) -> Iterator[CaseCheck]:
    """Each line's total and present value at the `tei` convention."""
    for line in lines:
        name, source = f"{line.side}: {line.name}", f"{line.case}, printed table, {convention('tei').rate:.0%}"
        yield agreed(line.case, f"{name}, total", line.total, sum(line.flows), LINE_TOLERANCE, source)
        yield agreed(line.case, f"{name}, PV", line.present, present_value(line.flows), LINE_TOLERANCE, source)


def variant(case: Mapping[str, Any], lines: Sequence[Line]) -> Iterator[CaseCheck]:
    """A study without some of its benefit lines, all costs kept: what its authors print of it, from its lines."""
    costs, benefits = without(case, lines)
    found = results(case["discount_rate"], costs, benefits)
    found["payback_months"] = times(finance.payback(_net(costs, benefits)), 12)
    allowed = {"npv": "money", "roi_pct": "pct_points", "irr_pct": "pct_points", "payback_months": "months"}
    source = f"{case['source']} ({case['locator']})"
    for measure, expected in case["published_results"].items():
        tolerance = case["tolerance"][allowed[measure]]
        yield agreed(case["id"], measure, expected, found[measure], tolerance, source, case.get("note", ""))


def without(case: Mapping[str, Any], lines: Sequence[Line]) -> tuple[list[float], list[float]]:
    """Yearly costs and benefits of the study `case["of"]`, without the benefit lines that `case` leaves out."""
    own = [line for line in lines if line.case == case["of"]]
    kept = [line for line in own if line.side == "benefit" and line.name not in case["without"]]
    sides = [[line for line in own if line.side == "cost"], kept]
    costs, benefits = ([sum(flows) for flows in zip(*(one.flows for one in side), strict=True)] for side in sides)
    return costs, benefits
