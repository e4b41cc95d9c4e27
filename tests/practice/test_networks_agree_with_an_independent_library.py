"""Group measures of networks are those of networkx, on the karate club and on real work contacts."""

import os
from pathlib import Path

import networkx
import numpy as np
import pandas as pd
import pytest

from valuemodel.practice import brokerage, networks

REAL = Path(os.environ.get("VALUEMODEL_REAL_FILES", Path(__file__).parents[2] / "../shared/real_files"))
NEEDS = "needs the real files (VALUEMODEL_REAL_FILES)"


def karate() -> tuple[networkx.Graph, np.ndarray]:
    graph = networkx.karate_club_graph()
    return graph, np.array([graph.nodes[person]["club"] == "Officer" for person in graph], dtype=np.int64)


def ties_of(source: pd.Series, target: pd.Series, weight: pd.Series, names: list) -> networks.Ties:
    place = {name: at for at, name in enumerate(names)}
    return networks.ties(
        source.map(place).to_numpy(), target.map(place).to_numpy(), weight.to_numpy(float), len(names), least=0
    )


@pytest.fixture(scope="module")
def french_work() -> tuple[networkx.Graph, networks.Ties, np.ndarray]:
    folder = REAL / "network_onadata_pypi"
    if not folder.exists():
        pytest.skip(NEEDS)
    edges, people = (pd.read_csv(folder / f"workfrance_{name}.csv") for name in ("edgelist", "vertices"))
    graph = networkx.from_pandas_edgelist(edges, "from", "to", "mins")
    graph.add_nodes_from(people["id"])
    names = people["id"].tolist()
    groups = pd.factorize(people["dept"], sort=True)[0].astype(np.int64)
    networkx.set_node_attributes(graph, dict(zip(names, groups, strict=True)), "dept")
    return graph, ties_of(edges["from"], edges["to"], edges["mins"], names), groups


@pytest.fixture(scope="module")
def person_to_person() -> tuple[networkx.DiGraph, networks.Ties]:
    file = REAL / "viva_insights_pypi" / "p2p_data.csv"
    if not file.exists():
        pytest.skip(NEEDS)
    edges = pd.read_csv(file)
    first, second = (f"{who}Collaborator_PersonId" for who in ("Primary", "Secondary"))
    graph = networkx.from_pandas_edgelist(edges, first, second, create_using=networkx.DiGraph)
    names = list(graph)
    return graph, ties_of(edges[first], edges[second], pd.Series(1.0, edges.index), names)


def test_the_karate_club_is_as_closed_as_published() -> None:
    graph, club = karate()
    first, second = np.array(graph.edges).T
    found = networks.mixing(first, second, club, np.random.default_rng(1))
    assert found.external == pytest.approx(-0.7179, abs=5e-5)
    assert found.expected == pytest.approx(networks.expected_index([17, 17]), abs=0.01)
    assert found.p_value == pytest.approx(0.0002, abs=0.0002)


def test_density_reciprocity_and_brokerage_of_work_contacts(french_work) -> None:
    graph, found, _ = french_work
    first, _ = found.dyads()
    assert (len(first), found.n) == (graph.number_of_edges(), graph.number_of_nodes())
    assert 2 * len(first) / (found.n * (found.n - 1)) == pytest.approx(networkx.density(graph))
    matrix = brokerage.adjacency(found)
    for ours, theirs in (
        (brokerage.constraint, networkx.constraint),
        (brokerage.effective_size, networkx.effective_size),
    ):
        expected = theirs(graph)
        people = pd.read_csv(REAL / "network_onadata_pypi" / "workfrance_vertices.csv")["id"]
        assert ours(matrix) == pytest.approx([expected[person] for person in people], nan_ok=True)


def test_contacts_between_departments_are_counted_as_networkx_counts_them(french_work) -> None:
    graph, found, groups = french_work
    count = int(groups.max()) + 1
    expected = np.zeros((count, count))
    for one, two in graph.edges:
        a, b = graph.nodes[one]["dept"], graph.nodes[two]["dept"]
        expected[a, b] += 1
        expected[b, a] += a != b
    pairs, _ = networks.group_matrix(found, groups, count)
    assert (pairs == expected).all()
    first, second = found.dyads()
    outside = expected.sum() - np.trace(expected)
    index = (outside / 2 - np.trace(expected)) / graph.number_of_edges()
    assert networks.external_index(first, second, groups) == pytest.approx(index)


def test_departments_of_a_real_french_firm_are_more_closed_than_chance(french_work) -> None:
    _, found, groups = french_work
    result = networks.mixing(*found.dyads(), groups, np.random.default_rng(1), permutations=1000)
    assert result.external < result.low and result.rescaled < 0


def test_density_inside_departments_is_that_of_their_subgraphs(french_work) -> None:
    graph, found, groups = french_work
    kept = [tie for tie in graph.edges if graph.nodes[tie[0]]["dept"] == graph.nodes[tie[1]]["dept"]]
    sizes = np.bincount(groups)
    assert networks.density_within(found, groups) == pytest.approx(len(kept) / (sizes * (sizes - 1) / 2).sum())


def test_viva_person_to_person_ties_have_networkx_density_and_reciprocity(person_to_person) -> None:
    graph, found = person_to_person
    graph.remove_edges_from(networkx.selfloop_edges(graph))
    assert networks.density(found) == pytest.approx(networkx.density(graph))
    assert networks.reciprocity(found) == pytest.approx(networkx.reciprocity(graph))


def test_six_arcs_of_which_two_pairs_are_mutual() -> None:
    arcs = networks.ties(np.array([0, 1, 1, 2, 0, 3]), np.array([1, 0, 2, 1, 2, 0]), np.full(6, 2.0), 4)
    assert networks.reciprocity(arcs) == pytest.approx(4 / 6)
    assert networks.beyond_density(arcs) == pytest.approx(1 / 3, abs=0.001)
