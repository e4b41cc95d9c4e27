"""Of Excel formulas: a spreadsheet engine computes from our text what we compute from the tree."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.model import formula
from valuemodel.model.tree import Call, Compare, walk
from valuemodel.model.values import value

ironcalc = pytest.importorskip("ironcalc", reason="needs the spreadsheet engine ironcalc (requirements-dev)")

NUMBERS = {"r": 2.0, "c": -3.0, "nps1": 0.5, "r1c1": 4.0, "search_hours.change": -1.5, "eligible_people": 7.0}
CELLS = {name: f"$A${row}" for row, name in enumerate(NUMBERS, 1)}


def computed(text: str, numbers: Mapping[str, float] = NUMBERS, by_name: bool = False) -> float:
    """What a spreadsheet finds for `text`, its names in cells of column A."""
    book = ironcalc.create("m")
    for row, name in enumerate(NUMBERS, 1):
        book.set_user_input(0, row, 1, repr(numbers[name]))
        if by_name:
            book.new_defined_name(model.excel_name(name), None, f"Sheet1!$A${row}")
    book.set_user_input(0, 20, 2, model.excel(text) if by_name else model.excel(text, CELLS))
    book.evaluate()
    found = book.get_cell_value(0, 20, 2)
    return float(found) if isinstance(found, int | float) else float("nan")


def on_an_edge(node: formula.Node, numbers: Mapping[str, float]) -> bool:
    """Whether a floor or a comparison falls so near its jump that the last digit of a computer decides."""
    for item in walk(node):
        if isinstance(item, Call) and item.function == "floor":
            gaps = [float(value(item.inputs[0], numbers))]
            gaps = [x - round(x) for x in gaps if np.isfinite(x)]
        elif isinstance(item, Compare):
            gaps = [float(value(item.left, numbers) - value(item.right, numbers))]
        else:
            continue
        if any(gap != 0 and abs(gap) < 1e-6 for gap in gaps):
            return True
    return False


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


def amounts() -> st.SearchStrategy[dict[str, float]]:
    number = st.integers(-20, 20).map(float) | st.floats(-500, 500).map(lambda x: round(x, 3)) | st.just(0.0)
    return st.fixed_dictionaries({name: number for name in NUMBERS})


@settings(max_examples=300, deadline=None)
@given(expressions(), amounts())
def test_a_spreadsheet_finds_what_we_find(text: str, numbers: dict[str, float]) -> None:
    tree = formula.parse(text).tree
    assume(tree is not None and not on_an_edge(tree, numbers))
    assert tree is not None
    ours = float(value(tree, numbers))
    assume(np.isfinite(ours) and abs(ours) < 1e12)
    theirs = computed(text, numbers)
    assume(np.isfinite(theirs))  # 0 ** 0 and the like are errors in Excel
    assert theirs == pytest.approx(ours, rel=1e-9, abs=1e-9)


TRAPS = [
    ("-r**2", -4.0), ("r**3**2", 512.0), ("-c**2 * nps1", -4.5), ("(-c)**2", 9.0), ("2**-r", 0.25), ("-r**2 - c", -1.0),
    ("-(-r)**3", 8.0), ("2 - -c", -1.0), ("floor(c * nps1)", -2.0), ("r / r1c1 / nps1", 1.0), ("r - c - nps1", 4.5),
    ("max(r, c) - min(r, c, nps1)", 5.0), ("r if c < 0 else nps1", 2.0), ("(r if nps1 == 0.5 else c)**2", 4.0),
    ("r + c + nps1 + r1c1 + search_hours.change + eligible_people", 9.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TRAPS)
def test_signs_and_powers_survive_excels_own_order(text: str, expected: float) -> None:
    tree = formula.parse(text).tree
    assert tree is not None and value(tree, NUMBERS) == expected
    assert computed(text) == expected
    assert computed(text, by_name=True) == expected


def test_the_engine_has_excels_traps_or_these_tests_would_prove_nothing() -> None:
    book = ironcalc.create("m")
    for row, written in enumerate(("2", "=-A1^2", "=2^3^2"), 1):
        book.set_user_input(0, row, 1, written)
    book.evaluate()
    assert [book.get_cell_value(0, row, 1) for row in (2, 3)] == [4.0, 64.0]  # not -4 and 512


OFFICE = shutil.which("localc")


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice Calc (localc) for the last word on Excel formulas")
def test_libreoffice_finds_what_we_find_for_the_traps_and_the_templates_drivers(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.workbook.defined_name import DefinedName

    results = model.evaluate(model_example(), closing_example(), programme_example(), draws=64)
    known = {**results.values, **NUMBERS, "eligible_people": 7.0}
    texts = [text for text, _ in TRAPS] + [
        d.formula for d in model_example().drivers if set(d_names(d.formula)) <= set(known)
    ]
    book = Workbook()
    sheet = book.active
    for row, (name, number) in enumerate(known.items(), 1):
        sheet.cell(row, 1, number)
        cell_name = model.excel_name(name)
        book.defined_names[cell_name] = DefinedName(cell_name, attr_text=f"{sheet.title}!$A${row}")
    for row, text in enumerate(texts, 1):
        sheet.cell(row, 2, model.excel(text))
    book.save(tmp_path / "book.xlsx")
    command = [str(OFFICE), "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "book.csv").open(encoding="utf-8", newline="") as lines:
        found = [float(row[1]) for row in csv.reader(lines) if row[1]]
    expected = [float(value(tree_of(text), known)) for text in texts]
    assert found == pytest.approx(expected, rel=1e-6, abs=0.01)


def tree_of(text: str) -> formula.Node:
    tree = formula.parse(text).tree
    assert tree is not None
    return tree


def d_names(text: str) -> tuple[str, ...]:
    return formula.names(tree_of(text))


def test_every_driver_computed_by_a_spreadsheet_is_what_the_results_say() -> None:
    results = model.evaluate(model_example(), closing_example(), programme_example(), draws=64)
    cells = {name: f"$A${row}" for row, name in enumerate(results.values, 1)}
    counted = [one for one in results.drivers if one.counted]
    assert len(counted) >= 6
    for one in counted:
        book = ironcalc.create("m")
        for row, number in enumerate(results.values.values(), 1):
            book.set_user_input(0, row, 1, repr(number))
        book.set_user_input(0, 1, 2, model.excel(one.formula, cells))
        book.evaluate()
        assert book.get_cell_value(0, 1, 2) == pytest.approx(one.annual, abs=0.005)


def test_names_that_excel_forbids_are_prefixed() -> None:
    for name in NUMBERS:
        assert re.fullmatch(r"[aep]_\w+", model.excel_name(name))


def test_every_driver_of_the_template_has_an_excel_formula() -> None:
    for driver in model_example().drivers:
        assert model.excel(driver).startswith("=")
