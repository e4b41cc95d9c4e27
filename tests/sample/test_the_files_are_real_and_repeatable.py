"""The sample's files: small, in the form of real exports, and the same each time they are written."""

import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import canonicalize

import numpy as np
import pytest

from valuemodel import sample

FILES = [path for path in sorted(sample.samples().iterdir()) if path.suffix in (".csv", ".xlsx")]


def content(path: Path) -> dict[str, bytes]:
    """What a file holds: the parts of a workbook, the bytes of a text.

    Zip libraries compress differently, and XML libraries write the same elements differently: parts are compared in
    their canonical form.
    """
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as book:
        return {f"{part.filename} {part.date_time}": canonical(book.read(part)) for part in book.infolist()}


def canonical(part: bytes) -> bytes:
    """An XML part in its canonical form, ends of lines as the reader sees them."""
    return canonicalize(part.decode("utf-8"), strip_text=False).encode()


@pytest.fixture(scope="module")
def again(generator: dict[str, ModuleType], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    generator["generate"].main(folder)
    return folder


@pytest.mark.slow
def test_writing_them_again_gives_the_same_files(again: Path) -> None:
    assert {path.name for path in again.iterdir()} == {path.name for path in FILES}
    assert [path.name for path in FILES if content(path) != content(again / path.name)] == []


def test_each_is_under_a_megabyte_and_all_under_five() -> None:
    sizes = [path.stat().st_size for path in FILES]
    assert max(sizes) < 1_000_000
    assert sum(sizes) < 5_000_000


def test_addresses_can_belong_to_nobody(truth: dict[str, Any]) -> None:
    assert truth["domain"].endswith(".example")  # reserved by RFC 2606
    assert "fictive" in truth["company"]


def test_what_the_truth_expects_of_usage_follows_from_its_curves(
    generator: dict[str, ModuleType], truth: dict[str, Any]
) -> None:
    implied = generator["outcomes"].usage_truth(truth)
    stated = {**truth["expected"]["compared"], **truth["expected"]["derived"]}
    for kpi, effect in implied.items():
        assert effect == pytest.approx(stated[kpi], abs=0.005), kpi


def test_what_the_truth_expects_of_surveys_is_what_generates_them(truth: dict[str, Any]) -> None:
    sources = {**truth["survey"]["hours"], **truth["survey"]["scores"], **truth["viva"]["hours"]}
    for kpi, effect in truth["expected"]["compared"].items():
        if kpi in sources:
            assert sources[kpi]["effect"] == effect


def test_people_share_their_team(generator: dict[str, ModuleType], truth: dict[str, Any]) -> None:
    people = generator["company"].people(truth, np.random.default_rng(3))
    baseline = people[[day.year < 2025 or day.isoformat() < "2025-09-01" for day in people["joined"]]]
    assert baseline["team"].value_counts().between(8, 15).all()
    assert (people["role"] == "executive").sum() == sum(unit["executives"] for unit in truth["units"])
    assert people.groupby("team")["unit"].nunique().max() == 1
