"""Of the templates, one an objective: sourced, ordered, translated, used; in units; evaluated; nothing twice."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
import yaml
from tests.model.closings import closing_example, effect_example, month, programme_example

from valuemodel import kpis, model
from valuemodel.closing import Closing, PracticePoint
from valuemodel.locale import LANGUAGES
from valuemodel.model import formula, kinds, library, twice, units
from valuemodel.model.cases_check import CASES
from valuemodel.model.types import COST_CATEGORIES, GAINS, ValueModel
from valuemodel.practice import PRACTICES

NAMES = ("assistant", "one_platform", "people", "productivity", "serve_customers", "share_knowledge")
MUST_ACCEPT = {"finance", "human_resources", "information_systems", "sales"}
ASSUMPTIONS = [(name, key) for name in NAMES for key in library.load_template(name).assumptions]
DRIVERS = [(name, driver.key) for name in NAMES for driver in library.load_template(name).drivers]


def template(name: str) -> ValueModel:
    return library.load_template(name)


def everything_measured() -> Closing:
    """The example's closing, with an assistant in use, and hours that fell: what every template needs to count."""
    found = closing_example()
    assistant = tuple(PracticePoint("assistant_share", month(i), 0.05 + 0.02 * i, 780) for i in range(12))
    moved = (
        effect_example("drafting_hours", 5.0, 4.4, -0.9, -0.3, change=-0.6),
        effect_example("recommends", 0.55, 0.58, 0.01, 0.05, change=0.03),
    )
    kept = tuple(effect for effect in found.effects if effect.kpi not in {one.kpi for one in moved})
    return replace(found, effects=(*kept, *moved), practice=(*found.practice, *assistant))


def dated(value_model: ValueModel) -> ValueModel:
    """The template with its budgetary gains committed by the company: a line, an owner, a date."""
    committed = {"owner": "DSI", "budget_line": "6156", "effective": "2026-05-01"}
    drivers = {driver.key: committed for driver in value_model.drivers if driver.gain == "budgetary"}
    found, issues = model.apply(value_model, drivers=drivers)
    assert not issues
    return found


def test_there_is_a_template_for_each_objective() -> None:
    assert library.template_names() == NAMES
    assert [choice.key for choice in model.objectives()] == list(NAMES)
    for choice in model.objectives():
        assert all(choice.label[language] and choice.about[language] for language in LANGUAGES)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_five_to_eight_drivers_of_several_kinds_of_gain_and_the_costs_that_go_with_them(
    name: str,
) -> None:
    found = template(name)
    assert 5 <= len(found.drivers) <= 8
    assert len({driver.gain for driver in found.drivers}) >= 2
    assert {driver.gain for driver in found.drivers} <= set(GAINS)
    assert {driver.objective for driver in found.drivers} == {name}
    assert found.costs and {cost.category for cost in found.costs} <= set(COST_CATEGORIES)
    assert "internal_time" in {cost.category for cost in found.costs}


@pytest.mark.parametrize(("name", "key"), ASSUMPTIONS)
def test_every_assumption_is_sourced_ordered_and_translated(name: str, key: str) -> None:
    one = template(name).assumptions[key]
    assert not model.check_assumption({**vars(one)})
    assert one.low <= one.base <= one.high
    assert all(one.label[language] for language in LANGUAGES)
    if one.evidence == "assumed":
        assert one.source["must_accept"] in MUST_ACCEPT
    if one.evidence != "assumed" or one.source.get("title"):
        assert one.source["title"] and one.source["year"] and one.source["locator"]
    assert not one.accepted_by


@pytest.mark.parametrize("name", NAMES)
def test_every_assumption_is_used(name: str) -> None:
    found = template(name)
    trees = [formula.parse(one.formula).tree for one in (*found.drivers, *found.costs)]
    used = {one for tree in trees if tree for one in formula.names(tree)}
    used |= {kinds.ATTRIBUTION} if any(one.endswith(".attribution") for one in used) else set()
    assert set(found.assumptions) == (used & set(found.assumptions)) | set(kinds.BY_THE_ENGINE)


def test_everything_that_is_shared_is_used_by_a_template_and_by_more_than_one_when_it_is_a_driver() -> None:
    shared = yaml.safe_load((library.FOLDER / "shared" / "common.yaml").read_text("utf-8"))
    users = {key: [n for n in NAMES if key in {d.key for d in template(n).drivers}] for key in shared["drivers"]}
    assert {key for key, names in users.items() if len(names) < 2} == set()
    assert set(shared["assumptions"]) == {key for _, key in ASSUMPTIONS if key in shared["assumptions"]}


def test_the_same_key_is_the_same_thing_in_every_template() -> None:
    for part in ("assumptions", "drivers", "costs"):
        seen: dict[str, object] = {}
        for name in NAMES:
            found = template(name)
            listed = (
                dict(found.assumptions) if part == "assumptions" else {one.key: one for one in getattr(found, part)}
            )
            for key, one in listed.items():
                same = replace(one, objective="") if part == "drivers" else one  # type: ignore[type-var]
                assert seen.setdefault(key, same) == same, (name, key)


@pytest.mark.parametrize(("name", "key"), DRIVERS)
def test_every_driver_is_in_units_names_known_kpis_and_practices_and_speaks_both_languages(name: str, key: str) -> None:
    found = template(name)
    driver = next(one for one in found.drivers if one.key == key)
    assert not model.check_formula(driver.formula, kinds.name_units(found.assumptions), "EUR/year")
    assert driver.practice in PRACTICES and driver.practice in kpis.catalogue()
    assert driver.outcome == "" or driver.outcome in kpis.catalogue()
    assert all(driver.label[language] for language in LANGUAGES)
    assert driver.gains_who and set(driver.gains_who) <= {"company", "customer", "employee"}
    assert driver.duration_months is not None and all(driver.lasting[language] for language in LANGUAGES)
    assert not driver.owner and not driver.effective  # only the company can commit them


@pytest.mark.parametrize("name", NAMES)
def test_every_cost_is_in_units_and_labelled(name: str) -> None:
    for cost in template(name).costs:
        assert not model.check_formula(cost.formula, kinds.name_units(template(name).assumptions), cost.unit)
        assert all(cost.label[language] for language in LANGUAGES)


def test_the_model_knows_the_unit_of_every_kpi_of_the_catalogue() -> None:
    compared = {key: kpi for key, kpi in kpis.catalogue().items() if not kpi.level_only}
    assert set(kinds.KPI_UNITS) == set(compared)
    same = {"share": ("1",), "hours/week": ("hour/week/person",), "messages": ("message/person",)}
    assert all(kinds.KPI_UNITS[key] in same[kpi.unit] for key, kpi in compared.items())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_a_template_but_what_only_the_company_knows(name: str) -> None:
    assert {issue.code for issue in model.check_model(template(name), closing_example())} == {"budgetary_uncommitted"}
    assert not model.check_model(dated(template(name)), everything_measured())


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_evaluated_on_a_closing_without_anything_broken(name: str) -> None:
    found = model.evaluate(dated(template(name)), closing_example(), programme_example(), draws=256)
    broken = ("formula", "assumption", "driver", "currency", "cost", "duration", "label", "override", "attribution")
    assert not [issue for issue in found.issues if issue.code.startswith(broken)]
    reasons = {driver.reason for driver in found.drivers}
    assert reasons <= {"", "practice_not_measured", "outcome_too_early"}


@pytest.mark.parametrize("name", NAMES)
def test_where_all_is_measured_every_driver_counts_for_something(name: str) -> None:
    found = model.evaluate(dated(template(name)), everything_measured(), programme_example(), draws=256)
    assert all(driver.counted and driver.annual != 0 for driver in found.drivers)
    capacity = sum(driver.value for driver in found.drivers if driver.gain == "capacity")
    assert found.without_staff_time.pv_benefits == pytest.approx(found.pv_benefits - capacity)


@pytest.mark.parametrize("name", NAMES)
def test_no_change_in_any_practice_is_worth_nothing(name: str) -> None:
    nobody = tuple(replace(point, value=0.0) for point in everything_measured().practice)
    closing = replace(everything_measured(), practice=nobody)
    found = model.evaluate(dated(template(name)), closing, programme_example(), draws=256)
    assert found.pv_benefits == 0 and {driver.reason for driver in found.drivers} == {"practice_absent"}


@pytest.mark.parametrize("name", NAMES)
def test_a_programme_without_cost_tables_still_costs_something_in_each_category_of_its_template(name: str) -> None:
    bare = replace(everything_measured(), costs=())
    found = model.evaluate(dated(template(name)), bare, replace(programme_example(), decision=None), draws=256)
    assert {key for key, cost in found.costs_by_category.items() if cost > 0} == {
        cost.category for cost in template(name).costs
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_two_drivers_of_a_template_price_the_same_thing(name: str) -> None:
    assert not twice.twice_issues(template(name))


def test_the_assistant_is_not_paid_for_by_the_use_of_other_tools() -> None:
    found = model.evaluate(dated(template("assistant")), closing_example(), programme_example(), draws=256)
    assert {driver.reason for driver in found.drivers} == {"practice_not_measured"}


def test_the_shares_of_a_platforms_cost_are_those_of_four_published_studies() -> None:
    """By hand from the printed lines: each category's present value over that of all costs."""
    totals = {  # printed present values of all costs
        "tei_o365_vle_2015": 11278732, "tei_o365_corporate_2015": 1343624,
        "tei_o365_enterprise_2014": 2707404, "tei_o365_government_2015": 5889149,
    }  # fmt: skip
    words = {"licence": ("licenses",), "integration": ("implementation", "rofessional"), "accompaniment": ("raining",)}
    with (CASES / "tei_lines.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["case"] in totals and row["side"] == "cost"]
    shares: dict[str, list[float]] = {}
    for case, total in totals.items():
        found = dict.fromkeys(("licence", "integration", "accompaniment", "run"), 0.0)
        for row in (one for one in rows if one["case"] == case):
            category = next((c for c, parts in words.items() if any(part in row["line"] for part in parts)), "run")
            found[category] += float(row["pv10_published"]) / total
        for category, share in found.items():
            shares.setdefault(category, []).append(share)
    for category, four in shares.items():
        one = template("one_platform").assumptions[f"{category}_cost_share"]
        low, below, above, high = sorted(four)
        assert (one.low, one.high) == pytest.approx((low, high), abs=0.006)
        assert one.base == pytest.approx((below + above) / 2, abs=0.006)
        assert one.evidence == "benchmark"


def test_days_and_minutes_never_silently_become_hours() -> None:
    assert units.unit_of("minute") != units.unit_of("hour") and units.unit_of("day") != units.unit_of("hour")
