"""The model of a programme's store: its template, and the last good version of what people saved over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, Protocol

from valuemodel.errors import Issue
from valuemodel.model.last_good import last_good, wrong_assumption, wrong_cost, wrong_driver
from valuemodel.model.library import REMOVED, apply, assumption_fields, cost_fields, driver_fields, load_template
from valuemodel.model.types import AssumedCost, Assumption, Driver, ValueModel

MOVED = ("low", "base", "high", "evidence", "bound", "family", "data", "formula")


class Saved(Protocol):
    """What a saved version tells: its document, who wrote it, why and when."""

    document: Mapping[str, Any]
    author: str
    reason: str
    number: int
    created_at: Any


class Versions(Protocol):
    """The part of a programme's store that a model reads."""

    def programme(self) -> Any:
        """The programme."""

    def current(self, kind: str) -> Mapping[str, Any]:
        """The current version of each key of `kind`."""

    def versions(self, kind: str, key: str) -> list[Any]:
        """All versions of one key."""


class Scenario(NamedTuple):
    """A scenario that somebody kept: what it moves, in the stored unit of each input."""

    key: str
    name: str
    overrides: Mapping[str, float]
    author: str
    reason: str


SCENARIO = "scenario"


def scenarios(store: Versions) -> dict[str, Scenario]:
    """The scenarios kept so far, without those set aside, by key."""
    listed = {key: _scenario(key, one) for key, one in store.current(SCENARIO).items()}
    return {key: found for key, found in listed.items() if found is not None}


def scenario_version(store: Versions, key: str, number: int) -> Scenario | None:
    """A scenario as it was at one of its versions; None when there is none, or when it sets the scenario aside."""
    return next((_scenario(key, one) for one in store.versions(SCENARIO, key) if one.number == number), None)


def _scenario(key: str, version: Saved) -> Scenario | None:
    document = version.document
    if document.get("set_aside"):
        return None
    moved = {name: float(value) for name, value in document["overrides"].items()}
    return Scenario(key, str(document["name"]), moved, version.author, version.reason)


def current(store: Versions) -> ValueModel:
    """The model of a programme's store: its template, the saved versions of assumptions, drivers and costs over it."""
    model, _ = current_with_issues(store)
    return model


def current_with_issues(store: Versions) -> tuple[ValueModel, tuple[Issue, ...]]:
    """`current`, and what could not be laid over the template."""
    template = load_template(store.programme().template)
    documents, told = _saved_assumptions(store, template)
    known, _ = apply(template, documents)
    drivers, more = _saved_drivers(store, known)
    costs, others = _saved_costs(store, known)
    stated = store.current("perimeter")
    perimeter = next(iter(stated.values())).document if stated else None
    model, issues = apply(known, {}, drivers, costs, perimeter)
    return model, (*told, *more, *others, *issues)


def _saved_assumptions(store: Versions, template: ValueModel) -> tuple[dict[str, dict[str, Any]], list[Issue]]:
    """The last good version of each assumption with its history, and what was left out."""
    documents: dict[str, dict[str, Any]] = {}
    told: list[Issue] = []
    for key in store.current("assumption"):
        one, versions = template.assumptions.get(key), store.versions("assumption", key)
        version, left_out = last_good(versions, partial(_wrong_assumption, one))
        told += left_out
        if version is not None:
            before = [other for other in versions if other.number <= version.number]
            documents[key] = _with_history(version, one, before)
    return documents, told


def _saved_drivers(store: Versions, model: ValueModel) -> tuple[dict[str, dict[str, Any]], list[Issue]]:
    """The last good version of each driver, and what was left out."""
    of = {driver.key: driver for driver in model.drivers}
    return _saved_lines(store, "driver", lambda key: partial(_wrong_driver, key, of.get(key), model.assumptions))


def _saved_costs(store: Versions, model: ValueModel) -> tuple[dict[str, dict[str, Any]], list[Issue]]:
    """The last good version of each cost by formula, and what was left out."""
    of = {cost.key: cost for cost in model.costs}
    return _saved_lines(store, "cost", lambda key: partial(_wrong_cost, key, of.get(key), model.assumptions))


def _saved_lines(
    store: Versions, kind: str, wrong: Callable[[str], Callable[[Mapping[str, Any]], tuple[Issue, ...]]]
) -> tuple[dict[str, dict[str, Any]], list[Issue]]:
    """The last version of each key of `kind` in which nothing is fatally wrong, and what was left out."""
    documents: dict[str, dict[str, Any]] = {}
    told: list[Issue] = []
    for key in store.current(kind):
        version, left_out = last_good(store.versions(kind, key), wrong(key))
        told += left_out
        documents |= {key: dict(version.document)} if version is not None else {}
    return documents, told


def _wrong_assumption(template: Assumption | None, document: Mapping[str, Any]) -> tuple[Issue, ...]:
    return () if document.get(REMOVED) else wrong_assumption(template, assumption_fields(document))


def _wrong_driver(
    key: str, template: Driver | None, assumptions: Mapping[str, Assumption], document: Mapping[str, Any]
) -> tuple[Issue, ...]:
    if document.get(REMOVED):
        return ()
    return wrong_driver(template, {"key": key, **driver_fields(document)}, assumptions)


def _wrong_cost(
    key: str, template: AssumedCost | None, assumptions: Mapping[str, Assumption], document: Mapping[str, Any]
) -> tuple[Issue, ...]:
    if document.get(REMOVED):
        return ()
    return wrong_cost(template, {"key": key, **cost_fields(document)}, assumptions)


def _with_history(version: Saved, template: Assumption | None, versions: list[Any]) -> dict[str, Any]:
    """A saved document with who last moved its numbers (and may not accept them); an older acceptance is dropped."""
    history = {"reason": version.reason, "changed_at": str(version.created_at), "version": version.number}
    if version.document.get(REMOVED):
        return history if template else {REMOVED: True}
    author, accepted_then = _moved_by(template, versions)
    found = {**assumption_fields(version.document), "author": author, **history}
    if found.get("accepted_by") and (found["accepted_by"], found.get("accepted_at", "")) == accepted_then:
        found |= {"accepted_by": "", "accepted_at": ""}
    return found


def _moved_by(template: Assumption | None, versions: list[Any]) -> tuple[str, tuple[str, str]]:
    """The author of the numbers as they stand ("" when the template's), and who had accepted those before them.

    Numbers taken back from an earlier version stay those of whoever wrote that one.
    """
    author, accepted, accepted_then = "", ("", ""), ("", "")
    start = {name: getattr(template, name, None) for name in MOVED}
    numbers, wrote = start, dict[Any, str]()
    for version in sorted(versions, key=lambda one: one.number):
        document = assumption_fields(version.document)
        removed = bool(document.get(REMOVED))
        now = start if removed else {name: document.get(name, numbers[name]) for name in MOVED}
        if now != numbers:
            author = "" if removed else wrote.get(getattr(version, "restored_from", None), version.author)
            numbers, accepted_then = now, accepted
        wrote[getattr(version, "version_id", None)] = author
        accepted = (document.get("accepted_by", ""), document.get("accepted_at", ""))
    return author, accepted_then
