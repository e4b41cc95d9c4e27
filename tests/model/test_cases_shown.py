"""Of the published cases as a page shows them: by line, rebuilt from inputs, without some lines, misprints named."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from valuemodel import model
from valuemodel.locale import LANGUAGES
from valuemodel.model import cases_rebuilt, cases_studies, published
from valuemodel.model.cases_check import agreement, read_cases
from valuemodel.model.cases_types import CASES

FIRSTLINE = read_cases(CASES / "firstline.yaml")


def case(key: str) -> published.PublishedCase:
    return next(one for one in published.published_cases() if one.key == key)


def with_base(name: str, base: float) -> dict[str, Any]:
    """The firstline document with one of its inputs replaced."""
    assumptions = {**FIRSTLINE["assumptions"], name: {**FIRSTLINE["assumptions"][name], "base": base}}
    return {**FIRSTLINE, "assumptions": assumptions}


def test_every_study_agrees_in_all_its_figures_and_lines() -> None:
    studies = [one for one in published.published_cases() if one.kind == "study"]
    assert len(studies) == 10
    for one in published.published_cases():
        assert one.agreeing == len(one.checks) > 0, one.key
        assert all(line.agrees for line in one.lines)


def test_every_printed_line_is_recomputed_and_the_lines_add_up_to_the_studies_tables() -> None:
    with (CASES / "tei_lines.csv").open(encoding="utf-8", newline="") as file:
        printed = [(row["case"], row["line"]) for row in csv.DictReader(file)]
    shown = [(line.line.case, line.line.name) for one in published.published_cases() if one.kind == "study"
             for line in one.lines]  # fmt: skip
    assert sorted(shown) == sorted(printed) and len(printed) == 120
    checks = model.check_cases()
    assert sum(check.measure.endswith(", PV") and check.case != "firstline_rebuilt" for check in checks) == 120
    sums = [check for check in checks if " lines, " in check.measure]
    assert {check.case for check in sums} == {case_ for case_, _ in printed}


def test_a_line_with_a_wrong_flow_is_seen_in_its_own_present_value_and_in_the_studys_sum() -> None:
    document = read_cases(CASES / "tei_cases.yaml")
    lync = next(one for one in document["cases"] if one["id"] == "tei_lync_2013")
    lines = list(cases_studies.read_lines())
    at = next(i for i, line in enumerate(lines) if line.name == "Staff optimization")
    lines[at] = lines[at]._replace(flows=(0.0, 576000.0, 1341000.0, 1966000.0))  # 500 less than printed
    wrong = {check.measure for check in cases_studies.study(lync, lines) if not check.agrees}
    assert wrong == {
        "benefit lines, year3",
        "benefit: Staff optimization, total",
        "benefit: Staff optimization, PV",
    }


@pytest.mark.parametrize("key", [one["id"] for one in read_cases(CASES / "tei_cases.yaml")["cases"]])
def test_every_study_has_its_citation(key: str) -> None:
    citation = case(key).citation
    assert citation.title and citation.published[:4].isdigit() and citation.locator and citation.url.startswith("http")


def test_every_worked_answer_says_where_it_was_read_by_itself() -> None:
    for check in case("worked_answers").checks:
        assert len(check.source) > 10
        assert not check.source.startswith("same"), check.case


def test_paybacks_are_compared_with_what_was_printed_under_the_rounding_of_the_study() -> None:
    printed = {check.case: check.expected for check in model.check_cases() if check.measure == "payback_months"}
    assert printed["tei_o365_enterprise_2014"] == 7  # 6.1 months, rounded up
    assert printed["tei_lync_2013"] == 14  # 14.1 months, to the nearest
    assert printed["tei_o365_corporate_2015"] == 6.7
    late = {**read_cases(CASES / "tei_cases.yaml")["cases"][0]}
    late["published_results"] = {**late["published_results"], "payback_months": 15}
    assert [c.measure for c in cases_studies.study(late) if not c.agrees] == ["payback_months"]


def test_the_very_large_enterprise_without_productivity_gives_what_its_authors_print() -> None:
    """Net present value of 2.1 million, return of 19 %, internal rate of 86 %, paid back in 16 months."""
    found = case("tei_o365_vle_2015_without_productivity")
    values = {check.measure: check.found for check in found.checks}
    assert round(values["npv"] / 1e6, 1) == 2.1
    assert round(values["roi_pct"]) == 19
    assert round(values["irr_pct"]) == 86
    assert round(values["payback_months"]) == 16
    assert len(found.left_out) == 3 and found.of == "tei_o365_vle_2015"


def test_leaving_out_other_lines_does_not_give_those_results() -> None:
    document = read_cases(CASES / "variants.yaml")["cases"][0]
    two_of_three = {**document, "without": document["without"][:2]}
    assert not all(check.agrees for check in cases_studies.variant(two_of_three, cases_studies.read_lines()))


def test_the_firstline_study_is_rebuilt_from_its_inputs_by_the_whole_engine() -> None:
    """Printed: benefits of 8,125,825, costs of 1,641,156, net present value of 6,484,668, return of 395 %, 6 months."""
    found = cases_rebuilt.rebuild(FIRSTLINE).results
    assert found.pv_benefits == pytest.approx(8125825, abs=2)
    assert found.pv_costs == pytest.approx(1641156, abs=2)
    assert found.npv == pytest.approx(6484668, abs=2)
    assert round(100 * (found.roi or 0)) == 395
    assert found.payback_months == pytest.approx(5.5, abs=0.01)  # printed "6 months", rounded up
    assert found.currency == "USD" and found.convention == "tei"


def test_the_rebuilt_study_is_a_sound_template() -> None:
    made = cases_rebuilt.as_model(FIRSTLINE)
    assert {issue.code for issue in model.check_model(made)} == {"budgetary_uncommitted"}
    assert any("floor(" in driver.formula for driver in made.drivers)
    lines = {line.name for line in cases_studies.read_lines() if line.case == "tei_firstline_2017"}
    assert {entry["line"] for part in ("drivers", "costs") for entry in FIRSTLINE[part].values()} == lines


def test_a_fraction_of_a_leaver_is_no_leaver() -> None:
    """13.2 leavers kept in the first year count as 13: 13 x 2,425 x 0.9, printed 28,373; without floor 28,809."""
    whole = cases_rebuilt.rebuild(FIRSTLINE).lines["Reduced employee turnover onboarding costs"]
    assert whole[1] == pytest.approx(28372.5)
    driver = {**FIRSTLINE["drivers"]["fewer_leavers"]}
    driver["formula"] = driver["formula"].replace("floor(", "(")
    without = cases_rebuilt.rebuild({**FIRSTLINE, "drivers": {**FIRSTLINE["drivers"], "fewer_leavers": driver}})
    assert without.lines["Reduced employee turnover onboarding costs"][1] == pytest.approx(28809, abs=0.5)


@pytest.mark.parametrize("name", FIRSTLINE["assumptions"])
def test_every_input_of_the_rebuilt_study_matters(name: str) -> None:
    base = FIRSTLINE["assumptions"][name]["base"]
    moved = cases_rebuilt.rebuild(with_base(name, base * 2 if base >= 1 else base / 2)).results
    assert moved.npv != pytest.approx(6484668, abs=2)


def test_the_misprint_is_one_because_the_printed_number_does_not_give_the_studys_own_line() -> None:
    entry = yaml.safe_load((CASES / "misprints.yaml").read_text("utf-8"))["misprints"][0]
    printed = {line.name: line for line in cases_studies.read_lines() if line.case == entry["case"]}[entry["line"]]
    as_used = cases_rebuilt.rebuild(with_base(entry["assumption"], entry["used"])).lines[entry["line"]]
    as_printed = cases_rebuilt.rebuild(with_base(entry["assumption"], entry["printed"])).lines[entry["line"]]
    assert as_used[1] == pytest.approx(printed.flows[1], abs=1)
    assert abs(as_printed[1] - printed.flows[1]) > 30000


def test_misprints_are_named_where_they_are_and_said_in_both_languages() -> None:
    assert [one.key for one in case("tei_firstline_2017").misprints] == ["firstline_breach_cost"]
    assert [one.key for one in case("firstline_rebuilt").misprints] == ["firstline_breach_cost"]
    assert [one.key for one in case("tei_lync_2013").misprints] == ["lync_payback_rounding"]
    assert {one.case for one in model.misprints()} <= set(agreement(model.check_cases()))
    for one in model.misprints():
        assert all(words[language] for words in (one.where, one.what, one.explanation) for language in LANGUAGES)
        assert one.printed != one.used and one.kind in ("misprint", "rounding")


def test_what_differs_is_listed_even_where_it_agrees() -> None:
    """The very large enterprise prints a total net benefit of 17,981,490; its rounded years add up to one less."""
    found = {check.measure: check for check in case("tei_o365_vle_2015").differences}
    assert found["total_net"].expected - found["total_net"].found == 1  # type: ignore[operator]
    assert found["total_net"].agrees


def test_a_rebuilt_line_is_shown_as_an_equation_in_both_languages() -> None:
    leavers = next(one for one in case("firstline_rebuilt").formulas if "floor" in one.formula)
    assert leavers.equations["en"] == "rounded down(3,300 × 0.1 × 0.08) × 2,425 × 0.9 = $56,745 a year"
    assert "56 745" in leavers.equations["fr"].replace("\u202f", " ").replace("\u00a0", " ")


def test_notes_are_in_both_languages_or_as_their_file_has_them() -> None:
    for one in published.published_cases():
        assert all(isinstance(published.said(one.note, language), str) for language in LANGUAGES)
    assert published.said(case("tei_lync_2013").note, "fr") != published.said(case("tei_lync_2013").note, "en")
    assert published.said("as it stands", "fr") == "as it stands"


def test_studies_in_a_persons_own_file_are_checked_with_the_lines_beside_it(tmp_path: Path) -> None:
    for name in ("tei_cases.yaml", "tei_lines.csv"):
        (tmp_path / name).write_text((CASES / name).read_text("utf-8"), "utf-8")
    alone = tmp_path / "alone.yaml"
    alone.write_text((CASES / "tei_cases.yaml").read_text("utf-8"), "utf-8")
    with_lines, without = model.check_cases(tmp_path / "tei_cases.yaml"), model.check_cases(alone)
    assert len(with_lines) > len(without) > 100
    assert all(check.agrees for check in (*with_lines, *without))
