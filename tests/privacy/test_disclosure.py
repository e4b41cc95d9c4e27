"""The promise to employees: no published figures, put together, tell anything about fewer than k of them."""

import random
import time
from fractions import Fraction
from itertools import combinations
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuemodel.privacy import disclosure, disclosure_issues


def _codes(cells, k=5):
    return [issue.code for issue in disclosure_issues(cells, k)]


def _people(first, count):
    return set(range(first, first + count))


def _rank(rows):
    rows, rank = [[Fraction(value) for value in row] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((row for row in range(rank, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for row in range(len(rows)):
            if row != rank and rows[row][column]:
                factor = rows[row][column] / rows[rank][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[rank], strict=True)]
        rank += 1
    return rank


def _attacker_isolates(cells, k):
    """Whether the total of any set of fewer than k people is a combination of the cells' totals, every set tried."""
    people = sorted(set().union(*cells.values()))
    matrix = [[int(person in cell) for person in people] for cell in cells.values()]
    rank = _rank(matrix)
    return any(
        _rank([*matrix, [int(person in chosen) for person in people]]) == rank
        for size in range(1, min(k, len(people) + 1))
        for chosen in combinations(people, size)
    )


def test_twelve_people_then_eleven_of_them_tell_what_the_twelfth_answered():
    assert 12 * Fraction("2.83333333") - 11 * 3 == pytest.approx(1, abs=1e-6)
    (issue,) = disclosure_issues({"team": _people(0, 12), "team, without its director": _people(0, 11)}, 5)
    assert issue.code == "disclosure"
    assert issue.where == "team, team, without its director"


def test_someone_who_joins_between_two_closings_is_seen_when_the_earlier_figures_are_put_beside():
    before, after = {"1/unit:A": _people(0, 10)}, {"2/unit:A": _people(0, 11)}
    assert _codes(before) == _codes(after) == []
    assert _codes(before | after) == ["disclosure"]


def test_five_who_join_together_are_as_safe_as_any_group_of_five():
    assert _codes({"1": _people(0, 10), "2": _people(0, 15)}, k=5) == []
    assert _codes({"1": _people(0, 10), "2": _people(0, 15)}, k=6) == ["disclosure"]


def test_a_cell_of_fewer_than_k_people_is_named_alone():
    issues = disclosure_issues({"total": _people(0, 40), "unit:A": _people(0, 4)}, 5)
    assert ("disclosure_cell", "unit:A") in [(issue.code, issue.where) for issue in issues]


def test_the_rest_of_a_total_counts_like_a_published_cell():
    cells = {"total": _people(0, 33), "unit:A": _people(0, 15), "unit:B": _people(15, 15)}
    assert _codes(cells) == ["disclosure"]


def test_a_partition_into_groups_of_k_and_its_total_are_safe():
    units = {f"unit:{i}": _people(10 * i, 10) for i in range(12)}
    assert _codes(units | {"total": _people(0, 120)}, k=10) == []


def test_a_difference_of_differences_is_found():
    """Denning's tracker: A + B - (A or B) is the two people who are in both."""
    a_only, both, b_only, rest = _people(0, 9), _people(9, 2), _people(11, 9), _people(20, 10)
    either = a_only | both | b_only
    cells = {"A": a_only | both, "B": b_only | both, "A or B": either, "all": either | rest}
    assert _codes(cells, k=5) == ["disclosure"]


def test_hiding_only_the_small_cells_of_a_table_with_margins_hides_nothing():
    """The table of delinquent children of FCSM Working Paper 22: its six cells under five come back."""
    table = [[15, 1, 3, 1], [20, 10, 10, 15], [3, 10, 10, 2], [12, 14, 7, 2]]
    numbers, cells = iter(range(135)), {}
    people = {(r, c): {next(numbers) for _ in range(table[r][c])} for r in range(4) for c in range(4)}
    for index in range(4):
        cells[f"row {index}"] = set().union(*(people[index, c] for c in range(4)))
        cells[f"column {index}"] = set().union(*(people[r, index] for r in range(4)))
    shown = {f"{r},{c}": people[r, c] for r, c in people if table[r][c] >= 5}
    assert len(_codes(cells | shown)) >= 6
    complements = {"2,1", "3,0", "3,2"}
    assert _codes(cells | {key: cell for key, cell in shown.items() if key not in complements}) == []


def test_the_same_cells_published_again_by_every_closing_add_nothing():
    cells = {f"{closing}/unit:{i}": _people(10 * i, 10) for i in range(5) for closing in range(6)}
    assert _codes(cells, k=10) == []


def test_no_cell_no_issue():
    assert disclosure_issues({}, 5) == ()
    assert disclosure_issues({"nobody": set()}, 5) == ()


def test_the_order_of_the_cells_does_not_matter():
    cells = {"a": _people(0, 12), "b": _people(0, 11), "c": _people(5, 20), "d": _people(0, 26)}
    assert disclosure_issues(cells, 5) == disclosure_issues(dict(reversed(cells.items())), 5)


def test_an_issue_never_tells_how_many_people_nor_who():
    (issue,) = disclosure_issues({"a": _people(100, 12), "b": _people(100, 11)}, 5)
    assert issue.values == {"cells": "a, b", "k": 5}


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sets(st.integers(0, 7), min_size=1), min_size=1, max_size=6), st.integers(2, 5))
def test_whatever_the_overlaps_the_check_agrees_with_an_attacker_who_tries_everything(sets, k):
    cells = {str(index): cell for index, cell in enumerate(sets)}
    assert bool(disclosure_issues(cells, k)) == _attacker_isolates(cells, k)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(st.integers(0, 9), min_size=4, max_size=9), min_size=4, max_size=9), st.integers(2, 4))
def test_cells_that_are_all_large_are_no_proof_of_safety(sets, k):
    cells = {str(index): cell for index, cell in enumerate(sets)}
    assert bool(disclosure_issues(cells, k)) == _attacker_isolates(cells, k)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sets(st.integers(0, 8), min_size=2), min_size=2, max_size=6), st.integers(2, 6))
def test_the_way_taken_by_large_plans_agrees_with_an_attacker_who_tries_everything(sets, k):
    cells = {str(index): cell for index, cell in enumerate(sets)}
    with mock.patch.object(disclosure, "QUICK_STEPS", 0):
        assert bool(disclosure_issues(cells, k)) == _attacker_isolates(cells, k)


def test_a_check_that_cannot_be_completed_refuses():
    cells = {"a": _people(0, 6), "b": _people(3, 6)}
    assert _codes(cells) == []
    with mock.patch.multiple(disclosure, QUICK_STEPS=0, MOST_STEPS=0):
        assert _codes(cells) == ["disclosure_unproven"]


def _company(seed, people=1200):
    """A company in 15 units, 3 roles and 4 distances, as cells of a publication plan."""
    draw = random.Random(seed)
    cells = {"total": set(range(people))}
    for person in range(people):
        unit = min(int(draw.expovariate(1 / 4)), 14)
        for key in (f"unit:{unit}", f"role:{draw.choice('ems')}", f"distance:{draw.randrange(4)}"):
            cells.setdefault(key, set()).add(person)
    return {key: cell for key, cell in cells.items() if len(cell) >= 10}


def _closings(quantities, closings=4, leaving=40):
    """The plan of several quantities, each with its own silent people, closed again and again as people leave."""
    draw, cells = random.Random(7), {}
    for closing in range(closings):
        gone = set(draw.sample(range(1200), leaving * closing))
        for quantity in range(quantities):
            silent = set(draw.sample(range(1200), 150 + 20 * quantity))
            cells |= {f"{closing}/{quantity}/{key}": cell - gone - silent for key, cell in _company(1).items()}
    return cells


def test_one_plan_in_a_stable_company_is_safe_and_found_so_at_once():
    started = time.perf_counter()
    assert _codes(_company(1), k=5) == []
    assert time.perf_counter() - started < 1


def test_one_figure_of_1200_people_over_four_closings_is_judged_in_a_moment():
    started = time.perf_counter()
    assert _codes(_closings(quantities=1), k=10) != ["disclosure_unproven"]
    assert time.perf_counter() - started < 3


@pytest.mark.slow
def test_a_dozen_plans_put_together_are_still_judged_for_certain():
    assert _codes(_closings(quantities=3), k=10) != ["disclosure_unproven"]
