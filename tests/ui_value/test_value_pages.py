"""The value pages open in both languages, without the facts too, and a changed assumption moves every figure."""

import re
from pathlib import Path

import pytest
from tests.ui.conftest import title_of, titles_of, words_of

from valuemodel.locale import LANGUAGES
from valuemodel.store import Store

PAGES = ("board", "before_after", "value", "assumptions")
NPV = re.compile(r"class=\"pv-metric pv\">([^<]+)<")


def figures(app) -> list[str]:
    return [found for one in app.get("html") for found in NPV.findall(one.value)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_any_row_about_a_person(visit, folder: Path, page: str, language: str) -> None:
    (folder / "facts.duckdb").unlink()
    app = visit(page, language)
    assert not app.exception and not app.error
    assert len(titles_of(app)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["review", "request"])
def test_review_and_request_are_never_on_the_board_together(visit, view: str, language: str) -> None:
    app = visit("board", language)
    app.button_group(key="view").set_value(view).run()
    assert not app.exception
    title = title_of(app)
    told = {"fr": {"review": "À ce jour", "request": "demandé"}, "en": {"review": "To date", "request": "asked for"}}
    assert told[language][view] in title
    other = "request" if view == "review" else "review"
    assert told[language][other] not in title


def test_every_metric_opens_an_explanation_with_its_numbers(visit) -> None:
    app = visit("board")
    words = words_of(app)
    assert len(figures(app)) == 5
    assert words.count("Calcul.") >= 5
    assert "enquete_avant.xlsx" in words


def test_the_three_readings_are_on_the_board(visit) -> None:
    app = visit("board")
    labels = " ".join(one.proto.popover.label for one in app.main if hasattr(one.proto, "popover")) or str(app.main)
    for name in ("Retour par euro, tous gains", "Sans le temps du personnel", "Gains budgétaires seuls"):
        assert name in labels


def test_refused_and_too_early_are_rows_of_the_same_table(visit) -> None:
    app = visit("before_after")
    table = next(one.value for one in app.get("html") if "pv-interval" in one.value)
    assert "Comparaison refusée." in table and "Trop tôt." in table
    assert table.count("<table") == 1


def test_the_filter_keeps_what_could_not_be_compared(visit) -> None:
    app = visit("before_after")
    app.button_group(key="shown").set_value("not_compared").run()
    table = next(one.value for one in app.get("html") if "<table" in one.value)
    assert "pv-panel-refused" in table and "pv-interval-heading" in table
    assert 'class="pv-glyph pv-interval"' not in table


def test_a_driver_that_is_not_counted_says_why(visit) -> None:
    words = words_of(visit("value"))
    assert "trop tôt pour voir son résultat" in words


def test_presenting_hides_the_controls(visit) -> None:
    app = visit("board")
    app.query_params["present"] = "1"
    app.run()
    assert not app.exception
    assert not [one for one in app.button if one.key == "present"]


def change(app, value: float, reason: str):
    app.number_input(key="base_redeployed_share_0").set_value(value).run()
    app.text_input(key="reason_redeployed_share_0").set_value(reason)
    app.button(key="save_assumption").click().run()
    return app


def test_a_changed_assumption_moves_the_board_and_the_value_page(visit, folder: Path) -> None:
    before = figures(visit("board"))
    title = title_of(visit("value"))
    app = change(visit("assumptions", assumption="redeployed_share"), 30.0, "Enquête de septembre")
    assert not app.exception
    assert "30" in next(one.value for one in app.get("html") if "pv-range" in one.value)
    assert figures(visit("board")) != before
    assert title_of(visit("value")) != title
    import streamlit as st

    st.cache_resource.clear()
    with Store.open(folder) as store:
        kept = store.versions("assumption", "redeployed_share")
        assert [version.reason for version in kept] == ["Enquête de septembre"]
        assert kept[0].document["base"] == pytest.approx(0.3)


def test_a_saved_value_that_cannot_be_counted_with_is_told_and_the_last_good_one_stands(visit, folder: Path) -> None:
    title = title_of(visit("value"))
    upside_down = {"low": 60.0, "base": 45.0, "high": 40.0}
    with Store.open(folder) as store:
        store.save("assumption", "hourly_cost", upside_down, "Ada", "Brought by another programme")
    for page in ("value", "assumptions"):
        app = visit(page)
        assert not app.exception
        words = words_of(app)
        assert "La version 1 ne peut pas être comptée" in words and "fourchette est à l’envers" in words
    assert title_of(visit("value")) == title


def test_without_a_reason_nothing_is_saved(visit) -> None:
    before = figures(visit("board"))
    app = change(visit("assumptions", assumption="redeployed_share"), 30.0, "  ")
    assert not app.exception
    assert figures(visit("board")) == before


def test_the_new_net_value_is_said_before_saving(visit) -> None:
    app = visit("assumptions", assumption="redeployed_share")
    app.number_input(key="base_redeployed_share_0").set_value(40.0).run()
    assert any("La VAN passerait de" in one.value for one in app.get("html"))


def test_a_range_the_wrong_way_round_is_refused_in_words(visit) -> None:
    app = change(visit("assumptions", assumption="redeployed_share"), 10.0, "essai")
    assert any("à l’envers" in one.value for one in app.get("html"))
    assert not app.exception


def test_the_author_of_a_value_cannot_accept_it(visit) -> None:
    app = change(visit("assumptions", assumption="redeployed_share"), 30.0, "Enquête")
    app.text_input(key="accept_name_redeployed_share_1").set_value("C. Martin")
    app.button(key="accept_sign").click().run()
    assert any("ne peut pas aussi l’accepter" in one.value for one in app.get("html"))
    app.text_input(key="accept_name_redeployed_share_1").set_value("H. Leroy")
    app.button(key="accept_sign").click().run()
    assert any("acceptée par H. Leroy" in one.value for one in app.get("html"))


def test_an_earlier_version_can_be_taken_up_again(visit) -> None:
    first = change(visit("assumptions", assumption="redeployed_share"), 30.0, "Première")
    app = visit("assumptions", assumption="redeployed_share")
    app.number_input(key="base_redeployed_share_1").set_value(45.0).run()
    app.text_input(key="reason_redeployed_share_1").set_value("Deuxième")
    app.button(key="save_assumption").click().run()
    button = next(one for one in app.button if str(one.key).startswith("restore_"))
    button.click().run()
    assert not first.exception and not app.exception
    assert app.number_input(key="base_redeployed_share_3").value == pytest.approx(30.0)


def test_a_value_that_follows_the_data_cannot_be_typed_over(visit) -> None:
    app = visit("assumptions", assumption="redeployed_share")
    app.selectbox(key="assumption").set_value("search_hours.change").run()
    assert not app.exception
    assert any("Suit les données." in one.value for one in app.get("html"))
    assert not app.number_input
