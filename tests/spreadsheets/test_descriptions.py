"""One small file describes an export; another export is another file, and touches no line of code."""

from __future__ import annotations

import random

import pytest

from valuemodel.locale import LANGUAGES, has_text
from valuemodel.spreadsheets import descriptions, items
from valuemodel.spreadsheets.descriptions import recognised
from valuemodel.spreadsheets.draft import READERS
from valuemodel.spreadsheets.scales import scales
from valuemodel.spreadsheets.targets import REVERSED, choices, targets

BY_HEADERS = [key for key, known in descriptions().items() if not known.signature.cells and not known.signature.most]


@pytest.mark.parametrize("key", BY_HEADERS)
def test_a_description_recognises_its_own_headers_in_any_order_and_only_they_do(key: str) -> None:
    known = descriptions()[key]
    header = [headers[-1].upper() for headers in known.columns.values()] + list(known.signature.headers)
    header += [f"Measure {number}" for number in range(known.signature.other)]
    if not known.signature.first:
        random.Random(7).shuffle(header)
    found = recognised(header)
    assert found is not None and found.key == key


@pytest.mark.parametrize("key", descriptions())
def test_a_description_is_named_in_both_languages_and_its_parts_refer_to_its_columns(key: str) -> None:
    known = descriptions()[key]
    assert set(known.label) == set(LANGUAGES) and known.kind in READERS
    asked = known.signature
    named = {*asked.required, *asked.any, *known.activity.measures, *known.activity.dated, *known.people}
    assert named | ({asked.first} if asked.first else set()) <= set(known.columns)


def test_headers_of_no_export_are_recognised_as_none() -> None:
    assert recognised(["a", "b", "c"]) is None
    assert recognised([]) is None
    assert recognised(["Report Refresh Date", "Report Period"]) is None


def test_everything_that_a_column_can_become_has_words_in_both_languages() -> None:
    for target in (*targets(), "ignore"):
        kind, _, name = target.removesuffix(REVERSED).partition(".")
        key = f"spreadsheets.fields.{kind}.{name}" if name else "spreadsheets.fields.ignore"
        assert all(has_text(key, language) for language in LANGUAGES), target
    assert {choice.value for choice in choices(("survey",))} >= {f"survey.{item}" for item in items()}


def test_labels_of_a_scale_go_from_0_to_1_and_each_item_names_a_scale() -> None:
    for name, places in scales().items():
        assert {min(places.values()), max(places.values())} == {0, 1}, name
    own = {"hours_week", "percent", "zero_ten", "one_five", "choice"}
    assert {item["scale"] for item in items().values()} <= own | set(scales())
