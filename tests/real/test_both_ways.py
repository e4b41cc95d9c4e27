"""Real text files give the same result whether they are read as small files or as big ones are, block by block."""

from __future__ import annotations

import pytest
from pandas.testing import assert_frame_equal
from tests.real.table import FOLDER, real_files
from tests.spreadsheets.test_big_files import made_tidy, objects, told

from valuemodel.spreadsheets import blocks, delimited, recognise

SENTENCE = f"needs the folder of real files: set VALUEMODEL_REAL_FILES (looked in {FOLDER})"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=SENTENCE)
TEXTS = [file for file in real_files() if file.suffix.lower() in (".csv", ".txt", ".tsv")] if FOLDER.is_dir() else []


@pytest.mark.slow
@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_a_real_file_is_the_same_both_ways(file, monkeypatch):
    content = file.read_bytes()
    monkeypatch.setattr(delimited, "BIG", 1 << 40)
    small = recognise(content, file.name)
    expected = made_tidy(small)
    monkeypatch.setattr(delimited, "BIG", 0)
    monkeypatch.setattr(blocks, "BLOCK", 20_000)
    big = recognise(content, file.name)
    found = made_tidy(big)
    assert told(big) == told(small)
    if isinstance(expected, str) or isinstance(found, str):
        assert found == expected
        return
    assert (found.issues, found.mapping, found.rows_kept) == (expected.issues, expected.mapping, expected.rows_kept)
    for name, frame in found.tables.items():
        assert_frame_equal(objects(frame), objects(expected.tables[name]))
