"""Which question of a survey is which: remembered, known by its words, near (then asked), or the company's own."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from valuemodel.spreadsheets.items import PROPOSED, Guess, guess_item, items
from valuemodel.spreadsheets.own_questions import (
    CODES,
    COMMAS,
    FREE,
    KEPT,
    NUMBERS,
    OWN,
    SCALE,
    SENSITIVE,
    earlier_key,
    earlier_questions,
    kind_of,
    own_key,
)  # fmt: skip
from valuemodel.spreadsheets.problems import letters
from valuemodel.spreadsheets.quantities import read_hours
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.scales import missing_kind, scale_of
from valuemodel.spreadsheets.targets import IGNORE, RESPONDENT, REVERSED, TURNED
from valuemodel.spreadsheets.words import clean, fold

MOST_COLUMNS_ASKED = 30
RESPONDENT_NEAR = 85.0
_NAMED_COLUMNS = 8
Ask = Callable[[int, str], None]


def guess_questions(reading: Reading, open_columns: list[int], sure: dict[int, str], ask: Ask) -> None:
    """Give each open column of a survey its target in `sure`, or put the question with `ask`."""
    left = _matched_before(reading, open_columns, sure)
    guesses = {position: guess_item(reading.table.header[position]) for position in left}
    taken = {target.split(".", 1)[1] for target in sure.values()}
    near: dict[int, Guess] = {}
    for position, guess in sorted(guesses.items(), key=lambda found: -found[1].score):
        if guess.key in taken:
            continue
        if guess.sure:
            sure[position] = f"survey.{guess.key}"
            taken.add(guess.key)
        elif _plausible(reading, position, guess):
            near.setdefault(position, guess)
    for position in sorted(near)[:MOST_COLUMNS_ASKED]:
        ask(position, _proposal(near[position]))
    open_ones = [position for position in left if position not in sure and position not in near]
    _keep_own(reading, open_ones, sure)
    if not near and not any(is_asked(target) for target in sure.values()):
        for position in [at for at in open_ones if kind_of(reading, at) == FREE and _few_labels(reading, at)]:
            ask(position, IGNORE)


def _matched_before(reading: Reading, open_columns: list[int], sure: dict[int, str]) -> list[int]:
    """Questions of an earlier wave are themselves again, in the same words or nearly."""
    earlier = earlier_questions(reading.memory)
    taken = set(sure.values())
    for position in open_columns if earlier else ():
        target = earlier_key(reading.table.header[position], earlier)
        if target and target not in taken:
            sure[position] = target
            taken.add(target)
    return [position for position in open_columns if position not in sure]


def _proposal(guess: Guess) -> str:
    """The contrary of a known question is that question turned round; another moment is another question."""
    if guess.turned == "moment":
        return IGNORE
    turned = guess.turned and guess.key in items() and items()[guess.key]["scale"] in TURNED
    return f"survey.{guess.key}{REVERSED}" if turned else f"survey.{guess.key}"


def _plausible(reading: Reading, position: int, guess: Guess) -> bool:
    """Near by its words, and answered in a way that the known question can be answered."""
    if guess.key in RESPONDENT:
        return guess.score >= RESPONDENT_NEAR and not guess.turned and kind_of(reading, position) != SENSITIVE
    return guess.score >= PROPOSED and _answered_like(reading, position, str(items()[guess.key]["scale"]))


def _answered_like(reading: Reading, position: int, scale: str) -> bool:
    kind = kind_of(reading, position)
    if kind == SENSITIVE:
        return False
    if scale in ("hours_week", "percent"):
        cells = [cell for cell in pd.unique(reading.table.frame[position]) if not missing_kind(cell, reading.labels)]
        return bool(cells) and sum(read_hours(str(cell).rstrip("% ")) is not None for cell in cells) >= 0.8 * len(cells)
    if scale == "choice":
        return kind == FREE and len({clean(cell) for cell in reading.table.frame[position]}) <= 20
    return kind in (SCALE, NUMBERS, CODES) or _few_labels(reading, position)


def _few_labels(reading: Reading, position: int) -> bool:
    """Labels of a scale that is not known yet: seven at most, given again and again, or one of them known."""
    texts = [text for cell in reading.table.frame[position] if (text := clean(cell))]
    labels = set(texts)
    if not labels or len(labels) > 7 or any(len(text) > 60 for text in labels):
        return False
    return len(texts) >= 2 * len(labels) or any(scale_of([fold(text)]) for text in labels)


def _keep_own(reading: Reading, positions: list[int], sure: dict[int, str]) -> None:
    """The company's own questions whose answers can be compared; what is left out is told, with its reason."""
    taken = {target.split(".", 1)[1] for target in sure.values()}
    found: dict[str, list[int]] = {}
    for position in positions:
        kind = kind_of(reading, position)
        found.setdefault(kind, []).append(position)
        if kind in KEPT:
            key = _free_key(own_key(reading.table.header[position]), taken)
            sure[position] = f"survey.{key}"
            taken.add(key)
    kept = sum(len(found.get(kind, ())) for kind in KEPT)
    if kept:
        _tell(reading, "questions_own", [at for kind in KEPT for at in found.get(kind, ())])
    for kind, code in ((SENSITIVE, "questions_sensitive"), (CODES, "questions_coded"), (COMMAS, "questions_several")):
        if kind in found:
            _tell(reading, code, found[kind])


def _free_key(key: str, taken: set[str]) -> str:
    """`key`, numbered when an earlier column of the file has it: two questions may be worded alike."""
    number = 1
    while (f"{key}_{number}" if number > 1 else key) in taken:
        number += 1
    return f"{key}_{number}" if number > 1 else key


def _tell(reading: Reading, code: str, positions: list[int]) -> None:
    header = reading.table.header
    reading.told.update(positions)
    named = [f"{letters(at)} ({header[at][:40]})" for at in sorted(positions)[:_NAMED_COLUMNS]]
    named += ["…"] if len(positions) > _NAMED_COLUMNS else []
    where = reading.table.sheet or reading.file_name
    reading.problems.note(code, None, count=len(positions), columns=", ".join(named))
    last = reading.problems.issues[-1]
    reading.problems.issues[-1] = last if last.where else type(last)(last.code, where, dict(last.values))


def is_asked(target: str) -> bool:
    """Whether a column is a question, rather than about who answers and when."""
    name = target.partition(".")[2].removesuffix(REVERSED)
    return name in items() or name.startswith(OWN)
