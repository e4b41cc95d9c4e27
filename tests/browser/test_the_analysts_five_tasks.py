"""In a real browser: an analyst who has never seen the desk does five tasks on the sample programme, unaided."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from tests.browser.conftest import Visitor, serving, visiting

HEAVIEST = "Taux de réemploi du temps libéré"
HOURLY_COST = "Coût complet d’une heure de travail"


@pytest.fixture(scope="module")
def desk(made_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of this file alone, whose register may be changed."""
    folder = Path(shutil.copytree(made_sample, tmp_path_factory.mktemp("desk") / "sample"))
    with serving(folder, folder.parent / "server.log") as address:
        yield address


@pytest.fixture(scope="module")
def analyst(browser: Browser, desk: str) -> Iterator[Visitor]:
    """One analyst in one session, from task to task."""
    with visiting(browser, desk) as one:
        one.page.set_default_timeout(30_000)
        one.go("start")
        yield one


def turn_to(analyst: Visitor, name: str) -> Page:
    """Opens a page from the navigation."""
    analyst.page.get_by_role("link", name=name, exact=True).click()
    return analyst.settle()


def said(place: Locator) -> str:
    """The text of a part of the page, its special spaces as plain ones."""
    return re.sub(r"[\u00a0\u202f\s]+", " ", place.inner_text())


def title(analyst: Visitor) -> str:
    return said(analyst.page.locator("h1"))


def tab_to(analyst: Visitor, wanted: str, most: int = 60) -> None:
    """Tab after tab, until what has the focus is called `wanted`."""
    name = """() => {
        const at = document.activeElement;
        const label = at.labels && at.labels[0];
        return (at.getAttribute("aria-label") || (label && label.innerText) || at.innerText || "").trim();
    }"""
    for _ in range(most):
        analyst.page.keyboard.press("Tab")
        if str(analyst.page.evaluate(name)).replace("\u00a0", " ").startswith(wanted):
            return
    raise AssertionError(f"the keyboard does not reach « {wanted} »")


def typed(analyst: Visitor, wanted: str, words: str) -> None:
    """Goes to a field with the keyboard and writes over what it holds."""
    tab_to(analyst, wanted)
    analyst.page.keyboard.press("Control+a")
    analyst.page.keyboard.type(words)


def moved(analyst: Visitor, key: str, *keys: str) -> None:
    """Moves a slider with the keyboard."""
    analyst.page.locator(f"[class*=_{key}] input[type=range]").focus()
    for one in keys:
        analyst.page.keyboard.press(one)
    analyst.settle()


def ended(heard: list[bytes]) -> list[ForwardMsg]:
    """The messages with which runs ended."""
    found = [ForwardMsg.FromString(one) for one in heard]
    return [one for one in found if one.WhichOneof("type") == "script_finished"]


def test_raises_the_hourly_cost_with_a_source_by_keyboard_alone(analyst: Visitor) -> None:
    page = turn_to(analyst, "Hypothèses")
    tab_to(analyst, "Modifier une hypothèse")
    page.keyboard.type("heure de travail")
    page.keyboard.press("Enter")
    analyst.settle()
    typed(analyst, "Valeur (€ par heure)", "40")
    typed(analyst, "Haut, une chance sur dix", "44")
    typed(analyst, "Source", "Paie du groupe")
    typed(analyst, "Année de la source", "2026")
    typed(analyst, "Raison", "Nouvelle grille de salaires")
    typed(analyst, "Votre nom", "C. Morel")
    analyst.page.keyboard.press("Tab")
    analyst.settle()
    assert "La VAN passerait de 604 k€ à" in said(page.locator(".st-key-sec_edit"))
    page.keyboard.press("Enter")
    analyst.settle()
    assert f"« {HOURLY_COST} » : nouvelle version enregistrée" in said(page.locator(".pv-panel-done"))
    row = said(page.locator(".st-key-sec_register tr.pv-chosen"))
    for words in ("40", "de 36 à 44", "Paie du groupe", "2026", "C. Morel", "Nouvelle grille de salaires"):
        assert words in row


def test_finds_which_assumption_matters_most_on_each_page_that_tells_it(analyst: Visitor) -> None:
    page = turn_to(analyst, "Hypothèses")
    assert HEAVIEST in title(analyst)
    assert said(page.locator(".st-key-sec_register tbody th").first) == HEAVIEST
    for name in ("Valeur", "Scénarios"):
        turn_to(analyst, name)
        assert f"« {HEAVIEST} » porte" in said(page.locator("[data-testid=stMain]"))


def test_builds_half_the_community_managers_and_compares(analyst: Visitor) -> None:
    page = turn_to(analyst, "Scénarios")
    assert "Animation des communautés" in said(page.locator(".st-key-sec_sliders"))
    moved(analyst, "planned_accompaniment", "Home", *["ArrowRight"] * 10)
    assert "50 %" in said(page.locator("[class*=_planned_accompaniment]"))
    assert "il ne baisse pas tout seul" in said(page.locator(".pv-panel-caution"))
    moved(analyst, "regular_share", *["ArrowLeft"] * 4)
    assert "de moins que le cas de base" in said(page.locator("[data-testid=stHtml]:has(h1)"))
    gap = said(page.locator(".pv-sec-gap"))
    assert "accompagnement et animation, part du plan +" in gap and "utilisateurs réguliers −" in gap
    analyst.press("Enregistrer le scénario")
    page.get_by_label("Nom du scénario").fill("Moitié des animateurs")
    page.get_by_label("Votre nom").first.fill("C. Morel")
    page.get_by_label("Raison (obligatoire)").first.fill("Demandé en comité")
    analyst.press("Enregistrer une version")
    compared = said(page.locator(".st-key-sec_side_by_side"))
    assert "Moitié des animateurs" in compared and "Cas de base" in compared
    assert "part du plan 50 % (base 100 %)" in compared
    assert "scenario=moiti" in page.url


def test_finds_the_adoption_under_which_it_fails_and_it_does_fail_there(analyst: Visitor) -> None:
    page = turn_to(analyst, "Scénarios")
    analyst.press(re.compile("Revenir à la base"))
    found = re.search(r"« utilisateurs réguliers » ne passe pas sous ([\d,]+) %", said(page.locator(".pv-sec-limits")))
    assert found is not None
    limit = int(found.group(1).partition(",")[0])
    moved(analyst, "regular_share", "Home", *["ArrowRight"] * limit)
    assert f"{limit} %" in said(page.locator("[class*=_regular_share]"))
    assert "−" in said(page.locator(".pv-sec-figures .pv-metric").first)
    moved(analyst, "regular_share", "ArrowRight")
    assert "−" not in said(page.locator(".pv-sec-figures .pv-metric").first)


def test_a_move_runs_the_sliders_part_of_the_page_and_nothing_else(browser: Browser, desk: str) -> None:
    with visiting(browser, desk) as visitor:
        heard: list[bytes] = []
        visitor.page.on("websocket", lambda socket: socket.on("framereceived", lambda one: heard.append(one)))
        visitor.go("scenarios")
        endings = [ForwardMsg.ScriptFinishedStatus.Name(one.script_finished) for one in ended(heard)]
        assert endings and set(endings) == {"FINISHED_SUCCESSFULLY"}
        heard.clear()
        moved(visitor, "redeployed_share", "ArrowRight")
        endings = [ForwardMsg.ScriptFinishedStatus.Name(one.script_finished) for one in ended(heard)]
        assert endings == ["FINISHED_FRAGMENT_RUN_SUCCESSFULLY"]


def test_undoes_everything(analyst: Visitor) -> None:
    page = turn_to(analyst, "Hypothèses")
    page.get_by_label("Modifier une hypothèse").click()
    page.get_by_role("option", name=HEAVIEST).click()
    analyst.settle()
    before = title(analyst), said(page.locator(".st-key-sec_register"))
    for value in ("30", "32"):
        page.get_by_label("Valeur (%)").fill(value)
        page.get_by_label("Raison (obligatoire)").first.fill(f"Essai à {value}")
        page.get_by_label("Votre nom").first.fill("C. Morel")
        analyst.press("Enregistrer une version")
    assert said(page.locator(".st-key-sec_register")) != before[1]
    analyst.press(re.compile("Annuler des modifications"))
    page.get_by_label("Annuler à partir de").click()
    page.get_by_role("option").nth(1).click()
    analyst.settle()
    page.locator("input[aria-label='Raison (obligatoire)']").last.fill("Retour à l’enquête")
    analyst.press(re.compile(r"Annuler ces 2\s+modifications"))
    assert "2 modifications annulées" in said(page.locator(".pv-panel-done"))
    assert said(page.locator("[class*=st-key-row_]").first).startswith("25 %, de 15 à 40 %")
    assert title(analyst) == before[0]
