"""Tables of people and of costs, as personnel and finance make them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.spreadsheets.files import csv, xlsx

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets import recognise, remember, tidy

PEOPLE_FR = (
    *("Matricule", "Nom", "Adresse e-mail", "Unité", "Site", "Rôle", "Distance du client"),
    *("Date d'entrée", "Date de sortie", "Démarrage du programme", "Équipe"),
)


def test_a_french_people_table_gives_all_fields_and_drops_the_names() -> None:
    row = (
        "V1",
        "DUPONT Anne",
        "anne@x.fr",
        "Achats",
        "Lyon",
        "Encadrante",
        2,
        date(2015, 3, 2),
        None,
        date(2025, 10, 1),
        "Achats 1",
    )
    done = tidy(recognise(xlsx(PEOPLE_FR, row), "effectifs.xlsx"))
    assert (done.kind, done.format) == ("people", "people")
    person = done.tables["people"].iloc[0]
    assert (person.person_id, person.unit, person.site, person.team) == ("anne@x.fr", "Achats", "Lyon", "Achats 1")
    assert (person.role, person.distance, bool(person.directory)) == ("manager", 2, True)
    assert (
        person.joined == datetime(2015, 3, 2) and person.programme_start == datetime(2025, 10, 1) and person.isna().left
    )
    assert "DUPONT" not in str(done.tables) + str(done.issues)


def test_an_english_people_table_is_the_same_table_in_another_order() -> None:
    content = csv("Role,Department,Email,Hire date,Programme start", "Staff,HR,bob@x.fr,2020-01-31,2025-10-01")
    person = tidy(recognise(content, "people.csv")).tables["people"].iloc[0]
    assert (person.person_id, person.unit, person.role) == ("bob@x.fr", "HR", "staff")


def test_rows_without_a_person_and_second_rows_are_set_aside_and_counted() -> None:
    content = csv("E-mail;Direction;Site", "a@x.fr;RH;Lyon", ";RH;Lyon", "A@x.fr;DSI;Lyon", "b@x.fr;;Lyon")
    done = tidy(recognise(content, "gens.csv"))
    assert (done.rows_read, done.rows_kept, done.rows_set_aside) == (4, 2, 2)
    assert {issue.code: issue.where for issue in done.issues} == {
        "person_missing": "A3",
        "person_twice": "A4",
        "unit_missing": "B5",
    }


def test_an_unknown_role_is_asked_and_remembered_for_every_later_file() -> None:
    content = csv("E-mail;Direction;Rôle", "a@x.fr;RH;Cadre", "b@x.fr;RH;Manager")
    recognition = recognise(content, "gens.csv")
    assert [question.key for question in recognition.questions] == ["role:cadre"]
    with pytest.raises(ValueModelError) as refused:
        tidy(recognition)
    assert refused.value.issue.code == "answers_missing"
    done = tidy(recognition, {"role:cadre": "staff"})
    assert done.tables["people"].role.tolist() == ["staff", "manager"]
    later = csv("Matricule;Service;Fonction;Ville", "1;RH;Cadre;Lyon")
    assert tidy(recognise(later, "other.csv", remember({}, recognition, done))).tables["people"].role.tolist() == [
        "staff"
    ]


def test_days_and_months_are_told_apart_by_the_column_or_asked() -> None:
    header = "Email,Department,Hire date"
    proven = tidy(recognise(csv(header, "a@x.fr,HR,03/04/2020", "b@x.fr,HR,31/12/2020"), "a.csv"))
    assert proven.tables["people"].joined.astype(str).tolist() == ["2020-04-03", "2020-12-31"]
    american = tidy(recognise(csv(header, "a@x.fr,HR,03/04/2020", "b@x.fr,HR,12/31/2020"), "a.csv"))
    assert american.tables["people"].joined.astype(str).tolist() == ["2020-03-04", "2020-12-31"]
    open_one = recognise(csv(header, "a@x.fr,HR,03/04/2020", "b@x.fr,HR,05/06/2020"), "a.csv")
    assert [question.key for question in open_one.questions] == ["date_order:2"]
    done = tidy(open_one, {"date_order:2": "month_first"})
    assert done.tables["people"].joined.astype(str).tolist() == ["2020-03-04", "2020-05-06"]
    again = recognise(csv(header, "c@x.fr,HR,01/02/2021"), "b.csv", remember({}, open_one, done))
    assert tidy(again).tables["people"].joined.astype(str).tolist() == ["2021-01-02"]


def test_french_headers_settle_dates_that_the_column_leaves_open() -> None:
    done = tidy(recognise(csv("Adresse e-mail;Unité;Date d'entrée", "a@x.fr;RH;03/04/2020"), "a.csv"))
    assert done.tables["people"].joined.astype(str).tolist() == ["2020-04-03"]


def test_excel_serials_and_dates_in_words_are_dates() -> None:
    rows = (
        "a@x.fr;RH;43922",
        "b@x.fr;RH;1er avril 2020",
        "c@x.fr;RH;1 avr. 2020",
        "d@x.fr;RH;01-Apr-20",
        "e@x.fr;RH;2020-04-01",
    )
    done = tidy(recognise(csv("Adresse e-mail;Unité;Date d'entrée", *rows), "a.csv"))
    assert set(done.tables["people"].joined.astype(str)) == {"2020-04-01"}


def test_a_wide_cost_table_under_a_title_gives_planned_and_actual_rows() -> None:
    content = xlsx(
        ("Budget du programme, au 31 octobre 2026",), (),
        ("Poste", "Catégorie", "Mois", "Prévu", "Réel", "Budget", "Capex"),
        ("Licences Teams", "Licences", "oct. 2025", "2\u00a0400,00 €", "2\u202f302,79 €", "oui", "Opex"),
        ("Formation", "Accompagnement", "nov. 2025", "(1 234,50 €)", None, "non", "Capex"),
        ("Animation", "Accompagnement", "nov. 2025", "-", 1200.5, "oui", "Opex"),
        ("Total", None, None, "3 634,50 €", "3 503,29 €", None, None),
    )  # fmt: skip
    recognition = recognise(content, "couts.xlsx")
    done = tidy(recognition)
    assert (recognition.format, done.rows_read, done.rows_kept, done.rows_set_aside) == ("costs", 4, 3, 1)
    costs = done.tables["costs"]
    assert costs[["line", "category", "nature", "amount", "in_budget", "capex"]].to_numpy().tolist() == [
        ["Licences Teams", "licence", "planned", 2400.0, True, False],
        ["Licences Teams", "licence", "actual", 2302.79, True, False],
        ["Formation", "accompaniment", "planned", -1234.5, False, True],
        ["Animation", "accompaniment", "planned", 0.0, True, False],
        ["Animation", "accompaniment", "actual", 1200.5, True, False],
    ]
    assert str(costs.month.iloc[0].date()) == "2025-10-01" and set(costs.currency) == {"EUR"}
    assert [(issue.code, issue.where) for issue in done.issues] == [("total_row", "Feuil1!7")]


def test_a_long_cost_table_says_nature_and_currency_by_row() -> None:
    content = csv(
        "Item;Category;Month;Amount;Nature;Currency",
        "Licences;Licence;2025-10;£1,008.40;Planned;GBP",
        "Run;Run;11/2025;12;Actual;CHF",
    )
    costs = tidy(recognise(content, "costs.csv")).tables["costs"]
    assert costs[["nature", "amount", "currency"]].to_numpy().tolist() == [
        ["planned", 1008.4, "GBP"],
        ["actual", 12, "CHF"],
    ]


def test_amounts_in_thousands_by_their_header_are_given_in_full() -> None:
    done = tidy(recognise(csv("Poste;Catégorie;Mois;Prévu (k€)", "Projet;Intégration;01/2026;12,5"), "c.csv"))
    assert done.tables["costs"].amount.tolist() == [12500]


def test_a_cost_row_that_cannot_count_is_set_aside_with_its_reason() -> None:
    rows = ("A;Licences;soon;10", "B;Licences;2026-01;beaucoup", "C;Licences;2026-01;10", "D;;2026-01;10")
    done = tidy(recognise(csv("Poste;Catégorie;Mois;Prévu", *rows), "c.csv"))
    assert done.tables["costs"].line.tolist() == ["C"]
    assert {issue.code: issue.where for issue in done.issues} == {
        "date_unreadable": "C2", "amount_unreadable": "D3", "amount_missing": "D3", "category_missing": "B5",
    }  # fmt: skip
    assert (done.rows_read, done.rows_kept, done.rows_set_aside) == (4, 1, 3)


def test_one_column_of_amounts_without_a_nature_asks_which_it_is() -> None:
    recognition = recognise(csv("Poste;Catégorie;Mois;Montant", "A;Licences;2026-01;10"), "c.csv")
    assert [question.key for question in recognition.questions] == ["nature"]
    assert tidy(recognition, {"nature": "actual"}).tables["costs"].nature.tolist() == ["actual"]
