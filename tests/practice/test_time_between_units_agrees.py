"""Time given between units: laws, and what a query by group of a real export gives, as networkx counts it too."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx
import numpy as np
import pandas as pd
import pytest
from tests.closing.company import AS_OF, Company

from valuemodel.closing.facts import Facts, read_facts
from valuemodel.closing.findings import unit_time
from valuemodel.closing.findings.cells import windows
from valuemodel.practice import Figure, TimeMatrix, shared_time
from valuemodel.programme import Programme
from valuemodel.store import Store, load_file

REAL = Path(os.environ.get("VALUEMODEL_REAL_FILES", Path(__file__).parents[2] / "../shared/real_files"))
FILE = REAL / "viva_insights_pypi" / "g2g_data.csv"
PROGRAMME = Programme("essai", "Essai", "Essai SA", date(2023, 7, 1), fictitious=True)
AT = date(2023, 9, 30)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    if not FILE.exists():
        pytest.skip("needs the real files (VALUEMODEL_REAL_FILES)")
    with Store.create(tmp_path_factory.mktemp("g2g") / "programme", PROGRAMME, "C. Martin") as store:
        report = load_file(store, FILE.read_bytes(), FILE.name, answers={"date_order": "dmy"}, author="C. Martin")
        assert report.outcome == "loaded", report.issues
        with store.facts() as connection:
            yield read_facts(connection)


def graph_of(months: tuple[str, ...], least: int = 10) -> networkx.DiGraph:
    """Minutes between organisations of `least` people, straight from the file."""
    rows = pd.read_csv(FILE)
    names = ["PrimaryCollaborator_Organization", "SecondaryCollaborator_Organization"]
    sizes = rows.groupby(names[0])["PrimaryCollaborator_GroupSize"].max()
    chosen = rows[rows["MetricDate"].isin(months) & rows[names].isin(sizes.index[sizes >= least]).all(axis=1)]
    added = chosen.groupby(names, as_index=False)["Group_collaboration_time_invested"].sum()
    graph = networkx.from_pandas_edgelist(
        added, *names, "Group_collaboration_time_invested", create_using=networkx.DiGraph
    )
    networkx.set_node_attributes(graph, sizes.to_dict(), "size")
    return graph


def told(real: Facts) -> list:
    return list(unit_time.figures(real, windows(real.practice.unit_ties, PROGRAMME, AT), (), 10))


def test_the_share_that_leaves_its_unit_is_that_of_the_real_file(real: Facts) -> None:
    graph = graph_of(("01/07/2023", "01/08/2023", "01/09/2023"))
    minutes = networkx.to_pandas_edgelist(graph)
    leaving = minutes.loc[minutes["source"] != minutes["target"], "Group_collaboration_time_invested"].sum()
    (share,) = [one for one in told(real) if isinstance(one, Figure) and (one.key, one.period) == ("outside", "after")]
    assert share.value == pytest.approx(leaving / minutes["Group_collaboration_time_invested"].sum(), abs=0.006)


def test_hours_that_come_back_are_those_that_networkx_counts(real: Facts) -> None:
    graph = graph_of(("01/07/2023", "01/08/2023", "01/09/2023"))
    graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
    weight = "Group_collaboration_time_invested"
    twice = sum(2 * min(graph[a][b][weight], graph[b][a][weight]) for a, b in graph.edges if graph.has_edge(b, a))
    (share,) = [one for one in told(real) if isinstance(one, Figure) and (one.key, one.period) == ("returned", "after")]
    assert share.value == pytest.approx(twice / 2 / graph.size(weight), abs=0.006)


def test_a_cell_is_the_hours_a_week_of_one_person_of_the_row(real: Facts) -> None:
    graph, weeks = graph_of(("01/07/2023", "01/08/2023", "01/09/2023")), (31 + 31 + 30) / 7
    (matrix,) = [one for one in told(real) if isinstance(one, TimeMatrix) and one.period == "after"]
    names = [key.removeprefix("organisation:") for key in matrix.groups]
    assert set(names) == set(graph.nodes) and "CEO" not in names
    minutes = networkx.to_numpy_array(graph, names, weight="Group_collaboration_time_invested")
    sizes = np.array([graph.nodes[name]["size"] for name in names])
    assert np.allclose(np.array(matrix.hours, dtype=float), minutes / 60 / sizes[:, None] / weeks, atol=0.006)


def test_hours_spread_by_chance_leave_as_chance_says_and_all_come_back() -> None:
    people = np.array([12.0, 30.0, 18.0])
    hours = people[:, None] * (people[None, :] - np.eye(3)) / (people.sum() - 1)
    assert shared_time.outside(hours) == pytest.approx(shared_time.outside_by_chance(people, people))
    assert shared_time.reciprocity(hours) == pytest.approx(1.0)


def company() -> Company:
    made = Company()
    made.hire("Achats", 40)
    made.hire("Ventes", 30)
    made.hire("Usine", 40, inside=False)
    made.hire("Dépôt", 40, inside=False)
    made.report("2026-10", lambda key: 6)
    return made


def between(made: Company, source: str, target: str, hours: float, people: int, when: str = "2026-10") -> None:
    made.rows["unit_ties"].append((source, target, f"{when}-01", f"{when}-28", hours, people, None))


def test_a_unit_of_too_few_people_is_neither_told_nor_part_of_any_sum() -> None:
    made = company()
    for source, target, hours in (("Achats", "Achats", 60.0), ("Achats", "Ventes", 20.0), ("Ventes", "Achats", 10.0),
                                  ("Ventes", "Ventes", 30.0)):  # fmt: skip
        between(made, source, target, hours, 30)
    alone = made.close()[0].practice_findings
    between(made, "Conseil", "Achats", 900.0, 3)
    between(made, "Achats", "Conseil", 900.0, 30)
    found = made.close()[0].practice_findings
    assert found.time == alone.time
    assert found.of("shared_time") == alone.of("shared_time")
    assert found.value("shared_time", "outside") == 0.25
    assert found.time[-1].hours == ((round(60 / 30 / 4, 2), round(20 / 30 / 4, 2)),
                                    (round(10 / 30 / 4, 2), round(30 / 30 / 4, 2)))  # fmt: skip


def test_time_that_few_people_give_is_left_out_of_the_matrix() -> None:
    made = company()
    for source, target, people in (("Achats", "Achats", 30), ("Ventes", "Ventes", 25), ("Achats", "Ventes", 4),
                                   ("Ventes", "Achats", 25)):  # fmt: skip
        between(made, source, target, 10.0, people)
    matrix = made.close()[0].practice_findings.time[-1]
    at = {key: place for place, key in enumerate(matrix.groups)}
    assert matrix.hours[at["unit:Achats"]][at["unit:Ventes"]] is None
    assert matrix.hours[at["unit:Ventes"]][at["unit:Achats"]] is not None


def test_the_comparison_group_has_its_own_share_and_before_stands_beside_after() -> None:
    made = company()
    for when, out in (("2025-09", 10.0), ("2026-10", 30.0)):
        for one, other in (("Achats", "Ventes"), ("Ventes", "Achats"), ("Usine", "Dépôt"), ("Dépôt", "Usine")):
            between(made, one, other, out if one in ("Achats", "Ventes") else 10.0, 30, when)
            between(made, one, one, 90.0, 30, when)
    found = made.close(as_of=AS_OF)[0].practice_findings
    assert [one.value for one in found.of("shared_time", "outside", "programme")] == [0.10, 0.25]
    assert [one.value for one in found.of("shared_time", "outside", "comparison")] == [0.10, 0.10]


def test_meetings_are_told_of_the_whole_company_when_there_are_enough() -> None:
    made = company()
    for measure, value in (("meetings", 20.0), ("attendees", 130.0), ("attendee_hours", 97.5)):
        made.rows["tenant_usage"].append(
            ("tenant", "viva_insights_meetings", measure, "2026-10-05", "2026-10-05", value)
        )
    found = made.close()[0].practice_findings
    assert [(one.key, one.value) for one in found.of("meetings")] == [("attendees", 6.5), ("hours", 0.75)]


def test_what_people_give_counts_for_the_unit_of_the_staff_list(tmp_path: Path) -> None:
    people = [(f"p{number:02}", "Achats" if number < 12 else "Ventes") for number in range(24)]
    staff = "Matricule;Direction\n" + "".join(f"{who};{unit}\n" for who, unit in people)
    given = "PrimaryCollaborator_PersonId,SecondaryCollaborator_Organization,MetricDate,Collaboration_hours\n"
    given += "".join(
        f"{who},{to},2023-0{month}-01,{4 if to == unit else 1}\n"
        for who, unit in people for to in ("Achats", "Ventes") for month in (7, 8)
    )  # fmt: skip
    with Store.create(tmp_path / "programme", PROGRAMME, "C. Martin") as store:
        for name, content in (("effectifs.csv", staff), ("p2g.csv", given), ("p2g encore.csv", given + "\n")):
            report = load_file(store, content.encode(), name, answers={"date_order": "ymd"}, author="C. Martin")
            assert report.outcome == "loaded", report.issues
        with store.facts() as connection:
            (rows,) = connection.execute("SELECT count(*) FROM unit_ties").fetchall()
            told = connection.execute("SELECT DISTINCT source_unit, target_unit, hours, source_size FROM unit_ties")
            assert rows == (8,)
            assert set(told.fetchall()) == {("Achats", "Achats", 48.0, 12), ("Achats", "Ventes", 12.0, 12),
                                            ("Ventes", "Ventes", 48.0, 12), ("Ventes", "Achats", 12.0, 12)}  # fmt: skip
