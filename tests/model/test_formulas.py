"""Of formulas: what parses, what is refused and why, units, and equations in two languages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuemodel import model
from valuemodel.locale import MINUS, NARROW
from valuemodel.model import formula
from valuemodel.model.equation import shown
from valuemodel.model.values import proportional, value

UNITS = {
    "eligible_people": "person",
    "search_hours.change": "hour/week/person",
    "weeks_worked": "week/year",
    "hourly_cost": "EUR/hour",
    "redeployed_share": "1",
    "amount": "EUR/year",
    "hours": "hour",
}


def codes(text: str, unit: str = "") -> list[str]:
    return [issue.code for issue in model.check_formula(text, UNITS, unit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("-2 ** 2", -4),
        ("2 ** 3 ** 2", 512),
        ("2 ** -1", 0.5),
        ("10 - 4 - 3", 3),
        ("min(4, 2, 3) + max(1, 5)", 7),
        ("floor(-2.5)", -3),
        ("1 if 2 > 3 else 10", 10),
        ("(2 > 1) * 4 + (2 != 2)", 4),
        ("12 × 3 ÷ 4 − 1", 8),
    ],
)
def test_arithmetic_is_what_a_finance_director_reads(text: str, expected: float) -> None:
    assert value(formula.parse(text).tree, {}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('x')",
        "a.b.c",
        "a[0]",
        "lambda: 1",
        "[1, 2]",
        "a and b",
        "not a",
        "1j",
        "0x10",
        "1_000",
        "f'{a}'",
        "'text'",
        "True",
        "None",
        "a := 2",
        "sum(1, 2)",
        "min(1)",
        "min(*a)",
        "max(1, key=2)",
        "1 < 2 < 3",
        "a if b else c",
        "a % 2",
        "a // 2",
        "a ^ 2",
        "a @ b",
        "~a",
        "a; b",
        "a\\",
        "",
        "   ",
        "1 +",
        "(" * 300 + "1" + ")" * 300,
        "-" * 200 + "1",
        "a" + "+a" * 400,
        "\x00",
        "{a: 1}",
        "a if 1 in b else c",
        "...",
        "await a",
        "x = 1",
    ],
)
def test_nothing_but_the_grammar_parses(text: str) -> None:
    parsed = formula.parse(text)
    assert parsed.tree is None and parsed.issues
    for issue in parsed.issues:
        assert issue.said("fr").problem and issue.said("en").fix


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80) | st.text(alphabet="ab.+-*/()<>=!1 9,if else minx", max_size=60))
def test_any_text_is_a_formula_or_an_issue_in_words(text: str) -> None:
    parsed = formula.parse(text)
    assert (parsed.tree is None) == bool(parsed.issues)
    for issue in parsed.issues:
        assert issue.said("fr") and issue.said("en")


def test_an_issue_points_at_its_character() -> None:
    issue = model.check_formula("amount + hours", UNITS)[0]
    assert issue.values["position"] == "amount + hours".index("hours") + 1
    issue = model.check_formula("  weeks_worked * é", UNITS)[0]
    assert issue.values["position"] == "  weeks_worked * é".index("é") + 1


def test_all_issues_come_at_once() -> None:
    assert codes("abs(hours) + open(amount) + (hours and amount)") == [
        "formula_function",
        "formula_function",
        "formula_not_arithmetic",
    ]
    assert codes("wekks_worked + hourly_cots") == ["formula_name_nearest", "formula_name_nearest"]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    issue = model.check_formula("weeks_work * 2", UNITS)[0]
    assert issue.values["nearest"] == "weeks_worked"
    assert "weeks_worked" in issue.said("en").fix
    assert codes("zzzzzzzzzzz") == ["formula_name"]


def test_hours_times_people_cannot_be_added_to_euros() -> None:
    units = {**UNITS, "spent": "EUR"}
    issue = model.check_formula("hours * eligible_people + spent", units)[0]
    assert "hours × people cannot be added to EUR" in issue.said("en").problem
    assert "hours × people cannot be added to EUR" in issue.said("en").problem
    assert "des heures × personnes ne s’ajoutent pas à des euros" in issue.said("fr").problem


def test_forgetting_the_weeks_of_a_year_is_refused() -> None:
    whole = "eligible_people * -search_hours.change * weeks_worked * hourly_cost * redeployed_share"
    assert codes(whole, "EUR/year") == []
    assert codes(whole.replace(" * weeks_worked", ""), "EUR/year") == ["formula_unit_result"]
    assert codes(whole.replace("eligible_people * ", ""), "EUR/year") == ["formula_unit_result"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("max(0, amount)", []),
        ("amount if hours > 0 else 0", []),
        ("amount if hours > amount else 0", ["formula_unit_compare"]),
        ("min(amount, hours)", ["formula_unit_compare"]),
        ("amount if 1 > 0 else hours", ["formula_unit_choose"]),
        ("hours ** 2 / hours", []),
        ("2 ** redeployed_share", []),
        ("hours ** redeployed_share", ["formula_unit_power"]),
        ("amount - 5", ["formula_unit_subtract"]),
        ("amount * (hours + amount) * (weeks_worked + hours)", ["formula_unit_add", "formula_unit_add"]),
    ],
)
def test_units_that_do_not_go_together_are_told(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_one_currency_is_not_another() -> None:
    assert [i.code for i in model.check_formula("a + b", {"a": "EUR", "b": "USD"})] == ["formula_unit_add"]


def test_a_formula_reads_arrays_of_draws_by_months() -> None:
    tree = formula.parse("users * -change * 100 if users > 2 else 0").tree
    found = value(tree, {"users": np.array([1.0, 2.0, 3.0]), "change": np.array([[-1.0], [2.0]])})
    assert found.tolist() == [[0, 0, 300], [0, 0, -600]]


def test_months_factor_out_only_when_users_multiply_the_whole() -> None:
    users = frozenset({"users"})
    assert proportional(formula.parse("users * -(a + b) / c").tree, users)
    for text in ("max(0, users - 2)", "users * users", "a / users", "users + a", "a", "users ** 2"):
        assert not proportional(formula.parse(text).tree, users)


def test_an_equation_shows_its_numbers_in_both_languages() -> None:
    tree = formula.parse("people * -change * cost * share").tree
    numbers = {"people": 1200.0, "change": -0.6, "cost": 43.7, "share": 0.25}
    assert shown(tree, numbers, "en") == "1,200 × 0.6 × 43.7 × 0.25"
    assert shown(tree, numbers, "fr") == f"1{NARROW}200 × 0,6 × 43,7 × 0,25"
    worse = shown(tree, {**numbers, "change": 0.1}, "en")
    assert worse == f"1,200 × ({MINUS}0.1) × 43.7 × 0.25"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1 + 2) * 3", "(1 + 2) × 3"),
        ("1 - (2 - 3)", f"1 {MINUS} (2 {MINUS} 3)"),
        ("6 / (2 * 3)", "6 ÷ (2 × 3)"),
        ("(2 ** 3) ** 2", "(2^3)^2"),
        ("-(2 ** 2)", f"{MINUS}2^2"),
        ("(-2) ** 2", f"({MINUS}2)^2"),
        ("min(1, 2)", "the smallest of(1; 2)"),
    ],
)
def test_an_equation_keeps_the_order_of_operations(text: str, expected: str) -> None:
    assert shown(formula.parse(text).tree, {}, "en") == expected
