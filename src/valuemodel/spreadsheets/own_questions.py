"""Questions of a survey that no KPI asks: kept when their answers lie on a scale or are ticked, to compare waves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from valuemodel.spreadsheets.items import TURNS
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.scales import USUAL, bounds_in, leading_number, missing_kind, scale_of
from valuemodel.spreadsheets.words import clean, fold, slug
from valuemodel.yaml_files import read_yaml

OWN = "own_"
SAME, MARGIN = 92.0, 6.0
SCALE, NUMBERS, TICKED, SEVERAL, COMMAS, CODES, SENSITIVE, FREE = (
    "scale", "numbers", "ticked", "several", "commas", "codes", "sensitive", "free",
)  # fmt: skip
# Tools that write labels, so that a number in a cell is the point of a scale that somebody chose.
LABELLED = ("microsoft_forms", "google_forms", "typeform")
# Questions whose number is an amount, and those that put things in order: no scale.
_AMOUNT = re.compile(
    r"\b(?:how many|how much (?:time|money|of)|number of|what year|combien|nombre de|en quelle annee|quelle annee)\b"
)
_RANKING = re.compile(r"\b(?:rank|classez|ordre de preference|order of preference|order of importance)\b")
KEPT = (SCALE, NUMBERS, TICKED, SEVERAL)
_LONGEST_KEY, _MOST_OPTIONS, _LONGEST_OPTION = 48, 40, 120
_NUMBERING = re.compile(r"^\s*(?:q?\d{1,3}[a-z]?\s*[.)_:-]+\s*)+", re.IGNORECASE)
_OPTION = re.compile(r"^(.*\S)\s*\[([^\]]+)\]\s*$")


def own_key(header: str) -> str:
    """The key of a question by its text, the same in each wave that asks it in the same words.

    >>> own_key("3. La cantine est bonne ?"), own_key("La cantine est bonne")
    ('own_la_cantine_est_bonne', 'own_la_cantine_est_bonne')
    """
    named = slug(_NUMBERING.sub("", clean(header)))
    if len(named) <= _LONGEST_KEY:
        return OWN + named
    return f"{OWN}{named[:_LONGEST_KEY].rstrip('_')}_{hashlib.sha256(named.encode()).hexdigest()[:6]}"


def question_and_option(header: str) -> tuple[str, str]:
    """A header in its two parts: `Which tools? [Teams]`; no option when it has none."""
    found = _OPTION.match(header)
    return (found[1], found[2]) if found else (header, "")


@cache
def _sensitive() -> tuple[re.Pattern[str], frozenset[str]]:
    listed = read_yaml(Path(__file__).with_name("sensitive.yaml"))
    words = "|".join(re.escape(fold(word)) for several in listed["begins"].values() for word in several)
    return re.compile(rf"\b(?:{words})"), frozenset(map(fold, listed["whole"]))


def is_sensitive(header: str) -> bool:
    """Whether a question is about health, beliefs, origin, private life: no KPI needs it, and nobody should keep it.

    >>> is_sensitive("What is your gender?"), is_sensitive("Le management est à l'écoute")
    (True, False)
    """
    begins, whole = _sensitive()
    return fold(header) in whole or bool(begins.search(fold(header)))


def kind_of(reading: Reading, position: int) -> str:
    """What the answers of a column are; looked at once."""
    if position not in reading.kinds:
        reading.kinds[position] = _kind(reading, position)
    return reading.kinds[position]


def _kind(reading: Reading, position: int) -> str:
    """On a scale of labels or numbers, ticked, several in a cell, bare codes, or free."""
    header = reading.table.header[position]
    if is_sensitive(header):
        return SENSITIVE
    cells = reading.table.frame[position]
    distinct = [cell for cell in pd.unique(cells) if missing_kind(cell, reading.labels) is None]
    if not distinct or len(distinct) > max(200, 0.5 * len(cells)):
        return FREE
    if _is_ticked(header, distinct):
        return TICKED
    folded = {fold(clean(cell)) for cell in distinct}
    if scale_of(folded):
        return SCALE
    if all(leading_number(cell) is not None for cell in distinct if not _is_end(cell)):
        return _numbers(reading, header, distinct, position in reading.table.gathered)
    if options_of(distinct) or known_options(reading, position):
        return SEVERAL
    return COMMAS if _by_commas(distinct) else FREE


def _is_end(cell: Any) -> bool:
    return leading_number(cell) is None and bool(scale_of({fold(clean(cell))}))


def _is_ticked(header: str, distinct: list[Any]) -> bool:
    """The one answer of a column that stands for an option: its own label, or its code."""
    option = question_and_option(header)[1]
    return bool(option) and len(distinct) == 1 and not fold(option).startswith("other please")


def _numbers(reading: Reading, header: str, distinct: list[Any], gathered: bool) -> str:
    """Numbers of a scale, when the question, a label at an end, the tool, or like questions say so; else bare codes."""
    numbers = {leading_number(cell) for cell in distinct if not _is_end(cell)}
    whole = {number for number in numbers if number is not None and number == int(number)}
    folded = fold(header)
    if whole != numbers or not whole:
        return FREE
    if max(whole) > 10 or _RANKING.search(folded):
        return CODES
    labelled = any(_is_end(cell) or not _plain(cell) for cell in distinct)
    if whole == {0.0, 1.0} or labelled or gathered or bounds_in(header) is not None:
        return NUMBERS
    if _AMOUNT.search(folded) or reading.table.layout or len(whole) < 3:
        return CODES
    chosen = reading.known is not None and reading.known.key in LABELLED
    return NUMBERS if chosen or battery_of(reading, whole) else CODES


def _plain(cell: Any) -> bool:
    return isinstance(cell, int | float) or re.fullmatch(r"-?\d+(?:[.,]\d+)?", clean(cell)) is not None


def battery_of(reading: Reading, numbers: Iterable[float]) -> tuple[int, int] | None:
    """The numeric scale that holds `numbers` and that three columns or more are on, one of them from end to end."""
    if reading.batteries is None:
        reading.batteries = _batteries(reading)
    low, high = min(numbers), max(numbers)
    fitting = [bounds for bounds in reading.batteries if bounds[0] <= low and high <= bounds[1]]
    return min(fitting, key=lambda bounds: bounds[1] - bounds[0], default=None)


def _batteries(reading: Reading) -> dict[tuple[int, int], int]:
    ends: list[tuple[int, int]] = []
    for position in reading.table.frame.columns:
        cells = [cell for cell in pd.unique(reading.table.frame[position]) if missing_kind(cell, {}) is None]
        numbers = {leading_number(cell) for cell in cells}
        if (
            len(numbers) >= 3
            and None not in numbers
            and all(0 <= number <= 10 for number in numbers if number is not None)
        ):
            ends.append((int(min(n for n in numbers if n is not None)), int(max(n for n in numbers if n is not None))))
    counts = {bounds: sum(bounds[0] <= low and high <= bounds[1] for low, high in ends) for bounds in set(ends)}
    return {bounds: times for bounds, times in counts.items() if times >= 3 and bounds in USUAL}


def options_of(distinct: Iterable[Any]) -> tuple[str, ...]:
    """The options of a question whose cells hold several, with a semicolon between them (and often one at the end).

    >>> options_of(["Teams;Slack;", "Slack;", "Mail;Teams;"])
    ('Mail', 'Slack', 'Teams')
    """
    texts = [clean(cell) for cell in distinct]
    if sum(";" in text for text in texts) < max(1, 0.2 * len(texts)):
        return ()
    options = {part.strip() for text in texts for part in text.split(";") if part.strip()}
    within = len(options) <= _MOST_OPTIONS and all(len(option) <= _LONGEST_OPTION for option in options)
    return tuple(sorted(options)) if within else ()


def _by_commas(distinct: Iterable[Any]) -> bool:
    """Whether cells look like a few options again and again with commas between them."""
    texts = [clean(cell) for cell in distinct]
    parts = [part.strip() for text in texts for part in text.split(",")]
    several = sum("," in text for text in texts)
    return several >= 0.3 * len(texts) and len(parts) >= 2 * len(set(parts)) and len(set(parts)) <= 2 * _MOST_OPTIONS


def known_options(reading: Reading, position: int) -> tuple[str, ...]:
    """The options of a question that an earlier wave wrote with semicolons, when they explain most cells."""
    key = f"options:{own_key(reading.table.header[position])}"
    mappings = (reading.memory.get("mappings") or {}).values()
    listed = [mapping["options"][key] for mapping in mappings if key in (mapping.get("options") or {})]
    options = tuple(listed[-1].split("\n")) if listed else ()
    cells = [cell for cell in reading.table.frame[position] if clean(cell)]
    read = sum(split_by(clean(cell), options) is not None for cell in cells) if options else 0
    return options if read >= 0.8 * len(cells) else ()


def split_by(text: str, options: Iterable[str]) -> set[str] | None:
    """The options of a cell that separates them by commas, which options may hold too; None when something is left.

    >>> sorted(split_by("Mail, Teams, chat and calls", ["Mail", "Teams, chat and calls", "Teams"]))
    ['Mail', 'Teams, chat and calls']
    """
    rest, found = clean(text), set()
    for option in sorted(options, key=len, reverse=True):
        pattern = re.compile(rf"(?:^|,\s*){re.escape(option)}(?=\s*(?:,|$))", re.IGNORECASE)
        if pattern.search(rest):
            found.add(option)
            rest = pattern.sub("", rest, count=1).strip(" ,")
    return None if rest else found


def earlier_key(header: str, earlier: Mapping[str, str]) -> str:
    """The target of an earlier wave's question in the same words, or nearly; "" when none is near enough.

    `earlier` maps folded headers to targets. A word that turns the sense round makes another question.
    """
    folded = fold(header)
    if folded in earlier:
        return earlier[folded]
    ranked = sorted(((fuzz.ratio(folded, one), one) for one in earlier), reverse=True)[:2]
    if not ranked or ranked[0][0] < SAME or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return ""
    near = ranked[0][1]
    turned = (set(folded.split()) ^ set(near.split())) & TURNS
    numbers = re.findall(r"\d+", folded) != re.findall(r"\d+", near)
    return "" if turned or numbers else earlier[near]


def earlier_questions(memory: Mapping[str, Any]) -> dict[str, str]:
    """Folded header -> target of every question of the surveys that were taken in before."""
    found: dict[str, str] = {}
    for mapping in (memory.get("mappings") or {}).values():
        if mapping.get("kind") == "survey":
            found |= {key: to for key, to in mapping.get("columns", {}).items() if to.startswith("survey.")}
    return found
