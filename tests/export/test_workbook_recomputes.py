"""The workbook is the live twin: an independent spreadsheet engine finds what ours found, also after a change."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import export, model
from valuemodel.export.workbook import workbook
from valuemodel.locale import LANGUAGES, catalogue
from valuemodel.model.types import AssumedCost

ironcalc = pytest.importorskip("ironcalc", reason="needs ironcalc, an independent spreadsheet engine")
MEASURES = ("pv_benefits", "pv_costs", "npv", "roi", "bcr", "payback_months")


def open_name(key: str) -> str:
    """The open cell of an input: of an assumption, its base value."""
    name = model.excel_name(key)
    return name.replace("a_", "b_", 1) if name.startswith("a_") else name


class Spreadsheet:
    """A workbook opened by ironcalc, its cells found by their names."""

    def __init__(self, content: bytes, folder: Path) -> None:
        path = folder / "twin.xlsx"
        path.write_bytes(content)
        self.engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        book = openpyxl.load_workbook(BytesIO(content))
        self.names = {name: next(iter(defined.destinations)) for name, defined in book.defined_names.items()}
        self.sheets = book.sheetnames
        self.engine.evaluate()

    def place(self, name: str) -> tuple[int, int, int]:
        title, address = self.names[name]
        row, column = openpyxl.utils.cell.coordinate_to_tuple(address.replace("$", ""))
        return self.sheets.index(title), row, column

    def set(self, name: str, value: float) -> None:
        """Changes an open cell: of an assumption, its base value."""
        self.engine.update_cell_with_number(*self.place(open_name(name)), value)
        self.engine.evaluate()

    def choose(self, scenario: str) -> None:
        self.engine.set_user_input(*self.place("scenario"), scenario)
        self.engine.evaluate()

    def value(self, name: str) -> object:
        return self.engine.get_cell_value(*self.place(name))


def expected(found: model.types.Results) -> dict[str, object]:
    said = {f"r_{key}": getattr(found, key) for key in MEASURES}
    for key in ("without_staff_time", "budgetary_only"):
        reading = getattr(found, key)
        said |= {f"r_{key}_npv": reading.npv, f"r_{key}_bcr": reading.per_unit_spent}
    said |= {f"pv_{one.key}": one.value for one in found.drivers if one.counted}
    said |= {f"v_{one.key}": one.annual for one in found.drivers if one.counted}
    return {name: "–" if value is None else value for name, value in said.items()}


def assert_agrees(sheet: Spreadsheet, found: model.types.Results) -> None:
    wanted = expected(found)
    got = {name: sheet.value(name) for name in wanted}
    assert got == pytest.approx(wanted, abs=0.01)


def test_every_view_and_convention_recomputes_to_the_cent(each_pack: export.Pack, tmp_path: Path) -> None:
    assert_agrees(Spreadsheet(workbook(each_pack, "fr"), tmp_path), each_pack.results)


CHANGES = (
    {"redeployed_share": 0.2}, {"hourly_cost": 61.5, "weeks_worked": 40.0}, {"search_hours.change": -0.1},
    {"search_hours.change": 0.4}, {"cost_overrun": 1.4}, {"discount_rate": 0.15}, {"working_hours": 10.0},
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: " ".join(change))
def test_changed_in_the_workbook_it_says_what_the_engine_says(
    change: dict[str, float], packed: export.Pack, tmp_path: Path
) -> None:
    sheet = Spreadsheet(workbook(packed, "en"), tmp_path)
    before = sheet.value("r_npv")
    for name, value in change.items():
        sheet.set(name, value)
    found = model.evaluate(packed.model, packed.closing, packed.programme, overrides=change)
    assert_agrees(sheet, found)
    if change != {"working_hours": 10.0}:
        assert sheet.value("r_npv") != pytest.approx(before, abs=1)


def test_a_driver_that_users_do_not_simply_multiply_is_computed_month_by_month(tmp_path: Path) -> None:
    base = model_example()
    travel = next(one for one in base.drivers if one.key == "avoided_travel")
    capped = replace(travel, formula="min(regular_users, 400) * 120")
    changed = replace(base, drivers=tuple(capped if one.key == travel.key else one for one in base.drivers))
    pack = export.pack(programme_example(), closing_example(), changed)
    assert next(item for item in pack.case.counted if item.driver.key == travel.key).table
    assert_agrees(Spreadsheet(workbook(pack, "fr"), tmp_path), pack.results)


def test_hours_cut_down_to_the_cap_are_cut_by_a_formula(tmp_path: Path) -> None:
    base = model_example()
    claimed = replace(
        base.assumptions["weeks_worked"], key="claimed", unit="hour/person/year", low=300, base=440, high=500
    )
    first = next(one for one in base.drivers if one.gain == "capacity")
    formula = "eligible_people * claimed * hourly_cost * redeployed_share"
    claim = replace(first, key="claim", outcome="", formula=formula)
    changed = replace(base, drivers=(*base.drivers, claim), assumptions={**base.assumptions, "claimed": claimed})
    pack = export.pack(programme_example(), closing_example(), changed)
    assert "hours_capped" in {issue.code for issue in pack.results.issues}
    assert_agrees(Spreadsheet(workbook(pack, "en"), tmp_path), pack.results)


def test_costs_by_formula_and_assumptions_computed_from_others_stay_formulas(tmp_path: Path) -> None:
    base = model_example()
    hourly = replace(base.assumptions["hourly_cost"], formula="yearly_cost / 1600", bound="")
    yearly = replace(hourly, key="yearly_cost", unit="EUR/year/person", low=60e3, base=72e3, high=90e3, formula="")
    costs = tuple(
        AssumedCost(key, {"fr": key, "en": key}, "licence", formula, unit, stands_in=False, effective=since)
        for key, formula, unit, since in (
            ("seats", "regular_users * yearly_cost / 600", "EUR/year", ""),
            ("stepped", "max(active_users, 500) * yearly_cost / 6000", "EUR/month", "2026-03-01"),
            ("training", "starting_people * yearly_cost / 800", "EUR", ""),
        )
    )
    changed = replace(base, costs=costs, assumptions={**base.assumptions, "hourly_cost": hourly, "yearly_cost": yearly})
    pack = export.pack(programme_example(), closing_example(), changed)
    assert {"seats", "stepped"} <= {item.cost.key for item in pack.case.formula_costs}
    sheet = Spreadsheet(workbook(pack, "fr"), tmp_path)
    assert_agrees(sheet, pack.results)
    sheet.set("yearly_cost", 80e3)
    moved = {"yearly_cost": 80e3}
    assert_agrees(sheet, model.evaluate(changed, closing_example(), programme_example(), overrides=moved))


def test_a_cost_switched_off_is_in_no_sheet_and_moved_ones_keep_their_order(tmp_path: Path) -> None:
    costs = tuple(
        AssumedCost(key, {"fr": f"Coût {key}", "en": f"Cost {key}"}, "run", "eligible_people * 12 * hourly_cost",
                    "EUR/year", stands_in=False)
        for key in ("first", "second", "third")
    )  # fmt: skip
    changed, _ = model.apply(
        replace(model_example(), costs=costs), costs={"second": {"off": True}, "third": {"position": 0.5}}
    )
    pack = export.pack(programme_example(), closing_example(), changed)
    content = workbook(pack, "fr")
    assert_agrees(Spreadsheet(content, tmp_path), pack.results)
    cells = [cell for sheet in openpyxl.load_workbook(BytesIO(content)) for row in sheet.values for cell in row]
    told = [
        cell for cell in cells if str(cell).startswith("Coût ") and str(cell).split()[1] in ("first", "second", "third")
    ]
    assert list(dict.fromkeys(told)) == ["Coût third", "Coût first"]
    assert {one.cost.key for one in pack.case.formula_costs} == set(pack.results.costs_by_formula) == {"first", "third"}


def test_every_formula_shows_already_what_a_recalculation_finds(each_pack: export.Pack, tmp_path: Path) -> None:
    content = workbook(each_pack, "fr")
    sheet = Spreadsheet(content, tmp_path)
    shown = openpyxl.load_workbook(BytesIO(content), data_only=True)
    seen = 0
    for title, row, column in formulas(content):
        found = sheet.engine.get_cell_value(sheet.sheets.index(title), row, column)
        cached = shown[title].cell(row, column).value
        assert found == pytest.approx(cached, abs=0.005), (title, row, column)
        seen += 1
    assert seen > 100


def formulas(content: bytes) -> Iterator[tuple[str, int, int]]:
    for page in openpyxl.load_workbook(BytesIO(content)):
        for line in page.iter_rows():
            yield from ((page.title, cell.row, cell.column) for cell in line if cell.data_type == "f")


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_and_flows_hold_no_pasted_number(language: str, packed: export.Pack) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(packed, language)))
    for subject in ("results", "cash_flow", "drivers"):
        page = book[catalogue(language)[f"export.sheets.{subject}"]]
        pasted = [
            cell.coordinate
            for line in page.iter_rows()
            for cell in line
            if cell.data_type == "n" and cell.value is not None and cell.protection.locked
        ]
        assert not pasted, (subject, pasted)


def test_formulas_are_locked_and_assumptions_are_open(packed: export.Pack) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(packed, "fr")))
    assert all(page.protection.sheet for page in book)
    assert all(cell.protection.locked for page in book for line in page.iter_rows() for cell in line
               if cell.data_type == "f")  # fmt: skip
    for name, defined in book.defined_names.items():
        if name.startswith(("b_", "scenario")):
            title, address = next(iter(defined.destinations))
            assert not book[title][address].protection.locked, name


def test_no_text_from_data_becomes_a_formula() -> None:
    trap = '=HYPERLINK("http://example.org","x")'
    words = {"fr": trap, "en": trap}
    base = model_example()
    drivers = tuple(replace(one, label=words) for one in base.drivers)
    held = {key: replace(one, label=words, source={"title": trap}) for key, one in base.assumptions.items()}
    programme = replace(programme_example(), name=trap, company="+1")
    pack = export.pack(programme, closing_example(), replace(base, drivers=drivers, assumptions=held))
    content = workbook(pack, "fr")
    honest = set(formulas(workbook(export.pack(programme_example(), closing_example(), base), "fr")))
    assert set(formulas(content)) <= honest
    book = openpyxl.load_workbook(BytesIO(content))
    assert sum(cell.value == trap for page in book for line in page.iter_rows() for cell in line) >= len(held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_says_where_it_comes_from(language: str, packed: export.Pack) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(packed, language)))
    written = {str(cell.value) for page in book for line in page.iter_rows() for cell in line if cell.data_type == "s"}
    assert packed.closing.fingerprint in written
    for name, value in export.stamp(packed, language):
        assert {name, value} <= written
    assert not [one for one in written if one.startswith(("export.", "story.", "model.", "issues."))]


def test_the_same_pack_gives_the_same_bytes(packed: export.Pack) -> None:
    assert workbook(packed, "fr") == workbook(packed, "fr")


RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def recalculated(office: str, content: bytes, folder: Path) -> openpyxl.Workbook:
    """The workbook as LibreOffice saves it, after it has computed every formula again."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE, "utf-8")
    (folder / "twin.xlsx").write_bytes(content)
    call = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
            "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(folder / "twin.xlsx")]  # fmt: skip
    for _ in range(2):  # the first call may only make the profile
        subprocess.run(call, check=False, timeout=180)
        if (folder / "out" / "twin.xlsx").exists():
            break
    return openpyxl.load_workbook(folder / "out" / "twin.xlsx", data_only=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change", [{}, {"redeployed_share": 0.2, "search_hours.change": 0.4}], ids=["as is", "changed"]
)
def test_libreoffice_finds_the_same_results(change: dict[str, float], packed: export.Pack, tmp_path: Path) -> None:
    office = shutil.which("localc")
    if office is None:
        pytest.skip("needs LibreOffice (Debian's libreoffice-calc)")
    book = openpyxl.load_workbook(BytesIO(workbook(packed, "fr")))
    for name, value in change.items():
        title, address = next(iter(book.defined_names[open_name(name)].destinations))
        book[title][address].value = value
    bare = BytesIO()
    book.save(bare)  # without any value beside the formulas
    found = model.evaluate(packed.model, packed.closing, packed.programme, overrides=change)
    saved = recalculated(office, bare.getvalue(), tmp_path)
    for name, wanted in expected(found).items():
        title, address = next(iter(book.defined_names[name].destinations))
        assert saved[title][address].value == pytest.approx(wanted, abs=0.01), name


SCENARIOS = {
    "Prudent": {"redeployed_share": 0.2, "hourly_cost": 40.0},
    "Moins de monde": {"regular_share": 0.35},
    "Recherche": {"search_hours.change": -0.2, "weeks_worked": 42.0},
    "Moitié d'accompagnement": {"planned_accompaniment": 0.5, "delay_months": 3.0},
    "Arrêt dans six mois": {"stop_after_months": 6.0},
}


def kept(scenarios: dict[str, dict[str, float]]) -> tuple[model.Scenario, ...]:
    return tuple(model.Scenario(name.lower(), name, moved, "Ada", "Essai") for name, moved in scenarios.items())


@pytest.mark.parametrize(("view", "convention"), [("whole", "corporate"), ("request", "tei")])
def test_the_scenario_chosen_in_its_cell_is_the_one_that_the_engine_computes(
    view: str, convention: str, tmp_path: Path
) -> None:
    given = (model_example(), closing_example(), programme_example())
    pack = export.pack(given[2], given[1], given[0], view, convention, scenarios=kept(SCENARIOS))
    sheet = Spreadsheet(workbook(pack, "fr"), tmp_path)
    assert_agrees(sheet, pack.results)
    for name, moved in SCENARIOS.items():
        sheet.choose(name)
        assert_agrees(sheet, model.evaluate(*given, view=view, convention=convention, overrides=moved, draws=64))
    sheet.choose("Cas de base")
    assert_agrees(sheet, pack.results)


def test_a_scenario_that_moves_what_is_gone_is_left_out_and_named(tmp_path: Path) -> None:
    gone = {"Ancien": {"no_such_assumption": 1.0}, **SCENARIOS}
    pack = export.pack(programme_example(), closing_example(), model_example(), scenarios=kept(gone))
    assert [one.scenario.name for one in pack.variants] == list(SCENARIOS)
    book = openpyxl.load_workbook(BytesIO(workbook(pack, "en")))
    told = [str(cell.value) for row in book["Check"].iter_rows() for cell in row if cell.value]
    assert any("Ancien" in words for words in told)


def test_a_changed_base_value_counts_in_the_scenarios_that_do_not_move_it(tmp_path: Path) -> None:
    pack = export.pack(programme_example(), closing_example(), model_example(), scenarios=kept(SCENARIOS))
    sheet = Spreadsheet(workbook(pack, "en"), tmp_path)
    sheet.choose("Recherche")
    sheet.set("hourly_cost", 50.0)
    moved = {**SCENARIOS["Recherche"], "hourly_cost": 50.0}
    assert_agrees(sheet, model.evaluate(model_example(), closing_example(), programme_example(), overrides=moved))


@pytest.mark.slow
def test_libreoffice_finds_the_chosen_scenario_too(tmp_path: Path) -> None:
    office = shutil.which("localc")
    if office is None:
        pytest.skip("needs LibreOffice (Debian's libreoffice-calc)")
    pack = export.pack(programme_example(), closing_example(), model_example(), scenarios=kept(SCENARIOS))
    book = openpyxl.load_workbook(BytesIO(workbook(pack, "fr")))
    title, address = next(iter(book.defined_names["scenario"].destinations))
    book[title][address].value = "Recherche"
    bare = BytesIO()
    book.save(bare)  # without any value beside the formulas
    found = model.evaluate(pack.model, pack.closing, pack.programme, overrides=SCENARIOS["Recherche"])
    saved = recalculated(office, bare.getvalue(), tmp_path)
    for name, wanted in expected(found).items():
        title, address = next(iter(book.defined_names[name].destinations))
        assert saved[title][address].value == pytest.approx(wanted, abs=0.01), name
