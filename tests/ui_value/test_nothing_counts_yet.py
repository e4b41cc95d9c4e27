"""A first closing that holds neither a practice nor a cost: every page says so, and none concludes from nothing."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.model.closings import programme_example
from tests.ui.conftest import Opened, words_of
from tests.ui_value.programme_folder import closed

from valuemodel import closing
from valuemodel.locale import LANGUAGES, text
from valuemodel.store import Store


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    folder = tmp_path / "bare"
    nothing = replace(closed(), effects=(), practice=(), costs=(), eligible=0, starts={})
    with Store.create(folder, replace(programme_example(), adoption_plan={}, decision=None), "C. Martin") as store:
        store.save_closing(closing.as_document(nothing), "C. Martin")
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_paid_back_holds_or_stop_measuring(opened: Opened, bare: Path, language: str) -> None:
    for page in ("board", "value", "scenarios", "arguments"):
        app = opened(bare, page, language)
        assert not app.exception, page
        said = words_of(app)
        assert not re.search(r"mois 1\b|month 1\b|remboursé depuis|paid back since", said), page
        assert not re.search(r"tient même|holds even|temps de décider|time to decide", said), page
        assert not re.findall(r".{60}(?<![\d,.])0\s?k€|.{60}€0k", said), page
    assert text("scenarios.nothing", language) in words_of(opened(bare, "scenarios", language))
