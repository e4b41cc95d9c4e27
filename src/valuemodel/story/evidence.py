"""What stands behind one effect: its design and rank, who answered, what could mislead the average, month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple, TypeVar

from valuemodel.closing import Closing, Wave
from valuemodel.effects import DESIGNS, Effect, telling
from valuemodel.effects.evidence import EventBar, ResponseRate, SinceStart, WorstCase
from valuemodel.kpis import Kpi
from valuemodel.locale import percent, plural, text
from valuemodel.privacy import band_text, size_text
from valuemodel.story import changes
from valuemodel.story.words import between, kpi_change, kpi_change_range, kpi_value, month_span

Found = TypeVar("Found")


class WaveLine(NamedTuple):
    """One wave of an effect: its name, value, interval, people, answers among those asked, and worst-case bounds."""

    name: str
    value: str
    span: str
    people: str
    response: str
    worst: str


def design(effect: Effect, language: str) -> str:
    """The design by name with its place among all designs, the strongest first; nothing when nothing was compared."""
    if effect.design == "refused":
        return ""
    place = DESIGNS.index(effect.design) + 1
    told = changes.design_line(effect, language)
    return text("evidence.design", language, place=place, of=len(DESIGNS) - 1, design=told)


def rank(effect: Effect, language: str) -> str:
    """How many untouched sets of teams, or earlier dates, changed as much by chance; "" for designs without a rank."""
    if not effect.placebo_tried:
        return ""
    kind = "dates" if effect.design == "interrupted_series" else "teams"
    return plural(f"evidence.rank.{kind}", effect.placebo_as_large - 1, language, tried=effect.placebo_tried - 1)


def _own(found: Iterable[Found], effect: Effect, **more: str) -> Found | None:
    """The first of `found` about this effect's KPI, and its group where it has one."""
    wanted = {"kpi": effect.kpi, "group": effect.group, **more}
    return next((one for one in found if all(getattr(one, k, v) == v for k, v in wanted.items())), None)


def waves(closing: Closing, effect: Effect, kpi: Kpi, language: str) -> tuple[WaveLine, ...]:
    """The two waves of an effect, each with who answered and what silence could hide."""
    found = {wave.key: wave for wave in closing.waves}
    keys = [key for key in (effect.wave_before, effect.wave_after) if key in found]
    return tuple(_wave(closing, effect, kpi, found[key], language) for key in keys)


def _wave(closing: Closing, effect: Effect, kpi: Kpi, wave: Wave, language: str) -> WaveLine:
    evidence = closing.evidence
    level = _own(closing.kpis, effect, wave=wave.key)
    worst = _own(evidence.worst_cases, effect, wave=wave.key)
    return WaveLine(
        month_span(wave.start, wave.end, language) if wave.kind != "survey" else changes.wave_name(wave, language),
        kpi_value(kpi, level.value, language) if level else "",
        _span(level.low, level.high, kpi, language) if level else "",
        band_text(level.n_band, language) if level else "",
        _response(_own(evidence.responses, effect, wave=wave.key), language),
        _worst(worst, kpi, language),
    )


def _span(low: float, high: float, kpi: Kpi, language: str) -> str:
    return between(low, high, language, lambda value: kpi_value(kpi, value, language, unit=False))


def _response(found: ResponseRate | None, language: str) -> str:
    if found is None:
        return ""
    sizes = {name: size_text(getattr(found, name), language) for name in ("answered", "asked")}
    return text("evidence.response", language, rate=percent(found.rate, language), **sizes)


def _worst(found: WorstCase | None, kpi: Kpi, language: str) -> str:
    return _span(found.low, found.high, kpi, language) if found else ""


def behind(closing: Closing, effect: Effect, kpi: Kpi, language: str) -> tuple[tuple[str, str], ...]:
    """What else is known of the change, one sentence each, under `evidence.behind.<name>`."""
    told = {
        "shift": _told(telling.shift, _own(closing.evidence.shifts, effect), language),
        "window": window(closing, effect, kpi, language),
        "since_start": _since_start(_own(closing.evidence.since_start, effect), kpi, language),
        "trend": _trend(closing, effect, kpi, language),
        "who": " ".join(_who(closing, effect, language)),
        "reliability": _told(telling.reliability, _own(closing.evidence.reliabilities, effect), language),
        "silence": " ".join(telling.extras(replace(effect, smallest_visible=None), language)),
        "family": telling.family(effect, language),
    }
    return tuple((name, words) for name, words in told.items() if words)


def _told(tell: Callable[[Found, str], str], found: Found | None, language: str) -> str:
    return tell(found, language) if found is not None else ""


def _who(closing: Closing, effect: Effect, language: str) -> list[str]:
    """Stayers, composition and weights, which are known of the programme as a whole."""
    if effect.group != "programme":
        return []
    evidence = closing.evidence
    weighted = _own(evidence.weighted, effect)
    if weighted is not None and weighted.change == weighted.unweighted:
        weighted = None
    return [
        words
        for words in (
            _told(telling.composition, _own(evidence.compositions, effect), language),
            _told(telling.stayers, _own(evidence.stayers, effect), language),
            _told(telling.weighted, weighted, language),
        )
        if words
    ]


def window(closing: Closing, effect: Effect, kpi: Kpi, language: str) -> str:
    """Why a usage KPI differs from its last month: it is an average of several; "" when no month is published."""
    series = closing.practice_series(kpi.key) if effect.group == "programme" else {}
    wave = next((one for one in closing.waves if one.key == effect.wave_after), None)
    if not series or wave is None or wave.kind == "survey" or effect.after is None:
        return ""
    last = kpi_value(kpi, series[max(series)], language)
    months = month_span(wave.start, wave.end, language)
    return text("evidence.window", language, value=kpi_value(kpi, effect.after, language), months=months, last=last)


def _since_start(found: SinceStart | None, kpi: Kpi, language: str) -> str:
    if found is None:
        return ""
    span = kpi_change_range(kpi, found.low, found.high, language)
    return text("evidence.since_start", language, change=kpi_change(kpi, found.change, language), range=span)


def _trend(closing: Closing, effect: Effect, kpi: Kpi, language: str) -> str:
    found = _own(closing.evidence.series, effect)
    if found is None:
        return ""
    jump, slope = (kpi_change(kpi, value, language) for value in (found.jump, found.slope))
    return text("evidence.trend", language, jump=jump, slope=slope, points=found.points)


def events(closing: Closing, effect: Effect) -> tuple[EventBar, ...]:
    """The effect month by month around the start, when the closing has it."""
    found = (bar for bar in closing.evidence.events if (bar.kpi, bar.group) == (effect.kpi, effect.group))
    return tuple(sorted(found, key=lambda bar: bar.months))


def events_title(bars: Iterable[EventBar], language: str) -> str:
    """The message of the months around the start: alike before, apart after, or not."""
    known = list(bars)
    apart_before = any(bar.low > 0 or bar.high < 0 for bar in known if bar.months < 0)
    after = [bar for bar in known if bar.months >= 0][-3:]
    apart_after = bool(after) and all(bar.low > 0 or bar.high < 0 for bar in after)
    key = "before" if apart_before else "after" if apart_after else "flat"
    return text(f"evidence.events.{key}", language)


class SpreadRow(NamedTuple):
    """What people gave, in words, and the shares of them before and after."""

    name: str
    before: float
    after: float


class Spread(NamedTuple):
    """How people are spread along a KPI, and in a title what moved most."""

    title: str
    rows: tuple[SpreadRow, ...]


def spread(closing: Closing, effect: Effect, kpi: Kpi, language: str) -> Spread | None:
    """The spread behind the programme's own effect; None for a group, and where the closing has none."""
    found = next((one for one in closing.evidence.distributions if one.kpi == effect.kpi), None)
    if found is None or effect.group != "programme":
        return None
    names = [_bin(kpi, low, high, place, len(found.bins), language) for place, (low, high) in enumerate(found.bins)]
    rows = tuple(map(SpreadRow, names, found.before, found.after))
    most = max(rows, key=lambda row: abs(row.after - row.before))
    way = "rise" if most.after > most.before else "fall" if most.after < most.before else "same"
    shares = {"before": percent(most.before, language), "after": percent(most.after, language)}
    return Spread(text(f"evidence.spread.{way}", language, name=most.name, **shares), rows)


def _bin(kpi: Kpi, low: float, high: float, place: int, count: int, language: str) -> str:
    """Values in words; those of bins at the ends are open."""
    if low == high:
        return kpi_value(kpi, low, language)
    if place == 0:
        return text("evidence.spread.under", language, high=kpi_value(kpi, high, language))
    if place == count - 1:
        return text("evidence.spread.over", language, low=kpi_value(kpi, low, language))
    return f"{kpi_value(kpi, low, language)} – {kpi_value(kpi, high, language)}"
