"""What a comparison says."""

from __future__ import annotations

from dataclasses import dataclass

DESIGNS = ("difference_in_differences", "paired", "overlapping", "unpaired", "refused")
CERTAINTIES = ("high", "moderate", "low", "very_low")
VERDICTS = ("compared", "refused", "too_early")


@dataclass(frozen=True)
class Effect:
    """The change of one KPI in one safe group between two waves, in the KPI's own unit and already rounded for
    publication.

    `change` is after - before, or the difference in differences when `isolated`; `low` and `high` bound it at 95 %,
    rounded outwards. `basis` says whom it is an average over: "everyone" eligible or "users" only. `certainty` is one
    of CERTAINTIES, capped by `design`. With `verdict` "refused" or "too_early" the figures may be None and `reason`
    names the texts `effects.reasons.<reason>.problem` and `.fix`, filled by `values`. `cautions` name texts
    `effects.cautions.<caution>`. Numbers of people are exact from 20 on and the lower end of their band below.
    `clusters` is the number of teams on the smaller side; `in_programme` is false for the comparison group and its
    units.
    """

    kpi: str
    group: str
    wave_before: str
    wave_after: str
    verdict: str
    design: str
    before: float | None = None
    after: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    n_before: int = 0
    n_after: int = 0
    comparison_before: float | None = None
    comparison_after: float | None = None
    basis: str = "everyone"
    isolated: bool = False
    certainty: str = "very_low"
    materiality: float | None = None
    probability_material: float | None = None
    smallest_visible: float | None = None
    clusters: int = 0
    cautions: tuple[str, ...] = ()
    reason: str = ""
    values: dict[str, object] | None = None
    in_programme: bool = True
