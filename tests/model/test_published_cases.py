"""Of published cases: every printed figure that we hold is found again, and a wrong one is not."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
import yaml

from valuemodel import model
from valuemodel.errors import ValueModelError
from valuemodel.model import finance, inputs
from valuemodel.model.cases_check import CASES, agreement
from valuemodel.model.conventions import discount_factors

HERE = Path(__file__).parent
U = np.array([0.1, 0.5, 0.9, 0.99])


def test_all_published_figures_agree() -> None:
    checks = model.check_cases()
    wrong = [f"{c.case} {c.measure}: {c.expected} printed, {c.found} found" for c in checks if not c.agrees]
    assert not wrong
    assert len(checks) > 400
    assert all(check.source for check in checks)


def test_every_case_of_the_files_is_checked() -> None:
    documents = [yaml.safe_load(file.read_text("utf-8")) for file in CASES.glob("*.yaml")]
    listed = {case["id"] for one in documents for case in one.get("cases", ())}
    rebuilt = {one["id"] for one in documents if one["schema"] == "golden-rebuilt/1"}
    assert listed | rebuilt == set(agreement(model.check_cases()))


def test_a_misprint_does_not_agree(tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    case = {"id": "x", "kind": "npv0", "rate": 0.1, "flows": [-100, 110], "expect": 1.0, "tol": 0.01, "source": "none"}
    file.write_text(yaml.safe_dump({"schema": "golden-finance/1", "cases": [case]}), "utf-8")
    assert [check.agrees for check in model.check_cases(file)] == [False]


@pytest.mark.parametrize("content", ["", "a: [", "schema: other/1", "- 1", "\x00"])
def test_a_file_that_holds_no_cases_is_refused_in_words(tmp_path: Path, content: str) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises(ValueModelError) as refused:
        model.check_cases(file)
    assert refused.value.said("fr").problem and refused.value.said("en").fix


DATES = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
EXCEL_5 = [-70000, 12000, 15000, 18000, 21000, 26000]
EXCEL_MIRR = [-120000, 39000, 30000, 21000, 37000, 46000]


def _dated() -> tuple[list, list[float]]:
    from datetime import date

    return [date.fromisoformat(day) for day in DATES], [-10000, 2750, 4250, 3250, 2750]


def _metalog(share: float, most: float = np.inf) -> float:
    given = inputs.Input("x", "metalog", 35, 50, 75, least=-np.inf if most == np.inf else 0.0, most=most)
    return float(inputs.quantiles(given, np.array([share]))[0])


ORACLES: Mapping[str, Callable[[], float | None]] = {
    "XNPV 9%": lambda: finance.xnpv(0.09, *_dated()),
    "IRR 5y": lambda: finance.irr(EXCEL_5),
    "IRR 4y": lambda: finance.irr(EXCEL_5[:5]),
    "MIRR 3y": lambda: finance.mirr(EXCEL_MIRR[:4], 0.10, 0.12),
    "MIRR 10%/14%": lambda: finance.mirr(EXCEL_MIRR, 0.10, 0.14),
    "TRAP multiple IRR pyxirr": lambda: finance.irrs([-100, 230, -132])[-1],
    "payback": lambda: finance.payback([-1000, 400, 400, 400]),
    "metalog SPT a2": lambda: inputs.metalog(35, 50, 75)[1],
    "metalog SPT a3": lambda: inputs.metalog(35, 50, 75)[2],
    "metalog mean a1+a3/2": lambda: inputs.metalog(35, 50, 75)[0] + inputs.metalog(35, 50, 75)[2] / 2,
    "metalog P99": lambda: _metalog(0.99),
    "bounded metalog P99 (0,100)": lambda: _metalog(0.99, 100.0),
    "PCG64 seed 42 first draw": lambda: np.random.default_rng(42).random(),
    "cost of delay 6 months, fixed 36-month window": lambda: _delay(),
    "participant estimate x confidence": lambda: _participant(),
    "attribution share DiD/raw": lambda: float(_expression("((0.55 - 0.42) - (0.45 - 0.41)) / (0.55 - 0.42)")),
}


def _expression(text: str) -> float:
    from valuemodel.model.formula import parse
    from valuemodel.model.values import value

    return value(parse(text).tree, {})


def _delay() -> float:
    """10,000 a month from month 1 on: what the first six months of 36 are worth at 8 % a year."""
    factors = model.convention("corporate")
    net = np.array([0.0] + [10000.0] * 36)
    return model.cost_of_delay(net, discount_factors(factors, len(net)), 6, "fixed").lost


def _participant() -> float | None:
    one = (np.array([x]) for x in (12000.0, 0.5, 0.8))
    return model.participants_estimate(*one, cap=None, k=1).total


def oracle_rows() -> list[dict[str, str]]:
    with (HERE / "oracles.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", oracle_rows(), ids=lambda row: row["method"])
def test_reference_answers_are_found(row: dict[str, str]) -> None:
    found = ORACLES[row["method"]]()
    assert found == pytest.approx(float(row["expected"]), abs=max(float(row["tolerance"]), 1e-12))


def test_irr_is_hidden_where_it_has_several_answers() -> None:
    assert finance.irr([-100, 230, -132]) is None
    assert finance.irrs([-100, 230, -132]) == pytest.approx((0.10, 0.20))
    assert finance.irr([100, 50]) is None and finance.mirr([100, 50], 0.1, 0.1) is None


def test_a_payback_that_is_not_reached_is_no_number() -> None:
    assert finance.payback([-100, 10, 10]) is None
    assert finance.payback([-100, 150, -80]) is None  # positive once, then negative again for good
    assert finance.payback([-100, 150, -80, 60]) == pytest.approx(2.5)
    assert finance.discounted_payback(0.08, [-100000, 30000, 40000, 50000, 20000]) == pytest.approx(2.9556, abs=5e-5)
    assert finance.payback([]) is None


@pytest.mark.parametrize(("low", "base", "high"), [(35, 50, 75), (10, 11, 40), (1, 9, 10)])
def test_one_chance_in_ten_lies_below_low_and_above_high(low: float, base: float, high: float) -> None:
    for least, most in ((-np.inf, np.inf), (0.0, np.inf), (0.0, 100.0)):
        given = inputs.Input("x", "metalog", low, base, high, least, most)
        found = inputs.quantiles(given, U)
        assert found[:3] == pytest.approx([low, base, high])
        assert least <= found.min() and found.max() <= most
