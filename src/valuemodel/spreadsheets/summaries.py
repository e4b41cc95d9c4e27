"""Summaries: percentages by answer, pivot tables, crosstabs. Without a row per person, nothing can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from valuemodel.spreadsheets.types import Book
from valuemodel.spreadsheets.words import clean, fold

_SEARCHED, _FIRSTS = 40, 300
# The words of each tool's summary, and the reason that tells where its individual answers are.
WORDS = {
    "summary_surveymonkey": {
        *("answer choices", "choix de reponses", "choix de reponse", "response percent"),
        *("pourcentage de reponses", "weighted average", "moyenne ponderee"),
    },
    "summary_pivot": {"row labels", "column labels", "etiquettes de lignes", "etiquettes de colonnes"},
    "summary_limesurvey": {"gross percentage", "field summary for", "resume pour", "resume du champ"},
    "summary_qualtrics": {"data source misc", "std deviation", "ecart type", "choice count"},
}
FOOTS = ({"answered", "skipped"}, {"repondues", "ignorees"}, {"repondu", "ignore"}, {"ont repondu", "ont ignore"})
_PIVOTED = re.compile(r"^(?:sum|count|average|max|min|somme|nombre|moyenne) (?:of|de|sur) ")


def summary_of(book: Book, rows: Sequence[Sequence[Any]]) -> str:
    """The code of the reason why a table is a summary, after the tool that made it; "" when it is none."""
    if _one_sheet_a_question(book):
        return "summary_surveymonkey"
    starts = [[fold(clean(cell)) for cell in row[:6]] for row in rows[:_FIRSTS]]
    words = {word for start in starts[:_SEARCHED] for word in start}
    firsts = {start[0] for start in starts if start}
    if any(foot <= firsts for foot in FOOTS):
        return "summary_surveymonkey"
    for code, known in WORDS.items():
        if words & known or (code == "summary_limesurvey" and any(word.startswith(tuple(known)) for word in firsts)):
            return code
    if sum(bool(_PIVOTED.match(word)) for word in words) and firsts & {"grand total", "total general"}:
        return "summary_pivot"
    return "summary_export" if len(rows) > 2 and _banded(rows[0], rows[1]) else ""


def _one_sheet_a_question(book: Book) -> bool:
    """A workbook with a sheet `Question 1`, `Question 2`...: the way that survey tools export their charts."""
    numbered = [sheet for sheet in book.sheets if re.fullmatch(r"(question|q) ?\d+", fold(sheet.name))]
    return len(numbered) >= 3


def _banded(first: Sequence[Any], second: Sequence[Any]) -> bool:
    """A row of group names over a row that repeats the same names under each group."""
    groups = [fold(clean(cell)) for cell in first]
    names = Counter(fold(clean(cell)) for cell in second if clean(cell))
    repeated = sum(times for times in names.values() if times > 1)
    sparse = 2 <= sum(map(bool, groups)) <= len(names) / 2
    return sparse and not groups[0] and bool(clean(second[0])) and names.total() > 5 and repeated >= 0.5 * names.total()
