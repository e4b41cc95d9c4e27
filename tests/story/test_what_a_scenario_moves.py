"""What a scenario moves is said in words that need no sign: sooner or later, and each value beside its base."""

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel.locale import LANGUAGES
from valuemodel.model.plan import AHEAD
from valuemodel.story.plan_sliders import plan_inputs
from valuemodel.story.scenarios import moved_words


@pytest.mark.parametrize("language", LANGUAGES)
def test_adoption_comes_sooner_or_later_than_planned(language: str) -> None:
    known = {**model_example().assumptions, **plan_inputs(closing_example(), programme_example(), "whole")}
    said = [moved_words({AHEAD: months}, known, language).replace("\u00a0", " ") for months in (-6.0, 1.0)]
    assert (
        said
        == {
            "fr": ["adoption 6 mois plus tard que prévu", "adoption 1 mois plus tôt que prévu"],
            "en": ["adoption 6 months later than planned", "adoption 1 month sooner than planned"],
        }[language]
    )
    other = moved_words({"redeployed_share": 0.1}, known, language)
    assert "10" in other and "base" in other and moved_words({}, known, language)
