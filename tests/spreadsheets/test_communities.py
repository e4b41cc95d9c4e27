"""A list of communities: what each is for, and never who animates it."""

from valuemodel.spreadsheets import recognise, tidy

LIST = (
    "Communauté;Objectif;Animateur;Créée le;Dernière activité;Membres;Contributeurs\r\n"
    "Fournisseurs;Partager les retours;Camille Aubrac;15/11/2025;20/10/2026;42;9\r\n"
    "Langues;;non;31/01/2026;02/03/2026;18;\r\n"
    ";Sans nom;oui;01/02/2026;;5;1\r\n"
).encode("cp1252")


def test_a_list_of_communities_is_recognised_and_keeps_whether_there_is_an_animator_only() -> None:
    seen = recognise(LIST, "communautes.csv", {})
    assert (seen.format, seen.kind) == ("community_list", "community")
    table = tidy(seen, {"date_order:3": "day_first"} if seen.questions else {}).tables["communities"]
    assert table["community"].tolist() == ["Fournisseurs", "Langues"]
    assert table["animated"].tolist() == [True, False]
    assert table["members"].tolist() == [42, 18]
    assert f"{table['created_on'].iloc[1]:%Y-%m-%d}" == "2026-01-31"
    assert "Camille" not in repr(table.to_dict())


def test_a_row_without_a_name_is_set_aside_with_its_address() -> None:
    read = tidy(recognise(LIST, "communautes.csv", {}), {})
    assert (read.rows_read, read.rows_kept, read.rows_set_aside) == (3, 2, 1)
    assert "community_missing" in {issue.code for issue in read.issues}


def test_a_number_of_people_that_is_not_whole_is_told_of_and_left_blank() -> None:
    for written in ("41,5", "-3", "1e30"):
        read = tidy(recognise(LIST.replace(b";42;", f";{written};".encode()), "communautes.csv", {}), {})
        assert read.tables["communities"]["members"].isna().tolist() == [True, False], written
        (told,) = [issue for issue in read.issues if issue.code == "count_unreadable"]
        assert told.where == "F2" and told.values["count"] == 1
