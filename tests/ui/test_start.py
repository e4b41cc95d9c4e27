"""The start page: a newcomer describes a programme, sees the next step, and every change asks who and why."""

from datetime import date
from pathlib import Path

import pytest
from tests.ui.conftest import Opened, words_of

from valuemodel.locale import LANGUAGES, text
from valuemodel.store import Store


def described(app, **given: str):  # type: ignore[no-untyped-def]
    values = {
        "name": "Réseau",
        "company": "Exemple SA",
        "objective": "Répondre plus vite",
        "owner": "A. Dupont",
        **given,
    }
    for name, value in values.items():
        app.text_input(key=f"create_{name}").set_value(value)
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newcomer_creates_a_programme(opened: Opened, tmp_path: Path, language: str) -> None:
    app = described(opened(tmp_path / "new", "start", language))
    app.button(key="create_save").click().run()
    assert not app.exception
    with Store.open(tmp_path / "new") as store:
        made = store.programme()
    assert (made.name, made.company, made.objectives[0].owner) == ("Réseau", "Exemple SA", "A. Dupont")
    assert made.started.day == 1
    assert app.button(key="next_step")


def test_a_programme_is_not_created_without_its_objective(opened: Opened, tmp_path: Path) -> None:
    app = described(opened(tmp_path / "new", "start"), objective=" ")
    app.button(key="create_save").click().run()
    assert not Store.exists(tmp_path / "new")
    assert text("ui.form.missing.objective.problem", "fr") in words_of(app)


def test_an_objective_that_nobody_owns_is_a_warning(opened: Opened, tmp_path: Path) -> None:
    app = described(opened(tmp_path / "new", "start"), owner="")
    app.button(key="create_save").click().run()
    assert text("start.objectives.why", "fr") in words_of(app)
    assert app.button(key="next_step").label == text("start.steps.objective.button", "fr")


def test_a_change_without_reason_is_not_saved(opened: Opened, described_folder: Path) -> None:
    app = opened(described_folder, "start")
    app.button(key="edit_objectives").click().run()
    app.text_input(key="owner_0").set_value("B. Durand")
    app.button(key="objectives_save").click().run()
    assert text("ui.form.missing.reason.problem", "fr") in words_of(app)
    with Store.open(described_folder) as store:
        assert len(store.versions("settings", "programme")) == 1


def test_an_owner_is_saved_with_its_author_and_reason(opened: Opened, described_folder: Path) -> None:
    app = opened(described_folder, "start")
    app.button(key="edit_objectives").click().run()
    app.text_input(key="owner_0").set_value("B. Durand")
    app.text_input(key="objectives_reason").set_value("Nommé au COMEX de mai")
    app.button(key="objectives_save").click().run()
    assert not app.exception
    with Store.open(described_folder) as store:
        latest = store.versions("settings", "programme")[0]
        assert store.programme().objectives[0].owner == "B. Durand"
    assert (latest.author, latest.reason) == ("C. Martin", "Nommé au COMEX de mai")


def test_the_decision_and_its_condition_are_saved(opened: Opened, described_folder: Path) -> None:
    app = opened(described_folder, "start")
    app.button(key="edit_decision").click().run()
    app.number_input(key="decision_amount").set_value(120000.0)
    app.date_input(key="decision_starts").set_value(date(2027, 1, 1))
    app.date_input(key="decision_ends").set_value(date(2027, 12, 31))
    app.selectbox(key="decision_kpi").set_value("active_share")
    app.number_input(key="decision_threshold").set_value(70.0)
    app.date_input(key="decision_by").set_value(date(2027, 6, 30))
    app.text_input(key="decision_reason").set_value("Demande de janvier")
    app.button(key="decision_save").click().run()
    assert not app.exception
    with Store.open(described_folder) as store:
        asked = store.programme().decision
    assert asked is not None
    assert (asked.amount, asked.conditions[0].kpi, asked.conditions[0].threshold) == (120000.0, "active_share", 0.7)


def test_what_is_expected_of_a_kpi_is_saved_in_its_own_unit(opened: Opened, described_folder: Path) -> None:
    app = opened(described_folder, "start")
    app.button(key="edit_plans").click().run()
    app.selectbox(key="plan_kpi").set_value("meaning").run()
    app.number_input(key="plan_materiality_meaning").set_value(4.0)
    app.date_input(key="plan_expected_meaning").set_value(date(2027, 3, 1))
    app.text_input(key="plans_reason").set_value("Fixé avant l'enquête")
    app.button(key="plans_save").click().run()
    assert not app.exception
    with Store.open(described_folder) as store:
        plan = store.programme().plan_of("meaning")
    assert plan is not None
    assert (plan.materiality, plan.expected_from) == (0.04, date(2027, 3, 1))


def test_the_legal_ground_is_asked_for_and_says_what_is_missing(opened: Opened, real_folder: Path) -> None:
    app = opened(real_folder, "start")
    app.button(key="edit_legal").click().run()
    for name in ("impact_assessment", "works_council", "notice", "data_protection_officer", "signed_by"):
        app.text_input(key=f"legal_{name}").set_value("12/03/2026")
    app.number_input(key="legal_retention_months").set_value(24)
    app.text_input(key="legal_reason").set_value("Avant le premier chargement")
    app.button(key="legal_save").click().run()
    assert not app.exception
    with Store.open(real_folder) as store:
        ground = store.legal_ground()
    assert ground is not None and ground.retention_months == 24 and ground.legal_basis == ""
    lacking = [text(f"issues.legal_{name}.problem", "fr") for name in ("legal_basis", "signed_on")]
    assert all(problem in words_of(app).replace("&#x27;", "'") for problem in lacking)
