"""What a closing tells beside its effects: who answered, what silence could hide, the course of months, the plan."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.closing.company import AFTER, BEFORE, STARTED, Company, closed, usual

from valuemodel.closing import Closing, as_document, from_document
from valuemodel.effects.evidence import Evidence
from valuemodel.programme import KpiPlan


def close(company: Company, **options) -> Closing:
    return company.close(**options)[0]


def of(found: tuple, **wanted: object) -> list:
    return [one for one in found if all(getattr(one, name) == value for name, value in wanted.items())]


# The document


def test_a_closing_with_its_evidence_is_read_back_as_it_was() -> None:
    closing = closed()[0]
    assert closing.evidence != Evidence()
    assert from_document(as_document(closing)) == closing


def test_a_closing_older_than_the_evidence_still_opens() -> None:
    document = as_document(closed()[0])
    del document["evidence"]
    added = ("placebo_as_large", "placebo_tried", "worst_low", "worst_high", "p_value", "family", "holds", "better")
    for effect in document["effects"]:
        for name in (*added, "attributed_share"):
            del effect[name]
    closing = from_document(document)
    assert closing.evidence == Evidence()
    assert closing.effect("search_hours").change == closed()[0].effect("search_hours").change


# Silence


def test_the_response_rate_is_that_of_each_group_and_wave() -> None:
    company = usual()
    quiet = [key for key in company.people if key % 4]
    company.rows["responses"], company.rows["answers"], company.rows["answer"] = [], [], []
    company.survey("avant", "2025-09-15", lambda key: 3 + key % 5)
    company.survey("apres", "2026-09-15", lambda key: 3 + key % 5, who=quiet)
    rates = close(company).evidence.responses
    assert [one.rate for one in of(rates, wave="avant")] == [1.0] * len(of(rates, wave="avant"))
    programme = of(rates, wave="apres", group="programme")[0]
    assert (programme.asked, programme.answered, programme.rate) == (70, 55, 0.75)


def test_bounds_hold_whatever_the_silent_would_have_said() -> None:
    company = usual()
    some = [key for key in company.people if key % 4]
    for wave, day, share in (("avant", "2025-09-15", 0.4), ("apres", "2026-09-15", 0.6)):
        company.survey(wave, day, lambda key, share=share: share, item="meaning", scale="agreement_5", who=some)
        company.rows["responses"] = [row for row in company.rows["responses"] if row[1] in some or row[2] != wave]
    closing = close(company)
    before, after = of(closing.evidence.worst_cases, kpi="meaning", group="programme")
    # 54 of 72 answered: 0.4 x 54 / 72 = 0.30 at worst, and 0.30 + 18 / 72 = 0.55 at best.
    assert (before.low, before.high, after.low, after.high) == (0.3, 0.55, 0.45, 0.7)
    effect = closing.effect("meaning")
    assert (effect.worst_low, effect.worst_high) == (-0.1, 0.4)


def overlapping(same: int = 40) -> Company:
    """A programme of 72 in which the first `same` answer twice, and people of two kinds: stayers were happier."""
    company = usual()
    company.rows["responses"], company.rows["answers"], company.rows["answer"] = [], [], []
    inside, others = company.people[:72], company.people[72:]
    first = [*inside[:56], *others]
    second = [*inside[56 - same :], *others]
    company.survey("avant", "2025-09-15", lambda key: 4.0 if key in second else 8.0, who=first)
    company.survey("apres", "2026-09-15", lambda key: 4.0 if key in first else 6.0, who=second)
    return company


def test_those_who_answered_again_are_compared_with_those_who_did_not() -> None:
    evidence = close(overlapping()).evidence
    stayers = of(evidence.stayers, kpi="search_hours")[0]
    assert (stayers.stayers, stayers.leavers, stayers.difference) == (40, 10, -4.0)
    made = of(evidence.compositions, kpi="search_hours")[0]
    assert made.panel == 0.0 and made.difference == made.everyone != 0.0


def test_leavers_who_are_few_and_all_say_the_same_are_not_told_apart() -> None:
    company = overlapping()
    second = {row[0] for row in company.rows["answers"] if row[2] == "apres"}
    people = {row[0]: row[1] for row in company.rows["responses"]}
    again = {people[sheet] for sheet in second}
    first = [people[row[0]] for row in company.rows["answers"] if row[2] == "avant"]
    company.survey("avant", "2025-09-15", lambda key: 0.5 if key in again else 0.0, "meaning", first, "agreement_5")
    company.survey("apres", "2026-09-15", lambda key: 0.5, "meaning", sorted(again), "agreement_5")
    assert of(close(company).evidence.stayers, kpi="meaning") == []


def test_leavers_too_few_to_be_told_apart_are_not() -> None:
    evidence = close(overlapping(same=54)).evidence
    assert of(evidence.stayers, kpi="search_hours") == []


def test_the_cells_of_stayers_are_remembered_for_later_closings() -> None:
    closing, cells = overlapping().close()
    told = [key for key in cells if key.endswith("|stayers")]
    assert told == ["search_hours|avant|stayers", "search_hours|apres|stayers"]
    earlier = {(1, key): people for key, people in cells.items()}
    again, _ = overlapping().close(earlier)
    assert again.evidence.stayers == closing.evidence.stayers


def test_a_stayer_more_or_less_than_in_an_earlier_closing_tells_of_nobody() -> None:
    closing, cells = overlapping().close()
    known = "search_hours|avant|stayers"
    earlier = {(1, known): frozenset(sorted(cells[known])[:-1])}
    assert closing.evidence.stayers and close(overlapping(), earlier=earlier).evidence.stayers == ()


def test_each_group_weighs_what_it_weighs_among_the_staff() -> None:
    company = usual()
    first = set(company.people[:24])
    for wave, day, gain in (("avant", "2025-09-15", 0.0), ("apres", "2026-09-15", 0.3)):
        # Of the first unit everybody answers and gains 0.3; of the others, half do and gain nothing.
        who = [key for key in company.people if key in first or key % 2]
        value = lambda key, gain=gain: 0.4 + gain * (key in first)  # noqa: E731
        company.survey(wave, day, value, item="meaning", scale="agreement_5", who=who)
    weighted = of(close(company).evidence.weighted, kpi="meaning")[0]
    assert (weighted.unweighted, weighted.change) == (0.15, 0.1)


def test_a_shift_on_the_scale_is_told_in_times_out_of_a_hundred() -> None:
    company = usual()
    for wave, day, better in (("avant", "2025-09-15", 0), ("apres", "2026-09-15", 1)):
        value = lambda key, better=better: 0.25 + 0.5 * (key % 2) + 0.25 * better * (key % 2)  # noqa: E731
        company.survey(wave, day, value, item="meaning", scale="agreement_5")
    shift = of(close(company).evidence.shifts, kpi="meaning", group="programme")[0]
    # Half were at 0.25 and half at 0.75; after, half at 0.25 and half at 1: above 1/2, equal 1/4, below 1/4.
    assert shift.times_in_100 == 62 and shift.low < 62 < shift.high


# Months


def test_bars_around_the_start_are_nil_before_and_the_effect_after() -> None:
    bars = of(closed()[0].evidence.events, kpi="regular_share")
    assert {bar.months: bar.change for bar in bars if bar.months < 0} == {-4: 0.0, -3: 0.0, -2: 0.0}
    assert {bar.change for bar in bars if bar.months >= 0} == {0.25}


def test_the_average_since_the_start_is_told_beside_the_effect_of_the_last_months() -> None:
    found = of(closed()[0].evidence.since_start, kpi="regular_share")[0]
    assert found.change == 0.25 and found.low <= 0.25 <= found.high


def in_stages() -> Company:
    """Two units that start in October, one in August of the next year; the effect is there at once."""
    company = usual()
    late = date(2026, 8, 1)
    starts = {"Achats": STARTED, "Ventes": STARTED, "Usine": late}
    company.rows["unit_start"] = [(unit, start) for unit, start in starts.items()]
    company.rows["usage"], company.rows["activity_period"] = [], []
    started = {row[0]: starts.get(row[1]) for row in company.rows["people"]}
    for month in (*BEFORE, *AFTER):
        day = date(int(month[:4]), int(month[5:]), 1)
        inside = {key for key, start in started.items() if start and start <= day}
        company.report(month, lambda key, inside=inside: 8 if key % (2 if key in inside else 4) == 0 else 0)
    return company


def test_units_that_started_at_different_times_are_each_compared_on_their_own_dates() -> None:
    closing = close(in_stages())
    effect = closing.effect("regular_share")
    assert (effect.design, effect.change, effect.isolated) == ("staggered", 0.25, True)
    assert closing.effect("regular_share", "unit:Achats").design != "staggered"


def test_a_unit_where_the_programme_has_not_started_is_not_judged() -> None:
    company = in_stages()
    company.rows["unit_start"] = [("Achats", STARTED), ("Ventes", STARTED), ("Usine", date(2027, 3, 1))]
    effect = close(company).effect("regular_share", "unit:Usine")
    assert (effect.verdict, effect.reason, effect.values) == ("refused", "not_started", {"started": "2027-03-01"})


def alone(months: int = 9) -> Company:
    """A programme for everybody, `months` of reports on each side of the start, with a jump at it."""
    company = Company()
    for unit in ("Achats", "Ventes", "Usine"):
        company.hire(unit, 40)
    for step in range(-months, months):
        place = STARTED.year * 12 + STARTED.month - 1 + step
        regular = 4 + abs(step) % 2 + 3 * (step >= 0)
        company.report(f"{place // 12}-{place % 12 + 1:02}", lambda key, regular=regular: 8 * (key % 12 < regular))
    return company


def test_without_a_comparison_group_months_are_compared_with_their_own_trend() -> None:
    closing = close(alone())
    effect = closing.effect("regular_share")
    assert (effect.design, effect.isolated, effect.certainty) == ("interrupted_series", False, "low")
    assert effect.change == pytest.approx(0.25, abs=0.03) and effect.placebo_as_large == 1
    series = of(closing.evidence.series, kpi="regular_share")[0]
    assert series.points == 18 and series.jump == pytest.approx(0.25, abs=0.03)


def test_too_few_months_for_a_trend_are_said() -> None:
    closing = close(alone(months=4))
    effect = closing.effect("regular_share")
    assert effect.design == "paired" and "short_series" in effect.cautions
    assert of(closing.evidence.series, kpi="regular_share") == []


# Ties and picks


def tied(share: float) -> Company:
    company = usual()
    inside, others = company.people[:72], company.people[72:]
    friends = others[: int(share * len(others))]
    company.rows["tie"] = [(1, key, inside[0]) if key % 2 else (1, inside[0], key) for key in friends]
    return company


def test_a_comparison_group_tied_to_the_programme_is_said_and_then_refused() -> None:
    assert "ties" not in closed()[0].effect("search_hours").cautions
    assert "ties" in close(tied(0.25)).effect("search_hours").cautions
    refused = close(tied(0.75)).effect("search_hours")
    assert (refused.verdict, refused.reason, refused.values) == ("refused", "contaminated", {"share": 75})


def test_ties_of_a_withdrawn_file_do_not_count() -> None:
    company = tied(0.75)
    company.rows["tie"] = [(99, source, target) for _, source, target in company.rows["tie"]]
    assert close(company).effect("search_hours").verdict == "compared"


def test_a_programme_that_began_with_the_worst_teams_is_warned_of() -> None:
    company = usual()
    inside = set(company.people[:72])
    for wave, day in (("avant", "2025-09-15"), ("apres", "2026-09-15")):
        company.survey(wave, day, lambda key: 3 + key % 5 + 3 * (key in inside))
    assert "worst_picked" in close(company).effect("search_hours").cautions
    assert "worst_picked" not in closed()[0].effect("search_hours").cautions


# The plan


def planned(**plan: object) -> Closing:
    company = usual()
    company.programme = replace(company.programme, kpi_plans=(KpiPlan("regular_share", 0.1, **plan),))  # type: ignore[arg-type]
    return close(company)


@pytest.mark.parametrize(
    ("plan", "state"),
    [
        ({"target": 0.5, "target_by": date(2026, 6, 1)}, "on_track"),
        ({"target": 0.9, "target_by": date(2026, 6, 1)}, "behind"),
        ({"target": 0.3, "target_by": date(2026, 6, 1)}, "beyond"),
        ({"target": 0.9, "expected_from": date(2027, 6, 1)}, "too_early"),
    ],
)
def test_what_was_expected_is_set_against_what_there_is(plan: dict, state: str) -> None:
    points = of(planned(**plan).evidence.progress, kpi="regular_share")
    assert points[-1].state == state
    assert points[-1].value == 0.5


def test_nothing_is_expected_before_its_day_and_the_target_is_from_its_own() -> None:
    points = of(planned(target=0.65, target_by=date(2026, 9, 1)).evidence.progress, kpi="regular_share")
    expected = {point.day: point.expected for point in points}
    assert expected[date(2025, 7, 1)] == 0.25 and expected[date(2026, 10, 1)] == 0.65
    assert expected[date(2026, 7, 1)] < 0.65


def test_a_kpi_without_a_target_has_no_course_to_follow() -> None:
    assert closed()[0].evidence.progress == ()


def test_the_family_of_each_figure_is_frozen_with_it() -> None:
    closing = closed()[0]
    assert closing.effect("search_hours").family == "claims"
    assert closing.effect("regular_share").family == "exploring"
    assert closing.effect("search_hours", "comparison").family == ""


def test_the_same_facts_give_the_same_evidence() -> None:
    assert close(usual()).evidence == closed()[0].evidence
    assert np.isfinite([bar.low for bar in closed()[0].evidence.events]).all()
