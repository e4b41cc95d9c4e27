"""The publication plan and its cells: groups of at least k, and no figure about fewer by subtraction."""

import itertools

import pytest
from tests.closing.company import Company, closed, usual

from valuemodel.closing import Closing, ClosingRefused
from valuemodel.closing.cells import groups_of


def keys(closing: Closing, kind: str) -> set[str]:
    return {group.key for group in closing.groups if group.kind == kind}


def waves(company: Company, item: str = "search_hours", who=None) -> None:
    company.survey("avant", "2025-09-15", lambda key: 3 + key % 5, item, who)
    company.survey("apres", "2026-09-15", lambda key: 2 + key % 5, item, who)


def cells_of(cells: dict[str, frozenset[int]], quantity: str) -> dict[str, frozenset[int]]:
    return {key.rpartition("|")[2]: people for key, people in cells.items() if key.startswith(quantity)}


def test_a_small_unit_is_joined_with_another_of_its_side() -> None:
    company = usual()
    company.hire("Juridique", 4, inside=True)
    company.hire("Audit", 4, inside=False)
    waves(company)
    units = keys(company.close()[0], "unit")
    assert any("Juridique + " in unit or " + Juridique" in unit for unit in units)
    mixed = {"Juridique", "Achats", "Ventes", "Usine"}, {"Audit", "Finance", "Qualité", "Logistique"}
    for unit in units:
        names = set(unit.removeprefix("unit:").split(" + "))
        assert names <= mixed[0] or names <= mixed[1]


def test_no_published_cell_has_fewer_than_k_people() -> None:
    company = usual()
    company.hire("Juridique", 4)
    waves(company)
    _, cells = company.close()
    sizes = {key: (5 if key.startswith("search_hours") else 10) for key in cells}
    assert all(len(people) >= sizes[key] for key, people in cells.items())


def test_a_role_with_too_few_people_is_not_shown_and_cannot_be_worked_out() -> None:
    company = usual()
    company.hire("Achats", 3, role="executive")
    waves(company, who=company.people)
    _, cells = company.close()
    shown = cells_of(cells, "search_hours|avant")
    assert "role:executive" not in shown
    for chosen in itertools.chain.from_iterable(
        itertools.combinations([k for k in shown if "role" in k], n) for n in (1, 2)
    ):
        left = shown["programme"] - frozenset().union(*(shown[key] for key in chosen))
        assert len(left) == 0 or len(left) >= 5


def test_a_unit_with_too_few_answers_is_withheld_with_another_so_that_the_total_does_not_give_it_away() -> None:
    company = usual()
    answered = [key for key in company.people if key > 24 or key <= 4]
    company.survey("avant", "2025-09-15", lambda key: 0.5 if key in answered else None, "meaning", scale="agreement_5")
    company.survey("apres", "2026-09-15", lambda key: 0.6 if key in answered else None, "meaning", scale="agreement_5")
    closing, cells = company.close()
    shown = cells_of(cells, "meaning|avant")
    assert "unit:Achats" not in shown
    assert len([key for key in shown if key in ("unit:Ventes", "unit:Usine")]) == 1
    refused = closing.effect("meaning", "unit:Achats")
    assert (refused.verdict, refused.reason, refused.n_before) == ("refused", "too_few_answers", 0)


def test_people_without_a_role_are_not_given_away_by_the_total() -> None:
    company = usual()
    company.rows["people"] = [
        (*row[:3], None if row[0] in (1, 2, 3) else row[3], *row[4:]) for row in company.rows["people"]
    ]
    waves(company)
    shown = cells_of(company.close()[1], "search_hours|avant")
    roles = frozenset().union(*(people for key, people in shown.items() if key.startswith("role:")))
    assert len(shown["programme"] - roles) >= 5


def test_a_role_that_everybody_has_is_no_split() -> None:
    company = Company()
    company.hire("Achats", 30)
    company.hire("Finance", 30, inside=False)
    waves(company)
    assert not keys(company.close()[0], "role")


def test_numbers_of_people_under_twenty_are_never_exact() -> None:
    company = usual()
    company.hire("Juridique", 13)
    waves(company)
    closing, _ = company.close()
    small = [group for group in closing.groups if "Juridique" in group.key]
    assert [group.size_band for group in small] == ["10-19"]
    assert closing.effect("search_hours", small[0].key).n_before == 10
    assert {value.n_band for value in closing.kpis if value.group == small[0].key} == {"10-19"}


def with_executives(executives: int, managers: int) -> Closing:
    company = usual()
    company.hire("Achats", executives, role="executive")
    company.hire("Achats", managers, role="manager")
    waves(company, who=company.people)
    return company.close()[0]


def sizes_told(closing: Closing) -> list[tuple]:
    told: list[tuple] = [(group.key, group.size_band) for group in closing.groups]
    told += [(value.kpi, value.group, value.wave, value.n_band) for value in closing.kpis]
    told += [(effect.kpi, effect.group, effect.n_before, effect.n_after) for effect in closing.effects]
    told += [(one.wave, one.group, one.asked, one.answered) for one in closing.evidence.responses]
    told += [(wave.key, wave.invited, wave.answered) for wave in closing.waves]
    return [*told, *closing.starts, closing.eligible, closing.eligible_total]


def test_the_size_of_a_small_role_cannot_be_found_by_taking_the_others_from_the_total() -> None:
    first, other = with_executives(12, 32), with_executives(11, 33)
    assert any("role:executive" in str(line) for line in sizes_told(first))
    assert sizes_told(first) == sizes_told(other)


def test_closing_the_same_facts_again_reveals_nothing_new() -> None:
    first, cells = closed()
    again, _ = usual().close(earlier={(1, key): people for key, people in cells.items()})
    assert (again.effects, again.issues) == (first.effects, first.issues)


def test_a_split_that_an_earlier_closing_would_give_away_is_left_out_and_said() -> None:
    company = usual()
    earlier = {(1, key): people for key, people in closed()[1].items()}
    restated = [(*row[:3], "manager" if row[0] in (1, 2) else row[3], *row[4:]) for row in company.rows["people"]]
    company.rows["people"] = restated
    closing, kept = company.close(earlier=earlier)
    assert {issue.code for issue in closing.issues} == {"closing_without_roles"}
    assert not keys(closing, "role") and not any("role:" in key for key in kept)
    assert keys(closing, "unit")


def test_a_total_that_changed_by_two_people_is_refused_with_its_reasons() -> None:
    company = usual()
    _, cells = closed()
    earlier = {(1, key): people - {1, 2} if key.endswith("|programme") else people for key, people in cells.items()}
    with pytest.raises(ClosingRefused) as refused:
        company.close(earlier=earlier)
    assert refused.value.issues
    for language in ("fr", "en"):
        assert refused.value.said(language).fix


def test_too_few_people_in_all_publish_nothing_at_all() -> None:
    company = Company()
    company.hire("Achats", 4)
    waves(company)
    closing, cells = company.close()
    assert cells == {} and closing.kpis == ()
    assert closing.effect("search_hours").reason == "too_few_answers"


def test_no_person_and_no_key_is_in_the_closing() -> None:
    from valuemodel.closing import as_document

    closing, _ = closed()
    assert "person" not in str(as_document(closing)).replace("person_", "")


def test_groups_of_needs_k_in_every_wave() -> None:
    company = usual()
    company.survey("avant", "2025-09-15", lambda key: 0.5, "meaning", company.people, "agreement_5")
    late = [key for key in company.people if key not in range(1, 22)]
    company.survey("apres", "2026-09-15", lambda key: 0.5 if key in late else None, "meaning", scale="agreement_5")
    facts = company.facts()
    from valuemodel.closing.plan import publication_plan
    from valuemodel.closing.waves import measured
    from valuemodel.kpis import kpi

    one = measured(kpi("meaning"), facts, company.programme.started, date_of_closing())
    plan = publication_plan(facts, {"search_hours": measured(kpi("search_hours"), facts, company.programme.started,
                                                             date_of_closing())}, 5)  # fmt: skip
    assert "unit:Achats" not in {group.key for group in groups_of(one, plan, 5)}


def date_of_closing():
    from tests.closing.company import AS_OF

    return AS_OF
