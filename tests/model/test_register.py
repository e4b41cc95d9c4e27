"""Of the register: every assumption used, sourced, ordered, translated; every issue said in both languages."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.model.closings import closing_example, model_example, programme_example

import valuemodel
from valuemodel import model
from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES, catalogue
from valuemodel.model import formula, kinds
from valuemodel.model.conventions import conventions
from valuemodel.model.types import COST_CATEGORIES, GAINS, GRADES, VIEWS

TEMPLATE = model.load_template("productivity")
HOUSE = Path(valuemodel.__file__).parent / "model"
MUST_ACCEPT = {"finance", "human_resources", "information_systems", "sales"}


@pytest.mark.parametrize("key", TEMPLATE.assumptions)
def test_every_assumption_is_sourced_ordered_and_translated(key: str) -> None:
    one = TEMPLATE.assumptions[key]
    assert not model.check_assumption({**vars(one)})
    assert one.low <= one.base <= one.high
    assert all(one.label[language] for language in LANGUAGES)
    if one.evidence == "assumed":
        assert one.source["must_accept"] in MUST_ACCEPT
    else:
        assert one.source["title"] and one.source["year"] and one.source["locator"]
    assert not one.accepted_by


def test_every_assumption_is_used() -> None:
    trees = [formula.parse(d.formula).tree for d in TEMPLATE.drivers] + [
        formula.parse(c.formula).tree for c in TEMPLATE.costs
    ]
    used = {name for tree in trees if tree for name in formula.names(tree)}
    applied = {kinds.ATTRIBUTION} if any(name.endswith(".attribution") for name in used) else set()
    by_the_engine = {"working_hours", "cost_overrun", "discount_rate"}
    assert set(TEMPLATE.assumptions) - used - applied == by_the_engine


def test_the_template_has_every_kind_of_gain_and_nothing_wrong_but_what_only_the_company_knows() -> None:
    assert {driver.gain for driver in TEMPLATE.drivers} == set(GAINS)
    assert {issue.code for issue in model.check_model(TEMPLATE, closing_example())} == {"budgetary_uncommitted"}
    assert {who for driver in TEMPLATE.drivers for who in driver.gains_who} == {"company", "customer", "employee"}


def test_the_templates_case_is_plausible_and_not_flattering() -> None:
    found = model.evaluate(model_example(), closing_example(), programme_example())
    assert found.roi is not None and 0.2 < found.roi < 1.2
    assert (found.without_staff_time.per_unit_spent or 0) < 1


def test_every_template_has_a_name_and_an_unknown_one_is_refused() -> None:
    for name in ("nothing", "../model/conventions", ""):
        with pytest.raises(ValueModelError) as refused:
            model.load_template(name)
        assert "productivity" in refused.value.said("fr").fix


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_issue_and_reason_of_the_model_is_written(language: str) -> None:
    written = catalogue(language)
    source = "".join(file.read_text("utf-8") for file in HOUSE.glob("*.py"))
    codes = set(re.findall(r'(?:Issue|ValueModelError|refused)\(\s*"(\w+)"', source))
    codes |= {f"formula_unit_{doing}" for doing in ("add", "subtract", "compare", "choose")}
    assert len(codes) > 40
    assert not {
        code for code in codes if f"issues.{code}.problem" not in written or f"issues.{code}.fix" not in written
    }
    reasons = set(
        re.findall(
            r'"((?:practice|outcome|adoption|attribution|currency|formula|timing|no)_\w+)"',
            (HOUSE / "gate.py").read_text("utf-8"),
        )
    )
    assert not {reason for reason in reasons if f"model.reasons.{reason}" not in written}
    words = {
        "grades": GRADES,
        "gains": GAINS,
        "categories": COST_CATEGORIES,
        "views": VIEWS,
        "must_accept": MUST_ACCEPT,
    }
    assert not {f"model.{part}.{key}" for part, keys in words.items() for key in keys} - set(written)
    rules = {f"model.payback_rules.{one.payback_rule}" for one in conventions().values()}
    assert rules <= set(written)


def test_both_catalogues_fill_the_same_braces() -> None:
    french, english = catalogue("fr"), catalogue("en")
    file = HOUSE.parent / "locale" / "en" / "issues" / "model.yaml"
    for code in yaml.safe_load(file.read_text("utf-8")):
        for part in ("problem", "fix"):
            braces = [re.sub(r"_(en|fr)}", "}", b) for b in re.findall(r"{\w+}", english[f"issues.{code}.{part}"])]
            others = [re.sub(r"_(en|fr)}", "}", b) for b in re.findall(r"{\w+}", french[f"issues.{code}.{part}"])]
            assert set(braces) == set(others), (code, part)


def test_every_convention_states_its_source_and_version() -> None:
    for one in conventions().values():
        assert one.source["title"] and one.source["locator"] and one.version and all(one.label[x] for x in LANGUAGES)
    with pytest.raises(ValueModelError):
        model.convention("other")


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"low": "a", "base": 1, "high": 2}, "assumption_not_a_number"),
        ({"low": True, "base": 1, "high": 2}, "assumption_not_a_number"),
        ({"low": 3, "base": 2, "high": 1}, "assumption_range"),
        ({"base": 2, "high": 1}, "assumption_range"),
        ({"unit": "1", "low": 0.5, "base": 0.6, "high": 60}, "assumption_share"),
        ({"unit": "1", "low": -0.5, "base": 0.6, "high": 0.7}, "assumption_share"),
        ({"unit": "parsec"}, "assumption_unit"),
        ({"evidence": "sure"}, "assumption_evidence"),
        ({"evidence": "measured", "source": {}}, "assumption_source"),
        ({"accepted_by": "A", "author": "A"}, "accepted_by_author"),
        ({"label": {"en": "x"}}, "label_missing"),
    ],
)
def test_an_assumption_that_cannot_be_saved_says_why(document: dict[str, Any], code: str) -> None:
    assert [issue.code for issue in model.check_assumption(document)] == [code]


def test_what_cannot_be_laid_over_a_template_is_told() -> None:
    _, issues = model.apply(
        TEMPLATE, {"hourly_cost": {"bse": 3}, "new_one": {"unit": "1"}}, {"finding_information": {"x": 1}}
    )
    assert [issue.code for issue in issues] == ["unknown_field", "incomplete_entry", "unknown_field"]


@dataclass(frozen=True)
class SavedVersion:
    key: str
    number: int
    document: dict[str, Any]
    author: str
    reason: str = "because"
    created_at: datetime = datetime(2026, 11, 2, 9)


class SavedVersions:
    """The part of a store that a model reads."""

    def __init__(self, *saved: SavedVersion) -> None:
        self.saved = saved

    def programme(self) -> Any:
        return programme_example()

    def current(self, kind: str) -> dict[str, SavedVersion]:
        return {one.key: one for one in self.saved} if kind == "assumption" else {}

    def versions(self, kind: str, key: str) -> list[SavedVersion]:
        return [one for one in reversed(self.saved) if one.key == key]


def test_saved_versions_are_laid_over_the_template() -> None:
    store = SavedVersions(SavedVersion("hourly_cost", 1, {"low": 45.0, "base": 48.0, "high": 51.0}, "Finance"))
    one = model.current(store).assumptions["hourly_cost"]
    assert (one.low, one.base, one.high) == (45.0, 48.0, 51.0)
    assert (one.author, one.reason, one.version, one.unit) == ("Finance", "because", 1, "EUR/hour")
    assert datetime.fromisoformat(one.changed_at) == datetime(2026, 11, 2, 9)


def test_who_accepts_is_not_who_moved_the_number() -> None:
    moved = SavedVersion("hourly_cost", 1, {"low": 45.0, "base": 48.0, "high": 51.0}, "Analyst")
    accepted = SavedVersion(
        "hourly_cost", 2, {**moved.document, "accepted_by": "Finance", "accepted_at": "2026-11-03"}, "Finance"
    )
    one = model.current(SavedVersions(moved, accepted)).assumptions["hourly_cost"]
    assert (one.author, one.accepted_by) == ("Analyst", "Finance")
    own = SavedVersion("hourly_cost", 1, {**moved.document, "accepted_by": "Finance"}, "Finance")
    assert model.current(SavedVersions(own)).assumptions["hourly_cost"].author == "Finance"


def test_what_was_accepted_before_a_number_moved_is_no_longer_accepted() -> None:
    accepted = {"accepted_by": "Finance", "accepted_at": "2026-11-03"}
    first = SavedVersion("hourly_cost", 1, {"base": 45.0, **accepted}, "Analyst")
    moved = SavedVersion("hourly_cost", 2, {"base": 49.0, **accepted}, "Analyst")
    assert model.current(SavedVersions(first)).assumptions["hourly_cost"].accepted_by == "Finance"
    assert model.current(SavedVersions(first, moved)).assumptions["hourly_cost"].accepted_by == ""
    again = SavedVersion("hourly_cost", 3, {**moved.document, "accepted_at": "2026-11-09"}, "Finance")
    assert model.current(SavedVersions(first, moved, again)).assumptions["hourly_cost"].accepted_by == "Finance"


def test_what_was_accepted_before_its_data_changed_is_no_longer_accepted() -> None:
    accepted = {"accepted_by": "Finance", "accepted_at": "2026-11-03", "family": "beta"}
    first = SavedVersion("redeployed_share", 1, {**accepted, "data": {"count": 31, "of": 120}}, "Analyst")
    more = SavedVersion("redeployed_share", 2, {**accepted, "data": {"count": 80, "of": 240}}, "Analyst")
    assert model.current(SavedVersions(first)).assumptions["redeployed_share"].accepted_by == "Finance"
    later = model.current(SavedVersions(first, more)).assumptions["redeployed_share"]
    assert later.accepted_by == "" and later.base > 0.3


def test_an_equation_and_a_formula_are_shown_in_both_languages() -> None:
    found = model.evaluate(model_example(), closing_example(), programme_example(), draws=64)
    driver = found.drivers[0]
    english, french = (model.equation(driver, found, language=language) for language in ("en", "fr"))
    assert english == "780 × 0.6 × 1 × 44 × 43.7 × 0.25 = €224,968 a year"
    assert "43,7" in french and "par an" in french
    by_model = model.equation(
        model_example().drivers[0], model_example(), closing_example(), programme_example(), language="en"
    )
    assert by_model == english
    assert "Taux de réemploi" in model.formula_in_words(driver, model_example(), "fr")
    assert model.equation(found.drivers[-1], found, language="en") == ""  # its outcome was not compared


def test_a_thin_accompaniment_is_told() -> None:
    closing = closing_example()
    thin = replace(closing, costs=tuple(line for line in closing.costs if line.category != "accompaniment"))
    found = model.evaluate(model_example(), thin, programme_example(), draws=64)
    assert "accompaniment_thin" in {issue.code for issue in found.issues}


def test_a_what_if_is_live() -> None:
    """Well under a tenth of a second of processor time on 8,192 draws, once the others are drawn."""
    given = (model_example(), closing_example(), programme_example())
    model.evaluate(*given)
    spent = []
    for share in (0.21, 0.22, 0.23, 0.24):
        started = time.process_time()
        model.evaluate(*given, overrides={"redeployed_share": share})
        spent.append(time.process_time() - started)
    assert min(spent) < 0.1
