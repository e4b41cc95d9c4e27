"""The analyst's desk: two people on one value, undo, the register grouped and its ranges said."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.ui.conftest import title_of, words_of

from valuemodel.locale import LANGUAGES
from valuemodel.model import load_template
from valuemodel.story import register_sheet


def typed(app, version: int, value: float, reason: str):
    app.number_input(key=f"base_redeployed_share_{version}").set_value(value).run()
    app.text_input(key=f"reason_redeployed_share_{version}").set_value(reason).run()
    return app


def saved(app):
    app.button(key="save_assumption").click().run()
    assert not app.exception
    return app


def test_two_people_on_one_value_are_told_and_neither_loses_a_word(visit) -> None:
    mine, theirs = (
        visit("assumptions", assumption="redeployed_share"),
        visit("assumptions", assumption="redeployed_share"),
    )
    typed(mine, 0, 30.0, "Enquête de septembre")
    saved(typed(theirs, 0, 45.0, "Avis du comité"))
    saved(mine)
    words = words_of(mine)
    assert "a enregistré une autre version pendant que vous écriviez : 45 %" in words.replace("\u00a0", " ")
    assert "Avis du comité" in words
    assert mine.number_input(key="base_redeployed_share_0").value == pytest.approx(30.0)
    assert mine.text_input(key="reason_redeployed_share_0").value == "Enquête de septembre"
    mine.button(key="conflict_keep").click().run()
    saved(mine)
    assert mine.number_input(key="base_redeployed_share_2").value == pytest.approx(30.0)
    assert "Avis du comité" in words_of(mine)


def test_who_has_typed_nothing_simply_follows_what_others_save(visit) -> None:
    mine, theirs = (
        visit("assumptions", assumption="redeployed_share"),
        visit("assumptions", assumption="redeployed_share"),
    )
    saved(typed(theirs, 0, 45.0, "Avis du comité"))
    mine.run()
    assert mine.number_input(key="base_redeployed_share_1").value == pytest.approx(45.0)
    assert not [one for one in mine.button if one.key == "conflict_keep"]


def test_taking_the_others_version_starts_from_it(visit) -> None:
    mine, theirs = (
        visit("assumptions", assumption="redeployed_share"),
        visit("assumptions", assumption="redeployed_share"),
    )
    typed(mine, 0, 30.0, "Enquête")
    saved(typed(theirs, 0, 45.0, "Avis du comité"))
    mine.run()
    mine.button(key="conflict_take").click().run()
    assert mine.number_input(key="base_redeployed_share_1").value == pytest.approx(45.0)


def test_the_last_change_is_undone_with_who_and_why(visit) -> None:
    app = saved(typed(visit("assumptions", assumption="redeployed_share"), 0, 30.0, "Enquête"))
    title = title_of(app)
    app.text_input(key="undo_reason").set_value("Mauvaise colonne")
    app.button(key="undo_now").click().run()
    assert not app.exception
    words = words_of(app)
    assert "Mauvaise colonne" in words and "Modification annulée" in words
    assert app.number_input(key="base_redeployed_share_2").value != pytest.approx(30.0)
    saved(typed(app, 2, 35.0, "Bonne colonne"))
    assert app.number_input(key="base_redeployed_share_3").value == pytest.approx(35.0)
    assert title


def test_everything_is_undone_back_to_a_chosen_change_at_once(visit, folder: Path) -> None:
    app = saved(typed(visit("assumptions", assumption="redeployed_share"), 0, 30.0, "Enquête"))
    app = saved(typed(app, 1, 35.0, "Nouvelle enquête"))
    first = app.selectbox(key=next(one.key for one in app.selectbox if str(one.key).startswith("undo_to_")))
    before = len(first.options)
    first.select_index(1).run()
    app.text_input(key="undo_reason").set_value("Mauvaise enquête")
    app.button(key="undo_now").click().run()
    assert not app.exception
    assert "2 modifications annulées" in words_of(app).replace("\u00a0", " ")
    template = load_template("productivity").assumptions["redeployed_share"].base
    assert app.number_input(key="base_redeployed_share_4").value == pytest.approx(100 * template)
    left = next(one for one in app.selectbox if str(one.key).startswith("undo_to_"))
    assert len(left.options) == before - 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_grouped_the_register_has_a_heading_for_drivers_and_costs(visit, folder: Path, language: str) -> None:
    app = visit("assumptions", language)
    app.button_group(key="register_order").set_value("use").run()
    assert not app.exception
    table = next(one.value for one in app.get("html") if "pv-range" in one.value)
    for heading in {"fr": ("Plusieurs leviers", "Coûts"), "en": ("Several drivers", "Costs")}[language]:
        assert heading in table


def test_a_measured_effect_shows_the_range_of_its_swing(visit) -> None:
    from tests.ui_value.programme_folder import closed

    effect = closed().effect("search_hours")
    app = visit("assumptions", assumption="redeployed_share")
    table = next(one.value for one in app.get("html") if "pv-range" in one.value)
    assert "plus étroite que l’intervalle à 95" in words_of(app)
    wide = f"{abs(effect.high):.2f} à {abs(effect.low):.2f}".replace(".", ",")
    assert wide not in table


def test_a_register_brought_back_is_reviewed_line_by_line_and_only_what_is_accepted_is_saved(visit) -> None:
    known = load_template("productivity").assumptions
    book = load_workbook(BytesIO(register_sheet.write([*known.values()], "fr")))
    for key in ("hourly_cost", "redeployed_share"):
        row = [*known].index(key) + 2
        book.worksheets[0][f"E{row}"] = known[key].high + 0.25
    out = BytesIO()
    book.save(out)
    app = visit("assumptions", assumption="redeployed_share")
    app.file_uploader(key="sheet_in_0").upload("registre.xlsx", out.getvalue()).run()
    assert not app.exception
    assert "2 lignes diffèrent." in words_of(app)
    assert app.checkbox(key="sheet_accept_redeployed_share").value is False
    app.checkbox(key="sheet_accept_hourly_cost").check().run()
    app.text_input(key="sheet_reason").set_value("Revue du registre")
    app.button(key="sheet_save").click().run()
    assert not app.exception
    assert "1 ligne enregistrée" in words_of(app)
    app.selectbox(key="assumption").set_value("hourly_cost").run()
    assert app.number_input(key="high_hourly_cost_1").value == pytest.approx(known["hourly_cost"].high + 0.25)
    app.selectbox(key="assumption").set_value("redeployed_share").run()
    assert app.number_input(key="high_redeployed_share_0").value == pytest.approx(100 * known["redeployed_share"].high)
