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


def holding(changed: ValueModel | None = None, closing: Closing | None = None) -> dict[int, bool | None]:
    given = (changed or model_example(), closing or closing_example())
    found = model.evaluate(*given, programme_example(), draws=1024)
    return {one.number: one.holds for one in model.principles(found, *given)}


def changed(assumptions: dict[str, Any] | None = None, drivers: dict[str, Any] | None = None) -> ValueModel:
    return model.apply(model_example(), assumptions, drivers)[0]


def test_the_example_keeps_all_that_can_be_checked() -> None:
    assert holding() == {number: None if number in (2, 12) else True for number in range(1, 13)}


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
    assert holding(broken)[number] is False


def test_missing_costs_and_unmeasured_practices_do_not_hold() -> None:
    closing = closing_example()
    thin = replace(closing, costs=tuple(line for line in closing.costs if line.category != "integration"))
    assert holding(closing=thin)[10] is False
    bare = replace(closing, practice=())
    assert holding(changed(drivers={key.key: SIGNED for key in model_example().drivers}), bare)[1] is False
