"""Of a larger model: written by hand in numpy, it gives the figures of the product; and benchmarks can be run."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest

from valuemodel import model
from valuemodel.model import flows
from valuemodel.model.case import prepare

ROOT = Path(__file__).parents[2]


@pytest.fixture
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    import benchmarks.run

    return benchmarks.run


def test_the_product_and_a_model_written_by_hand_agree(benchmarks: ModuleType) -> None:
    from benchmarks import bench_what_if, by_hand, twelve_drivers

    given = (twelve_drivers.model(), twelve_drivers.closing(), twelve_drivers.programme())
    results = model.evaluate(*given, draws=1024)
    assert sum(one.counted for one in results.drivers) == 12 and len(results.months) == 36
    drawn = flows.drawn(prepare(*given), 7, 1024)
    assert len(drawn) == 25
    bench_what_if.agree(results, by_hand.results(drawn))


def test_every_benchmark_can_be_found_and_a_broken_budget_is_told(
    benchmarks: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    from benchmarks.measured import Measured

    assert {"what_if", "draws", "memory"} <= set(benchmarks.names())
    for name in benchmarks.names():
        assert callable(importlib.import_module(f"benchmarks.bench_{name}").measure)
    slow, fast = Measured("slow", 30.0, 10.0, 2.0), Measured("fast", 10.0, 10.0, 2.0)
    assert not slow.kept and fast.kept and "OVER BUDGET" in benchmarks.table([slow]) != benchmarks.table([fast])
    assert benchmarks.main(["nothing"]) == 2 and "what_if" in capsys.readouterr().err


def test_benchmarks_are_told_as_json_with_their_ratio(benchmarks: ModuleType) -> None:
    from benchmarks import bench_draws

    row = bench_draws.accuracy()
    assert row.ours < 0.1 and json.loads(benchmarks.as_json([row]))[0]["kept"] is True
