"""Which column is what: known by the description, remembered, near by its words, or asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.described import described, open_columns
from valuemodel.spreadsheets.items import PROPOSED, guess_item
from valuemodel.spreadsheets.offers import by_content, proposed_kind, usual_words
from valuemodel.spreadsheets.personal import example_of
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.survey_matching import guess_questions
from valuemodel.spreadsheets.targets import IGNORE, KINDS, NONE, choices, kinds, targets
from valuemodel.spreadsheets.types import ColumnMatch
from valuemodel.spreadsheets.words import fold

MOST_COLUMNS_ASKED = 30
SURE, NEAR, MARGIN = 92.0, 80.0, 6.0


class Match(NamedTuple):
    """The kind of the table, the position of each field, and what is said of each column."""

    kind: str
    fields: Mapping[str, int]
    columns: tuple[ColumnMatch, ...]


def match(reading: Reading, kind: str = "") -> Match:
    """What each column becomes: answered > remembered > described > near by its words."""
    known = reading.known
    kind = kind or (known.kind if known else "")
    sure = described(reading) | _remembered(reading)
    settled = set(sure)
    if not reading.remembered:
        if kind == "survey":
            guess_questions(reading, open_columns(reading, sure), sure, _asking(reading, kind, sure))
        elif known:
            _guess_fields(reading, kind, sure)
        else:
            _ask_all(reading, sure)
    sure |= _answered(reading)
    fields = _fields(reading, sure)
    if not known:
        _tell_twice(reading, sure, fields)
    kind = kind or _kind_of(reading, sure)
    return Match(kind, fields, _columns(reading, sure, settled))


def _remembered(reading: Reading) -> dict[int, str]:
    columns = reading.remembered.get("columns") or {}
    return {position: columns[key] for position, key in enumerate(reading.keys) if key in columns}


def _answered(reading: Reading) -> dict[int, str]:
    given = {}
    for key, answer in reading.answers.items():
        if found := re.fullmatch(r"column:(\d+)", str(key)):
            position = int(found[1])
            if position >= len(reading.table.header) or (answer not in targets() and answer != IGNORE):
                raise ValueModelError(
                    "answer_unknown", reading.where(), answer=str(answer)[:60], choices=", ".join(list(targets())[:12])
                )
            given[position] = str(answer)
    return given


def _closed(reading: Reading, position: int) -> bool:
    """Whether the answers come from a list or are numbers, and not free text."""
    cells = reading.table.frame[position]
    filled = cells[[bool(str(cell).strip()) for cell in cells]]
    return 0 < filled.nunique() <= max(12, 0.2 * len(filled)) and all(len(str(cell)) <= 60 for cell in filled.unique())


def _guess_fields(reading: Reading, kind: str, sure: dict[int, str]) -> None:
    """A table of people or costs: its other columns by likeness to the fields that it still lacks."""
    if kind not in ("people", "cost"):
        return
    missing = [target for target in targets() if target.startswith(f"{kind}.") and target not in sure.values()]
    for position in open_columns(reading, sure):
        target, score, margin = _nearest(reading.table.header[position], missing)
        if score >= SURE and margin >= MARGIN and target not in sure.values():
            sure[position] = target
        elif score >= NEAR and margin >= MARGIN and target not in sure.values():
            _ask_column(reading, position, target, (kind,), sure)


def _ask_all(reading: Reading, sure: dict[int, str]) -> None:
    """A table that nobody described: what it is about is asked first, then each column, with the nearest field."""
    every = [position for position, name in enumerate(reading.table.header) if name]
    near = {kind: by_content(reading, kind, _proposals(reading, kind, every)) for kind in KINDS}
    chosen = _chosen_kind(reading, near)
    if chosen == NONE:
        raise ValueModelError("not_about_the_programme", reading.where())
    if chosen == "survey":
        guess_questions(reading, open_columns(reading, sure), sure, _asking(reading, chosen, sure))
    elif chosen:
        _ask_columns(reading, chosen, near[chosen], every, sure)


def _chosen_kind(reading: Reading, near: Mapping[str, Mapping[int, tuple[str, float]]]) -> str:
    """What the table is about, once somebody said so."""
    given = [target.split(".")[0] for target in _answered(reading).values() if target != IGNORE]
    if given:
        return given[0]
    answer = reading.ask("kind", "kind", reading.where(), kinds(), proposed_kind(near) or NONE)
    return str(answer) if "kind" in reading.answers else ""


def _ask_columns(
    reading: Reading, kind: str, near: Mapping[int, tuple[str, float]], every: list[int], sure: dict[int, str]
) -> None:
    """Each column of a table whose kind is known, with the nearest field of that kind."""
    asked = [position for position in every if position in near]
    asked += [
        position for position in open_columns(reading, sure) if position not in near and _askable(reading, position)
    ]
    for position in sorted(asked[:MOST_COLUMNS_ASKED]):
        _ask_column(reading, position, near.get(position, (IGNORE, 0.0))[0], (kind,), sure)


def _askable(reading: Reading, position: int) -> bool:
    return len(reading.table.header) <= MOST_COLUMNS_ASKED or _closed(reading, position)


def _proposals(reading: Reading, kind: str, positions: list[int]) -> dict[int, tuple[str, float]]:
    """The nearest field of one kind for each column, each field once."""
    scored = []
    for position in positions:
        header = reading.table.header[position]
        if kind == "survey":
            guess = guess_item(header)
            scored.append((guess.score if guess.score >= PROPOSED else 0.0, position, f"survey.{guess.key}"))
        else:
            target, score, margin = _nearest(header, [name for name in targets() if name.startswith(f"{kind}.")])
            scored.append((score if score >= NEAR and margin >= MARGIN else 0.0, position, target))
    found: dict[int, tuple[str, float]] = {}
    for score, position, target in sorted(scored, key=lambda each: (-each[0], each[1])):
        if score and target not in {name for name, _ in found.values()}:
            found[position] = (target, score)
    return found


@cache
def _likeness(folded: str, target: str) -> float:
    known = (*targets()[target], *usual_words().get(target, ()))
    return max((fuzz.ratio(folded, name) for name in known), default=0.0)


def _nearest(header: str, among: list[str]) -> tuple[str, float, float]:
    """(target, likeness 0..100, margin to the second)."""
    ranked = sorted(((_likeness(fold(header), target), target) for target in among), reverse=True)
    if not ranked:
        return "", 0.0, 0.0
    return ranked[0][1], ranked[0][0], ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)


def _asking(reading: Reading, kind: str, sure: dict[int, str]) -> Callable[[int, str], None]:
    return lambda position, proposed: _ask_column(reading, position, proposed, (kind,), sure)


def _ask_column(reading: Reading, position: int, proposed: str, kinds: tuple[str, ...], sure: dict[int, str]) -> None:
    if f"column:{position}" in reading.answers:
        return
    header = reading.table.header[position]
    answer = reading.ask(
        f"column:{position}", "column", reading.where(position), choices(kinds), proposed, header=header[:160],
        example=example_of(reading.table.frame[position]),
    )  # fmt: skip
    if answer:
        sure[position] = answer


def _fields(reading: Reading, sure: Mapping[int, str]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for position, target in sorted(sure.items()):
        name = target.partition(".")[2]
        if name and name not in fields:
            fields[name] = position
    return fields


def _tell_twice(reading: Reading, sure: dict[int, str], fields: Mapping[str, int]) -> None:
    """Columns given to a field that an earlier one has: they are left out, and it is said."""
    for position, target in sorted(sure.items()):
        name = target.partition(".")[2]
        if name and fields[name] != position:
            first = reading.table.header[fields[name]]
            reading.problems.note(
                "column_twice", position, first=first[:60], header=reading.table.header[position][:60]
            )
            reading.told.add(position)
            sure[position] = IGNORE


def _kind_of(reading: Reading, sure: Mapping[int, str]) -> str:
    """The one kind that the columns were given; identifiers alone fit any."""
    kinds = {target.split(".")[0] for target in sure.values() if target != IGNORE}
    if len(kinds) > 1:
        raise ValueModelError("kinds_mixed", reading.where())
    return next(iter(kinds), "other")


def _columns(reading: Reading, sure: Mapping[int, str], settled: set[int]) -> tuple[ColumnMatch, ...]:
    asked = {question.key for question in reading.questions}
    found = []
    for position, name in enumerate(reading.table.header):
        becomes = sure.get(position, "").replace(IGNORE, "")
        hidden = becomes.endswith(".person_id") or reading.personal(position)
        example = "" if hidden else example_of(reading.table.frame[position])
        found.append(
            ColumnMatch(position, name, example, becomes, f"column:{position}" not in asked or position in settled)
        )
    return tuple(found)
