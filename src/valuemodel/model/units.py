"""A formula's second reading: its unit. People, hours, weeks, months, years and each currency never mix."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from valuemodel.errors import Issue
from valuemodel.model.tree import Binary, Call, Choice, Compare, Name, Negative, Node, Number, names, walk

_COUNTED = (
    "person",
    "hour",
    "week",
    "month",
    "year",
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "ticket",
    "message",
    "trip",
    "tool",
    "incident",
    "minute",
    "day",
    "ratio",
)
_SEVERAL = {
    "en": {
        "person": "people",
        "hour": "hours",
        "week": "weeks",
        "month": "months",
        "year": "years",
        "day": "days",
        "minute": "minutes",
        "ticket": "tickets",
        "tool": "tools",
        "incident": "incidents",
    },
    "fr": {
        "person": "personnes",
        "hour": "heures",
        "week": "semaines",
        "month": "mois",
        "year": "ans",
        "trip": "voyages",
        "day": "jours",
        "ticket": "demandes",
        "tool": "outils",
        "minute": "minutes",
        "incident": "incidents",
        "EUR": "euros",
        "USD": "dollars",
        "GBP": "livres sterling",
        "CHF": "francs suisses",
    },
}
_ONE: dict[str, dict[str, str]] = {
    "en": {},
    "fr": {
        "person": "personne",
        "hour": "heure",
        "week": "semaine",
        "year": "an",
        "month": "mois",
        "trip": "voyage",
        "day": "jour",
        "ticket": "demande",
        "tool": "outil",
        "EUR": "euro",
        "USD": "dollar",
        "GBP": "livre sterling",
        "CHF": "franc suisse",
    },
}
_PLAIN = {"en": "a plain number", "fr": "un nombre sans unité"}


@cache
def registry() -> Any:
    """The units of value models, each a dimension of its own: a week never silently becomes 168 hours."""
    import pint

    found: Any = pint.UnitRegistry(None)
    for name in _COUNTED:
        found.define("ratio = []" if name == "ratio" else f"{name} = [{name}]")
    for several, one in (
        ("people", "person"),
        ("hours", "hour"),
        ("weeks", "week"),
        ("months", "month"),
        ("years", "year"),
    ):
        found.define(f"@alias {one} = {several}")
    return found


@lru_cache(maxsize=1024)
def unit_of(written: str) -> Any:
    """The pint unit that `written` names ("EUR/hour", "1"), or None when there is no such unit."""
    import pint

    try:
        return registry().Unit("dimensionless" if written.strip() in ("1", "ratio") else written)
    except (pint.errors.PintError, ValueError, TypeError, AttributeError, SyntaxError):
        return None


def words(unit: Any, language: str) -> str:
    """A unit as people say it: "hours x people", "EUR/year"."""
    if unit is None:
        return ""
    powers = dict(registry().get_base_units(unit)[1]._units) if not unit.dimensionless else {}
    above = [_power(_SEVERAL[language].get(str(n), str(n)), p) for n, p in sorted(powers.items()) if p > 0]
    below = [_power(_ONE[language].get(str(n), str(n)), -p) for n, p in sorted(powers.items()) if p < 0]
    if not powers:
        return _PLAIN[language]
    return "/".join([" × ".join(above) or "1", *below])


def _power(word: str, power: float) -> str:
    return word if power == 1 else f"{word}^{power:g}"


class _Mixed(Exception):
    """Units that do not go together; the issue is already noted."""


def unit_issues(tree: Node, units: Mapping[str, str], expected: str = "") -> tuple[Issue, ...]:
    """Everything in `tree` that mixes units, with its place; and a result that is not `expected`."""
    return _unit_issues(tree, tuple((name, units.get(name, "1")) for name in names(tree)), expected)


@lru_cache(maxsize=1024)
def _unit_issues(tree: Node, named: tuple[tuple[str, str], ...], expected: str) -> tuple[Issue, ...]:
    """`unit_issues` over the units of the names of `tree` (kept, since every what-if asks again)."""
    units = dict(named)
    found: list[Issue] = []
    try:
        result = _unit(tree, units, found)
    except _Mixed:
        return tuple(found)
    wanted = unit_of(expected) if expected else None
    if not found and wanted is not None and not _any_unit(tree) and result != wanted:
        found.append(Issue("formula_unit_result", "#1", _said("got", result) | _said("wanted", wanted)))
    return tuple(found)


def _said(key: str, unit: Any) -> dict[str, str]:
    """A unit as the issues' texts have it: French with its article (des euros, un nombre sans unité)."""
    french = words(unit, "fr")
    some = french if french in ("", _PLAIN["fr"]) else f"des {french}"
    return {f"{key}_en": words(unit, "en"), f"{key}_fr": some}


def _any_unit(node: Node) -> bool:
    """Whether `node` is the number 0, which goes with every unit."""
    return all(isinstance(item, Negative) or (isinstance(item, Number) and item.value == 0) for item in walk(node))


def _unit(node: Node, units: Mapping[str, str], issues: list[Issue]) -> Any:
    match node:
        case Number():
            return registry().Unit("dimensionless")
        case Name(name=name):
            return unit_of(units.get(name, "1"))
        case Negative(of=of):
            return _unit(of, units, issues)
        case Binary(sign="**"):
            return _power_unit(node, units, issues)
        case Binary(sign=sign, left=left, right=right) if sign in "*/":
            one, other = _each((left, right), units, issues)
            return one * other if sign == "*" else one / other
        case Binary(sign=sign, left=left, right=right):
            return _same((left, right), units, issues, "add" if sign == "+" else "subtract")
        case Compare(left=left, right=right):
            _same((left, right), units, issues, "compare")
            return registry().Unit("dimensionless")
        case Choice(condition=condition, then=then, otherwise=otherwise):
            _unit(condition, units, issues)
            return _same((then, otherwise), units, issues, "choose")
        case Call(inputs=inputs):
            return _same(inputs, units, issues, "compare")


def _each(nodes: tuple[Node, ...], units: Mapping[str, str], issues: list[Issue]) -> list[Any]:
    """The unit of each node; issues of all of them are noted before giving up."""
    found = []
    for node in nodes:
        try:
            found.append(_unit(node, units, issues))
        except _Mixed:
            found.append(None)
    if None in found:
        raise _Mixed
    return found


def _same(nodes: tuple[Node, ...], units: Mapping[str, str], issues: list[Issue], doing: str) -> Any:
    found = _each(nodes, units, issues)
    real = [(node, unit) for node, unit in zip(nodes, found, strict=True) if not _any_unit(node)]
    for node, unit in real[1:]:
        if unit != real[0][1]:
            first, other = real[0][1], unit
            if doing in ("add", "compare") and first.dimensionless:
                first, other = other, first
            values = {"position": node.at, **_said("left", first), **_said("right", other)}
            issues.append(Issue(f"formula_unit_{doing}", f"#{node.at}", values))
            raise _Mixed
    return real[0][1] if real else registry().Unit("dimensionless")


def _power_unit(node: Binary, units: Mapping[str, str], issues: list[Issue]) -> Any:
    base, exponent = _each((node.left, node.right), units, issues)
    sign, right = (-1, node.right.of) if isinstance(node.right, Negative) else (1, node.right)
    if base.dimensionless and exponent.dimensionless:
        return base
    if exponent.dimensionless and isinstance(right, Number):
        return base ** (sign * right.value)
    issues.append(Issue("formula_unit_power", f"#{node.right.at}", {"position": node.right.at, **_said("base", base)}))
    raise _Mixed
