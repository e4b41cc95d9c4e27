"""What the sample was made from is what a closing of it says."""

from typing import Any

from valuemodel.closing import Closing


def test_the_true_effect_lies_in_the_stated_interval_of_every_compared_kpi(
    closed: Closing, truth: dict[str, Any]
) -> None:
    outside = {}
    for kpi, effect in {**truth["expected"]["compared"], **truth["expected"]["derived"]}.items():
        found = closed.effect(kpi)
        assert found and found.verdict == "compared", kpi
        if not found.low <= effect <= found.high:
            outside[kpi] = (effect, found.low, found.high)
    assert not outside


def test_effects_take_the_trend_of_the_comparison_out_and_are_about_everyone(
    closed: Closing, truth: dict[str, Any]
) -> None:
    for kpi in truth["expected"]["compared"]:
        found = closed.effect(kpi)
        # Viva Insights names organisations and no teams, and only five of them are outside the programme.
        design = "few_teams" if kpi in ("meeting_hours", "email_hours") else "difference_in_differences"
        assert (found.isolated, found.basis, found.design) == (True, "everyone", design), kpi


def test_a_question_whose_scale_changed_is_refused(closed: Closing, truth: dict[str, Any]) -> None:
    for kpi in truth["expected"]["refused"]:
        assert closed.effect(kpi).verdict == "refused"
        assert closed.effect(kpi).change is None


def test_an_effect_expected_after_the_closing_is_too_early_and_not_nil(closed: Closing, truth: dict[str, Any]) -> None:
    for kpi in truth["expected"]["too_early"]:
        assert closed.effect(kpi).verdict == "too_early"


def test_what_did_not_move_has_zero_in_its_interval(closed: Closing, truth: dict[str, Any]) -> None:
    for kpi in truth["expected"]["unmoved"]:
        assert closed.effect(kpi).low <= 0 <= closed.effect(kpi).high


def test_the_unit_that_got_worse_is_worse_in_its_own_line(closed: Closing, truth: dict[str, Any]) -> None:
    for kpi, unit in truth["expected"]["worse"].items():
        found = next(effect for effect in closed.effects if effect.kpi == kpi and unit in effect.group)
        assert found.change > 0
        assert closed.effect(kpi).change < 0


def test_regular_use_follows_the_true_curve_month_by_month(closed: Closing, truth: dict[str, Any]) -> None:
    found = {f"{month:%Y-%m}": share for month, share in closed.practice_series("regular_share").items()}
    for month, share in truth["teams"]["regular"]["programme"].items():
        assert abs(found[month] - share) < 0.05, month


def test_costs_of_three_years_and_actuals_to_the_closing_come_out(closed: Closing, truth: dict[str, Any]) -> None:
    plan = sum(part["amount"] * part["months"] for line in truth["costs"]["lines"] for part in line["plan"])
    assert abs(sum(line.planned or 0 for line in closed.costs) - plan) < 0.01
    assert {line.category for line in closed.costs} == {
        "licence",
        "integration",
        "run",
        "accompaniment",
        "internal_time",
    }
    assert max(line.month for line in closed.costs if line.actual is not None).isoformat() == "2026-10-01"
    accompaniment = sum(line.planned or 0 for line in closed.costs if line.category == "accompaniment")
    assert accompaniment >= 0.15 * plan


def test_nobody_is_named_in_the_closing(closed: Closing, truth: dict[str, Any]) -> None:
    assert truth["domain"] not in repr(closed)


def test_where_the_freed_time_went_is_measured_once_with_its_interval(closed: Closing, truth: dict[str, Any]) -> None:
    shares = truth["survey"]["freed_time_use"]["programme"]
    useful = sum(shares[key] for key in ("customers", "projects", "colleagues", "learning"))
    found = closed.level("freed_time_use")
    assert found is not None and found.low <= useful / (1 - shares["none_saved"]) <= found.high
    assert closed.effect("freed_time_use") is None


def test_everyone_in_the_programme_started_with_it(closed: Closing, truth: dict[str, Any]) -> None:
    assert [(point.month, point.people) for point in closed.starts] == [(truth["started"], closed.eligible)]
