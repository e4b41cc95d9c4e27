"""Leaving out the band by month leaves every other figure as it was."""

from dataclasses import replace

from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model


def test_without_its_band_a_result_is_otherwise_the_same() -> None:
    given = model_example(), closing_example(), programme_example()
    whole, bare = (model.evaluate(*given, draws=1024, band=band) for band in (True, False))
    assert whole.cumulative_p10 and (bare.cumulative_p10, bare.cumulative_p90) == ((), ())
    assert replace(whole, cumulative_p10=(), cumulative_p90=()) == bare
