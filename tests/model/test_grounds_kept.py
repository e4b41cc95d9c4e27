"""What a case rests on is kept between two moves: the money is the same to the last digit whatever was asked before."""

from dataclasses import replace

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.model import case, gate, grounds, levels, register

MODEL, CLOSING, PROGRAMME = model_example(), closing_example(), programme_example()
MOVES = [
    {},
    {"redeployed_share": 0.2},
    {"regular_share": 0.7},
    {"delay_months": 2.0},
    {"redeployed_share": 0.3},
    {"adoption_ahead": -6.0},
]


def told(*given, **moved) -> tuple:
    """The money, and what a reader is warned of."""
    found = model.evaluate(*given, draws=1024, **moved)
    return found.npv, found.pv_costs, found.issues


def fresh(*given, **moved) -> tuple:
    for kept in (grounds._grounds, grounds._tables, levels._levels, case._drivers, register._checked):
        kept.forget()
    return told(*given, **moved)


@pytest.mark.parametrize("order", [MOVES, MOVES[::-1]])
def test_what_was_asked_before_changes_nothing(order: list[dict[str, float]]) -> None:
    alone = [fresh(MODEL, CLOSING, PROGRAMME, overrides=one) for one in order]
    after = [told(MODEL, CLOSING, PROGRAMME, overrides=one) for one in order]
    assert after == alone


def test_another_model_or_closing_is_never_served_what_was_kept() -> None:
    fresh(MODEL, CLOSING, PROGRAMME)
    cheaper, fewer = replace(MODEL, drivers=MODEL.drivers[:1]), replace(CLOSING, eligible=CLOSING.eligible // 2)
    for given in ((cheaper, CLOSING, PROGRAMME), (MODEL, fewer, PROGRAMME)):
        assert told(*given) == fresh(*given)


def test_after_a_move_every_gate_is_what_it_would_be_worked_out_anew() -> None:
    for key, one in MODEL.assumptions.items():
        to = 1.5 * one.base or 0.1
        found = grounds.grounds_of(MODEL, CLOSING, PROGRAMME, {key: to})
        assert found.assumptions[key].base == to
        for driver, _, passed in found.gated:
            assert passed == gate.gate(driver, CLOSING, PROGRAMME, found.assumptions)
