"""In a real browser: a newcomer creates a programme, takes in a file of their own, closes, withdraws and restores."""

import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.browser.conftest import Visitor

from valuemodel.programme import Objective, Programme
from valuemodel.store import Store

PEOPLE = "Courriel;Direction;Statut;Démarrage du programme\r\n" + "".join(
    f"prenom.nom{number}@exemple.fr;{'Études' if number < 14 else 'Ventes'};"
    f"{'Cadre dirigeant' if number == 0 else 'Employé'};{'01/10/2025' if number < 14 else ''}\r\n"
    for number in range(40)
)
EMPTY = Programme(
    key="essai",
    name="Essai",
    company="Société Exemple",
    started=date(2025, 10, 1),
    fictitious=True,
    objectives=(Objective("productivity", {"fr": "Gagner du temps", "en": "Save time"}, "A. Dupont"),),
)


def test_a_deep_link_on_a_fresh_server_goes_through_the_router(
    served: Callable[[Path], Visitor], tmp_path: Path
) -> None:
    visitor = served(tmp_path / "nothing")
    page = visitor.go("board")
    assert page.locator(".st-key-page_head").inner_text().startswith("Aucun programme")
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.locator("[data-testid=stException]").count() == 0
    visitor.press("Décrire le programme")
    assert page.url.split("?")[0].endswith("/start")


def test_a_newcomer_describes_a_programme(served: Callable[[Path], Visitor], tmp_path: Path) -> None:
    visitor = served(tmp_path / "mine")
    page = visitor.go()
    answers = {
        "Nom du programme": "Réseau",
        "Entreprise": "Exemple SA",
        "Objectif de l’entreprise": "Répondre plus vite aux clients",
        "Porté par (membre du COMEX)": "A. Dupont",
        "Votre nom": "C. Morel",
    }
    for label, value in answers.items():
        page.get_by_label(label, exact=True).fill(value)
    visitor.press("Créer le programme")
    assert "Réseau · Exemple SA" in page.locator(".st-key-page_head").inner_text()
    assert page.get_by_role("button", name="Remplir le cadre légal").is_visible()


def test_a_file_is_matched_loaded_closed_withdrawn_and_restored(
    served: Callable[[Path], Visitor], tmp_path: Path
) -> None:
    Store.create(tmp_path / "essai", replace(EMPTY), "C. Morel").close()
    visitor = served(tmp_path / "essai")
    page = visitor.go("data")
    own = {"name": "effectifs.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode("cp1252")}
    page.locator("input[type=file]").set_input_files(own)  # type: ignore[arg-type]
    visitor.settle(1.0)
    _answer_questions(visitor)
    equation = page.locator(".pv-equation").inner_text().split()
    assert (equation[0], equation[equation.index("=") + 1]) == ("40", "40")
    assert "@exemple.fr" not in page.locator("[data-testid=stMain]").inner_text()
    page.get_by_label("Votre nom").first.fill("C. Morel")
    visitor.press("Charger 40 lignes")
    assert "40 lignes chargées" in page.locator(".pv-panel-done").inner_text().replace("\xa0", " ")

    visitor.press("Arrêter les chiffres")
    assert "Arrêté n° 1" in page.locator(".pv-panel-done").first.inner_text().replace("\xa0", " ")
    assert "Arrêté du" in page.locator(".st-key-page_head").inner_text()

    page.get_by_role("button", name="Retirer").first.click()
    visitor.settle()
    page.get_by_label("Raison (obligatoire)").fill("Chargé par erreur")
    page.locator("[class*=st-key-confirm_] button").click()
    visitor.settle()
    assert "Retiré : Chargé par erreur" in page.locator(".pv-upload").inner_text().replace("\xa0", " ")
    page.get_by_role("button", name="Rétablir").first.click()
    visitor.settle()
    page.get_by_label("Raison (obligatoire)").fill("Il était bon")
    page.locator("[class*=st-key-confirm_] button").click()
    visitor.settle()
    assert "40 lignes gardées" in page.locator(".pv-upload").inner_text().replace("\u202f", " ")


def _answer_questions(visitor: Visitor) -> None:
    """Chooses the first answer of every open question."""
    boxes = visitor.page.locator("[class*=st-key-answer_] input")
    for index in range(boxes.count()):
        if not boxes.nth(index).input_value():
            boxes.nth(index).click()
            visitor.page.get_by_role("option").first.click()
            visitor.settle()


def test_the_language_is_kept_from_page_to_page(visitor: Visitor) -> None:
    page = visitor.go("start", "en")
    assert page.get_by_role("link", name="Data").is_visible()
    page.get_by_role("link", name="Data").click()
    visitor.settle()
    assert "Closing of 31 October 2026" in page.locator(".st-key-page_head").inner_text()
    page.get_by_role("radio", name="FR").click(force=True)
    visitor.settle()
    assert page.get_by_role("link", name="Données").is_visible()


def test_headers_are_strict_and_break_nothing(visitor: Visitor, server: str) -> None:
    with urllib.request.urlopen(f"{server}/") as answer:
        policy = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in policy and "frame-ancestors 'none'" in policy
    for page in ("start", "data", "board"):
        visitor.go(page)
    assert not [error for error in visitor.errors if "Content Security Policy" in error or "EvalError" in error]
