"""Waves, designs and reasons: what a closing compares, and what it says when it cannot."""

from dataclasses import replace
from datetime import date

import pytest
from tests.closing.company import AFTER, BEFORE, STARTED, Company, closed, usual

from valuemodel.closing import Closing
from valuemodel.effects import Effect
from valuemodel.kpis import catalogue


def close(company: Company, **options) -> Closing:
    return company.close(**options)[0]


def effect(company: Company, kpi: str, group: str = "programme", **options) -> Effect:
    found = close(company, **options).effect(kpi, group)
    assert found is not None
    return found


def drop(company: Company, view: str, keep) -> Company:
    company.rows[view] = [row for row in company.rows[view] if keep(row)]
    return company


def test_the_baseline_is_the_last_three_months_before_the_start_and_the_follow_up_the_last_three_of_all() -> None:
    found = closed()[0].effect("regular_share")
    assert (found.wave_before, found.wave_after) == ("2025-07/2025-09", "2026-08/2026-10")


def test_months_after_the_closing_are_not_read() -> None:
    found = effect(usual(), "regular_share", as_of=date(2026, 9, 30))
    assert found.wave_after == "2026-07/2026-09"


def test_a_report_refreshed_days_after_the_start_still_belongs_to_the_month_before() -> None:
    company = usual()
    late = {(date(2025, 9, 1), date(2025, 9, 30)): (date(2025, 9, 4), date(2025, 10, 3))}
    company.rows["usage"] = [
        (*row[:3], *late.get((row[3], row[4]), (row[3], row[4])), row[5]) for row in company.rows["usage"]
    ]
    assert effect(company, "regular_share").wave_before == "2025-07/2025-09"


def test_the_programmes_own_change_comes_out_of_the_comparison() -> None:
    regular, hours = closed()[0].effect("regular_share"), closed()[0].effect("search_hours")
    assert (regular.before, regular.after, regular.change) == (0.25, 0.5, 0.25)
    assert (hours.change, hours.isolated, hours.certainty) == (-1.0, True, "moderate")


def test_every_kpi_has_an_effect_on_the_programme_or_a_reason() -> None:
    closing = closed()[0]
    for key, entry in ((key, kpi) for key, kpi in catalogue().items() if not kpi.optional):
        found = closing.effect(key)
        if entry.level_only:
            assert found is None, key
        else:
            assert found is not None and (found.verdict == "compared" or found.reason), key


def test_an_assistant_that_nobody_has_is_not_mentioned() -> None:
    assert closed()[0].effect("assistant_share") is None and closed()[0].effect("drafting_hours") is None
    assert not closed()[0].practice_series("assistant_share")


def test_an_assistant_is_a_practice_from_its_first_report() -> None:
    company = usual()
    for month in AFTER:
        company.report(month, lambda key: key % 2, tool="copilot", measure="active")
    found = close(company)
    assert set(found.practice_series("assistant_share").values()) == {0.5}
    assert found.effect("assistant_share").reason == "no_baseline"


def test_a_kpi_that_nothing_measures_says_so() -> None:
    assert closed()[0].effect("meaning").reason == "not_measured"


def test_one_survey_wave_before_the_start_waits_for_its_follow_up() -> None:
    company = drop(usual(), "answers", lambda row: row[2] == "avant")
    assert effect(company, "search_hours").reason == "no_follow_up"


def test_one_survey_wave_after_the_start_has_no_baseline() -> None:
    company = drop(usual(), "answers", lambda row: row[2] == "apres")
    assert effect(company, "search_hours").reason == "no_baseline"


def test_reports_from_after_the_start_only_have_no_baseline() -> None:
    company = drop(usual(), "usage", lambda row: row[3] > date(2026, 1, 1))
    found = effect(company, "regular_share")
    assert (found.reason, found.values) == ("no_baseline", {"started": "2025-10-01"})


def test_reports_from_before_the_start_only_have_no_follow_up() -> None:
    company = drop(usual(), "usage", lambda row: row[3] < date(2026, 1, 1))
    assert effect(company, "regular_share").reason == "no_follow_up"


def test_reports_without_names_are_refused_for_that_reason() -> None:
    company = drop(usual(), "usage", lambda row: False)
    company.rows["tenant_usage"] = [("tenant", "teams", "channel_messages", "2025-09-01", "2025-09-30", 900.0)]
    assert effect(company, "regular_share").reason == "concealed_names"


def test_reports_without_a_directory_are_refused_for_that_reason() -> None:
    company = usual()
    company.rows["people"] = [(*row[:-2], False, False) for row in company.rows["people"]]
    assert effect(company, "regular_share").reason == "no_directory"


def test_a_question_whose_scale_changed_is_not_compared() -> None:
    company = usual()
    company.survey("avant", "2025-09-15", lambda key: 0.5, item="meaning", scale="agreement_5")
    company.survey("apres", "2026-09-15", lambda key: 0.6, item="meaning", scale="agreement_4")
    found = effect(company, "meaning")
    assert (found.reason, found.change) == ("question_changed", None)
    assert found.values["before"] == "agreement_5" and found.values["after"] == "agreement_4"


def test_surveys_that_nobody_can_link_are_compared_as_waves_of_different_people() -> None:
    company = usual()
    everyone = range(1, 145)
    company.survey("avant", "2025-09-15", lambda key: 0.4 + key % 3 / 10, "meaning", everyone, "agreement_5", False)
    company.survey("apres", "2026-09-15", lambda key: 0.4 + key % 3 / 10, "meaning", everyone, "agreement_5", False)
    found = effect(company, "meaning", "comparison")
    assert (found.design, found.change) == ("unpaired", 0.0)


def test_without_a_comparison_group_it_is_before_and_after_and_the_closing_says_so() -> None:
    company = Company()
    for unit in ("Achats", "Ventes"):
        company.hire(unit, 40)
    company.survey("avant", "2025-09-15", lambda key: 3 + key % 5)
    company.survey("apres", "2026-09-15", lambda key: 2 + key % 5)
    closing = close(company)
    found = closing.effect("search_hours")
    assert (found.design, found.isolated, found.certainty) == ("paired", False, "low")
    assert "closing_no_programme_start" in {issue.code for issue in closing.issues}


def test_a_closing_dated_before_the_start_says_that_it_is_a_starting_point() -> None:
    told = [{issue.code for issue in usual().close(as_of=day)[0].issues} for day in (date(2025, 9, 30), STARTED)]
    assert ["closing_before_start" in codes for codes in told] == [True, False]


def test_the_comparison_group_and_its_units_owe_nothing_to_the_programme() -> None:
    closing = closed()[0]
    assert not closing.effect("search_hours", "comparison").in_programme
    assert not closing.effect("search_hours", "unit:Finance").in_programme
    assert closing.effect("search_hours", "unit:Achats").isolated


def test_tools_that_appear_between_the_waves_are_a_caution() -> None:
    company = usual()
    assert "tools_changed" not in closed()[0].effect("active_share").cautions
    company.report(AFTER[-1], lambda key: 3, tool="viva_engage", measure="posted")
    assert "tools_changed" in effect(company, "active_share").cautions


def test_a_first_wave_after_the_start_is_a_caution() -> None:
    company = usual()
    company.programme = replace(company.programme, started=date(2025, 9, 1))
    assert "baseline_after_start" in effect(company, "search_hours").cautions


def test_people_who_changed_unit_are_mentioned_when_they_are_many() -> None:
    company = usual()
    assert "movers" not in closed()[0].effect("search_hours").cautions
    company.rows["people"] = [(*row[:-1], row[0] <= 5) for row in company.rows["people"]]
    assert "movers" in effect(company, "search_hours").cautions


def test_half_of_the_people_silent_cannot_tell_hours() -> None:
    company = Company()
    for number, unit in enumerate(("Achats", "Ventes", "Finance", "Qualité")):
        company.hire(unit, 100, inside=number < 2)
    some = [key for key in company.people if key % 5 < 2]
    company.survey("avant", "2025-09-15", lambda key: 3 + key % 7, who=some)
    company.survey("apres", "2026-09-15", lambda key: 2 + key % 7, who=some)
    found = effect(company, "search_hours")
    assert found.certainty == "very_low" and "low_response" in found.cautions


def test_a_not_applicable_question_is_no_low_response() -> None:
    company = usual()
    for wave, day in (("avant", "2025-09-15"), ("apres", "2026-09-15")):
        company.survey(wave, day, lambda key: None if key % 3 else 0.5, item="customer_answers", scale="percent")
    assert "low_response" not in effect(company, "customer_answers").cautions


def test_someone_who_joined_or_left_is_counted_in_the_months_in_which_they_were_there() -> None:
    company = usual()
    newcomers = company.hire("Achats", 12, joined="2026-02-01")
    for month in AFTER:
        year, number = map(int, month.split("-"))
        company.rows["usage"] += [(key, "teams", "channel_messages", date(year, number, 1), date(year, number, 28), 9.0)
                                  for key in newcomers]  # fmt: skip
    found = effect(company, "regular_share")
    assert (found.n_before, found.n_after) == (70, 85)  # 72 and 84, rounded as every size


@pytest.mark.parametrize("months", [BEFORE, AFTER])
def test_the_practice_series_has_each_month_over_the_eligible_people(months: tuple[str, ...]) -> None:
    closing = closed()[0]
    series = {f"{month:%Y-%m}": share for month, share in closing.practice_series("regular_share").items()}
    expected = 0.25 if months is BEFORE else 0.5
    assert all(series[month] == expected for month in months)
    assert {point.people for point in closing.practice} == {70}
