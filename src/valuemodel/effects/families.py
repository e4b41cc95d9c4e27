"""Effects looked at together: each takes the family that it was looked at in, and says whether it still holds there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from valuemodel.effects.multiplicity import FAMILIES, holds
from valuemodel.effects.types import Effect
from valuemodel.programme import Programme


def corrected(effects: Iterable[Effect], programme: Programme) -> tuple[Effect, ...]:
    """`effects` with their family and whether they hold in it; a "probable" that does not hold becomes a "possible".

    The KPI stated as primary needs no correction; the other KPIs stated before looking are claims (Holm); all else, the
    groups of a KPI included, is exploring (Benjamini and Hochberg). The comparison group claims nothing.
    """
    placed = [(effect, _family(effect, programme)) for effect in effects]
    held = {family: iter(holds(family, [_p(one) for one, theirs in placed if theirs == family])) for family in FAMILIES}
    return tuple(_held(effect, family, next(held[family])) if family else effect for effect, family in placed)


def _family(effect: Effect, programme: Programme) -> str:
    if effect.verdict != "compared" or effect.p_value is None or not effect.in_programme:
        return ""
    plan = programme.plan_of(effect.kpi) if effect.group == "programme" else None
    if plan is None:
        return "exploring"
    return "primary" if plan.primary else "claims"


def _p(effect: Effect) -> float:
    return 1.0 if effect.p_value is None else effect.p_value


def _held(effect: Effect, family: str, stands: bool) -> Effect:
    found = replace(effect, family=family, holds=stands)
    if stands or effect.certainty not in ("high", "moderate"):
        return found
    return replace(found, certainty="low", cautions=(*effect.cautions, "many_looked_at"))
