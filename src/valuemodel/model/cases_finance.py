"""Worked answers of textbooks and software, recomputed by the product's own functions of finance and formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from valuemodel.errors import ValueModelError
from valuemodel.model import finance
from valuemodel.model.cases_types import CaseCheck, agreed, times
from valuemodel.model.conventions import convention, factor_after
from valuemodel.model.formula import parse
from valuemodel.model.values import value

_KINDS: Mapping[str, Callable[[Mapping[str, Any]], float | None]] = {
    "npv0": lambda c: finance.npv(c["rate"], c["flows"]),
    "npv1": lambda c: finance.npv_excel(c["rate"], c["flows"]),
    "irr": lambda c: _irr(c),
    "irr_count": lambda c: len(finance.irrs(c["flows"])),
    "mirr": lambda c: finance.mirr(c["flows"], c["finance"], c["reinvest"]),
    "xirr": lambda c: finance.xirr(_dates(c), c["flows"]),
    "xnpv": lambda c: finance.xnpv(c["rate"], _dates(c), c["flows"]),
    "payback_years": lambda c: finance.payback(c["flows"]),
    "payback_months": lambda c: times(finance.payback(c["flows"]), 12),
    "disc_payback_years": lambda c: finance.discounted_payback(c["rate"], c["flows"]),
    "pi": lambda c: finance.profitability_index(c["rate"], c["flows"]),
    "eaa": lambda c: finance.equivalent_annuity(c["rate"], c["flows"]),
    "stpr_df": lambda c: float(factor_after(convention("green_book"), c["year"])),
    "ratio": lambda c: finance.bcr(c["num"], c["den"]),
    "roi_pct": lambda c: times(finance.roi(c["num"], c["den"]), 100),
    "expr": lambda c: float(value(parse(c["expr"]).tree, {})),  # type: ignore[arg-type]
}


def _irr(case: Mapping[str, Any]) -> float | None:
    """The case's IRR; where several exist (the case says so), the one nearest to the published."""
    if not case.get("multi"):
        return finance.irr(case["flows"])
    return min(finance.irrs(case["flows"]), key=lambda rate: abs(rate - case["expect"]), default=None)


def _dates(case: Mapping[str, Any]) -> list[date]:
    return list(case["dates"])


def finance_case(case: Mapping[str, Any]) -> Iterator[CaseCheck]:
    """The checks of one worked answer; `case_kind_unknown` for a kind that is not recomputed here."""
    kind, source, note = case["kind"], case["source"], case.get("note", "")
    if kind == "map":
        codes = sorted(case["map"])
        for code, expected in case["map"].items():
            found = 100 * rescaled(code, codes[0], codes[-1])
            yield agreed(case["id"], f"map {code}", expected, found, 1e-9, source, note)
        return
    if kind not in _KINDS:
        raise ValueModelError("case_kind_unknown", case["id"], kind=kind, known=", ".join(sorted(_KINDS)))
    yield agreed(case["id"], kind, case["expect"], _KINDS[kind](case), case["tol"], source, note)


def rescaled(code: float, first: float, last: float) -> float:
    """A scale's code between 0 (first) and 1 (last)."""
    return (code - first) / (last - first)
