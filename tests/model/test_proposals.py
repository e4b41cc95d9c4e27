"""Of choosing an objective: it proposes and never imposes, and what is already priced is not priced again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES
from valuemodel.model import library
from valuemodel.model.types import ValueModel
from valuemodel.store import Store

NAMES = library.template_names()


def test_proposing_says_what_is_new_what_is_there_and_what_would_count_twice() -> None:
    found = model.propose("serve_customers", model_example())
    assert found.keys("new") == ("right_person_first", "penalties_avoided", "experts_at_a_distance", "offers_won")
    assert found.keys("there") == ("faster_customer_answers",)
    assert found.keys("twice") == ("answers_found_sooner",)
    doubled = next(one for one in found.drivers if one.state == "twice")
    assert (doubled.other, doubled.priced) == ("finding_information", "search_hours")


def test_a_proposal_brings_the_assumptions_that_the_model_lacks_and_no_other() -> None:
    found = model.propose("serve_customers", model_example())
    assert not set(found.assumptions) & set(model_example().assumptions)
    assert {"customer_requests", "late_penalties", "offers_margin", "animators"} <= set(found.assumptions)
    assert "front_line_share" not in found.assumptions  # only the driver that would count twice needs it
    assert [cost.key for cost in found.costs] == ["animation", "customer_file_link"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_proposed_switched_off_says_why(language: str) -> None:
    (issue,) = model.propose("serve_customers", model_example()).issues()
    said = issue.said(language)
    assert said.where == "answers_found_sooner"
    assert "finding_information" in said.problem and "search_hours" in said.problem


def test_proposing_changes_nothing() -> None:
    before = model_example()
    model.propose("people", before)
    assert before == model_example()


def test_only_what_a_person_keeps_is_added() -> None:
    before = model_example()
    proposal = model.propose("people", before)
    none, _ = model.add(before, proposal, [])
    assert none == before
    one, issues = model.add(before, proposal, ["absence_avoided"])
    assert not issues
    assert [driver.key for driver in one.drivers[len(before.drivers) :]] == ["absence_avoided"]
    assert "training_budget" not in one.assumptions and "absence_hours" in one.assumptions


def test_a_driver_that_would_count_twice_is_refused_even_when_asked_for() -> None:
    before = model_example()
    after, issues = model.add(before, model.propose("assistant", before), ["answers_from_assistant"])
    assert [(issue.code, issue.where) for issue in issues] == [("driver_priced_twice", "answers_from_assistant")]
    assert after.drivers == before.drivers


def test_the_same_money_shared_out_twice_is_seen_without_any_kpi() -> None:
    """Offers won by the customers' template and offers answered by the assistant's are shares of one margin."""
    customers = library.load_template("serve_customers")
    found = model.propose("assistant", customers)
    doubled = {one.driver.key: (one.other, one.priced) for one in found.drivers if one.state == "twice"}
    assert doubled["offers_answered"] == ("offers_won", "offers_margin")


def test_numbers_that_a_person_has_set_are_not_touched() -> None:
    before, _ = model.apply(model_example(), {"hourly_cost": {"low": 50.0, "base": 52.0, "high": 55.0}})
    after, _ = model.add(before, model.propose("share_knowledge", before))
    assert after.assumptions["hourly_cost"].base == 52.0


@pytest.mark.parametrize("first", NAMES)
@pytest.mark.parametrize("second", NAMES)
def test_two_templates_together_price_nothing_twice(first: str, second: str) -> None:
    both, issues = model.add(library.load_template(first), model.propose(second, library.load_template(first)))
    assert not issues
    assert not [issue for issue in model.check_model(both) if issue.code != "budgetary_uncommitted"]
    assert len({driver.key for driver in both.drivers}) == len(both.drivers)


def test_all_objectives_together_price_nothing_twice_and_are_evaluated() -> None:
    found: ValueModel = model_example()
    for name in NAMES:
        found, _ = model.add(found, model.propose(name, found))
    results = model.evaluate(found, closing_example(), programme_example(), draws=64)
    assert len(found.drivers) > 20
    assert "driver_priced_twice" not in {issue.code for issue in results.issues}
    assert all(model.propose(name, found).keys("new") == () for name in NAMES)


def test_a_template_added_to_itself_adds_nothing() -> None:
    for name in NAMES:
        found = model.propose(name, library.load_template(name))
        assert set(found.keys("there")) == {driver.key for driver in library.load_template(name).drivers}
        assert not found.assumptions and not found.costs


def test_an_added_template_leaves_the_value_of_what_was_there() -> None:
    given = (closing_example(), programme_example())
    before = model.evaluate(model_example(), *given, draws=64)
    after, _ = model.add(model_example(), model.propose("people", model_example()))
    found = {driver.key: driver.value for driver in model.evaluate(after, *given, draws=64).drivers}
    assert {driver.key: found[driver.key] for driver in before.drivers} == pytest.approx(
        {driver.key: driver.value for driver in before.drivers}
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_was_added_can_be_saved_and_laid_over_the_template_again(name: str) -> None:
    before = library.load_template("productivity")
    after, _ = model.add(before, model.propose(name, before))
    saved = model.documents(before, after)
    again, issues = model.apply(before, saved["assumption"], saved["driver"], saved["cost"])
    assert not issues and again == model.apply(after)[0]


def test_drivers_written_by_hand_that_price_the_same_thing_are_told_with_the_results() -> None:
    copied = replace(model_example().drivers[0], key="searching_again")
    doubled = replace(model_example(), drivers=(*model_example().drivers, copied))
    issues = model.evaluate(doubled, closing_example(), programme_example(), draws=64).issues
    assert [(i.where, i.values["other"]) for i in issues if i.code == "driver_priced_twice"] == [
        ("searching_again", "finding_information")
    ]


def test_an_objective_without_a_template_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(ValueModelError) as refused:
        model.propose("world_peace", model_example())
    assert "serve_customers" in refused.value.said("en").fix


def test_an_objective_added_is_kept_in_the_programmes_history_with_who_and_why(tmp_path: Path) -> None:
    before = library.load_template("productivity")
    after, _ = model.add(before, model.propose("one_platform", before))
    with Store.create(tmp_path / "programme", programme_example(), "Ada") as store:
        for kind, found in model.documents(before, after).items():
            for key, document in found.items():
                store.save(kind, key, document, "Ada", "Objective: one platform")
        read, issues = model.current_with_issues(store)
        assert store.versions("cost", "migration")[0].reason == "Objective: one platform"
    assert not issues
    read_now = {driver.key: replace(driver, position=None) for driver in read.drivers}
    assert read_now == {driver.key: driver for driver in after.drivers}
    assert {cost.key for cost in read.costs} == {cost.key for cost in after.costs}
    assert set(read.assumptions) == set(after.assumptions)
    assert read.assumptions["platform_cost"].author == "Ada"  # and so Ada is not the one to accept it
