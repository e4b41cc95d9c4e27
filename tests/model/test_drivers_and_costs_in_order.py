"""Drivers and costs in a list: moved one place whatever is switched off, each with the names that it may use."""

from dataclasses import replace
from typing import Any

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.model.types import AssumedCost, Results, ValueModel
from valuemodel.story.drivers import moved


def evaluated(changed: ValueModel) -> Results:
    return model.evaluate(changed, closing_example(), programme_example(), draws=64)


def named(key: str) -> dict[str, Any]:
    return {"key": key, "label": {"fr": key, "en": key}}


@pytest.mark.parametrize("off", [0, 1, 2])
def test_a_driver_moves_one_place_whatever_is_switched_off_before_it(off: int) -> None:
    base = model_example()
    keys = [one.key for one in base.drivers]
    without, _ = model.apply(base, drivers={keys[off]: {"off": True}})
    before = [one.key for one in without.drivers]
    position = moved(without.drivers, before[-1], -1)
    after = [one.key for one in model.apply(without, drivers={before[-1]: {"position": position}})[0].drivers]
    assert after == [*before[:-2], before[-1], before[-2]]


def test_only_costs_count_the_people_who_start() -> None:
    base = model_example()
    starts = replace(base.drivers[0], key="starts", outcome="", formula="starting_people * hourly_cost")
    told = model.check_driver(starts, base.assumptions)
    assert {issue.values.get("name") for issue in told if issue.code.startswith("formula_name")} == {"starting_people"}
    found = evaluated(replace(base, drivers=(*base.drivers, starts)))
    assert next(one for one in found.drivers if one.key == "starts").reason == "formula_unreadable"


def test_a_cost_that_names_an_effect_is_told_at_its_character_and_left_out() -> None:
    base = model_example()
    cost = AssumedCost(**named("odd"), category="run", formula="hourly_cost * recommends.change", stands_in=False)
    found = evaluated(replace(base, costs=(*base.costs, cost)))
    told = next(issue for issue in found.issues if issue.code == "formula_of_effect")
    assert told.values == {"name": "recommends.change", "position": 15}
    assert found.pv_costs == evaluated(base).pv_costs


def test_the_costs_by_formula_are_told_one_by_one_in_present_value() -> None:
    base = model_example()
    cost = AssumedCost(
        **named("fixed"),
        category="run",
        formula="12 * hourly_cost",
        effective="2026-02-01",
        unit="EUR",
        stands_in=False,
    )
    before, after = evaluated(base), evaluated(replace(base, costs=(*base.costs, cost)))
    assert after.costs_by_formula["fixed"] == pytest.approx(after.pv_costs - before.pv_costs)
    off, _ = model.apply(replace(base, costs=(*base.costs, cost)), costs={"fixed": {"off": True}})
    assert "fixed" not in evaluated(off).costs_by_formula and evaluated(off).pv_costs == pytest.approx(before.pv_costs)
