"""Where a value model comes from: a template, and documents laid over it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from valuemodel.errors import Issue, ValueModelError
from valuemodel.model import formula, kinds, shapes
from valuemodel.model.types import AssumedCost, Assumption, Driver, Perimeter, ValueModel
from valuemodel.yaml_files import read_yaml

REMOVED = "removed"
"""A saved document {removed: true} puts back what the template says, or nothing where it says nothing."""
FOLDER = Path(__file__).parent.parent / "templates"


@cache
def template_names() -> tuple[str, ...]:
    """The templates that there are: one file each, named after the objective that it serves."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def load_template(name: str) -> ValueModel:
    """The value model of a template file; `unknown_template` when there is none of that name."""
    if name not in template_names():
        raise ValueModelError("unknown_template", name, name=name, known=", ".join(template_names()))
    document = read_yaml(FOLDER / f"{name}.yaml")
    return read_model(name, completed(name, document, _shared()))


@cache
def _shared() -> Mapping[str, Any]:
    """Drivers, costs and assumptions that several templates use, and what a driver is when it does not say."""
    return read_yaml(FOLDER / "shared" / "common.yaml")


def completed(name: str, document: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """A template's plain data with what it takes from `shared`: what it calls so, and the assumptions that it names.

    Assumptions that the engine itself applies (`kinds.BY_THE_ENGINE`) are in every model.
    """
    common = {"objective": name, **shared["defaults"]}
    drivers = {key: common | found for key, found in _taken(document, shared, "drivers").items()}
    costs = _taken(document, shared, "costs")
    used = set(kinds.BY_THE_ENGINE)
    for entry in (*drivers.values(), *costs.values()):
        tree = formula.parse(entry["formula"]).tree
        used |= set(formula.names(tree)) if tree else set()
    if any(one.endswith(".attribution") for one in used):
        used.add(kinds.ATTRIBUTION)
    taken = {key: entry for key, entry in shared["assumptions"].items() if key in used}
    assumptions = {**taken, **(document.get("assumptions") or {})}
    return {**document, "drivers": drivers, "costs": costs, "assumptions": assumptions}


def _taken(document: Mapping[str, Any], shared: Mapping[str, Any], part: str) -> dict[str, Any]:
    listed = (document.get(part) or {}).items()
    return {key: shared[part][key] if entry == "shared" else entry for key, entry in listed}


def read_model(name: str, document: Mapping[str, Any]) -> ValueModel:
    """A value model from the plain data of a template."""
    read = {key: Assumption(key=key, **assumption_fields(entry)) for key, entry in document["assumptions"].items()}
    assumptions = {key: shapes.counted(assumption) for key, assumption in read.items()}
    drivers = tuple(Driver(key=key, **driver_fields(entry)) for key, entry in document["drivers"].items())
    costs = tuple(AssumedCost(key=key, **cost_fields(entry)) for key, entry in (document.get("costs") or {}).items())
    about, perimeter = document.get("about") or {}, _perimeter(document.get("perimeter"))
    return ValueModel(name, document["label"], drivers, assumptions, costs, about, perimeter)


def cost_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A cost's fields; dates that a file writes without quotes are dates there, and texts here."""
    found = {key: str(value or "") if key in ("effective", "until") else value for key, value in entry.items()}
    return _listed(found)


def _listed(found: dict[str, Any]) -> dict[str, Any]:
    """Fields with a place in the list that is a number, and `off` only when it says so."""
    if "position" in found and not math.isfinite(_number(found["position"])):
        found["position"] = None
    if "off" in found:
        found["off"] = found["off"] is True
    return found


def _perimeter(entry: Mapping[str, Any] | None) -> Perimeter | None:
    return Perimeter(entry.get("label") or {}, tuple(entry.get("recharges") or ())) if entry else None


def assumption_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An assumption's fields as a file or a saved version writes them (`accepted_by_finance: {by, at}` or null)."""
    found = {key: value for key, value in entry.items() if key != "accepted_by_finance"}
    accepted = entry.get("accepted_by_finance")
    if accepted:
        found |= {"accepted_by": accepted.get("by", ""), "accepted_at": str(accepted.get("at", ""))}
    if "unit" in found:
        found["unit"] = str(found["unit"])
    for name in ("low", "base", "high"):
        if name in found:
            found[name] = _number(found[name])
    return found


def _number(written: Any) -> float:
    """A saved number; not a number where a hand-made document has something else, so that the register tells it."""
    return float(written) if isinstance(written, int | float) and not isinstance(written, bool) else float("nan")


def driver_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A driver's fields as a file or a saved version writes them (`for` says who gains)."""
    found = {("gains_who" if key == "for" else key): value for key, value in entry.items()}
    if "gains_who" in found:
        found["gains_who"] = tuple(found["gains_who"])
    if "effective" in found:
        found["effective"] = str(found["effective"] or "")
    if "risk" in found:
        found["risk"] = tuple(found["risk"] or ())
    return _listed(found)


def apply(
    model: ValueModel,
    assumptions: Mapping[str, Mapping[str, Any]] | None = None,
    drivers: Mapping[str, Mapping[str, Any]] | None = None,
    costs: Mapping[str, Mapping[str, Any]] | None = None,
    perimeter: Mapping[str, Any] | None = None,
) -> tuple[ValueModel, tuple[Issue, ...]]:
    """`model` with saved documents laid over it (key -> fields to replace); pure.

    A new key makes a new assumption, driver or assumed cost when it has all its fields. A field that does not exist, or
    a new entry with fields missing, is left out and told. A document {removed: true} changes nothing. Drivers and costs
    come in the order of their `position` (else of the template, then of saving), those switched `off` apart.
    """
    issues: list[Issue] = []
    known = {**model.assumptions}
    for key, document in _standing(assumptions):
        made = _laid_over(known.get(key), Assumption, key, assumption_fields(document), issues)
        known |= {key: shapes.counted(made)} if made else {}
    listed = {driver.key: driver for driver in (*model.drivers, *model.switched_off)}
    for key, document in _standing(drivers):
        made = _laid_over(listed.get(key), Driver, key, driver_fields(document), issues)
        listed |= {key: made} if made else {}
    paid = {cost.key: cost for cost in (*model.costs, *model.costs_off)}
    for key, document in _standing(costs):
        made = _laid_over(paid.get(key), AssumedCost, key, cost_fields(document), issues)
        paid |= {key: made} if made else {}
    on, off = _on_and_off(listed.values())
    costs_on, costs_off = _on_and_off(paid.values())
    found = replace(
        model, assumptions=known, drivers=on, switched_off=off, costs=costs_on, costs_off=costs_off,
    )  # fmt: skip
    return (replace(found, perimeter=_perimeter(perimeter)) if perimeter else found), tuple(issues)


def _standing(documents: Mapping[str, Mapping[str, Any]] | None) -> list[tuple[str, Mapping[str, Any]]]:
    return [(key, document) for key, document in (documents or {}).items() if not document.get(REMOVED)]


def _on_and_off(entries: Iterable[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Those that count and those switched off, each by position; one that has none takes that of its turn (1, 2, ...).

    All have a position then, whatever is switched off among them, so that one can be put between two others.
    """
    placed = [
        replace(one, position=float(turn)) if one.position is None else one for turn, one in enumerate(entries, start=1)
    ]
    ordered = sorted(placed, key=lambda one: one.position)
    on, off = (tuple(one for one in ordered if one.off is state) for state in (False, True))
    return on, off


def _laid_over(old: Any, kind: type, key: str, document: Mapping[str, Any], issues: list[Issue]) -> Any:
    allowed = {item.name for item in fields(kind)}
    strange = sorted(set(document) - allowed - {"key"})
    issues += [Issue("unknown_field", key, {"field": name}) for name in strange]
    given = {name: value for name, value in document.items() if name in allowed and name != "key"}
    if old is not None:
        return replace(old, **given)
    try:
        return kind(key=key, **given)
    except TypeError:
        issues.append(Issue("incomplete_entry", key))
        return None
