"""The figures that answer a moved slider are those of the whole results; and where the ends of a band lie."""

from dataclasses import fields

import numpy as np
import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.model.quantiles import percentiles
from valuemodel.model.types import VIEWS, Outlook


@pytest.mark.parametrize("view", VIEWS)
def test_an_outlook_is_the_whole_results_to_the_last_bit(view: str) -> None:
    given = model_example(), closing_example(), programme_example()
    asked = {"view": view, "draws": 1024, "overrides": {"redeployed_share": 0.3}}
    whole, brief = model.evaluate(*given, **asked), model.outlook(*given, **asked)
    assert brief == Outlook(**{one.name: getattr(whole, one.name) for one in fields(Outlook)})
    assert brief.gains_counted == sum(driver.counted for driver in whole.drivers) > 0


@pytest.mark.parametrize("shape", [(8192,), (3, 17), (5, 1)])
def test_percentiles_are_numpys_to_the_last_bit(shape: tuple[int, ...]) -> None:
    draws, percents = np.random.default_rng(7).normal(size=shape), (0, 5, 10, 50, 90, 95, 100)
    assert np.array_equal(percentiles(draws, percents), np.percentile(draws, percents, axis=-1))
