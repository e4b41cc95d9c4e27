"""The deck (pptx): at most twelve slides, the answer first, every chart native, every title a sentence of the board."""

from __future__ import annotations

from typing import Any

from valuemodel.export import slides
from valuemodel.export.deck_evidence import adoption, appendix, breaking, changed, proof
from valuemodel.export.deck_money import cash, decision, no, spent, value
from valuemodel.export.deck_words import Told, foot_of, headline_rows, spoken
from valuemodel.export.pack import Pack, foot_line, stamp
from valuemodel.locale import text
from valuemodel.story import board
from valuemodel.story.words import plain

SLIDES = (spent, value, cash, changed, adoption, proof, breaking, decision, no, appendix)
"""After the cover and the answer; a slide without matter (nothing counted, nothing left to decide) is left out."""


def deck(pack: Pack, language: str, template: bytes | None = None) -> bytes:
    """The results of `pack` as twelve slides at most in `language`, on the neutral template or a company's own.

    `template_unreadable` when `template` is not a pptx, `template_without_title` when no layout of it has a title.
    """
    made = slides.opened(template)
    told = Told(made, pack, language)
    cover(told)
    answer(told)
    for one in SLIDES:
        one(told)
    when = pack.closing.closed_at.replace(tzinfo=None, microsecond=0)
    title = text("export.deck.title", language, programme=pack.programme.name)
    return slides.saved(made, title, foot_line(pack, language), pack.programme.company, when)


def cover(told: Told) -> Any:
    """The programme, the company, and under which view and convention."""
    pack, language = told.pack, told.language
    title = text("export.deck.cover", language, programme=pack.programme.name, company=pack.programme.company)
    page = slides.slide(told.deck, title, "", foot_of(told), spoken(told, "cover"))
    lines = [f"{name} : {value}" if language == "fr" else f"{name}: {value}" for name, value in stamp(pack, language)]
    slides.words(told.deck, page, (0.045, 0.36, 0.91, 0.5), lines, 15, slides.MUTED)
    return page


def answer(told: Told) -> Any:
    """What comes back, when, how sure: the board's own answer and headline figures."""
    said = board.answer(told.pack.results, told.language)
    page = slides.slide(told.deck, plain(said.title), plain(said.lead), foot_of(told), spoken(told, "answer"))
    slides.table(told.deck, page, (0.045, 0.34, 0.91, 0.45), headline_rows(told), (0.36, 0.24, 0.4), 16)
    return page
