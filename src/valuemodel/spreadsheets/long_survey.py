"""A survey with a row an answer, as one row an answer sheet."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from valuemodel.errors import Issue, ValueModelError
from valuemodel.spreadsheets.descriptions import Description, assigned
from valuemodel.spreadsheets.problems import address
from valuemodel.spreadsheets.types import Table
from valuemodel.spreadsheets.words import clean

MOST_QUESTIONS = 2_000
ABOUT = ("respondent_id", "answered_at", "unit")


def widened(table: Table, known: Description) -> Table:
    """`table` with a column a question and a row a respondent; what was a row becomes `folded`.

    The label of an answer says more than its number. Raises `ValueModelError`: too_many_questions.
    """
    at = assigned(table.header, known)
    frame = table.frame
    answers = frame[at["answer"]] if "answer" in at else frame[at["code"]]
    if "answer" in at and "code" in at:
        answers = answers.where(answers.map(clean) != "", frame[at["code"]])
    questions = frame[at["question"]].map(clean)
    people = frame[at["respondent_id"]].map(clean)
    usable = (questions != "") & (people != "")
    if questions[usable].nunique() > MOST_QUESTIONS:
        raise ValueModelError("too_many_questions", table.sheet, count=questions.nunique(), most=MOST_QUESTIONS)
    long = pd.DataFrame({"person": people, "question": questions, "answer": answers})[usable]
    long = long.drop_duplicates(["person", "question"], keep="last")
    wide = long.pivot(index="person", columns="question", values="answer")
    wide = wide.reindex(index=long["person"].drop_duplicates(), columns=long["question"].drop_duplicates()).fillna("")
    return _table(table, at, wide, usable, people)


def _table(table: Table, at: dict[str, int], wide: pd.DataFrame, usable: pd.Series, people: pd.Series) -> Table:
    firsts = people[usable].drop_duplicates()
    kept = [name for name in ABOUT if name in at]
    about = table.frame.loc[firsts.index, [at[name] for name in kept]].to_numpy(dtype=object)
    frame = pd.DataFrame(about, index=firsts.index)
    frame = pd.concat([frame, wide.set_axis(firsts.index, axis=0)], axis=1).astype(object)
    header = (*(table.header[at[name]] for name in kept), *map(str, wide.columns))
    lost = int((~usable).sum())
    issues = (
        (Issue("answer_of_nobody", address(table.sheet, None, usable.index[~usable]), {"count": lost}),) if lost else ()
    )
    return replace(
        table,
        header=header,
        frame=frame.set_axis(range(len(header)), axis=1),
        folded=len(table.frame) - lost - len(firsts),
        set_aside=table.set_aside + lost,
        issues=(*table.issues, *issues),
    )
