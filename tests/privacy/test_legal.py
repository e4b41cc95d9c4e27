"""The promise to the works council: nothing about people is loaded before its legal ground is complete."""

from dataclasses import replace
from datetime import date

import pytest

from valuemodel.errors import ValueModelError
from valuemodel.privacy import LegalGround, check_programme, legal_ground, legal_issues
from valuemodel.programme import Programme

REAL = Programme(key="p", name="P", company="C", started=date(2025, 1, 1))
COMPLETE = LegalGround(
    impact_assessment="12/03/2026, AIPD-17",
    works_council="02/04/2026",
    notice="intranet, 15/04/2026",
    legal_basis="legitimate_interest",
    retention_months=24,
    data_protection_officer="Dominique Petit",
    signed_by="Camille Roux",
    signed_on="2026-04-20",
)


def test_a_complete_ground_is_enough():
    assert legal_issues(REAL, COMPLETE) == ()


def test_everything_that_is_missing_is_told_at_once():
    codes = [issue.code for issue in legal_issues(REAL, None)]
    assert codes == [
        "legal_impact_assessment",
        "legal_works_council",
        "legal_notice",
        "legal_legal_basis",
        "legal_retention_months",
        "legal_data_protection_officer",
        "legal_signed_by",
        "legal_signed_on",
    ]
    assert codes == [issue.code for issue in legal_issues(REAL, LegalGround())]


@pytest.mark.parametrize(
    ("name", "value"), [("notice", "  "), ("legal_basis", "because"), ("retention_months", 0), ("signed_by", "")]
)
def test_an_empty_or_unknown_entry_is_missing(name, value):
    (issue,) = legal_issues(REAL, replace(COMPLETE, **{name: value}))
    assert issue.code == f"legal_{name}"


def test_a_fictitious_programme_needs_none():
    assert legal_issues(replace(REAL, fictitious=True), None) == ()


def test_outside_europe_the_local_law_applies_and_says_so():
    elsewhere = replace(REAL, country="CA")
    issues = legal_issues(elsewhere, COMPLETE)
    assert [issue.code for issue in issues] == ["legal_local_law"]
    assert "droit local" in issues[0].said("fr").problem
    assert legal_issues(elsewhere, replace(COMPLETE, works_council="", local_law="Law 25, read by counsel")) == ()


def test_a_form_gives_plain_data():
    assert legal_ground(None) is None
    assert legal_ground({"notice": "intranet", "saved_by": "Ada"}) == LegalGround(notice="intranet")


def test_the_smallest_group_size_may_only_be_raised():
    check_programme(replace(REAL, k_usage=12, k_survey=8), REAL)
    for lowered in (replace(REAL, k_usage=9), replace(REAL, k_survey=4)):
        with pytest.raises(ValueModelError, match="k_lowered"):
            check_programme(lowered)
    with pytest.raises(ValueModelError, match="k_lowered"):
        check_programme(REAL, replace(REAL, k_usage=12))


def test_a_programme_keeps_its_key_and_real_people_do_not_become_fictitious():
    check_programme(REAL, replace(REAL, fictitious=True))
    for code, changed in {
        "key_kept": replace(REAL, key="q"),
        "fictitious_kept": replace(REAL, fictitious=True),
    }.items():
        with pytest.raises(ValueModelError, match=code):
            check_programme(changed, REAL)
