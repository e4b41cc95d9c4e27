"""KPIs and effects in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from valuemodel.locale import has_text, label, number, percent, text

if TYPE_CHECKING:
    from valuemodel.closing import Closing, KpiValue
    from valuemodel.effects import Effect
    from valuemodel.kpis import Kpi


def measured(kpi: Kpi, value: float | None, language: str, sign: bool = False) -> str:
    """A value of `kpi` at its published precision: `61 %`, `5,1 h`, `−0,9 h`; `-` for none."""
    if value is None:
        return "-"
    if kpi.unit == "share":
        return percent(value, language, kpi.decimals - 2, sign)
    written = number(value, language, kpi.decimals, sign)
    return f"{written} h" if kpi.unit == "hours/week" else written


def kpi_rows(closing: Closing, values: Iterable[KpiValue], language: str) -> list[list[str]]:
    """KPI, group, wave, value, 95 % interval and people, the header first."""
    from valuemodel.kpis import catalogue

    known, groups = catalogue(), {group.key: group.label for group in closing.groups}
    rows = [[text(f"cli.column.{name}", language) for name in ("kpi", "group", "wave", "value", "interval", "people")]]
    for one in values:
        kpi = known[one.kpi]
        bounds = f"{measured(kpi, one.low, language)} .. {measured(kpi, one.high, language)}"
        name = group_name(one.group, groups, language)
        value = measured(kpi, one.value, language)
        rows.append([label(kpi.label, language), name, one.wave, value, bounds, one.n_band])
    return rows


def effect_rows(closing: Closing, effects: Iterable[Effect], language: str) -> list[list[str]]:
    """KPI, group, before, after, change, 95 % interval, and how sure or why not, the header first."""
    from valuemodel.kpis import catalogue

    known, groups = catalogue(), {group.key: group.label for group in closing.groups}
    names = ("kpi", "group", "before", "after", "change", "interval", "certainty")
    rows = [[text(f"cli.column.{name}", language) for name in names]]
    for one in effects:
        kpi = known[one.kpi]
        levels = [measured(kpi, value, language) for value in (one.before, one.after)]
        bounds = f"{measured(kpi, one.low, language, True)} .. {measured(kpi, one.high, language, True)}"
        change = [measured(kpi, one.change, language, True), bounds if one.low is not None else "-"]
        name = group_name(one.group, groups, language)
        rows.append([label(kpi.label, language), name, *levels, *change, verdict(one, language)])
    return rows


def group_name(key: str, labels: dict[str, str], language: str) -> str:
    """A group's name: in words where the catalogue has some, else as the closing names it."""
    return text(f"cli.group.{key}", language) if has_text(f"cli.group.{key}", language) else labels.get(key, key)


def verdict(effect: Effect, language: str) -> str:
    """How certain a compared effect is, or the reason why there is none."""
    if effect.verdict == "compared":
        return text(f"cli.certainty.{effect.certainty}", language)
    return f"{text(f'cli.verdict.{effect.verdict}', language)}: {reason(effect, language)}"


def reason(effect: Effect, language: str) -> str:
    """Why an effect was refused or is too early, "" for one that was compared."""
    return text(f"effects.reasons.{effect.reason}", language, **(effect.values or {})) if effect.reason else ""


def effect_json(effect: Effect, language: str) -> dict[str, Any]:
    """The effect as data, its reason also in words."""
    return {**asdict(effect), "said": reason(effect, language)}
