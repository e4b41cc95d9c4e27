"""Of the team's page as a file: one sheet, in both languages, that says only what the closing says of a whole group."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from tests.model.closings import programme_example

from valuemodel.closing import Closing, Group
from valuemodel.effects import Effect
from valuemodel.errors import ValueModelError
from valuemodel.export.team import team_page
from valuemodel.locale import LANGUAGES, text
from valuemodel.practice import Figure, Findings
from valuemodel.story.team import actions

NORD = "unit:Nord"


@pytest.fixture
def closing() -> Closing:
    from dataclasses import replace

    from tests.model.closings import closing_example

    known = closing_example()
    items = [action["item"] for action in actions().values()]
    found = Findings(figures=tuple(
        Figure("item", item, group, "2026-09", value, value, value, 40)
        for item in items for group, value in ((NORD, 0.31), ("programme", 0.55))
    ))  # fmt: skip
    change = Effect("regular_share", NORD, "usage_before", "usage_after", "compared", "paired", before=0.11, after=0.47,
                    change=0.36, low=0.2, high=0.5, n_before=40, n_after=40, materiality=0.05)  # fmt: skip
    group = Group(NORD, "Nord", "unit", ("Nord",), "40")
    return replace(known, groups=(*known.groups, group), effects=(*known.effects, change), practice_findings=found)


def squeezed(written: str) -> str:
    return " ".join(written.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sheet_says_what_changed_what_to_try_and_what_is_done_with_data(closing: Closing, language: str) -> None:
    read = pypdf.PdfReader(BytesIO(team_page(closing, programme_example(), NORD, language)))
    assert len(read.pages) == 1
    words = squeezed(read.pages[0].extract_text()).replace("- ", "")
    assert "Nord" in words and "11" in words and "47" in words and words.count("31") >= 2
    for key in ("try", "data"):
        assert squeezed(text(f"export.team.{key}", language)) in words
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == language


def test_a_group_that_the_closing_does_not_publish_has_no_page(closing: Closing) -> None:
    for group in ("unit:Sud", "programme", "role:executive"):
        with pytest.raises(ValueModelError) as refused:
            team_page(closing, programme_example(), group, "fr")
        assert refused.value.issue.code == "unknown_team"


def test_the_same_closing_gives_the_same_file(closing: Closing) -> None:
    assert team_page(closing, programme_example(), NORD, "fr") == team_page(closing, programme_example(), NORD, "fr")
