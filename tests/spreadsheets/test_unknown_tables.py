"""Of an unknown platform's export: what it is about is proposed, then each column, and the person only confirms."""

from __future__ import annotations

import pytest

from valuemodel.spreadsheets import Recognition, ask_again, recognise, tidy

PLATFORM = "\n".join(
    ["Utilisateur;Jour;Billets publiés;Commentaires;Mentions J'aime;Score"]
    + [f"p{row % 9}@ex.fr;{13 + row // 9:02d}/03/2026;{row % 3};{row % 4};{row % 5};{row}" for row in range(40)]
)
LOGINS = "\n".join(
    ["Login,Visits,Posts,Month"] + [f"u{row % 20},{row % 7},{row % 3},2026-0{1 + row // 20}-01" for row in range(40)]
)
STAFF = "\n".join(["Matricule;Direction;Fonction"] + [f"{row:05d};Achats;Employé" for row in range(30)])
TIES = "\n".join(["From;To;Count"] + [f"a{row};b{row};{row}" for row in range(30)])
PRICES = "\n".join(["Article;Couleur;Stock"] + [f"A{row};rouge;{row}" for row in range(30)])


def confirmed(content: str, name: str) -> Recognition:
    """The file once every proposal was confirmed, as a person does who only presses on."""
    found = recognise(content.encode(), name)
    for _ in range(4):
        found = ask_again(found, {one.key: one.default for one in found.questions if one.default is not None})
    return found


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PLATFORM, "usage"), (LOGINS, "usage"), (STAFF, "people"), (TIES, "network"), (PRICES, "none")],
)
def test_what_the_table_is_about_is_proposed(content: str, kind: str) -> None:
    found = recognise(content.encode(), "export.csv")
    asked = {question.key: question.default for question in found.questions}
    assert found.kind == kind or asked.get("kind") == kind


def test_an_unknown_platform_is_taken_by_confirming_what_is_proposed() -> None:
    found = confirmed(PLATFORM, "plateforme.csv")
    done = tidy(found, {one.key: one.default for one in found.questions})
    activity = done.tables["activity"]
    assert (done.kind, done.rows_kept, done.rows_set_aside) == ("usage", 40, 0)
    totals = activity.groupby("measure")["value"].sum().to_dict()
    assert totals == {"posted": sum(row % 3 for row in range(40)), "liked": sum(row % 5 for row in range(40))}
    assert activity["period_start"].min().day == 13


def test_a_column_that_says_when_only_by_its_cells_is_found() -> None:
    content = PLATFORM.replace("Jour", "Relevé")
    found = ask_again(recognise(content.encode(), "x.csv"), {"kind": "usage"})
    assert {one.key: one.default for one in found.questions}["column:1"] == "usage.day"


def test_a_second_column_for_the_same_field_is_left_out_and_said() -> None:
    found = recognise(PLATFORM.encode(), "x.csv")
    answers = {"kind": "usage", "column:0": "usage.person_id", "column:1": "usage.day", "date_order:1": "day_first",
               "column:2": "usage.viva_engage.posted", "column:3": "usage.viva_engage.posted", "column:4": "ignore",
               "column:5": "ignore"}  # fmt: skip
    done = tidy(ask_again(found, answers), answers)
    told = [issue for issue in done.issues if issue.code == "column_twice"]
    assert [issue.where for issue in told] == ["D"]
    assert done.tables["activity"]["value"].sum() == sum(row % 3 for row in range(40))
