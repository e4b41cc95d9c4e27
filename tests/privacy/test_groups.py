"""The promise to employees: figures are about whole groups of at least k people in every wave, and not too precise."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuemodel.privacy import dominated, group_key, group_label, published, published_text, safe_groups, size_band


def _counts(**units):
    return pd.DataFrame.from_dict(units, orient="index", columns=["before", "after"])


def test_a_unit_large_enough_in_every_wave_stands_alone():
    assert safe_groups(_counts(A=[10, 12], B=[30, 10]), 10) == {"A": ("A",), "B": ("B",)}


def test_the_smallest_wave_counts():
    assert safe_groups(_counts(A=[40, 9], B=[30, 30]), 10) == {"A": ("A", "B"), "B": ("A", "B")}


def test_a_small_unit_joins_the_smallest_of_its_site_else_the_smallest_of_all():
    counts = _counts(Paie=[4, 4], Achats=[12, 12], Ventes=[60, 60], Usine=[15, 15])
    assert safe_groups(counts, 10)["Paie"] == ("Achats", "Paie")
    sites = {"Paie": "Lyon", "Ventes": "Lyon", "Usine": "Brest", "Achats": "Brest"}
    assert safe_groups(counts, 10, sites)["Paie"] == ("Paie", "Ventes")


def test_small_units_join_each_other_until_they_are_enough():
    groups = safe_groups(_counts(A=[3, 3], B=[4, 4], C=[5, 5], D=[50, 50]), 10)
    assert groups["A"] == groups["B"] == groups["C"] == ("A", "B", "C")
    assert groups["D"] == ("D",)


def test_fewer_people_than_k_in_all_have_no_group():
    assert safe_groups(_counts(A=[3, 30], B=[4, 30]), 10) == {}
    assert safe_groups(_counts(), 10) == {}


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=1),
    st.integers(5, 15),
    st.randoms(),
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.sampled_from(["Lyon", "Brest"])),
)
def test_whatever_the_units_groups_are_whole_disjoint_large_enough_and_the_same_in_any_order(units, k, draw, sites):
    counts = _counts(**{unit: list(row) for unit, row in units.items()})
    groups = safe_groups(counts, k, sites)
    shuffled = draw.sample(list(counts.index), len(counts))
    assert groups == safe_groups(counts.loc[shuffled], k, sites)
    assert groups.keys() in (counts.index.to_list(), set(), set(counts.index))
    for unit, members in groups.items():
        assert unit in members and all(groups[member] == members for member in members)
        assert counts.loc[list(members)].sum().min() >= k
    if not groups:
        assert counts.sum().min() < k


def test_a_group_is_called_by_its_units_or_others_when_they_are_many():
    assert group_key(("A", "B")) == "unit:A + B"
    assert group_label(("A", "B"), "fr") == "A + B"
    assert group_label(tuple("ABCDE"), "fr") == "Autres (5 unités)"
    assert group_label(tuple("ABCDE"), "en") == "Others (5 units)"


@pytest.mark.parametrize(
    ("n", "band"),
    [(0, "<5"), (5, "5-9"), (9, "5-9"), (10, "10-19"), (19, "10-19"), (20, "20"), (431, "430"), (433, "435")],
)
def test_sizes_are_told_in_bands_or_to_the_nearest_five(n, band):
    assert size_band(n) == band


def test_shares_are_whole_percents_and_other_figures_have_one_decimal():
    assert published(0.6149, 40, "share") == 0.61
    assert published(3.449, 40, "hour/week") == 3.4
    assert published(0.0, 40, "share") == 0.0


def test_everyone_and_no_one_are_masked_under_twenty_people():
    assert (published(0.0, 12, "share"), published(1.0, 12, "share")) == (0.05, 0.95)
    assert published_text(0.0, 12, "share", "fr") == "≤\u00a05\u00a0%"
    assert published_text(1.0, 19, "share", "en") == "≥\u00a095%"
    assert published_text(1.0, 20, "share", "en") == "100%"


@given(st.integers(1, 19), st.data())
def test_the_mask_changes_no_other_share_of_so_few_people(n, data):
    share = data.draw(st.integers(1, n - 1)) / n if n > 1 else 0.5
    assert published(share, n, "share") == round(share, 2)


def test_a_total_that_one_person_dominates_is_told():
    """INSEE: more than 85 % in one; the p% rule: 100, 50, 5 leaves 5, less than a tenth of 100."""
    assert dominated([86, 10, 4])
    assert not dominated([80, 10, 10])
    assert dominated([85, 10, 5])
    assert dominated([100, 50, 5])
    assert not dominated([0, 0])
