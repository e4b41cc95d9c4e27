"""Headers that survey tools write over several rows: codes, questions, options, and one name a column made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from valuemodel.spreadsheets.words import clean, fold

# Under a question, SurveyMonkey writes one of these, or the option that the column stands for.
NO_OPTION = {"response", "open ended response", "reponse", "reponse ouverte", "reponse libre"}
OTHER = {"other please specify", "autre veuillez preciser", "autres veuillez preciser", "comments", "commentaires"}
# What a tool knows of an answer sheet besides its answers; the second row says it again, or not at all.
ABOUT_SHEET = {
    "respondent id", "respondentid", "collector id", "collector", "start date", "end date", "ip address",
    "email address", "first name", "last name", "custom data 1", "date created", "date modified", "language", "rds",
    "id du repondant", "id du collecteur", "collecteur", "date de debut", "date de fin", "adresse ip",
    "adresse email", "adresse e mail", "prenom", "nom de famille", "nom", "sequence", "sequence #", "minutes", "seq #",
}  # fmt: skip
_SEARCHED = 6
_CODE = re.compile(r"^q\d+[a-z]?(?:[._-]\w+)*$", re.IGNORECASE)
_LEGACY = re.compile(r"^V\d{1,2}$")
_NUMBER = re.compile(r"_-?\d+$")
_IMPORT = re.compile(r"importid", re.IGNORECASE)
_QUESTION_ID = re.compile(r"importid\W+qid", re.IGNORECASE)


class Layout(NamedTuple):
    """A survey tool's header: one name a column, the rows that it takes (the first one by its index), the tool."""

    tool: str
    header: tuple[str, ...]
    first: int
    rows: int


def survey_layout(rows: Sequence[Sequence[Any]], filled: Sequence[int]) -> Layout | None:
    """The header that a survey tool wrote over two or three of the first filled rows; None for any other table."""
    top = [[clean(cell) for cell in rows[index]] for index in filled[:_SEARCHED]]
    width = max((len(row) for row in top), default=0)
    top = [row + [""] * (width - len(row)) for row in top]
    tries: tuple[Callable[..., tuple[str, tuple[str, ...], int, int] | None], ...] = (_qualtrics, _legacy, _options)
    for known in tries:
        if found := known(top):
            tool, header, first, taken = found
            return Layout(tool, header, filled[first], filled[first + taken - 1] - filled[first] + 1)
    return None


def _qualtrics(top: list[list[str]]) -> tuple[str, tuple[str, ...], int, int] | None:
    """Codes, then question texts, then `{"ImportId": ...}` in either kind of quotes; without the texts too."""
    at = next((at for at, row in enumerate(top) if sum(bool(_IMPORT.search(cell)) for cell in row) >= 2), 0)
    if not at:
        return None
    codes, texts, ids = top[max(at - 2, 0)], top[at - 1], top[at]
    asked = [bool(_QUESTION_ID.search(cell)) for cell in ids]
    names = [
        (text if question and text else code or text) for code, text, question in zip(codes, texts, asked, strict=True)
    ]
    return "qualtrics", _choices_apart(codes, names), max(at - 2, 0), min(at, 2) + 1


def _legacy(top: list[list[str]]) -> tuple[str, tuple[str, ...], int, int] | None:
    """Qualtrics before 2017: V1 to V10 and question codes over ResponseID, ResponseSet and question texts."""
    for at, (codes, texts) in enumerate(pairwise(top)):
        if sum(bool(_LEGACY.match(code)) for code in codes) >= 5 and "responseid" in map(fold, texts):
            names = [text or code for code, text in zip(codes, texts, strict=True)]
            return "qualtrics", _choices_apart(codes, names), at, 2
    return None


def _choices_apart(codes: Sequence[str], names: list[str]) -> tuple[str, ...]:
    """`Question-Choice` as `Question [Choice]`, where several columns of one code share the question."""
    for _, run in groupby(range(len(names)), key=lambda at: _NUMBER.sub("", codes[at])):
        positions = list(run)
        shared = _start(names[positions[0]], names[positions[-1]])
        question = shared[: shared.rfind("-")].rstrip() if "-" in shared else ""
        if len(positions) > 1 and len(question) >= 3:
            for at in positions:
                names[at] = f"{question} [{names[at][len(question) :].lstrip(' -')}]"
    return tuple(names)


def _start(first: str, last: str) -> str:
    """What two texts begin with."""
    return first[: next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]


def _options(top: list[list[str]]) -> tuple[str, tuple[str, ...], int, int] | None:
    """SurveyMonkey: a question once, or again and again, over its options; codes may stand above it."""
    for at, (questions, options) in enumerate(pairwise(top)):
        if _are_codes(questions):
            continue
        coded = at > 0 and _are_codes(top[at - 1])
        if _options_under(questions, options, 0.6 if coded else 0.8):
            return "surveymonkey", _with_options(questions, options), at - coded, 2 + coded
    return None


def _are_codes(row: Sequence[str]) -> bool:
    """`Q1`, `Q2_1`, `q3`: a row of names for machines."""
    cells = [cell for cell in row if cell and fold(cell) not in ABOUT_SHEET]
    return len(cells) >= 3 and sum(bool(_CODE.match(cell)) for cell in cells) >= 0.8 * len(cells)


def _options_under(questions: Sequence[str], options: Sequence[str], share: float) -> bool:
    """Whether a row says what each column under a question stands for, rather than what somebody answered.

    `share` of the columns without a question of their own must have an option.
    """
    filled = [at for at, cell in enumerate(options) if cell]
    if len(filled) < 2 or sum(map(bool, questions)) < 2 or not _quiet_about_sheets(questions, options):
        return False
    # A few names again and again ("Headcount", "Full-time equivalent") are bands of figures and no options.
    if len(filled) >= 8 and len({options[at] for at in filled}) <= 0.3 * len(filled) and not _about_sheets(questions):
        return False
    said = sum(fold(options[at]) in NO_OPTION | OTHER for at in filled)
    if said >= 0.5 * len(filled):
        return True
    spread = _spread(questions)
    named = [at for at in spread if options[at]]
    numbers = sum(bool(re.fullmatch(r"\d+([.,]\d+)?", options[at])) for at in filled)
    return len(spread) >= 0.2 * len(questions) and len(named) >= share * len(spread) and numbers <= 0.2 * len(filled)


def _quiet_about_sheets(questions: Sequence[str], options: Sequence[str]) -> bool:
    """Under an identifier or a date there is nothing, the same words again, or another name of the tool's."""
    known = _about_sheets(questions)
    said = [options[at] for at in known if options[at]]
    again = [at for at in known if fold(options[at]) in ABOUT_SHEET | {fold(questions[at])} | NO_OPTION]
    return len(again) == len(said) and (bool(known) or not options[0] or fold(options[0]) in NO_OPTION | OTHER)


def _about_sheets(questions: Sequence[str]) -> list[int]:
    return [at for at, name in enumerate(questions) if fold(name) in ABOUT_SHEET]


def _spread(questions: Sequence[str]) -> list[int]:
    """Columns that continue the question on their left: blank, or the same words again."""
    found = []
    for at in range(1, len(questions)):
        continued = any(questions[:at]) if not questions[at] else questions[at] == questions[at - 1]
        if continued:
            found.append(at)
    return found


def _with_options(questions: Sequence[str], options: Sequence[str]) -> tuple[str, ...]:
    """Each question carried over its options: `Question [option]`."""
    names, question = [], ""
    for name, option in zip(questions, options, strict=True):
        question = name or question
        plain = not option or fold(option) in NO_OPTION or fold(option) == fold(question)
        about = fold(name) in ABOUT_SHEET
        names.append((question if option or name else "") if plain or about else f"{question} [{option}]")
    return tuple(names)
