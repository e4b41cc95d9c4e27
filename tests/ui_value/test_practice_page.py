"""The practice page tells its story in five tabs; what a closing lacks says why, and what would lift it."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.ui.conftest import title_of, words_of
from tests.ui_value.programme_folder import closed

from valuemodel import closing, practice
from valuemodel.locale import LANGUAGES, number, percent, text
from valuemodel.practice import Figure, Findings
from valuemodel.practice.reading import EXAMPLE, MEANS, TOGETHER, TRUST, funnel
from valuemodel.store import Store

TABS = ("adoption", "network", "example", "barriers", "trust")
WAVES = ("2025-09", "2026-09")


def figures(
    topic: str, values: dict[str, float], *periods: str, group: str = "programme", n: int = 300
) -> list[Figure]:
    return [Figure(topic, key, group, period, value, value - 0.05, value + 0.05, n)
            for period in periods for key, value in values.items()]  # fmt: skip


def told() -> Findings:
    """A practice section in which every part has something to say."""
    stage = {"licensed": 1.0, "activated": 0.98, "active": 0.8, "regular": 0.5, "contributor": 0.6}
    items = {key: 0.4 for key in (*EXAMPLE, *MEANS, *TRUST, "senior_example", "internal_service", "shadow_share")}
    barriers = {"no_link": 0.4, "no_time": 0.3, "none": 0.3}
    month = "2026-10"
    found = [
        *figures("stage", stage, month),
        *figures("regular", {"regular": 0.5}, month),
        *figures("habit", {"breadth": 0.9}, month, n=12),
        *figures("retention", {"12": 0.9}, month),
        *figures("participation", {"contributors": 0.6, "readers": 0.3, "absent": 0.1}, month),
        *figures("gini", {"everyone": 0.6}, month),
        *figures("mobile", {"mobile": 0.4}, month),
        *figures("mobile", {"mobile": 0.6}, month, group="distance:0"),
        *figures("top_share", {"0.05": 0.3}, month),
        *figures("cooperation", {"reach_beyond_unit": 0.7, "external_index": -0.1, "external_by_chance": 0.7}, "after"),
        *figures("item", {**items, "trust_open": 0.1, "example_humility": 0.2}, *WAVES),
        *figures("choice.main_barrier", barriers, *WAVES),
        *figures("choice.pedagogy", {"told": 0.5, "taught": 0.4, "involved": 0.1}, "2026-09"),
        *figures("choice.exchange_form", {"tribe": 0.3, "institution": 0.3, "market": 0.1, "network": 0.3}, *WAVES),
        *figures("choice.shadow_reason", {"faster": 0.6, "habit": 0.4}, "2026-09"),
        *figures("accompaniment", {"reach": 0.5}, "2026-09"),
        *figures("two_goals", {"both": 0.1, "company_only": 0.5, "person_only": 0.1, "neither": 0.3}, "2026-09"),
        *figures("pull_quadrant", {"pulled": 0.3, "own_way": 0.3, "in_line": 0.1, "neither": 0.3}, "2026-09"),
        *figures("item", {"meaning": 0.7}, "2026-09", group="adopter:early"),
        *figures("item", {"meaning": 0.5}, "2026-09", group="adopter:majority"),
    ]
    matrix = practice.Matrix("after", ("unit:Nord", "unit:Sud"), ((40.0, 6.0), (6.0, None)))
    spread = (
        practice.Spread("programme", date(2026, 2, 1), date(2025, 12, 1), 0.5, -3.0),
        practice.Spread("unit:Nord", date(2026, 2, 1), date(2025, 12, 1), 0.6, None),
        practice.Spread("unit:Sud", None, date(2025, 12, 1), 0.2, None),
    )
    months = (date(2026, 1, 1), date(2026, 2, 1))
    drawn = practice.Curve(
        "0.60", 0.6, "", 0.03, 0.3, date(2026, 3, 1), 0.1, months, (0.2, 0.3), (0.1, 0.2), (0.3, 0.4)
    )
    found += figures("shared_time", {"outside": 0.3, "by_chance": 0.8, "returned": 0.7}, "before", "after")
    found += figures("item", dict.fromkeys(TOGETHER, 0.4), *WAVES)
    found += figures("meetings", {"attendees": 6.5}, "before", "after", group="company", n=0)
    hours = practice.TimeMatrix("after", ("unit:Nord", "organisation:Conseil"), ((8.0, 0.4), (0.25, None)))
    return Findings(
        time=(hours,),
        figures=tuple(found), spread=spread, started="edge", matrices=(matrix,),
        curves=(practice.Curve("free", None, "no_inflexion"), drawn),
        lorenz=(practice.Lorenz(month, "everyone", (0.0, 0.1, 0.3, 1.0)),),
        gaps=(practice.Gap("latitude", "2026-09", 0.9, 0.5, 0.3, 0.6, 0.3, 0.8),),
        communities=practice.Communities(8, {"alive": 6, "dormant": 2}, 4, 5, 3, 3, 1,
                                         {"goal": 0.5, "benevolence": 0.5, "animation": 0.5, "contribution": 0.1},
                                         0.33, 0.3, 0.36, "contribution"),
        changes=(practice.ProcessChange(date(2026, 3, 1), "delegation", "customer", {"fr": "Geste", "en": "Gesture"}),),
        refused=(practice.Refusal("stickiness", "no_daily_reports"),),
    )  # fmt: skip


@pytest.fixture(scope="session")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.model.closings import programme_example

    folder = tmp_path_factory.mktemp("practice") / "programme"
    with Store.create(folder, programme_example(), "C. Martin") as store:
        store.save_closing(closing.as_document(replace(closed(), practice_findings=told())), "C. Martin")
    return folder


@pytest.fixture
def practised(told_once: Path, tmp_path: Path) -> Path:
    import streamlit as st

    st.cache_resource.clear()
    return Path(shutil.copytree(told_once, tmp_path / "practised"))


def on_tab(opened, folder: Path, tab: str, language: str):
    app = opened(folder, "practice", language)
    app.session_state[f"practice_tab_{language}"] = text(f"practice.tabs.{tab}", language)
    app.run()
    assert not app.exception and not app.error
    return app


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_has_charts_with_a_text_alternative_and_a_next_action(
    opened, practised: Path, tab: str, language: str
) -> None:
    app = on_tab(opened, practised, tab, language)
    charts = app.get("plotly_chart")
    assert charts and all(len(chart.proto.alt) > 40 for chart in charts)
    words = words_of(app)
    assert text("practice.next.label", language) in words
    assert text("practice.next.kpi", language) in words
    assert text("practice.page.caution", language) in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tab", TABS)
def test_a_closing_without_practice_says_in_every_tab_what_would_fill_it(
    opened, folder: Path, tab: str, language: str
) -> None:
    app = on_tab(opened, folder, tab, language)
    assert not app.get("plotly_chart")
    assert text("practice.page.waiting", language) in words_of(app)


def test_a_refused_figure_says_why_and_what_would_lift_it(opened, practised: Path) -> None:
    words = words_of(on_tab(opened, practised, "adoption", "en"))
    assert text("practice.refused.no_daily_reports", "en") in words
    assert text("practice.lift.no_daily_reports", "en") in words
    assert text("practice.lift.no_inflexion", "en") in words


def test_the_value_follows_the_curve_that_somebody_chose_and_signed(opened, practised: Path) -> None:
    before = title_of(opened(practised, "value", "fr"))
    app = on_tab(opened, practised, "adoption", "fr")
    app.radio(key="follow_curve_choice").set_value("0.60")
    app.text_input(key="follow_curve_author").set_value("C. Martin")
    app.button(key="follow_curve_save").click().run()
    assert not app.exception and text("ui.form.missing.reason.problem", "fr") in words_of(app)
    app.text_input(key="follow_curve_reason").set_value("Le plan est dépassé")
    app.button(key="follow_curve_save").click().run()
    assert not app.exception and text("practice.page.follow.saved", "fr") in words_of(app)
    assert "La courbe qui monte à 60".lower() in words_of(app).lower()
    value = opened(practised, "value", "fr")
    assert title_of(value) != before
    assert "suit la courbe de diffusion" in words_of(value)


def test_the_page_answers_first_with_its_numbers(opened, practised: Path) -> None:
    title = title_of(on_tab(opened, practised, "adoption", "en"))
    assert "50%" in title and "1 of the programme's 2 units" in title


def test_the_board_is_told_of_a_missing_link_beside_what_serves_an_objective(opened, practised: Path) -> None:
    words = words_of(on_tab(opened, practised, "barriers", "en"))
    assert "40% see no link to business needs" in words
    assert "Executives can lift" in words


def test_the_next_action_of_trust_is_about_its_weakest_pair(opened, practised: Path) -> None:
    assert text("practice.next.trust_open", "en") in words_of(on_tab(opened, practised, "trust", "en"))


def test_contributors_are_a_part_of_the_active_people_not_of_the_regular_ones() -> None:
    found = {stage.stage: stage.of_before for stage in funnel(told())}
    assert found["regular"] == pytest.approx(0.625)
    assert found["contributor"] == pytest.approx(0.75)


def test_every_reason_of_refusal_says_what_would_lift_it() -> None:
    from valuemodel.locale import catalogue

    reasons = {key.rpartition(".")[2] for key in catalogue("fr") if key.startswith("practice.refused.")}
    lifted = {key.rpartition(".")[2] for key in catalogue("fr") if key.startswith("practice.lift.")}
    assert reasons == lifted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questionnaire_is_offered_beside_the_empty_tables(opened, folder: Path, language: str) -> None:
    app = opened(folder, "data", language)
    labels = [one.proto.label for one in app.get("download_button")]
    assert sum("uestionnaire" in label for label in labels) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_is_kept_in_the_register_and_can_be_taken_out(opened, practised: Path, language: str) -> None:
    app = on_tab(opened, practised, "barriers", language)
    assert len(app.get("plotly_chart")) >= 4, "the register stands on the time axis"
    app.text_input(key="change_what_0").input("Plus de validation")
    app.text_input(key="change_0_author").input("C. Martin")
    app.text_input(key="change_0_reason").input("Constaté")
    app.button(key="change_0_save").click().run()
    assert not app.exception
    words = words_of(app)
    assert "Plus de validation" in words and text("changes.not_yet", language) in words
    with Store.open(practised) as store:
        (key,) = [key for key, one in store.current("change").items() if one.document["label"]["fr"]]
        assert store.current("change")[key].author == "C. Martin"
    app.button(key=f"remove_change_{key}").click().run()
    assert "Plus de validation" not in words_of(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outside_figure_without_its_whole_passport_is_not_kept(opened, practised: Path, language: str) -> None:
    app = on_tab(opened, practised, "trust", language)
    app.text_input(key="benchmark_title_0").input("Baromètre")
    app.text_input(key="benchmark_0_author").input("C. Martin")
    app.text_input(key="benchmark_0_reason").input("Demandé par la direction")
    app.button(key="benchmark_0_save").click().run()
    assert not app.exception
    assert text("issues.benchmark_without_passport.fix", language) in words_of(app)
    assert app.text_input(key="benchmark_title_0").value == "Baromètre", "nothing typed is lost"
    with Store.open(practised) as store:
        assert not store.current("benchmark")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_with_its_passport_places_the_indicators_beside_its_source(
    opened, practised: Path, language: str
) -> None:
    from valuemodel.practice.maturity import PASSPORT
    from valuemodel.ui.practice_benchmark import document_of, names

    share = next(shown for shown, key in names(language).items() if key == "active_share")
    rows = pd.DataFrame({"kpi": [share, None], "low": [None, None], "median": [0.0, None], "high": [1.0, None]})
    document = document_of({name: f"un {name}" for name in PASSPORT}, rows, language)
    assert document["rows"] == [{"kpi": "active_share", "low": None, "median": 0.0, "high": 0.01}]
    with Store.open(practised) as store:
        store.save("benchmark", "one", document, "C. Martin", "Demandé")
    app = on_tab(opened, practised, "trust", language)
    words = words_of(app)
    assert "un publisher" in words and text("practice.places.above", language) in words
    app.button(key="remove_benchmark_one").click().run()
    assert "un publisher" not in words_of(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_indicator_has_a_name_of_its_own_in_the_table(language: str) -> None:
    from valuemodel.kpis import catalogue
    from valuemodel.ui.practice_benchmark import names

    assert list(names(language).values()) == list(catalogue())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_line_is_told_beside_everyone(opened, practised: Path, language: str) -> None:
    words = words_of(on_tab(opened, practised, "adoption", language))
    assert text("practice.page.mobile.title", language, front=percent(0.6, language),
                share=percent(0.4, language)) in words  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_time_between_units_stands_where_no_list_of_exchanges_is(opened, practised: Path, language: str) -> None:
    words = words_of(on_tab(opened, practised, "network", language))
    share = percent(0.3, language)
    assert text("practice.page.unit_time.moved", language, after=share, before=share) in words
    assert "Conseil" in words and number(0.4, language, 1) in words
    with Store.open(practised) as store:
        kept = replace(told(), matrices=(), figures=tuple(one for one in told().figures if one.topic != "cooperation"))
        store.save_closing(closing.as_document(replace(closed(), number=2, practice_findings=kept)), "C. Martin")
    import streamlit as st

    st.cache_resource.clear()
    words = words_of(on_tab(opened, practised, "network", language))
    assert text("practice.page.unit_time.moved", language, after=share, before=share) in words
    assert text("practice.missing.exchanges", language) not in words
