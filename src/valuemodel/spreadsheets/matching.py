"""Which column is what: known by the description, remembered, near by its words, or asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES, has_text, text
from valuemodel.spreadsheets.descriptions import assigned, descriptions
from valuemodel.spreadsheets.items import PROPOSED, Guess, guess_item, items
from valuemodel.spreadsheets.personal import example_of, holds_addresses
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.types import Choice, ColumnMatch
from valuemodel.spreadsheets.words import fold, slug

IGNORE = "ignore"
MOST_COLUMNS_ASKED = 30
SURE, NEAR, MARGIN = 92.0, 80.0, 6.0
RESPONDENT = ("person_id", "answered_at", "unit", "role")
# A generic usage table may hold any measure that a known export has.
TOOLS = ("teams_user_detail", "viva_engage_user_detail")


class Match(NamedTuple):
    """The kind of the table, the position of each field, and what is said of each column."""

    kind: str
    fields: Mapping[str, int]
    columns: tuple[ColumnMatch, ...]


@cache
def targets() -> Mapping[str, tuple[str, ...]]:
    """Everything that a column can become, as `kind.field`, with the folded headers that it is known by."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, key in (("people", "people"), ("cost", "costs")):
        found |= {f"{kind}.{name}": tuple(map(fold, headers)) for name, headers in descriptions()[key].columns.items()}
    found |= {f"survey.{name}": () for name in (*RESPONDENT, *items())}
    found |= {
        "usage.person_id": found["people.person_id"],
        "usage.day": ("day", "date", "jour", "metricdate", "report date"),
    }
    for key in TOOLS:
        tool = descriptions()[key].activity
        columns = descriptions()[key].columns
        found |= {f"usage.{tool.tool}.{name}": (*map(fold, columns[name]), fold(name)) for name in tool.measures}
    return found


@cache
def choices(kinds: tuple[str, ...]) -> tuple[Choice, ...]:
    """The answers to "what is this column?", for these kinds of table."""
    named = [target for target in targets() if target.split(".")[0] in kinds]
    return tuple(Choice(target, _words(target)) for target in [*named, IGNORE])


def _words(target: str) -> Mapping[str, str]:
    kind, _, name = target.partition(".")
    key = "spreadsheets.fields." + (f"{kind}.{name}" if name else kind)
    known = all(has_text(key, language) for language in LANGUAGES)
    return {language: text(key, language) if known else name for language in LANGUAGES}


def match(reading: Reading, kind: str = "") -> Match:
    """What each column becomes: answered > remembered > described > near by its words."""
    known = reading.known
    kind = kind or (known.kind if known else "")
    sure = _described(reading) | _remembered(reading)
    settled = set(sure)
    if not reading.remembered:
        if kind == "survey":
            _guess_items(reading, sure)
        elif known:
            _guess_fields(reading, kind, sure)
        else:
            _ask_all(reading, sure)
    sure |= _answered(reading)
    fields = _fields(reading, sure)
    kind = kind or _kind_of(reading, sure)
    return Match(kind, fields, _columns(reading, sure, settled))


def _described(reading: Reading) -> dict[int, str]:
    known = reading.known
    if not known or reading.remembered:
        return {}
    found = {position: f"{known.kind}.{name}" for name, position in assigned(reading.table.header, known).items()}
    for position, name in enumerate(reading.table.header):
        if known.activity.pattern and position not in found and re.search(known.activity.pattern, fold(name)):
            found[position] = f"usage.{slug(name)}"
    return found


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


def _open(reading: Reading, sure: Mapping[int, str]) -> list[int]:
    """Columns that may still become something: named, filled, and not about a person by name."""
    known = reading.known
    closed = {fold(name) for name in (*known.personal, *known.not_questions)} if known else set()
    return [
        position
        for position, name in enumerate(reading.table.header)
        if name and position not in sure and fold(name) not in closed and not reading.personal(position)
    ]


def _guess_items(reading: Reading, sure: dict[int, str]) -> None:
    """Questions of a survey by their text: each item goes to its nearest column, and near misses are asked."""
    guesses = {position: guess_item(reading.table.header[position]) for position in _open(reading, sure)}
    taken = {target.split(".", 1)[1] for target in sure.values()}
    near: dict[int, Guess] = {}
    for position, guess in sorted(guesses.items(), key=lambda found: -found[1].score):
        if guess.sure and guess.key not in taken:
            sure[position] = f"survey.{guess.key}"
            taken.add(guess.key)
        elif guess.score >= PROPOSED and guess.key not in taken:
            near[position] = guess
    if not taken & items().keys():
        near |= {position: guess for position, guess in guesses.items() if _closed(reading, position)}
    for position in sorted(near)[:MOST_COLUMNS_ASKED]:
        proposed = f"survey.{near[position].key}" if near[position].score >= PROPOSED else IGNORE
        _ask_column(reading, position, proposed, ("survey",), sure)


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
    for position in _open(reading, sure):
        target, score, margin = _nearest(reading.table.header[position], missing)
        if score >= SURE and margin >= MARGIN and target not in sure.values():
            sure[position] = target
        elif score >= NEAR and margin >= MARGIN and target not in sure.values():
            _ask_column(reading, position, target, (kind,), sure)


def _ask_all(reading: Reading, sure: dict[int, str]) -> None:
    """A table that nobody described: each column is asked, with the nearest field of the kind that fits best."""
    kinds = ("people", "cost", "survey", "usage")
    every = [position for position, name in enumerate(reading.table.header) if name]
    near = {kind: _proposals(reading, kind, every) for kind in kinds}
    best = max(kinds, key=lambda kind: sum(score for _, score in near[kind].values()))
    who = f"{best}.person_id"
    if who in targets() and who not in {target for target, _ in near[best].values()}:
        addresses = (position for position in every if holds_addresses(reading.table.frame[position]))
        near[best] |= {position: (who, SURE) for position in list(addresses)[:1]}
    asked = [position for position in every if position in near[best]]
    asked += [
        position for position in _open(reading, sure) if position not in near[best] and _askable(reading, position)
    ]
    for position in sorted(asked[:MOST_COLUMNS_ASKED]):
        proposed = near[best].get(position, (IGNORE, 0.0))[0]
        _ask_column(reading, position, proposed, kinds, sure)


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
    for score, position, target in sorted(scored, reverse=True):
        if score and target not in {name for name, _ in found.values()}:
            found[position] = (target, score)
    return found


@cache
def _likeness(folded: str, target: str) -> float:
    return max((fuzz.ratio(folded, name) for name in targets()[target]), default=0.0)


def _nearest(header: str, among: list[str]) -> tuple[str, float, float]:
    """(target, likeness 0..100, margin to the second)."""
    ranked = sorted(((_likeness(fold(header), target), target) for target in among), reverse=True)
    if not ranked:
        return "", 0.0, 0.0
    return ranked[0][1], ranked[0][0], ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)


def _ask_column(reading: Reading, position: int, proposed: str, kinds: tuple[str, ...], sure: dict[int, str]) -> None:
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
