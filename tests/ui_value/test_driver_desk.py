"""Someone who knows only Excel adds a driver: names picked from a list, mistakes told, the gain in every result."""

from pathlib import Path

import pytest
from tests.ui.conftest import words_of
from tests.ui_value.desk_hands import give_reason, kept, plain

from valuemodel import model
from valuemodel.locale import LANGUAGES


def at_the_desk(visit, driver: str = "+", language: str = "fr"):
    app = visit("value", language)
    app.toggle(key="driver_desk").set_value(True).run()
    if driver != "+":
        app.selectbox(key="desk_driver").set_value(driver).run()
    assert not app.exception
    return app


def pick(app, name: str, tag: str = "new0"):
    app.selectbox(key=f"driver_add_{tag}").set_value(name).run()
    app.button(key="driver_add_name").click().run()
    assert not app.exception
    return app


def save(app, tag: str, reason: str, button: str = "driver_save"):
    return give_reason(app, f"driver_reason_{tag}", reason, button)


def with_a_number(app):
    """A yearly budget of trade fairs put into the register."""
    app.text_input(key="number_name_0").set_value("Budget de salons évités")
    for bound, value in {"low": 80000.0, "base": 120000.0, "high": 200000.0}.items():
        app.number_input(key=f"number_{bound}_0").set_value(value)
    app.text_input(key="number_reason_0").set_value("Demandé par la direction commerciale")
    app.button(key="number_save").click().run()
    assert not app.exception
    assert "est au registre" in plain(app)
    return app


def test_a_driver_made_only_of_picked_names_counts_in_the_results_and_in_the_tornado(visit, folder: Path) -> None:
    app = with_a_number(at_the_desk(visit))
    app.text_input(key="driver_name_new0").set_value("Salons évités").run()
    pick(app, "budget_de_salons_evites")
    assert app.text_area(key="driver_formula_new0").value == "budget_de_salons_evites"
    words = plain(app)
    assert "120 000 = 120 000 € par an" in words
    assert "Ce levier vaudrait" in words and "La VAN passerait de" in words
    save(app, "new0", "Les salons sont remplacés par la communauté")
    assert "« Salons évités » : enregistré." in plain(app)
    assert "Salons évités" in next(one.value for one in app.get("html") if "pv-chosen" in one.value)
    made = next(one for one in kept(folder).drivers if one.key == "salons_evites")
    assert (made.formula, made.label["fr"]) == ("budget_de_salons_evites", "Salons évités")
    again = visit("value")
    swings = " ".join(one.value for one in again.get("html") if "VAN au bas" in one.value)
    assert "Budget de salons évités" in swings


@pytest.mark.parametrize(("language", "said"), [("fr", "Vouliez-vous dire « hourly_cost »"), ("en", "hourly_cost")])
def test_a_mistyped_name_is_marked_at_its_character_with_the_nearest_one(visit, language: str, said: str) -> None:
    app = at_the_desk(visit, language=language)
    app.text_area(key="driver_formula_new0").set_value("regular_users * houly_cost").run()
    assert said in plain(app)
    assert any("<mark>houly_cost</mark>" in one.value for one in app.get("html"))


def test_units_that_do_not_fit_are_told_and_nothing_is_saved(visit, folder: Path) -> None:
    app = at_the_desk(visit)
    app.text_input(key="driver_name_new0").set_value("Trop simple").run()
    pick(pick(app, "hourly_cost"), "regular_users")
    assert "La formule donne" in plain(app)
    save(app, "new0", "Essai")
    assert "Pas encore enregistré." in plain(app)
    assert "trop_simple" not in {one.key for one in kept(folder).drivers}


def test_a_driver_that_prices_what_another_prices_is_refused_with_the_name_of_the_other(visit) -> None:
    app = at_the_desk(visit)
    formula = "search_hours.people * -search_hours.change * weeks_worked * hourly_cost * redeployed_share"
    app.text_area(key="driver_formula_new0").set_value(formula).run()
    cautions = [one.value for one in app.get("html") if "pv-panel-caution" in one.value]
    told = next(one for one in cautions if "donnent un prix à la même chose" in one)
    assert "finding_information" not in told
    assert model.load_template("productivity").drivers[0].label["fr"].replace("'", "’") in told


def test_the_fall_of_an_outcome_is_added_as_a_gain(visit) -> None:
    app = pick(at_the_desk(visit), "search_hours.change")
    assert app.text_area(key="driver_formula_new0").value == "-search_hours.change"


def test_a_driver_is_switched_off_and_on_again_with_a_reason(visit, folder: Path) -> None:
    key = model.load_template("productivity").drivers[0].key
    app = at_the_desk(visit, key)
    app.button(key="driver_off").click().run()
    assert "Il manque la raison." in plain(app)
    save(app, f"{key}_0", "Douteux", "driver_off")
    assert any("(coupé)" in one for one in app.selectbox(key="desk_driver").options)
    assert key in {one.key for one in kept(folder).switched_off}
    app = at_the_desk(visit, key)
    save(app, f"{key}_1", "Vérifié", "driver_on")
    assert key in {one.key for one in kept(folder).drivers}


def test_a_driver_moves_up_the_list(visit, folder: Path) -> None:
    keys = [one.key for one in model.load_template("productivity").drivers]
    app = at_the_desk(visit, keys[1])
    save(app, f"{keys[1]}_0", "Plus important", "driver_up")
    assert [one.key for one in kept(folder).drivers][:2] == [keys[1], keys[0]]


def test_an_objective_proposes_its_drivers_and_imposes_none(visit, folder: Path) -> None:
    app = at_the_desk(visit)
    before = {one.key for one in kept(folder).drivers}
    app = at_the_desk(visit)
    app.selectbox(key="desk_objective").set_value("serve_customers").run()
    offered = [one for one in app.checkbox if str(one.key).startswith("desk_take_serve_customers_")]
    assert offered and not any(one.value for one in offered)
    assert "déjà là" in plain(app) or "compté" in plain(app)
    offered[0].check().run()
    app.text_input(key="desk_template_reason").set_value("Objectif du directeur commercial")
    app.button(key="desk_take").click().run()
    assert not app.exception
    assert "1 levier ajouté" in plain(app)
    assert len({one.key for one in kept(folder).drivers} - before) == 1


def test_two_people_on_one_driver_are_told_and_neither_loses_a_word(visit, folder: Path) -> None:
    key = model.load_template("productivity").drivers[0].key
    mine, theirs = at_the_desk(visit, key), at_the_desk(visit, key)
    mine.text_input(key=f"driver_name_{key}_0").set_value("Mon nom").run()
    theirs.number_input(key=f"driver_lag_{key}_0").set_value(4).run()
    save(theirs, f"{key}_0", "Plus tard que prévu")
    save(mine, f"{key}_0", "Plus clair")
    assert "Plus tard que prévu" in plain(mine)
    assert mine.text_input(key=f"driver_name_{key}_0").value == "Mon nom"
    assert next(one for one in kept(folder).drivers if one.key == key).lag_months == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_opens_in_both_languages(visit, language: str) -> None:
    assert "driver" in words_of(at_the_desk(visit, language=language)) or language == "fr"


def test_a_driver_that_was_undone_can_be_written_again_under_its_name(visit, folder: Path) -> None:
    app = with_a_number(at_the_desk(visit))
    for reason in ("Demandé", "Demandé de nouveau"):
        app = at_the_desk(visit)
        app.text_input(key="driver_name_new0").set_value("Salons évités").run()
        save(pick(app, "budget_de_salons_evites"), "new0", reason)
        assert "« Salons évités » : enregistré." in plain(app)
        assert "salons_evites" in {one.key for one in kept(folder).drivers}
        app = at_the_desk(visit)
        app.text_input(key="undo_reason").set_value("Erreur")
        app.button(key="undo_now").click().run()
        assert "salons_evites" not in {one.key for one in kept(folder).drivers}
