"""Indices of several questions: no trend over other questions, the questions themselves instead, and how they hang
together.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.closing.company import AS_OF, STARTED, Company, usual

from valuemodel.closing import evidence_indices
from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured, measured, why_not
from valuemodel.kpis import Kpi, kpi

ITEMS = ("clear", "fair", "kind", "new")
INDEX = replace(kpi("meaning"), items=ITEMS)


@pytest.fixture(autouse=True)
def index_in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The KPI "meaning" becomes an index of four questions."""
    monkeypatch.setattr(evidence_indices, "kpi", lambda key: INDEX)


def asked(before: tuple[str, ...], after: tuple[str, ...], gain: float = 0.25) -> tuple[Facts, Measured, Planned]:
    """The usual company, asked `before` and then `after` on one scale; every answer rises by `gain`."""
    company: Company = usual()
    for wave, day, rise in (("avant", "2025-09-15", 0.0), ("apres", "2026-09-15", gain)):
        company.survey(wave, day, lambda key, rise=rise: 0.25 + rise, item="meaning", scale="agreement_5")
    facts = company.facts()
    rows = [
        (subject, wave, item, 0.25 * (subject % 3) + rise + 0.05 * (number == subject % 4), subject)
        for wave, items, rise in (("avant", before, 0.0), ("apres", after, gain))
        for number, item in enumerate(items)
        for subject in range(144)
    ]
    answers = pd.DataFrame(rows, columns=["respondent_id", "wave", "item", "value", "subject"])
    scales = {(item, wave): ("agreement_5",) for wave, items in (("avant", before), ("apres", after)) for item in items}
    facts = replace(facts, item_answers=answers, scales=scales)
    whole = Planned("programme", "total", "programme", (), facts.is_in("cohort", "programme"))
    return facts, measured(INDEX, facts, STARTED, AS_OF), whole


def test_an_index_of_other_questions_is_not_trended() -> None:
    facts, found, _ = asked(ITEMS[:3], ITEMS[1:])
    assert found.reason == "items_differ"
    assert why_not(INDEX, facts, found) == {"before": 3, "after": 3, "both": 2}


def test_an_index_of_the_same_questions_is_compared() -> None:
    _, found, _ = asked(ITEMS[:3], ITEMS[:3])
    assert found.reason == ""


def test_the_questions_asked_twice_are_shown_in_its_place() -> None:
    facts, found, whole = asked(ITEMS[:3], ITEMS[1:])
    changes, cells = evidence_indices.item_changes(facts, {"meaning": found}, whole, {}, k=5)
    assert [change.item for change in changes] == ["fair", "kind"]
    assert all(change.low <= 0.25 <= change.high for change in changes)
    assert all(len(people) == 72 for people in cells.values()) and len(cells) == 4


def test_a_question_told_before_about_nearly_the_same_people_is_not_told_again() -> None:
    facts, found, whole = asked(ITEMS[:3], ITEMS[1:])
    _, cells = evidence_indices.item_changes(facts, {"meaning": found}, whole, {}, k=5)
    earlier = {(1, key): frozenset(sorted(people)[1:]) for key, people in cells.items()}
    assert evidence_indices.item_changes(facts, {"meaning": found}, whole, earlier, k=5)[0] == ()


def test_a_question_that_too_few_answered_is_not_shown() -> None:
    facts, found, whole = asked(ITEMS[:3], ITEMS[1:])
    assert evidence_indices.item_changes(facts, {"meaning": found}, whole, {}, k=73) == ((), {})


def test_the_questions_of_an_index_hang_together_in_each_wave() -> None:
    facts, found, _ = asked(ITEMS[:3], ITEMS[:3])
    told = evidence_indices.reliabilities(facts, {"meaning": found})
    assert [one.wave for one in told] == ["avant", "apres"]
    assert all(0.9 < one.alpha <= 1 and one.low <= one.alpha <= one.high and one.answers == 144 for one in told)


def test_a_kpi_of_one_question_has_no_reliability(monkeypatch: pytest.MonkeyPatch) -> None:
    facts, found, _ = asked(ITEMS[:3], ITEMS[:3])
    alone: Kpi = replace(INDEX, items=("clear",))
    monkeypatch.setattr(evidence_indices, "kpi", lambda key: alone)
    assert evidence_indices.reliabilities(facts, {"meaning": found}) == ()
    assert np.isfinite(facts.item_answers["value"]).all()
