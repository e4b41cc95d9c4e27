"""The arguments page: claims are picked, ordered, reworded; their figures follow; what is asked is answered."""

from pathlib import Path

import pytest
from tests.ui.conftest import words_of

from valuemodel.locale import LANGUAGES, text
from valuemodel.store import Store


def saved(folder: Path, kind: str) -> dict:
    import streamlit as st

    st.cache_resource.clear()
    with Store.open(folder) as store:
        return {key: one.document for key, one in store.current(kind).items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_with_claims_replies_and_outside_figures(visit, language: str) -> None:
    app = visit("arguments", language)
    assert not app.exception
    words = words_of(app)
    for key in ("say.title", "reply.title", "outside.title", "not_proved"):
        assert text(f"arguments.{key}", language) in words or key.endswith("title")
    assert len([one for one in app.button if one.key.startswith("drop_")]) >= 4


def test_claims_are_left_out_picked_and_put_in_another_order(visit, folder: Path) -> None:
    app = visit("arguments")
    keys = [one.key.removeprefix("drop_") for one in app.button if one.key.startswith("drop_")]
    app.button(key=f"down_{keys[0]}").click().run()
    app.button(key=f"drop_{keys[2]}").click().run()
    other = next(one for one in app.button if one.key.startswith("pick_")).key
    app.button(key=other).click().run()
    assert not app.exception
    now = [one.key.removeprefix("drop_") for one in app.button if one.key.startswith("drop_")]
    assert now[:2] == [keys[1], keys[0]] and keys[2] not in now and now[-1] == other.removeprefix("pick_")
    order = saved(folder, "argument")["order"]["keys"]
    assert [key.replace(":", "_") for key in order] == now


def test_own_words_keep_their_figure_and_words_without_one_are_refused(visit, folder: Path) -> None:
    app = visit("arguments")
    app.text_area(key="own_return_fr").set_value("Un euro en rend beaucoup.")
    app.button(key="keep_return").click().run()
    assert "ne suivrait pas les données" in words_of(app) and not saved(folder, "argument")
    app = visit("arguments")
    app.text_area(key="own_return_fr").set_value("Un euro en rend [chiffre] <script>x</script>.")
    app.button(key="keep_return").click().run()
    assert not app.exception and "Un euro en rend" in words_of(app)
    assert not [one for one in app.get("html") if "<script>x" in one.value]
    kept = saved(folder, "argument")["return"]
    assert kept["words"]["fr"].startswith("Un euro en rend {figure}") and kept["figure"]["fr"]


def test_a_figure_that_moved_asks_for_a_new_look(visit, folder: Path) -> None:
    app = visit("arguments")
    app.text_area(key="own_return_fr").set_value("Un euro en rend [chiffre].")
    app.button(key="keep_return").click().run()
    with Store.open(folder) as store:
        known = store.current("assumption").get("redeployed_share")
        document = {**(known.document if known else {}), "low": 0.01, "base": 0.02, "high": 0.04}
        store.save("assumption", "redeployed_share", document, "Ada", "Prudence")
    app = visit("arguments")
    assert "quand vous l’avez écrite" in words_of(app)
    app.button(key="keep_return").click().run()
    assert "quand vous l’avez écrite" not in words_of(app)


def filled(app, **changed: str):
    words = {
        "motivation": "On cherchait seul.",
        "brought": "Une matinée gagnée.",
        "consent": "Courriel du 3 mai",
        **changed,
    }
    for name, written in words.items():
        key = f"story_{name}_0"
        (app.text_input if name == "consent" else app.text_area)(key=key).set_value(written)
    app.selectbox(key="story_kpi_0").set_value("search_hours")
    app.checkbox(key="story_agreed_0").set_value(True)
    app.text_input(key="story_0_author").set_value("Ada")
    app.button(key="story_save").click().run()
    assert not app.exception
    return app


def test_a_story_is_taken_down_shown_beside_its_figure_and_taken_back(visit, folder: Path) -> None:
    app = filled(visit("arguments"), brought="<script>alert(1)</script> une matinée")
    words = words_of(app)
    assert "On cherchait seul." in words and "une matinée" in words
    assert not [one for one in app.get("html") if "<script>alert" in one.value]
    (key,) = saved(folder, "story")
    app = visit("arguments")
    app.button(key=f"withdraw_now_{key}").click().run()
    assert not app.exception and "On cherchait seul." not in words_of(app)
    assert saved(folder, "story")[key] == {"withdrawn": True}


def test_a_story_with_a_name_is_not_kept_and_nothing_typed_is_lost(visit, folder: Path) -> None:
    app = filled(visit("arguments"), motivation="Mme Durand cherchait seule.")
    assert "semble figurer dans le texte" in words_of(app)
    assert not saved(folder, "story")
    assert app.text_area(key="story_motivation_0").value == "Mme Durand cherchait seule."


def test_a_reason_is_put_in_one_s_own_words(visit, folder: Path) -> None:
    app = visit("arguments")
    app.text_input(key="reason_find_faster_fr").set_value("Ne plus chercher")
    app.button(key="keep_reason").click().run()
    assert not app.exception and "Ne plus chercher" in words_of(app)
    assert saved(folder, "argument")["reason:find_faster"] == {"words": {"fr": "Ne plus chercher"}}
