"""What a comparison says."""

from __future__ import annotations

from dataclasses import dataclass

DESIGNS = (
    "staggered", "difference_in_differences", "few_teams", "interrupted_series", "paired", "overlapping", "unpaired",
    "refused",
)  # fmt: skip
"""The strongest first: with a comparison group, along a trend, between two waves, not at all."""
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

    `placebo_as_large` of `placebo_tried` are the untouched sets of teams (or dates before the start), the real one
    among them, that changed as much. `worst_low` and `worst_high` bound the group's own change whatever those who kept
    silent would have said. `family` is the family of figures in which it was looked at (`multiplicity.FAMILIES`) and
    `holds` whether it still leaves zero then. `attributed_share` is the part of the raw change that the comparison
    leaves to the programme, where that means anything. `better` is the direction that was wanted.
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
    placebo_as_large: int = 0
    placebo_tried: int = 0
    worst_low: float | None = None
    worst_high: float | None = None
    p_value: float | None = None
    family: str = ""
    holds: bool | None = None
    attributed_share: float | None = None
    better: str = ""
