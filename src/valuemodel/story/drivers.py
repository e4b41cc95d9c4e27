"""Writing a value driver: the names that its formula may use, in words; where a mistake is; its key and its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from valuemodel.errors import Issue
from valuemodel.kpis import Kpi
from valuemodel.locale import label, text
from valuemodel.model import kinds
from valuemodel.model.types import AssumedCost, Driver, ValueModel
from valuemodel.story.register import sign_of
from valuemodel.story.units import with_unit
from valuemodel.story.words import inside

OFFERED = ("change", "people", "attribution")
"""Attributes of an effect that the list of names offers; `before` and `after` may be typed too."""
ADVICE = ("budgetary_uncommitted",)
"""What is said of a driver and does not stand in the way of saving it."""
OPERATIONS = ("*", "+", "-", "/")


class Name(NamedTuple):
    """A name of a formula: as it is written, in words, its unit and its value now (None while it has none)."""

    name: str
    words: str
    unit: str
    value: float | None


class Marked(NamedTuple):
    """A formula cut at the character where it goes wrong."""

    before: str
    wrong: str
    after: str


def names(model: ValueModel, kpis: Mapping[str, Kpi], values: Mapping[str, float], language: str) -> list[Name]:
    """Everything that a driver's formula may name: the people, the assumptions by label, the effects of each KPI."""
    people = [_people(key, values, language) for key in kinds.PEOPLE if key != kinds.STARTING]
    return [*people, *_assumptions(model, language), *_effects(model, kpis, values, language)]


def cost_names(model: ValueModel, values: Mapping[str, float], language: str) -> list[Name]:
    """Everything that a cost's formula may name: the people, those who start too, and the assumptions by label."""
    return [*(_people(key, values, language) for key in kinds.PEOPLE), *_assumptions(model, language)]


def _people(key: str, values: Mapping[str, float], language: str) -> Name:
    return Name(key, text(f"model.people.{key}", language), "person", values.get(key))


def _assumptions(model: ValueModel, language: str) -> list[Name]:
    known = [
        Name(key, label(one.label, language), one.unit, one.base)
        for key, one in model.assumptions.items()
        if key not in kinds.BY_THE_ENGINE
    ]
    return sorted(known, key=lambda one: one.words.lower())


def _effects(model: ValueModel, kpis: Mapping[str, Kpi], values: Mapping[str, float], language: str) -> list[Name]:
    units = kinds.name_units(model.assumptions)
    return [
        Name(
            f"{key}.{attribute}",
            _effect(key, attribute, kpis, language),
            units[f"{key}.{attribute}"],
            values.get(f"{key}.{attribute}"),
        )
        for key in kinds.KPI_UNITS
        if key in kpis
        for attribute in OFFERED
    ]


def _effect(key: str, attribute: str, kpis: Mapping[str, Kpi], language: str) -> str:
    return text(f"model.attributes.{attribute}", language, kpi=inside(label(kpis[key].label, language)))


def told(one: Name, language: str) -> str:
    """A name in words with its value: "Coût complet d'une heure de travail (38,2 € par heure)"."""
    if one.value is None:
        return text("drivers.name_unmeasured", language, name=one.words)
    return f"{one.words} ({with_unit(one.unit, one.value, language)})"


def added(formula: str, operation: str, name: str, kpis: Mapping[str, Kpi]) -> str:
    """`formula` with one more name; the change of a KPI that is better low comes as a fall, so that more is a gain.

    >>> added("eligible_people", "*", "hourly_cost", {}), added(" ", "*", "hourly_cost", {})
    ('eligible_people * hourly_cost', 'hourly_cost')
    """
    term = f"-{name}" if name.endswith(".change") and sign_of(name, kpis) < 0 else name
    return f"{formula.strip()} {operation} {term}" if formula.strip() else term


def marked(formula: str, issue: Issue) -> Marked | None:
    """The formula cut where `issue` stands; None for an issue of the whole formula.

    >>> tuple(marked("a * bb + c", Issue("formula_name", "#5", {"position": 5, "name": "bb"})))
    ('a * ', 'bb', ' + c')
    """
    at = issue.values.get("position")
    if not isinstance(at, int) or not formula:
        return None
    start = min(max(at - 1, 0), len(formula) - 1)
    wrong = str(issue.values.get("name") or issue.values.get("near") or formula[start])
    end = start + len(wrong) if formula[start:].startswith(wrong) else start + 1
    return Marked(formula[:start], formula[start:end], formula[end:])


def key_for(words: str, taken: Collection[str]) -> str:
    """A name that a formula can write, from a label; numbered when it is taken.

    >>> key_for("Salons évités (€)", ()), key_for("Salons évités", {"salons_evites"}), key_for("3 salons", ())
    ('salons_evites', 'salons_evites_2', 'own_3_salons')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"\W+", "_", plain).strip("_")[:40].strip("_") or "own"
    key = f"own_{key}" if key[0].isdigit() or key in ("min", "max", "floor", "if", "else", "and", "or", "not") else key
    return next(one for one in (key, *(f"{key}_{n}" for n in range(2, 10_000))) if one not in taken)


def taken(model: ValueModel, kpis: Collection[str]) -> set[str]:
    """The keys that a new driver or assumption may not have."""
    listed = {one.key for one in (*model.drivers, *model.switched_off)} | {
        one.key for one in (*model.costs, *model.costs_off)
    }
    return listed | set(model.assumptions) | set(kpis) | set(kinds.PEOPLE)


def moved(drivers: Sequence[Driver | AssumedCost], key: str, step: int) -> float | None:
    """The position that takes driver or cost `key` one place up (-1) or down (+1); None at the end of the list."""
    places = [turn if one.position is None else one.position for turn, one in enumerate(drivers, start=1)]
    at = next(index for index, one in enumerate(drivers) if one.key == key)
    to = at + step
    if not 0 <= to < len(drivers):
        return None
    beyond = to + step
    far = places[beyond] if 0 <= beyond < len(drivers) else places[to] + step
    return (places[to] + far) / 2


def in_words(issue: Issue, names: Mapping[str, str]) -> Issue:
    """An issue about a driver with labels in place of the keys of what it names."""
    words = {name: names.get(str(value), value) for name, value in issue.values.items() if name in ("other", "priced")}
    return Issue(issue.code, issue.where, {**issue.values, **words})


def blocking(issues: Sequence[Issue]) -> list[Issue]:
    """The issues that a driver cannot be saved with."""
    return [issue for issue in issues if issue.code not in ADVICE]


def first_draft(objective: str, currency: str) -> dict[str, Any]:
    """A new driver's document before anyone has said anything."""
    return {
        "label": {"fr": "", "en": ""},
        "objective": objective,
        "gain": "capacity",
        "gains_who": ["company"],
        "practice": "regular_share",
        "outcome": "",
        "formula": "",
        "unit": f"{currency}/year",
        "lag_months": 0,
    }
