"""The practice section of a closing, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from valuemodel import practice
from valuemodel.closing.cells import Shown
from valuemodel.closing.facts import Facts
from valuemodel.closing.findings import (
    answers,
    communities,
    curves,
    devices,
    learning,
    network,
    sharing,
    unit_time,
    usage,
)
from valuemodel.closing.findings.cells import MOBILE, MONTHS, TIES, Quantities, windows
from valuemodel.closing.types import CostLine
from valuemodel.closing.waves import Measured
from valuemodel.practice import Cohort, Figure, Findings, Lorenz, Matrix, ProcessChange, Refusal, TimeMatrix
from valuemodel.programme import Programme


def findings(
    facts: Facts,
    programme: Programme,
    as_of: date,
    told: Quantities,
    kpis: Mapping[str, Measured],
    shown: Shown,
    costs: tuple[CostLine, ...] = (),
    changes: Iterable[ProcessChange] = (),
) -> Findings:
    """All that the closing says of practice, in the groups that the disclosure check allowed (`shown`)."""
    measured = {**kpis, **told.measured}
    of_use, from_use = _of_use(facts, programme, told, shown)
    rows, k = facts.practice, programme.k_usage
    seen, between, met = (windows(one, programme, as_of) for one in (rows.ties, rows.unit_ties, rows.meetings))
    of_network = [*network.figures(facts, seen, shown.told.get(TIES, ()), k),
                  *unit_time.figures(facts, between, shown.plan, k), *unit_time.meetings(met, k)]  # fmt: skip
    mobile = devices.mobile(told.measured.get(MOBILE), shown.told.get(MOBILE, ()))
    said = [*answers.told(facts, measured, shown), *answers.pairs(facts, measured, shown)]
    said += answers.reliability(facts, shown)
    said += [*learning.spent(costs, as_of), *learning.reach(tuple(said))]
    found = [*of_use, *mobile, *of_network, *said, *learning.units(shown, measured)]
    return Findings(
        figures=tuple(one for one in found if isinstance(one, Figure)),
        lorenz=tuple(one for one in found if isinstance(one, Lorenz)),
        cohorts=tuple(one for one in found if isinstance(one, Cohort)),
        matrices=tuple(one for one in found if isinstance(one, Matrix)),
        time=tuple(one for one in found if isinstance(one, TimeMatrix)),
        refused=tuple(one for one in found if isinstance(one, Refusal)),
        spread=from_use[0], started=from_use[1], curves=from_use[2],
        gaps=tuple(answers.gaps(measured, shown)), trends=tuple(answers.trends(facts, measured, shown)),
        communities=communities.of(facts.practice.communities, said, as_of),
        changes=tuple(sorted((one for one in changes if one.day <= as_of), key=lambda one: (one.day, one.kind))),
        compared=tuple(learning.compared(facts, measured, shown, programme, as_of)),
    )  # fmt: skip


Spread = tuple[tuple[practice.Spread, ...], str, tuple[practice.Curve, ...]]


def _of_use(
    facts: Facts, programme: Programme, told: Quantities, shown: Shown
) -> tuple[list[Figure | Refusal | Cohort | Lorenz], Spread]:
    """Adoption, participation and dissemination; a refusal when no month of use may be told."""
    groups = shown.told.get(MONTHS, ())
    total = next((group for group in groups if group.key == "programme"), None)
    if MONTHS not in told.measured or total is None:
        return [Refusal("adoption", "no_months")], ((), "unknown", ())
    use, k = usage.use_of(facts, told.measured[MONTHS].waves, groups), programme.k_usage
    found = [
        *usage.stages(facts, use), *usage.monthly(use), *usage.habits(facts, use, total, k),
        *usage.cohorts(use, total, k), *usage.retention(use, total, k), *sharing.participation(facts, use, total, k),
    ]  # fmt: skip
    people = int((use.eligible[:, -1] & total.members).sum())
    drawn = tuple(curves.curves(usage.levels_of(use, total), people, programme))
    return found, (*usage.spread(use, programme), drawn)
