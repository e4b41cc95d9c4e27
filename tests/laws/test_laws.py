"""Laws of the whole pipeline: from spreadsheets to money, on a company whose change is known exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.laws import world

from valuemodel import closing as closings
from valuemodel import model as models
from valuemodel.closing import Closing
from valuemodel.model.types import Results
from valuemodel.store import Store


def closed(store: Store) -> Closing:
    return closings.close(store, world.AS_OF, "test")


def valued(store: Store, closing: Closing, **options: object) -> Results:
    return models.evaluate(models.current(store), closing, store.programme(), draws=1024, **options)  # type: ignore[arg-type]


def worth(results: Results, driver: str) -> float:
    return next(found.value for found in results.drivers if found.key == driver)


def test_identical_waves_change_nothing_and_are_worth_nothing(tmp_path: Path) -> None:
    store = world.company(tmp_path / "p")
    closing = closed(store)
    for kpi in ("search_hours", "knows_whom"):
        effect = closing.effect(kpi)
        assert effect is not None and effect.verdict == "compared"
        assert effect.change == 0 and effect.low <= 0 <= effect.high
    assert worth(valued(store, closing), "finding_information") == 0


def test_an_hour_less_of_search_is_found_exactly_and_is_worth_money(tmp_path: Path) -> None:
    store = world.company(tmp_path / "p", hours_after=world.an_hour_less)
    closing = closed(store)
    effect = closing.effect("search_hours")
    assert effect is not None and effect.change == pytest.approx(-1.0) and effect.isolated
    assert worth(valued(store, closing), "finding_information") > 0


def test_a_worse_wave_is_worth_less_than_nothing(tmp_path: Path) -> None:
    store = world.company(tmp_path / "p", hours_after=world.an_hour_more)
    closing = closed(store)
    assert closing.effect("search_hours").change == pytest.approx(1.0)  # type: ignore[union-attr]
    assert worth(valued(store, closing), "finding_information") < 0


def test_a_change_that_everyone_had_is_not_the_programmes(tmp_path: Path) -> None:
    store = world.company(tmp_path / "p", hours_after=lambda n, inside: world.hours_before(n, inside) - 1.0)
    effect = closed(store).effect("search_hours")
    assert effect is not None and effect.after < effect.before  # type: ignore[operator]
    assert effect.change == 0


def test_withdrawing_and_restoring_an_upload_restores_every_figure_bit_for_bit(tmp_path: Path) -> None:
    store = world.company(tmp_path / "p")
    first = closed(store)
    survey = next(upload for upload in store.uploads() if upload.file_name == "enquete_2026.csv")
    store.withdraw(survey.upload_id, "test", "wrong file")
    without = closed(store)
    assert without.fingerprint != first.fingerprint
    assert without.effect("search_hours") is None or without.effect("search_hours").verdict == "refused"  # type: ignore[union-attr]
    store.restore_upload(survey.upload_id, "test", "right after all")
    again = closed(store)
    assert again.fingerprint == first.fingerprint
    assert (again.kpis, again.effects, again.practice, again.costs) == (
        first.kpis,
        first.effects,
        first.practice,
        first.costs,
    )


def test_withdrawing_a_new_upload_gives_back_the_closing_before_it(tmp_path: Path) -> None:
    store = world.company(tmp_path / "p")
    first = closed(store)
    extra = world.costs(9000.0).replace(b"Licences;Licences", b"Autres;Licences")
    from valuemodel.store import load_file

    report = load_file(store, extra, "couts_2.csv", author="test")
    assert closed(store).fingerprint != first.fingerprint
    store.withdraw(report.upload_id, "test", "entered twice")
    assert closed(store).fingerprint == first.fingerprint


def test_a_dearer_programme_is_worth_less(tmp_path: Path) -> None:
    cheap, dear = world.company(tmp_path / "cheap"), world.company(tmp_path / "dear", monthly_cost=9000.0)
    assert valued(dear, closed(dear)).npv < valued(cheap, closed(cheap)).npv


def test_no_practice_no_euro(tmp_path: Path) -> None:
    store = world.company(tmp_path / "p", hours_after=world.an_hour_less)
    for upload in store.uploads():
        if upload.file_name.startswith("teams"):
            store.withdraw(upload.upload_id, "test", "no usage data")
    results = valued(store, closed(store))
    driver = next(found for found in results.drivers if found.key == "finding_information")
    assert not driver.counted and driver.value == 0 and driver.reason
