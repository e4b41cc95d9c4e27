"""The ledger: what left, and which of its figures are no longer current."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import export
from valuemodel.export import ledger
from valuemodel.locale import LANGUAGES
from valuemodel.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "p", programme_example(), "tests") as made:
        yield made


def test_an_export_is_entered_with_its_figures_and_the_journal_tells_it(store: Store, packed: export.Pack) -> None:
    ledger.record(store, packed, "workbook", "twin.xlsx", b"content", "fr", "C. Morel")
    ledger.record(store, packed, "deck", "board.pptx", b"content", "en", "C. Morel")
    first, second = ledger.entries(store)
    assert (first.file, second.file) == ("twin.xlsx", "board.pptx")
    assert first.figures["npv"] == packed.results.npv and first.fingerprint == packed.closing.fingerprint
    assert (first.view, first.convention, first.seed) == ("whole", packed.results.convention, packed.results.seed)
    assert {entry.why for entry in store.journal()} >= {"workbook: twin.xlsx", "deck: board.pptx"}


def test_at_a_new_closing_the_figures_that_moved_are_listed_with_their_gap(
    store: Store, packed: export.Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.record(store, packed, "workbook", "twin.xlsx", b"", "fr", "tests")
    later = replace(closing_example(), number=2, costs=closing_example().costs[:-12])
    after = export.pack(programme_example(), later, model_example())
    for now, moves in ((packed, False), (after, True)):
        monkeypatch.setattr(ledger, "gather", lambda *_, now=now: now)
        assert bool(ledger.outdated(store)) is moves
    (found,) = ledger.outdated(store)
    moved = {one.figure: one for one in found.moved}
    assert "pv_costs" in moved and "pv_benefits" not in moved
    gap = (moved["pv_costs"].now or 0) - (moved["pv_costs"].was or 0)
    assert gap == pytest.approx(after.results.pv_costs - packed.results.pv_costs)
    for language in LANGUAGES:
        lines = ledger.told([found], True, language)
        assert len(lines) == 1 + len(found.moved) and all("twin.xlsx" in line for line in lines[1:])


def test_without_any_export_it_says_so(store: Store) -> None:
    said = {tuple(ledger.told(ledger.outdated(store), False, language)) for language in LANGUAGES}
    assert len(said) == 2
