"""The practice section: figures of whole safe groups, in the same disclosure check as the KPIs, and frozen."""

import json
from datetime import date
from functools import cache

import pytest
from tests.closing.company import AFTER, STARTED, Company, usual

from valuemodel.closing import Closing, as_document, from_document
from valuemodel.practice import Figure, Findings, ProcessChange, records
from valuemodel.programme import Programme

WINDOWS = (("2025-09-01", "2025-09-30"), ("2026-10-01", "2026-10-31"))


def exchange(company: Company, pairs: list[tuple[int, int]], window: tuple[str, str] = WINDOWS[1]) -> None:
    company.rows["ties"] += [(one, two, *window, 3.0) for one, two in pairs]


def ring(keys: list[int]) -> list[tuple[int, int]]:
    return [(one, keys[(at + 1) % len(keys)]) for at, one in enumerate(keys)]


def asked(company: Company, item: str, answer=lambda key: 0.75, who=None, scale: str = "agreement_5") -> None:
    company.survey("avant", "2025-09-15", answer, item, who, scale)
    company.survey("apres", "2026-09-15", answer, item, who, scale)


def labelled(company: Company, item: str, label) -> None:
    """A choice answered by everyone in the second wave: `label(key)`."""
    company.survey("apres", "2026-09-15", lambda key: 0.0, item, scale="choice")
    rows = company.rows["answers"]
    company.rows["answers"] = [(*row[:7], label(row[1])) if row[3] == item else row for row in rows]


@cache
def connected() -> tuple[Closing, dict[str, frozenset[int]]]:
    company = usual()
    exchange(company, ring(company.people))
    exchange(company, [(one, one % 24 + 1 + 24 * (one // 25)) for one in company.people if one % 24])
    asked(company, "trust_exchange")
    return company.close()


def test_months_of_use_are_told_for_the_programme_its_units_and_distances() -> None:
    closing, _ = connected()
    told = closing.practice_findings
    assert told.value("stage", "active") == 0.5
    assert told.value("stage", "licensed") == 1.0
    assert {figure.group for figure in told.of("regular")} >= {"programme", "comparison", "unit:Achats"}
    assert len(told.of("regular", group="programme")) == 8


def test_every_figure_counts_at_least_k_people() -> None:
    closing, cells = connected()
    counted = [one for one in closing.practice_findings.figures if one.n]
    surveys = ("item", "favourable", "pull_quadrant", "two_goals", "reliability")
    assert counted
    for one in counted:
        assert (
            one.n >= (5 if one.topic in surveys or one.topic.startswith("choice.") else 10) or one.key == "breadth"
        ), one
    assert {key.split("|")[0] for key in cells} >= {"practice.months", "practice.ties", "practice.item.trust_exchange"}


def test_a_network_of_a_ring_has_the_density_and_bridges_of_a_ring() -> None:
    company = usual()
    exchange(company, ring(company.people))
    found = company.close()[0].practice_findings
    # 72 people in a row: 71 one-way ties among 72 x 71 possible, 2 of 71 pairs between the three units.
    assert found.value("cooperation", "density_per_thousand") == round(1000 / 72, 1)
    assert found.value("cooperation", "reciprocity") == 0.0
    assert found.value("cooperation", "external_index") == round((2 - 69) / 71, 2)


def test_a_cell_between_two_units_with_few_people_is_hidden_and_never_alone() -> None:
    company = usual()
    exchange(company, ring(company.people))
    matrix = company.close()[0].practice_findings.matrices[-1]
    inside = [matrix.per_thousand[at][at] for at in range(len(matrix.groups))]
    outside = [cell for at, row in enumerate(matrix.per_thousand) for to, cell in enumerate(row) if at != to]
    assert all(cell is not None for cell in inside)
    assert all(cell is None for cell in outside)


def test_no_exchange_list_is_told_as_such_and_not_as_an_empty_network() -> None:
    found = usual().close()[0].practice_findings
    assert "no_exchanges" in {refusal.reason for refusal in found.refused}
    assert not found.of("cooperation") and not found.matrices


def test_a_closing_without_any_usage_report_still_closes() -> None:
    company = Company()
    company.hire("Achats", 30)
    asked(company, "search_hours", lambda key: 3.0, scale="hours_week")
    found = company.close()[0].practice_findings
    assert "no_months" in {refusal.reason for refusal in found.refused}


def test_executives_who_are_too_few_are_not_set_against_staff() -> None:
    company = usual()
    company.hire("Achats", 3, role="executive")
    asked(company, "person_gains", lambda key: 0.75 if key % 2 else 0.25)
    found = company.close()[0].practice_findings
    assert found.value("item", "person_gains") is not None
    assert "role:executive" not in {one.group for one in found.figures}
    assert all(one.executive is None and one.gap is None for one in found.gaps)


def test_the_gap_between_executives_and_staff_has_newcombes_interval() -> None:
    company = usual()
    executives = company.hire("Achats", 20, role="executive")
    asked(company, "person_gains", lambda key: 0.75 if key in executives[:10] else 0.25)
    gap = next(one for one in company.close()[0].practice_findings.gaps if one.item == "person_gains")
    assert (gap.executive, gap.staff, gap.gap) == (0.5, 0.0, 0.5)
    assert gap.low < 0.5 < gap.high and gap.low > 0.2


def test_choices_are_told_by_their_key_whatever_the_language_of_the_label() -> None:
    company = usual()
    labelled(
        company,
        "main_barrier",
        lambda key: "Je manque de temps" if key % 2 else "I see no link to the needs of my business",
    )
    told = company.close()[0].practice_findings
    assert told.value("choice.main_barrier", "no_time") == 0.5
    assert told.value("choice.main_barrier", "no_link") == 0.5


def test_the_two_goals_are_counted_person_by_person() -> None:
    company = usual()
    asked(company, "company_gains", lambda key: 1.0)
    asked(company, "person_gains", lambda key: 1.0 if key % 2 else 0.0)
    told = company.close()[0].practice_findings
    assert (told.value("two_goals", "both"), told.value("two_goals", "company_only")) == (0.5, 0.5)


def test_communities_are_told_together_and_only_when_there_are_five() -> None:
    company = usual()
    rows = [(f"C{at}", "But", True, "2025-10-01", "2026-10-20" if at else "2026-03-01", 20, 5, "2026-10-31")
            for at in range(5)]  # fmt: skip
    company.rows["communities"] = rows[:4]
    assert company.close()[0].practice_findings.communities is None
    company.rows["communities"] = rows
    found = company.close()[0].practice_findings.communities
    assert found.states == {"alive": 4, "dormant": 1} and found.pillars["contribution"] == 0.25
    assert found.score is None, "a score is not told without its four pillars"


def test_a_closing_made_before_there_was_a_practice_section_still_opens() -> None:
    document = json.loads(json.dumps(as_document(connected()[0])))
    del document["practice_findings"]
    assert from_document(document).practice_findings == Findings()


def test_the_section_comes_back_as_it_was_written() -> None:
    closing, _ = connected()
    again = from_document(json.loads(json.dumps(as_document(closing))))
    assert again.practice_findings == closing.practice_findings


def test_a_section_from_a_later_version_opens_without_what_is_not_known_here() -> None:
    told = {"figures": [["stage", "active", "programme", "2026-10", 0.5, None, None, 20, "new"]], "unheard_of": 1}
    assert records.read(Findings, told).figures == (Figure("stage", "active", "programme", "2026-10", 0.5, n=20),)


def test_the_same_facts_give_the_same_section() -> None:
    company = usual()
    exchange(company, ring(company.people))
    assert company.close()[0].practice_findings == company.close()[0].practice_findings


def test_early_adopters_are_told_at_the_programmes_level_only_when_both_sides_are_safe() -> None:
    company = usual()
    asked(company, "right_to_err", lambda key: 0.75)
    groups = {one.group for one in company.close()[0].practice_findings.of("favourable", "right_to_err")}
    assert {"adopter:early", "adopter:majority"} <= groups
    few = usual()
    asked(few, "right_to_err", lambda key: 0.75, who=[key for key in few.people if key % 4 or key > 72 or key < 9])
    kept = {one.group for one in few.close()[0].practice_findings.of("favourable", "right_to_err")}
    assert not kept & {"adopter:early", "adopter:majority"}


def test_changes_in_processes_after_the_closing_are_not_told() -> None:
    from valuemodel.closing.closes import compute

    company = usual()
    changes = [
        ProcessChange(date(2026, month, 1), "reporting", "customer", {"fr": "x", "en": "x"}) for month in (3, 12)
    ]
    closing, _ = compute(company.facts(), company.programme, date(2026, 10, 31), {}, changes=changes)
    assert [one.day.month for one in closing.practice_findings.changes] == [3]


@pytest.mark.parametrize("plan, weeks", [({date(2025, 10, 1): 0.2, date(2026, 10, 1): 0.5}, 0.0),
                                         ({date(2025, 10, 1): 0.2, date(2026, 4, 1): 0.5}, -26.1)])  # fmt: skip
def test_weeks_behind_plan_are_counted_to_the_day_on_which_the_plan_has_the_level_reached(plan, weeks) -> None:
    company = usual()
    company.programme = Programme("essai", "Essai", "Essai SA", STARTED, adoption_plan=plan)
    spread = {one.group: one for one in company.close()[0].practice_findings.spread}
    assert spread["programme"].weeks_ahead == pytest.approx(weeks, abs=0.1)
    assert spread["comparison"].weeks_ahead is None


def test_who_uses_a_phone_is_told_by_distance_of_those_whose_devices_are_known() -> None:
    company = usual()
    front = company.hire("Boutiques", 40, distance=0)
    month = AFTER[-1]
    company.report(month, lambda key: key in front[:30], "teams_devices", "on_ios")
    company.report(month, lambda key: key not in front[:10] and key not in front[35:], "teams_devices", "on_windows")
    found = company.close()[0].practice_findings
    # 35 of the 40 used a device, 30 of them a phone; the 72 others a computer, 24 of them at the front line too.
    assert found.value("mobile", "mobile", "distance:0") == round(30 / (35 + 24), 2)
    assert found.value("mobile", "mobile", "programme") == round(30 / (35 + 72), 2)
    assert not [one for one in found.figures if one.topic == "stage.teams_devices"]


def test_without_a_report_on_devices_nothing_is_said_of_phones() -> None:
    assert not usual().close()[0].practice_findings.of("mobile")


def test_accompanied_units_stand_against_the_others_as_whole_units() -> None:
    company = Company()
    units = [company.hire(name, 40) for name in ("Achats", "Ventes", "Qualité", "Marketing")]
    accompanied = {*units[0], *units[1]}
    labelled(company, "pedagogy", lambda key: "On m'a formé" if key in accompanied and key % 4 else "On me l'a annoncé")
    company.survey("avant", "2025-09-15", lambda key: 5.0 + key % 3)
    company.survey("apres", "2026-09-15", lambda key: 5.0 + key % 3 - (1.5 if key in accompanied else 0.0))
    found = company.close()[0].practice_findings
    (told,) = [one for one in found.compared if one.group == "accompanied:with" and one.kpi == "search_hours"]
    assert (told.verdict, told.against) == ("compared", "accompanied:without")
    assert told.change == pytest.approx(-1.5, abs=0.1) and told.high < 0
    assert found.value("accompaniment", "in_units") == 0.5


def test_units_that_were_all_accompanied_are_not_set_against_anything() -> None:
    company = usual()
    labelled(company, "pedagogy", lambda key: "On me l'a annoncé")
    found = company.close()[0].practice_findings
    assert "units_alike" in {refusal.reason for refusal in found.refused}
    assert not [one for one in found.compared if one.group == "accompanied:with"]
