"""The gap between a scenario and the base case is shared out so that the parts add up, in no preferred order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.model.closings import closing_example, programme_example

from valuemodel import model
from valuemodel.model.gap import gap

MODEL, CLOSING, PROGRAMME = model.load_template("productivity"), closing_example(), programme_example()
MOVES = {
    "redeployed_share": 0.3, "hourly_cost": 50.0, "weeks_worked": 42.0, "regular_share": 0.3, "cost_overrun": 1.2,
    "search_hours.change": -0.2, "leaving_rate": 0.2,
}  # fmt: skip


def npv(overrides: dict[str, float]) -> float:
    return model.evaluate(MODEL, CLOSING, PROGRAMME, overrides=overrides, draws=16).npv


@settings(max_examples=12, deadline=None)
@given(st.sets(st.sampled_from(sorted(MOVES)), min_size=1, max_size=7))
def test_the_parts_add_up_to_the_gap(keys: set[str]) -> None:
    moved = {key: MOVES[key] for key in keys}
    parts = gap(MODEL, CLOSING, PROGRAMME, moved)
    assert {part.key for part in parts} == keys
    assert sum(part.amount for part in parts) == pytest.approx(npv(moved) - npv({}), abs=0.01)
    assert [abs(part.amount) for part in parts] == sorted((abs(part.amount) for part in parts), reverse=True)


def test_one_moved_input_carries_the_whole_gap() -> None:
    (part,) = gap(MODEL, CLOSING, PROGRAMME, {"redeployed_share": 0.3})
    assert part.share == pytest.approx(1.0)
    assert part.amount == pytest.approx(npv({"redeployed_share": 0.3}) - npv({}), abs=0.01)


def test_an_input_moved_to_where_it_stands_has_no_part() -> None:
    here = MODEL.assumptions["weeks_worked"].base
    parts = {part.key: part for part in gap(MODEL, CLOSING, PROGRAMME, {"redeployed_share": 0.3, "weeks_worked": here})}
    assert parts["weeks_worked"].amount == pytest.approx(0.0, abs=1e-6)


def test_two_inputs_of_one_product_share_what_they_do_together_equally() -> None:
    """Moved alone, each has what it does alone; what only both together do is halved between them."""
    share, cost = MODEL.assumptions["redeployed_share"].base, MODEL.assumptions["hourly_cost"].base
    both = {"redeployed_share": 2 * share, "hourly_cost": 2 * cost}
    parts = {part.key: part.amount for part in gap(MODEL, CLOSING, PROGRAMME, both)}
    alone = {key: npv({key: value}) - npv({}) for key, value in both.items()}
    together = npv(both) - npv({}) - sum(alone.values())
    for key, amount in alone.items():
        assert parts[key] == pytest.approx(amount + together / 2, abs=0.01)
