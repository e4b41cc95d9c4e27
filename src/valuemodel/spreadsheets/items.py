"""The item bank (`items.yaml`) and which question of a survey asks which item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from valuemodel.spreadsheets.words import clean, fold
from valuemodel.yaml_files import read_yaml

FOLDER = Path(__file__).parent
SURE, PROPOSED, MARGIN, FARTHEST = 88.0, 70.0, 6.0, 50.0
# Words that turn a question into another one however near the texts are: into its contrary, or into another moment.
NEGATIONS = {
    "pas",
    "ne",
    "n",
    "not",
    "never",
    "jamais",
    "don",
    "doesn",
    "t",
    "sans",
    "without",
    "no",
    "aucun",
    "aucune",
}
MOMENTS = {"avant", "before", "previously", "auparavant", "ago", "anciennement", "formerly"}
TURNS = NEGATIONS | MOMENTS
_NUMBERING = re.compile(r"^\s*(?:q?\d{1,3}[a-z]?\s*[.)_:-]+\s*)+", re.IGNORECASE)
_ROW = re.compile(r"\[([^\]]{3,})\]\s*$")


class Guess(NamedTuple):
    """What a question may be: a key, how near its texts are (0..100), and whether that is sure.

    `turned` says that it may ask the contrary ("negated") or about another moment ("moment").
    """

    key: str
    score: float
    sure: bool
    turned: str = ""


@cache
def items() -> Mapping[str, Mapping[str, Any]]:
    """The item bank: unit, scale, question and variants in both languages, by item key."""
    return read_yaml(FOLDER / "items.yaml")


@cache
def _wordings() -> Mapping[str, tuple[str, ...]]:
    """Folded wording -> keys, of every item and of the questions about the respondent."""
    found: dict[str, tuple[str, ...]] = {}
    about = read_yaml(FOLDER / "respondent.yaml")
    texts = [(key, text) for key, item in items().items() for text in _texts_of(item)]
    texts += [(key, text) for key, languages in about.items() for several in languages.values() for text in several]
    for key, wording in texts:
        found[fold(wording)] = (*found.get(fold(wording), ()), key)
    return found


def _texts_of(item: Mapping[str, Any]) -> list[str]:
    return [*item["question"].values(), *(wording for several in item["variants"].values() for wording in several)]


@cache
def guess_item(header: str) -> Guess:
    """The item that a question's text is nearest to; sure above a threshold, with a margin to the second item."""
    best: dict[str, tuple[float, str]] = {}
    for text in (fold(text) for text in _readings(header)):
        for wording, score in _near(text):
            found = (score, _turned(text, wording))
            for key in _wordings()[wording]:
                if key not in best or (found[0], not found[1]) > (best[key][0], not best[key][1]):
                    best[key] = found
    if not best:
        return Guess("", 0.0, False)
    ranked = sorted(((score, not turned, key) for key, (score, turned) in best.items()), reverse=True)
    score, same, key = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return Guess(key, score, score >= SURE and score - second >= MARGIN and same, best[key][1])


def _turned(text: str, wording: str) -> str:
    """What the words that only one of two texts has do to its sense."""
    words = set(text.split()) ^ set(wording.split())
    return "moment" if words & MOMENTS else "negated" if words & NEGATIONS else ""


def _readings(header: str) -> list[str]:
    """The question without its numbering and star, and the row of a grid alone."""
    text = _NUMBERING.sub("", clean(header)).rstrip("* ").strip()
    row = _ROW.search(text)
    return [text, row[1]] if row else [text]


def _near(text: str) -> list[tuple[str, float]]:
    """The wordings that are near to a text, and how near (0..100)."""
    ratios = process.extract(text, _texts(), scorer=fuzz.ratio, score_cutoff=FARTHEST, limit=None)
    sorted_ratios = process.extract(text, _texts(), scorer=fuzz.token_sort_ratio, score_cutoff=FARTHEST, limit=None)
    best: dict[str, float] = {}
    for wording, score, _ in (*ratios, *sorted_ratios) if text else ():
        short, long = sorted((len(text), len(wording)))
        # A short wording ("Direction") must be the whole question: one word in common proves nothing.
        fair = score if short > 12 or short == long else min(score, 100.0 * short / long)
        best[wording] = max(best.get(wording, 0.0), fair)
    return list(best.items())


@cache
def _texts() -> tuple[str, ...]:
    return tuple(_wordings())
