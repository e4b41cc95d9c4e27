"""Of Excel formulas: a spreadsheet engine computes from our text what we compute from the tree."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.model.closings import model_example

from valuemodel import model
from valuemodel.model import formula
from valuemodel.model.values import value

ironcalc = pytest.importorskip("ironcalc", reason="needs the spreadsheet engine ironcalc (requirements-dev)")

NUMBERS = {"r": 2.0, "c": -3.0, "nps1": 0.5, "r1c1": 4.0, "search_hours.change": -1.5, "eligible_people": 7.0}
CELLS = {name: f"$A${row}" for row, name in enumerate(NUMBERS, 1)}


def computed(text: str, by_name: bool = False) -> float:
    """What a spreadsheet finds for `text`, its names in cells of column A."""
    book = ironcalc.create("m")
    for row, (name, number) in enumerate(NUMBERS.items(), 1):
        book.set_user_input(0, row, 1, repr(number))
        if by_name:
            book.new_defined_name(model.excel_name(name), None, f"Sheet1!$A${row}")
    book.set_user_input(0, 20, 2, model.excel(text) if by_name else model.excel(text, CELLS))
    book.evaluate()
    found = book.get_cell_value(0, 20, 2)
    return float(found) if isinstance(found, int | float) else float("nan")


def expressions() -> st.SearchStrategy[str]:
    leaf = st.sampled_from(list(NUMBERS)) | st.integers(0, 5).map(str) | st.sampled_from(["0.25", "1.5", "2e-3"])

    def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pair = st.tuples(inner, inner)
        return st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda p: f"{p[0]} {p[1]} {p[2]}"),
            st.tuples(inner, st.integers(0, 3)).map(lambda p: f"-({p[0]}) ** {p[1]}"),
            st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)).map(
                lambda p: f"{p[0]} ** {p[1]} ** {p[2]}"
            ),
            inner.map(lambda x: f"-{x}"),
            inner.map(lambda x: f"floor({x})"),
            pair.map(lambda p: f"min({p[0]}, {p[1]})"),
            pair.map(lambda p: f"max({p[0]}, {p[1]}, 1)"),
            st.tuples(inner, inner, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), inner).map(
                lambda p: f"({p[0]} if {p[1]} {p[2]} {p[3]} else 2)"
            ),
        )

    return st.recursive(leaf, grown, max_leaves=8)


@settings(max_examples=150, deadline=None)
@given(expressions())
def test_a_spreadsheet_finds_what_we_find(text: str) -> None:
    tree = formula.parse(text).tree
    assume(tree is not None)
    ours = float(value(tree, NUMBERS))
    assume(np.isfinite(ours) and abs(ours) < 1e12)
    theirs = computed(text)
    assume(np.isfinite(theirs))  # 0 ** 0 and the like are errors in Excel
    # A floor or a comparison on the very edge may fall on either side of a rounding; all else agrees.
    edge = "floor" in text or " if " in text
    assert theirs == pytest.approx(ours, rel=1e-9, abs=1e-9) or (edge and abs(theirs - ours) >= 1 - 1e-9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("-r**2", -4.0), ("r**3**2", 512.0), ("-c**2 * nps1", -4.5), ("(-c)**2", 9.0), ("2**-r", 0.25)],
)
def test_signs_and_powers_survive_excels_own_order(text: str, expected: float) -> None:
    assert value(formula.parse(text).tree, NUMBERS) == expected
    assert computed(text) == expected
    assert computed(text, by_name=True) == expected


def test_names_that_excel_forbids_are_prefixed() -> None:
    assert computed("r + c + nps1 + r1c1 + search_hours.change + eligible_people", by_name=True) == 9.0
    for name in NUMBERS:
        assert re.fullmatch(r"[aep]_\w+", model.excel_name(name))


def test_every_driver_of_the_template_has_an_excel_formula() -> None:
    for driver in model_example().drivers:
        assert model.excel(driver).startswith("=")
