"""The register in a spreadsheet: what goes out comes back unchanged, and a change comes back as a difference."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES
from valuemodel.model import load_template
from valuemodel.story import register_sheet

KNOWN = load_template("productivity").assumptions


def changed(cells: dict[str, object], language: str = "fr", known=KNOWN) -> bytes:
    book = load_workbook(BytesIO(register_sheet.write([*known.values()], language)))
    for address, value in cells.items():
        book.worksheets[0][address] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(key: str, known=KNOWN) -> int:
    return [*known].index(key) + 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_register_brought_back_untouched_changes_nothing(language: str) -> None:
    found = register_sheet.read(changed({}, language), KNOWN, language)
    assert found == ((), len(KNOWN), ())


def test_a_changed_value_comes_back_as_one_line_and_is_not_saved_by_itself() -> None:
    row = row_of("hourly_cost")
    high = KNOWN["hourly_cost"].high
    found = register_sheet.read(changed({f"E{row}": high + 5}), KNOWN, "fr")
    assert found.unchanged == len(KNOWN) - 1
    (line,) = found.lines
    assert (line.key, line.row, line.issues) == ("hourly_cost", row, ())
    assert line.moved == (("high", high, high + 5),)
    assert line.document["high"] == high + 5
    assert line.document["low"] == KNOWN["hourly_cost"].low


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("trente", "sheet_not_a_number"),
        ("=1+1", "sheet_formula"),
        (None, "sheet_not_a_number"),
        (True, "sheet_not_a_number"),
    ],
)
def test_a_bad_cell_is_told_at_its_address(value: object, code: str) -> None:
    row = row_of("hourly_cost")
    found = register_sheet.read(changed({f"D{row}": value}), KNOWN, "fr")
    assert [(issue.code, issue.where) for issue in found.issues] == [(code, f"D{row}")]
    assert found.lines == ()


def test_all_bad_cells_are_told_at_once() -> None:
    rows = row_of("hourly_cost"), row_of("redeployed_share")
    bad = changed({f"C{rows[0]}": "a", f"E{rows[0]}": "b", f"D{rows[1]}": "c"})
    assert {issue.where for issue in register_sheet.read(bad, KNOWN, "fr").issues} == {
        f"C{rows[0]}",
        f"E{rows[0]}",
        f"D{rows[1]}",
    }


def test_a_range_the_wrong_way_round_is_a_line_that_cannot_be_accepted() -> None:
    row = row_of("hourly_cost")
    (line,) = register_sheet.read(changed({f"C{row}": 900}), KNOWN, "fr").lines
    assert [issue.code for issue in line.issues] == ["assumption_range"]


def test_unknown_and_repeated_keys_are_told() -> None:
    row = row_of("hourly_cost")
    found = register_sheet.read(changed({f"A{row}": "houry_cost", f"A{row + 1}": next(iter(KNOWN))}), KNOWN, "fr")
    codes = {issue.code for issue in found.issues}
    assert "sheet_key_unknown" in codes
    assert len(found.issues) == 2


def test_no_text_of_ours_becomes_a_formula() -> None:
    evil = '=HYPERLINK("http://x","y")'
    source = {"title": "+1", "year": "@a", "locator": "-2"}
    one = replace(KNOWN["hourly_cost"], label={"fr": evil, "en": evil}, source=source)
    content = register_sheet.write([one], "fr")
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet["B2"].value == evil
    assert register_sheet.read(content, {"hourly_cost": one}, "fr").lines == ()


def test_a_version_saved_since_the_download_is_told() -> None:
    row = row_of("hourly_cost")
    content = changed({f"E{row}": KNOWN["hourly_cost"].high + 5})
    since = {**KNOWN, "hourly_cost": replace(KNOWN["hourly_cost"], version=3)}
    (line,) = register_sheet.read(content, since, "fr").lines
    assert line.stale


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"a;b\n1;2\n"])
def test_what_is_not_a_workbook_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValueModelError):
        register_sheet.read(content, KNOWN, "fr")
