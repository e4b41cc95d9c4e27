"""Bars drawn as positioned elements: as long as their amounts say, each where it belongs."""

import re
from typing import NamedTuple

import pytest
from told_programmes import BAD, GOOD

from valuemodel.ui import glyph_waterfall, theme
from valuemodel.ui.charts import Pen
from valuemodel.ui.glyph_pairs import Pair, pairs

PEN = Pen("en", theme.LIGHT, "EUR")


class Drawn(NamedTuple):
    """A bar's fill, and its ends in percent of the glyph."""

    css: str
    left: float
    right: float


def bars(markup: str, css: str) -> list[Drawn]:
    found = re.findall(rf'<i class="([^"]*{css}[^"]*)" style="left:([\d.]+)%;width:([\d.]+)%"', markup)
    return [Drawn(name, float(left), float(left) + float(width)) for name, left, width in found]


def axis(markup: str) -> float:
    return float(re.findall(r'class="pv-axis" style="left:([\d.]+)%"', markup)[0])


@pytest.mark.parametrize("results", [GOOD, BAD])
def test_a_waterfall_goes_from_zero_to_net_value_without_a_gap(results) -> None:
    markup = str(glyph_waterfall.waterfall(results, PEN, "alt"))
    drawn, steps, zero = bars(markup, "pv-step"), glyph_waterfall.steps(results, "en"), axis(markup)
    assert len(drawn) == len(steps)
    longest = max(steps, key=lambda one: abs(one.end - one.start))
    place = steps.index(longest)
    unit = (drawn[place].right - drawn[place].left) / abs(longest.end - longest.start)
    for bar, step in zip(drawn, steps, strict=True):
        ends = sorted((zero + unit * step.start, zero + unit * step.end))
        assert (bar.left, bar.right) == pytest.approx(ends, abs=0.05)
    assert steps[-1].end == results.npv and all(0 <= bar.left <= bar.right <= 100 for bar in drawn)


def test_a_loss_is_on_the_other_side_of_zero_and_its_words_too() -> None:
    rows = [Pair("Year 1", -30_000.0, 60_000.0), Pair("Year 2", 90_000.0, 0.0)]
    markup = str(pairs(rows, "years", ("gained", "paid"), PEN, "alt"))
    (loss, gain), (spent, nothing), zero = bars(markup, "pv-upper"), bars(markup, "pv-lower"), axis(markup)
    assert loss.right == pytest.approx(zero, abs=0.02) and loss.left < zero
    assert gain.left == spent.left == pytest.approx(zero, abs=0.02)
    assert (gain.right - gain.left) / (loss.right - loss.left) == pytest.approx(3, abs=0.02)
    assert (spent.right - spent.left) / (loss.right - loss.left) == pytest.approx(2, abs=0.02)
    assert nothing.left == nothing.right
    assert 'class="pv-value pv-upper pv-left"' in markup and "gains −€30k" in markup
