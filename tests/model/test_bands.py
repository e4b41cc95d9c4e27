"""Bands: what leaving one out leaves as it was, and where their ends lie."""

from dataclasses import replace

import numpy as np
import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.model.quantiles import percentiles


def test_without_its_band_a_result_is_otherwise_the_same() -> None:
    given = model_example(), closing_example(), programme_example()
    whole, bare = (model.evaluate(*given, draws=1024, band=band) for band in (True, False))
    assert whole.cumulative_p10 and (bare.cumulative_p10, bare.cumulative_p90) == ((), ())
    assert replace(whole, cumulative_p10=(), cumulative_p90=()) == bare


@pytest.mark.parametrize("shape", [(8192,), (3, 17), (5, 1)])
def test_percentiles_are_numpys_to_the_last_bit(shape: tuple[int, ...]) -> None:
    draws, percents = np.random.default_rng(7).normal(size=shape), (0, 5, 10, 50, 90, 95, 100)
    assert np.array_equal(percentiles(draws, percents), np.percentile(draws, percents, axis=-1))
