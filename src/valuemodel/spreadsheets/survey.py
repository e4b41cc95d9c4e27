"""A survey as respondents, answers and questions: values from 0 to 1 or quantities, never free text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.items import items
from valuemodel.spreadsheets.numeric_scales import bounds_of
from valuemodel.spreadsheets.own_answers import Part, answer_rows, joined, own_answers
from valuemodel.spreadsheets.own_questions import OWN
from valuemodel.spreadsheets.people import read_roles, texts_or_none
from valuemodel.spreadsheets.quantities import MOST_HOURS_A_WEEK, read_hours, read_shares
from valuemodel.spreadsheets.reading import MOST_LABELS_ASKED, Reading
from valuemodel.spreadsheets.scales import MISSING, Answer, missing_kind, read_scale, reversed_in, scales
from valuemodel.spreadsheets.targets import REVERSED
from valuemodel.spreadsheets.types import Choice
from valuemodel.spreadsheets.words import clean, fold

NOBODY = {"anonymous", "anonyme", "n a", "na"}
MISSING_CHOICES = (
    Choice("not_applicable", {"en": "not concerned", "fr": "non concerné"}),
    Choice("declined", {"en": "does not wish to answer", "fr": "ne souhaite pas répondre"}),
    Choice("dont_know", {"en": "does not know", "fr": "ne sait pas"}),
    Choice("blank", {"en": "no answer", "fr": "pas de réponse"}),
    Choice("not_shown", {"en": "question not asked", "fr": "question non posée"}),
)
PLACES = ("0", "0.25", "0.5", "0.75", "1")
HOURS = "hours_week"
PREVIEWS = {"1", "survey preview", "apercu de l enquete", "apercu du sondage", "umfragevorschau"}


def read_survey(reading: Reading, fields: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """`respondents`, `answers` (one row a respondent and item, with its scale) and `questions`."""
    asked = {name: position for name, position in fields.items() if name.removesuffix(REVERSED) in items()}
    own = {name: position for name, position in fields.items() if name.startswith(OWN)}
    if not asked and not own:
        coded = any(issue.code == "questions_coded" for issue in reading.problems.issues)
        raise ValueModelError("answers_all_coded" if coded else "fields_missing_survey", reading.where())
    _no_previews(reading)
    if "person_id" in fields:
        _last_answer_only(reading, fields)
    respondents = _respondents(reading, fields)
    numbers = respondents["respondent"].to_numpy()
    parts = [_answers(reading, numbers, item, position) for item, position in asked.items()]
    theirs, labelled = own_answers(reading, numbers, own)
    answers = joined([*parts, *theirs])
    header = reading.table.header
    known = {item.removesuffix(REVERSED): header[at] for item, at in asked.items()} | labelled
    questions = [{"item": item, "question": text, "scale": reading.scales[item]} for item, text in known.items()]
    when = respondents["answered_at"].dropna()
    if len(when):
        reading.period = (when.min().date(), when.max().date())
    return {"respondents": respondents.reset_index(drop=True), "answers": answers, "questions": pd.DataFrame(questions)}


def _no_previews(reading: Reading) -> None:
    """What the author answered to try the survey (Qualtrics' Status 1, "Survey Preview") is nobody's answer."""
    position = reading.keys.index("status") if "status" in reading.keys else None
    if position is None or reading.table.layout != "qualtrics":
        return
    said = reading.texts(position).map(fold)
    reading.problems.set_aside("answer_preview", position, said.index[said.isin(PREVIEWS)])


def _last_answer_only(reading: Reading, fields: Mapping[str, int]) -> None:
    """Who answered twice counts once, by the last row: forms append."""
    ids = _persons(reading, fields["person_id"]).str.lower()
    earlier = ids.notna() & ids.duplicated(keep="last")
    reading.problems.set_aside("answered_twice", fields["person_id"], ids.index[earlier])


def _persons(reading: Reading, position: int) -> pd.Series:
    return reading.mapped(position, lambda written: None if not written or fold(written) in NOBODY else written)


def _respondents(reading: Reading, fields: Mapping[str, int]) -> pd.DataFrame:
    cells = reading.column(0)
    found = pd.DataFrame({"respondent": range(1, len(cells) + 1)}, index=cells.index)
    found["person_id"] = _persons(reading, fields["person_id"]) if "person_id" in fields else None
    found["unit"] = texts_or_none(reading, fields.get("unit"))
    found["role"] = read_roles(reading, fields.get("role"))
    when = fields.get("answered_at", fields.get("started"))
    found["answered_at"] = reading.dates(when) if when is not None else pd.NaT
    return found


def _answers(reading: Reading, respondents: np.ndarray, item: str, position: int) -> Part:
    """The answers to one item; cells that nobody can read are told of and left out."""
    cells = reading.column(position)
    scale = str(items()[item.removesuffix(REVERSED)]["scale"])
    if scale == HOURS:
        read, scale = _hours(reading, cells, position), HOURS
    elif scale == "percent":
        read = _shares(reading, cells, position)
    elif scale == "choice":
        read = _choices(reading, cells, item, position)
    else:
        read, scale = _places(reading, cells, scale, position)
    item, turned = item.removesuffix(REVERSED), item.endswith(REVERSED)
    reading.scales[item] = scale
    if turned or reversed_in(reading.table.header[position]):
        read = {cell: _turned(answer) for cell, answer in read.items()}
    keep_label = scale not in (HOURS, "percent")
    return answer_rows(respondents, item, cells, read, scale, keep_label)


def _turned(answer: Answer) -> Answer:
    """An answer to the contrary of a question: 0 is 1."""
    return answer if answer.value is None else answer._replace(value=round(1 - answer.value, 6))


def _hours(reading: Reading, cells: pd.Series, position: int) -> dict[Any, Answer]:
    read: dict[Any, Answer] = {}
    strange: dict[str, list[Any]] = {"hours_absurd": [], "quantity_unreadable": []}
    for cell in cells.unique():
        kind = missing_kind(cell, reading.labels)
        hours = None if kind else read_hours(cell)
        if not kind and (hours is None or not 0 <= hours <= MOST_HOURS_A_WEEK):
            strange["quantity_unreadable" if hours is None else "hours_absurd"].append(cell)
        read[cell] = Answer(None, kind) if kind else _if_within(hours, MOST_HOURS_A_WEEK)
    _tell(reading, cells, position, strange, most=int(MOST_HOURS_A_WEEK))
    return read


def _shares(reading: Reading, cells: pd.Series, position: int) -> dict[Any, Answer]:
    kinds = {cell: missing_kind(cell, reading.labels) for cell in cells.unique()}
    shares = read_shares([cell for cell, kind in kinds.items() if not kind])
    outside = [cell for cell, share in shares.items() if share is not None and not 0 <= share <= 1]
    unread = [cell for cell, share in shares.items() if share is None]
    _tell(reading, cells, position, {"share_absurd": outside, "quantity_unreadable": unread})
    return {cell: Answer(None, kind) if kind else _if_within(shares[cell], 1.0) for cell, kind in kinds.items()}


def _if_within(number: float | None, most: float) -> Answer:
    within = number is not None and 0 <= number <= most
    return Answer(number, "") if within else Answer(None, "", known=False)


def _tell(reading: Reading, cells: pd.Series, position: int, strange: Mapping[str, list[Any]], **values: Any) -> None:
    for code, found in strange.items():
        rows = [row for row, cell in zip(cells.index, cells, strict=True) if cell in found] if found else []
        if rows:
            reading.problems.note(code, position, rows, **values)


def _places(reading: Reading, cells: pd.Series, scale: str, position: int) -> tuple[dict[Any, Answer], str]:
    """Labels or numbers of a scale as values 0..1; unknown labels are asked once."""
    bounds = (0, 10) if scale == "zero_ten" else bounds_of(reading, position)
    read, found = read_scale(pd.unique(cells), reading.labels, bounds)
    unknown = [cell for cell, answer in read.items() if not answer.known]
    explained = _explained(reading, cells, position, unknown, _place_choices(), found)
    return {**read, **{cell: _meaning(said) for cell, said in explained.items()}}, found or scale


def _place_choices() -> tuple[Choice, ...]:
    words = {
        "0": {"en": "0 (the lowest)", "fr": "0 (le plus bas)"},
        "1": {"en": "1 (the highest)", "fr": "1 (le plus haut)"},
    }
    places = tuple(Choice(place, words.get(place, {"en": place, "fr": place.replace(".", ",")})) for place in PLACES)
    return places + MISSING_CHOICES


def _choices(reading: Reading, cells: pd.Series, item: str, position: int) -> dict[Any, Answer]:
    """A choice: 1 when it counts, 0 when it does not, or a kind of missing; several at once count for their mean."""
    known = {fold(choice[language]): choice for choice in items()[item]["choices"] for language in ("fr", "en")}
    read: dict[Any, Answer] = {}
    for cell in cells.unique():
        choice = known.get(fold(clean(cell).rstrip(";")))
        kind = missing_kind(cell, reading.labels)
        several = None if choice else _several(clean(cell), known)
        if choice:
            read[cell] = Answer(choice.get("value"), choice.get("missing", ""))
        elif several:
            read[cell] = several
        else:
            read[cell] = Answer(None, kind) if kind else Answer(None, "", known=False)
    unknown = [cell for cell, answer in read.items() if not answer.known]
    both = (
        Choice("1", {"en": "it counts", "fr": "cela compte"}),
        Choice("0", {"en": "it does not", "fr": "cela ne compte pas"}),
    )
    explained = _explained(reading, cells, position, unknown, both + MISSING_CHOICES, "")
    return {**read, **{cell: _meaning(said) for cell, said in explained.items()}}


def _several(written: str, known: Mapping[str, Mapping[str, Any]]) -> Answer | None:
    """The mean of the choices that one person ticked ("A;B;" or "A, B"); None unless each of them is known."""
    for sign in (";", ","):
        parts = [fold(part) for part in written.split(sign) if part.strip()]
        if len(parts) > 1 and all(part in known for part in parts):
            values = [float(known[part]["value"]) for part in parts if "value" in known[part]]
            if values:
                return Answer(round(sum(values) / len(values), 6), "")
            return Answer(None, str(known[parts[0]]["missing"]))
    return None


def _explained(
    reading: Reading, cells: pd.Series, position: int, unknown: list[Any], choices: tuple[Choice, ...], scale: str
) -> dict[Any, Any]:
    """What a person said, before or now, about labels that are on no scale that we know."""
    known = {cell: reading.labels[fold(clean(cell))] for cell in unknown if fold(clean(cell)) in reading.labels}
    rest = [cell for cell in unknown if cell not in known]
    free = len(rest) > MOST_LABELS_ASKED or any(len(clean(cell)) > 60 or not isinstance(cell, str) for cell in rest)
    if free:
        _tell(reading, cells, position, {"answers_unreadable": rest})
        return known
    for cell in rest:
        folded = fold(clean(cell))
        where = reading.where(position, cells.index[cells == cell][:1])
        default = _nearest(folded, scale)
        header = reading.table.header[position][:120]
        answer = reading.ask(f"label:{folded}", "label", where, choices, default, label=clean(cell), header=header)
        if f"label:{folded}" in reading.answers:
            reading.learned[folded] = answer if answer in MISSING else float(str(answer))
        if answer is not None:
            known[cell] = answer
    return known


def _nearest(folded: str, scale: str) -> str | None:
    """The place of the nearest label of the scale, when it is near and one that can be chosen."""
    places = scales().get(scale, {})
    near = max(places, key=lambda label: fuzz.ratio(label, folded), default="")
    if not near or fuzz.ratio(near, folded) < 85:
        return None
    return next((place for place in PLACES if float(place) == places[near]), None)


def _meaning(said: Any) -> Answer:
    return Answer(None, str(said)) if said in MISSING else Answer(float(said), "")
