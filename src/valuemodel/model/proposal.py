"""What choosing an objective proposes: the drivers of its template, those already there, those that would count twice.

Nothing is imposed: `propose` only tells, `add` takes what a person keeps of it, and nothing is ever priced twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from valuemodel.errors import Issue
from valuemodel.model import formula, kinds
from valuemodel.model.library import load_template, template_names
from valuemodel.model.twice import same_price, twice_issue
from valuemodel.model.types import AssumedCost, Assumption, Driver, ValueModel

NEW, THERE, TWICE = "new", "there", "twice"


class Choice(NamedTuple):
    """A template as an objective to choose: its names, what it values, its kinds of gain, how many drivers it has."""

    key: str
    label: Mapping[str, str]
    about: Mapping[str, str]
    gains: tuple[str, ...]
    drivers: int


@dataclass(frozen=True)
class ProposedDriver:
    """A driver of a template beside a model: "new", already "there", or priced "twice" if it were added.

    `priced` is what another driver (`other`, in the model, or earlier in the same template) puts a price on too: a
    KPI's key, or the key of a yearly amount of money.
    """

    driver: Driver
    state: str
    other: str = ""
    priced: str = ""


@dataclass(frozen=True)
class Proposal:
    """What a template would add to a model. `assumptions` and `costs` are those that its new drivers bring along."""

    objective: str
    label: Mapping[str, str]
    drivers: tuple[ProposedDriver, ...]
    assumptions: Mapping[str, Assumption]
    costs: tuple[AssumedCost, ...]

    def keys(self, state: str = NEW) -> tuple[str, ...]:
        """The drivers in one state; "new" are those that are proposed switched on."""
        return tuple(one.driver.key for one in self.drivers if one.state == state)

    def issues(self) -> tuple[Issue, ...]:
        """Why some drivers are proposed switched off."""
        return tuple(twice_issue(one.driver.key, one.other, one.priced) for one in self.drivers if one.state == TWICE)


def objectives() -> tuple[Choice, ...]:
    """The objectives that a programme can choose among, one a template."""
    models = [load_template(name) for name in template_names()]
    return tuple(
        Choice(one.template, one.label, one.about, tuple(sorted({d.gain for d in one.drivers})), len(one.drivers))
        for one in models
    )


def propose(objective: str, model: ValueModel) -> Proposal:
    """What the template of `objective` would add to `model`; `unknown_template` when there is none of that name."""
    template = load_template(objective)
    kept = list(model.drivers)
    there = {driver.key for driver in (*model.drivers, *model.switched_off)}
    found = []
    for driver in template.drivers:
        other, what = same_price(driver, kept, {**template.assumptions, **model.assumptions})
        state = THERE if driver.key in there else TWICE if other else NEW
        found.append(ProposedDriver(driver, state, *((other, what) if state == TWICE else ("", ""))))
        if state == NEW:
            kept.append(driver)
    new = [one.driver for one in found if one.state == NEW]
    paid = {cost.key for cost in (*model.costs, *model.costs_off)}
    costs = tuple(cost for cost in template.costs if cost.key not in paid)
    return Proposal(objective, template.label, tuple(found), _brought(template, model, new, costs), costs)


def add(
    model: ValueModel, proposal: Proposal, drivers: Iterable[str] | None = None
) -> tuple[ValueModel, tuple[Issue, ...]]:
    """`model` with the proposed `drivers` (all new ones when not said), their assumptions and costs; pure.

    One that would be priced twice is refused with its reason, whoever asks for it; numbers that the model has already
    are not touched.
    """
    asked = set(proposal.keys() if drivers is None else drivers)
    kept = tuple(one.driver for one in proposal.drivers if one.driver.key in asked and one.state == NEW)
    refused = tuple(issue for issue in proposal.issues() if issue.where in asked)
    brought = _brought(load_template(proposal.objective), model, kept, proposal.costs if kept else ())
    found = replace(
        model,
        drivers=(*model.drivers, *kept),
        assumptions={**model.assumptions, **brought},
        costs=(*model.costs, *(proposal.costs if kept else ())),
    )
    return found, refused


def with_cost(model: ValueModel, template: str, key: str) -> ValueModel:
    """`model` with cost `key` of `template` and the assumptions that it needs; unchanged when it is there; pure."""
    found = load_template(template)
    there = {cost.key for cost in (*model.costs, *model.costs_off)}
    costs = tuple(cost for cost in found.costs if cost.key == key and key not in there)
    brought = _brought(found, model, (), costs)
    return replace(model, assumptions={**model.assumptions, **brought}, costs=(*model.costs, *costs))


def documents(model: ValueModel, extended: ValueModel) -> dict[str, dict[str, dict[str, Any]]]:
    """What `extended` has that `model` has not, as documents to save by kind ("driver", "assumption", "cost") and key.

    Laid over `model` by `library.apply` they give `extended` again, each driver and cost in its place.
    """
    drivers = {driver.key for driver in (*model.drivers, *model.switched_off)}
    costs = {cost.key for cost in (*model.costs, *model.costs_off)}
    return {
        "driver": {one.key: _document(one) for one in extended.drivers if one.key not in drivers},
        "assumption": {key: _document(a) for key, a in extended.assumptions.items() if key not in model.assumptions},
        "cost": {one.key: _document(one) for one in extended.costs if one.key not in costs},
    }


def _document(one: Driver | Assumption | AssumedCost) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name != "key"}


def _brought(
    template: ValueModel, model: ValueModel, drivers: Iterable[Driver], costs: Iterable[AssumedCost]
) -> dict[str, Assumption]:
    """The template's assumptions that `drivers` and `costs` need and the model lacks, in the template's order."""
    needed = set(kinds.BY_THE_ENGINE)
    for written in (*(one.formula for one in drivers), *(one.formula for one in costs)):
        tree = formula.parse(written).tree
        needed |= set(formula.names(tree)) if tree else set()
    if any(name.endswith(".attribution") for name in needed):
        needed.add(kinds.ATTRIBUTION)
    return {key: a for key, a in template.assumptions.items() if key in needed and key not in model.assumptions}
