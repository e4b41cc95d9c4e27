"""Files that are broken, locked, misnamed or made to harm: a refusal that a manager understands, and never a crash."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.spreadsheets.files import TEAMS_2021, csv, teams, teams_row, xlsx, zipped

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets import descriptions, read_sheets, recognise, tidy

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def with_sheet(xml: bytes) -> bytes:
    """A real workbook whose first sheet is replaced by `xml`."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(xlsx(("a", "b"), (1, 2)))) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, xml if part.filename == "xl/worksheets/sheet1.xml" else old.read(part))
    return written.getvalue()


REFUSED = {
    "empty": (b"", "no_cells"),
    "blank": (b" \r\n\r\n ", "no_cells"),
    "only separators": (b";;;\r\n;;;\r\n", "no_cells"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image"),
    "photo": (b"\xff\xd8\xff\xe0" + bytes(range(256)), "image"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "document"),
    "gzip": (b"\x1f\x8b\x08\x00" + bytes(50), "compressed"),
    "json": (b'{"value": [{"userPrincipalName": "a@x.fr"}]}', "json_inside"),
    "json list": (b'[{"a": 1},\n{"a": 2}]', "json_inside"),
    "web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "markup_inside"),
    "excel 2003 xml": (b'<?xml version="1.0"?><Workbook xmlns="urn:x"></Workbook>', "markup_inside"),
    "program": (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + bytes(range(32)) * 40, "not_a_workbook"),
    "zip of texts": (zipped({"a.csv": b"a,b\n1,2"}), "compressed"),
    "word document": (zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"}), "office_document"),
    "cut workbook": (xlsx(("a", "b"), (1, 2))[:2000], "archive_damaged"),
    "hollow workbook": (zipped({"xl/workbook.xml": b"<workbook/>"}), "workbook_unreadable"),
    "old excel, cut": (OLE + bytes(600), "workbook_unreadable"),
    "encrypted": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
    "far cell": (with_sheet(SHEET % b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "sheet_too_wide"),
    "far cell, odd spelling": (
        with_sheet(SHEET % b"<row r='1048576'><c s='1' r='XFD1048576' t='n'\n><v>1</v></c></row>"), "sheet_too_wide",
    ),
    "broken xml": (with_sheet(SHEET % b"<row><c><v>1</row>"), "workbook_unreadable"),
    "bomb": (with_sheet(SHEET % (b'<row r="1">' + b" " * 60_000_000 + b"</row>")), "archive_too_big"),
    "ten thousand columns": (csv(",".join("c" * 10_000), ",".join("1" * 10_000)), "too_many_columns"),
    "an endless cell": (b'a,b\n1,"' + b"x" * 3_000_000, "broken_quotes"),
    "one huge line": (b"word " * 1_000_000, "broken_quotes"),
    "numbers alone": (csv("1,2", "3,4"), "no_header"),
    "headers alone": (csv(TEAMS_2021), "no_rows"),
    "survey summary": (csv("My survey", "", "Q1. Name", "Answered,97", "Skipped,0"), "summary_surveymonkey"),
    "pivot table": (csv("Étiquettes de lignes;Somme de Montant", "Hôtels;12", "Total général;12"), "summary_pivot"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason_and_its_cure(name: str) -> None:
    content, code = REFUSED[name]
    started = time.perf_counter()
    recognition = recognise(content, f"{name}.xlsx")
    assert time.perf_counter() - started < 15
    assert (recognition.outcome, [issue.code for issue in recognition.issues]) == ("refused", [code])
    for language in ("fr", "en"):
        said = recognition.issues[0].said(language)
        assert said.problem and said.fix and "{" not in said.problem + said.fix
    with pytest.raises(ValueModelError):
        tidy(recognition)


def test_a_sheet_that_only_declares_to_be_wide_is_read() -> None:
    cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>E-mail</t></is></c><c r="XFD1" s="1"/></row>'
    xml = (SHEET % cells).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert [code.code for code in recognise(with_sheet(xml), "x.xlsx").issues] == ["no_rows"]


def test_nuls_between_letters_and_marks_inside_cells_are_removed() -> None:
    content = (
        teams(teams_row("a@x.fr"))
        .replace(b"a@x.fr", b"\x00a\x00@x.fr")
        .replace(b"2026-10-31,", b"\xef\xbb\xbf2026-10-31,")
    )
    assert tidy(recognise(content, "x.csv")).tables["activity"].person_id.unique().tolist() == ["a@x.fr"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_delimiter_give_the_same_cells(encoding: str, delimiter: str) -> None:
    rows = [
        ("Unité", "Équipe", "Fonction"),
        ("Qualité", "Nîmes été", "l’élève"),
        ("Études", "Âge à côté", "déjà là"),
        ("Zoé", "çà", "où"),
    ]
    book = read_sheets("\n".join(delimiter.join(row) for row in rows).encode(encoding), "x.csv")
    assert (book.encoding, book.delimiter) == (encoding, delimiter)
    assert [tuple(row) for row in book.sheets[0].rows] == rows


def test_line_ends_of_three_characters_make_no_phantom_rows() -> None:
    assert len(read_sheets(b"a,b\r\r\n1,2\r\r\n3,4\r\r\n", "x.csv").sheets[0].rows) == 3


def test_the_separator_that_excel_writes_on_top_is_believed_and_rows_keep_their_numbers() -> None:
    content = b"sep=;\r\nE-mail;Department;Hire date\r\na@x.fr;HR, Paris;soon\r\n"
    done = tidy(recognise(content, "x.csv"))
    assert done.tables["people"].unit.tolist() == ["HR, Paris"] and done.issues[0].where == "C3"


CELLS = st.sampled_from([
    "", "a@x.fr", "2026-10-31", "03/04/20", "12", "-1", "1 234,50 €", "Total", "NaN", "inf", "ééé", '"', "\x00", "=1+1",
    "Tout à fait d'accord", "6E55A185B405B6F2A6804BB7897C8AAB", "\ufeff", "\u202f", "9" * 20, "1e400", "Mars 2026",
])  # fmt: skip
HEADERS = st.sampled_from([
    *TEAMS_2021.split(","), "E-mail", "Unité", "Rôle", "Date d'entrée", "Distance du client", "Poste", "Catégorie",
    "Mois", "Prévu", "Montant", "Nature", "Devise", "Timestamp", "Mon travail a du sens pour moi.", "ID", "Start time",
    "Completion time", "PersonId", "MetricDate", "Email_hours", "Organization", "", "a", "Respondent ID",
])  # fmt: skip
KNOWN = [[headers[0] for headers in known.columns.values()] for known in descriptions().values()]
ANY_HEADER = st.one_of(st.sampled_from(KNOWN), st.lists(HEADERS, min_size=1, max_size=8))
SLOW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def survives(content: bytes) -> None:
    """Whatever the bytes: an outcome, both languages, and rows that add up."""
    recognition = recognise(content, "fuzz.csv")
    assert recognition.outcome in ("ready", "asks", "refused")
    for thing in (*recognition.issues, *recognition.questions):
        assert thing.said("fr") and thing.said("en")
    try:
        done = tidy(recognition, {question.key: question.choices[0].value for question in recognition.questions})
    except ValueModelError as refused:
        assert refused.said("fr").fix and refused.said("en").fix
        return
    assert done.rows_read == done.rows_kept + done.rows_set_aside and min(done.rows_kept, done.rows_set_aside) >= 0
    for issue in done.issues:
        assert issue.said("fr").problem and issue.said("en").problem


@SLOW
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=8),
    ANY_HEADER,
    st.sampled_from(",;\t"),
)
def test_any_table_under_any_known_headers_survives(rows: list[list[str]], header: list[str], delimiter: str) -> None:
    survives("\n".join(delimiter.join(row) for row in [header, *rows]).encode())


@SLOW
@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00\x00")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
def test_any_bytes_survive(content: bytes) -> None:
    survives(content)


@settings(SLOW, max_examples=30)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_workbook_with_one_wrong_byte_survives(place: int, value: int) -> None:
    content = bytearray(SOUND)
    content[place % len(content)] = value
    survives(bytes(content))


SOUND = xlsx(("E-mail", "Unité", "Site"), ("a@x.fr", "RH", "Lyon"))
