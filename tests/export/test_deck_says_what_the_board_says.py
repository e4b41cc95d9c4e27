"""The deck: twelve slides, the board's own sentences, native charts whose figures are the engine's."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pptx import Presentation
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import export
from valuemodel.errors import ValueModelError
from valuemodel.export.deck import deck
from valuemodel.locale import LANGUAGES, thousands
from valuemodel.story import board, changes, worth
from valuemodel.story.words import plain

RAW = re.compile(r"\b(export|story|model|issues|board|charts)\.\w+(\.\w+)*|\[\[|\]\]|\*\*|\{\w+\}")


def slides_of(content: bytes) -> list:
    return list(Presentation(BytesIO(content)).slides)


def words_of(slide) -> str:
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    rows = [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*texts, *rows])


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request: pytest.FixtureRequest, packed: export.Pack) -> tuple[str, list]:
    return request.param, slides_of(deck(packed, request.param))


def test_it_has_ten_to_twelve_slides_each_with_a_message_notes_and_the_fingerprint(
    told: tuple[str, list], packed: export.Pack
) -> None:
    _, slides = told
    assert 10 <= len(slides) <= 12
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(titles) and len(set(titles)) == len(titles)
    for slide in slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert packed.closing.fingerprint in notes and packed.closing.sources[0].file_name in notes
        assert packed.closing.fingerprint[:8].upper() in words_of(slide)


def test_titles_are_the_boards_own_sentences(told: tuple[str, list], packed: export.Pack) -> None:
    language, slides = told
    titles = {slide.shapes.title.text_frame.text for slide in slides}
    found = packed.results
    said = (board.answer(found, language), worth.answer(found, language), board.waterfall_title(found, language),
            board.cash_title(found, language))  # fmt: skip
    assert {plain(one.title) for one in said} <= titles
    assert any(plain(board.answer(found, language).lead) in words_of(slide) for slide in slides)


def test_no_key_and_no_mark_is_left(told: tuple[str, list]) -> None:
    _, slides = told
    for slide in slides:
        for written in (words_of(slide), slide.notes_slide.notes_text_frame.text):
            kept = re.sub(r"\S+\.(csv|xlsx|yaml)\b", "", written)
            assert not RAW.search(kept), RAW.search(kept)


def test_charts_are_native_and_hold_the_engines_figures(told: tuple[str, list], packed: export.Pack) -> None:
    _, slides = told
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) >= 6
    rows = {
        tuple(round(value or 0, 3) for value in series.values) for chart in charts for series in chart.plots[0].series
    }
    assert tuple(round(one / 1e3, 3) for one in packed.results.cumulative) in rows
    assert tuple(round(one / 1e3, 3) for one in packed.results.cumulative_p10) in rows
    gains = packed.results.benefits_by_month
    assert tuple(round(sum(gains[start : start + 12]) / 1e3, 3) for start in (0, 12, 24)) in rows
    assert all(chart.part.chart_workbook.xlsx_part is not None for chart in charts)


def test_the_waterfall_ends_at_net_value(packed: export.Pack) -> None:
    from valuemodel.export.deck_money import waterfall_steps

    steps = waterfall_steps(packed.results, "en")
    drivers = [step for step in steps if step[3] not in ("total", "cost")]
    assert drivers[-1][2] == pytest.approx(packed.results.pv_benefits / 1e3)
    assert steps[-2][2] == pytest.approx(steps[-1][2]) == pytest.approx(packed.results.npv / 1e3)


def test_who_reads_only_the_deck_knows_what_saying_no_means(told: tuple[str, list], packed: export.Pack) -> None:
    language, slides = told
    assert packed.ahead is not None
    exits = packed.programme.exit_costs
    assert exits > 0
    avoided = thousands(packed.ahead.pv_costs - exits, language, "EUR")
    missing = thousands(packed.ahead.npv + exits, language, "EUR")
    lost = thousands(packed.ahead.pv_benefits, language, "EUR")
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert any(avoided in one and lost in one and missing in one for one in titles)


def test_a_programme_without_decision_plan_or_benefit_has_its_deck_too() -> None:
    bare = replace(programme_example(), decision=None, adoption_plan=None)
    closing = replace(closing_example(), effects=(), practice=(), costs=())
    for programme, found in ((bare, closing_example()), (programme_example(), closing)):
        content = deck(export.pack(programme, found, model_example()), "fr")
        assert len(slides_of(content)) >= 10


def test_a_companys_template_keeps_its_size_and_loses_its_slides(packed: export.Pack) -> None:
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Old"
    stream = BytesIO()
    own.save(stream)
    made = Presentation(BytesIO(deck(packed, "fr", stream.getvalue())))
    assert (made.slide_width, made.slide_height) == (own.slide_width, own.slide_height)
    assert "Old" not in [slide.shapes.title.text for slide in made.slides]


def test_a_template_that_is_no_presentation_is_refused_with_its_reason(packed: export.Pack) -> None:
    for content in (b"", b"not a pptx", b"PK\x03\x04broken"):
        with pytest.raises(ValueModelError) as refused:
            deck(packed, "fr", content)
        assert refused.value.issue.code == "template_unreadable"
        assert all(refused.value.said(language).fix for language in LANGUAGES)


def test_effects_of_the_deck_are_the_programmes(packed: export.Pack) -> None:
    from valuemodel.export.deck_evidence import change_rows, programme_effects

    rows = change_rows(packed, "en")
    assert len(rows) == len(programme_effects(packed)) + 1
    moved = [one for one in programme_effects(packed) if changes.moved(one)]
    assert all(row[3] for row in rows[1 : len(moved) + 1])


STORY = {
    "motivation": "On cherchait seul.",
    "brought": "Une matinée gagnée.",
    "kpi": "search_hours",
    "consent": "Courriel",
}


def test_what_the_sponsor_picked_and_the_stories_are_in_the_notes(packed: export.Pack) -> None:
    words = {"return": {"words": {"fr": "Un euro en rend {figure}."}, "figure": {"fr": "x"}}}
    kept = {"argument": {"order": {"keys": ["chances", "return"]}, **words}, "story": {"one": STORY}}
    slides = slides_of(deck(replace(packed, kept=kept), "fr"))
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    answer = next(one for one in notes if "Ce que nous disons" in one)
    chances, own = answer.index("• La VAN est positive"), answer.index("• Un euro en rend")
    assert chances < own and "{" not in answer
    told = next(one for one in notes if "Récits du terrain" in one)
    assert "Une matinée gagnée." in told and "Heures passées à chercher" in told
    withdrawn = {**kept, "story": {"one": {"withdrawn": True}}}
    later = slides_of(deck(replace(packed, kept=withdrawn), "fr"))
    assert not any("matinée" in slide.notes_slide.notes_text_frame.text for slide in later)


def test_the_deck_and_the_options_price_saying_no_alike(packed: export.Pack) -> None:
    worth = {one.kind: one.npv or 0.0 for one in packed.grounds.options}
    assert packed.ahead is not None
    assert worth["continue"] - worth["stop"] == pytest.approx(packed.ahead.npv + packed.programme.exit_costs)


def test_a_template_whose_layouts_have_no_title_is_an_issue(packed: export.Pack) -> None:
    made = Presentation()
    for layout in made.slide_layouts:
        for one in list(layout.placeholders):
            one._element.getparent().remove(one._element)
    content = BytesIO()
    made.save(content)
    with pytest.raises(ValueModelError) as raised:
        deck(packed, "fr", content.getvalue())
    assert raised.value.issue.code == "template_without_title"
    assert all(raised.value.said(language).fix for language in LANGUAGES)
