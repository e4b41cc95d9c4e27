"""Scenarios: a moved slider moves every figure, the gap is explained, a saved scenario opens from its address."""

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from tests.model.closings import effect_example, with_effects
from tests.ui.conftest import title_of, words_of
from tests.ui_value.programme_folder import closed

from valuemodel import closing
from valuemodel.locale import LANGUAGES, day, text
from valuemodel.store import Store


def slider(app, key: str):
    return next(one for one in app.slider if one.key.endswith(f"_{key}"))


def moved(app, value: float = 15.0):
    slider(app, "redeployed_share").set_value(value).run()
    return app


def kept(app, name: str):
    next(one for one in app.text_input if str(one.key).startswith("scenario_name")).set_value(name)
    app.text_input(key="scenario_reason").set_value("Pour la réunion de mardi")
    app.button(key="scenario_keep").click().run()
    return app


def test_nothing_moved_is_the_base_case(visit) -> None:
    app = visit("scenarios")
    assert not app.exception
    assert "cas de base" in words_of(app)
    assert "écart avec le cas de base" not in words_of(app)


def test_the_decisions_options_stand_side_by_side_under_uncertainty(visit) -> None:
    said = words_of(visit("scenarios"))
    assert text("decision.column.chances", "fr") in said and "pv-sec-options" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sliders_name_is_what_a_screen_reader_says(visit, language: str) -> None:
    """The letter of the evidence and the name: no mark of Markdown, no range."""
    sliders = visit("scenarios", language).slider
    assert len(sliders) > 5
    for one in sliders:
        assert not set(one.label) & set("`*[]\\:_") - set(" :"), one.label
        letter = one.key.split("_")[1]
        assert one.label.startswith(f"{letter} " if letter else one.label[0].upper())
    assert {one.key.split("_")[1] for one in sliders} > {"", "D"}


def test_a_moved_slider_answers_and_explains_the_gap(visit) -> None:
    app = visit("scenarios")
    before = title_of(app)
    app = moved(app)
    assert not app.exception
    assert title_of(app) != before
    assert "Les parts s’additionnent" in words_of(app)
    assert "écart avec le cas de base" in words_of(app) and "pv-tornado" in words_of(app)


def test_back_to_base_puts_everything_back(visit) -> None:
    app = visit("scenarios")
    before = title_of(app)
    app = moved(app).run()
    app.button(key="reset_scenario").click().run()
    assert title_of(app) == before


def test_the_choice_to_start_from_follows_what_was_saved_and_the_way_back(visit) -> None:
    def choice(app) -> str:
        return str(next(one for one in app.selectbox if str(one.key).startswith("scenario_from")).value)

    app = kept(moved(visit("scenarios")), "Prudent")
    assert choice(app) == "prudent" and slider(app, "redeployed_share").value == 15.0
    app.button(key="reset_scenario").click().run()
    assert choice(app) == "" and slider(app, "redeployed_share").value == 25.0
    assert "scenario" not in app.query_params
    next(one for one in app.selectbox if str(one.key).startswith("scenario_from")).set_value("prudent").run()
    assert slider(app, "redeployed_share").value == 15.0 and "prudent" in app.query_params["scenario"]


def test_a_saved_scenario_stands_beside_the_base_and_opens_from_its_address(visit, folder: Path) -> None:
    app = kept(moved(visit("scenarios")), "Réemploi prudent")
    assert not app.exception
    title = title_of(app)
    assert "Réemploi prudent" in words_of(app)
    with Store.open(folder) as store:
        (version,) = store.versions("scenario", "réemploi-prudent")
        assert version.document["overrides"] == {"redeployed_share": 0.15}
        assert version.reason == "Pour la réunion de mardi"
    again = visit("scenarios", scenario="réemploi-prudent")
    assert title_of(again) == title


def test_a_scenario_without_a_name_is_not_saved(visit, folder: Path) -> None:
    app = kept(moved(visit("scenarios")), "  ")
    assert not app.exception
    assert "n’a pas de nom" in words_of(app)
    with Store.open(folder) as store:
        assert not store.current("scenario")


def test_outside_its_range_a_slider_says_so(visit) -> None:
    app = moved(visit("scenarios"), 60.0)
    assert "à justifier" in words_of(app)


def test_a_goal_is_answered_input_by_input(visit) -> None:
    app = visit("scenarios", "en")
    app.number_input(key="wanted_roi").set_value(300).run()
    assert "300%" in words_of(app)


def test_less_accompaniment_says_that_use_does_not_fall_by_itself_and_when_the_saving_is_lost(visit) -> None:
    app = visit("scenarios")
    slider(app, "planned_accompaniment").set_value(50.0).run().run()
    assert not app.exception
    assert "il ne baisse pas tout seul" in words_of(app)
    assert "L’économie serait perdue" in words_of(app)
    slider(app, "regular_share").set_value(40.0).run()
    assert "il ne baisse pas tout seul" not in words_of(app)


def test_a_review_has_no_plan_to_move(visit) -> None:
    app = visit("scenarios")
    app.button_group(key="view").set_value("review").run()
    assert not app.exception
    assert not [one for one in app.slider if one.key.endswith("_delay_months")]


def link(app) -> dict[str, str]:
    """What the address names."""
    found = {name: app.query_params[name] for name in ("scenario", "version", "closing")}
    return {name: value if isinstance(value, str) else value[0] for name, value in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_opens_that_scenario_on_that_closing_though_a_later_one_is_there(
    visit, folder: Path, language: str
) -> None:
    app = kept(moved(visit("scenarios", language)), "Réemploi prudent")
    asked = link(app)
    assert asked == {"scenario": "réemploi-prudent", "version": "1", "closing": "1"}
    title = title_of(app)
    st.cache_resource.clear()
    with Store.open(folder) as store:
        less = with_effects(closed(), effect_example("search_hours", 3.4, 3.1, -0.4, -0.1, change=-0.2))
        store.save_closing(closing.as_document(replace(less, number=2, fingerprint="2")), "C. Martin")
    st.cache_resource.clear()
    colleague = visit("scenarios", language, **asked)
    assert title_of(colleague) == title
    told = text("ui.older_closing", language, day=day(closed().as_of, language))
    assert told in words_of(colleague)
    colleague.button(key="to_latest_closing").click().run()
    assert title_of(colleague) != title and told not in words_of(colleague)


def test_a_change_saved_by_one_person_is_seen_by_another_at_their_next_action(visit, folder: Path) -> None:
    one = visit("scenarios")
    before = title_of(one)
    with Store.open(folder) as store:
        store.save("assumption", "hourly_cost", {"low": 70.0, "base": 80.0, "high": 90.0}, "B. Petit", "Paie 2026")
    assert title_of(one.run()) != before


def test_a_scenario_kept_by_one_person_is_there_for_another_at_their_next_action(visit) -> None:
    one, other = visit("scenarios"), visit("scenarios")
    assert "Réemploi prudent" not in words_of(one)
    kept(moved(other), "Réemploi prudent")
    assert "Réemploi prudent" in words_of(one.run())


def test_the_link_opens_what_was_saved_though_somebody_saved_under_the_same_name_since(visit) -> None:
    app = kept(moved(visit("scenarios")), "Réemploi prudent")
    asked, title = link(app), title_of(app)
    other = kept(moved(visit("scenarios"), 35.0), "Réemploi prudent")
    assert link(other) == {**asked, "version": "2"} and title_of(other) != title
    assert title_of(visit("scenarios", **asked)) == title
    assert title_of(visit("scenarios", **link(other))) == title_of(other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_a_scenario_that_is_not_there_says_so(visit, language: str) -> None:
    base = title_of(visit("scenarios", language))
    for asked in ({"scenario": "nobody"}, {"scenario": "nobody", "version": "3"}):
        app = visit("scenarios", language, **asked)
        assert not app.exception
        assert text("scenarios.gone", language) in words_of(app) and title_of(app) == base
