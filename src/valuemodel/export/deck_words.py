"""What the slides say besides their titles: notes, headline figures, alternative texts."""

from __future__ import annotations

from typing import NamedTuple

from valuemodel.export.pack import Pack, foot_line, stamp
from valuemodel.export.slides import Deck
from valuemodel.export.words import source_line
from valuemodel.locale import percent, text
from valuemodel.story import board, payback, stories, worth
from valuemodel.story.words import per_unit

MOST_SOURCES = 8
"""Files named in the notes of a slide; the others are counted."""


class Told(NamedTuple):
    """A deck being told: its presentation, what it is about, its language."""

    deck: Deck
    pack: Pack
    language: str


def foot_of(told: Told) -> str:
    """The line at the foot of each slide."""
    return foot_line(told.pack, told.language)


def spoken(told: Told, slide: str, **values: str) -> str:
    """The notes of a slide: the sentence to say, then where its figures come from."""
    language, pack = told.language, told.pack
    colon = " : " if language == "fr" else ": "
    lines = [
        text(f"export.deck.say.{slide}", language, **values),
        "",
        *_kept(pack, slide, language),
        text("export.deck.sources", language),
        *source_lines(pack, language),
        "",
        *(f"{name}{colon}{value}" for name, value in stamp(pack, language)),
    ]
    return "\n".join(lines)


def source_lines(pack: Pack, language: str) -> list[str]:
    """The first files behind the closing, a line each, and how many more there are."""
    sources = [source_line(one, language) for one in pack.closing.sources]
    more = [text("export.deck.more_sources", language, count=len(sources) - MOST_SOURCES)]
    return sources if len(sources) <= MOST_SOURCES else sources[:MOST_SOURCES] + more


def _kept(pack: Pack, slide: str, language: str) -> list[str]:
    """With the answer, the claims that the sponsor picked; with what changed, the stories beside their figures."""
    if slide == "answer" and (found := pack.sayings(language)):
        return [text("arguments.say.title", language), *(f"• {one.sentence}" for one in found), ""]
    told = stories.standing(pack.kept.get(stories.KIND, {})) if slide == "changed" else ()
    if not told:
        return []
    lines = [f"• {stories.beside(pack.grounds, one, language)}. {one.parts['brought']}" for one in told]
    return [text("stories.title", language), *lines, ""]


def headline_rows(told: Told) -> list[list[str]]:
    """The headline figures of a deck."""
    return headline_rows_of(told.pack, told.language)


def headline_rows_of(pack: Pack, language: str) -> list[list[str]]:
    """The headline figures with their ranges, as the board writes them."""
    found = pack.results
    head = [text(f"export.deck.table.{key}", language) for key in ("figure", "value", "range")]
    rows = [
        [_name("npv", language), *board.net_value(found, language)],
        [_name("roi", language), "–" if found.roi is None else percent(found.roi, language), ""],
        [text("board.metrics.payback", language), payback.reached(found, language), payback.span(found, language)],
    ]
    cautious = (found.without_staff_time, found.budgetary_only)
    spans = ((found.bcr_p10, found.bcr_p90), *((one.per_unit_p10, one.per_unit_p90) for one in cautious))
    for (key, reading), (low, high) in zip(worth.readings(found), spans, strict=True):
        back = reading.per_unit_spent
        value = "–" if back is None else per_unit(back, language, found.currency)
        rows.append([reading_name(key, language), value, board.per_unit_span(low, high, language, found.currency)])
    return [head, *rows]


def _name(key: str, language: str) -> str:
    return text(f"export.results.names.{key}", language)


def reading_name(key: str, language: str) -> str:
    """One of the three readings: what comes back for each unit spent, with all gains or fewer."""
    return text(f"export.deck.readings.{key}", language)
