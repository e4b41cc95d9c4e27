"""Of Phillips' twelve principles: they hold on the example, and each fails when it is broken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.closing import Closing
from valuemodel.locale import LANGUAGES, text
from valuemodel.model.types import ValueModel


def holding(changed: ValueModel | None = None, closing: Closing | None = None) -> dict[int, str]:
    given = (changed or model_example(), closing or closing_example())
    found = model.evaluate(*given, programme_example(), draws=1024)
    return {one.number: one.state for one in model.principles(found, *given)}


def changed(assumptions: dict[str, Any] | None = None, drivers: dict[str, Any] | None = None) -> ValueModel:
    return model.apply(model_example(), assumptions, drivers)[0]


def test_the_example_keeps_all_that_can_be_checked_some_with_a_reserve() -> None:
    expected = dict.fromkeys(range(1, 13), "holds") | {2: "stated", 12: "stated", 3: "warns", 5: "warns"}
    assert holding() == expected


def test_each_principle_is_told_in_both_languages() -> None:
    for found in (model_example(), changed({"hourly_cost": {"low": 43.7, "high": 43.7, "source": {}}})):
        results = model.evaluate(found, closing_example(), programme_example(), draws=64)
        for one in model.principles(results, found, closing_example()):
            for language in LANGUAGES:
                assert text(f"model.principles.{one.number}.title", language)
                assert text(one.reason, language, **one.values)


RAW = "email_hours.people * -email_hours.change * weeks_worked * hourly_cost"
SIGNED = {"override": {"author": "A", "reason": "b"}}


@pytest.mark.parametrize(
    ("number", "broken"),
    [
        (3, changed({"hourly_cost": {"source": {}}})),
        (4, changed({"redeployed_share": {"low": 0.1, "base": 0.49, "high": 0.5}})),
        (6, changed(drivers={"avoided_departures": SIGNED})),
        (7, changed({"hourly_cost": {"low": 43.7, "high": 43.7}})),
        (8, changed({"travel_budget": {"low": 8e6, "base": 9e6, "high": 1e7}})),
        (9, changed(drivers={"avoided_travel": {"lasting": {}}})),
        (
            5,
            changed(drivers={"less_email": {"formula": RAW}}),
        ),
    ],
)
def test_a_principle_that_is_broken_does_not_hold(number: int, broken: ValueModel) -> None:
    assert holding(broken)[number] == "fails"


def signed(found: ValueModel) -> ValueModel:
    accepted = {key: replace(one, accepted_by="Finance") for key, one in found.assumptions.items()}
    return replace(found, assumptions=accepted)


def test_what_finance_has_accepted_needs_no_reserve() -> None:
    assert holding(signed(model_example()))[3] == "holds"


def test_effects_isolated_by_a_comparison_group_need_no_reserve() -> None:
    closing = closing_example()
    isolated = replace(closing, effects=tuple(replace(one, isolated=True) for one in closing.effects))
    drivers = {one.key: {"formula": one.formula.replace(" * attribution_share", "")} for one in model_example().drivers}
    assert holding(changed(drivers=drivers), isolated)[5] == "holds"


def test_hours_cut_down_to_the_cap_are_a_reserve() -> None:
    name = {"en": "Claim", "fr": "Promesse"}
    hours = {"label": name, "unit": "hour/week/person", "low": 0.4, "base": 0.5, "high": 0.6}
    claim = {
        "label": name, "objective": "productivity", "gain": "capacity", "gains_who": ("company",),
        "practice": "regular_share", "outcome": "",
        "formula": "regular_users * claimed * weeks_worked * hourly_cost * redeployed_share",
    }  # fmt: skip
    few_hours = {"low": 4.0, "base": 5.0, "high": 6.0}
    assert holding(changed({"claimed": hours, "working_hours": few_hours}, {"claim": claim}))[8] == "warns"
    assert holding(changed({"claimed": hours}, {"claim": claim}))[8] == "holds"


def test_people_s_own_time_forgotten_does_not_hold() -> None:
    closing = closing_example()
    thin = replace(closing, costs=tuple(line for line in closing.costs if line.category != "internal_time"))
    assert holding(replace(model_example(), costs=()), thin)[10] == "fails"


def test_missing_costs_and_unmeasured_practices_do_not_hold() -> None:
    closing = closing_example()
    thin = replace(closing, costs=tuple(line for line in closing.costs if line.category != "integration"))
    assert holding(closing=thin)[10] == "warns"
    bare = replace(closing, practice=())
    assert holding(changed(drivers={key.key: SIGNED for key in model_example().drivers}), bare)[1] == "fails"
