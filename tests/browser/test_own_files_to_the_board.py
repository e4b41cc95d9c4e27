"""In a real browser: from nothing to the board, with spreadsheets of one's own (one of them `;` and cp1252)."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.browser.conftest import Visitor
from tests.laws import world

FILES = {
    "personnel.csv": world.people(),
    "enquete_2026.csv": world.survey(datetime(2026, 9, 15, 9), world.hours_before, world.agree_before),
    "couts.csv": world.costs(),
}


def fill(visitor: Visitor, answers: dict[str, str]) -> None:
    for label, value in answers.items():
        visitor.page.get_by_label(label, exact=True).first.fill(value)


def test_three_spreadsheets_of_ones_own_reach_the_board(served: Callable[[Path], Visitor], tmp_path: Path) -> None:
    visitor = served(tmp_path / "mine")
    page = visitor.go()
    fill(visitor, {
        "Nom du programme": "Réseau", "Entreprise": "Exemple SA", "Votre nom": "C. Morel",
        "Objectif de l’entreprise": "Perdre moins de temps", "Porté par (membre du COMEX)": "A. Dupont",
    })  # fmt: skip
    visitor.press("Créer le programme")
    visitor.press("Remplir le cadre légal")
    fill(visitor, {
        "Analyse d’impact (AIPD)": "AIPD du 1er septembre 2026", "Information des salariés": "Note du 2 septembre 2026",
        "Information-consultation préalable du CSE": "CSE du 3 septembre 2026",
        "Délégué à la protection des données": "D. Petit", "Signé par": "C. Morel",
        "Conservation (mois)": "24", "Raison (obligatoire)": "Avant de charger",
    })  # fmt: skip
    page.get_by_role("combobox", name="Base légale").click()
    page.get_by_role("option", name="Intérêt légitime").first.click()
    page.locator("[data-type=day]").first.click()
    page.keyboard.type("03092026")
    visitor.settle()
    visitor.press("Enregistrer une version")

    page = visitor.go("data")
    dropped = [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in FILES.items()]
    page.locator("input[type=file]").set_input_files(dropped)  # type: ignore[arg-type]
    visitor.settle(2.0)
    page.get_by_label("Votre nom").first.fill("C. Morel")
    visitor.press("Charger 552 lignes")
    visitor.press("Arrêter les chiffres")
    visitor.settle(1.0)

    page = visitor.go("board")
    said = page.locator("[data-testid=stMain]").inner_text().replace("\u202f", " ").replace("\xa0", " ")
    assert "Aucun gain n’est compté à ce jour" in said
    assert "3 fichiers, 552 lignes gardées" in said
    assert not page.locator("[data-testid=stException]").count()
