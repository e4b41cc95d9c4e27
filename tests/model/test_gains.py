"""Of gains: freed time is worth what people did with it; an hour costs what those who save it cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.model.closings import closing_example, model_example, programme_example
from tests.model.test_register import SavedVersion, SavedVersions

from valuemodel import model
from valuemodel.closing import Closing, Group, KpiValue
from valuemodel.locale import LANGUAGES
from valuemodel.model.resolve import SHRINK
from valuemodel.model.types import Results, ValueModel

NAME = {"en": "x", "fr": "x"}
COSTS = {"staff": 40.0, "managers": 60.0, "executives": 120.0}
MIX = (
    "(staff * hourly_cost_staff + managers * hourly_cost_managers + executives * hourly_cost_executives)"
    " / (staff + managers + executives)"
)


def evaluated(changed: ValueModel, closing: Closing | None = None, **more: Any) -> Results:
    return model.evaluate(changed, closing or closing_example(), programme_example(), **{"draws": 512, **more})


def codes(results: Results) -> set[str]:
    return {issue.code for issue in results.issues}


def asked(value: float = 0.6, low: float = 0.5, high: float = 0.7) -> Closing:
    closing = closing_example()
    level = KpiValue("freed_time_use", "programme", "survey_after", value, low, high, "412")
    return replace(closing, kpis=(*closing.kpis, level))


def bound() -> ValueModel:
    return model.apply(model_example(), {"redeployed_share": {"bound": "freed_time_use.after"}})[0]


def test_a_redeployed_share_bound_to_the_survey_follows_what_people_did_with_their_time() -> None:
    free, measured = evaluated(model_example()).drivers[0], evaluated(bound(), asked()).drivers[0]
    assert measured.annual / free.annual == pytest.approx(0.6 / 0.25)
    from valuemodel.model.case import prepare

    one = prepare(bound(), asked(), programme_example()).assumptions["redeployed_share"]
    assert (one.base, one.evidence) == (0.6, "reported")
    assert (one.low, one.high) == pytest.approx((0.6 - 0.1 * SHRINK, 0.6 + 0.1 * SHRINK))


def test_without_the_question_the_assumption_keeps_its_own_range() -> None:
    assert evaluated(bound()).drivers[0].annual == evaluated(model_example()).drivers[0].annual


def test_the_measured_share_stands_beside_the_published_range() -> None:
    found = model.redeployment(bound(), asked())
    assert (found.measured, found.low, found.high, found.n_band) == (0.6, 0.5, 0.7, "412")
    assert found.wave_end == date(2026, 10, 9) and found.counted_is_measured
    assert found.published is not None and (found.published.low, found.published.high) == (0.20, 0.50)
    nothing = model.redeployment(model_example(), closing_example())
    assert nothing.measured is None and not nothing.counted_is_measured
    assert not model.redeployment(model_example(), asked()).counted_is_measured  # measured, and not followed


def by_role(accepted: tuple[str, ...] = (), **cost: Any) -> ValueModel:
    each = {
        f"hourly_cost_{role}": {
            "label": NAME, "unit": "EUR/hour", "low": 0.9 * base, "base": base, "high": 1.1 * base,
            "evidence": "measured", "source": {"title": "Payroll", "year": 2026}, "author": "A",
            **({"accepted_by": "Finance"} if role in accepted else {}),
        }
        for role, base in COSTS.items()
    }  # fmt: skip
    made, issues = model.apply(model_example(), {**each, "hourly_cost": {"formula": MIX, **cost}})
    assert not issues
    return made


def with_roles(**bands: str) -> Closing:
    closing = closing_example()
    groups = tuple(Group(f"role:{role}", role, "role", (role,), band) for role, band in bands.items())
    return replace(closing, groups=(*closing.groups, *groups))


ROLES = {"staff": "600", "manager": "150", "executive": "10-19"}
WEIGHTED = (600 * 40 + 150 * 60 + 10 * 120) / 760


def test_an_hour_costs_what_the_roles_cost_weighted_by_their_head_counts() -> None:
    """600 staff at 40, 150 managers at 60, and a band of executives counted at its lower end, 10 at 120: 45 an hour."""
    assert pytest.approx(45.0) == WEIGHTED
    found = evaluated(by_role(), with_roles(**ROLES))
    assert found.values["hourly_cost"] == pytest.approx(WEIGHTED)
    plain = evaluated(model_example(), with_roles(**ROLES))
    assert found.drivers[0].annual / plain.drivers[0].annual == pytest.approx(WEIGHTED / 43.7)


def test_each_roles_cost_is_uncertain_for_itself() -> None:
    bars = model.tornado(by_role(), with_roles(**ROLES), programme_example())
    keys = {bar.key for bar in bars}
    assert {"hourly_cost_staff", "hourly_cost_managers", "hourly_cost_executives"} <= keys and "hourly_cost" not in keys
    switch = model.switching_value("hourly_cost_staff", by_role(), with_roles(**ROLES), programme_example())
    moved = evaluated(by_role(), with_roles(**ROLES), overrides={"hourly_cost_staff": switch})
    assert moved.npv == pytest.approx(0, abs=0.05)


def test_a_weighted_cost_is_accepted_when_finance_has_accepted_each_role() -> None:
    shares = [
        evaluated(by_role(accepted), with_roles(**ROLES)).accepted_by_finance
        for accepted in ((), ("staff",), ("staff", "managers", "executives"))
    ]
    assert shares[0] == shares[1] == 0
    others = {key: {"accepted_by": "Finance", "author": "A"} for key in model_example().assumptions}
    whole, _ = model.apply(by_role(tuple(COSTS)), {k: v for k, v in others.items() if k != "hourly_cost"})
    assert evaluated(whole, with_roles(**ROLES)).accepted_by_finance == pytest.approx(1)


def test_a_stated_mix_stands_in_for_head_counts() -> None:
    share = {"label": NAME, "unit": "1", "low": 0.2, "base": 0.2, "high": 0.2}
    mix = "managers_share * hourly_cost_managers + (1 - managers_share) * hourly_cost_staff"
    made, _ = model.apply(by_role(), {"managers_share": share, "hourly_cost": {"formula": mix}})
    assert evaluated(made).values["hourly_cost"] == pytest.approx(44)
    moved = evaluated(made, overrides={"hourly_cost": 50.0})
    assert moved.values["hourly_cost"] == 50


def test_without_head_counts_the_assumptions_own_numbers_stand_and_it_is_told() -> None:
    found = evaluated(by_role())
    assert found.values["hourly_cost"] == 43.7 and "assumption_formula" in codes(found)


def test_names_that_go_round_in_a_circle_are_told_and_the_numbers_stand() -> None:
    made, _ = model.apply(
        model_example(),
        {"hourly_cost": {"formula": "2 * ticket_cost"}, "ticket_cost": {"formula": "hourly_cost / 2"}},
    )
    told = [issue for issue in model.check_model(made) if issue.code == "assumption_circular"]
    assert {issue.where for issue in told} == {"hourly_cost", "ticket_cost"}
    assert "hourly_cost → ticket_cost → hourly_cost" in told[0].said("en").problem
    assert all(issue.said(language).fix for issue in told for language in LANGUAGES)
    found = evaluated(made)
    assert found.npv == evaluated(model_example()).npv and "assumption_circular" in codes(found)
    itself, _ = model.apply(model_example(), {"hourly_cost": {"formula": "hourly_cost + 1"}})
    assert "assumption_circular" in codes(evaluated(itself))


BAD: list[tuple[dict[str, Any], str]] = [
    ({"low": 60.0, "base": 45.0, "high": 40.0}, "assumption_range"),
    ({"base": float("nan")}, "assumption_not_a_number"),
    ({"base": "much"}, "assumption_not_a_number"),
    ({"unit": "parsec"}, "assumption_unit"),
]


@pytest.mark.parametrize(("document", "code"), BAD)
def test_a_saved_version_that_cannot_be_counted_with_leaves_the_last_good_one(
    document: dict[str, Any], code: str
) -> None:
    good = SavedVersion("hourly_cost", 1, {"low": 45.0, "base": 48.0, "high": 51.0}, "Finance")
    found, issues = model.current_with_issues(SavedVersions(good, SavedVersion("hourly_cost", 2, document, "A")))
    one = found.assumptions["hourly_cost"]
    assert (one.low, one.base, one.high, one.version) == (45.0, 48.0, 51.0, 1)
    assert [issue.code for issue in issues][:2] == ["version_left_out", code]
    alone, _ = model.current_with_issues(SavedVersions(SavedVersion("hourly_cost", 1, document, "A")))
    assert alone.assumptions["hourly_cost"] == model.load_template("productivity").assumptions["hourly_cost"]


def test_a_share_over_one_leaves_the_last_good_share() -> None:
    bad = SavedVersion("redeployed_share", 1, {"high": 1.4}, "A")
    found, issues = model.current_with_issues(SavedVersions(bad))
    assert found.assumptions["redeployed_share"].high == 0.5
    assert [issue.code for issue in issues] == ["version_left_out", "assumption_share"]


class SavedDrivers(SavedVersions):
    """A store in which only drivers were saved."""

    def current(self, kind: str) -> dict[str, SavedVersion]:
        return {one.key: one for one in self.saved} if kind == "driver" else {}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"formula": "people_ * hours"}, "formula_name_nearest"),
        ({"formula": "eligible_people +"}, "formula_syntax"),
        ({"formula": "eligible_people + hourly_cost"}, "formula_unit_add"),
        ({"gain": "magic"}, "driver_gain"),
        ({"lag_months": -2}, "driver_timing"),
        ({"risk": [2, 1, 0]}, "driver_risk"),
    ],
)
def test_a_driver_that_cannot_be_read_leaves_the_last_good_one(document: dict[str, Any], code: str) -> None:
    good = SavedVersion("less_email", 1, {"lag_months": 4}, "A")
    found, issues = model.current_with_issues(SavedDrivers(good, SavedVersion("less_email", 2, document, "A")))
    one = next(driver for driver in found.drivers if driver.key == "less_email")
    assert one.lag_months == 4 and one.formula.startswith("email_hours.people")
    assert {"version_left_out", code} <= {issue.code for issue in issues}
