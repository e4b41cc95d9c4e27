"""KPIs and effects in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from valuemodel.locale import label, number, percent, text

if TYPE_CHECKING:
    from valuemodel.closing import KpiValue
    from valuemodel.effects import Effect
    from valuemodel.kpis import Kpi


def measured(kpi: Kpi, value: float | None, language: str) -> str:
    """A value of `kpi` at its published precision: `61 %`, `5,1 h`, `2,6`; `-` for none."""
    if value is None:
        return "-"
    if kpi.unit == "share":
        return percent(value, language, kpi.decimals - 2)
    written = number(value, language, kpi.decimals)
    return f"{written} h" if kpi.unit == "hours/week" else written


def kpi_rows(values: Iterable[KpiValue], language: str) -> list[list[str]]:
    """KPI, group, wave, value, 95 % interval and people, the header first."""
    from valuemodel.effects.sentences import group_name
    from valuemodel.kpis import catalogue
    from valuemodel.privacy import band_text

    known = catalogue()
    rows = [[text(f"cli.column.{name}", language) for name in ("kpi", "group", "wave", "value", "interval", "people")]]
    for one in values:
        kpi = known[one.kpi]
        bounds = f"{measured(kpi, one.low, language)} .. {measured(kpi, one.high, language)}"
        name, value = group_name(one.group, language), measured(kpi, one.value, language)
        rows.append([label(kpi.label, language), name, one.wave, value, bounds, band_text(one.n_band, language)])
    return rows


def effect_rows(effects: Iterable[Effect], language: str) -> list[list[str]]:
    """KPI, group, before, after, change, 95 % interval, and how sure or why not, the header first."""
    from valuemodel.effects.sentences import group_name
    from valuemodel.kpis import catalogue

    known = catalogue()
    names = ("kpi", "group", "before", "after", "change", "interval", "certainty")
    rows = [[text(f"cli.column.{name}", language) for name in names]]
    for one in effects:
        kpi = known[one.kpi]
        levels = [measured(kpi, value, language) for value in (one.before, one.after)]
        name = group_name(one.group, language)
        rows.append([label(kpi.label, language), name, *levels, *_change(one, kpi, language), _verdict(one, language)])
    return rows


def _change(effect: Effect, kpi: Kpi, language: str) -> tuple[str, str]:
    from valuemodel.effects.sentences import amount

    if effect.change is None or effect.low is None or effect.high is None:
        return "-", "-"
    bounds = [amount(value, kpi, language, unit=False, sign=True) for value in (effect.low, effect.high)]
    return amount(effect.change, kpi, language, sign=True), " .. ".join(bounds)


def _verdict(effect: Effect, language: str) -> str:
    from valuemodel.effects.sentences import reason

    if effect.verdict == "compared":
        return text(f"effects.certainties.{effect.certainty}", language)
    return f"{text(f'cli.verdict.{effect.verdict}', language)}: {reason(effect, language)}"


def effect_json(effect: Effect, language: str) -> dict[str, Any]:
    """The effect as data, with the sentence that may be quoted."""
    from valuemodel.effects.sentences import sentences

    return {**asdict(effect), "said": sentences(effect, language).quote}
