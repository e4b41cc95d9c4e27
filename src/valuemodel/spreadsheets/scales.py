"""Answers as values from 0 to 1: labels, numbers of a scale, and the kinds of no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from valuemodel.spreadsheets.numbers import parse_number
from valuemodel.spreadsheets.words import clean, fold
from valuemodel.yaml_files import read_yaml

MISSING = ("blank", "not_applicable", "declined", "dont_know", "not_shown")
# Highest number seen -> (lowest, highest) of the scale that it must be.
NUMERIC = ((5, (1, 5)), (7, (1, 7)), (10, (0, 10)))
UNANSWERED = (-99.0, -999.0)
USUAL = ((1, 4), (1, 5), (1, 6), (1, 7), (1, 10), (0, 4), (0, 5), (0, 10))
_LEADING = re.compile(r"^(\d{1,2}(?:[.,]0)?)\s*(?:[-–—:.=)(/]\s*\D.*|\D*)$")
_BOUNDS = re.compile(r"\b([01]) (?:[a-z]+ ){0,8}(4|5|6|7|10)\b")
_REVERSED = re.compile(r"\b(4|5|6|7|10) (?:[a-z]+ ){1,8}([01])\b")


class Answer(NamedTuple):
    """A value 0..1, or the kind of missing; `known` is False when the label says nothing to us."""

    value: float | None
    missing: str
    known: bool = True


@cache
def words_of(section: str) -> Mapping[str, Any]:
    """A section of `likert.yaml` as folded label -> key; a section that is a plain list has itself as the key."""
    read = _file()[section]
    read = {section: read} if isinstance(read, list) else read
    return {fold(str(label)): key for key, labels in read.items() for label in labels}


@cache
def _file() -> Mapping[str, Any]:
    return read_yaml(Path(__file__).with_name("likert.yaml"))


@cache
def scales() -> Mapping[str, Mapping[str, float]]:
    """Each scale as folded label -> place 0..1, in the order in which they are tried."""
    return {
        name: {fold(str(label)): float(place) for place, labels in places.items() for label in labels}
        for name, places in _file()["scales"].items()
    }


def missing_kind(cell: Any, learned: Mapping[str, Any]) -> str | None:
    """The kind of no answer that a cell is, or None when it is an answer."""
    written = clean(cell)
    if not written or written in ("-", "--", ".", "–", "—"):
        return "blank"
    folded = fold(written)
    if learned.get(folded) in MISSING:
        return str(learned[folded])
    return words_of("missing").get(folded)


def scale_of(labels: Iterable[str]) -> str:
    """The first scale that holds all of these folded labels without giving two of them one place; else that holds them.

    >>> scale_of(["jamais", "tres souvent"]), scale_of(["toujours", "tres souvent"]), scale_of(["bof"])
    ('frequency_5', 'frequency_6', '')
    """
    labels = set(labels)
    if not labels:
        return ""
    holding = {name: scale for name, scale in scales().items() if labels <= scale.keys()}
    clear = [name for name, scale in holding.items() if len({scale[label] for label in labels}) == len(labels)]
    return next(iter(clear or holding), "")


def nearest_scale(labels: Iterable[str]) -> str:
    """The scale that holds most of the labels, or ""."""
    labels = set(labels)
    counts = {name: len(labels & scale.keys()) for name, scale in scales().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def read_scale(
    cells: Iterable[Any], learned: Mapping[str, Any], bounds: tuple[int, int] | None = None
) -> tuple[dict[Any, Answer], str]:
    """Each distinct cell of one question as an answer, and the key of the scale that they are on.

    `learned` holds the labels that a person explained (folded label -> value 0..1 or a kind of missing); `bounds` are
    those of a numeric scale that is known beforehand.
    """
    distinct = list(dict.fromkeys(cells))
    answers = {cell: Answer(None, kind) for cell in distinct if (kind := missing_kind(cell, learned))}
    rest = [cell for cell in distinct if cell not in answers]
    numbers = {cell: number for cell in rest if (number := leading_number(cell)) is not None}
    labels = {cell: fold(clean(cell)) for cell in rest if cell not in numbers}
    known = {cell: label for cell, label in labels.items() if label not in learned}
    scale = scale_of(known.values()) or nearest_scale(known.values())
    if numbers:
        low, high = bounds or numeric_bounds([number for number in numbers.values() if number >= 0] or [0.0])
        answers |= {cell: _numeric(number, low, high) for cell, number in numbers.items()}
        scale = f"numbers_{low}_{high}"
        answers |= {cell: _end_label(label) for cell, label in labels.items() if label not in learned}
    else:
        answers |= {cell: _labelled(label, scale) for cell, label in known.items()}
    answers |= {cell: Answer(float(learned[label]), "") for cell, label in labels.items() if label in learned}
    return answers, scale


def bounds_in(question: str) -> tuple[int, int] | None:
    """The ends of a scale that a question names, in either order.

    >>> bounds_in("De 1 à 5, êtes-vous satisfait ?"), bounds_in("10 - strongly agree, 1 - strongly disagree")
    ((1, 5), (1, 10))
    """
    folded = fold(question)
    if found := _BOUNDS.search(folded):
        return int(found[1]), int(found[2])
    found = _REVERSED.search(folded)
    return (int(found[2]), int(found[1])) if found else None


_ANCHOR = re.compile(
    r"\b(\d{1,2})\s*(?:=|:|\(|-|–|being|meaning|étant|signifie|pour)\s*([^,;:()=\d]{2,60})", re.IGNORECASE
)


def reversed_in(question: str) -> bool:
    """Whether a question says that its lowest number is the best answer.

    >>> reversed_in("De 1 (tout à fait d'accord) à 5 (pas du tout d'accord)"), reversed_in("1 = jamais, 5 = toujours")
    (True, False)
    """
    found = {int(number): _place_of(fold(label)) for number, label in _ANCHOR.findall(clean(question))}
    ends = {number: place for number, place in found.items() if place in (0.0, 1.0)}
    return len(ends) >= 2 and ends[min(ends)] == 1.0 and ends[max(ends)] == 0.0


def _place_of(label: str) -> float | None:
    """The place of a label in the first scale that has it."""
    return next((scale[label] for scale in scales().values() if label in scale), None)


def leading_number(cell: Any) -> float | None:
    """The number of a cell, or in front of its label: `7`, `3.0`, `0 - Pas du tout`, `10 (certain)`."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    written = clean(cell)
    plain = parse_number(written)
    if plain is not None:
        return plain
    found = _LEADING.match(written)
    return float(found[1].replace(",", ".")) if found else None


def numeric_scale(numbers: Iterable[float | None]) -> tuple[int, int] | None:
    """The usual scale that whole numbers fill from end to end, or nearly: 1..5, 1..7, 1..10, 0..10, 0..5.

    >>> numeric_scale({1, 2, 3, 4, 5}), numeric_scale({0, 3, 7, 10}), numeric_scale({3, 17})
    ((1, 5), (0, 10), None)
    """
    found = {number for number in numbers if number is not None}
    if not found or any(number != int(number) for number in found):
        return None
    ends = int(min(found)), int(max(found))
    return ends if ends in USUAL and len(found) >= 0.3 * (ends[1] - ends[0]) + 1 else None


def numeric_bounds(numbers: Iterable[float]) -> tuple[int, int]:
    """The scale that numbers are on: up to 5 it is 1..5 (0..5 when a 0 is there), up to 7 1..7, else 0..10."""
    numbers = list(numbers)
    low, high = next((bounds for most, bounds in NUMERIC if max(numbers) <= most), (0, 100))
    return min(low, 0) if min(numbers) < 1 else low, high


def _numeric(number: float, low: int, high: int) -> Answer:
    """A number on its scale; below it a code: -99 is a question seen and left, 0 and the others "not concerned"."""
    if number < low and number == int(number):
        return Answer(None, "blank" if number in UNANSWERED else "not_applicable")
    inside = low <= number <= high
    return Answer(round((number - low) / (high - low), 6), "") if inside else Answer(None, "", known=False)


def _end_label(label: str) -> Answer:
    """A scale whose ends alone have labels: `Strongly agree, 8, 6`."""
    place = _place_of(label)
    return Answer(place, "") if place in (0.0, 0.5, 1.0) else Answer(None, "", known=False)


def _labelled(label: str, scale: str) -> Answer:
    place = scales().get(scale, {}).get(label)
    return Answer(None, "", known=False) if place is None else Answer(place, "")


def labels_in_order(scale: str, language: str) -> tuple[str, ...]:
    """The labels to offer on a scale, the lowest first: of each place, the first one written in `language`.

    >>> labels_in_order("yes_no", "fr")
    ('Non', 'Oui')
    """
    places = _file()["scales"].get(scale, {})
    offered = _file().get("offered", {}).get(scale, {}).get(language)
    if offered:
        return tuple(offered)
    at = 0 if language == "fr" else -1
    return tuple(str(labels[at]) for _, labels in sorted(places.items()))
