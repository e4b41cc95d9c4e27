"""Of accounts from the field: no names, a consent, a figure beside; and a consent that can be taken back for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import export
from valuemodel.locale import LANGUAGES, label, text
from valuemodel.programme import Programme
from valuemodel.store import Store
from valuemodel.story import stories

GOOD = {
    "motivation": "Chaque technicien cherchait seul.", "path": "Un fil par machine.", "brought": "Une matinée gagnée.",
    "worked": "Le chef a commencé.", "kpi": "search_hours", "driver": "", "objective": "", "consent": "Courriel",
}  # fmt: skip


def codes(**changed: str) -> set[str]:
    return {issue.code for issue in stories.story_issues({**GOOD, **changed})}


def test_a_story_without_names_tied_and_agreed_to_is_kept() -> None:
    assert codes() == set()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"brought": " "}, "story_part_missing"),
        ({"kpi": ""}, "story_untied"),
        ({"consent": ""}, "story_without_consent"),
        ({"path": "x" * 401}, "story_too_long"),
        ({"path": "Demandez à ada@exemple.fr"}, "story_names_somebody"),
        ({"worked": "Mme Durand a commencé"}, "story_names_somebody"),
        ({"worked": "Appelez le 06 12 34 56 78"}, "story_names_somebody"),
    ],
)
def test_each_thing_that_is_wrong_is_told_with_its_fix(changed: dict[str, str], code: str) -> None:
    found = [issue for issue in stories.story_issues({**GOOD, **changed}) if issue.code == code]
    assert found
    for language in LANGUAGES:
        assert found[0].said(language).problem and found[0].said(language).fix


def test_ordinary_words_and_dates_name_nobody() -> None:
    assert (
        codes(path="Le 12 mars 2026, 3 500 pièces ; Madame la directrice n'y était pas.", motivation="M365 aidait.")
        == set()
    )


def test_a_withdrawn_story_is_gone_with_its_words_from_every_version(tmp_path: Path, monkeypatch) -> None:
    from datetime import date

    monkeypatch.setenv("VALUEMODEL_KEYS", str(tmp_path / "keys"))
    with Store.create(tmp_path / "p", Programme("p", "P", "P", date(2026, 1, 1)), "Ada") as store:
        store.save("story", "one", GOOD, "Ada")
        store.save("story", "one", {**GOOD, "worked": "Autre chose."}, "Ada")
        assert stories.story_of("one", store.current("story")["one"].document)
        store.erase("story", "one", "Ada", "Accord retiré")
        assert stories.story_of("one", store.current("story")["one"].document) is None
        assert not any("technicien" in str(version.document) for version in store.history("story"))
        assert len(store.versions("story", "one")) == 2
        entry = store.journal(1)[0]
        assert (entry.action, entry.what, entry.why) == ("erase", "story/one", "Accord retiré")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_whose_driver_is_gone_stays_and_says_so(language: str) -> None:
    packed = export.pack(programme_example(), closing_example(), model_example())
    given = packed.grounds
    gone = {"motivation": "On cherchait.", "brought": "On trouve.", "driver": "no_such_driver", "consent": "courriel"}
    (one,) = stories.standing({"one": gone})
    assert stories.beside(given, one, language) == text("stories.beside_gone", language)
    there = {**gone, "driver": given.model.drivers[0].key}
    (one,) = stories.standing({"one": there})
    assert stories.beside(given, one, language) == label(given.model.drivers[0].label, language)
