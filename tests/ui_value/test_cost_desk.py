"""Costs by formula are written at the same desk as drivers: added, changed, switched off, moved, taken back."""

from pathlib import Path

import pytest
import streamlit as st
from tests.ui.conftest import title_of, words_of
from tests.ui_value.desk_hands import give_reason, kept, plain, spaced

from valuemodel import closing, model
from valuemodel.locale import LANGUAGES, text, thousands
from valuemodel.model.types import Results
from valuemodel.store import Store
from valuemodel.story import costs

FIRST = model.load_template("productivity").costs[0].key


def at_the_desk(visit, cost: str = "+", language: str = "fr"):
    app = visit("value", language)
    app.toggle(key="driver_desk").set_value(True).run()
    app.segmented_control(key="desk_sort").set_value("cost").run()
    if cost != "+":
        app.selectbox(key="desk_cost").set_value(cost).run()
    assert not app.exception
    return app


def save(app, tag: str, reason: str, button: str = "cost_save"):
    return give_reason(app, f"cost_reason_{tag}", reason, button)


def money(folder: Path) -> Results:
    """What the programme is worth as the store has it."""
    found = kept(folder)
    with Store.open(folder) as store:
        latest = closing.latest(store)
        assert latest is not None
        return model.evaluate(found, latest, store.programme(), draws=1024)


def a_fair(app):
    """A yearly cost of each regular user, written by hand."""
    app.text_input(key="cost_name_cost_new0").set_value("Journée annuelle").run()
    app.selectbox(key="cost_category_cost_new0").set_value("accompaniment")
    app.text_area(key="driver_formula_cost_new0").set_value("regular_users * learning_hours * hourly_cost").run()
    assert not app.exception
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cost_says_at_once_what_it_weighs_before_anything_is_saved(visit, folder: Path, language: str) -> None:
    words = plain(a_fair(at_the_desk(visit, language=language)))
    total = {"fr": "par an", "en": "a year"}[language]
    assert f" {total}" in words
    assert {"fr": "Ce coût pèse", "en": "This cost weighs"}[language] in words
    assert "journee_annuelle" not in {one.key for one in kept(folder).costs}


def test_a_saved_cost_counts_in_every_result_and_leaves_when_it_is_switched_off(visit, folder: Path) -> None:
    before = money(folder).pv_costs
    app = save(a_fair(at_the_desk(visit)), "cost_new0", "Demandé par les communautés")
    assert "« Journée annuelle » : enregistré." in plain(app)
    found, with_it = kept(folder), money(folder)
    made = next(one for one in found.costs if one.key == "journee_annuelle")
    assert (made.category, made.unit, made.formula) == (
        "accompaniment",
        "EUR/year",
        "regular_users * learning_hours * hourly_cost",
    )
    assert with_it.pv_costs > before
    save(at_the_desk(visit, "journee_annuelle"), "journee_annuelle_1", "Annulée", "cost_off")
    found, without = kept(folder), money(folder)
    assert "journee_annuelle" in {one.key for one in found.costs_off}
    assert without.pv_costs == pytest.approx(before)
    app = at_the_desk(visit, "journee_annuelle")
    assert any("(coupé)" in one for one in app.selectbox(key="desk_cost").options)
    save(app, "journee_annuelle_2", "Rétablie", "cost_on")
    assert money(folder).pv_costs == pytest.approx(with_it.pv_costs)


def test_a_mistyped_name_is_marked_and_units_that_do_not_fit_stop_the_save(visit, folder: Path) -> None:
    app = at_the_desk(visit)
    app.text_area(key="driver_formula_cost_new0").set_value("regular_users * houly_cost").run()
    assert any("<mark>houly_cost</mark>" in one.value for one in app.get("html"))
    app.text_input(key="cost_name_cost_new0").set_value("Trop simple").run()
    app.text_area(key="driver_formula_cost_new0").set_value("regular_users * weeks_worked").run()
    save(app, "cost_new0", "Essai")
    assert text("drivers.not_yet", "fr") in words_of(app)
    assert app.text_input(key="cost_name_cost_new0").value == "Trop simple"
    assert "trop_simple" not in {one.key for one in kept(folder).costs}


def test_a_cost_is_moved_and_taken_from_a_template_with_its_assumptions(visit, folder: Path) -> None:
    app = at_the_desk(visit)
    offered = app.selectbox(key="desk_cost_template").options
    assert offered and not any("." in one.split("(")[0][:3] for one in offered)
    app.text_input(key="desk_cost_reason").set_value("Comme ailleurs")
    app.button(key="desk_cost_take").click().run()
    assert not app.exception
    found = kept(folder)
    assert len(found.costs) == len(model.load_template("productivity").costs) + 1
    last = found.costs[-1].key
    tag = f"{last}_1"
    save(at_the_desk(visit, last), tag, "D'abord", "cost_up")
    assert [one.key for one in kept(folder).costs][-2] == last


def test_undo_takes_a_cost_back_by_its_name(visit, folder: Path) -> None:
    save(a_fair(at_the_desk(visit)), "cost_new0", "Demandé")
    app = visit("value")
    assert "Journée annuelle" in plain(app)
    with Store.open(folder) as store:
        from valuemodel.model import history

        change = history.last_change(store)
        assert change is not None and (change.made.kind, change.made.key) == ("cost", "journee_annuelle")
        assert history.undo(store, change, "C. Martin", "Erreur")
    assert "journee_annuelle" not in {one.key for one in kept(folder).costs}


def test_somebody_elses_version_is_told_and_nothing_typed_is_lost(visit, folder: Path) -> None:
    app = at_the_desk(visit, FIRST)
    app.text_input(key=f"cost_name_{FIRST}_0").set_value("Mon nom").run()
    with Store.open(folder) as store:
        store.save("cost", FIRST, {"stands_in": False}, "B. Petit", "À compter toujours")
    app.run()
    assert "B. Petit" in plain(app)
    assert app.text_input(key=f"cost_name_{FIRST}_0").value == "Mon nom"


def listed(app) -> str:
    """The table of costs, as text."""
    table = next(one.value for one in app.get("html") if "pv-table" in one.value and "Lignes de dépense" in one.value)
    return spaced(table)


def test_the_list_says_what_each_cost_weighs_and_adds_up_to_all_costs(visit, folder: Path) -> None:
    save(a_fair(at_the_desk(visit)), "cost_new0", "Demandé par les communautés")
    found = money(folder)
    weight = spaced(thousands(found.costs_by_formula["journee_annuelle"], "fr", "EUR"))
    table = listed(at_the_desk(visit))
    assert "Journée annuelle" in table and weight in table
    total = spaced(thousands(found.pv_costs, "fr", "EUR"))
    assert f"<b>{total}</b>" in table
    assert costs.from_lines(found) + sum(found.costs_by_formula.values()) == pytest.approx(found.pv_costs)
    save(at_the_desk(visit, "journee_annuelle"), "journee_annuelle_1", "Annulée", "cost_off")
    assert "coupé" in listed(at_the_desk(visit))


def test_a_cost_replaced_by_loaded_lines_says_so_in_the_list(visit, folder: Path) -> None:
    with Store.open(folder) as store:
        document = {"label": {"fr": "Assistance", "en": "Support"}, "category": "run", "formula": "travel_budget"}
        store.save("cost", "support", {**document, "unit": "EUR/year", "stands_in": True}, "Ada", "why")
    st.cache_resource.clear()
    assert "remplacé par les lignes chargées" in listed(at_the_desk(visit))


def test_an_effect_is_not_offered_to_a_cost_and_one_that_is_typed_is_marked(visit, folder: Path) -> None:
    app = at_the_desk(visit)
    offered = app.selectbox(key="driver_add_cost_new0").options
    assert any("démarre dans le mois" in one for one in offered)
    assert not any("évolution" in one for one in offered)
    app.text_input(key="cost_name_cost_new0").set_value("Effet").run()
    app.text_area(key="driver_formula_cost_new0").set_value("hourly_cost * search_hours.change").run()
    assert any("<mark>search_hours.change</mark>" in one.value for one in app.get("html"))
    save(app, "cost_new0", "Essai")
    assert text("drivers.not_yet", "fr") in words_of(app)
    assert "effet" not in {one.key for one in kept(folder).costs}


def test_a_cost_of_the_people_who_start_shows_its_numbers(visit) -> None:
    app = at_the_desk(visit)
    app.text_area(key="driver_formula_cost_new0").set_value("starting_people * learning_hours * hourly_cost").run()
    assert " € par an" in plain(app) and "Ce coût pèse" in plain(app)


def test_a_cost_saved_in_one_session_is_in_every_figure_of_another_at_its_next_action(visit) -> None:
    mine, theirs = at_the_desk(visit), at_the_desk(visit)
    before = title_of(mine), listed(mine)
    save(a_fair(theirs), "cost_new0", "Demandé par les communautés")
    mine.run()
    assert not mine.exception
    assert "Journée annuelle" in listed(mine) and listed(mine) != before[1]
    assert listed(mine) == listed(theirs)
    assert "Journée annuelle" in mine.selectbox(key="desk_cost").options


def test_two_people_on_one_cost_are_told_and_neither_loses_a_word(visit, folder: Path) -> None:
    mine, theirs = at_the_desk(visit, FIRST), at_the_desk(visit, FIRST)
    mine.text_input(key=f"cost_name_{FIRST}_0").set_value("Mon nom").run()
    theirs.text_area(key=f"driver_formula_{FIRST}_0").set_value("regular_users * learning_hours * hourly_cost").run()
    save(theirs, f"{FIRST}_0", "Seuls les réguliers apprennent")
    save(mine, f"{FIRST}_0", "Plus clair")
    assert "Seuls les réguliers apprennent" in plain(mine)
    assert mine.text_input(key=f"cost_name_{FIRST}_0").value == "Mon nom"
    now = next(one for one in kept(folder).costs if one.key == FIRST)
    assert now.formula.startswith("regular_users") and now.label["fr"] != "Mon nom"


def test_an_undo_on_the_page_takes_the_cost_out_of_the_list(visit) -> None:
    app = save(a_fair(at_the_desk(visit)), "cost_new0", "Demandé")
    app.text_input(key="undo_reason").set_value("Erreur")
    app.button(key="undo_now").click().run()
    assert not app.exception
    assert "Modification annulée : coût « Journée annuelle »" in plain(app)
    assert "Journée annuelle" not in listed(app)


def test_the_french_desk_of_costs_has_no_english_word(visit) -> None:
    words = plain(at_the_desk(visit, FIRST)).lower()
    assert not [one for one in ("cost", "every year", "switch", "template", "formula:") if one in words.split()]


def test_a_cost_that_was_undone_can_be_written_again_under_its_name(visit, folder: Path) -> None:
    app = save(a_fair(at_the_desk(visit)), "cost_new0", "Demandé")
    app.text_input(key="undo_reason").set_value("Erreur")
    app.button(key="undo_now").click().run()
    again = save(a_fair(at_the_desk(visit)), "cost_new0", "Demandé de nouveau")
    assert "« Journée annuelle » : enregistré." in plain(again)
    assert "journee_annuelle" in {one.key for one in kept(folder).costs}
