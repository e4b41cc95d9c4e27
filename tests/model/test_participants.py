"""Of participants' estimates: value x contribution x confidence a person, then added up; nothing without k people."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from valuemodel import model
from valuemodel.locale import LANGUAGES, has_text
from valuemodel.model.participants import REASONS

HERE = Path(__file__).parent


def total(*answers: tuple[float, float, float], **more: object) -> model.Estimates:
    return model.participants_estimate(*np.array(answers, float).T, **{"k": 1, "cap": None, **more})  # type: ignore[arg-type]


def test_the_published_example_comes_out() -> None:
    """12,000 a year, half of it due to the programme, 80 % sure: 4,800."""
    with (HERE / "oracles.csv").open(encoding="utf-8", newline="") as lines:
        expected = next(float(r["expected"]) for r in csv.DictReader(lines) if r["method"].startswith("participant"))
    assert total((12000, 0.5, 0.8)).total == pytest.approx(expected)


def test_products_are_added_up_person_by_person_and_not_means_multiplied() -> None:
    """1,000 at 100 % and 100 %, and 5,000 at 20 % and 20 %: 1,000 + 200, where the means give 2 x 3,000 x 0.6 x 0.6."""
    assert total((1000, 1.0, 1.0), (5000, 0.2, 0.2)).total == pytest.approx(1200)


def test_people_who_did_not_answer_count_for_nothing() -> None:
    found = total(*[(1000.0, 0.5, 1.0)] * 8, asked=20)
    assert (found.total, found.n, found.asked) == (4000, 8, 20)


def test_one_extreme_answer_does_not_carry_the_total() -> None:
    usual = [(1000.0, 0.5, 0.8)] * 40
    found = model.participants_estimate(*np.array([*usual, (400000.0, 1.0, 1.0)]).T)
    assert found.capped == 1 and found.cap == pytest.approx(400)
    assert found.total == pytest.approx(41 * 400)


def test_what_is_left_out_is_listed_with_its_reason() -> None:
    wrong = [(float("nan"), 0.5, 0.5), (-10.0, 0.5, 0.5), (100.0, 1.5, 0.5), (100.0, 0.5, -0.1), (float("inf"), 1, 1)]
    answers = np.array([(100.0, 1.0, 1.0)] * 5 + wrong + [(9e9, 1.0, 1.0)])
    supported = np.array([True] * 10 + [False])
    found = model.participants_estimate(*answers.T, supported=supported, cap=None)
    assert (found.total, found.n) == (500, 5)
    assert found.excluded == {"not_a_number": 2, "negative": 1, "share_out_of_range": 2, "unsupported": 1}
    assert all(has_text(f"participants.{reason}", language) for reason in REASONS for language in LANGUAGES)


@pytest.mark.parametrize("people", [0, 1, 4])
def test_fewer_than_k_estimates_give_no_figure_at_all(people: int) -> None:
    answers = np.array([(100.0, 1.0, 1.0)] * people).reshape(-1, 3)
    found = model.participants_estimate(*answers.T)
    assert (found.total, found.n, found.excluded, found.cap) == (None, 0, {}, None)
    assert found.issues[0].code == "estimates_too_few"
