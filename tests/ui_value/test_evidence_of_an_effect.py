"""Before and after opens its evidence: target, money, who answered, months, groups, the planner; others owe nothing."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.model.closings import effect_example, programme_example
from tests.ui.conftest import Opened, opened, title_of, words_of  # noqa: F401
from tests.ui_value.programme_folder import closed

from valuemodel import closing
from valuemodel.closing import Closing, Group
from valuemodel.effects.evidence import (
    Composition,
    EventBar,
    Evidence,
    OrdinalShift,
    Progress,
    ResponseRate,
    Stayers,
    WorstCase,
)
from valuemodel.locale import LANGUAGES
from valuemodel.programme import KpiPlan
from valuemodel.store import Store

EVENTS = tuple(EventBar("regular_share", "programme", at, *((0.3, 0.2, 0.4) if at >= 0 else (0.0, -0.1, 0.1)))
               for at in (-3, -2, 0, 1, 2))  # fmt: skip
EVIDENCE = Evidence(
    events=EVENTS,
    responses=(
        ResponseRate("survey_before", "programme", 780, 510, 0.65),
        ResponseRate("survey_after", "programme", 774, 483, 0.62),
        ResponseRate("survey_before", "role:executive", 17, 10, 0.61),
    ),
    worst_cases=(WorstCase("meaning", "programme", "survey_before", 0.39, 0.75),),
    stayers=(Stayers("search_hours", 382, 116, 0.1, -0.5, 0.7),),
    compositions=(Composition("search_hours", -1.0, -0.8, -0.2),),
    shifts=(OrdinalShift("search_hours", "programme", 38, 34, 42),),
    progress=(
        Progress("search_hours", date(2026, 10, 1), 4.9, 2.6, "beyond"),
        Progress("regular_share", date(2026, 10, 1), 0.7, 0.6, "behind"),
    ),
)


def with_evidence() -> Closing:
    """The closing with evidence behind it, and effects of the comparison group and of the executives."""
    made = closed()
    outside = replace(
        effect_example("search_hours", 3.5, 3.2, -0.5, -0.1), group="comparison", isolated=False, in_programme=False,
        design="overlapping", certainty="low",
    )  # fmt: skip
    few = replace(effect_example("search_hours", 3.6, 2.1, -2.5, -0.5), group="role:executive", certainty="very_low")
    seen = tuple(
        replace(one, smallest_visible=0.4) if one.kpi == "search_hours" else one
        for one in (*made.effects, outside, few)
    )
    groups = {group.key: group for group in made.groups}
    groups |= {key: Group(key, key, kind, (), size) for key, kind, size in (
        ("comparison", "comparison", "413"), ("role:executive", "role", "10-19"))}  # fmt: skip
    return replace(made, evidence=EVIDENCE, effects=seen, groups=tuple(groups.values()))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence") / "programme"
    targets = {"search_hours": 2.5, "regular_share": 0.8}
    plans = [plan for plan in programme_example().kpi_plans if plan.kpi not in targets]
    plans += [KpiPlan(kpi, 0.05, target=target) for kpi, target in targets.items()]
    with Store.create(folder, replace(programme_example(), kpi_plans=tuple(plans)), "C. Martin") as store:
        store.save_closing(closing.as_document(with_evidence()), "C. Martin")
    return folder


@pytest.fixture
def page(opened: Opened, made: Path, tmp_path: Path):  # noqa: F811
    import streamlit as st

    st.cache_resource.clear()
    folder = Path(shutil.copytree(made, tmp_path / "programme"))
    return lambda language="fr", **asked: opened(folder, "before_after", language, **asked)


def effects_table(app) -> str:
    return next(one.value for one in app.get("html") if "pv-interval-heading" in one.value)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", ("Au-delà de la cible", "En retard")), ("en", ("Beyond", "Behind"))]
)
def test_the_table_says_in_words_where_each_target_stands(page, language: str, words: tuple[str, str]) -> None:
    app = page(language)
    assert not app.exception
    table = effects_table(app).lower()
    assert [word for word in words if word.lower() not in table] == []


def test_a_kpi_names_the_gain_that_it_feeds_and_the_employees_own_has_none(page) -> None:
    table = effects_table(page("en"))
    row = next(row for row in table.split("<tr") if "Hours spent searching" in row)
    assert "€" in row and "k" in row
    place = table.index("never turned into money")
    assert table.index("Work that has meaning", place) > place


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_group_is_neither_the_programme_nor_owes_it_anything(page, language: str) -> None:
    app = page(language, group="comparison")
    assert not app.exception
    table = effects_table(app)
    assert "pv-dots" not in table and "€" not in table
    assert "programme" in title_of(app) and "[[" not in title_of(app)
    chart = str(app.get("plotly_chart")[0].proto)
    assert "Programme 3" not in chart
    assert ("Comparaison 3" if language == "fr" else "Comparison 3") in chart


def test_a_headline_never_counts_as_moved_what_its_row_calls_inconclusive(page) -> None:
    app = page("fr", group="role:executive")
    assert "non concluant" in effects_table(app)
    assert "Aucun des" in title_of(app)
    assert "10–19 réponses" in words_of(app)


@pytest.mark.parametrize(("language", "shift"), [("fr", "38 fois sur 100"), ("en", "38 times")])
def test_an_opened_row_tells_design_answers_shift_and_stayers(page, language: str, shift: str) -> None:
    words = words_of(page(language, kpi="search_hours"))
    assert ("N° 2 sur 7" if language == "fr" else "Number 2 of 7") in words
    assert shift in words
    assert ("510 sur 780" if language == "fr" else "510 of 780") in words


def test_worst_case_bounds_stand_beside_the_wave(page) -> None:
    assert "39% to 75%" in words_of(page("en", kpi="meaning"))


def test_months_around_the_start_say_when_the_gap_came(page) -> None:
    app = page("en", kpi="regular_share")
    assert "Nothing before the start, a gap since" in words_of(app)


def test_a_refused_comparison_says_what_would_make_it_possible(page) -> None:
    words = words_of(page("en", kpi="manager_example"))
    assert "What would make the comparison possible." in words


def test_four_times_the_answers_show_half_the_change(page) -> None:
    app = page("en", kpi="search_hours")
    app.number_input(key="plan_change_search_hours").set_value(0.2).run()
    assert not app.exception
    assert "2,020 answers" in words_of(app), "505 answers showed 0.4 hours"


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_line_says_why_the_letters_of_a_kpi_and_of_its_gain_can_differ(page, language: str) -> None:
    words = words_of(page(language))
    assert ("une lettre plus faible" if language == "fr" else "a weaker letter") in words
    assert "p-value" not in words and "significat" not in words.lower()
