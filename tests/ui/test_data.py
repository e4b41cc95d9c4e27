"""The data page: a file is recognised, shown before it is stored, loaded, withdrawn, restored; a bad one is told."""

from pathlib import Path

import pytest
from tests.ui.conftest import Opened, words_of

from valuemodel.locale import LANGUAGES, plural, text
from valuemodel.store import Store
from valuemodel.ui.waiting import file_issue

PEOPLE = "E-mail;Direction;Rôle;Démarrage du programme\r\n" + "".join(
    f"p{number}@exemple.fr;{'Études' if number < 12 else 'Ventes'};{'manager' if number % 10 == 0 else 'salarié'};"
    f"{'01/10/2025' if number < 12 else ''}\r\n"
    for number in range(24)
)


def uploaded(app, name: str, content: bytes):  # type: ignore[no-untyped-def]
    app.file_uploader[0].upload(name, content).run()
    return app


def answered(app):  # type: ignore[no-untyped-def]
    """Every open question answered with its first choice."""
    for box in app.selectbox:
        if box.key and box.key.startswith("answer_") and box.value is None:
            box.set_value(box.options[0])
    return app.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_recognised_and_nothing_is_stored_before_agreement(
    opened: Opened, described_folder: Path, language: str
) -> None:
    app = uploaded(opened(described_folder, "data", language), "effectifs.csv", PEOPLE.encode("cp1252"))
    assert not app.exception
    assert app.button(key="load").label == plural("data.load", 24, language)
    with Store.open(described_folder) as store:
        assert store.uploads() == []


def test_the_preview_shows_no_identifier(opened: Opened, described_folder: Path) -> None:
    app = uploaded(opened(described_folder, "data"), "effectifs.csv", PEOPLE.encode("cp1252"))
    assert "@exemple.fr" not in words_of(app)
    assert "••••••" in words_of(app)


def test_a_file_refused_for_an_answer_is_taken_with_another_one(opened: Opened, described_folder: Path) -> None:
    lines = "".join(f"p{row}@ex.fr;2026-03-0{1 + row % 9};{row}\r\n" for row in range(30))
    app = uploaded(opened(described_folder, "data"), "x.csv", f"Compte;Jour;Billets publiés\r\n{lines}".encode())
    kind = next(one for one in app.selectbox if one.key.endswith("_kind"))
    assert kind.value == "usage"
    kind.set_value("network").run()
    for one in [one for one in app.selectbox if "_column:" in one.key]:
        one.set_value("ignore")
    app.run()
    assert not app.exception and not [one for one in app.button if one.key == "load"]
    next(one for one in app.selectbox if one.key.endswith("_kind")).set_value("usage").run()
    for at, field in enumerate(("usage.person_id", "usage.day", "usage.viva_engage.posted")):
        next(one for one in app.selectbox if one.key.endswith(f"_column:{at}")).set_value(field)
    app.run()
    assert not app.exception
    assert app.button(key="load").label == plural("data.load", 30, "fr")


def test_a_file_is_loaded_withdrawn_with_a_reason_and_restored(opened: Opened, described_folder: Path) -> None:
    app = uploaded(opened(described_folder, "data"), "effectifs.csv", PEOPLE.encode("cp1252"))
    app.button(key="load").click().run()
    assert not app.exception
    assert kept_rows(described_folder) == [(24, True)]
    app.button(key="withdraw_1").click().run()
    app.button(key="confirm_1").click().run()
    assert kept_rows(described_folder) == [(24, True)], "no reason was given"
    app.text_input(key="change_1_reason").set_value("Doublon")
    app.button(key="confirm_1").click().run()
    assert kept_rows(described_folder) == [(24, False)]
    assert "Doublon" in words_of(app)
    app.button(key="restore_1").click().run()
    app.text_input(key="change_1_reason").set_value("Ce n'en était pas un")
    app.button(key="confirm_1").click().run()
    assert kept_rows(described_folder) == [(24, True)]


def kept_rows(folder: Path) -> list[tuple[int, bool]]:
    with Store.open(folder) as store:
        return [(upload.rows_kept, upload.live) for upload in store.uploads()]


def test_a_column_can_be_corrected_and_what_it_holds_is_then_asked_once(opened: Opened, described_folder: Path) -> None:
    unknown = PEOPLE.replace(";Rôle;", ";Catégorie socio;").replace("manager", "Encadrant N1").encode("cp1252")
    app = uploaded(opened(described_folder, "data"), "effectifs.csv", unknown)
    which = next(box for box in app.selectbox if box.key and box.key.startswith("correct_"))
    which.set_value(2).run()
    what = next(box for box in app.selectbox if box.key and box.key.startswith("becomes_"))
    what.set_value("people.role").run()
    assert not app.exception
    assert [box.label for box in app.selectbox if "Encadrant N1" in box.label]
    answered(app)
    app.button(key="load").click().run()
    assert not app.exception
    assert kept_rows(described_folder) == [(24, True)]
    with Store.open(described_folder) as store, store.facts() as facts:
        roles = {row[0] for row in facts.execute("select distinct role from people").fetchall()}
    assert len(roles - {None, ""}) >= 2


def test_several_files_are_loaded_by_one_agreement(opened: Opened, described_folder: Path) -> None:
    app = opened(described_folder, "data")
    app.file_uploader[0].upload("effectifs.csv", PEOPLE.encode("cp1252"))
    app.file_uploader[0].upload("notes.csv", b"bonjour")
    app.file_uploader[0].upload("suite.csv", PEOPLE.replace("@exemple", "@filiale").encode("utf-8")).run()
    assert app.button(key="load").label == plural("data.load", 48, "fr")
    app.button(key="load").click().run()
    assert not app.exception
    assert kept_rows(described_folder) == [(24, True), (24, True)]
    assert text("data.refused", "fr", name="notes.csv") in words_of(app), "the file that brings nothing is still told"


def test_the_same_file_again_is_known(opened: Opened, described_folder: Path) -> None:
    app = uploaded(opened(described_folder, "data"), "effectifs.csv", PEOPLE.encode("cp1252"))
    app.button(key="load").click().run()
    app.switch_page("../../../pages/start.py").run()
    app.switch_page("../../../pages/data.py").run()
    uploaded(app, "copie.csv", PEOPLE.encode("cp1252"))
    assert text("data.known.problem", "fr") in words_of(app)
    assert "load" not in {button.key for button in app.button}


def test_people_are_not_loaded_before_the_legal_ground(opened: Opened, real_folder: Path) -> None:
    app = uploaded(opened(real_folder, "data"), "effectifs.csv", PEOPLE.encode("cp1252"))
    assert app.button(key="fill_legal")
    assert "load" not in {button.key for button in app.button}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vide.csv", b""),
        ("image.csv", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("faux.xlsx", b"PK\x03\x04 not a zip"),
        ("x.exe", b"MZ"),
    ],
)
def test_a_bad_file_is_told_and_never_breaks_the_page(
    opened: Opened, described_folder: Path, name: str, content: bytes, language: str
) -> None:
    app = opened(described_folder, "data", language)
    if not name.endswith(".exe"):
        uploaded(app, name, content)
        assert text("data.refused", language, name=name) in words_of(app)
    assert not app.exception
    assert "load" not in {button.key for button in app.button}


def test_type_and_size_are_checked_on_the_server_too() -> None:
    refused = [file_issue("x.exe", 10, 200), file_issue("a.csv", 201 * 1024 * 1024, 200), file_issue("a.csv", 0, 200)]
    assert [issue.code for issue in refused if issue] == ["ui_file_type", "ui_file_size", "ui_file_empty"]
    assert file_issue("A.XLSX", 10, 200) is None


def test_a_closing_is_listed_and_uploads_after_it_are_announced(opened: Opened, described_folder: Path) -> None:
    app = uploaded(opened(described_folder, "data"), "effectifs.csv", PEOPLE.encode("cp1252"))
    app.button(key="load").click().run()
    app.button(key="close_button").click().run()
    assert not app.exception
    with Store.open(described_folder) as store:
        assert [document["number"] for document in store.closing_documents()] == [1]
    more = PEOPLE.replace("p1@", "q1@").encode("cp1252")
    uploaded(app, "effectifs_2.csv", more).button(key="load").click().run()
    assert not app.exception
    link = app.switch_page("../../../pages/start.py").run().page_link[0].value
    assert "depuis" in link and "1 fichier" in link.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_which_kpis_the_files_serve_and_which_wait_for_what(
    opened: Opened, tmp_path: Path, language: str
) -> None:
    from tests.laws import world

    world.company(tmp_path / "p").close()
    app = opened(tmp_path / "p", "data", language)
    app.button(key="show_coverage").click().run()
    assert not app.exception
    said = words_of(app)
    assert text("data.coverage.compared", language) in said
    assert plural("data.coverage.wants.survey", 1, language) in said
    assert plural("data.coverage.groups.optional", 2, language) in said, "what is optional is no defect"
    offered = {button.proto.id.split("-")[-1] for button in app.get("download_button")}
    assert {"blank_people", "blank_costs"} < offered
