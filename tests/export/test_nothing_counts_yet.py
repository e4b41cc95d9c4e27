"""A closing that holds neither a practice nor a cost: deck and report say what is missing, and draw no zero."""

import re
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from pptx import Presentation
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import export
from valuemodel.export.deck import deck
from valuemodel.export.report import html, report
from valuemodel.locale import LANGUAGES, text

ZEROS = re.compile(r"\b0\s?k€|€0k|mois 1\b|month 1\b|\b0\s?% (des|of the) ")


@pytest.fixture(scope="module")
def bare() -> export.Pack:
    nothing = replace(closing_example(), effects=(), practice=(), costs=(), eligible=0, starts={})
    programme = replace(programme_example(), decision=None, adoption_plan=None)
    return export.pack(programme, nothing, model_example())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_deck_has_only_slides_with_matter(bare: export.Pack, language: str) -> None:
    slides = list(Presentation(BytesIO(deck(bare, language))).slides)
    assert len(slides) <= 5
    for slide in slides[1:]:
        others = [shape for shape in slide.shapes if shape != slide.shapes.title]
        assert any(one.has_table or one.has_chart or (one.has_text_frame and one.text_frame.text) for one in others)
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        words += [
            cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells
        ]
        assert not ZEROS.search("\n".join(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_concludes_nothing_from_nothing(bare: export.Pack, language: str) -> None:
    page = html(bare, language).decode()
    assert not ZEROS.search(re.sub("<[^>]+>", " ", page)) and "<svg" not in page
    assert text("story.explain.unknown", language) in page
    assert len(pypdf.PdfReader(BytesIO(report(bare, language))).pages) == 4
