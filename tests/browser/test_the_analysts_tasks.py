"""In a real browser, as a new analyst would on the sample programme: each task by what the pages themselves say."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page
from tests.browser.conftest import Visitor

HOUR, REDEPLOYED = "Coût complet d’une heure de travail", "Taux de réemploi du temps libéré"


def said(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text().replace("\u202f", " ").replace("\xa0", " ")


def title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\u202f", " ").replace("\xa0", " ")


def raise_the_hourly_cost(visitor: Visitor) -> None:
    page = visitor.go("assumptions")
    page.get_by_role("combobox", name="Choisir une hypothèse").click()
    page.keyboard.type(HOUR.partition("’")[0])
    page.keyboard.press("Enter")
    visitor.settle()
    for label, value in (("Valeur", "44"), ("Haut", "48")):
        page.get_by_label(re.compile(f"^{label}")).first.fill(value)
    page.get_by_label("Source", exact=True).fill("Paie 2026, clôture de septembre")
    page.get_by_label("Raison (obligatoire)").first.fill("Nouvelle grille")
    page.get_by_label("Votre nom").first.fill("A. Leroy")
    visitor.press("Enregistrer une version")
    words = said(page)
    assert "44" in words and "Paie 2026, clôture de septembre" in words and "A. Leroy" in words


def find_what_matters_most(visitor: Visitor) -> None:
    page = visitor.go("assumptions")
    assert page.locator("tbody tr th").first.inner_text().startswith(REDEPLOYED)
    page = visitor.go("scenarios")
    assert f"« {REDEPLOYED} » porte" in said(page)


def halve_the_animation_and_compare(visitor: Visitor) -> None:
    page = visitor.go("scenarios")
    page.get_by_role("slider", name="Accompagnement et animation, part du plan").focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    visitor.settle(0.6)
    visitor.press(re.compile("Enregistrer le scénario"))
    page.get_by_label("Nom du scénario").fill("Moitié d’animation")
    page.get_by_label("Votre nom").last.fill("A. Leroy")
    page.get_by_label("Raison (obligatoire)").last.fill("Pour comparer")
    visitor.press("Enregistrer une version")
    words = said(page)
    assert "Moitié d’animation" in words and "50 %" in words and "scenario=moiti" in page.url
    other = visitor.page.context.new_page()
    other.goto(page.url)
    Visitor(other, visitor.address).settle()
    assert "C’est le cas de base" not in said(other) and "Moitié d’animation" in said(other)
    other.close()


def find_the_use_under_which_it_fails(visitor: Visitor) -> None:
    page = visitor.go("scenarios")
    found = re.search(r"utilisateurs réguliers » ne passe pas sous (\d+(?:,\d+)?) %", said(page))
    assert found and 1 < float(found[1].replace(",", ".")) < 57


def undo_everything(visitor: Visitor, before: str) -> None:
    page = visitor.go("value")
    assert title(page) != before
    visitor.press(re.compile("Annuler la dernière modification"))
    page.get_by_label("Raison (obligatoire)").last.fill("Essai terminé")
    visitor.press("Annuler cette modification")
    assert title(visitor.go("value")) == before


def test_an_analyst_does_what_was_asked_and_takes_it_back(
    served: Callable[[Path], Visitor], sample_folder: Path, tmp_path: Path
) -> None:
    visitor = served(Path(shutil.copytree(sample_folder, tmp_path / "sample")))
    before = title(visitor.go("value"))
    raise_the_hourly_cost(visitor)
    find_what_matters_most(visitor)
    halve_the_animation_and_compare(visitor)
    find_the_use_under_which_it_fails(visitor)
    undo_everything(visitor, before)
    assert not visitor.page.locator("[data-testid=stException]").count()
