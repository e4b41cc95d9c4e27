"""Published cases with published answers, recomputed with the product's own functions: N of N agree."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from valuemodel.errors import ValueModelError
from valuemodel.model import finance
from valuemodel.model.conventions import convention, discount_factors
from valuemodel.model.formula import parse
from valuemodel.model.values import value

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class CaseCheck:
    """One published figure: what was printed, what is found here, whether they agree within the stated tolerance."""

    case: str
    measure: str
    expected: float
    found: float | None
    tolerance: float
    agrees: bool
    source: str
    note: str = ""


def check_cases(path: Path | str | None = None) -> list[CaseCheck]:
    """Every published case of `path` (a case file of this schema), or all those shipped with the product."""
    files = [Path(path)] if path else sorted(CASES.glob("*.yaml"))
    return [check for file in files for check in _check_file(file)]


def _check_file(file: Path) -> list[CaseCheck]:
    try:
        document = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueModelError("cases_unreadable", file.name, file=file.name) from error
    schema = document.get("schema") if isinstance(document, Mapping) else None
    if schema == "golden-finance/1":
        return [check for case in document["cases"] for check in _finance_case(case)]
    if schema == "golden-cashflow/1":
        checks = [check for case in document["cases"] for check in _cash_flow_case(case)]
        return checks + _check_lines(file.parent / file.name.replace("cases", "lines").replace(".yaml", ".csv"))
    raise ValueModelError("cases_unreadable", file.name, file=file.name)


def _agreed(
    case: str, measure: str, expected: float, found: float | None, tolerance: float, source: str, note: str = ""
) -> CaseCheck:
    slack = tolerance + 1e-9 * max(1.0, abs(expected))
    agrees = found is not None and abs(found - expected) <= slack
    return CaseCheck(case, measure, float(expected), found, float(tolerance), agrees, source, note)


_KINDS: Mapping[str, Callable[[Mapping[str, Any]], float | None]] = {
    "npv0": lambda c: finance.npv(c["rate"], c["flows"]),
    "npv1": lambda c: finance.npv_excel(c["rate"], c["flows"]),
    "irr": lambda c: _irr(c),
    "irr_count": lambda c: len(finance.irrs(c["flows"])),
    "mirr": lambda c: finance.mirr(c["flows"], c["finance"], c["reinvest"]),
    "xirr": lambda c: finance.xirr(_dates(c), c["flows"]),
    "xnpv": lambda c: finance.xnpv(c["rate"], _dates(c), c["flows"]),
    "payback_years": lambda c: finance.payback(c["flows"]),
    "payback_months": lambda c: _times(finance.payback(c["flows"]), 12),
    "disc_payback_years": lambda c: finance.discounted_payback(c["rate"], c["flows"]),
    "pi": lambda c: finance.profitability_index(c["rate"], c["flows"]),
    "eaa": lambda c: finance.equivalent_annuity(c["rate"], c["flows"]),
    "stpr_df": lambda c: finance.stpr_factor(c["year"]),
    "ratio": lambda c: finance.bcr(c["num"], c["den"]),
    "roi_pct": lambda c: _times(finance.roi(c["num"], c["den"]), 100),
    "expr": lambda c: float(value(parse(c["expr"]).tree, {})),  # type: ignore[arg-type]
}


def _irr(case: Mapping[str, Any]) -> float | None:
    """The case's IRR; where several exist (the case says so), the one nearest to the published."""
    if not case.get("multi"):
        return finance.irr(case["flows"])
    return min(finance.irrs(case["flows"]), key=lambda rate: abs(rate - case["expect"]), default=None)


def _dates(case: Mapping[str, Any]) -> list[date]:
    return list(case["dates"])


def _times(found: float | None, factor: float) -> float | None:
    return None if found is None else found * factor


def _finance_case(case: Mapping[str, Any]) -> Iterator[CaseCheck]:
    kind, source, note = case["kind"], case["source"], case.get("note", "")
    if kind == "map":
        codes = sorted(case["map"])
        for code, expected in case["map"].items():
            found = 100 * rescaled(code, codes[0], codes[-1])
            yield _agreed(case["id"], f"map {code}", expected, found, 1e-9, source, note)
        return
    if kind not in _KINDS:
        raise ValueModelError("case_kind_unknown", case["id"], kind=kind, known=", ".join(sorted(_KINDS)))
    yield _agreed(case["id"], kind, case["expect"], _KINDS[kind](case), case["tol"], source, note)


def rescaled(code: float, first: float, last: float) -> float:
    """A scale's code between 0 (first) and 1 (last)."""
    return (code - first) / (last - first)


def _cash_flow_case(case: Mapping[str, Any]) -> Iterator[CaseCheck]:
    """A study's table of yearly flows: totals, present values, NPV, ROI, IRR under its own convention."""
    published, money = case["published_results"], case["tolerance"]["money"]
    points, rate = case["tolerance"]["pct_points"], case["discount_rate"]
    costs, benefits = case["costs"], case["benefits"]
    net = [gain - cost for gain, cost in zip(benefits, costs, strict=True)]
    pv_costs, pv_benefits = finance.npv(rate, costs), finance.npv(rate, benefits)
    found = {
        "total_costs": (sum(costs), money),
        "total_benefits": (sum(benefits), money),
        "total_net": (sum(net), money),
        "pv_costs": (pv_costs, money),
        "pv_benefits": (pv_benefits, money),
        "npv": (pv_benefits - pv_costs, money),
        "roi_pct": (_times(finance.roi(pv_benefits, pv_costs), 100), points),
        "irr_pct": (_times(finance.irr(net), 100), points),
    }
    source, note = f"{case['source']} ({case['locator']})", case.get("note", "")
    for measure, (value_found, tolerance) in found.items():
        if published.get(measure) is not None:
            yield _agreed(case["id"], measure, published[measure], value_found, tolerance, source, note)
    for year, expected in enumerate(published.get("net_benefits") or ()):
        yield _agreed(case["id"], f"net_benefits[{year}]", expected, net[year], money, source, note)
    yield from _payback_check(case, net, source)


def _payback_check(case: Mapping[str, Any], net: list[float], source: str) -> Iterator[CaseCheck]:
    """Payback in months, against the value recomputed when the case was collected (studies print it in words)."""
    expected = (case.get("recomputed") or {}).get("payback_months_linear_undiscounted")
    if expected is not None:
        words = (case["published_results"] or {}).get("payback_text") or ""
        yield _agreed(case["id"], "payback_months", expected, _times(finance.payback(net), 12), 0.01, source, words)


def _check_lines(file: Path) -> list[CaseCheck]:
    """The benefit and cost lines of the studies: each total and present value at the `tei` convention."""
    if not file.exists():
        return []
    rate = convention("tei").rate
    yearly = discount_factors(convention("tei"), 36)[[0, 12, 24]]
    checks = []
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            flows = [float(row[name]) for name in ("initial", "year1", "year2", "year3")]
            present = flows[0] + float(yearly @ flows[1:])
            name = f"{row['side']}: {row['line']}"
            source = f"{row['case']}, printed table, {rate:.0%}"
            checks.append(_agreed(row["case"], f"{name}, total", float(row["total_published"]), sum(flows), 2, source))
            checks.append(_agreed(row["case"], f"{name}, PV", float(row["pv10_published"]), present, 2, source))
    return checks


def agreement(checks: list[CaseCheck]) -> dict[str, tuple[int, int]]:
    """How many figures of each case agree, of how many."""
    found: dict[str, list[bool]] = defaultdict(list)
    for check in checks:
        found[check.case].append(check.agrees)
    return {case: (sum(all_), len(all_)) for case, all_ in found.items()}
