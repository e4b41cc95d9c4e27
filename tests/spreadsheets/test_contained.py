"""Files made to exhaust or to break the reader: contained in bounded time and memory, and a refusal in words."""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from tests.spreadsheets.files import csv, teams, teams_row, xlsx, zipped
from tests.spreadsheets.test_hostile_files import SHEET, with_sheet

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets import blocks, delimited, read_sheets, recognise, tidy, workbook
from valuemodel.spreadsheets.outgoing import safe_cell, safe_text

SOUND = xlsx(("E-mail", "Unité", "Site"), ("a@x.fr", "RH", "Lyon"))
READERS = {
    "panics": "import os, sys; sys.stdin.buffer.read(); os.abort()",
    "stops without a word": "import sys; sys.stdin.buffer.read()",
    "never ends": "import sys, time; sys.stdin.buffer.read(); time.sleep(60)",
    "does not even read": "raise SystemExit(3)",
    "says nonsense": "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'nonsense')",
    "says half": "import sys, pickle; sys.stdin.buffer.read(); sys.stdout.buffer.write(pickle.dumps([1] * 99)[:40])",
    "fills the memory": "import sys; sys.stdin.buffer.read(); x = [bytearray(1 << 28) for _ in range(99)]",
}


@pytest.mark.parametrize("name", READERS)
def test_a_reader_that_breaks_takes_only_its_own_process(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "reader.py"
    limits = "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
    program.write_text(limits + READERS[name])
    monkeypatch.setattr(workbook, "_PROGRAM", program)
    monkeypatch.setattr(workbook, "_SECONDS", 2 if name == "never ends" else 60)
    recognition = recognise(SOUND, "x.xlsx")
    expected = "workbook_too_heavy" if name == "never ends" else "workbook_unreadable"
    assert (recognition.outcome, [issue.code for issue in recognition.issues]) == ("refused", [expected])
    monkeypatch.undo()
    assert recognise(SOUND, "x.xlsx").outcome == "ready"


def test_nothing_but_cells_comes_back_from_the_reader() -> None:
    for thing in (print, Path("x"), ValueModelError("no_cells")):
        with pytest.raises(pickle.UnpicklingError):
            workbook._CellsOnly(BytesIO(pickle.dumps(thing))).load()


def text_cell(reference: str, words: bytes) -> bytes:
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (reference.encode(), words)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
ROW, SECOND = b'<row r="1">%s</row>', b'<row r="2">%s</row>'
HEADERS = ROW % (text_cell("A1", b"E-mail") + text_cell("B1", b"Department") + text_cell("C1", b"Location"))
CRAFTED = {
    "nested a hundred thousand deep": SHEET % (HEADERS + b"<x>" * 100_000 + b"</x>" * 100_000),
    "entities of entities": ENTITIES + SHEET % (HEADERS + SECOND % text_cell("A2", b"&j;")),
    "a file of the machine": OUTSIDE + SHEET % (HEADERS + SECOND % text_cell("A2", b"&secret;")),
    "a text of sixty million letters": SHEET % (HEADERS + SECOND % text_cell("A2", b"x" * 60_000_000)),
    "columns without end": SHEET % (ROW % b"".join(b'<c r="%s1"><v>1</v></c>' % c for c in (b"A", b"ZZZ"))),
    "a row number that is none": SHEET % b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
    "a shared text that is not there": SHEET % (ROW % b'<c r="A1" t="s"><v>4000000000</v></c>'),
}  # fmt: skip


@pytest.mark.parametrize("name", CRAFTED)
def test_a_crafted_sheet_is_refused_or_read_without_what_it_asks_for(name: str) -> None:
    recognition = recognise(with_sheet(CRAFTED[name]), "x.xlsx")
    assert recognition.outcome in ("refused", "ready", "asks")
    cells = [str(cell) for sheet in (recognition.book.sheets if recognition.book else ()) for row in sheet.rows
             for cell in row]  # fmt: skip
    assert not any("root:" in cell for cell in cells)
    assert sum(map(len, cells)) < 70_000_000


def test_an_archive_that_lies_about_its_sizes_is_measured_as_it_unfolds() -> None:
    honest = with_sheet(SHEET % (HEADERS + b" " * 500_000_000))
    lying = bytearray(honest)
    with zipfile.ZipFile(BytesIO(honest)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    size = part.file_size.to_bytes(4, "little")
    at = lying.find(size)
    while at >= 0:
        lying[at : at + 4] = (1_000_000).to_bytes(4, "little")
        at = lying.find(size, at + 1)
    assert recognise(bytes(lying), "x.xlsx").issues[0].code in ("archive_too_big", "archive_damaged")


@pytest.mark.parametrize(
    ("name", "made", "code"),
    [
        ("one line without end", lambda: b"a,b,c\n" + b"x" * 9_000_000, "broken_quotes"),
        ("one line of many cells", lambda: b"a,b,c\n" + b"x," * 4_000_000, "too_many_columns"),
        (
            "a quotation mark that swallows the rest",
            lambda: b"a,b,c\n" + b'1,"2,3\n' + b"4,5,6\n" * 900_000,
            "broken_quotes",
        ),
        ("ten thousand columns", lambda: csv(*[",".join("1" * 10_000)] * 400), "too_many_columns"),
        ("nothing but NULs and commas", lambda: b"\x00,\x00," * 2_000_000, "no_cells"),
        ("nothing but line ends", lambda: b"\n" * 9_000_000, "no_cells"),
        ("nothing but commas", lambda: (b"," * 4_000 + b"\n") * 1_500, "no_cells"),
    ],
)
def test_a_text_made_to_exhaust_is_refused_with_its_reason(name: str, made: Callable[[], bytes], code: str) -> None:
    assert [issue.code for issue in recognise(made(), f"{name}.csv").issues] == [code]


def test_more_cells_or_more_different_ones_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "BIG", 0)
    content = teams(*(teams_row(f"p{number}@x.fr") for number in range(500)))
    monkeypatch.setattr(blocks, "MOST_CELLS", 3_000)
    assert [issue.code for issue in recognise(content, "x.csv").issues] == ["sheet_too_wide"]
    monkeypatch.undo()
    monkeypatch.setattr(delimited, "BIG", 0)
    monkeypatch.setattr(blocks, "MOST_DISTINCT", 300)
    assert [issue.code for issue in recognise(content, "x.csv").issues] == ["too_many_texts"]
    monkeypatch.undo()
    monkeypatch.setattr(delimited, "MOST_PLAIN_CELLS", 3_000)
    assert [issue.code for issue in recognise(content, "x.csv").issues] == ["sheet_too_wide"]
    monkeypatch.setattr(delimited, "MOST_PLAIN_BYTES", 3_000)
    assert [issue.code for issue in recognise(content, "x.csv").issues] == ["file_too_large"]


BOUNDED = textwrap.dedent("""
    import resource, sys
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
    from valuemodel.spreadsheets import recognise
    print([issue.code for issue in recognise(sys.stdin.buffer.read(), sys.argv[2]).issues])
""")


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: b"a,b,c\n" + b"x" * 60_000_000, "broken_quotes"),
        (lambda: b"x," * 30_000_000, "too_many_columns"),
        (lambda: b'a,b,c\n1,"' + b"line, line\n" * 5_000_000, "broken_quotes"),
        (lambda: zipped({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b" " * 300_000_000}), "archive_too_big"),
    ],
)
def test_refusing_takes_little_memory(made: Callable[[], bytes], code: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(3 << 29), "x.csv"], input=made(), capture_output=True, check=False
    )
    assert code in ran.stdout.decode(), ran.stderr.decode()[-500:]


def test_a_text_that_looks_like_a_formula_leaves_as_a_text() -> None:
    from openpyxl import Workbook, load_workbook

    nasty = [
        "=1+1",
        '=HYPERLINK("http://x")',
        "+33 1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "Équipe = A",
        -5,
        2.5,
    ]
    book = Workbook()
    for row, value in enumerate(nasty, start=1):
        safe_cell(book.active.cell(row, 1), value)
    written = BytesIO()
    book.save(written)
    cells = [row[0] for row in load_workbook(BytesIO(written.getvalue())).active.iter_rows()]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in cells][:5] == nasty[:5] and cells[-2].value == -5
    assert [safe_text(value) for value in nasty] == [
        "'=1+1", '\'=HYPERLINK("http://x")', "'+33 1", "'-1+2", "'@SUM(A1)", "'\t=1", "'\r=1", "' =1",
        "Équipe = A", -5, 2.5,
    ]  # fmt: skip


def test_a_stored_formula_is_read_as_its_value_or_as_nothing() -> None:
    content = xlsx(("E-mail", "Unité", "Site"), ("a@x.fr", '=HYPERLINK("http://x","RH")', "Lyon"))
    people = tidy(recognise(content, "x.xlsx")).tables["people"]
    assert not str(people.unit.iloc[0]).startswith("=")


def test_reading_leaves_no_process_and_no_open_file_behind() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for content in (SOUND, with_sheet(CRAFTED["entities of entities"]), b"PK\x03\x04", b"a,b\n1,2\n"):
        recognise(content, "x")
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 4_000_000
    assert read_sheets(SOUND, "x").container == "xlsx"
