"""Costs by formula are written at the same desk as drivers: added, changed, switched off, moved, taken back."""

from pathlib import Path

import pytest
import streamlit as st
from tests.ui.conftest import words_of

from valuemodel import closing, model
from valuemodel.locale import LANGUAGES, NARROW, NBSP, text
from valuemodel.model.types import Results, ValueModel
from valuemodel.store import Store

FIRST = model.load_template("productivity").costs[0].key


def plain(app) -> str:
    return words_of(app).replace(NBSP, " ").replace(NARROW, " ")


def at_the_desk(visit, cost: str = "+", language: str = "fr"):
    app = visit("value", language)
    app.toggle(key="driver_desk").set_value(True).run()
    app.segmented_control(key="desk_sort").set_value("cost").run()
    if cost != "+":
        app.selectbox(key="desk_cost").set_value(cost).run()
    assert not app.exception
    return app


def save(app, tag: str, reason: str, button: str = "cost_save"):
    app.text_input(key=f"cost_reason_{tag}").set_value(reason).run()
    app.button(key=button).click().run()
    assert not app.exception
    return app


def kept(folder: Path) -> tuple[ValueModel, Results]:
    st.cache_resource.clear()
    with Store.open(folder) as store:
        found, latest = model.current(store), closing.latest(store)
        assert latest is not None
        return found, model.evaluate(found, latest, store.programme(), draws=1024)


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
    assert "journee_annuelle" not in {one.key for one in kept(folder)[0].costs}


def test_a_saved_cost_counts_in_every_result_and_leaves_when_it_is_switched_off(visit, folder: Path) -> None:
    before = kept(folder)[1].pv_costs
    app = save(a_fair(at_the_desk(visit)), "cost_new0", "Demandé par les communautés")
    assert "« Journée annuelle » : enregistré." in plain(app)
    found, with_it = kept(folder)
    made = next(one for one in found.costs if one.key == "journee_annuelle")
    assert (made.category, made.unit, made.formula) == (
        "accompaniment",
        "EUR/year",
        "regular_users * learning_hours * hourly_cost",
    )
    assert with_it.pv_costs > before
    save(at_the_desk(visit, "journee_annuelle"), "journee_annuelle_1", "Annulée", "cost_off")
    found, without = kept(folder)
    assert "journee_annuelle" in {one.key for one in found.costs_off}
    assert without.pv_costs == pytest.approx(before)
    app = at_the_desk(visit, "journee_annuelle")
    assert any("(coupé)" in one for one in app.selectbox(key="desk_cost").options)
    save(app, "journee_annuelle_2", "Rétablie", "cost_on")
    assert kept(folder)[1].pv_costs == pytest.approx(with_it.pv_costs)


def test_a_mistyped_name_is_marked_and_units_that_do_not_fit_stop_the_save(visit, folder: Path) -> None:
    app = at_the_desk(visit)
    app.text_area(key="driver_formula_cost_new0").set_value("regular_users * houly_cost").run()
    assert any("<mark>houly_cost</mark>" in one.value for one in app.get("html"))
    app.text_input(key="cost_name_cost_new0").set_value("Trop simple").run()
    app.text_area(key="driver_formula_cost_new0").set_value("regular_users * weeks_worked").run()
    save(app, "cost_new0", "Essai")
    assert text("drivers.not_yet", "fr") in words_of(app)
    assert app.text_input(key="cost_name_cost_new0").value == "Trop simple"
    assert "trop_simple" not in {one.key for one in kept(folder)[0].costs}


def test_a_cost_is_moved_and_taken_from_a_template_with_its_assumptions(visit, folder: Path) -> None:
    app = at_the_desk(visit)
    offered = app.selectbox(key="desk_cost_template").options
    assert offered and not any("." in one.split("(")[0][:3] for one in offered)
    app.text_input(key="desk_cost_reason").set_value("Comme ailleurs")
    app.button(key="desk_cost_take").click().run()
    assert not app.exception
    found = kept(folder)[0]
    assert len(found.costs) == len(model.load_template("productivity").costs) + 1
    last = found.costs[-1].key
    tag = f"{last}_1"
    save(at_the_desk(visit, last), tag, "D'abord", "cost_up")
    assert [one.key for one in kept(folder)[0].costs][-2] == last


def test_undo_takes_a_cost_back_by_its_name(visit, folder: Path) -> None:
    save(a_fair(at_the_desk(visit)), "cost_new0", "Demandé")
    app = visit("value")
    assert "Journée annuelle" in plain(app)
    with Store.open(folder) as store:
        from valuemodel.model import history

        change = history.last_change(store)
        assert change is not None and (change.made.kind, change.made.key) == ("cost", "journee_annuelle")
        assert history.undo(store, change, "C. Martin", "Erreur")
    assert "journee_annuelle" not in {one.key for one in kept(folder)[0].costs}


def test_somebody_elses_version_is_told_and_nothing_typed_is_lost(visit, folder: Path) -> None:
    app = at_the_desk(visit, FIRST)
    app.text_input(key=f"cost_name_{FIRST}_0").set_value("Mon nom").run()
    with Store.open(folder) as store:
        store.save("cost", FIRST, {"stands_in": False}, "B. Petit", "À compter toujours")
    app.run()
    assert "B. Petit" in plain(app)
    assert app.text_input(key=f"cost_name_{FIRST}_0").value == "Mon nom"
