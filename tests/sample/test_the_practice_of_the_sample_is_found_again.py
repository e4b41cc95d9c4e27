"""What the sample says of practice is what it was made from."""

from typing import Any

import pytest

from valuemodel.closing import Closing
from valuemodel.practice import Findings, reading
from valuemodel.story.team import team_pages


@pytest.fixture(scope="module")
def told(closed: Closing) -> Findings:
    return closed.practice_findings


@pytest.fixture(scope="module")
def made(truth: dict[str, Any]) -> dict[str, Any]:
    return truth["practice"]


def test_barriers_come_out_as_they_were_drawn_wave_by_wave(told: Findings, made: dict[str, Any]) -> None:
    drawn = made["choices"]["main_barrier"]
    for wave, shares in (("2025-09", drawn["avant"]), ("2026-09", drawn["apres"]["programme"])):
        for key, share in shares.items():
            assert told.value("choice.main_barrier", key, period=wave) == pytest.approx(share, abs=0.06), (wave, key)


def test_the_barrier_that_the_programme_lifts_falls_and_its_level_is_the_board(
    told: Findings, made: dict[str, Any]
) -> None:
    found = {one.key: one for one in reading.barriers(told)}
    assert found[made["expected"]["fewer_barriers"]].change < -0.05
    assert found[made["expected"]["fewer_barriers"]].level == "board"


def test_exchanges_move_towards_the_form_that_was_drawn(told: Findings, made: dict[str, Any]) -> None:
    bars = list(reading.exchanges(told).values())
    form = made["expected"]["more_by"]["exchange_form"]
    assert bars[-1][form] - bars[0][form] > 0.08


@pytest.mark.parametrize("item", ["trust_exchange", "community_animation", "has_tools", "helped_by_other_team"])
def test_an_item_rises_in_the_programme_by_what_was_drawn(told: Findings, made: dict[str, Any], item: str) -> None:
    change = {}
    for group in ("programme", "comparison"):
        first, last = (figure.value for figure in told.of("item", item, group))
        change[group] = last - first
    assert change["programme"] - change["comparison"] == pytest.approx(made["scores"][item]["effect"], abs=0.05)


def test_executives_see_more_than_staff_by_the_drawn_lift(told: Findings, made: dict[str, Any]) -> None:
    means = []
    for item in made["scores"]:
        pair = [told.value("item", item, f"role:{role}", "2026-09") for role in ("executive", "staff")]
        if None not in pair and item != "shadow_share":
            means.append(pair[0] - pair[1])
    assert sum(means) / len(means) == pytest.approx(made["expected"]["gap_of_executives"], abs=0.05)


def test_pull_falls_with_distance_from_the_customer(told: Findings, made: dict[str, Any]) -> None:
    assert made["expected"]["pull_slope"] == "negative"
    assert all(trend.high < 0 for trend in told.trends) and len(told.trends) == 2


def test_where_the_practice_started_is_found(told: Findings, made: dict[str, Any]) -> None:
    assert told.started == made["expected"]["started"]


def test_the_network_opens_and_answers_more(told: Findings) -> None:
    for key in ("external_index", "reciprocity"):
        before, after = (figure.value for figure in told.of("cooperation", key, "programme"))
        assert after > before, key


def test_repeated_exchanges_in_teams_are_as_frequent_as_drawn(told: Findings, made: dict[str, Any]) -> None:
    chance = made["network"]["active_in_month"]
    seen_at_least_once = 1 - (1 - chance) ** 3
    one_way = chance / seen_at_least_once
    assert told.value("collaboration", "repeated_in_teams") == pytest.approx(one_way, abs=0.08)


def test_silent_communities_that_came_back_are_counted(told: Findings, made: dict[str, Any]) -> None:
    assert told.communities.count == made["communities"]["count"]
    assert told.communities.relaunched == made["communities"]["relaunched"]


def test_early_adopters_differ_on_what_they_were_made_to_differ(told: Findings, made: dict[str, Any]) -> None:
    early, majority = (told.value("item", "right_to_err", f"adopter:{who}") for who in ("early", "majority"))
    assert early > majority


def test_indices_are_reliable_enough_to_be_told(told: Findings) -> None:
    assert all(figure.value > 0.5 for figure in told.of("reliability"))


def test_the_six_changes_of_the_register_are_there(told: Findings) -> None:
    assert len(told.changes) == 6 and {one.facing for one in told.changes} == {"internal", "customer"}


def test_every_unit_has_a_page_with_changes_and_two_actions(closed: Closing) -> None:
    pages = team_pages(closed)
    assert len(pages) >= 9
    assert all(len(page.actions) == 2 and page.changes for page in pages)


def test_nobody_is_named_in_the_practice_section(told: Findings, truth: dict[str, Any]) -> None:
    assert truth["domain"] not in repr(told)


def test_who_is_on_a_phone_comes_out_by_distance_from_the_customer(told: Findings, truth: dict[str, Any]) -> None:
    for distance, share in truth["teams"]["mobile"].items():
        assert told.value("mobile", "mobile", f"distance:{distance}") == pytest.approx(share, abs=0.05), distance
